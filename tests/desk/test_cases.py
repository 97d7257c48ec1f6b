"""What people do to a case: every act from every state, at once, again, and undone."""

import sqlite3
import threading
from datetime import timedelta

import pytest

from desk import cases
from desk.cases import UnknownCase
from tests.desk.fakes import ANA, BEN, NOW, Office
from triage.lifecycle import DISPOSITIONS, Act
from triage.model import Case, Receipt, State

PATHS: dict[str, tuple[Act, ...]] = {
    "new": (),
    "claimed": (Act.CLAIM,),
    "snoozed": (Act.SNOOZE,),
    "snoozed by its holder": (Act.CLAIM, Act.SNOOZE),
    "resolved": (Act.RESOLVE,),
    "resolved by its holder": (Act.CLAIM, Act.RESOLVE),
    "no complaint": (Act.NOT_A_COMPLAINT,),
}
AFTER: dict[str, dict[Act, State | None]] = {
    "new": {
        Act.CLAIM: State.CLAIMED, Act.UNCLAIM: None, Act.RESOLVE: State.RESOLVED,
        Act.NOT_A_COMPLAINT: State.RESOLVED, Act.REOPEN: None, Act.SNOOZE: State.SNOOZED, Act.WAKE: None,
    },
    "claimed": {
        Act.CLAIM: None, Act.UNCLAIM: State.NEW, Act.RESOLVE: State.RESOLVED,
        Act.NOT_A_COMPLAINT: State.RESOLVED, Act.REOPEN: None, Act.SNOOZE: State.SNOOZED, Act.WAKE: None,
    },
    "snoozed": {
        Act.CLAIM: State.CLAIMED, Act.UNCLAIM: None, Act.RESOLVE: State.RESOLVED,
        Act.NOT_A_COMPLAINT: State.RESOLVED, Act.REOPEN: None, Act.SNOOZE: None, Act.WAKE: State.NEW,
    },
    "resolved": {
        Act.CLAIM: None, Act.UNCLAIM: None, Act.RESOLVE: None,
        Act.NOT_A_COMPLAINT: None, Act.REOPEN: State.NEW, Act.SNOOZE: None, Act.WAKE: None,
    },
}  # fmt: skip
for path, state in {
    "new": State.NEW,
    "claimed": State.CLAIMED,
    "snoozed": State.SNOOZED,
    "resolved": None,
}.items():
    AFTER[path] |= {Act.ESCALATE: state, Act.STAND_DOWN: None}  # a merge needs a second case: test_merging.py
AFTER["snoozed by its holder"] = AFTER["snoozed"] | {Act.WAKE: State.CLAIMED, Act.CLAIM: None}
AFTER["resolved by its holder"] = AFTER["resolved"] | {Act.REOPEN: State.CLAIMED}
AFTER["no complaint"] = AFTER["resolved"]
EVERY = [(path, act) for path in PATHS for act in Act if act is not Act.MERGE]


def bring(office: Office, path: str) -> str:
    case_id = office.stand()
    for act in PATHS[path]:
        office.act(case_id, act)
    office.deliver()
    return case_id


def standing(case: Case) -> tuple[object, ...]:
    """All that an act may change."""
    return (
        case.state, case.owner, case.claimed_at, case.resolved_at, case.resolved_by, case.disposition,
        case.snoozed_until,
    )  # fmt: skip


@pytest.mark.parametrize(("path", "act"), EVERY)
def test_an_act_leads_where_it_should_or_is_refused(office: Office, path: str, act: Act) -> None:
    case_id = bring(office, path)
    before = office.case(case_id)
    result = office.act(case_id, act, BEN)
    wanted = AFTER[path][act]
    assert result.case.state is (wanted or before.state)
    assert (result.refusal is None) == (wanted is not None)


@pytest.mark.parametrize(("path", "act"), EVERY)
def test_an_act_tells_the_thread_and_redraws_the_card_or_changes_nothing(
    office: Office, path: str, act: Act
) -> None:
    case_id = bring(office, path)
    before = office.case(case_id)
    done = office.act(case_id, act, BEN).refusal is None
    assert office.rows("SELECT count(*) FROM outbox WHERE wanted > done") == [(2 * done,)]
    assert len(cases.history(office.store, before)) == len(PATHS[path]) + done
    assert done or office.case(case_id) == before


@pytest.mark.parametrize(("path", "act"), EVERY)
def test_the_same_act_again_changes_nothing_and_says_why(office: Office, path: str, act: Act) -> None:
    case_id = bring(office, path)
    first = office.act(case_id, act, BEN)
    office.pass_time(60)
    second = office.act(case_id, act, BEN)
    assert second.case == first.case
    assert second.refusal


@pytest.mark.parametrize(
    ("path", "act", "inverse"),
    [
        ("new", Act.CLAIM, Act.UNCLAIM),
        ("new", Act.ESCALATE, Act.STAND_DOWN),
        ("snoozed by its holder", Act.ESCALATE, Act.STAND_DOWN),
        ("new", Act.SNOOZE, Act.WAKE),
        ("claimed", Act.SNOOZE, Act.WAKE),
        ("new", Act.RESOLVE, Act.REOPEN),
        ("claimed", Act.RESOLVE, Act.REOPEN),
        ("new", Act.NOT_A_COMPLAINT, Act.REOPEN),
        ("claimed", Act.NOT_A_COMPLAINT, Act.REOPEN),
    ],
)
def test_an_inverse_undoes_its_act(office: Office, path: str, act: Act, inverse: Act) -> None:
    case_id = bring(office, path)
    before = office.case(case_id)
    office.act(case_id, act, BEN)
    office.act(case_id, inverse, BEN)
    assert standing(office.case(case_id)) == standing(before)


def test_a_claim_names_its_holder(office: Office) -> None:
    case = office.act(office.open(), Act.CLAIM, BEN).case
    assert (case.owner, case.claimed_at) == (BEN, NOW)


def test_claiming_a_snoozed_case_wakes_it(office: Office) -> None:
    assert office.act(bring(office, "snoozed"), Act.CLAIM, BEN).case.snoozed_until is None


def test_a_resolve_names_who_when_and_how(office: Office) -> None:
    case = office.act(office.open(), Act.RESOLVE, BEN, disposition="passed_on").case
    assert (case.resolved_by, case.resolved_at, case.disposition) == ("Ben", NOW, "passed_on")


def test_a_resolved_case_is_no_longer_snoozed(office: Office) -> None:
    case_id = bring(office, "snoozed")
    office.act(case_id, Act.RESOLVE)
    assert office.act(case_id, Act.REOPEN).case.snoozed_until is None


def test_not_a_complaint_is_a_disposition_of_its_own(office: Office) -> None:
    assert office.act(office.open(), Act.NOT_A_COMPLAINT).case.disposition == "not_a_complaint"


def test_a_snooze_names_its_end(office: Office) -> None:
    until = NOW + timedelta(hours=2)
    assert office.act(office.open(), Act.SNOOZE, until=until).case.snoozed_until == until


@pytest.mark.parametrize("disposition", DISPOSITIONS)
def test_every_disposition_is_taken(office: Office, disposition: str) -> None:
    assert office.act(office.open(), Act.RESOLVE, disposition=disposition).case.disposition == disposition


@pytest.mark.parametrize("disposition", [None, "", "ignored"])
def test_an_unknown_disposition_is_refused(office: Office, disposition: str | None) -> None:
    case_id = office.open()
    with pytest.raises(ValueError, match="unknown disposition"):
        office.act(case_id, Act.RESOLVE, disposition=disposition)


def test_a_snooze_without_an_end_is_refused(office: Office) -> None:
    case_id = office.open()
    with pytest.raises(ValueError, match="needs an end"):
        office.act(case_id, Act.SNOOZE, until=None)


@pytest.mark.parametrize("case_id", ["7K2QM9", "", "no such case", "\ud800"])
def test_an_act_on_an_unknown_case_is_refused(office: Office, case_id: str) -> None:
    with pytest.raises(UnknownCase):
        office.act(case_id, Act.CLAIM)


def test_the_history_tells_who_did_what_when_and_how(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.CLAIM)
    office.pass_time(60)
    office.act(case_id, Act.RESOLVE, BEN, disposition="duplicate")
    office.pass_time(60)
    office.act(case_id, Act.REOPEN, BEN)
    told = [(e.actor, e.act, e.detail, e.at) for e in cases.history(office.store, office.case(case_id))]
    assert told == [
        (ANA, "claim", None, NOW),
        (BEN, "resolve", "duplicate", NOW + timedelta(minutes=1)),
        (BEN, "reopen", None, NOW + timedelta(minutes=2)),
    ]


def test_the_history_tells_until_when_a_case_sleeps(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.SNOOZE)
    (event,) = cases.history(office.store, office.case(case_id))
    assert event.detail == "2026-03-17T16:00:00.000Z"


@pytest.mark.parametrize("table", ["case_event", "outbox"])
def test_an_act_that_fails_half_way_leaves_nothing(office: Office, table: str) -> None:
    case_id = office.stand()
    with office.store.commit() as db:
        db.execute(
            f"CREATE TRIGGER fault BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(sqlite3.IntegrityError):
        office.act(case_id, Act.CLAIM)
    assert office.case(case_id).state is State.NEW
    assert (office.waiting(), cases.history(office.store, office.case(case_id))) == (0, [])


def test_of_two_people_who_claim_at_once_one_wins(office: Office) -> None:
    case_id = office.open()
    together, results = threading.Barrier(8), []

    def click(number: int) -> None:
        together.wait()
        results.append(office.act(case_id, Act.CLAIM, BEN if number % 2 else ANA).refusal)

    threads = [threading.Thread(target=click, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count(None) == 1
    assert len(cases.history(office.store, office.case(case_id))) == 1


def test_who_was_too_late_learns_who_holds_the_case(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.CLAIM, ANA)
    assert office.act(case_id, Act.CLAIM, BEN).refusal == "This case is already claimed by Ana."
    assert office.act(case_id, Act.CLAIM, ANA).refusal == "This case is already claimed by you."


def test_an_id_is_found_as_people_type_it(office: Office) -> None:
    case_id = office.open()
    assert cases.find(office.store, f" #{case_id.lower()} ").id == case_id


def test_no_case_stands_on_a_message_that_is_not_ours(office: Office) -> None:
    assert cases.find_by_card(office.store, Receipt(channel="#all", ts="99.0")) is None


def test_an_event_that_never_happened_is_none(office: Office) -> None:
    assert cases.find_event(office.store, 99) is None


def test_open_cases_are_listed_the_most_urgent_and_then_the_oldest_first(office: Office) -> None:
    ids = {text: office.open(text) for text in ("default one", "now two", "desk three", "now four")}
    listed, total = cases.list_open(office.store, 1, 10)
    assert [case.id for case in listed] == [
        ids[text] for text in ("now two", "now four", "desk three", "default one")
    ]
    assert total == 4


def test_open_cases_come_in_pages(office: Office) -> None:
    ids = [office.open(f"case number {n}") for n in range(5)]
    pages = [cases.list_open(office.store, page, 2) for page in (1, 2, 3, 4)]
    assert [case.id for listed, _ in pages for case in listed] == ids
    assert [total for _, total in pages] == [5] * 4


def test_resolved_cases_are_not_listed(office: Office) -> None:
    office.act(office.open("one"), Act.RESOLVE)
    assert cases.list_open(office.store, 1, 10) == ([], 0)
