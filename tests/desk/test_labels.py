"""Clicks become labels; a later one replaces an earlier one, and reopening takes it back."""

from datetime import timedelta

import pytest

from desk import cases, labels
from tests.desk.fakes import ANA, NOW, Office
from triage.lifecycle import Act
from triage.model import Urgency

LONG_AGO = NOW - timedelta(days=1)


def told(office: Office) -> list[bool]:
    return [label for _, label in labels.complaints(office.store, LONG_AGO)]


def test_not_a_complaint_is_a_label_and_reopening_takes_it_back(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    cases.act_on(office.store, case_id, Act.NOT_A_COMPLAINT, ANA, NOW)
    assert told(office) == [False]
    cases.act_on(office.store, case_id, Act.REOPEN, ANA, NOW)
    assert told(office) == []


@pytest.mark.parametrize(
    ("disposition", "label"),
    [("answered_publicly", [True]), ("passed_on", [True]), ("not_a_complaint", [False]), ("duplicate", [])],
)
def test_every_ending_says_what_it_was(office: Office, disposition: str, label: list[bool]) -> None:
    (case_id,) = office.take("a").case_ids
    cases.act_on(office.store, case_id, Act.RESOLVE, ANA, NOW, disposition=disposition)
    assert told(office) == label


def test_a_corrected_urgency_is_the_cases_from_then_on_and_stands_in_its_history(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    case = cases.correct(office.store, case_id, "urgency", "3", ANA, NOW)
    assert case.urgency is Urgency.NOW
    assert [(event.act, event.detail) for event in cases.history(office.store, case)] == [
        ("wrong_urgency", "3")
    ]


def test_the_same_correction_twice_is_one(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    for _ in range(2):
        case = cases.correct(office.store, case_id, "subject", "", ANA, NOW)
    assert len(cases.history(office.store, case)) == 1


@pytest.mark.parametrize(
    ("kind", "value"), [("urgency", "4"), ("urgency", ""), ("subject", "x"), ("mood", "1")]
)
def test_another_correction_is_refused(office: Office, kind: str, value: str) -> None:
    (case_id,) = office.take("a").case_ids
    with pytest.raises(ValueError, match="no such correction"):
        cases.correct(office.store, case_id, kind, value, ANA, NOW)


def test_stored_mentions_come_with_what_was_said_of_them(office: Office) -> None:
    office.take("a", "digest b")
    found = list(labels.stored(office.store, LONG_AGO))
    assert [each.outcome.value for each in found] == ["case", "digest"]
