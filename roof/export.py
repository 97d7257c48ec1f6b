"""Reads an export, CSV or JSON lines, into mentions; what cannot be read is told with its line number."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from desk.fingerprint import public_id
from triage.cleaning import clean_line
from triage.model import Mention

csv.field_size_limit(10_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the export calls things."""

    id: str = "id"
    text: str = "text"
    author: str = "author"
    time: str = "time"
    url: str = "url"
    source: str = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A record that could not be read, and why."""

    line: int
    message: str


def read_export(path: Path, columns: Columns) -> Iterator[Mention | Unreadable]:
    """Every record in the file's order. A CSV file's name ends in .csv or .tsv; all others are JSON lines.

    Raises ValueError where a CSV file lacks the text column, naming those it has.
    """
    records = _csv_records(path, columns) if path.suffix.lower() in (".csv", ".tsv") else _json_records(path)
    for line, record in records:
        yield record if isinstance(record, Unreadable) else _mention(line, record, columns)


def _csv_records(path: Path, columns: Columns) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as handle:
        head = "".join(islice(handle, 5))
        handle.seek(0)
        delimiter = max(",;\t", key=head.count)
        reader = csv.DictReader((line.replace("\0", "") for line in handle), delimiter=delimiter)
        names = reader.fieldnames or []
        if columns.text not in names:
            raise ValueError(
                f"no column {columns.text!r}; the file has {', '.join(names)}. Name one with --text"
            )
        for record in reader:
            yield reader.line_num, record


def _json_records(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | Unreadable]]:
    with path.open(encoding="utf-8-sig", errors="replace") as handle:
        for number, line in enumerate(handle, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                yield number, Unreadable(line=number, message=f"no JSON: {error}")
                continue
            if isinstance(record, dict):
                yield number, record
            else:
                yield number, Unreadable(line=number, message="no JSON object")


def _mention(line: int, record: Mapping[str, Any], columns: Columns) -> Mention | Unreadable:
    text = record.get(columns.text)
    if not isinstance(text, str) or not text.strip():
        return Unreadable(line=line, message=f"no text in {columns.text!r}")
    text = _writable(text)
    source = clean_line(_word(record.get(columns.source)), 60) or "export"
    native_id = _word(record.get(columns.id)) or public_id(source, f"{line} {text}", 12)
    return Mention(
        source=source,
        native_id=native_id[:200],
        text=text,
        author=_word(record.get(columns.author)),
        url=_word(record.get(columns.url)),
        written_at=_time(record.get(columns.time)),
    )


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _word(value: object) -> str | None:
    return _writable(str(value)).strip() or None if isinstance(value, (str, int)) else None


def _time(value: object) -> datetime | None:
    """ISO 8601 or seconds since 1970; None where it is neither. A time without a zone is taken as UTC."""
    try:
        if isinstance(value, (int, float)) or (isinstance(value, str) and value.isdecimal()):
            return datetime.fromtimestamp(float(value), UTC)
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
