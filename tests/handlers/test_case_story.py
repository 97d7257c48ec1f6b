"""/heed show and the notes in a case's thread."""

from datetime import timedelta
from typing import Any

import pytest

from handlers import cards, case_story
from tests.fakes.block_check import check_message, text_of
from tests.handlers.given import (
    HOSTILE_NAME,
    NOON,
    STATES,
    TEXTS,
    ZONE,
    a_case,
    a_mention,
    a_suggestion,
    content_of,
    swollen_case,
    swollen_content,
)
from triage.lifecycle import DISPOSITIONS, Act
from triage.model import HEEDLINE, Actor, Case, CaseEvent, State

BEN = Actor(id="U0BEN", name="ben")


def an_event(act: str = "claim", *, by: Actor = BEN, detail: str | None = None, hours: int = 0) -> CaseEvent:
    return CaseEvent(case_id="7K2QM9", at=NOON + timedelta(hours=hours), actor=by, act=act, detail=detail)


def told(case: Case, history: list[CaseEvent] | None = None, **changes: Any) -> str:
    content = content_of(case, **changes)
    return text_of(case_story.whole_case(content, history or [], ZONE))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("state", STATES)
def test_a_whole_case_fits_into_one_message_however_long_it_and_its_history_are(
    state: State, text: str
) -> None:
    case = swollen_case(state, text)
    stranger = Actor(id="U0X", name=HOSTILE_NAME[:60])
    history = [an_event("resolve", by=stranger, detail="passed_on") for _ in range(500)]
    blocks = case_story.whole_case(swollen_content(case), history, ZONE)
    assert check_message({"text": "Case", "blocks": blocks}) == []


def test_nearly_every_post_is_shown_to_its_last_word() -> None:
    assert "the end" in told(a_case(mention=a_mention(text="x" * 3900 + " the end")))


def test_of_a_longer_post_the_missing_part_is_told() -> None:
    assert "1,000 characters more: open the post itself." in told(a_case(mention=a_mention(text="x" * 5000)))


def test_every_reason_is_given_and_those_against_are_called_so() -> None:
    assert "It holds praise: \u201ckind\u201d (speaks against a complaint)" in told(a_case())


def test_there_is_nothing_to_press_because_the_card_is_the_place_to_act() -> None:
    blocks = case_story.whole_case(content_of(a_case()), [], ZONE)
    assert "actions" not in [block["type"] for block in blocks]


def test_what_was_done_is_told_with_person_and_time() -> None:
    shown = told(a_case(State.CLAIMED), [an_event("claim"), an_event("unclaim", hours=1)])
    assert "ben claimed this case \u00b7 20 Nov 12:00\nben gave this case back \u00b7 20 Nov 13:00" in shown


def test_of_a_long_history_the_last_acts_are_shown_and_the_rest_is_counted() -> None:
    shown = told(a_case(), [an_event("claim", hours=n) for n in range(30)])
    assert "the last 10 of 30 acts" in shown


def test_every_suggested_response_is_shown_with_its_name() -> None:
    shown = told(a_case(), suggestions=[a_suggestion(), a_suggestion("Do call us.", name="short")])
    assert (
        "1. sorry \u00b7 Chosen for: any post\nWe are sorry.\n2. short \u00b7 Chosen for: any post\nDo call us."
        in shown
    )


def test_of_long_suggested_responses_the_first_is_shown() -> None:
    shown = told(a_case(), suggestions=[a_suggestion("y" * 1000), a_suggestion("z" * 1000)])
    assert ("y" * 1000 in shown, "z" in shown) == (True, False)


def test_a_case_without_history_says_nothing_of_one() -> None:
    assert "What was done" not in told(a_case())


def test_a_resolved_case_is_told_whole_all_the_same() -> None:
    assert "x" * 3000 in told(a_case(State.RESOLVED, mention=a_mention(text="x" * 3000)))


@pytest.mark.parametrize("act", [*Act, "overdue"])
def test_every_act_has_words_of_its_own(act: str) -> None:
    text, _ = case_story.note(an_event(act, detail="duplicate" if act == "resolve" else None), ZONE)
    assert act not in text.split()


@pytest.mark.parametrize("disposition", DISPOSITIONS)
def test_a_note_of_a_resolution_says_how_it_ended(disposition: str) -> None:
    text, _ = case_story.note(an_event("resolve", detail=disposition), ZONE)
    assert text == f"ben resolved this case ({DISPOSITIONS[disposition]})"


def test_a_note_of_a_snooze_says_until_when() -> None:
    _, blocks = case_story.note(an_event("snooze", detail="2026-11-20T18:00:00.000Z"), ZONE)
    assert "ben snoozed this case until 20 Nov 18:00" in text_of(blocks)


def test_a_snooze_that_ran_out_is_told_in_the_bots_own_name() -> None:
    text, blocks = case_story.note(an_event("wake", by=HEEDLINE), ZONE)
    assert text == "The snooze is over: this case is back"
    assert text in text_of(blocks)


def test_an_overdue_case_is_told_in_the_bots_own_name() -> None:
    text, _ = case_story.note(an_event("overdue", by=HEEDLINE), ZONE)
    assert text == "The time to answer has passed"


def test_a_hostile_name_stays_letters_in_a_note() -> None:
    text, blocks = case_story.note(an_event(by=Actor(id="U0X", name=HOSTILE_NAME)), ZONE)
    assert check_message({"text": text, "blocks": blocks}) == []
    assert not set("*_~`<>&@") & set(text)


def test_the_card_and_the_whole_case_agree_on_the_title() -> None:
    content = content_of(a_case())
    assert case_story.whole_case(content, [], ZONE)[0] == cards.card(content, ZONE)[0]
