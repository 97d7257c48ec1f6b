"""The daily digest: once a local day whatever the clocks do, and what it says."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.digest import Digest, compose, schedule, summarise
from desk.store import Store, sources
from desk.store.times import to_text
from tests.desk.fakes import ANA, NOW, OURS, RIVAL, Office, policy, post
from triage.lifecycle import Act
from triage.model import SourceSettings
from triage.policy import Policy
from triage.source import Rejected

ZONES = {
    "America/Chicago": (date(2026, 3, 8), date(2026, 11, 1)),
    "Europe/London": (date(2026, 3, 29), date(2026, 10, 25)),
    "Australia/Lord_Howe": (date(2026, 10, 4), date(2026, 4, 5)),  # by half an hour
}
CHANGES = [(zone, day) for zone, days in ZONES.items() for day in days]
TIMES = [time(0, 0), time(1, 15), time(1, 30), time(1, 45), time(2, 0), time(2, 15), time(2, 30), time(8, 0), time(23, 45)]  # fmt: skip


def begin(store: Store, moment: datetime) -> None:
    """The bot was started then."""
    with store.commit() as db:
        sources.ensure(db, "reviews", to_text(moment))


def told(store: Store) -> list[tuple[str, datetime, datetime, str | None]]:
    rows = store.reader.execute("SELECT day, begin, end, skipped FROM digest ORDER BY day")
    return [
        (r["day"], datetime.fromisoformat(r["begin"]), datetime.fromisoformat(r["end"]), r["skipped"])
        for r in rows
    ]


def watch(store: Store, rules: Policy, start: datetime, end: datetime) -> list[tuple[str, datetime]]:
    """A look every quarter of an hour; which digests fell due when."""
    made, now = [], start
    while now < end:
        day = schedule(store, rules, now)
        if day is not None:
            made.append((day, now))
        now += timedelta(minutes=15)
    return made


@pytest.mark.parametrize("at", TIMES, ids=str)
@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_each_local_day_has_one_digest_when_the_clocks_change(
    store: Store, zone: str, day: date, at: time
) -> None:
    rules = policy(time_zone=zone, slack_digest_at=at)
    midnight = datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)
    begin(store, midnight - timedelta(days=3))
    made = watch(store, rules, midnight - timedelta(hours=30), midnight + timedelta(hours=54))
    days = [name for name, _ in made]
    assert days == sorted(set(days))
    assert {(day + timedelta(days=n)).isoformat() for n in (-1, 0, 1)} <= set(days)
    assert [name for name, now in made if name != now.astimezone(ZoneInfo(zone)).date().isoformat()] in (
        [],
        [days[0]],
    )


@pytest.mark.parametrize("at", TIMES, ids=str)
@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_the_periods_of_the_digests_leave_no_gap(store: Store, zone: str, day: date, at: time) -> None:
    rules = policy(time_zone=zone, slack_digest_at=at)
    midnight = datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)
    begin(store, midnight - timedelta(days=3))
    for hours in (-24, 0, 24, 48):
        schedule(store, rules, midnight + timedelta(hours=hours + 1, minutes=59))
        schedule(store, rules, midnight + timedelta(hours=hours + 23))
    periods = told(store)
    assert len(periods) >= 3
    assert [end for _, _, end, _ in periods[:-1]] == [start for _, start, _, _ in periods[1:]]
    assert all(skipped is None for _, _, _, skipped in periods)


@pytest.mark.parametrize(
    ("zone", "day", "at", "due"),
    [
        ("America/Chicago", date(2026, 3, 8), time(2, 30), datetime(2026, 3, 8, 8, 30, tzinfo=UTC)),
        ("America/Chicago", date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
        ("Europe/London", date(2026, 3, 29), time(1, 15), datetime(2026, 3, 29, 1, 15, tzinfo=UTC)),
        ("Europe/London", date(2026, 10, 25), time(1, 15), datetime(2026, 10, 25, 0, 15, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), datetime(2026, 10, 3, 15, 45, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
    ],
)
def test_a_skipped_time_falls_due_after_the_jump_and_a_repeated_one_the_first_time(
    store: Store, zone: str, day: date, at: time, due: datetime
) -> None:
    rules = policy(time_zone=zone, slack_digest_at=at)
    begin(store, due - timedelta(hours=12))
    assert schedule(store, rules, due - timedelta(milliseconds=1)) != day.isoformat()
    assert schedule(store, rules, due) == day.isoformat()
    assert schedule(store, rules, due + timedelta(hours=1)) is None


def test_before_anything_was_read_there_is_no_digest(store: Store) -> None:
    assert schedule(store, policy(), NOW) is None


def test_the_first_digest_begins_when_the_bot_was_started(store: Store) -> None:
    begin(store, NOW)
    assert schedule(store, policy(), NOW + timedelta(hours=1)) is None
    assert schedule(store, policy(), NOW + timedelta(hours=21)) == "2026-03-18"
    assert told(store)[0][1:3] == (NOW, datetime(2026, 3, 18, 8, tzinfo=UTC))


def test_the_first_digest_covers_one_day_at_most(store: Store) -> None:
    begin(store, NOW - timedelta(days=30))
    schedule(store, policy(), NOW)
    assert told(store)[0][1] == datetime(2026, 3, 16, 8, tzinfo=UTC)


def test_days_on_which_nobody_ran_are_named_in_the_next_digest(store: Store) -> None:
    begin(store, NOW - timedelta(days=9))
    schedule(store, policy(), NOW - timedelta(days=4))
    assert schedule(store, policy(), NOW) == "2026-03-17"
    assert told(store)[1][1] == datetime(2026, 3, 13, 8, tzinfo=UTC)
    assert told(store)[1][3] == "2026-03-14,2026-03-15,2026-03-16"


def test_of_many_missed_days_the_last_two_weeks_are_named(store: Store) -> None:
    begin(store, NOW - timedelta(days=99))
    schedule(store, policy(), NOW - timedelta(days=60))
    schedule(store, policy(), NOW)
    skipped = told(store)[1][3]
    assert skipped is not None
    assert skipped.split(",")[0] == "2026-03-03"
    assert len(skipped.split(",")) == 14


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("UTC", "Asia/Tokyo"),
        ("Asia/Tokyo", "America/Chicago"),
        ("America/Chicago", "Asia/Tokyo"),
        ("Pacific/Kiritimati", "Pacific/Pago_Pago"),
        ("Pacific/Pago_Pago", "Pacific/Kiritimati"),
    ],
)
def test_a_new_time_zone_loses_nothing_and_tells_nothing_twice(store: Store, before: str, after: str) -> None:
    begin(store, NOW - timedelta(days=5))
    watch(store, policy(time_zone=before), NOW - timedelta(days=3), NOW)
    watch(store, policy(time_zone=after), NOW, NOW + timedelta(days=3))
    periods = told(store)
    assert [end for _, _, end, _ in periods[:-1]] == [start for _, start, _, _ in periods[1:]]
    assert all(start < end for _, start, end, _ in periods)
    assert len(periods) >= 5


def test_a_day_that_a_new_zone_ends_before_the_last_digest_is_not_told_backwards(store: Store) -> None:
    begin(store, NOW - timedelta(days=5))
    late = datetime(2026, 3, 17, 10, 0, tzinfo=UTC)
    west = policy(time_zone="Pacific/Pago_Pago", slack_digest_at=time(23, 0))
    east = policy(time_zone="Pacific/Kiritimati", slack_digest_at=time(22, 0))
    assert schedule(store, west, late) == "2026-03-16"
    assert schedule(store, east, late + timedelta(minutes=5)) is None
    assert schedule(store, east, late + timedelta(hours=22)) == "2026-03-18"


def test_a_digest_is_wanted_in_its_channel(office: Office) -> None:
    begin(office.store, NOW - timedelta(days=1))
    schedule(office.store, office.policy, NOW)
    office.deliver()
    (sent,) = office.talk.of_kind("digest")
    assert (sent.channel, sent.key) == ("#digest", ("digest", "2026-03-17"))


def test_a_digest_that_cannot_be_stored_is_not_wanted_either(office: Office) -> None:
    begin(office.store, NOW - timedelta(days=1))
    with office.store.commit() as db:
        db.execute("CREATE TRIGGER fault BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(Exception, match="full"):
        schedule(office.store, office.policy, NOW)
    assert told(office.store) == []


# What it says


@pytest.fixture
def period(office: Office) -> Office:
    """A day ago two mentions, then a day of this and that."""
    office.now = NOW - timedelta(hours=30)
    office.take("digest before", "one before")
    office.now = NOW - timedelta(hours=20)
    office.take("digest", "rival", "rival", "off", "off", rejected=[Rejected(raw=b"{", error="x")])
    safety, desk = office.open("now"), office.open("desk")
    office.open("default")
    office.pass_time(600)
    office.act(safety, Act.CLAIM)
    office.pass_time(600)
    office.act(desk, Act.CLAIM)
    office.act(desk, Act.RESOLVE)
    office.act(office.open("one more case"), Act.NOT_A_COMPLAINT)
    return office


def summary(office: Office) -> Digest:
    return summarise(office.store, office.policy, NOW.date(), NOW - timedelta(days=1), NOW, ("2026-03-16",))


def test_a_digest_counts_what_was_said_about_each_name_and_before(period: Office) -> None:
    lines = [
        (s.name, s.is_own, s.mentions, s.mentions_before, s.complaints, s.complaints_before)
        for s in summary(period).subjects
    ]
    assert lines == [(OURS, True, 5, 2, 4, 1), (RIVAL, False, 2, 0, 0, 0)]


def test_a_digest_tells_how_negative_they_were(period: Office) -> None:
    by_name = {line.name: line.negativity for line in summary(period).subjects}
    assert by_name == {OURS: pytest.approx((0.05 + 0.45 + 0.4 + 0.35 + 0.35) / 5), RIVAL: pytest.approx(0.1)}


def test_a_digest_names_every_source_even_a_silent_one(period: Office) -> None:
    assert summary(period).sources == [("reviews", 7), ("x", 0)]


def test_a_digest_counts_what_nobody_we_watch_was_named_in_and_what_was_unreadable(period: Office) -> None:
    assert (summary(period).passed_over, summary(period).quarantined) == (2, 1)


def test_a_digest_counts_the_cases_of_its_period(period: Office) -> None:
    made = summary(period)
    assert (made.opened, made.claimed, made.resolved, made.not_complaints) == (4, 2, 2, 1)


def test_a_digest_tells_how_fast_cases_were_claimed(period: Office) -> None:
    assert summary(period).median_claim == 900.0


def test_a_digest_lists_the_open_cases_the_most_urgent_first(period: Office) -> None:
    made = summary(period)
    assert made.open_count == 3
    assert [(line.urgency, line.owner, line.overdue) for line in made.open_cases] == [
        (3, ANA.name, False),
        (1, None, False),
        (1, None, False),
    ]


def test_a_digest_tells_what_the_cases_are_about(period: Office) -> None:
    assert summary(period).categories == [("waiting", 4)]


def test_a_digest_names_the_days_that_it_also_covers(period: Office) -> None:
    assert summary(period).skipped == ("2026-03-16",)


def test_a_digest_names_the_times_in_which_it_was_blind(period: Office) -> None:
    with period.store.commit() as db:
        sources.add_gap(db, "x", to_text(NOW - timedelta(days=9)), to_text(NOW - timedelta(days=8)), "old")
        sources.add_gap(db, "x", to_text(NOW - timedelta(days=2)), to_text(NOW - timedelta(hours=9)), "cut")
        sources.open_gap(db, "reviews", to_text(NOW - timedelta(hours=3)), "HTTP 500")
    assert [(gap.source, gap.end, gap.reason) for gap in summary(period).gaps] == [
        ("reviews", None, "HTTP 500"),
        ("x", NOW - timedelta(hours=9), "cut"),
    ]


def test_a_mention_of_two_names_is_judged_for_the_first_one(office: Office) -> None:
    office.take("digest")
    with office.store.commit() as db:
        db.execute("""UPDATE mention SET subjects = '["Northgate", "Eastgate"]', complaint = 0.9""")
    office.pass_time(1)
    made = summarise(office.store, office.policy, NOW.date(), NOW, office.now)
    assert [(s.name, s.mentions, s.complaints, s.negativity) for s in made.subjects] == [
        (OURS, 1, 1, 0.05),
        (RIVAL, 1, 0, None),
    ]


def test_a_digest_names_when_the_next_one_comes(office: Office) -> None:
    assert summary(office).next_at == datetime(2026, 3, 18, 8, tzinfo=UTC)


def test_a_day_without_a_word_is_quiet(office: Office) -> None:
    assert summary(office).is_quiet


@pytest.mark.parametrize("text", ["digest", "one open case"])
def test_a_day_on_which_something_was_said_is_not_quiet(office: Office, text: str) -> None:
    office.now = NOW - timedelta(hours=1)
    office.take(text)
    assert not summary(office).is_quiet


def test_a_day_on_which_an_old_case_waits_is_not_quiet(office: Office) -> None:
    office.now = NOW - timedelta(days=9)
    office.open()
    assert not summary(office).is_quiet


def test_without_watched_names_a_day_is_quiet(tmp_path: Path) -> None:
    bare = Office(tmp_path / "bare.db", policy(subjects=(), sources=()))
    assert summary(bare).is_quiet
    bare.store.close()


def test_a_scheduled_digest_is_composed_from_its_period(period: Office) -> None:
    schedule(period.store, period.policy, NOW)
    made = compose(period.store, period.policy, "2026-03-17")
    assert made is not None
    assert (made.begin, made.end, made.opened) == (
        datetime(2026, 3, 16, 8, tzinfo=UTC),
        datetime(2026, 3, 17, 8, tzinfo=UTC),
        4,
    )


def test_a_composed_digest_names_its_missed_days(period: Office) -> None:
    schedule(period.store, period.policy, NOW)
    schedule(period.store, period.policy, NOW + timedelta(days=2))
    made = compose(period.store, period.policy, "2026-03-19")
    assert made is not None
    assert made.skipped == ("2026-03-18",)


def test_a_source_that_was_removed_still_counts_for_its_day(period: Office) -> None:
    period.policy = policy(sources=(SourceSettings(name="x", kind="x", every=60.0),))
    period.take(post("9", "digest"), source="x")
    made = summarise(period.store, period.policy, NOW.date(), NOW - timedelta(days=1), NOW)
    assert made.sources == [("reviews", 7), ("x", 1)]
