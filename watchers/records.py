"""How a platform's record becomes a Mention's fields, and how one unreadable record is set aside."""

import calendar
import hashlib
import json
import math
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from triage.cleaning import clean, clean_line, clean_url
from triage.model import Mention
from triage.source import Rejected

MAX_RAW = 64 * 1024  # bytes kept of an unreadable record
_LONGEST_ID = 200
_MOST = 2**53  # beyond it JSON readers disagree, and SQLite takes nothing above 2**63
_OLD_TAGS = {"iw": "he", "in": "id", "ji": "yi"}  # X still speaks ISO 639-1 of 1988
# What a record of the wrong shape makes our readers raise; anything else is our own mistake.
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)


class Unreadable(ValueError):
    """A record that says too little or says it wrongly. The message never holds the record's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What a page held. `ids` are all its records in order, for the ring of known ones."""

    mentions: list[Mention] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def sift(
    records: Iterable[Any],
    *,
    key: Callable[[Any], object],
    read: Callable[[Any], Mention | None],
    known: Collection[str] = (),
) -> Sifted:
    """Reads every record that is not `known` yet; one that cannot be read is rejected, the rest goes on.

    A record whose `key` is unreadable is known by its fingerprint, so it is rejected once and not at
    every poll. `read` returns None for what is nobody's words any more.
    """
    sifted, met = Sifted(), set(known)
    for record in records:
        mark = _mark(record, key)
        sifted.ids.append(mark)
        if mark in met:
            continue
        met.add(mark)
        try:
            mention = read(record)
        except UNREADABLE as error:
            sifted.rejected.append(Rejected(raw=raw(record), error=complaint(error)))
        else:
            sifted.mentions.extend([mention] if mention else [])
    return sifted


def _mark(record: Any, key: Callable[[Any], object]) -> str:
    try:
        return identifier(key(record))
    except UNREADABLE:
        return fingerprint(raw(record))


def raw(record: Any) -> bytes:
    """The record as JSON again, to be kept: at most MAX_RAW bytes."""
    try:
        return json.dumps(record, default=str).encode()[:MAX_RAW]
    except (RecursionError, ValueError, TypeError):
        return b""


def complaint(error: Exception) -> str:
    """Why a record was rejected, without a word of the record."""
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, KeyError):
        return f"lacks {str(error)[:60]}"
    return f"has an unexpected shape ({type(error).__name__})"


def fingerprint(text: str | bytes) -> str:
    """A short stand-in for something long or nameless; equal for equal input, never a number."""
    data = text if isinstance(text, bytes) else text.encode(errors="replace")
    return "#" + hashlib.sha256(data).hexdigest()[:24]


def identifier(value: object) -> str:
    """A native id as text. A very long one becomes its fingerprint, so that two never become one."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Unreadable("its id is neither text nor a whole number")
    line = clean_line(str(value), 10 * _LONGEST_ID)
    if line is None:
        raise Unreadable("its id is empty")
    return line if len(line) <= _LONGEST_ID else fingerprint(str(value))


def text(value: object, read: Callable[[str], str] = str) -> str:
    """What was written, safe to store and to show; raises Unreadable where it is no text at all.

    `read` undoes what the source makes of it: X escapes signs, exports do worse (triage/written.py).
    """
    if not isinstance(value, str):
        raise Unreadable("its text is missing or not text")
    return clean(read(value)).strip()


def titled(title: str, body: str) -> str:
    """Both, a line between them; the body alone where it begins with the title, as in feeds that make one of the first words, and the
    title alone where there is no body.
    """
    begun = title.rstrip(" .\u2026")
    return body if body and begun and body.startswith(begun) else f"{title}\n\n{body}".strip()


def name(value: object) -> str | None:
    """An author's name on one line, or None."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return clean_line(value) if isinstance(value, str) else None


def link(value: object) -> str | None:
    """An ordinary web link, or None: nobody is shown a button that leads to javascript:."""
    return clean_url(value.strip()) if isinstance(value, str) else None


def count(value: object) -> int | None:
    """A number of followers or votes, never below nought; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return min(max(int(value), 0), _MOST)


def language(tag: object) -> str | None:
    """The platform's tag as ISO 639-1; None for "und", "qme" and everything else that says nothing."""
    code = tag.lower().partition("-")[0] if isinstance(tag, str) else ""
    return _OLD_TAGS.get(code, code) if len(code) == 2 and code.isalpha() and code.isascii() else None


def moment(value: object, now: datetime) -> datetime | None:
    """A time as aware UTC: ISO 8601, epoch seconds or a struct_time in UTC. None where it cannot be told.

    A time without a zone is taken for UTC; one in the future becomes `now`.
    """
    try:
        found = _moment(value)
        return min(found.astimezone(UTC), now) if found else None
    except (ValueError, OverflowError, OSError):
        return None


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        found = datetime.fromisoformat(value.strip())
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    if isinstance(value, time.struct_time):
        value = calendar.timegm(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    return None
