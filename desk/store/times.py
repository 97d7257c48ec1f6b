"""Times as the store keeps them: UTC text of fixed width, so that text order is time order."""

from datetime import UTC, datetime
from functools import lru_cache


def to_text(moment: datetime) -> str:
    """An aware datetime as `2026-03-17T08:00:00.000Z`."""
    return _utc_text(moment if moment.tzinfo is UTC else moment.astimezone(UTC))


@lru_cache(maxsize=4096)
def _utc_text(moment: datetime) -> str:
    """Kept, because the posts of a rush are written in the same few seconds."""
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"


def from_text(text: str) -> datetime:
    """The inverse of `to_text`, an aware UTC datetime."""
    return datetime.fromisoformat(text)


def maybe_text(moment: datetime | None) -> str | None:
    return None if moment is None else to_text(moment)


def maybe_time(text: str | None) -> datetime | None:
    return None if text is None else from_text(text)
