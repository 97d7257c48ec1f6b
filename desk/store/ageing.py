"""SQL of forgetting what is too old to keep, in pieces so small that nobody waits for one."""

import json
from collections.abc import Sequence
from sqlite3 import Connection

PIECE = 1000  # rows
SWEEP = 20_000  # keys looked at in one piece: they are not ordered by age, and an index by age would slow the intake
READINGS = 5000

_AGED = """
    FROM mention m LEFT JOIN cases c ON c.id = m.case_id
    WHERE (m.text <> '' OR m.author IS NOT NULL OR m.url IS NOT NULL
           OR EXISTS (SELECT 1 FROM reply r WHERE r.case_id = c.id AND r.text <> ''))
      AND (c.id IS NULL OR c.state = 'resolved')
"""
_WIPED = "'reply_send_back', 'reply_sent', 'added', 'posted', 'posting_refused', 'posting_unclear'"
"""Acts whose details are words or addresses that go with the post."""


def aged_mentions(db: Connection, cut: str) -> list[int]:
    """Some mentions seen before `cut` that still say something and whose case, if any, is resolved."""
    rows = db.execute(f"SELECT m.id {_AGED} AND m.seen_at < ? LIMIT {PIECE}", (cut,))
    return [row[0] for row in rows]


def blank_mentions(db: Connection, ids: Sequence[int]) -> None:
    """Takes the words, the author and the address off them, in the search index as well; the replies' words with them.

    What is counted stays; a mention whose case was opened anew meanwhile is left as it is.
    """
    rows = db.execute(
        f"SELECT m.id, m.text {_AGED} AND m.id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    ).fetchall()
    db.executemany(
        "INSERT INTO mention_fts (mention_fts, rowid, text) VALUES ('delete', ?, ?)", map(tuple, rows)
    )
    db.executemany(
        "UPDATE mention SET text = '', author = NULL, url = NULL, link = NULL, reasons = '[]' WHERE id = ?",
        [(row[0],) for row in rows],
    )
    db.executemany("INSERT INTO mention_fts (rowid, text) VALUES (?, '')", [(row[0],) for row in rows])
    _blank_replies(db, json.dumps([row[0] for row in rows]))


def _blank_replies(db: Connection, mentions: str) -> None:
    """What was answered, and what was said of it; who wrote, approved and posted it stays.

    One that nobody posted counts as withdrawn from now on: without its words it must not be approved.
    """
    theirs = "SELECT c.id FROM cases c JOIN json_each(?) m ON c.mention_id = m.value"
    db.execute(
        "UPDATE reply SET text = '', reason = NULL, comment = NULL, link = NULL, nudge_at = NULL, "
        "state = CASE WHEN state IN ('waiting', 'approved', 'sent_back') THEN 'withdrawn' ELSE state END "
        f"WHERE case_id IN ({theirs})",
        (mentions,),
    )
    db.execute(
        f"UPDATE case_event SET detail = NULL WHERE act IN ({_WIPED}) AND case_id IN ({theirs})",
        (mentions,),
    )
    db.execute(f"UPDATE sending SET url = NULL, said = NULL WHERE case_id IN ({theirs})", (mentions,))


def aged_reading(db: Connection, cut: str) -> int | None:
    """The last of the oldest readings that are older than `cut`."""
    (reading,) = db.execute(
        f"SELECT max(id) FROM (SELECT id, seen_at FROM reading ORDER BY id LIMIT {READINGS}) WHERE seen_at < ?",
        (cut,),
    ).fetchone()
    return None if reading is None else int(reading)


def sweep_passed_over(db: Connection, reading: int, after: int) -> int | None:
    """Drops the fingerprints of readings up to this one among the next keys; returns the last key looked at.

    None at the end of the keys: then the readings are dropped as well.
    """
    (last,) = db.execute(
        f"SELECT max(key) FROM (SELECT key FROM passed_over WHERE key > ? ORDER BY key LIMIT {SWEEP})",
        (after,),
    ).fetchone()
    if last is None:
        db.execute("DELETE FROM reading WHERE id <= ?", (reading,))
        return None
    db.execute("DELETE FROM passed_over WHERE key > ? AND key <= ? AND reading <= ?", (after, last, reading))
    return int(last)


def drop_quarantined(db: Connection, cut: str) -> int:
    """Drops some of the oldest unreadable records; returns how many."""
    oldest = f"SELECT id, seen_at FROM quarantine ORDER BY id LIMIT {PIECE}"
    return db.execute(
        f"DELETE FROM quarantine WHERE id IN (SELECT id FROM ({oldest}) WHERE seen_at < ?)", (cut,)
    ).rowcount
