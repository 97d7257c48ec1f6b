"""Figures of a period: how the team fared with its cases, and how our names compare with the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row
from statistics import median

from desk.store import Store
from desk.store import figures as rows
from desk.store.times import from_text, to_text
from triage.interval import wilson
from triage.model import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Of one source, level or the like: in the period and in the one before."""

    name: str
    now: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What was done in one period. Medians are in seconds, None where there is nothing to take one of.

    A case counts as opened, claimed or resolved when that happened; one reopened since counts as not resolved.
    """

    opened: int
    claimed: int
    resolved: int
    to_claim: float | None
    to_resolve: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """A period and the one of the same length before it."""

    begin: datetime
    end: datetime
    now: Pace
    before: Pace
    open_count: int
    overdue: int
    sources: Sequence[Count]
    urgencies: Sequence[Count]  # by the level's number, as text
    endings: Sequence[Count]  # by disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One watched name in a period, by the mentions that are chiefly about it; `low` and `high` bound the share."""

    name: str
    is_own: bool
    mentions: int
    complaints: int
    low: float
    high: float
    negativity: float | None
    mentions_before: int
    complaints_before: int

    @property
    def share(self) -> float | None:
        return self.complaints / self.mentions if self.mentions else None

    def is_above(self, other: "Standing") -> bool:
        """Surely, not by chance: the intervals do not touch."""
        return bool(self.mentions and other.mentions and self.low > other.high)


def stats(store: Store, begin: datetime, end: datetime) -> Stats:
    """Counts any period."""
    db, earlier = store.reader, begin - (end - begin)
    first, middle, last = to_text(earlier), to_text(begin), to_text(end)
    open_count, overdue = rows.standing(db)

    def counts(by: str) -> list[Count]:
        return _counts(rows.counts(db, by, middle, last), rows.counts(db, by, first, middle))

    return Stats(
        begin=begin,
        end=end,
        now=_pace(db, middle, last),
        before=_pace(db, first, middle),
        open_count=open_count,
        overdue=overdue,
        sources=counts("source"),
        urgencies=sorted(counts("urgency"), key=lambda count: -int(count.name)),
        endings=counts("disposition"),
    )


def _pace(db: Connection, begin: str, end: str) -> Pace:
    waits = rows.waits(db, "claimed_at", begin, end)
    ends = rows.waits(db, "resolved_at", begin, end)
    return Pace(
        opened=rows.opened(db, begin, end),
        claimed=len(waits),
        resolved=len(ends),
        to_claim=_median(waits),
        to_resolve=_median(ends),
    )


def _median(waits: Sequence[Row]) -> float | None:
    seconds = [(from_text(done) - from_text(opened)).total_seconds() for opened, done in waits]
    return median(seconds) if seconds else None


def _counts(now: Mapping[str, int], before: Mapping[str, int]) -> list[Count]:
    """The most frequent first."""
    made = [
        Count(name=name, now=now.get(name, 0), before=before.get(name, 0))
        for name in now.keys() | before.keys()
    ]
    return sorted(made, key=lambda count: (-count.now, -count.before, count.name))


def compare(store: Store, subjects: Sequence[Subject], begin: datetime, end: datetime) -> list[Standing]:
    """Every watched name, our own first, the period before beside it."""
    now = rows.by_subject(store.reader, to_text(begin), to_text(end))
    before = rows.by_subject(store.reader, to_text(begin - (end - begin)), to_text(begin))
    return [_standing(s, now, before) for s in sorted(subjects, key=lambda subject: not subject.is_own)]


def _standing(subject: Subject, now: Mapping[str, Row], before: Mapping[str, Row]) -> Standing:
    this, last = now.get(subject.name), before.get(subject.name)
    mentions, complaints = (this["mentions"], this["complaints"]) if this else (0, 0)
    low, high = wilson(complaints, mentions)
    return Standing(
        name=subject.name,
        is_own=subject.is_own,
        mentions=mentions,
        complaints=complaints,
        low=low,
        high=high,
        negativity=this["negativity"] if this else None,
        mentions_before=last["mentions"] if last else 0,
        complaints_before=last["complaints"] if last else 0,
    )
