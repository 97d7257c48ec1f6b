"""SQL of what was read: mentions, passed-over posts, records that could not be read."""

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection, Row

from triage.source import Rejected

COLUMNS = (
    "id, source, native_id, url, link, author, reach, text, written_at, seen_at, outcome, route, subjects, "
    "language, tone, complaint, negativity, urgency, severity, categories, reasons, case_id, same_text"
)
_INSERT = f"INSERT INTO mention ({COLUMNS}) VALUES ({', '.join('?' * len(COLUMNS.split(',')))})"
MOST_RAW = 64 * 1024  # bytes kept of a record that could not be read


def next_id(db: Connection, table: str) -> int:
    """The first free id; only within a transaction of the one writer, who hands ids out itself."""
    (top,) = db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    return int(top) + 1


def known_ids(db: Connection, source: str, native_ids: Sequence[str]) -> set[str]:
    """Those of the ids that are stored already."""
    rows = db.execute(
        "SELECT native_id FROM mention WHERE source = ? AND native_id IN (SELECT value FROM json_each(?))",
        (source, json.dumps(native_ids)),
    )
    return {row[0] for row in rows}


def insert(db: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """Stores whole rows in the order of COLUMNS and indexes their text, once for all of them."""
    if not rows:
        return
    db.executemany(_INSERT, rows)
    db.execute(
        "INSERT INTO mention_fts (rowid, text) SELECT id, text FROM mention WHERE id >= ?", (rows[0][0],)
    )


def pass_over(db: Connection, source: str, seen_at: str, keys: Sequence[int]) -> None:
    """Keeps the fingerprints of posts about nobody we watch, read together from one source."""
    if not keys:
        return
    reading = db.execute("INSERT INTO reading (source, seen_at) VALUES (?, ?)", (source, seen_at)).lastrowid
    rows = [(key, reading) for key in sorted(keys)]  # in order, so that neighbours share a page
    db.executemany("INSERT OR IGNORE INTO passed_over (key, reading) VALUES (?, ?)", rows)


def quarantine(db: Connection, source: str, seen_at: str, rejected: Iterable[Rejected]) -> None:
    """Keeps what could not be read, as it came, so that nothing is lost."""
    db.executemany(
        "INSERT INTO quarantine (source, seen_at, error, raw) VALUES (?, ?, ?, ?)",
        [(source, seen_at, r.error[:300], r.raw[:MOST_RAW]) for r in rejected],
    )


def cases_of_texts(db: Connection, fingerprints: Sequence[int], since: str) -> dict[int, int]:
    """Open or closed cases opened since `since` by a post with the same words: fingerprint -> case id."""
    rows = db.execute(
        "SELECT same_text, case_id FROM mention WHERE same_text IN (SELECT value FROM json_each(?)) "
        "AND seen_at >= ? AND outcome = 'case' ORDER BY id DESC",
        (json.dumps(fingerprints), since),
    )
    return {row[0]: row[1] for row in rows}


def find_by_link(db: Connection, link: str) -> Row | None:
    """The newest stored mention with this link."""
    row: Row | None = db.execute(
        "SELECT * FROM mention WHERE link = ? ORDER BY id DESC LIMIT 1", (link,)
    ).fetchone()
    return row


def find_passed_over(db: Connection, key: int) -> Row | None:
    row: Row | None = db.execute(
        "SELECT r.* FROM passed_over p JOIN reading r ON r.id = p.reading WHERE p.key = ?", (key,)
    ).fetchone()
    return row


def of_case(db: Connection, case_id: int, limit: int) -> list[Row]:
    """The mentions a case counts, the one that opened it first."""
    return db.execute(
        "SELECT * FROM mention WHERE case_id = ? ORDER BY id LIMIT ?", (case_id, limit)
    ).fetchall()


def forget_before(db: Connection, cut: str) -> int:
    """Retention: blanks text and author of mentions seen before `cut` whose case, if any, is resolved.

    At most 1,000 rows at a time, so that nobody waits; returns how many were blanked or dropped.
    """
    rows = db.execute(
        "SELECT m.id, m.text FROM mention m LEFT JOIN cases c ON c.id = m.case_id "
        "WHERE m.seen_at < ? AND m.text <> '' AND (c.id IS NULL OR c.state = 'resolved') LIMIT 1000",
        (cut,),
    ).fetchall()
    db.executemany(
        "INSERT INTO mention_fts (mention_fts, rowid, text) VALUES ('delete', ?, ?)", map(tuple, rows)
    )
    db.executemany(
        "UPDATE mention SET text = '', author = NULL, url = NULL, link = NULL, reasons = '[]' WHERE id = ?",
        [(row[0],) for row in rows],
    )
    dropped = db.execute(
        "DELETE FROM passed_over WHERE key IN (SELECT p.key FROM passed_over p JOIN reading r ON r.id = p.reading "
        "WHERE r.seen_at < ? LIMIT 1000)",
        (cut,),
    ).rowcount
    dropped += db.execute(
        "DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE seen_at < ? LIMIT 1000)", (cut,)
    ).rowcount
    return len(rows) + dropped
