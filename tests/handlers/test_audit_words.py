"""Entries of the audit in words."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.audit import Entry
from desk.chain import Checked
from handlers import audit_words
from tests.handlers.given import MAYA, NOON, ZONE
from triage.model import HEEDLINE, Actor, CaseEvent

SUMMER = datetime(2026, 7, 1, 12, 0, 5, tzinfo=UTC)


def an_entry(act: str, detail: str | None = None, actor: Actor = MAYA) -> Entry:
    return Entry(
        id=1, at=NOON, actor=actor, act=act, case_id="7K2QM9", detail=detail, previous="0" * 64, hash="1" * 64
    )


@pytest.mark.parametrize(
    ("act", "detail", "told"),
    [
        ("claim", None, "maya: claimed this case"),
        ("resolve", "answered_publicly", "maya: resolved this case (answered publicly)"),
        ("snooze", "2026-07-01T12:00:05.000Z", "maya: snoozed this case until 2026-07-01 13:00:05 BST"),
        ("snooze", None, "maya: snoozed this case"),
        ("wake", None, "maya: woke this case"),
        ("wrong_urgency", "2", "maya: set this to 2 (same day)"),
        ("viewed", "the whole post, /heed show", "maya: saw the whole post, /heed show"),
        ("searched", "posts: mentions 1, 2", "maya: saw posts: mentions 1, 2"),
        ("exported", "the whole case", "maya: exported the whole case"),
        ("labelled", "mention 3: complaint 1", "maya: labelled mention 3: complaint 1"),
        ("viewed", None, "maya: saw something"),
        ("sent_back", "comment 4", "maya: sent back: comment 4"),
        ("approved", None, "maya: approved"),
    ],
)
def test_an_entry_is_a_sentence(act: str, detail: str | None, told: str) -> None:
    assert audit_words.entry(an_entry(act, detail), ZONE) == told


@pytest.mark.parametrize(
    ("act", "told"),
    [("wake", "Heedline: the snooze is over"), ("overdue", "Heedline: The time to answer has passed")],
)
def test_what_heedline_did_by_the_clock_says_so(act: str, told: str) -> None:
    assert audit_words.entry(an_entry(act, None, HEEDLINE), ZONE) == told


@pytest.mark.parametrize(
    ("act", "detail"), [("wrong_urgency", None), ("wrong_urgency", "99"), ("snooze", "soon")]
)
def test_a_detail_that_somebody_forged_is_told_as_it_stands(act: str, detail: str | None) -> None:
    told = audit_words.entry(an_entry(act, detail), ZONE)
    assert told == f"maya: {act.replace('_', ' ')}" + (f": {detail}" if detail else "")


def test_a_case_event_is_told_in_the_same_words() -> None:
    event = CaseEvent(case_id="7K2QM9", at=NOON, actor=MAYA, act="claim", detail=None)
    assert audit_words.event(event, ZONE) == audit_words.entry(an_entry("claim"), ZONE)


def test_a_time_names_its_day_its_second_and_its_clock() -> None:
    assert audit_words.stamp(SUMMER, ZONE) == "2026-07-01 13:00:05 BST"
    assert audit_words.stamp(SUMMER + timedelta(days=200), ZONE) == "2027-01-17 12:00:05 GMT"
    assert audit_words.stamp(datetime.max.replace(tzinfo=UTC), "Asia/Tokyo").startswith("9999-12-31")


def test_a_whole_chain_is_told_with_its_length_its_times_and_its_head() -> None:
    found = Checked(
        length=2, first_at="2026-07-01T12:00:05.000Z", last_at="2026-07-02T12:00:05.000Z", head="ab" * 32
    )
    assert audit_words.checked(found, ZONE) == (
        "The audit is whole: 2 entries, from 2026-07-01 13:00:05 BST to 2026-07-02 13:00:05 BST. "
        f"Its head is {'ab' * 32}"
    )


def test_a_broken_chain_is_told_with_what_is_whole_before() -> None:
    found = Checked(
        length=1, first_at="2026-07-01T12:00:05.000Z", last_at="rubbish", fault="entry 2 is missing"
    )
    assert audit_words.checked(found, ZONE) == (
        "The audit is broken: entry 2 is missing. Up to there it is whole: 1 entry, "
        "from 2026-07-01 13:00:05 BST to an unreadable time."
    )
    nothing = audit_words.checked(Checked(fault="entry 1 is missing"), ZONE)
    assert nothing == "The audit is broken: entry 1 is missing. Nothing before it is whole."


def test_an_empty_audit_says_so() -> None:
    assert audit_words.checked(Checked(), ZONE) == "The audit is empty: nothing was done yet."
