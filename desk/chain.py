"""What makes each entry of the audit vouch for all before it: its hash, and the check of the whole chain."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

FIRST = "0" * 64  # what the first entry names as the hash before it
SHORT = (
    16  # hex digits of a head that is shown to people: enough that nobody can make another chain with them
)
_VERSION = "heedline audit 1"  # a hash of this layout is never that of another one


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check came to. `fault` is a sentence about the first broken entry; None where the chain is whole.

    `length`, `first_at`, `last_at` and `head` speak of the entries up to there. `noted` is the number of the
    entry whose hash somebody had noted; None where there is no such entry, or none was asked for.
    """

    length: int = 0
    first_at: str | None = None
    last_at: str | None = None
    head: str = FIRST
    noted: int | None = None
    fault: str | None = None


def entry_hash(values: Iterable[object]) -> str:
    """SHA-256, in hex, over all columns of an entry but its own hash, as one JSON list in ASCII.

    None, "", 1 and "1" are told apart, and no text can pass for two columns.
    """
    row = json.dumps([_VERSION, *values], ensure_ascii=True, separators=(",", ":"), default=_odd)
    return sha256(row.encode("ascii")).hexdigest()


def _odd(value: object) -> object:
    """Bytes, which no entry of ours holds: whoever put them there is found, not a traceback."""
    return {"not text": repr(value)}


def check(rows: Iterable[tuple[object, ...]], noted: str | None = None) -> Checked:
    """Follows the chain from its first entry to the first that does not fit.

    Each row is an entry's columns in the order of the table. `noted` is a hash, or the beginning of one, that
    somebody wrote down.
    """
    found = Checked()
    try:
        for row in rows:
            fault = _fault(row, found)
            if fault:
                return replace(found, fault=fault)
            found = _grown(found, row, noted)
    except sqlite3.DatabaseError as error:
        return replace(found, fault=f"entry {found.length + 1} cannot be read ({error})")
    return found


def _fault(row: tuple[object, ...], before: Checked) -> str | None:
    number, *_, previous, own = row
    expected = before.length + 1
    if number != expected:
        return f"entry {expected} is missing: the next one there is has the number {number}"
    if previous != before.head:
        where = f"entry {before.length}" if before.length else "the beginning of the audit"
        return f"entry {number} does not follow {where}: it names another hash before it"
    if entry_hash(row[:-1]) != own:
        return f"entry {number} was changed: it does not fit its hash"
    return None


def _grown(before: Checked, row: tuple[object, ...], noted: str | None) -> Checked:
    number, at, own = before.length + 1, str(row[1]), str(row[-1])
    return Checked(
        length=number,
        first_at=before.first_at or at,
        last_at=at,
        head=own,
        noted=number if noted and own.startswith(noted) else before.noted,
    )
