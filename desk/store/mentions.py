"""SQL of what was read: mentions, passed-over posts, records that could not be read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Connection, Row

COLUMNS = (
    "id, source, native_id, url, link, author, reach, text, written_at, seen_at, outcome, route, subjects, "
    "language, tone, complaint, negativity, urgency, severity, categories, reasons, case_id, same_text, bias, addressed"
)
_INSERT = f"INSERT INTO mention ({COLUMNS}) VALUES ({', '.join('?' * len(COLUMNS.split(',')))})"


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


def pass_over(db: Connection, source: str, seen_at: str, keys: Sequence[int]) -> int:
    """Keeps the fingerprints of posts about nobody we watch, read together from one source; returns how many are new."""
    if not keys:
        return 0
    reading = db.execute("INSERT INTO reading (source, seen_at) VALUES (?, ?)", (source, seen_at)).lastrowid
    rows = [(key, reading) for key in sorted(keys)]  # in order, so that neighbours share a page
    new = db.executemany("INSERT OR IGNORE INTO passed_over (key, reading) VALUES (?, ?)", rows).rowcount
    if new:
        db.execute("UPDATE reading SET posts = ? WHERE id = ?", (new, reading))
    else:
        db.execute("DELETE FROM reading WHERE id = ?", (reading,))
    return new


def quarantine(db: Connection, rows: Iterable[tuple[str, str, str, bytes, int]]) -> None:
    """Keeps what could not be read, as it came and once each: (source, seen_at, error, raw, key of the whole record)."""
    db.executemany(
        "INSERT OR IGNORE INTO quarantine (source, seen_at, error, raw, key) VALUES (?, ?, ?, ?, ?)", rows
    )


def cases_of_texts(db: Connection, fingerprints: Sequence[int], since: str) -> dict[int, tuple[int, str]]:
    """Open cases of posts with the same words seen since then: fingerprint -> (case id, public id).

    What was closed is closed: said again, it is for somebody to look at again.
    """
    if not fingerprints:
        return {}
    rows = db.execute(
        "SELECT m.same_text, c.id, c.public_id FROM mention m JOIN cases c ON c.id = m.case_id "
        "WHERE m.same_text IN (SELECT value FROM json_each(?)) AND m.seen_at >= ? "
        "AND c.state != 'resolved'",
        (json.dumps(fingerprints), since),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def find_by_link(db: Connection, link: str) -> Row | None:
    """The newest stored mention with this link."""
    row: Row | None = db.execute(
        "SELECT * FROM mention WHERE link = ? ORDER BY id DESC LIMIT 1", (link,)
    ).fetchone()
    return row


def case_of(db: Connection, source: str, native_id: str) -> str | None:
    """The public id of the case that this mention opened or joined."""
    row = db.execute(
        "SELECT c.public_id FROM mention m JOIN cases c ON c.id = m.case_id WHERE m.source = ? AND m.native_id = ?",
        (source, native_id),
    ).fetchone()
    return None if row is None else str(row[0])


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


def search(db: Connection, query: str, limit: int, offset: int = 0) -> list[Row]:
    """Mentions whose text fits a full-text query, the newest first."""
    return db.execute(
        "SELECT m.*, c.public_id FROM mention_fts f JOIN mention m ON m.id = f.rowid "
        "LEFT JOIN cases c ON c.id = m.case_id WHERE mention_fts MATCH ? ORDER BY f.rowid DESC LIMIT ? OFFSET ?",
        (query, limit, offset),
    ).fetchall()


def count_found(db: Connection, query: str, most: int) -> int:
    """How many there are; counting stops at `most`."""
    (number,) = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM mention_fts WHERE mention_fts MATCH ? LIMIT ?)", (query, most)
    ).fetchone()
    return int(number)


def since(db: Connection, moment: str) -> Iterator[Row]:
    """Mentions seen since then whose words are still kept, the oldest first; one at a time."""
    yield from db.execute(  # by the row's id, so that nothing need be sorted first
        "SELECT * FROM mention WHERE id >= (SELECT min(id) FROM mention WHERE seen_at >= ?) "
        "AND +seen_at >= ? AND text <> '' ORDER BY id",
        (moment, moment),
    )


def count_wiped(db: Connection, moment: str) -> int:
    """Mentions seen since then whose words are no longer kept."""
    (number,) = db.execute(
        "SELECT count(*) FROM mention WHERE seen_at >= ? AND text = ''", (moment,)
    ).fetchone()
    return int(number)


def reaches_before(db: Connection, moment: str, number: int) -> list[tuple[str, int | None]]:
    """The source and the reach of each of the last `number` mentions seen before then, the oldest first."""
    rows = db.execute(
        "SELECT source, reach FROM mention WHERE id < (SELECT min(id) FROM mention WHERE seen_at >= ?) ORDER BY id DESC LIMIT ?",
        (moment, number),
    ).fetchall()
    return [(row[0], row[1]) for row in reversed(rows)]


def last_reaches(db: Connection, source: str, number: int) -> list[int]:
    """The reach of a source's newest mentions that have one, of the newest `number` mentions there are."""
    rows = db.execute(
        "SELECT reach FROM (SELECT source, reach FROM mention ORDER BY id DESC LIMIT ?) "
        "WHERE source = ? AND reach IS NOT NULL",
        (number, source),
    )
    return [int(row[0]) for row in rows]
