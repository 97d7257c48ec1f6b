"""SQL of mutes: what makes no cards for a time, and who said so."""

from collections.abc import Iterator
from sqlite3 import Connection, Row


def add(db: Connection, row: tuple[str, str, str, str, str, str, str]) -> int:
    """(kind, value, at, until, zone, actor_id, actor_name); returns its id."""
    cursor = db.execute(
        "INSERT INTO mute (kind, value, at, until, zone, actor_id, actor_name) VALUES (?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    return int(cursor.lastrowid or 0)


def active(db: Connection, now: str) -> list[Row]:
    """Those that hold now, the one that ends first in front."""
    return db.execute(
        "SELECT * FROM mute WHERE until > ? AND at <= ? AND ended_at IS NULL ORDER BY until, id", (now, now)
    ).fetchall()


def between(db: Connection, begin: str, end: str) -> list[Row]:
    """Those that held at any time of a period."""
    return db.execute(
        "SELECT * FROM mute WHERE until > ? AND at < ? AND (ended_at IS NULL OR ended_at > ?) ORDER BY id",
        (begin, end, begin),
    ).fetchall()


def find(db: Connection, mute_id: int) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM mute WHERE id = ?", (mute_id,)).fetchone()
    return row


def end(db: Connection, mute_id: int, now: str, by: str) -> bool:
    """False where it was over already."""
    return bool(
        db.execute(
            "UPDATE mute SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL AND until > ?",
            (now, by, mute_id, now),
        ).rowcount
    )


def forget(db: Connection, cut: str) -> int:
    """Drops those that were over before `cut`: they name people."""
    return db.execute("DELETE FROM mute WHERE until < ?", (cut,)).rowcount


def count_muted(db: Connection, begin: str, end: str) -> int:
    """How many mentions of a period made no card because of a mute."""
    (number,) = db.execute(
        "SELECT count(*) FROM mention WHERE outcome = 'muted' AND seen_at >= ? AND seen_at < ?", (begin, end)
    ).fetchone()
    return int(number)


def judged_for_cards(db: Connection, begin: str, limit: int) -> Iterator[Row]:
    """(source, author, text, subjects, urgency) of what made cards since then, reposts not counted; the newest first."""
    yield from db.execute(
        "SELECT m.source, m.author, m.text, m.subjects, m.urgency FROM cases c JOIN mention m ON m.id = c.mention_id "
        "WHERE c.opened_at >= ? ORDER BY c.opened_at DESC LIMIT ?",
        (begin, limit),
    )
