"""How far a query of X's recent search has been read: rounds of pages, newest first, and what they missed.

A round reads back from the newest post to where the last round began. Its pages arrive newest first, so
`since_id` moves only when the last page is in: a crash in between reads the round again and loses nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from triage.source import Gap

HORIZON = timedelta(days=7)  # recent search reaches back this far; an older since_id is refused with 400
MARGIN = timedelta(minutes=5)  # our clock may differ from X's
OVERLAP = timedelta(minutes=3)  # X's index lags: a post may turn up behind a newer one
FIRST_PAGES = 5  # of a query never asked before
_MOST_SEEN = 200
_EPOCH_MS = 1288834974657  # of X's snowflake ids; the time stands above bit 22
_SMALLEST_SNOWFLAKE = 2**50


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of pages under way. `window` are the request's bounds, the same on every page."""

    begun: datetime
    window: Mapping[str, str]
    newest: str | None = None
    token: str | None = None
    pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a query stands: everything up to `since_id` is read, as of `read_at`."""

    since_id: str | None = None
    read_at: datetime | None = None
    seen: tuple[str, ...] = ()
    round: Round | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page told about paging."""

    ids: Sequence[str]
    newest_id: str | None
    next_token: str | None
    oldest_at: datetime | None


def begin(place: Place, now: datetime) -> tuple[Round, Gap | None]:
    """A new round: back to the last one's newest post, but never beyond X's horizon."""
    missed = _missed(place, now)
    if place.since_id is None:
        return Round(begun=now, window={}), missed
    written = _written(place.since_id) or place.read_at
    if written is None or written - OVERLAP < _horizon(now):
        return Round(begun=now, window={"start_time": _stamp(_horizon(now))}), missed
    return Round(begun=now, window={"since_id": _overlapped(place.since_id)}), missed


def restart(place: Place, now: datetime) -> tuple[Round, Gap | None]:
    """The round once more by time alone, for when X rejects a token or since_id it gave us itself."""
    if place.read_at is None:
        return Round(begun=now, window={}), None
    start = max(place.read_at - OVERLAP, _horizon(now))
    return Round(begun=now, window={"start_time": _stamp(start)}), _missed(place, now)


def _horizon(now: datetime) -> datetime:
    return now - HORIZON + MARGIN


def _missed(place: Place, now: datetime) -> Gap | None:
    if place.read_at is None or place.read_at >= _horizon(now):
        return None
    return Gap(begin=place.read_at, end=_horizon(now), reason="X's search reaches back 7 days only")


def can_restart(round_: Round) -> bool:
    return round_.token is not None or "since_id" in round_.window


def turn(place: Place, round_: Round, page: Page, most_pages: int) -> tuple[Place, Gap | None]:
    """Where the query stands after a page: further in its round, or with the round committed."""
    first = place.read_at is None
    pages = round_.pages + 1
    newest = page.newest_id if round_.pages == 0 else round_.newest
    seen = (*page.ids, *place.seen)[:_MOST_SEEN] if round_.pages == 0 else place.seen
    if page.next_token and pages < (min(FIRST_PAGES, most_pages) if first else most_pages):
        ahead = replace(round_, newest=newest, token=page.next_token, pages=pages)
        return replace(place, seen=seen, round=ahead), None
    gap = None
    if page.next_token and place.read_at:
        end = max(page.oldest_at or round_.begun, place.read_at)
        gap = Gap(begin=place.read_at, end=end, reason=f"more than {most_pages} pages since the last poll")
    return Place(since_id=_later(place.since_id, newest), read_at=round_.begun, seen=seen), gap


def _later(a: str | None, b: str | None) -> str | None:
    return max((i for i in (a, b) if i), key=int, default=None)


def _written(id_: str) -> datetime | None:
    """When a post with this id was written; None for an id that is no snowflake."""
    number = int(id_)
    if number < _SMALLEST_SNOWFLAKE:
        return None
    return datetime.fromtimestamp(((number >> 22) + _EPOCH_MS) / 1000, UTC)


def _overlapped(id_: str) -> str:
    if int(id_) < _SMALLEST_SNOWFLAKE:
        return id_
    return str(int(id_) - (int(OVERLAP.total_seconds() * 1000) << 22))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def load(stored: Mapping[str, Any]) -> Place:
    """A Place from the cursor's JSON; {} is a query never asked before."""
    under_way = stored.get("round")
    return Place(
        since_id=stored.get("since_id"),
        read_at=_moment(stored.get("read_at")),
        seen=tuple(stored.get("seen", ())),
        round=under_way and Round(**{**under_way, "begun": datetime.fromisoformat(under_way["begun"])}),
    )


def dump(place: Place) -> dict[str, Any]:
    """The Place as JSON for the cursor."""
    under_way = place.round and {
        "begun": place.round.begun.isoformat(),
        "window": dict(place.round.window),
        "newest": place.round.newest,
        "token": place.round.token,
        "pages": place.round.pages,
    }
    return {
        "since_id": place.since_id,
        "read_at": place.read_at.isoformat() if place.read_at else None,
        "seen": list(place.seen),
        "round": under_way,
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
