"""SQL of the sources: cursors, health, gaps."""

import json
from collections.abc import Mapping
from sqlite3 import Connection, Row
from typing import Any


def ensure(db: Connection, name: str, now: str) -> None:
    db.execute("INSERT OR IGNORE INTO source (name, since) VALUES (?, ?)", (name, now))


def cursor_of(db: Connection, name: str) -> dict[str, Any]:
    """{} before the first fetch."""
    row = db.execute("SELECT cursor FROM source WHERE name = ?", (name,)).fetchone()
    return dict(json.loads(row[0])) if row else {}


def advance(db: Connection, name: str, cursor: Mapping[str, Any], now: str, posts: int) -> None:
    """The fetch is stored: cursor and health in the commit that stores what it brought."""
    ensure(db, name, now)
    db.execute(
        "UPDATE source SET cursor = ?, last_try = ?, last_success = ?, failures = 0, parked = 0, posts = posts + ? "
        "WHERE name = ?",
        (json.dumps(cursor), now, now, posts, name),
    )


def saw_post(db: Connection, name: str, written_at: str, lag: float) -> None:
    """Keeps the lag of the newest post so far; a source that brings old posts again does not fall behind by it."""
    db.execute(
        "UPDATE source SET newest_post = ?, lag = ? WHERE name = ? AND coalesce(newest_post, '') < ?",
        (written_at, lag, name, written_at),
    )


def failed(db: Connection, name: str, now: str, error: str, parked: bool) -> int:
    """Keeps the error for the status and returns how many fetches failed in a row."""
    ensure(db, name, now)
    row = db.execute(
        "UPDATE source SET last_try = ?, last_error = ?, last_error_at = ?, failures = failures + 1, parked = ? "
        "WHERE name = ? RETURNING failures",
        (now, error, now, parked, name),
    ).fetchone()
    return int(row[0])


def plan(db: Connection, name: str, next_fetch: str | None) -> None:
    db.execute("UPDATE source SET next_fetch = ? WHERE name = ?", (next_fetch, name))


def ever_read(db: Connection) -> list[str]:
    """Every source that a stored mention came from, of the config or not; quick however many mentions there are."""
    rows = db.execute("""
        WITH RECURSIVE s (name) AS (
            SELECT min(source) FROM mention
            UNION ALL SELECT (SELECT min(source) FROM mention WHERE source > s.name) FROM s WHERE s.name IS NOT NULL
        ) SELECT name FROM s WHERE name IS NOT NULL""")
    return [str(row[0]) for row in rows]


def find(db: Connection, name: str) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM source WHERE name = ?", (name,)).fetchone()
    return row


def all_of_them(db: Connection) -> list[Row]:
    return db.execute("SELECT * FROM source ORDER BY name").fetchall()


def add_gap(db: Connection, name: str, begin: str, end: str, reason: str) -> None:
    """A hole that is known in full."""
    db.execute("INSERT INTO gap (source, begin, end, reason) VALUES (?, ?, ?, ?)", (name, begin, end, reason))


def open_gap(db: Connection, name: str, begin: str, reason: str) -> None:
    """A silence that has begun; one a source."""
    db.execute("INSERT OR IGNORE INTO gap (source, begin, reason) VALUES (?, ?, ?)", (name, begin, reason))


def close_gap(db: Connection, name: str, end: str) -> Row | None:
    """Ends the source's open silence and returns it."""
    row: Row | None = db.execute(
        "UPDATE gap SET end = ? WHERE source = ? AND end IS NULL RETURNING *", (end, name)
    ).fetchone()
    return row


def open_gaps(db: Connection) -> dict[str, str]:
    """The sources that are silent now: name -> since when."""
    return dict(map(tuple, db.execute("SELECT source, begin FROM gap WHERE end IS NULL")))


def gaps_between(db: Connection, begin: str, end: str) -> list[Row]:
    return db.execute(
        "SELECT * FROM gap WHERE begin < ? AND (end IS NULL OR end > ?) ORDER BY source, begin", (end, begin)
    ).fetchall()
