"""The home page's figures: whose cases, what waits, whose time runs out, and two weeks side by side."""

from dataclasses import replace
from datetime import timedelta

from desk.overview import MOST_WAITING, Overview, read_overview
from tests.desk.fakes import ANA, BEN, NOW, Office
from triage.lifecycle import Act
from triage.model import Urgency


def seen_by(office: Office, person: str = ANA.id) -> Overview:
    return read_overview(office.store, office.policy, person, office.now)


def test_an_empty_desk_has_an_overview_too(office: Office) -> None:
    seen = seen_by(office)
    assert (seen.mine, seen.waiting, seen.clocks, seen.late_count) == ([], [], [], 0)
    assert (seen.this_week.opened, seen.this_week.median_claim) == (0, None)


def test_mine_are_those_that_i_hold_snoozed_ones_included_and_no_others(office: Office) -> None:
    mine, theirs, snoozed, done = (office.open() for _ in range(4))
    for case_id, who in ((mine, ANA), (theirs, BEN), (snoozed, ANA), (done, ANA)):
        office.act(case_id, Act.CLAIM, who)
    office.act(snoozed, Act.SNOOZE)
    office.act(done, Act.RESOLVE)
    assert [case.id for case in seen_by(office).mine] == [mine, snoozed]
    assert seen_by(office).mine_count == 2


def test_what_waits_stands_by_urgency_the_oldest_first_and_is_counted_whole(office: Office) -> None:
    first = office.open("desk one")
    for number in range(MOST_WAITING + 2):
        office.pass_time(60)
        office.open(f"desk {number}")
    urgent = office.open("now")
    now, same_day = seen_by(office).waiting
    assert (now.urgency, [case.id for case in now.cases]) == (Urgency.NOW, [urgent])
    assert (same_day.urgency, same_day.count) == (Urgency.SAME_DAY, MOST_WAITING + 3)
    assert same_day.cases[0].id == first
    assert len(same_day.cases) == MOST_WAITING


def test_what_somebody_holds_or_put_off_does_not_wait(office: Office) -> None:
    office.act(office.open(), Act.CLAIM)
    office.act(office.open(), Act.SNOOZE)
    assert seen_by(office).waiting == []


def test_clocks_are_those_that_run_the_nearest_end_first(office: Office) -> None:
    office.open("no clock on this route")
    slow = office.open("desk a day")
    fast = office.open("now half an hour")
    office.act(fast, Act.CLAIM, BEN)
    office.pass_time(3600)
    seen = seen_by(office)
    assert [case.id for case in seen.clocks] == [fast, slow]
    assert (seen.clock_count, seen.late_count) == (2, 1)


def test_this_week_stands_beside_the_week_before(office: Office) -> None:
    for text in ("one complaint", "another", "rival all about them", "digest nice"):
        office.take(text)
    office.pass_time(timedelta(days=8).total_seconds())
    case_id = office.open()
    office.pass_time(90)
    office.act(case_id, Act.CLAIM)
    office.act(case_id, Act.RESOLVE)
    office.pass_time(1)
    seen = seen_by(office)
    assert (seen.week_before.complaints, seen.week_before.opened, seen.week_before.resolved) == (2, 2, 0)
    assert (seen.this_week.complaints, seen.this_week.opened, seen.this_week.resolved) == (1, 1, 1)
    assert (seen.this_week.median_claim, seen.week_before.median_claim) == (90.0, None)


def test_the_health_of_each_source_is_part_of_it(office: Office) -> None:
    office.policy = replace(office.policy, time_zone="America/Chicago")
    office.take("one")
    seen = seen_by(office)
    assert {source.name: source.health for source in seen.status.sources} == {"reviews": "ok", "x": "waiting"}
    assert (seen.zone, seen.now) == ("America/Chicago", NOW)
