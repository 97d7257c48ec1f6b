"""The daily digest: what happened in a period, how fast we were, where we were blind, and when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from sqlite3 import Connection, Row
from statistics import median
from zoneinfo import ZoneInfo

from desk import audit, mutes
from desk.mutes import Mute
from desk.nouns import read_assessment, read_mention
from desk.store import Store, cases, digests, looks, outbox, sources
from desk.store import mutes as mute_rows
from desk.store.times import from_text, maybe_time, to_text
from triage.model import Assessment, Mention, Urgency
from triage.policy import Policy

MOST_OPEN = 5
MOST_LOOKS = 5  # unjudged mentions named
MOST_SKIPPED = 14  # days named one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectLine:
    """One watched name: counts of the period and of the one before. `negativity` is a mean in [0, 1]."""

    name: str
    is_own: bool
    mentions: int
    mentions_before: int
    complaints: int
    complaints_before: int
    negativity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """An unresolved case."""

    id: str
    urgency: Urgency
    subject: str
    opened_at: datetime
    owner: str | None
    url: str | None
    overdue: bool
    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A time in which a source was not read; `end` is None while it lasts."""

    source: str
    begin: datetime
    end: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything a digest says. Durations are in seconds, times aware UTC; show them in `zone`."""

    organisation: str
    zone: str
    day: date
    begin: datetime
    end: datetime
    next_at: datetime
    subjects: Sequence[SubjectLine]
    sources: Sequence[tuple[str, int]]
    passed_over: int
    quarantined: int
    opened: int
    claimed: int
    resolved: int
    not_complaints: int
    median_claim: float | None
    open_count: int
    open_cases: Sequence[OpenLine]
    categories: Sequence[tuple[str, int]]
    gaps: Sequence[GapLine]
    skipped: Sequence[str]
    looks: int = 0  # mentions that a person must judge and that got no card
    look_posts: Sequence[Mention] = ()  # the most negative of them
    audit: tuple[int, str] | None = None  # entries so far, and the beginning of the newest one's hash

    muted: int = 0  # mentions that a mute kept from becoming cards
    mutes: Sequence[Mute] = ()  # those that held at any time of the period

    @property
    def is_quiet(self) -> bool:
        """Nothing was said and nothing waits; blind spots are told all the same."""
        return not (self.subjects and any(s.mentions for s in self.subjects)) and not self.open_count


def compose(store: Store, policy: Policy, day: str) -> Digest | None:
    """The digest of a scheduled day with the counts of its period; None where no such day is scheduled."""
    row = digests.find(store.reader, day)
    if row is None:
        return None
    skipped = tuple(row["skipped"].split(",")) if row["skipped"] else ()
    return summarise(
        store, policy, date.fromisoformat(day), from_text(row["begin"]), from_text(row["end"]), skipped
    )


def summarise(
    store: Store, policy: Policy, day: date, begin: datetime, end: datetime, skipped: Sequence[str] = ()
) -> Digest:
    """Counts any period, told or not."""
    db = store.reader
    first, last = to_text(begin), to_text(end)
    times = digests.case_times(db, first, last)
    waiting, posts = looks.waiting(db, first, last, MOST_LOOKS)
    waits = [
        (from_text(t["claimed_at"]) - from_text(t["opened_at"])).total_seconds()
        for t in times
        if t["claimed_at"]
    ]
    return Digest(
        organisation=policy.organisation,
        zone=policy.time_zone,
        day=day,
        begin=begin,
        end=end,
        next_at=_next_digest(policy, day),
        subjects=_subject_lines(db, policy, begin, end),
        sources=_source_counts(db, policy, first, last),
        passed_over=digests.passed_over(db, first, last),
        quarantined=digests.quarantined(db, first, last),
        opened=len(times),
        claimed=len(waits),
        resolved=sum(t["resolved_at"] is not None for t in times),
        not_complaints=sum(t["disposition"] == "not_a_complaint" for t in times),
        median_claim=median(waits) if waits else None,
        open_count=cases.count_open(db),
        open_cases=[_open_line(row) for row in cases.page_of_open(db, MOST_OPEN, 0)],
        categories=[(row["category"], row["cases"]) for row in digests.categories(db, first, last)],
        gaps=[_gap_line(row) for row in sources.gaps_between(db, first, last)],
        skipped=skipped,
        looks=waiting,
        look_posts=[read_mention(row) for row in posts],
        audit=audit.head(store),
        muted=mute_rows.count_muted(db, first, last),
        mutes=mutes.between(db, first, last),
    )


def _gap_line(row: Row) -> GapLine:
    return GapLine(
        source=row["source"], begin=from_text(row["begin"]), end=maybe_time(row["end"]), reason=row["reason"]
    )


def _open_line(row: Row) -> OpenLine:
    return OpenLine(
        id=row["public_id"],
        urgency=Urgency(row["urgency"]),
        subject=row["subject"],
        opened_at=from_text(row["opened_at"]),
        owner=row["owner_name"],
        url=row["url"],
        overdue=bool(row["overdue"]),
        assessment=read_assessment(row),
    )


def _subject_lines(db: Connection, policy: Policy, begin: datetime, end: datetime) -> list[SubjectLine]:
    """Own names first, each with the period before beside it."""
    now = {r["subject"]: r for r in digests.by_subject(db, to_text(begin), to_text(end))}
    before = {r["subject"]: r for r in digests.by_subject(db, to_text(begin - (end - begin)), to_text(begin))}
    lines = []
    for subject in sorted(policy.subjects, key=lambda s: not s.is_own):
        this, last = now.get(subject.name), before.get(subject.name)
        lines.append(
            SubjectLine(
                name=subject.name,
                is_own=subject.is_own,
                mentions=this["mentions"] if this else 0,
                mentions_before=last["mentions"] if last else 0,
                complaints=this["complaints"] if this else 0,
                complaints_before=last["complaints"] if last else 0,
                negativity=this["negativity"] if this else None,
            )
        )
    return lines


def _source_counts(db: Connection, policy: Policy, begin: str, end: str) -> list[tuple[str, int]]:
    """Every configured source, those with nothing to say included: a zero is news."""
    counts = {row["source"]: row["mentions"] for row in digests.by_source(db, begin, end)}
    for source in policy.sources:
        counts.setdefault(source.name, 0)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _instant(policy: Policy, day: date) -> datetime:
    """When a local day's digest is due, in UTC: once a day, whatever the clocks do.

    A time that the clocks skip is taken for the one they would show without their jump (02:30 is 03:30 then);
    one that they show twice falls due the first time.
    """
    local = datetime.combine(day, policy.slack.digest_at, ZoneInfo(policy.time_zone))
    return local.astimezone(UTC)


def _next_digest(policy: Policy, day: date) -> datetime:
    return _instant(policy, day + timedelta(days=1))


def schedule(store: Store, policy: Policy, now: datetime) -> str | None:
    """Asks for the newest digest that is due and not told yet; returns its local day, None if none is.

    Days that passed while nobody ran are named in it instead of being told one by one. A day before the
    first thing was read has no digest.
    """
    today = now.astimezone(ZoneInfo(policy.time_zone)).date()
    day = today if now >= _instant(policy, today) else today - timedelta(days=1)
    last = digests.last_day(store.reader)
    first = digests.first_seen(store.reader)
    if first is None or (last is not None and day.isoformat() <= last["day"]):
        return None
    begin = (
        from_text(last["end"]) if last else max(from_text(first), _instant(policy, day - timedelta(days=1)))
    )
    end = _instant(policy, day)
    if begin >= end:  # nothing was read before it, or a new time zone gives a day that was told another name
        return None
    skipped = _days_between(date.fromisoformat(last["day"]), day) if last else []
    name, moment = day.isoformat(), to_text(now)
    with store.commit() as db:
        digests.add(db, name, to_text(begin), to_text(end), ",".join(skipped) or None)
        outbox.want(db, [("digest", name, policy.slack.digest_channel, 0, moment, moment)])
    return name


def _days_between(last: date, day: date) -> list[str]:
    days = [last + timedelta(days=n) for n in range(1, (day - last).days)]
    return [d.isoformat() for d in days[-MOST_SKIPPED:]]
