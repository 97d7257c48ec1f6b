"""Clicks on cards, end to end: acknowledged, done once, shown on the card, refused in private."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from desk import cases
from handlers import actions
from tests.fakes.block_check import check_view, text_of
from tests.fakes.slack import FakeSlack, Message
from tests.handlers.given import (
    HOSTILE,
    HOSTILE_NAME,
    STATES,
    Desk,
    a_case,
    a_mention,
    press,
    shows,
    swollen_case,
    whispered,
)
from triage.lifecycle import DISPOSITIONS, TO_CHOOSE
from triage.model import State

BODY = {"container": {"channel_id": "C1", "message_ts": "1.0"}}


@pytest.fixture
def card(desk: Desk) -> Message:
    return desk.card_of(desk.hear())


def click(slack: FakeSlack, card: Message, what: str, words: str, user: str = "maya") -> None:
    """Presses a button that stands on the card, and waits until the card says so."""
    assert press(slack, card, what, user=user).acked
    shows(slack, card, words)


def changed(card: Message, **values: str) -> Message:
    """The card as a client might still hold it: with other values on its buttons."""
    for each in card.blocks[-1]["elements"]:
        each.update(values)
    return card


def test_a_click_is_acknowledged_and_shown_on_the_card(slack: FakeSlack, card: Message) -> None:
    click(slack, card, "claim", "Claimed by")


@pytest.mark.parametrize(
    ("first", "said", "back", "undone"),
    [
        ("claim", "Claimed by", "unclaim", "Answer by|Why it is here"),
        ("not_a_complaint", "Not a complaint \u00b7 by maya", "reopen", "Why it is here"),
        ("snooze", "Snoozed until", "wake", "Why it is here"),
    ],
)
def test_every_click_can_be_taken_back_on_the_card(
    slack: FakeSlack, card: Message, first: str, said: str, back: str, undone: str
) -> None:
    click(slack, card, first, said)
    assert slack.click(card, back).acked
    slack.wait_for(lambda: said not in text_of(card.blocks), 5, "the card as it was")
    assert any(words in text_of(card.blocks) for words in undone.split("|"))


def test_each_act_is_noted_in_the_cards_thread(slack: FakeSlack, card: Message) -> None:
    click(slack, card, "claim", "Claimed by")
    slack.wait_for(lambda: slack.thread(card), 5, "a note")
    assert "maya claimed this case" in text_of(slack.thread(card)[0].blocks)


def test_a_snooze_lasts_as_long_as_the_config_says(slack: FakeSlack, desk: Desk, card: Message) -> None:
    click(slack, card, "snooze", "Snoozed")
    (case,) = cases.list_open(desk.store, 1, 9)[0]
    assert case.snoozed_until is not None
    left = case.snoozed_until - desk.clock()
    assert timedelta(seconds=desk.policy.slack.snooze_for) - left < timedelta(seconds=20)


def test_nothing_the_bot_sent_offends_slack(slack: FakeSlack, desk: Desk) -> None:
    card = desk.card_of(desk.hear(HOSTILE, author=HOSTILE_NAME))
    click(slack, card, "claim", "Claimed by", user=HOSTILE_NAME)
    click(slack, card, "snooze", "Snoozed", user=HOSTILE_NAME)
    slack.click(card, "resolve", user=HOSTILE_NAME)
    slack.wait_for(lambda: slack.modal(HOSTILE_NAME), 5, "the form")
    assert slack.problems == []


# refused, stale, doubled


def test_of_two_who_claim_at_once_one_gets_it_and_the_other_is_told(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    with ThreadPoolExecutor(2) as people:
        acks = list(people.map(lambda name: slack.click(card, "claim", user=name).acked, ["maya", "ben"]))
    assert acks == [True, True]
    slack.wait_for(lambda: slack.ephemerals("maya") + slack.ephemerals("ben"), 5, "a refusal")
    (refusal,) = slack.ephemerals("maya") + slack.ephemerals("ben")
    (case,) = cases.list_open(desk.store, 1, 9)[0]
    assert case.owner is not None
    assert text_of(refusal.blocks) == f"This case is already claimed by {case.owner.name}."
    assert refusal.user != case.owner.id


def test_a_second_click_by_the_same_person_changes_nothing(slack: FakeSlack, card: Message) -> None:
    click(slack, card, "claim", "Claimed by")
    assert slack.click(card, "claim", stale=True).acked
    whispered(slack, "already claimed by you")


def test_a_click_on_an_old_look_of_the_card_is_refused_in_private(slack: FakeSlack, card: Message) -> None:
    click(slack, card, "not_a_complaint", "Not a complaint \u00b7")
    press(slack, card, "snooze", stale=True, user="ben")
    whispered(slack, "already resolved by maya. Press Reopen", "ben")


def test_the_channel_sees_nothing_of_a_refusal(slack: FakeSlack, card: Message) -> None:
    click(slack, card, "claim", "Claimed by")
    slack.click(card, "claim", stale=True, user="ben")
    whispered(slack, "already claimed", "ben")
    assert [m for m in slack.messages("alerts") if not m.is_reply] == [card]


@pytest.mark.parametrize("value", ["", "not json", "[]", '"x"', "{}", '{"case": null}', '{"case": "0000"}'])
def test_a_button_that_lost_its_value_is_found_by_its_card(
    slack: FakeSlack, card: Message, value: str
) -> None:
    slack.click(changed(card, value=value), "claim")
    shows(slack, card, "Claimed by")


def test_a_button_of_a_case_that_nobody_knows_says_so(slack: FakeSlack, desk: Desk) -> None:
    del desk
    with slack.work.changed:
        stray = slack.say(
            "alerts", "old", user="heedline",
            blocks=[{"type": "actions", "elements": [
                {"type": "button", "action_id": "claim", "value": '{"case": "GONE"}',
                 "text": {"type": "plain_text", "text": "Claim"}}]}],
        )  # fmt: skip
    assert slack.click(stray, "claim").acked
    whispered(slack, "not in Heedline's records any more, so nothing was changed")


def test_a_click_on_a_button_of_an_older_version_is_acknowledged(slack: FakeSlack, card: Message) -> None:
    assert slack.click(changed(card, action_id="button_of_last_year"), "button_of_last_year").acked


# the form


def open_form(slack: FakeSlack, card: Message, user: str = "maya") -> Any:
    slack.click(card, "resolve", user=user)
    return slack.wait_for(lambda: slack.modal(user), 5, "the form")


def test_the_form_asks_how_it_ended_and_the_card_shows_it(slack: FakeSlack, card: Message) -> None:
    view = open_form(slack, card)
    assert slack.submit(view, {"disposition": "Answered publicly"}).acked
    shows(slack, card, "Answered publicly \u00b7 by maya")


@pytest.mark.parametrize("disposition", TO_CHOOSE)
def test_every_ending_can_be_chosen(slack: FakeSlack, card: Message, disposition: str) -> None:
    slack.submit(open_form(slack, card), {"disposition": disposition})
    shows(slack, card, DISPOSITIONS[disposition].capitalize())


def test_a_choice_is_required(slack: FakeSlack, card: Message) -> None:
    view = open_form(slack, card)
    with pytest.raises(AssertionError, match="How did it end"):
        slack.submit(view)


def test_a_submission_without_a_choice_keeps_the_form_open_and_says_why(
    slack: FakeSlack, card: Message
) -> None:
    view = open_form(slack, card)
    for block in view.body["blocks"]:
        block["optional"] = True
    answer = slack.submit(view)
    assert answer.payload["errors"] == {"disposition": "Choose how the case ended."}


def test_a_cancelled_form_changes_nothing(slack: FakeSlack, desk: Desk, card: Message) -> None:
    slack.close_view(open_form(slack, card))
    assert cases.list_open(desk.store, 1, 9)[0][0].state is State.NEW


def test_of_two_forms_the_second_is_told_that_it_was_too_late(slack: FakeSlack, card: Message) -> None:
    mine, theirs = open_form(slack, card), open_form(slack, card, "ben")
    slack.submit(mine, {"disposition": "duplicate"})
    shows(slack, card, "Duplicate")
    slack.submit(theirs, {"disposition": "duplicate"}, user="ben")
    whispered(slack, "already resolved by maya", "ben")


def test_resolve_on_an_old_look_of_a_resolved_card_opens_no_form(slack: FakeSlack, card: Message) -> None:
    click(slack, card, "not_a_complaint", "Not a complaint \u00b7")
    slack.click(card, "resolve", stale=True)
    whispered(slack, "already resolved by maya")
    assert slack.modal() is None


@pytest.mark.parametrize("code", ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"])
def test_a_form_that_came_too_late_is_told(slack: FakeSlack, card: Message, code: str) -> None:
    slack.faults.error("views.open", code)
    slack.click(card, "resolve")
    whispered(slack, "Slack took too long to open the window. Press or choose it again. Nothing was changed.")


@pytest.mark.parametrize("state", STATES)
def test_the_form_fits_into_slack_whatever_the_case_holds(state: State) -> None:
    for case in (swollen_case(state, HOSTILE * 100), a_case(state, mention=a_mention(text=""), subject="")):
        assert check_view(actions.resolve_view(case, BODY)) == []


def test_the_form_remembers_no_more_than_the_case_and_where_it_was_opened() -> None:
    kept = actions.resolve_view(swollen_case(State.NEW, HOSTILE), BODY)["private_metadata"]
    assert json.loads(kept) == {"case": "7K2QM9", "channel": "C1"}


# who acts


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"id": "U1", "name": "ana"}, "ana"),
        ({"id": "U1", "username": "ana"}, "ana"),
        ({"id": "U1"}, "U1"),
        ({"id": "U1", "name": "\u200b\u202e"}, "U1"),
        ({"id": "U1", "name": "a\nb\x1b"}, "a b"),
        ({"id": "U1", "name": "a" * 500}, "a" * 60),
    ],
)
def test_a_person_has_a_name_fit_to_be_shown(user: dict[str, str], name: str) -> None:
    assert actions.actor({"user": user}).name == name
