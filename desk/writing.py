"""Who has the form of a reply open: seen by others on the card and in their own form, forgotten after a while."""

from datetime import datetime, timedelta
from sqlite3 import Connection

from desk.cases import must_find, redraw
from desk.store import Store
from desk.store import replies as rows
from desk.store.times import to_text
from triage.model import Actor

WRITING_FOR = timedelta(minutes=20)  # a form that was opened longer ago is taken to be forgotten


def begin(store: Store, case_id: str, by: Actor, now: datetime) -> None:
    """Somebody opened the form. Raises UnknownCase."""
    with store.commit(durable=False) as db:
        row = must_find(db, case_id)
        rows.begin_writing(db, row["id"], (by.id, by.name), to_text(now))
        redraw(db, row, now)


def end(store: Store, case_id: str, by: Actor, now: datetime) -> None:
    """The form was closed without a word. Raises UnknownCase."""
    with store.commit(durable=False) as db:
        row = must_find(db, case_id)
        if rows.end_writing(db, row["id"], by.id):
            redraw(db, row, now)


def of(store: Store, case_id: str) -> tuple[Actor, ...]:
    """Who has the form open, the first one first; raises UnknownCase."""
    found = rows.writing(store.reader, must_find(store.reader, case_id)["id"])
    return tuple(Actor(id=row["actor_id"], name=row["actor_name"]) for row in found)


def forget(db: Connection, now: datetime) -> int:
    """Forms that were left open; returns of how many cases."""
    forgotten = rows.forget_writing(db, to_text(now - WRITING_FOR))
    for case_id in forgotten:
        redraw(db, must_find(db, case_id), now)
    return len(forgotten)
