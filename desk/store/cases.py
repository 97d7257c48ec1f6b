"""SQL of cases and their history."""

import json
from collections.abc import Mapping, Sequence
from sqlite3 import Connection, Row

COLUMNS = "id, public_id, mention_id, subject, urgency, route, state, opened_at, due_at"
SELECT = """
    SELECT c.*, m.source, m.native_id, m.url, m.author, m.reach, m.text, m.written_at, m.seen_at, m.language,
           m.tone, m.complaint, m.bias, m.negativity, m.severity, m.categories, m.reasons, m.subjects, m.addressed,
           o.posted_channel, o.posted_ts, o.channel
    FROM cases c JOIN mention m ON m.id = c.mention_id
    LEFT JOIN outbox o ON o.kind = 'card' AND o.ref = c.public_id
"""


def insert(db: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """New cases, in the order of COLUMNS."""
    db.executemany(f"INSERT INTO cases ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def taken_ids(db: Connection, public_ids: Sequence[str]) -> set[str]:
    """Those of the public ids that other cases bear."""
    rows = db.execute(
        "SELECT public_id FROM cases WHERE public_id IN (SELECT value FROM json_each(?))",
        (json.dumps(public_ids),),
    )
    return {row[0] for row in rows}


def find(db: Connection, public_id: str) -> Row | None:
    row: Row | None = db.execute(f"{SELECT} WHERE c.public_id = ?", (public_id,)).fetchone()
    return row


def find_by_message(db: Connection, channel: str, ts: str) -> Row | None:
    """The case whose card stands at this place in Slack."""
    row: Row | None = db.execute(
        f"{SELECT} WHERE o.posted_channel = ? AND o.posted_ts = ?", (channel, ts)
    ).fetchone()
    return row


def public_id_of(db: Connection, case_id: int | None) -> str | None:
    row = db.execute("SELECT public_id FROM cases WHERE id = ?", (case_id,)).fetchone()
    return None if row is None else str(row[0])


def page_of_open(db: Connection, limit: int, offset: int) -> list[Row]:
    """Unresolved cases, the most urgent and then the oldest first."""
    return db.execute(
        f"{SELECT} WHERE c.state <> 'resolved' ORDER BY c.urgency DESC, c.opened_at, c.id LIMIT ? OFFSET ?",
        (limit, offset),
    ).fetchall()


def merged_into(db: Connection, public_id: str) -> list[str]:
    """The public ids of the cases that were merged into this one."""
    found = db.execute("SELECT public_id FROM cases WHERE merged_into = ? ORDER BY id", (public_id,))
    return [str(row[0]) for row in found]


def held_by(db: Connection, owner_id: str, limit: int) -> list[Row]:
    """Unresolved cases of one person, the most urgent first."""
    return db.execute(
        f"{SELECT} WHERE c.owner_id = ? AND c.state <> 'resolved' "
        "ORDER BY c.urgency DESC, c.opened_at, c.id LIMIT ?",
        (owner_id, limit),
    ).fetchall()


def count_held_by(db: Connection, owner_id: str) -> int:
    (count,) = db.execute(
        "SELECT count(*) FROM cases WHERE owner_id = ? AND state <> 'resolved'", (owner_id,)
    ).fetchone()
    return int(count)


_NEW = "state <> 'resolved' AND state = 'new'"  # said twice, or SQLite would not see that the index of open cases fits


def unclaimed(db: Connection, urgency: int, limit: int) -> list[Row]:
    """New cases of one urgency that nobody holds, the oldest first."""
    return db.execute(
        f"{SELECT} WHERE {_NEW} AND c.urgency = ? ORDER BY c.opened_at, c.id LIMIT ?", (urgency, limit)
    ).fetchall()


def count_unclaimed(db: Connection) -> dict[int, int]:
    """Urgency -> how many new cases nobody holds."""
    rows = db.execute(f"SELECT urgency, count(*) FROM cases WHERE {_NEW} GROUP BY urgency")
    return dict(map(tuple, rows))


def next_deadlines(db: Connection, limit: int) -> list[Row]:
    """Unresolved cases with a time to answer by, the most overdue first."""
    return db.execute(
        f"{SELECT} WHERE c.state <> 'resolved' AND c.due_at IS NOT NULL ORDER BY c.due_at, c.id LIMIT ?",
        (limit,),
    ).fetchall()


def count_deadlines(db: Connection, now: str) -> tuple[int, int]:
    """How many unresolved cases have a time to answer by, and how many of those are past it."""
    clocks, late = db.execute(
        "SELECT count(*), coalesce(sum(due_at <= ?), 0) FROM cases WHERE state <> 'resolved' AND due_at IS NOT NULL",
        (now,),
    ).fetchone()
    return int(clocks), int(late)


def count_open(db: Connection) -> int:
    (count,) = db.execute("SELECT count(*) FROM cases WHERE state <> 'resolved'").fetchone()
    return int(count)


_MOVABLE = (
    "state", "owner_id", "owner_name", "claimed_at", "resolved_at", "resolved_by", "disposition", "snoozed_until", "urgency", "escalated_at",
    "escalated_by", "merged_into",
)  # fmt: skip


def move(db: Connection, case_id: int, changes: dict[str, str | None]) -> None:
    """Writes what an act changed; only the fields an act may touch."""
    names = [name for name in changes if name in _MOVABLE]
    assignments = ", ".join(f"{name} = ?" for name in names)
    db.execute(f"UPDATE cases SET {assignments} WHERE id = ?", (*(changes[n] for n in names), case_id))


def count_joined(db: Connection, reposts: Mapping[int, int]) -> None:
    """So many reposts more for each case id."""
    db.executemany("UPDATE cases SET joined = joined + ? WHERE id = ?", [(n, i) for i, n in reposts.items()])


def record(
    db: Connection, case_id: int, at: str, actor: tuple[str, str], act: str, detail: str | None = None
) -> int:
    """Appends to the case's history and returns the event's id."""
    cursor = db.execute(
        "INSERT INTO case_event (case_id, at, actor_id, actor_name, act, detail) VALUES (?, ?, ?, ?, ?, ?)",
        (case_id, at, *actor, act, detail),
    )
    return int(cursor.lastrowid or 0)


def event(db: Connection, event_id: int) -> Row | None:
    row: Row | None = db.execute(
        "SELECT e.*, c.public_id FROM case_event e JOIN cases c ON c.id = e.case_id WHERE e.id = ?",
        (event_id,),
    ).fetchone()
    return row


def history(db: Connection, case_id: int) -> list[Row]:
    return db.execute("SELECT * FROM case_event WHERE case_id = ? ORDER BY id", (case_id,)).fetchall()


def snoozed_until(db: Connection, now: str) -> list[Row]:
    """Cases whose snooze has run out."""
    return db.execute(
        "SELECT id, public_id FROM cases WHERE state = 'snoozed' AND snoozed_until <= ?", (now,)
    ).fetchall()


def newly_overdue(db: Connection, now: str) -> list[Row]:
    """Unresolved cases past their deadline that nobody was told of; snoozing does not stop the clock."""
    return db.execute(
        "SELECT id, public_id FROM cases WHERE state <> 'resolved' AND overdue = 0 AND due_at <= ?", (now,)
    ).fetchall()


def mark_overdue(db: Connection, case_id: int) -> None:
    db.execute("UPDATE cases SET overdue = 1 WHERE id = ?", (case_id,))
