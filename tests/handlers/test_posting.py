"""A reply that Heedline posts itself, seen from the card: asked for, taken back, unclear, refused."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import replies, sending
from desk.sending import send_due
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack, Message
from tests.handlers.given import MAYA, Desk, a_policy, shows, whispered
from triage.lifecycle import Act
from triage.model import Mention, ReplyTemplate, Route, SourceSettings, Urgency
from triage.posting import Eligibility, Posted, PostRefused, PostUnavailable, PostUnclear
from triage.reply import ReplyState
from triage.routing import is_pre_approved

CLEAN = "Thank you for writing. Please call us at 555-0142 so that we can listen."
ANSWER = "https://forum.example.org/answer/1"


class Poster:
    """A platform that does to every reply what it was told to do."""

    name = "reviews"

    def __init__(self) -> None:
        self.does: Exception | None = None
        self.taken: list[str] = []

    def eligible(self, mention: Mention) -> Eligibility:
        return Eligibility(True, "Everybody may be answered there.")

    def post(self, mention: Mention, text: str, key: str) -> Posted:
        if self.does is not None:
            raise self.does
        self.taken.append(text)
        return Posted(ANSWER)

    def account(self) -> str:
        return "northgate"

    def close(self) -> None:
        pass


Serve = Callable[..., Desk]


@pytest.fixture
def desk(served: Serve, tmp_path: Path) -> Desk:
    """Reddit comments may be posted, and Maya's case came from there."""
    source = SourceSettings(name="reviews", kind="reddit", every=60.0, options={"post_replies": True})
    return served(a_policy(tmp_path / "heedline.db", sources=(source,)))


@pytest.fixture
def poster() -> Poster:
    return Poster()


@pytest.fixture
def case_id(desk: Desk) -> str:
    return desk.hear(native_id="t3_abc123")


@pytest.fixture
def card(slack: FakeSlack, desk: Desk, case_id: str) -> Iterator[Message]:
    """With a reply that may be posted."""
    draft = replies.Draft(text=CLEAN, base=0, needed=0)
    desk.counter.write_reply(case_id, draft, MAYA)
    found = desk.card_of(case_id)
    shows(slack, found, "ready to post")
    yield found
    assert slack.problems == []


def send(desk: Desk, poster: Poster) -> None:
    """One look of the sending thread."""
    send_due(desk.store, {"reviews": poster}, desk.clock(), policy=desk.policy)
    desk.bell.ring()


def ask(slack: FakeSlack, card: Message) -> None:
    assert slack.click(card, "Post it now").acked
    shows(slack, card, "Heedline is posting it, as maya asked.")


def buttons(card: Message) -> list[str]:
    (row,) = [each for each in card.blocks if str(each.get("block_id")).startswith("reply-")] or [
        {"elements": []}
    ]
    return [each["text"]["text"] for each in row["elements"]]


def standing(desk: Desk, case_id: str) -> Any:
    found = sending.current(desk.store, case_id)
    return None if found is None else found.state


def test_a_reply_that_may_be_posted_offers_that_and_says_why(card: Message) -> None:
    assert "Heedline may post it itself: Reddit takes a comment as an answer." in text_of(card.blocks)
    assert buttons(card) == ["Post it now", "I posted it", "Send back", "Withdraw"]


def test_a_post_that_cannot_be_answered_says_why_and_is_left_to_people(slack: FakeSlack, desk: Desk) -> None:
    case_id = desk.hear(native_id="no thing of theirs")
    desk.counter.write_reply(case_id, replies.Draft(text=CLEAN, base=0, needed=0), MAYA)
    card = desk.card_of(case_id)
    shows(slack, card, "Heedline cannot post it itself: It is no post or comment of Reddit's.")
    assert buttons(card) == ["I posted it", "Send back", "Withdraw"]


def test_where_posting_is_off_the_card_says_nothing_of_it(
    slack: FakeSlack, served: Serve, tmp_path: Path
) -> None:
    desk = served(a_policy(tmp_path / "off.db"))
    case_id = desk.hear()
    desk.counter.write_reply(case_id, replies.Draft(text=CLEAN, base=0, needed=0), MAYA)
    card = desk.card_of(case_id)
    shows(slack, card, "ready to post")
    assert "Heedline" not in text_of(card.blocks)


def test_one_press_posts_it_and_the_card_shows_where(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, poster: Poster
) -> None:
    ask(slack, card)
    send(desk, poster)
    shows(slack, card, "posted by maya")
    reply = replies.current(desk.store, case_id)
    assert reply is not None
    assert (poster.taken, reply.state, reply.link) == ([CLEAN], ReplyState.SENT, ANSWER)


def test_pressed_twice_it_is_posted_once(slack: FakeSlack, desk: Desk, card: Message, poster: Poster) -> None:
    ask(slack, card)
    slack.click(card, "Post it now", stale=True, user="ben")
    whispered(slack, "There is nothing to post: it waits to be posted.", "ben")
    send(desk, poster)
    send(desk, poster)
    assert poster.taken == [CLEAN]


def test_it_can_be_taken_back_until_its_turn_comes(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, poster: Poster
) -> None:
    ask(slack, card)
    assert buttons(card) == ["Do not post it"]
    slack.click(card, "Do not post it", user="ben")
    shows(slack, card, "Heedline did not post it: ben took it back.")
    send(desk, poster)
    assert (poster.taken, standing(desk, case_id)) == ([], "refused")


def test_what_a_platform_refuses_is_told_and_may_be_asked_for_again(
    slack: FakeSlack, desk: Desk, card: Message, poster: Poster
) -> None:
    ask(slack, card)
    poster.does = PostRefused("The post is locked.")
    send(desk, poster)
    shows(slack, card, "Heedline did not post it: The post is locked.")
    shows(slack, card, "press I posted it")
    poster.does = None
    slack.click(card, "Post it again")
    shows(slack, card, "Heedline is posting it")
    send(desk, poster)
    shows(slack, card, "posted by maya")


def test_while_a_platform_asks_to_wait_the_card_says_when_it_is_tried_again(
    slack: FakeSlack, desk: Desk, card: Message, poster: Poster
) -> None:
    ask(slack, card)
    poster.does = PostUnavailable("Reddit asks to wait", retry_after=600.0)
    send(desk, poster)
    shows(slack, card, "Not posted yet: Reddit asks to wait. It is tried again at")


@pytest.fixture
def unclear(slack: FakeSlack, desk: Desk, card: Message, poster: Poster) -> Message:
    ask(slack, card)
    poster.does = PostUnclear("Reddit gave no answer in time")
    send(desk, poster)
    shows(slack, card, "It may have been posted already: Reddit gave no answer in time.")
    poster.does = None
    return card


def test_what_may_have_been_posted_asks_for_a_look_and_for_nothing_else(
    desk: Desk, unclear: Message, poster: Poster
) -> None:
    assert buttons(unclear) == ["It is posted", "It is not there"]
    send(desk, poster)
    assert poster.taken == []


def test_somebody_who_looked_and_found_it_says_so_with_its_link(
    slack: FakeSlack, desk: Desk, unclear: Message, case_id: str
) -> None:
    slack.click(unclear, "It is posted")
    view = slack.wait_for(slack.modal, 5, "the form")
    slack.submit(view, {"link": ANSWER})
    shows(slack, unclear, "posted by maya")


def test_somebody_who_looked_and_found_nothing_may_ask_again(
    slack: FakeSlack, desk: Desk, unclear: Message, poster: Poster
) -> None:
    slack.click(unclear, "It is not there")
    shows(slack, unclear, "Heedline did not post it: maya looked: it was not posted.")
    slack.click(unclear, "Post it again")
    shows(slack, unclear, "Heedline is posting it")
    send(desk, poster)
    assert poster.taken == [CLEAN]


@pytest.mark.parametrize("button", ["Do not post it", "It is not there"])
def test_a_press_on_an_old_look_of_the_card_changes_nothing_and_says_so(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, poster: Poster, button: str
) -> None:
    ask(slack, card)
    if button == "It is not there":
        poster.does = PostUnclear("no answer")
        send(desk, poster)
        shows(slack, card, "It may have been posted")
        slack.click(card, "It is not there")
        shows(slack, card, "did not post it")
    else:
        send(desk, poster)
        shows(slack, card, "posted by maya")
    before = standing(desk, case_id)
    slack.click(card, button, stale=True, user="ben")
    slack.wait_for(lambda: slack.ephemerals("ben"), 5, "a word in private")
    assert standing(desk, case_id) == before


def test_a_press_that_speaks_of_an_earlier_reply_is_told(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    ask(slack, card)
    standing_reply = replies.current(desk.store, case_id)
    assert standing_reply is not None
    desk.ahead = timedelta(minutes=1)
    draft = replies.Draft(text=f"{CLEAN} Thank you.", base=standing_reply.id, needed=0)
    desk.counter.write_reply(case_id, draft, MAYA)
    shows(slack, card, "Thank you.\n")
    slack.click(card, "Do not post it", stale=True, user="ben")
    whispered(slack, "not on its way any more", "ben")


def test_a_reply_that_may_stand_in_public_is_not_changed_before_somebody_has_looked(
    slack: FakeSlack, desk: Desk, unclear: Message, case_id: str, poster: Poster
) -> None:
    standing_reply = replies.current(desk.store, case_id)
    assert standing_reply is not None
    draft = replies.Draft(text=f"{CLEAN} Thank you.", base=standing_reply.id, needed=0)
    outcome = desk.counter.write_reply(case_id, draft, MAYA)
    assert "may have been posted already" in str(outcome.refusal)
    slack.click(unclear, "Withdraw", stale=True, user="ben")
    whispered(slack, "may have been posted already", "ben")
    assert standing(desk, case_id) == "unclear"


@pytest.mark.parametrize("act", [Act.NOT_A_COMPLAINT, Act.RESOLVE])
def test_a_reply_whose_case_was_closed_meanwhile_is_not_posted(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, poster: Poster, act: Act
) -> None:
    ask(slack, card)
    desk.counter.act(case_id, act, MAYA, disposition="duplicate" if act is Act.RESOLVE else None)
    send(desk, poster)
    found = sending.current(desk.store, case_id)
    assert found is not None
    assert (poster.taken, found.said) == ([], "its case was closed before its turn came")


def test_what_turns_out_not_to_be_there_after_all_may_be_posted_again(
    slack: FakeSlack, desk: Desk, card: Message, poster: Poster
) -> None:
    ask(slack, card)
    send(desk, poster)
    shows(slack, card, "posted by maya")
    slack.click(card, "Not posted after all")
    shows(slack, card, "Heedline did not post it: maya changed the reply.")
    slack.click(card, "Post it again")
    shows(slack, card, "Heedline is posting it")


def test_a_case_that_becomes_more_urgent_asks_for_more_approvals_of_its_reply(
    slack: FakeSlack, served: Serve, tmp_path: Path
) -> None:
    route = Route(name="default", channel="#alerts", approvals=0, urgent_approvals=1)
    desk = served(a_policy(tmp_path / "urgent.db", routes=(route,)))
    case_id = desk.hear(urgency=Urgency.ROUTINE)
    desk.counter.write_reply(case_id, replies.Draft(text=CLEAN, base=0, needed=0), MAYA)
    card = desk.card_of(case_id)
    shows(slack, card, "ready to post")
    slack.select(card, "more", "Urgency should be: now")
    shows(slack, card, "waits for 1 approval")


def test_a_reply_with_a_strangers_name_in_it_is_never_approved_beforehand() -> None:
    policy = a_policy(
        Path("x"), replies=(ReplyTemplate(name="fast", text="Dear {author}", pre_approved=True),)
    )
    assert not is_pre_approved(policy, "fast")
