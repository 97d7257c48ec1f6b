"""Make this a case: a form over any message, a case of what it brings, and the same message is never two."""

import json
from typing import Any

import pytest

from desk import cases
from handlers.make_case import MOST_TYPED, form
from tests.fakes.block_check import check_view, text_of
from tests.fakes.slack import FakeSlack, Message, View
from tests.handlers.given import HOSTILE, TEXTS, Desk, an_assessment
from triage.model import Case, State, Urgency

SAID = "A caller says she waited nine hours &amp; nobody came to her mother."
PLACE = {"channel": "C0001", "ts": "1.5", "link": "https://fake.example.org/" + "p" * 1900}
NAMES = [f"{n} {HOSTILE}"[:100] for n in range(150)]


@pytest.fixture
def message(slack: FakeSlack, desk: Desk) -> Message:
    del desk
    return slack.say("alerts", SAID, user="ben")


def open_form(slack: FakeSlack, message: Message, user: str = "maya", filled: str = "urgency") -> View:
    """The window once it is filled: with a form, or with what is said in its place."""
    assert slack.shortcut("make_case", message=message, user=user).acked

    def standing() -> View | None:
        view = slack.modal(user)
        return view if view and filled in json.dumps(view.blocks) else None

    found = slack.wait_for(standing, 5, f"{filled!r} in the window")
    assert isinstance(found, View)
    return found


def the_case(slack: FakeSlack, desk: Desk) -> Case:
    slack.wait_for(lambda: cases.list_open(desk.store, 1, 9)[1], 5, "a case")
    (case,) = cases.list_open(desk.store, 1, 9)[0]
    return case


def box(view: View, name: str) -> dict[str, Any]:
    (found,) = [block["element"] for block in view.blocks if block.get("block_id") == name]
    return dict(found)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("names", [NAMES, NAMES[:2], ["Northgate"]], ids=["150 names", "two", "one"])
@pytest.mark.parametrize("level", [Urgency.NOW, Urgency.SAME_DAY, Urgency.ROUTINE])
def test_the_form_fits_into_slack_whatever_the_message_holds(
    text: str, names: list[str], level: Urgency
) -> None:
    assert check_view(form(text, names, an_assessment(urgency=level), PLACE)) == []


def test_a_form_of_emoji_stays_within_what_slack_counts() -> None:
    view = form("\U0001f600" * 5000, ["Northgate"], an_assessment(reasons=()), PLACE)
    (said,) = [
        block["element"]["initial_value"] for block in view["blocks"] if block.get("block_id") == "text"
    ]
    assert len(said.encode("utf-16-le")) // 2 <= MOST_TYPED
    assert "the rest stands behind the link" in text_of(view["blocks"])


def test_the_window_opens_before_anything_is_looked_up(
    slack: FakeSlack, desk: Desk, message: Message
) -> None:
    del desk
    open_form(slack, message)
    methods = [call.method for call in slack.calls if call.method in ("views.open", "chat.getPermalink")]
    assert methods == ["views.open", "chat.getPermalink"]


def test_the_form_holds_the_words_and_what_the_judgement_proposes(slack: FakeSlack, message: Message) -> None:
    view = open_form(slack, message)
    assert box(view, "text")["initial_value"] == SAID.replace("&amp;", "&")
    assert box(view, "urgency")["initial_option"]["value"] in ("1", "2", "3")
    assert slack.problems == []


def test_what_is_sent_off_becomes_a_case_with_its_link_and_note(
    slack: FakeSlack, desk: Desk, message: Message
) -> None:
    view = open_form(slack, message)
    words = {"text": "She waited nine hours.", "urgency": "3", "note": "Call her <!channel> back"}
    assert slack.submit(view, words).acked
    case = the_case(slack, desk)
    assert (case.urgency, case.subject, case.mention.text) == (
        Urgency.NOW,
        "Northgate",
        "She waited nine hours.",
    )
    assert case.mention.source == "slack"
    assert (case.mention.url or "").endswith(f"/p{message.ts.replace('.', '')}")
    card = desk.card_of(case.id)
    slack.wait_for(lambda: slack.thread(card), 5, "a note")
    assert "maya added this case by hand: Call her <!channel> back" in text_of(slack.thread(card)[0].blocks)
    (told,) = slack.wait_for(lambda: slack.ephemerals("maya"), 5, "an answer")
    assert text_of(told.blocks) == f"Case {case.id} is open in #alerts: now, about Northgate."
    assert slack.problems == []


def test_a_second_use_says_which_case_it_is(slack: FakeSlack, desk: Desk, message: Message) -> None:
    slack.submit(open_form(slack, message))
    case = the_case(slack, desk)
    view = open_form(slack, message, "ben", filled=f"This is case {case.id} already, open and unclaimed")
    assert check_view(view.body) == []


def test_of_two_open_forms_the_second_changes_nothing_and_is_told(
    slack: FakeSlack, desk: Desk, message: Message
) -> None:
    mine, theirs = open_form(slack, message), open_form(slack, message, "ben")
    slack.submit(mine)
    case = the_case(slack, desk)
    slack.submit(theirs, {"urgency": "3"})
    (told,) = slack.wait_for(lambda: slack.ephemerals("ben"), 5, "an answer")
    assert f"This is case {case.id} already" in text_of(told.blocks)
    assert "Nothing was added." in text_of(told.blocks)
    assert the_case(slack, desk).urgency is case.urgency


def test_a_resolved_case_is_named_as_that(slack: FakeSlack, desk: Desk, message: Message) -> None:
    slack.submit(open_form(slack, message))
    card = desk.card_of(the_case(slack, desk).id)
    slack.click(card, "not_a_complaint")
    slack.wait_for(lambda: "Reopen" in text_of(card.blocks), 5, "the resolved card")
    open_form(slack, message, filled="resolved by maya; its card can reopen it")


def test_a_message_without_words_says_so_and_takes_what_somebody_writes(slack: FakeSlack, desk: Desk) -> None:
    picture = slack.say("alerts", "", user="ben")
    view = open_form(slack, picture)
    assert "holds no words, perhaps a picture" in text_of(view.blocks)
    slack.submit(view, {"text": "A photo of a full waiting room."})
    assert the_case(slack, desk).mention.text == "A photo of a full waiting room."


def test_words_that_nobody_sees_are_sent_back(slack: FakeSlack, desk: Desk, message: Message) -> None:
    answer = slack.submit(open_form(slack, message), {"text": "\u200b \u2060"})
    assert answer.payload["errors"] == {"text": "Write what was said: a case needs words."}
    assert cases.list_open(desk.store, 1, 9)[1] == 0


def test_a_card_of_ours_is_refused_by_its_case(slack: FakeSlack, desk: Desk) -> None:
    case_id = desk.hear()
    open_form(slack, desk.card_of(case_id), filled=f"This message is the card of case {case_id}.")


def test_another_message_of_ours_is_refused(slack: FakeSlack, desk: Desk) -> None:
    card = desk.card_of(desk.hear())
    slack.click(card, "claim")
    slack.wait_for(lambda: slack.thread(card), 5, "a note")
    open_form(slack, slack.thread(card)[0], filled="Heedline wrote this message itself.")


def test_a_message_whose_link_nobody_may_have_becomes_a_case_without_one(
    slack: FakeSlack, desk: Desk, message: Message
) -> None:
    slack.faults.error("chat.getPermalink", "channel_not_found")
    slack.submit(open_form(slack, message))
    assert the_case(slack, desk).mention.url is None


def test_a_click_that_came_too_late_is_told(slack: FakeSlack, desk: Desk, message: Message) -> None:
    slack.faults.error("views.open", "expired_trigger_id")
    slack.shortcut("make_case", message=message)
    (told,) = slack.wait_for(lambda: slack.ephemerals("maya"), 5, "an answer")
    assert (
        "Slack took too long to open the window. Press or choose it again. Nothing was changed."
        in text_of(told.blocks)
    )
    assert cases.list_open(desk.store, 1, 9)[1] == 0


def test_a_window_that_was_closed_at_once_needs_no_content(
    slack: FakeSlack, desk: Desk, message: Message
) -> None:
    del desk
    slack.faults.error("views.update", "not_found")
    slack.shortcut("make_case", message=message)
    slack.wait_for(lambda: slack.called("views.update"), 5, "the attempt to fill it")
    open_form(slack, message)
    assert slack.ephemerals("maya") == []


@pytest.mark.parametrize("method", ["views.open", "views.update"])
def test_a_slack_that_fails_is_told_with_a_reference(
    slack: FakeSlack, desk: Desk, message: Message, method: str
) -> None:
    del desk
    slack.faults.error(method, "internal_error")
    slack.shortcut("make_case", message=message)
    (told,) = slack.wait_for(lambda: slack.ephemerals("maya"), 5, "an answer")
    assert "Reference for your operator" in text_of(told.blocks)


def test_a_cancelled_form_adds_nothing(slack: FakeSlack, desk: Desk, message: Message) -> None:
    slack.close_view(open_form(slack, message))
    assert cases.list_open(desk.store, 1, 9) == ([], 0)


def test_the_new_case_is_claimed_like_any_other(slack: FakeSlack, desk: Desk, message: Message) -> None:
    slack.submit(open_form(slack, message))
    case = the_case(slack, desk)
    slack.click(desk.card_of(case.id), "claim")
    slack.wait_for(lambda: desk.state_of(case.id) is State.CLAIMED, 5, "the claim")
