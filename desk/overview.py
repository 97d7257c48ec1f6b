"""What one person finds on the home page: their cases, what waits, whose time runs out, sources, two weeks compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection
from statistics import median

from desk.nouns import read_case
from desk.status import Status, read_status
from desk.store import Store, cases, digests
from desk.store.times import from_text, to_text
from triage.model import Case, Urgency
from triage.policy import Policy

MOST_MINE, MOST_WAITING, MOST_CLOCKS = 10, 5, 8
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The new cases of one urgency that nobody holds: how many, and the oldest of them."""

    urgency: Urgency
    count: int
    cases: Sequence[Case]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days in figures. `median_claim` is in seconds, None where nobody claimed a case."""

    complaints: int
    opened: int
    resolved: int
    median_claim: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All of it, as of `now`. Lists are cut short; the counts beside them are whole."""

    now: datetime
    zone: str
    mine: Sequence[Case]
    mine_count: int
    waiting: Sequence[Waiting]
    clocks: Sequence[Case]
    clock_count: int
    late_count: int
    status: Status
    this_week: Week
    week_before: Week


def read_overview(store: Store, policy: Policy, person_id: str, now: datetime) -> Overview:
    """As of the last commit."""
    db = store.reader
    clocks, late = cases.count_deadlines(db, to_text(now))
    return Overview(
        now=now,
        zone=policy.time_zone,
        mine=[read_case(row) for row in cases.held_by(db, person_id, MOST_MINE)],
        mine_count=cases.count_held_by(db, person_id),
        waiting=_waiting(db),
        clocks=[read_case(row) for row in cases.next_deadlines(db, MOST_CLOCKS)],
        clock_count=clocks,
        late_count=late,
        status=read_status(store, policy),
        this_week=_week(db, policy, now - WEEK, now),
        week_before=_week(db, policy, now - 2 * WEEK, now - WEEK),
    )


def _waiting(db: Connection) -> list[Waiting]:
    """The most urgent first; a level at which nothing waits is left out."""
    counts = cases.count_unclaimed(db)
    return [
        Waiting(
            urgency=level,
            count=counts[level],
            cases=[read_case(row) for row in cases.unclaimed(db, level, MOST_WAITING)],
        )
        for level in sorted(Urgency, reverse=True)
        if counts.get(level)
    ]


def _week(db: Connection, policy: Policy, begin: datetime, end: datetime) -> Week:
    first, last = to_text(begin), to_text(end)
    own = {subject.name for subject in policy.subjects if subject.is_own}
    times = digests.case_times(db, first, last)
    claims = [
        (from_text(row["claimed_at"]) - from_text(row["opened_at"])).total_seconds()
        for row in times
        if row["claimed_at"]
    ]
    return Week(
        complaints=sum(
            row["complaints"] for row in digests.by_subject(db, first, last) if row["subject"] in own
        ),
        opened=len(times),
        resolved=sum(row["resolved_at"] is not None for row in times),
        median_claim=median(claims) if claims else None,
    )
