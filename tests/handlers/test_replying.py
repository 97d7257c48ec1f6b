"""A reply from the card to the public, end to end: written, checked, approved, posted; and nothing typed is lost."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import audit, cases, replies, writing
from handlers import wording
from handlers.counting import Newest
from handlers.reply_form import Sheet, unpack
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack, Message, View
from tests.handlers.given import NOON, TEXTS, Desk, a_policy, hides, shows, whispered
from triage.lifecycle import Act
from triage.model import Actor, CaseEvent, ReplyTemplate, Route, SourceSettings, State
from triage.policy import Policy
from triage.reply import Reply, ReplyAct, ReplyState
from triage.roles import Roles

Serve = Callable[[Policy], Desk]
CLEAN = "Thank you for telling us. Please write to care@example.org so that we can look into it."
OTHER = "Thank you for your words. Please write to care@example.org, and we will listen."
HARD = "We are sorry about your visit. Please write to care@example.org."
SOFT = "Thank you for telling us."
FAST = "We read this. Please write to care@example.org."
BEN = Actor(id="U0BEN", name="ben")


def policy_of(path: Path, **changes: Any) -> Policy:
    """One approval; one suggestion that is approved beforehand and one that is not."""
    return a_policy(
        path / "heedline.db",
        routes=(Route(name="default", channel="#alerts", approvals=1),),
        replies=(
            ReplyTemplate(name="fast", text=FAST, pre_approved=True),
            ReplyTemplate(name="thanks", text=CLEAN),
        ),
        sources=(
            SourceSettings(name="reviews", kind="file", every=60.0, options={"path": "x"}),
            SourceSettings(name="x", kind="x", every=60.0),
        ),
        **changes,
    )


@pytest.fixture
def desk(served: Serve, tmp_path: Path) -> Desk:
    return served(policy_of(tmp_path))


@pytest.fixture
def case_id(desk: Desk) -> str:
    return desk.hear(source="x")


@pytest.fixture
def card(desk: Desk, case_id: str) -> Message:
    return desk.card_of(case_id)


def opened(slack: FakeSlack, card: Message, user: str = "maya", filled: str = "Your reply") -> View:
    """The window once it is filled."""
    what = "Edit reply" if "Edit reply" in text_of(card.blocks) else "Draft reply"
    assert slack.click(card, what, user=user).acked
    return in_window(slack, filled, user)


def in_window(slack: FakeSlack, words: str, user: str = "maya") -> View:
    def standing() -> View | None:
        view = slack.modal(user)
        return view if view and words in text_of(view.blocks) else None

    found = slack.wait_for(standing, 5, f"{words!r} in the window")
    assert isinstance(found, View)
    return found


def write(slack: FakeSlack, card: Message, text: str = CLEAN, user: str = "maya") -> None:
    assert slack.submit(opened(slack, card, user), {"reply_text": text}).payload == {}


def the_reply(desk: Desk, case_id: str) -> Reply:
    reply = replies.current(desk.store, case_id)
    assert reply is not None
    return reply


def editor(view: View) -> dict[str, Any]:
    (block,) = [each for each in view.blocks if str(each.get("block_id")).startswith("reply-")]
    return dict(block)


def counted(view: View) -> str:
    (block,) = [each for each in view.blocks if each.get("block_id") == "count"]
    return text_of(block)


# the whole road


def test_a_reply_goes_from_the_card_to_the_public(slack: FakeSlack, desk: Desk, card: Message) -> None:
    write(slack, card)
    shows(slack, card, "waits for 1 approval")
    shows(slack, card, CLEAN)
    slack.click(card, "Approve", user="ben")
    shows(slack, card, "approved by ben")
    shows(slack, card, "press I posted it")
    slack.click(card, "I posted it")
    slack.submit(in_window(slack, "Link to your answer"), {"link": "https://x.example.org/answer"})
    shows(slack, card, "posted by maya")
    shows(slack, card, "Answered publicly \u00b7 by maya")
    case = cases.find_by_card(desk.store, card_place(desk))
    assert case is not None
    told = [(e.act, e.actor.name) for e in cases.history(desk.store, case)]
    assert told == [
        ("claim", "maya"),
        ("drafted", "maya"),
        ("reply_approve", "ben"),
        ("reply_sent", "maya"),
        ("resolve", "maya"),
    ]
    slack.wait_for(lambda: len(slack.thread(card)) == len(told), 5, "a note of each act")
    assert slack.problems == []


def card_place(desk: Desk) -> Any:
    (row,) = desk.store.reader.execute("SELECT public_id FROM cases").fetchall()
    return cases.find(desk.store, row[0]).receipt


def test_the_window_opens_before_anything_is_looked_up(slack: FakeSlack, card: Message) -> None:
    opened(slack, card)
    methods = [call.method for call in slack.calls if call.method.startswith("views.")]
    assert methods == ["views.open", "views.update"]


def test_the_form_holds_the_post_and_the_suggestions(slack: FakeSlack, card: Message) -> None:
    shown = text_of(opened(slack, card).blocks)
    assert TEXTS["plain"] in shown
    assert "Suggestion 1: fast" in shown
    assert "Suggestion 2: thanks" in shown
    assert "It needs 1 approval by somebody else" in shown
    assert slack.problems == []


def test_who_opens_the_form_stands_in_the_audit_before_it_is_filled(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    opened(slack, card)
    (seen,) = [e for e in audit.entries(desk.store, case=case_id) if e.act == audit.VIEWED]
    assert (seen.actor.name, seen.detail) == ("maya", "beginning of the post, its reply, suggested responses")


def test_a_suggestion_fills_the_editor_and_says_what_it_needs(slack: FakeSlack, card: Message) -> None:
    view = opened(slack, card)
    assert slack.click(view, "suggestion-0").acked
    slack.wait_for(lambda: editor(view)["element"].get("initial_value") == FAST, 5, "the suggestion")
    assert "It may be posted at once" in text_of(view.blocks)
    slack.click(view, "suggestion-1")
    slack.wait_for(lambda: editor(view)["element"].get("initial_value") == CLEAN, 5, "the other one")
    assert editor(view)["block_id"] == "reply-2"
    assert "It needs 1 approval" in text_of(view.blocks)


def test_the_length_is_counted_while_typing_as_the_platform_counts(slack: FakeSlack, card: Message) -> None:
    view = opened(slack, card)
    for text, told in (
        ("Hi", "2 of the 280 characters that X takes"),
        ("\U0001f600\U0001f600", "4 of the 280"),
        ("https://example.org/" + "a" * 500, "23 of the 280"),
        ("x" * 300, "300 of the 280 characters that X takes: 20 too many"),
        ("", "0 of the 280"),
    ):
        typed = slack.type(view, "reply_text", text)
        assert typed is not None
        assert typed.acked
        slack.wait_for(lambda told=told: told in counted(view), 5, told)  # type: ignore[misc]
    assert editor(view)["block_id"] == "reply-0"
    assert slack.problems == []


def test_what_is_typed_is_still_there_after_the_count(slack: FakeSlack, desk: Desk, card: Message) -> None:
    view = opened(slack, card)
    slack.type(view, "reply_text", CLEAN)
    slack.wait_for(lambda: f"{len(CLEAN)} of" in counted(view), 5, "the count")
    assert slack.submit(view).payload == {}
    shows(slack, card, CLEAN)


# the check


def test_a_hard_finding_stands_beside_the_field_and_nothing_is_kept(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    view = opened(slack, card)
    errors = slack.submit(view, {"reply_text": HARD}).payload["errors"]
    assert list(errors) == ["reply-0"]
    assert errors["reply-0"].startswith("Please change: \u201cyour visit\u201d: ")
    assert replies.current(desk.store, case_id) is None
    assert slack.submit(view, {"reply_text": CLEAN}).payload == {}


def test_a_soft_finding_asks_for_a_reason_that_is_kept(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    view = opened(slack, card)
    assert slack.submit(view, {"reply_text": SOFT}).payload["response_action"] == "update"
    assert "It gives no way to reach you in private" in text_of(view.blocks)
    assert replies.current(desk.store, case_id) is None
    with pytest.raises(AssertionError, match="Why it may stand"):
        slack.submit(view)
    slack.submit(view, {"reason": "They have our number."})
    shows(slack, card, "Why it may stand: They have our number.")
    assert (the_reply(desk, case_id).text, the_reply(desk, case_id).reason) == (SOFT, "They have our number.")


def test_a_reason_covers_only_the_warning_that_was_read(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    view = opened(slack, card)
    slack.submit(view, {"reply_text": SOFT})
    blaming = "We promise this will never happen again."
    again = slack.submit(view, {"reply_text": blaming, "reason": "They have our number."})
    assert again.payload["response_action"] in ("update", "errors")
    assert replies.current(desk.store, case_id) is None


def test_a_reason_for_what_was_changed_is_not_kept(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    view = opened(slack, card)
    slack.submit(view, {"reply_text": SOFT})
    slack.submit(view, {"reply_text": CLEAN, "reason": "They have our number."})
    shows(slack, card, CLEAN)
    assert the_reply(desk, case_id).reason is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \u200b ", "Write a reply, or press Cancel."),
        ("Write to care@example.org. " + "x" * 300, "X takes 280 characters: this is 47 too long."),
    ],
)
def test_what_no_reason_excuses_is_told_beside_the_field(
    slack: FakeSlack, card: Message, text: str, told: str
) -> None:
    errors = slack.submit(opened(slack, card), {"reply_text": text}).payload["errors"]
    assert errors == {"reply-0": told}


# the fast track


def test_a_pre_approved_suggestion_unchanged_is_ready_at_once(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    view = opened(slack, card)
    slack.click(view, "suggestion-0")
    slack.wait_for(lambda: editor(view)["element"].get("initial_value") == FAST, 5, "the suggestion")
    slack.submit(view)
    shows(slack, card, "ready to post")
    assert (the_reply(desk, case_id).suggestion, the_reply(desk, case_id).needed) == ("fast", 0)


@pytest.mark.parametrize("text", [FAST + "!", FAST.replace("We", "we"), CLEAN])
def test_with_one_letter_changed_it_needs_approval(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, text: str
) -> None:
    write(slack, card, text)
    shows(slack, card, "waits for 1 approval")
    assert the_reply(desk, case_id).state is ReplyState.WAITING


def test_what_the_check_warns_of_was_known_to_whoever_approved_it_beforehand(
    slack: FakeSlack, served: Serve, tmp_path: Path
) -> None:
    soft = (ReplyTemplate(name="short", text=SOFT, pre_approved=True),)
    desk = served(a_policy(tmp_path / "h.db", replies=soft))
    card = desk.card_of(desk.hear())
    write(slack, card, SOFT)
    shows(slack, card, "ready to post")


def test_a_pre_approved_text_that_says_too_much_is_blocked_all_the_same(
    slack: FakeSlack, served: Serve, tmp_path: Path
) -> None:
    hard = (ReplyTemplate(name="bad", text=HARD, pre_approved=True),)
    desk = served(a_policy(tmp_path / "h.db", replies=hard))
    view = opened(slack, desk.card_of(desk.hear()))
    assert "Please change" in slack.submit(view, {"reply_text": HARD}).payload["errors"]["reply-0"]


# approval


def test_nobody_approves_their_own_reply(slack: FakeSlack, desk: Desk, card: Message, case_id: str) -> None:
    write(slack, card)
    shows(slack, card, "waits for 1 approval")
    slack.click(card, "Approve")
    whispered(slack, "Nobody approves their own reply")
    assert the_reply(desk, case_id).state is ReplyState.WAITING


def test_an_approval_is_taken_back_by_its_inverse(slack: FakeSlack, card: Message) -> None:
    write(slack, card)
    shows(slack, card, "waits for 1 approval")
    slack.click(card, "Approve", user="ben")
    shows(slack, card, "approved by ben")
    slack.click(card, "Take approval back", user="ben")
    shows(slack, card, "waits for 1 approval")
    hides(slack, card, "approved by ben")


def test_two_approvers_must_be_two(slack: FakeSlack, served: Serve, tmp_path: Path) -> None:
    route = Route(name="default", channel="#alerts", approvals=1, urgent_approvals=2)
    desk = served(a_policy(tmp_path / "h.db", routes=(route,)))
    card = desk.card_of(desk.hear())
    write(slack, card)
    shows(slack, card, "waits for 2 approvals")
    slack.click(card, "Approve", user="ben")
    shows(slack, card, "waits for 1 approval (approved by ben)")
    slack.click(card, "Approve", user="ben")
    whispered(slack, "somebody else must approve it too", "ben")
    slack.click(card, "Approve", user="cleo")
    shows(slack, card, "approved by ben, cleo")


def test_a_reply_is_sent_back_with_a_comment_edited_and_approved(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    write(slack, card)
    shows(slack, card, "waits for 1 approval")
    slack.click(card, "Send back", user="ben")
    view = in_window(slack, "What should be changed?", "ben")
    assert CLEAN in text_of(view.blocks)
    assert slack.submit(view, {"comment": " "}, user="ben").payload["errors"] == {
        "comment": "Say what should be changed."
    }
    slack.submit(view, {"comment": "Warmer, please <!channel>"}, user="ben")
    shows(slack, card, "sent back: Warmer, please <!channel>")
    view = opened(slack, card)
    assert "Sent back: Warmer, please <!channel>" in text_of(view.blocks)
    assert editor(view)["element"]["initial_value"] == CLEAN
    slack.submit(view, {"reply_text": OTHER})
    shows(slack, card, OTHER)
    slack.click(card, "Approve", user="ben")
    shows(slack, card, "approved by ben")
    assert slack.problems == []


def test_a_withdrawn_reply_is_gone_from_the_card(slack: FakeSlack, card: Message) -> None:
    write(slack, card)
    shows(slack, card, CLEAN[:40])
    slack.click(card, "Withdraw")
    hides(slack, card, "waits for 1 approval")
    shows(slack, card, "Draft reply")


def test_a_reply_that_waits_is_told_in_the_channel(slack: FakeSlack, desk: Desk, card: Message) -> None:
    write(slack, card)
    shows(slack, card, "waits for 1 approval")
    desk.ahead += timedelta(hours=1)
    replies.step(desk.store, desk.clock(), timedelta(minutes=30))
    desk.bell.ring()
    note = slack.wait_for(
        lambda: [n for n in slack.thread(card) if "still waiting for approval" in text_of(n.blocks)],
        5,
        "a note",
    )[0]
    assert note.reply_broadcast


# posted


def approved(slack: FakeSlack, desk: Desk, card: Message, case_id: str) -> None:
    write(slack, card)
    shows(slack, card, "waits for 1 approval")
    slack.click(card, "Approve", user="ben")
    shows(slack, card, "approved by ben")


def test_a_link_that_is_none_is_refused_and_the_form_stays(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    approved(slack, desk, card, case_id)
    slack.click(card, "I posted it")
    view = in_window(slack, "Link to your answer")
    for typed in ("javascript:alert(1)", "ftp://example.org", "https://", "no link"):
        told = slack.submit(view, {"link": typed}).payload["errors"]["link"]
        assert told == "This is no web address. Copy the one of your answer, or leave it empty."
    assert the_reply(desk, case_id).state is ReplyState.APPROVED


def test_without_the_tick_the_case_stays_open(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    approved(slack, desk, card, case_id)
    slack.click(card, "I posted it")
    slack.submit(in_window(slack, "Link to your answer"), {"done": []})
    shows(slack, card, "posted by maya")
    assert desk.state_of(case_id) is State.CLAIMED
    assert the_reply(desk, case_id).link is None
    slack.click(card, "Not posted after all")
    shows(slack, card, "press I posted it")
    assert slack.problems == []


def test_with_the_tick_the_card_closes_and_tells_the_way_back(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    approved(slack, desk, card, case_id)
    slack.click(card, "I posted it")
    slack.submit(in_window(slack, "Link to your answer"))
    shows(slack, card, "Answered publicly")
    hides(slack, card, "Not posted after all")
    slack.click(card, "Reopen")
    shows(slack, card, "Not posted after all")


@pytest.mark.parametrize(("what", "form"), [("Send back", "comment"), ("I posted it", "link")])
def test_a_window_that_came_too_late_keeps_what_was_typed_and_says_why(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, what: str, form: str
) -> None:
    approved(slack, desk, card, case_id)
    slack.click(card, what, user="ben")
    view = slack.wait_for(lambda: slack.modal("ben"), 5, "the window")
    slack.click(card, "Withdraw")
    hides(slack, card, "approved by ben")
    typed = {"comment": "Warmer."} if form == "comment" else {"link": "https://example.org/a"}
    assert "This reply was withdrawn" in slack.submit(view, typed, user="ben").payload["errors"][form]


@pytest.mark.parametrize("what", ["Approve", "Send back", "Withdraw"])
def test_a_click_on_an_old_look_of_the_card_is_refused_in_private(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, what: str
) -> None:
    write(slack, card)
    shows(slack, card, "waits for 1 approval")
    old = [dict(block) for block in card.blocks]
    write(slack, card, OTHER)
    shows(slack, card, OTHER)
    (row,) = [block for block in card.blocks if block.get("block_id") == f"reply-{case_id}"]
    row["elements"] = next(block["elements"] for block in old if block.get("block_id") == f"reply-{case_id}")
    slack.click(card, what, user="ben")
    whispered(slack, "The reply has changed since you looked at it", "ben")
    assert the_reply(desk, case_id).state is ReplyState.WAITING
    assert slack.modal("ben") is None


@pytest.mark.parametrize(
    "value", ["", "not json", "[]", "{}", '{"reply": null}', '{"case": "0000", "reply": "x"}']
)
def test_a_button_that_lost_its_reply_changes_nothing_and_says_so(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, value: str
) -> None:
    write(slack, card)
    shows(slack, card, "waits for 1 approval")
    for block in card.blocks:
        for each in block.get("elements", []):
            if each.get("action_id") == "approve_reply":
                each["value"] = value
    slack.click(card, "Approve", user="ben")
    whispered(slack, "The reply has changed since you looked at it", "ben")
    assert the_reply(desk, case_id).state is ReplyState.WAITING


# several at once


def test_others_see_who_is_writing_on_the_card_and_in_their_form(slack: FakeSlack, card: Message) -> None:
    view = opened(slack, card, "ana")
    shows(slack, card, "ana is writing a reply")
    mine = opened(slack, card)
    assert "ana is writing a reply too." in text_of(mine.blocks)
    assert "maya" not in text_of(mine.blocks)
    shows(slack, card, "ana, maya are writing a reply")
    slack.close_view(view, user="ana")
    shows(slack, card, "maya is writing a reply")


def test_a_window_closed_while_it_was_loading_leaves_no_name_on_the_card(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    slack.faults.error("views.update", "not_found")
    slack.click(card, "Draft reply")
    slack.wait_for(lambda: slack.faults.struck and not writing.of(desk.store, case_id), 5, "nobody writing")
    assert slack.ephemerals("maya") == []


def test_a_reply_that_came_while_writing_is_shown_and_nothing_typed_is_lost(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    view = opened(slack, card)
    write(slack, card, OTHER, "ana")
    shows(slack, card, OTHER)
    assert slack.submit(view, {"reply_text": CLEAN}).payload["response_action"] == "update"
    told = text_of(view.blocks)
    assert "ana wrote a reply while you were writing. Read it first." in told
    assert OTHER in told
    assert editor(view)["element"]["initial_value"] == CLEAN
    assert the_reply(desk, case_id).text == OTHER
    assert slack.submit(view).payload == {}
    shows(slack, card, CLEAN)
    assert slack.problems == []


def test_a_case_that_was_closed_meanwhile_keeps_the_form_and_takes_it_once_reopened(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    view = opened(slack, card)
    desk.counter.act(case_id, Act.NOT_A_COMPLAINT, BEN)
    slack.submit(view, {"reply_text": CLEAN})
    assert "This case is closed. Press Reopen on its card first." in text_of(view.blocks)
    desk.counter.act(case_id, Act.REOPEN, BEN)
    assert slack.submit(view).payload == {}
    shows(slack, card, CLEAN)


def test_whoever_edits_anothers_reply_reads_whose_it_is(slack: FakeSlack, card: Message) -> None:
    write(slack, card, CLEAN, "ana")
    shows(slack, card, "Edit reply")
    view = opened(slack, card)
    assert "This replaces the reply of ana." in text_of(view.blocks)
    assert editor(view)["element"]["initial_value"] == CLEAN


# what goes wrong


@pytest.mark.parametrize("code", ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"])
@pytest.mark.parametrize("what", ["Edit reply", "Send back", "I posted it"])
def test_a_window_that_slack_opens_no_more_is_told(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, code: str, what: str
) -> None:
    approved(slack, desk, card, case_id)
    slack.faults.error("views.open", code)
    slack.click(card, what, user="ben")
    whispered(slack, "Slack took too long to open the window. Press or choose it again.", "ben")


def test_a_case_that_is_gone_is_told_in_private_and_in_the_window(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    forget(desk, case_id)
    slack.click(card, "Draft reply")
    in_window(slack, "could not be filled")
    whispered(slack, "not in Heedline's records any more")


def test_a_case_that_is_gone_while_writing_keeps_the_form(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    view = opened(slack, card)
    forget(desk, case_id)
    errors = slack.submit(view, {"reply_text": CLEAN}).payload["errors"]
    assert "What you typed is kept here" in errors["reply-0"]
    whispered(slack, "not in Heedline's records any more")


def forget(desk: Desk, case_id: str) -> None:
    with desk.store.commit() as db:
        db.execute("UPDATE cases SET public_id = 'GONE00' WHERE public_id = ?", (case_id,))


def test_a_fault_of_ours_keeps_the_form_open(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    view = opened(slack, card)
    desk.fragile.broken = True
    assert slack.submit(view, {"reply_text": CLEAN}).payload["response_action"] == "errors"
    desk.fragile.broken = False
    assert slack.submit(view).payload == {}
    shows(slack, card, CLEAN)


def test_a_window_closed_while_typing_bothers_nobody(slack: FakeSlack, card: Message) -> None:
    view = opened(slack, card)
    slack.faults.error("views.update", "not_found")
    slack.type(view, "reply_text", "Hi")
    slack.wait_for(lambda: slack.faults.struck, 5, "the fault")
    slack.type(view, "reply_text", "Hi!")
    slack.wait_for(lambda: "3 of" in counted(view), 5, "the next count")
    assert slack.ephemerals("maya") == []


def test_a_count_that_slack_has_no_time_for_bothers_nobody(slack: FakeSlack, card: Message) -> None:
    view = opened(slack, card)
    slack.faults.rate_limit("views.update")
    slack.type(view, "reply_text", "Hi")
    slack.wait_for(lambda: slack.faults.struck, 5, "the fault")
    slack.type(view, "reply_text", "Hi!")
    slack.wait_for(lambda: "3 of" in counted(view), 5, "the next count")
    assert slack.ephemerals("maya") == []


def test_a_token_that_is_revoked_while_typing_is_told(slack: FakeSlack, card: Message) -> None:
    view = opened(slack, card)
    slack.faults.error("views.update", "token_revoked")
    slack.type(view, "reply_text", "Hi")
    whispered(slack, "token_revoked")


def test_the_newest_count_is_shown_though_an_older_one_came_first(slack: FakeSlack, card: Message) -> None:
    view = opened(slack, card)
    slack.faults.error("views.update", "hash_conflict")
    slack.type(view, "reply_text", "Hello")
    slack.wait_for(lambda: "5 of" in counted(view), 5, "the newest count")
    assert (
        len([c for c in slack.called("views.update") if "hash" not in c.args]) == 2
    )  # the form, and this one


def test_an_older_count_does_not_take_the_place_of_a_newer_one() -> None:
    newest = Newest(most=2)
    newest.note("V1", "1.000002")
    newest.note("V1", "1.000001")
    assert newest.holds("V1", "1.000002")
    assert not newest.holds("V1", "1.000001")
    newest.drop("V1")
    assert not newest.holds("V1", "1.000002")
    for window in ("V1", "V2", "V3"):
        newest.note(window, "1.000003")
    assert [newest.holds(window, "1.000003") for window in ("V1", "V2", "V3")] == [False, True, True]


def test_a_suggestion_that_is_gone_is_told_and_what_was_typed_stays(slack: FakeSlack, card: Message) -> None:
    view = opened(slack, card)
    for block in view.body["blocks"]:
        if "accessory" in block:
            block["accessory"]["value"] = "of last week"
    slack.click(view, "Use this text")
    whispered(slack, "not suggested any more")
    assert editor(view)["block_id"] == "reply-0"


def test_a_closed_case_says_so_in_the_window(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    desk.counter.act(case_id, Act.NOT_A_COMPLAINT, BEN)
    shows(slack, card, "Not a complaint \u00b7 by ben")
    slack.click(card, "Draft reply", stale=True)
    in_window(slack, "This case was closed by ben. Press Reopen on its card first.")


def test_a_post_whose_words_are_forgotten_can_be_answered(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    with desk.store.commit() as db:
        db.execute("UPDATE mention SET text = '', author = NULL, url = NULL, reasons = '[]'")
    view = opened(slack, card, filled="The text is gone")
    assert slack.submit(view, {"reply_text": CLEAN}).payload == {}
    shows(slack, card, CLEAN)
    assert slack.problems == []


def test_a_form_of_an_earlier_version_keeps_what_was_typed(slack: FakeSlack, card: Message) -> None:
    view = opened(slack, card)
    view.body["private_metadata"] = '["7K2QM9", "C1", "x", 0, 0, null]'
    errors = slack.submit(view, {"reply_text": CLEAN}).payload["errors"]
    assert "What you typed is kept here" in errors["reply-0"]


def test_the_form_remembers_where_it_was_opened() -> None:
    sheet = Sheet(case="7K2QM9", channel="C1", source="x", base=3, number=2, warned=("no contact",))
    assert unpack(sheet.pack()) == sheet
    assert json.loads(sheet.pack())["channel"] == "C1"  # where a private word is said


# who may


@pytest.fixture
def strict(slack: FakeSlack, served: Serve, tmp_path: Path) -> Desk:
    """Maya and Ana are agents, Ben approves, Nora is nobody."""
    people = {name: slack.add_user(name).id for name in ("ana", "ben", "nora")}
    agents = (slack.user("maya").id, people["ana"])
    roles = Roles(agent=agents, approver=(people["ben"],))
    return served(policy_of(tmp_path, roles=roles))


@pytest.mark.parametrize("what", ["Approve", "Send back"])
def test_only_approvers_approve_and_send_back(slack: FakeSlack, strict: Desk, what: str) -> None:
    case_id = strict.hear()
    card = strict.card_of(case_id)
    write(slack, card)
    shows(slack, card, "waits for 1 approval")
    slack.click(card, what, user="ana")
    whispered(slack, "approve a reply or send it back", "ana")
    assert the_reply(strict, case_id).state is ReplyState.WAITING
    slack.click(card, "Approve", user="ben")
    shows(slack, card, "approved by ben")


def test_whoever_may_not_draft_gets_no_window(slack: FakeSlack, strict: Desk) -> None:
    card = strict.card_of(strict.hear())
    slack.click(card, "Draft reply", user="nora")
    whispered(slack, "draft a reply", "nora")
    assert slack.modal("nora") is None


def test_whoever_lost_the_right_while_writing_keeps_what_was_typed(slack: FakeSlack, strict: Desk) -> None:
    case_id = strict.hear()
    view = opened(slack, strict.card_of(case_id))
    view.user = slack.user("nora").id
    answer = slack.submit(view, {"reply_text": CLEAN}).payload
    assert "draft a reply" in answer["errors"]["reply-0"]
    assert replies.current(strict.store, case_id) is None


@pytest.mark.parametrize("act", ReplyAct)
def test_each_act_on_a_reply_can_be_told_in_the_thread(act: ReplyAct) -> None:
    event = CaseEvent(case_id="7K2QM9", at=NOON, actor=BEN, act=f"reply_{act.value}")
    assert "_" not in wording.act(event)
