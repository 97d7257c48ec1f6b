"""What a watcher is: a name and fetch(cursor) -> Batch, and the two ways it may fail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from triage.model import Mention

Cursor = Mapping[str, Any]
"""Where a source was read to: a JSON object only its watcher understands; {} before the first fetch."""

BY_HAND, FROM_SLACK = "by hand", "slack"
"""Where a complaint came from that a person brought in: told to somebody, or taken from a message in Slack."""
BROUGHT_IN = frozenset({BY_HAND, FROM_SLACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A record that could not be read, kept with its raw bytes so that nothing is lost."""

    raw: bytes
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time a source could not be read back to: a hole in what we know."""

    begin: datetime
    end: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one fetch brought. The cursor never points past what the batch contains.

    `has_more` asks to be fetched again at once. `wait` (seconds) overrides the source's own interval
    upwards, where the platform asked for patience in a successful answer.
    """

    mentions: Sequence[Mention]
    cursor: Cursor
    has_more: bool = False
    wait: float | None = None
    rejected: Sequence[Rejected] = ()
    gaps: Sequence[Gap] = field(default_factory=tuple)


class Watcher(Protocol):
    """A source of mentions. fetch() blocks, keeps no state of its own between calls, and never sleeps."""

    name: str

    def fetch(self, cursor: Cursor) -> Batch: ...

    def close(self) -> None:
        """Lets go of sockets; called from another thread when the bot stops. Idempotent."""


class SourceUnavailable(Exception):
    """The source cannot be read now; try again later.

    `retry_after` is in seconds, where the platform said how long. The message names what happened,
    never a secret and never post text.
    """

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SourceRefused(Exception):
    """The platform refuses us (bad key, forbidden, gone): retrying is no use until a person acts."""
