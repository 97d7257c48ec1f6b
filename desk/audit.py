"""The audit: who did what, who saw what, for good. Written in the commit of the act itself.

An entry holds ids and words of our own, never a word of a post: it outlives the day on which posts are wiped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row

from desk.chain import FIRST, SHORT, Checked, check, entry_hash
from desk.store import Store
from desk.store import audit as rows
from desk.store.times import from_text, maybe_text, to_text
from triage.cleaning import clean_line
from triage.model import Actor

LONGEST_DETAIL = 500
LONGEST_NAME = 80
VIEWED, SEARCHED, EXPORTED, SHARED = "viewed", "searched", "exported", "shared"  # sights of a post's words
MUTED, UNMUTED = "muted", "unmuted"
LABELLED = "labelled"  # a word about a post that has no card of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act. `act` is one of a case's acts, one of the words above, or what another part calls its own."""

    id: int
    at: datetime
    actor: Actor
    act: str
    case_id: str | None
    detail: str | None
    previous: str
    hash: str


def record(
    db: Connection, act: str, by: Actor, now: datetime, *, case: str | None = None, detail: str | None = None
) -> None:
    """Appends an entry within the caller's commit, so that the act and its entry stand or fall together.

    `case` is a case's public id. `detail` holds ids and our own words, never words, author or address of a post.
    """
    before = rows.last(db)
    number, previous = (1, FIRST) if before is None else (before["id"] + 1, before["hash"])
    who = (clean_line(by.id, LONGEST_NAME) or "", clean_line(by.name, LONGEST_NAME) or "")
    row = (number, to_text(now), *who, act, case, clean_line(detail, LONGEST_DETAIL), previous)
    rows.append(db, (*row, entry_hash(row)))


def note(
    store: Store, act: str, by: Actor, now: datetime, *, case: str | None = None, detail: str | None = None
) -> None:
    """The same as a commit of its own: for a sight of a post's words, before it is given, or a refused act."""
    with store.commit() as db:
        record(db, act, by, now, case=case, detail=detail)


def verify(store: Store, noted: str | None = None) -> Checked:
    """Whether every entry there ever was still stands as it was written, as far as the chain can tell."""
    return check(rows.chain(store.reader), noted)


def head(store: Store) -> tuple[int, str] | None:
    """How many entries there are and the beginning of the newest one's hash; None before the first one."""
    row = rows.last(store.reader)
    return None if row is None else (row["id"], row["hash"][:SHORT])


def entries(
    store: Store, *, case: str | None = None, since: datetime | None = None, most: int | None = None
) -> Sequence[Entry]:
    """Those of a case (by its public id), or since then, or both; the newest `most` of them, the oldest first."""
    return [_read(row) for row in rows.chosen(store.reader, case, maybe_text(since), most)]


def _read(row: Row) -> Entry:
    return Entry(
        id=row["id"],
        at=from_text(row["at"]),
        actor=Actor(id=row["actor_id"], name=row["actor_name"]),
        act=row["act"],
        case_id=row["case_id"],
        detail=row["detail"],
        previous=row["previous"],
        hash=row["hash"],
    )
