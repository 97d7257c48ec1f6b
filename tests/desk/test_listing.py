"""Lists of cases: any mix of conditions, in an order that an index serves."""

from typing import Any

import pytest

from desk.listing import Wanted, every_case, list_cases, source_names
from desk.store import listing as rows
from tests.desk.fakes import ANA, BEN, NOW, OURS, Office
from triage.lifecycle import Act
from triage.model import State, Urgency


@pytest.fixture
def busy(office: Office) -> Office:
    """now: claimed by Ana; same day: snoozed; routine: new, from another source; one resolved by Ben."""
    urgent, serious = office.open("now 1"), office.open("desk 2")
    office.take("a third", source="x")
    done = office.open("a fourth")
    office.act(urgent, Act.CLAIM, ANA)
    office.act(serious, Act.SNOOZE, ANA)
    office.act(done, Act.RESOLVE, BEN)
    return office


def texts(office: Office, **wanted: Any) -> list[str]:
    found, total = list_cases(office.store, Wanted(**wanted), 1, 10)
    assert len(found) == total
    assert list(every_case(office.store, Wanted(**wanted))) == found
    return [case.mention.text for case in found]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["now 1", "desk 2", "a third"]),
        ({"owner_id": "U1"}, ["now 1"]),
        ({"state": State.NEW}, ["a third"]),
        ({"state": State.SNOOZED}, ["desk 2"]),
        ({"urgency_from": Urgency.SAME_DAY}, ["now 1", "desk 2"]),
        ({"urgency_from": Urgency.SAME_DAY, "urgency_to": Urgency.SAME_DAY}, ["desk 2"]),
        ({"source": "x"}, ["a third"]),
        ({"subject": OURS, "category": "waiting"}, ["now 1", "desk 2", "a third"]),
        ({"subject": "Eastgate"}, []),
        ({"category": "safety"}, []),
        ({"overdue": True}, []),
        ({"resolved": True}, ["a fourth"]),
        ({"resolved": None}, ["a fourth", "a third", "desk 2", "now 1"]),
        ({"opened_from": NOW}, ["now 1", "desk 2", "a third"]),
        ({"source": "reviews", "state": State.CLAIMED, "owner_id": "U1"}, ["now 1"]),
    ],
)
def test_conditions_hold_together(busy: Office, wanted: dict[str, Any], expected: list[str]) -> None:
    assert texts(busy, **wanted) == expected


def test_pages_follow_one_another(busy: Office) -> None:
    found = [list_cases(busy.store, Wanted(), page, 2) for page in (1, 2, 3)]
    assert [[case.mention.text for case in each] for each, _ in found] == [
        ["now 1", "desk 2"],
        ["a third"],
        [],
    ]
    assert {total for _, total in found} == {3}


@pytest.mark.parametrize("resolved", [False, True, None])
def test_a_page_is_read_from_an_index_and_never_sorted(office: Office, resolved: bool | None) -> None:
    query = f"{rows.SELECT} WHERE {rows._where(resolved, {})} ORDER BY {rows._ORDERS[resolved]} LIMIT 10"
    plan = [row[3] for row in office.rows(f"EXPLAIN QUERY PLAN {query}")]
    assert any("USING INDEX cases_" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)


def test_the_sources_known_are_the_configs_and_those_ever_read(office: Office) -> None:
    assert source_names(office.store, office.policy) == ["reviews", "x"]
    office.take("a", source="phone")
    office.take("b", source="x")
    assert source_names(office.store, office.policy) == ["reviews", "x", "phone"]
