"""How the bot fares: each source, the outbox, open operator notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row

from desk import mutes
from desk.mutes import Mute
from desk.store import Store, notices, outbox, sources
from desk.store.times import from_text, maybe_time
from triage.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """One source. `health` is ok, waiting (never fetched yet), silent, failing or parked; `lag` is in seconds."""

    name: str
    kind: str
    health: str
    posts: int = 0
    last_success: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None
    next_fetch: datetime | None = None
    lag: float | None = None

    @property
    def state(self) -> str:
        return {
            "ok": "reading",
            "waiting": "not read yet",
            "silent": "silent for too long",
            "failing": "failing, tried again",
            "parked": "refused: needs a person",
        }[self.health]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The whole picture. `oldest` is since when the oldest message waits that Slack never showed."""

    sources: Sequence[SourceStatus]
    waiting: int
    oldest: datetime | None
    dead: int
    error: str | None
    notices: Sequence[tuple[str, datetime]]
    mutes: Sequence[Mute] = ()


def read_status(store: Store, policy: Policy, now: datetime | None = None) -> Status:
    """As of the last commit; configured sources only. The mutes are those that hold `now`."""
    rows = {row["name"]: row for row in sources.all_of_them(store.reader)}
    silent = sources.open_gaps(store.reader)
    depth = outbox.depth(store.reader)
    return Status(
        sources=[_source(s.name, s.kind, rows.get(s.name), s.name in silent) for s in policy.sources],
        waiting=depth["waiting"],
        oldest=maybe_time(depth["oldest"]),
        dead=depth["dead"],
        error=depth["error"],
        notices=[(row["text"], from_text(row["at"])) for row in notices.open_ones(store.reader)],
        mutes=mutes.holding(store, now) if now else (),
    )


def _source(name: str, kind: str, row: Row | None, silent: bool) -> SourceStatus:
    if row is None:
        return SourceStatus(name=name, kind=kind, health="silent" if silent else "waiting")
    return SourceStatus(
        name=name,
        kind=kind,
        health=_health(row, silent),
        posts=row["posts"],
        last_success=maybe_time(row["last_success"]),
        last_error=row["last_error"],
        last_error_at=maybe_time(row["last_error_at"]),
        next_fetch=maybe_time(row["next_fetch"]),
        lag=row["lag"],
    )


def _health(row: Row, silent: bool) -> str:
    if row["parked"]:
        return "parked"
    if row["failures"]:
        return "failing"
    if silent:
        return "silent"
    return "ok" if row["last_success"] else "waiting"
