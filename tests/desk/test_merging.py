"""Two cards of one complaint become one, and two again where that was wrong."""

import pytest

from desk import cases, labels
from tests.desk.fakes import BEN, Office
from triage.lifecycle import Act
from triage.model import State


def merged(office: Office, case_id: str, into: str) -> cases.Result:
    return cases.act_on(office.store, case_id, Act.MERGE, BEN, office.now, into=into)


def acts(office: Office, case_id: str) -> list[tuple[str, str | None]]:
    return [(event.act, event.detail) for event in cases.history(office.store, office.case(case_id))]


def test_a_merge_closes_one_case_and_tells_the_other(office: Office) -> None:
    one, other = office.open("one"), office.open("other")
    result = merged(office, one, other)
    assert result.refusal is None
    assert (result.case.state, result.case.disposition, result.case.merged_into) == (
        State.RESOLVED,
        "merged",
        other,
    )
    assert acts(office, one) == [("merge", other)]
    assert acts(office, other) == [("merged_in", one)]
    assert cases.merged(office.store, office.case(other)) == (one,)


def test_unmerging_opens_it_again_and_tells_the_other(office: Office) -> None:
    one, other = office.open("one"), office.open("other")
    merged(office, one, other)
    case = office.act(one, Act.REOPEN, BEN).case
    assert (case.state, case.merged_into) == (State.NEW, None)
    assert acts(office, other)[-1] == ("unmerged", one)
    assert cases.merged(office.store, office.case(other)) == ()


def test_a_merge_says_nothing_of_the_verdict(office: Office) -> None:
    one, other = office.open("one"), office.open("other")
    merged(office, one, other)
    assert list(labels.said(office.store, office.now.replace(year=2020))) == []


@pytest.mark.parametrize("typed", ["7k2qm9", "nothing"])
def test_an_unknown_case_is_named(office: Office, typed: str) -> None:
    with pytest.raises(cases.UnknownCase):
        merged(office, office.open(), typed)


def test_what_cannot_be_merged_is_told(office: Office) -> None:
    one, other, third = office.open("one"), office.open("other"), office.open("third")
    assert "into itself" in str(merged(office, one, one).refusal)
    merged(office, one, other)
    assert f"itself merged into {other}" in str(merged(office, third, one).refusal)
    assert f"merged into {other}" in str(merged(office, one, third).refusal)
    office.act(other, Act.RESOLVE, BEN, disposition="passed_on")
    assert "is closed" in str(merged(office, third, other).refusal)
