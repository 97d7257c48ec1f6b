"""Suggested responses: the first on the card, the others for whoever asks, all within Slack's limits."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk import audit
from desk.messenger import CardContent
from handlers import cards, suggested, wording
from tests.fakes.block_check import check_message, check_view, text_of
from tests.fakes.slack import FakeSlack, Message, View
from tests.handlers.given import (
    HOSTILE,
    STATES,
    TEXTS,
    ZONE,
    Desk,
    a_case,
    a_mention,
    a_policy,
    a_suggestion,
    an_assessment,
    content_of,
    swollen_case,
    swollen_content,
)
from triage.length import LIMITS
from triage.look import LOOKS
from triage.model import Reason, ReplyTemplate, State, Urgency, When
from triage.policy import Policy

OPEN = [State.NEW, State.CLAIMED, State.SNOOZED]
THREAT = Reason(
    rule="threat", sentence="It tells of a threat to people", weight=0.0, evidence=("my shotgun",)
)
THREE = (
    a_suggestion(),
    a_suggestion("Do call us.", name="short"),
    a_suggestion("\u00bfHablamos?", name="corta"),
)


def with_three(state: State = State.NEW) -> CardContent:
    return content_of(a_case(state), suggestions=THREE)


def buttons_in(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["accessory"]["action_id"] for block in blocks if "accessory" in block]


# on the card


@pytest.mark.parametrize("state", OPEN)
def test_an_open_card_shows_the_first_with_what_to_mind_and_why_it_was_chosen(state: State) -> None:
    shown = text_of(cards.card(with_three(state), ZONE))
    assert "We are sorry." in shown
    assert suggested.SAFETY_NOTE in shown
    assert "Chosen for: any post" in shown
    assert "Do call us." not in shown


@pytest.mark.parametrize("state", OPEN)
def test_an_open_card_has_one_button_to_the_others(state: State) -> None:
    blocks = cards.card(with_three(state), ZONE)
    assert buttons_in(blocks) == ["suggestions"]
    (button,) = [block["accessory"] for block in blocks if "accessory" in block]
    assert json.loads(button["value"]) == {"case": "7K2QM9"}


def test_a_resolved_card_suggests_nothing_more() -> None:
    blocks = cards.card(with_three(State.RESOLVED), ZONE)
    assert "We are sorry." not in text_of(blocks)
    assert buttons_in(blocks) == []


def test_where_there_is_but_one_there_is_no_button_to_others() -> None:
    assert buttons_in(cards.card(content_of(a_case(), suggestions=THREE[:1]), ZONE)) == []


def test_where_there_is_none_the_card_does_not_speak_of_it() -> None:
    assert "uggest" not in text_of(cards.card(content_of(a_case()), ZONE))


def test_a_threat_is_shown_without_a_reply_and_says_whom_to_tell() -> None:
    case = a_case(assessment=an_assessment(reasons=(THREAT,)))
    assert suggested.NO_REPLY_NOTE in text_of(cards.card(content_of(case), ZONE))


@pytest.mark.parametrize("rule", LOOKS)
def test_where_a_person_must_judge_first_the_card_shows_no_text_to_post(rule: str) -> None:
    look = an_assessment(reasons=(Reason(rule=rule, sentence=LOOKS[rule], weight=0.0),))
    blocks = cards.card(content_of(a_case(assessment=look), suggestions=THREE[:1]), ZONE)
    assert suggested.JUDGE_FIRST in text_of(blocks)
    assert "We are sorry." not in text_of(blocks)
    assert buttons_in(blocks) == ["suggestions"]


def test_one_that_is_too_long_to_show_is_cut_and_says_so() -> None:
    content = content_of(a_case(), suggestions=[a_suggestion("y" * 1501)])
    assert "Cut at 1,500 characters" in text_of(cards.card(content, ZONE))
    assert "Cut at 1,500 characters" in text_of(suggested.window(content)["blocks"])


# the window


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("state", STATES)
def test_the_window_fits_into_slack_whatever_the_case_and_the_replies_hold(state: State, text: str) -> None:
    content = swollen_content(swollen_case(state, text))
    assert check_view(suggested.window(content)) == []
    private = suggested.privately(content)
    assert check_message({"channel": "C1", "text": private.text, "blocks": private.blocks}) == []


def test_the_window_fits_where_next_to_nothing_is_known() -> None:
    content = content_of(
        a_case(mention=a_mention(text=""), subject=""), suggestions=[a_suggestion("", name="")]
    )
    assert check_view(suggested.window(content)) == []


def test_the_window_holds_every_text_ready_to_copy() -> None:
    blocks = suggested.window(with_three())["blocks"]
    boxes = [
        part for block in blocks for part in block["elements"] if part["type"] == "rich_text_preformatted"
    ]
    assert [box["elements"][0]["text"] for box in boxes] == [each.text for each in THREE]


def test_nothing_in_the_window_can_be_sent_off() -> None:
    assert "submit" not in suggested.window(with_three())


# why


@pytest.mark.parametrize(
    ("when", "length", "kind", "why"),
    [
        ({}, 0, "feed", "Chosen for: any post"),
        ({"urgency_at_least": 1}, 0, "feed", "Chosen for: any complaint"),
        ({"urgency_at_least": 2}, 0, "feed", "Chosen for: a serious complaint"),
        ({"urgency_at_least": 3}, 0, "feed", "Chosen for: what cannot wait"),
        ({"category": ("quality", "safety")}, 0, "feed", "Chosen for: Safety"),
        ({"rule": ("privacy",)}, 0, "feed", "Chosen for: privacy"),
        ({"rule": ("privacy",), "category": ("safety",)}, 0, "feed", "Chosen for: Safety"),
        ({"subject": ("us",), "source": ("x",)}, 0, "x", "Chosen for: any post, about this name, from this source; 0 of 280 characters"),
        (
            {"category": ("safety",), "severity_at_least": 2, "language": ("es",)}, 214, "x",
            "Chosen for: Safety, high, in Spanish; 214 of 280 characters",
        ),
        ({"category": ("safety",), "urgency_at_least": 2}, 0, "feed", "Chosen for: Safety, same day"),
        ({}, 331, "x", "Chosen for: any post; too long for X: 331 of 280 characters"),
        ({}, 4096, "google_reviews", "Chosen for: any post; 4,096 of 4,096 bytes"),
    ],
)  # fmt: skip
def test_a_suggestion_says_why_it_was_chosen(when: dict[str, Any], length: int, kind: str, why: str) -> None:
    reason = Reason(rule="privacy", sentence="s", weight=1.0)
    found = an_assessment(categories=("safety",), severity=3, language="es", reasons=(reason,))
    given = a_suggestion(when=When(**when), length=length, limit=LIMITS[kind])
    assert wording.chosen(given, found) == why


def test_the_urgency_a_person_set_is_the_one_that_is_told() -> None:
    case = a_case(urgency=Urgency.NOW)
    given = a_suggestion(when=When(category=("institutional_processes",), urgency_at_least=2))
    assert "now" in text_of(cards.card(content_of(case, suggestions=[given]), ZONE))


# clicked on


@pytest.fixture
def card(desk: Desk) -> Message:
    return desk.card_of(desk.hear())


@pytest.fixture
def desk(tmp_path: Path, served: Callable[[Policy], Desk]) -> Desk:
    """With five replies for serious complaints."""
    when = When(urgency_at_least=2)
    replies = tuple(ReplyTemplate(name=f"r{n}", text=f"Answer {n}: {{contact}}", when=when) for n in range(5))
    return served(a_policy(tmp_path / "heedline.db", replies=replies))


def opened(slack: FakeSlack, user: str) -> View:
    slack.wait_for(lambda: slack.modal(user), 5, "the window")
    view = slack.modal(user)
    assert isinstance(view, View)
    return view


def test_anybody_may_look_at_the_others_and_nothing_in_the_channel_changes(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    assert slack.click(card, "claim").acked
    slack.wait_for(lambda: "Claimed by" in text_of(card.blocks), 5, "the claim")
    slack.wait_for(lambda: slack.thread(card), 5, "the note of it")
    before = len(slack.messages("alerts"))
    assert slack.click(card, "suggestions", user="ben").acked
    shown = text_of(opened(slack, "ben").blocks)
    assert [f"Answer {n}" for n in range(5) if f"Answer {n}" in shown] == ["Answer 0", "Answer 1", "Answer 2"]
    assert [(e.act, e.actor.name) for e in audit.entries(desk.store)] == [
        ("claim", "maya"),
        ("viewed", "ben"),
    ]
    assert len(slack.messages("alerts")) == before
    assert slack.problems == []


def test_a_window_that_would_come_too_late_is_answered_in_private(slack: FakeSlack, card: Message) -> None:
    slack.faults.error("views.open", "expired_trigger_id")
    slack.click(card, "suggestions")
    slack.wait_for(
        lambda: [e for e in slack.ephemerals("maya") if "Answer 2" in text_of(e.blocks)], 5, "them"
    )


def test_a_window_that_slack_refuses_for_another_reason_is_a_fault(slack: FakeSlack, card: Message) -> None:
    slack.faults.error("views.open", "fatal_error")
    slack.click(card, "suggestions")
    slack.wait_for(lambda: [e for e in slack.ephemerals("maya") if "Reference" in text_of(e.blocks)], 5, "it")


def test_on_an_old_look_of_a_card_without_any_left_that_is_told(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    slack.select(card, "more", "Urgency should be: routine")
    slack.wait_for(lambda: "Answer 0" not in text_of(card.blocks), 5, "the card without them")
    slack.click(card, "suggestions", stale=True)
    slack.wait_for(
        lambda: [e for e in slack.ephemerals("maya") if suggested.GONE in text_of(e.blocks)], 5, "it"
    )
    assert [e.act for e in audit.entries(desk.store)] == ["wrong_urgency"]  # nothing was seen


def test_a_hostile_name_does_no_harm_there(slack: FakeSlack, desk: Desk) -> None:
    card = desk.card_of(desk.hear(HOSTILE, author=HOSTILE))
    slack.click(card, "suggestions")
    opened(slack, "maya")
    assert slack.problems == []
