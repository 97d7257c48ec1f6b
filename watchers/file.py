"""A growing file of JSON lines: anything a script can write becomes a source."""

import json
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from triage.model import Mention, SourceSettings, Subject
from triage.source import Batch, Cursor, Rejected, SourceRefused, SourceUnavailable
from triage.written import written
from watchers import records, wire

MOST_RECORDS = 500  # a batch
MOST_BYTES = 4_000_000  # a batch, and a line
_MOST_SKIPPED = 64_000_000  # bytes of an overlong line passed over in one fetch
_CHUNK = 1_000_000
_HEAD = 256  # bytes that tell one file from another


def watcher(
    settings: SourceSettings, secrets: Mapping[str, str], subjects: Sequence[Subject], now: wire.Clock
) -> "JsonLines":
    del secrets, subjects
    return JsonLines(settings.name, path=Path(str(settings.options["path"])), now=now)


class JsonLines:
    """The lines {id, text, author?, time?, url?, reach?} of a file, in order.

    A file that was truncated or replaced is read from its beginning: known ids make that harmless, but
    what a rotation took away unread is lost, so rotate by copying only after a pause. A last line without
    its newline is read as soon as it is a whole JSON object.
    """

    def __init__(self, name: str, *, path: Path, now: wire.Clock) -> None:
        self.name = name
        self._path, self._now = path, now

    def fetch(self, cursor: Cursor) -> Batch:
        try:
            with self._opened() as file:
                return self._read(file, cursor)
        except OSError as error:
            raise SourceUnavailable(f"{self._path} cannot be read: {error.strerror}") from None

    def close(self) -> None:
        """Nothing is open between two fetches."""

    def _opened(self) -> BinaryIO:
        if not stat.S_ISREG(self._path.stat().st_mode):  # opening a pipe would wait for a writer for ever
            raise SourceRefused(f"{self._path} is not a file")
        return self._path.open("rb")

    def _read(self, file: BinaryIO, cursor: Cursor) -> Batch:
        status = os.fstat(file.fileno())
        place = _Place.of(cursor) if _is_same(file, status, cursor) else _Place()
        found = _lines(file, place)
        now = self._now()
        mentions, rejected = list[Mention](), list[Rejected]()
        for number, line in found.lines:
            try:
                mentions.append(_mention(line, self.name, now))
            except records.UNREADABLE as error:
                message = f"line {number}: {_why(error)}"
                rejected.append(Rejected(raw=line[: records.MAX_RAW], error=message))
        return Batch(
            mentions=mentions,
            rejected=rejected,
            cursor={**found.place.stored(), "inode": status.st_ino, "head": _head(file, found.place.offset)},
            has_more=found.has_more,
        )


@dataclass(slots=True, kw_only=True)
class _Place:
    """How far a file was read; `skipping` while an overlong line is being passed over."""

    offset: int = 0
    line: int = 0
    skipping: bool = False

    @classmethod
    def of(cls, cursor: Cursor) -> "_Place":
        return cls(**{key: cursor[key] for key in ("offset", "line", "skipping")})

    def stored(self) -> dict[str, Any]:
        return {"offset": self.offset, "line": self.line, "skipping": self.skipping}


@dataclass(slots=True, kw_only=True)
class _Found:
    place: _Place
    lines: list[tuple[int, bytes]] = field(default_factory=list)
    has_more: bool = False


def _is_same(file: BinaryIO, status: os.stat_result, cursor: Cursor) -> bool:
    return (
        cursor.get("inode") == status.st_ino
        and cursor["offset"] <= status.st_size
        and cursor["head"] == _head(file, cursor["offset"])
    )


def _head(file: BinaryIO, offset: int) -> str:
    """A fingerprint of the file's beginning, as far as it was read and therefore will not change."""
    file.seek(0)
    return records.fingerprint(file.read(min(_HEAD, offset)))


def _lines(file: BinaryIO, place: _Place) -> _Found:
    """The next lines, at most MOST_RECORDS or MOST_BYTES of them, and where reading goes on."""
    found, start = _Found(place=place), place.offset
    file.seek(start)
    while True:
        if place.skipping and not _skip(file, found):
            return found
        if len(found.lines) >= MOST_RECORDS or place.offset - start >= MOST_BYTES:
            found.has_more = True
            return found
        if not _take(file.readline(MOST_BYTES + 1), found):
            return found


def _take(line: bytes, found: _Found) -> bool:
    """Adds a line; False at the end of the file, where a line may still be growing."""
    place = found.place
    ended = line.endswith(b"\n")
    place.skipping = not ended and len(line) > MOST_BYTES
    if not line or not (ended or place.skipping or _is_whole(line)):
        return False
    place.offset += len(line)
    place.line += 1
    if line.strip():
        found.lines.append((place.line, line))
    return True


def _skip(file: BinaryIO, found: _Found) -> bool:
    """Passes over the rest of an overlong line; False where its end is not reached yet."""
    for _ in range(_MOST_SKIPPED // _CHUNK):
        piece = file.readline(_CHUNK)
        found.place.offset += len(piece)
        if piece.endswith(b"\n"):
            found.place.skipping = False
            return True
        if not piece:
            return False
    found.has_more = True
    return False


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(_json(line), dict)
    except (ValueError, RecursionError):
        return False


def _json(line: bytes) -> Any:
    return json.loads(line.decode("utf-8-sig", "replace"))


def _why(error: Exception) -> str:
    return "is not JSON" if isinstance(error, json.JSONDecodeError) else records.complaint(error)


def _mention(line: bytes, source: str, now: datetime) -> Mention:
    if len(line) > MOST_BYTES:
        raise records.Unreadable(f"is longer than {MOST_BYTES:,} bytes")
    record = _json(line)
    if not isinstance(record, dict):
        raise records.Unreadable("is not a JSON object")
    return Mention(
        source=source,
        native_id=records.identifier(record["id"]),
        text=records.text(record["text"], written),
        author=records.name(record.get("author")),
        url=records.link(record.get("url")),
        written_at=records.moment(record.get("time"), now),
        reach=records.count(record.get("reach")),
    )
