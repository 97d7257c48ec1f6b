"""What becomes of a click, a form or a digest that fails: kept, told, and told to the operators once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk import cases, digest, replies
from desk.status import read_status
from desk.troubles import WAYS_OUT
from handlers.app import LISTENER_THREADS
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack, Message, View
from tests.handlers.given import MAYA, Desk, a_policy
from tests.handlers.test_unfurling import TEMPLATE, share
from triage.lifecycle import Act
from triage.policy import Policy

REPLY = "A public thread is no place for details, but a person is glad to talk: 555-0142."


def window(slack: FakeSlack, words: str) -> View:
    def shown() -> View | None:
        view = slack.modal()
        return view if view and words in str(view.body) else None

    found = slack.wait_for(shown, 5, f"a window with {words!r}")
    assert isinstance(found, View)
    return found


def notices(desk: Desk) -> list[str]:
    return [text for text, _ in read_status(desk.store, desk.policy).notices]


@pytest.fixture
def card(desk: Desk) -> Message:
    return desk.card_of(desk.hear())


# what somebody typed


def test_a_reply_that_could_not_be_kept_stays_in_its_form_and_is_taken_at_the_next_try(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    slack.click(card, "draft_reply")
    form = window(slack, "Your reply")
    desk.fragile.broken = True
    (told,) = slack.submit(form, {"reply_text": REPLY}).payload["errors"].values()
    assert "the fault is ours. Nothing was changed. Reference" in told
    assert "What you typed is kept here: try again, or copy it." in told
    assert form.open
    desk.fragile.broken = False
    assert "errors" not in slack.submit(form).payload
    (case,) = cases.list_open(desk.store, 1, 1)[0]
    kept = replies.current(desk.store, case.id)
    assert kept is not None
    assert kept.text == REPLY


def test_a_case_that_could_not_be_made_stays_in_its_form(slack: FakeSlack, desk: Desk) -> None:
    slack.shortcut("make_case", message=slack.say("alerts", "She waited nine hours.", user="maya"))
    form = window(slack, "How urgent")
    desk.fragile.broken = True
    assert "What you typed is kept here" in str(slack.submit(form).payload["errors"])
    desk.fragile.broken = False
    slack.submit(form)
    slack.wait_for(lambda: cases.list_open(desk.store, 1, 1)[1] == 1, 5, "the case")


# the home page


@pytest.mark.parametrize(("error", "needs_a_person"), [("internal_error", False), ("missing_scope", True)])
def test_what_was_done_on_a_page_that_cannot_be_drawn_is_told_as_done(
    slack: FakeSlack, desk: Desk, card: Message, error: str, needs_a_person: bool
) -> None:
    del card
    slack.open_home()
    view = slack.wait_for(lambda: slack.home(), 5, "the page")
    slack.faults.error("views.publish", error)
    slack.click(view, "home_claim")
    direct = slack.wait_for(lambda: slack.messages("@maya"), 5, "a direct message")
    assert "That is done. The page could not be drawn anew" in text_of(direct[-1].blocks)
    assert cases.list_open(desk.store, 1, 1)[0][0].owner is not None
    if needs_a_person:
        slack.wait_for(lambda: notices(desk), 5, "a notice")
        assert "Slack refuses Heedline a permission (missing_scope)." in notices(desk)[0]


# a permission that one surface lacks


def test_it_is_told_once_however_often_it_is_missed(
    slack: FakeSlack, tmp_path: Path, served: Callable[[Policy], Desk]
) -> None:
    policy = a_policy(tmp_path / "heedline.db")
    desk = served(replace(policy, slack=replace(policy.slack, case_link=TEMPLATE)))
    case_id = desk.hear()
    desk.card_of(case_id)
    slack.faults.error("chat.unfurl", "missing_scope", times=3)
    for n in range(3):
        share(slack, case_id)
        slack.wait_for(lambda n=n: len(slack.called("chat.unfurl")) > n, 5, "the attempt")
        desk.counter.act(case_id, (Act.CLAIM, Act.UNCLAIM)[n % 2], MAYA)
    slack.wait_for(lambda: len(slack.thread(slack.cards("alerts")[0])) == 3, 10, "the notes of what was done")
    told = [m.text for m in slack.messages("ops")]
    assert sum("permission" in text for text in told) == 1, told
    assert WAYS_OUT["missing_scope"] in notices(desk)[0]
    assert "Then start Heedline anew." in notices(desk)[0]


# the digest


@pytest.mark.parametrize("trouble", ["archived", "is_archived", "token_revoked", "missing_scope"])
def test_a_digest_arrives_under_every_trouble(
    slack: FakeSlack, tmp_path: Path, served: Callable[[Policy], Desk], trouble: str
) -> None:
    slack.add_channel("mornings")
    policy = a_policy(tmp_path / "heedline.db")
    desk = served(replace(policy, slack=replace(policy.slack, digest_channel="#mornings")))
    desk.card_of(desk.hear())
    if trouble == "archived":
        slack.channel("mornings").archived = True
    else:
        slack.faults.error("chat.postMessage", trouble)
    desk.hurry = 400
    desk.ahead = timedelta(days=2)
    digest.schedule(desk.store, desk.policy, desk.clock())
    desk.bell.ring()
    code = "is_archived" if "archived" in trouble else trouble
    where = "alerts" if code == "is_archived" else "mornings"

    def arrived() -> list[Message]:
        return [m for m in slack.messages(where) if "digest" in text_of(m.blocks).lower()]

    (only,) = slack.wait_for(arrived, 10, "the digest")
    assert only in slack.messages(where)
    slack.wait_for(
        lambda: [m for m in slack.messages("ops") if WAYS_OUT[code] in text_of(m.blocks)], 10, "a notice"
    )


# answers that hang


def test_clicks_are_acknowledged_while_forty_answers_hang(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    hung = [slack.faults.hang("response_url") for _ in range(40)]
    assert len(hung) < LISTENER_THREADS
    for each in hung:
        assert slack.command("/heed", "help").acked
        each.wait_reached()
    assert slack.click(card, "claim").seconds < 3
    slack.wait_for(lambda: cases.list_open(desk.store, 1, 1)[0][0].owner is not None, 5, "the claim")
    slack.faults.release_all()
