"""What happens by the clock."""

from datetime import timedelta

import pytest

from desk import cases, operator
from desk.keeper import EVERY, Keeper
from desk.store import notices, sources
from desk.store.times import to_text
from tests.desk.fakes import ANA, NOW, Office, card_cases, policy
from triage.lifecycle import Act
from triage.model import HEEDLINE, State


class Watched:
    """A keeper at an office, and how often it rang for the courier."""

    def __init__(self, office: Office) -> None:
        self.office, self.rings = office, 0
        self.keeper = Keeper(office.store, office.policy, office.now, self._ring)

    def _ring(self) -> None:
        self.rings += 1

    def after(self, **time: float) -> None:
        """Reads all sources, then looks at the clock so much later."""
        self.office.now += timedelta(**time)
        with self.office.store.commit() as db:
            for name in ("reviews", "x"):
                sources.advance(db, name, {}, to_text(self.office.now), 0)
        self.keeper.step(self.office.now)


@pytest.fixture
def watched(office: Office) -> Watched:
    return Watched(office)


def test_a_keeper_looks_every_few_seconds(watched: Watched) -> None:
    assert watched.keeper.step(NOW) == EVERY


def test_where_nothing_happens_the_courier_is_not_woken(watched: Watched) -> None:
    watched.after(seconds=5)
    assert watched.rings == 0


# Snoozes


def test_a_snooze_ends_on_time(watched: Watched) -> None:
    case_id = watched.office.open()
    watched.office.act(case_id, Act.SNOOZE, until=NOW + timedelta(hours=1))
    watched.after(minutes=59)
    assert watched.office.case(case_id).state is State.SNOOZED
    watched.after(minutes=1)
    assert watched.office.case(case_id).state is State.NEW
    assert watched.rings == 1


def test_a_case_that_wakes_goes_back_to_its_holder(watched: Watched) -> None:
    case_id = watched.office.open()
    watched.office.act(case_id, Act.CLAIM)
    watched.office.act(case_id, Act.SNOOZE)
    watched.after(hours=4)
    case = watched.office.case(case_id)
    assert (case.state, case.owner, case.snoozed_until) == (State.CLAIMED, ANA, None)


def test_that_a_snooze_ended_is_told_once_and_by_heedline(watched: Watched) -> None:
    case_id = watched.office.open()
    watched.office.act(case_id, Act.SNOOZE)
    watched.after(hours=4)
    watched.after(hours=4)
    events = cases.history(watched.office.store, watched.office.case(case_id))
    assert [(event.act, event.actor) for event in events] == [("snooze", ANA), ("wake", HEEDLINE)]


# Deadlines


def test_a_case_past_its_deadline_is_told_once(watched: Watched) -> None:
    case_id = watched.office.stand("now")
    for _ in range(3):
        watched.after(minutes=31)
    watched.office.deliver()
    assert [s.content.act for s in watched.office.talk.of_kind("note")] == ["overdue"]  # type: ignore[union-attr]
    assert watched.office.case(case_id).overdue
    assert watched.rings == 1


def test_the_card_shows_that_a_case_is_overdue(watched: Watched) -> None:
    watched.office.stand("now")
    watched.after(minutes=31)
    watched.office.deliver()
    assert card_cases(watched.office.talk.of_kind("card"))[0].overdue


def test_a_case_is_not_overdue_before_its_time(watched: Watched) -> None:
    case_id = watched.office.open("now")
    watched.after(minutes=29)
    assert not watched.office.case(case_id).overdue


def test_a_resolved_case_is_never_overdue(watched: Watched) -> None:
    case_id = watched.office.open("now")
    watched.office.act(case_id, Act.RESOLVE)
    watched.after(hours=9)
    assert not watched.office.case(case_id).overdue


def test_snoozing_does_not_stop_the_clock(watched: Watched) -> None:
    case_id = watched.office.open("now")
    watched.office.act(case_id, Act.SNOOZE)
    watched.after(minutes=31)
    assert watched.office.case(case_id).overdue


def test_a_case_opened_again_after_its_deadline_is_overdue(watched: Watched) -> None:
    case_id = watched.office.open("now")
    watched.office.act(case_id, Act.RESOLVE)
    watched.after(hours=9)
    watched.office.act(case_id, Act.REOPEN)
    watched.after(seconds=5)
    assert watched.office.case(case_id).overdue


# All at once


def test_what_happens_at_once_is_all_done_in_one_step(watched: Watched) -> None:
    watched.after(seconds=1)
    office = watched.office
    late, sleeping = office.open("now"), office.open("one two three")
    office.act(sleeping, Act.SNOOZE, until=NOW + timedelta(hours=1))
    watched.after(hours=24)
    assert (office.case(late).overdue, office.case(sleeping).state) == (True, State.NEW)
    assert office.rows("SELECT day FROM digest") == [("2026-03-18",)]


def test_a_silent_source_does_not_keep_the_digest_back(office: Office) -> None:
    watched = Watched(office)
    watched.after(seconds=1)
    office.pass_time(86_400)
    watched.keeper.step(office.now)
    assert office.rows("SELECT day FROM digest") == [("2026-03-18",)]
    assert sources.open_gaps(office.store.reader).keys() == {"reviews", "x"}


def test_a_source_that_stays_silent_wakes_the_courier_once(office: Office) -> None:
    watched = Watched(office)
    office.pass_time(16 * 60)
    for _ in range(3):
        office.pass_time(5)
        watched.keeper.step(office.now)
    assert watched.rings == 1


# Sources that are no longer configured


def test_troubles_of_a_source_that_was_removed_are_closed_without_a_word(office: Office) -> None:
    with office.store.commit() as db:
        for name in ("reviews", "old"):
            sources.open_gap(db, name, to_text(NOW), "HTTP 500")
    for topic in ("source:old", "source:reviews", "slack"):
        operator.raise_notice(office.store, office.policy, topic, "trouble", NOW)
    Keeper(office.store, policy(), NOW, lambda: None)
    assert sources.open_gaps(office.store.reader).keys() == {"reviews"}
    assert [n["topic"] for n in notices.open_ones(office.store.reader)] == ["source:reviews", "slack"]
