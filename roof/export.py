"""Reads an export, CSV or JSON lines, into mentions; what cannot be read is told with its line number."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from desk.fingerprint import public_id
from roof.csv_rows import rows
from roof.lines import why_no_json
from roof.text_files import NotText, TextFile
from triage.cleaning import clean, clean_line, clean_url
from triage.model import Mention
from triage.written import written

_LONGEST_ID = 200
_MILLISECONDS = 100_000_000_000  # a number of seconds this large is 3,000 years away
_TIME_OF_DAY = re.compile("%[-#]?[HIcXsT]")
_SECONDS = re.compile(r"\d{9,}(?:\.\d*)?")  # 20260317 is a day
_SEPARATOR = re.compile(r"sep=(\\t|.)", re.IGNORECASE)


_ARRAY = "If the file is one JSON array, write each of its objects on a line: jq -c '.[]' does"
_IF_CSV = "If the file is CSV, let its name end in .csv or .tsv"


class NotAnExport(Exception):
    """The whole file cannot be read; `str()` says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the export calls things."""

    id: str = "id"
    text: str = "text"
    author: str = "author"
    time: str = "time"
    url: str = "url"
    source: str = "source"
    time_format: str | None = None  # as of strptime, where times are not written as ISO 8601 has them


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A record that could not be read, and why."""

    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A record without any words, as of a review of stars alone."""

    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessed:
    """So many lines of the file were no UTF-8 and were read as Windows-1252."""

    lines: int


Record = Mention | Blank | Unreadable | Guessed


def read_export(path: Path, columns: Columns, zone: str = "UTC") -> Iterator[Record]:
    """Every record in the file's order, and last how many lines were Guessed, if any. A CSV file's name ends in .csv or .tsv; all
    others are JSON lines.

    A time without a zone is one of `zone`, and a day without a time is its noon.
    Raises NotAnExport where the file cannot be opened or a CSV file lacks the text column.
    """
    if path.suffix.lower() in (".xls", ".xlsx", ".ods", ".numbers"):
        raise NotAnExport("it is a spreadsheet. Save it as CSV first")
    try:
        file = TextFile(path)
        records = _csv_records(file, columns) if _is_csv(path) else _json_records(file)
        for line, record in records:
            yield (
                record if isinstance(record, Unreadable) else _mention(line, record, columns, ZoneInfo(zone))
            )
        if file.guessed:
            yield Guessed(lines=file.guessed)
    except NotText as error:
        raise NotAnExport(str(error)) from None
    except OSError as error:
        raise NotAnExport(f"it cannot be read: {error.strerror}") from None


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".tsv")


def _csv_records(
    file: Iterable[str], columns: Columns
) -> Iterator[tuple[int, Mapping[str, Any] | Unreadable]]:
    lines = (line.replace("\0", "") for line in file)
    before, head = 0, ""
    for first in lines:
        if first.strip():
            head = first
            break
        before += 1
    named = _SEPARATOR.fullmatch(head.strip(" \r\n"))  # as spreadsheets write it
    delimiter = _sign(named[1]) if named else max(",;\t", key=head.count)
    before += bool(named)
    found = rows(lines if named else chain([head], lines), delimiter)
    heads = next((row for _, row in found), [])
    if isinstance(heads, str):
        raise NotAnExport(f"its first line cannot be read: {heads}")
    used = (columns.text, columns.id, columns.author, columns.time, columns.url, columns.source)
    names = _named(heads, used)
    if columns.text not in names:
        told = clean_line(", ".join(names), 500) or "none"
        raise NotAnExport(f"no column {columns.text!r}; the file has {told}. Name one with --text")
    if twice := [name for name in used if names.count(name) > 1]:
        raise NotAnExport(
            f"two columns are named {twice[0]!r}. Rename one, so that it is clear which is meant"
        )
    for place, row in found:
        line = before + place
        if isinstance(row, str):
            yield line, Unreadable(line=line, message=row)
        elif any(cell.strip() for cell in row[len(names) :]):
            told = f"it has {len(row)} cells, the first line names {len(names)}"
            yield (
                line,
                Unreadable(
                    line=line,
                    message=f"{told}: a text with {delimiter!r} in it must stand between quotation marks",
                ),
            )
        else:
            yield line, dict(zip(names, row, strict=False))  # one that is too short lacks its last cells


def _sign(written: str) -> str:
    return "\t" if written == "\\t" else written


def _named(heads: Sequence[str], used: Sequence[str]) -> list[str]:
    """The names of columns without blanks around them; where one that is used stands in other letters alone, that is meant."""
    names = [head.strip() for head in heads]
    for name in used:
        alike = [at for at, each in enumerate(names) if each.casefold() == name.casefold()]
        if name not in names and len(alike) == 1:
            names[alike[0]] = name
    return names


def _json_records(file: Iterable[str]) -> Iterator[tuple[int, Mapping[str, Any] | Unreadable]]:
    filled = ((number, line) for number, line in enumerate(file, start=1) if line.strip())
    for place, (number, line) in enumerate(filled):
        record = _object(number, line)
        if not place and isinstance(record, Unreadable):
            hint = _ARRAY if line.lstrip().startswith("[") else _IF_CSV
            record = Unreadable(line=number, message=f"{record.message}. {hint}")
        yield number, record


def _object(number: int, line: str) -> Mapping[str, Any] | Unreadable:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unreadable(line=number, message=f"no JSON: {why_no_json(error)}")
    if isinstance(record, dict):
        return record
    return Unreadable(line=number, message="no JSON object; a file of JSON lines has one {...} a line")


def _mention(line: int, record: Mapping[str, Any], columns: Columns, zone: ZoneInfo) -> Record:
    text = record.get(columns.text)
    if columns.text not in record or not isinstance(text, str | None):
        return Unreadable(line=line, message=f"no text in {columns.text!r}")
    if not text or not text.strip():
        return Blank(line=line)
    text = _writable(written(text))
    source = clean_line(_word(record.get(columns.source)), 60) or "export"
    native_id = _word(record.get(columns.id)) or public_id(source, f"{line} {text}", 12)
    if len(native_id) > _LONGEST_ID:  # its beginning alone might be that of others
        native_id = public_id(source, native_id, 16)
    return Mention(
        source=source,
        native_id=native_id,
        text=clean(text),  # as it is kept: a verdict on other words would be another one
        author=_word(record.get(columns.author)),
        url=clean_url(_word(record.get(columns.url))),
        written_at=read_time(record.get(columns.time), zone, columns.time_format),
    )


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _word(value: object) -> str | None:
    if isinstance(value, bool) or (isinstance(value, float) and not isfinite(value)):
        return None  # what data frames write for nothing
    return _writable(str(value)).strip() or None if isinstance(value, (str, int, float)) else None


def read_time(value: object, zone: ZoneInfo, time_format: str | None = None) -> datetime | None:
    """As `time_format` says, else ISO 8601, or seconds or milliseconds since 1970; None where it is none of these, or before the
    web. A day without a time is its noon.
    """
    try:
        moment = _formatted(value, time_format, zone) if time_format else _moment(value, zone)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if 1990 <= moment.year < 9999 else None


def tells_a_day(time_format: str) -> bool:
    """Whether strptime can read a day from what is written so."""
    day = datetime(2026, 3, 17, tzinfo=UTC)
    try:
        told = _formatted(day.strftime(time_format), time_format, ZoneInfo("UTC"))
    except (ValueError, re.error):
        return False
    return (
        told.date() == day.date() and "%Z" not in time_format
    )  # strptime reads a zone's name and forgets it


def _formatted(value: object, time_format: str, zone: ZoneInfo) -> datetime:
    moment = datetime.strptime(str(value).strip(), time_format)  # noqa: DTZ007 -- _in_utc adds the zone
    return _in_utc(moment, zone, is_day=not _TIME_OF_DAY.search(time_format))


def _moment(value: object, zone: ZoneInfo) -> datetime:
    if isinstance(value, str):
        value = value.strip()
    if isinstance(value, str) and not _SECONDS.fullmatch(value):
        return _in_utc(datetime.fromisoformat(value), zone, is_day=len(value) <= 10)
    if not isinstance(value, (str, int, float)):
        raise ValueError("no time")
    seconds = float(value)
    return datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS else seconds, UTC)


def _in_utc(moment: datetime, zone: ZoneInfo, *, is_day: bool) -> datetime:
    if is_day:
        moment = moment.replace(hour=12)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
