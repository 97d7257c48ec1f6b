"""Each trouble that Slack has a name for: what the person is told, what the operators are told, and nothing lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from desk import cases
from desk.status import read_status
from desk.troubles import WAYS_OUT
from handlers import actions, web_api
from handlers.status_card import status_answer
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack, Message
from tests.handlers.given import ZONE, Desk, press
from triage.lifecycle import Act
from triage.model import Actor, State

ANA = Actor(id="U0ANA", name="ana")


@pytest.fixture
def card(desk: Desk) -> Message:
    return desk.card_of(desk.hear())


def told_in_private(slack: FakeSlack, words: str) -> None:
    slack.wait_for(
        lambda: [e for e in slack.ephemerals("maya") if words in text_of(e.blocks)], 5, f"{words!r} for maya"
    )


def notices(desk: Desk) -> list[str]:
    return [text for text, _ in read_status(desk.store, desk.policy).notices]


# a click that wants a window

WINDOWS = {
    "expired_trigger_id": "Slack took too long to open",
    "exchanged_trigger_id": "Slack took too long to open",
    "invalid_trigger_id": "Slack took too long to open",
    "trigger_expired": "Slack took too long to open",
    "trigger_exchanged": "Slack took too long to open",
    "not_found": "The window was closed before Heedline could fill it. Open it again. Nothing was changed.",
    "view_not_found": "The window was closed before Heedline could fill it.",
    "hash_conflict": "The window was changed meanwhile by another answer. Close it and open it again.",
    "push_limit_reached": "Three windows lie on top of each other",
    "view_too_large": "There is more to show than a window holds. /heed show",
    "ratelimited": "Slack asks Heedline to slow down. Try again in a minute. Nothing was changed.",
    "fatal_error": "Slack gave no clear answer. Try again in a minute. Nothing was changed. Reference",
    "internal_error": "Slack gave no clear answer. Try again in a minute. Nothing was changed. Reference",
    "invalid_arguments": "the fault is ours. Nothing was changed. Reference",
    **dict.fromkeys(
        ("token_revoked", "account_inactive", "invalid_auth", "token_expired", "missing_scope"),
        "Slack refuses what Heedline asks for",
    ),
}
NEED_AN_OPERATOR = {"token_revoked", "account_inactive", "invalid_auth", "token_expired", "missing_scope"}


@pytest.mark.parametrize(("code", "words"), WINDOWS.items())
def test_a_window_that_does_not_open_tells_by_name_why_and_changes_nothing(
    slack: FakeSlack, desk: Desk, card: Message, code: str, words: str
) -> None:
    slack.faults.error("views.open", code)
    assert slack.click(card, "resolve").acked
    told_in_private(slack, words)
    assert cases.list_open(desk.store, 1, 1)[0][0].state is State.NEW
    if code in NEED_AN_OPERATOR:
        slack.wait_for(lambda: slack.messages("ops"), 5, "a notice")
        assert WAYS_OUT[code] in text_of(slack.messages("ops")[0].blocks)
    else:
        assert slack.messages("ops") == []


def test_while_slack_cannot_be_reached_that_is_told(
    slack: FakeSlack, desk: Desk, card: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    del desk

    def unreachable(*_: Any) -> str:
        raise web_api.messenger.Unreachable("connection refused")

    monkeypatch.setattr(actions, "open_view", unreachable)
    slack.click(card, "resolve")
    told_in_private(slack, "Slack cannot be reached (connection refused). Try again in a minute.")


def test_a_window_that_slack_cannot_be_asked_for_is_told(slack: FakeSlack, card: Message) -> None:
    slack.faults.rate_limit("views.open", retry_after=30)
    slack.click(card, "resolve")
    told_in_private(slack, "Slack asks Heedline to slow down.")


# a post


@dataclass(frozen=True)
class Fate:
    """Where the card stands in the end, and what the operators are told of it."""

    where: str = "alerts"
    notice: str = ""
    plain: bool = False


GOES_ON = Fate()
POSTS = {
    **dict.fromkeys(
        ("ratelimited", "rate_limited", "fatal_error", "internal_error", "request_timeout"), GOES_ON
    ),
    **dict.fromkeys(("service_unavailable", "brand_new_code"), GOES_ON),
    **dict.fromkeys(("msg_blocks_too_long", "invalid_blocks", "msg_too_long", "no_text"), Fate(plain=True)),
    **{
        code: Fate(notice=f"({code})")
        for code in ("is_archived", "channel_not_found", "not_in_channel", "restricted_action")
    },
    **{code: Fate(notice=f"({code})") for code in sorted(web_api.REFUSED)},
}


@pytest.mark.parametrize(("code", "fate"), POSTS.items())
def test_a_post_that_meets_a_named_trouble_once_is_sent_once(
    slack: FakeSlack, desk: Desk, code: str, fate: Fate
) -> None:
    desk.hurry = 400
    slack.faults.error("chat.postMessage", code, when=lambda args: "alerts" in str(args.get("channel")))
    desk.hear()
    slack.wait_for(lambda: slack.cards(fate.where), 8, "the card")
    assert len(slack.cards()) == 1 + len(slack.cards("ops"))
    if fate.plain:
        assert [block["type"] for block in slack.cards(fate.where)[0].blocks] == ["section", "actions"]
    if fate.notice:
        words = [fate.notice, WAYS_OUT[code]]
        slack.wait_for(
            lambda: [m for m in slack.messages("ops") if all(w in text_of(m.blocks) for w in words)], 5, code
        )


@pytest.mark.parametrize("code", sorted({*web_api.REFUSED, *web_api.CHANNEL_GONE}))
def test_every_trouble_that_needs_a_person_has_a_way_out(code: str) -> None:
    assert len(WAYS_OUT.get(code, "Look after it")) > 10


# what stands already


def delete(slack: FakeSlack, card: Message) -> None:
    slack.forget(card)


CHANGES: dict[str, Callable[[FakeSlack, Message], None]] = {
    "deleted message": delete,
    **{
        code: lambda slack, card, code=code: slack.faults.error("chat.update", code)  # type: ignore[misc]
        for code in sorted(web_api.MESSAGE_GONE)
    },
}


@pytest.mark.parametrize("break_it", CHANGES.values(), ids=CHANGES)
def test_a_card_that_cannot_be_changed_any_more_is_posted_again_with_its_note(
    slack: FakeSlack, desk: Desk, card: Message, break_it: Callable[[FakeSlack, Message], None]
) -> None:
    break_it(slack, card)
    case_id = cases.list_open(desk.store, 1, 1)[0][0].id
    desk.counter.act(case_id, Act.CLAIM, ANA)

    def anew() -> list[Message]:
        return [m for m in slack.cards("alerts") if m is not card and "Claimed by" in text_of(m.blocks)]

    (made,) = slack.wait_for(anew, 5, "a new card")
    slack.wait_for(lambda: slack.thread(made), 5, "its note")


def test_a_click_on_a_card_whose_successor_stands_elsewhere_still_counts(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    del desk
    slack.faults.error("chat.update", "edit_window_closed")
    slack.click(card, "claim")
    slack.wait_for(lambda: len(slack.cards("alerts")) == 2, 5, "a new card")
    press(slack, card, "snooze")
    slack.wait_for(lambda: "Snoozed" in text_of(slack.cards("alerts")[1].blocks), 5, "the act on the new one")


# tokens


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth", "token_expired"])
def test_a_token_that_is_taken_away_parks_the_courier_and_status_and_log_say_so(
    slack: FakeSlack, desk: Desk, caplog: pytest.LogCaptureFixture, code: str
) -> None:
    slack.revoke(code)
    desk.hear()
    slack.wait_for(lambda: notices(desk), 5, "a notice in the books")
    assert f"Slack refuses our credentials ({code}). {WAYS_OUT[code]}" in caplog.text
    status = read_status(desk.store, desk.policy)
    shown = text_of(status_answer(status, ZONE, desk.clock()).blocks)
    assert WAYS_OUT[code] in shown
    assert status.waiting >= 1
    asked = len(slack.calls)
    desk.bell.ring()
    slack.revoke("")
    assert len(slack.calls) == asked  # parked: nothing is tried for a minute
    desk.hurry = 400
    desk.bell.ring()
    slack.wait_for(lambda: slack.cards("alerts"), 8, "the card, once the token serves")
    slack.wait_for(lambda: not notices(desk), 5, "the end of the notice")


def test_a_click_while_the_token_is_revoked_is_done_and_shown_later(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    slack.revoke()
    assert slack.click(card, "claim").acked
    slack.wait_for(lambda: notices(desk), 5, "a notice in the books")
    slack.revoke("")
    desk.hurry = 400
    desk.bell.ring()
    slack.wait_for(lambda: "Claimed by" in text_of(card.blocks), 8, "the claim on the card")


def test_a_missing_scope_is_named(slack: FakeSlack, desk: Desk) -> None:
    slack.set_scopes("commands", "channels:read", "groups:read")
    desk.hear()
    slack.wait_for(lambda: notices(desk), 5, "a notice in the books")
    assert "(missing_scope (needs chat:write)). A permission was taken away. Paste" in notices(desk)[0]


@pytest.mark.parametrize("needed", ["Nine hours in the ER", 7, None, "chat:write\nx"])
def test_what_is_no_scope_is_not_repeated(slack: FakeSlack, needed: Any) -> None:
    answer = {"ok": False, "error": "missing_scope", "needed": needed}
    slack.faults.error("chat.postMessage", "missing_scope")
    slack.faults._orders[-1].body = answer
    with pytest.raises(web_api.messenger.Refused) as caught:
        web_api.call(web_api.make_client(slack.bot_token, slack.url).chat_postMessage, channel="C1", text="x")
    assert str(caught.value) == "missing_scope"
