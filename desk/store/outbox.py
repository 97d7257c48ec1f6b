"""SQL of the outbox: what Slack should show and does not show yet."""

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection, Row

_WANT = """
    INSERT INTO outbox (kind, ref, channel, urgency, due_at, created_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, ref) DO UPDATE SET wanted = wanted + 1,
        due_at = CASE WHEN done = wanted THEN excluded.due_at ELSE min(due_at, excluded.due_at) END
"""
# A case's card goes before its notes; updates of what stands do not wait for a channel's next free second.
_NEXT = """
    SELECT o.id FROM outbox o
    WHERE o.wanted > o.done AND o.dead = 0 AND o.due_at <= :now AND (o.lease_until IS NULL OR o.lease_until <= :now)
      AND CASE WHEN o.posted_ts IS NULL THEN o.channel NOT IN (SELECT value FROM json_each(:held))
               ELSE NOT :updates_held END
      AND (o.kind <> 'note' OR EXISTS (
          SELECT 1 FROM case_event e JOIN cases c ON c.id = e.case_id
          JOIN outbox p ON p.kind = 'card' AND p.ref = c.public_id
          WHERE e.id = CAST(o.ref AS INTEGER) AND p.posted_ts IS NOT NULL))
    ORDER BY o.posted_ts IS NULL, CASE o.kind WHEN 'card' THEN 0 WHEN 'notice' THEN 1 WHEN 'digest' THEN 2 ELSE 3 END,
             o.urgency DESC, o.id
    LIMIT 1
"""


def want(db: Connection, rows: Iterable[tuple[str, str, str, int, str, str]]) -> None:
    """Asks for messages to be sent, or sent anew: (kind, ref, channel, urgency, due_at, created_at).

    A message that is waiting already is not asked for twice: it is drawn when it is sent.
    """
    db.executemany(_WANT, rows)


def claim_next(
    db: Connection, *, now: str, lease_until: str, held: Sequence[str], updates_held: bool
) -> Row | None:
    """Takes the next due row for sending; None where nothing is due or all of it is held back.

    The row comes back with `posting_since` as it was before: set where an earlier post of it may have
    reached Slack.
    """
    values = {"now": now, "held": json.dumps(held), "updates_held": updates_held}
    found = db.execute(_NEXT, values).fetchone()
    if found is None:
        return None
    row: Row = db.execute("SELECT * FROM outbox WHERE id = ?", (found[0],)).fetchone()
    db.execute(
        "UPDATE outbox SET lease_until = ?, attempts = attempts + 1, posting_since = "
        "CASE WHEN posted_ts IS NULL THEN coalesce(posting_since, ?) ELSE posting_since END WHERE id = ?",
        (lease_until, now, row["id"]),
    )
    return row


def sent(db: Connection, row_id: int, version: int, now: str, channel: str, ts: str) -> None:
    """The message stands in Slack as of `version`; wishes that came in meanwhile stay due."""
    db.execute(
        "UPDATE outbox SET done = ?, posted_channel = ?, posted_ts = ?, sent_at = ?, lease_until = NULL, attempts = 0, "
        "posting_since = NULL, last_error = NULL WHERE id = ?",
        (version, channel, ts, now, row_id),
    )


def put_off(db: Connection, row_id: int, *, due_at: str, error: str, certainly_unsent: bool) -> None:
    """Back to the queue. `certainly_unsent` says that Slack did not take the post, so none need be looked for."""
    db.execute(
        "UPDATE outbox SET due_at = ?, lease_until = NULL, last_error = ?, "
        "posting_since = CASE WHEN ? THEN NULL ELSE posting_since END WHERE id = ?",
        (due_at, error, certainly_unsent, row_id),
    )


def redirect(db: Connection, row_id: int, channel: str) -> None:
    """Sends a message elsewhere: its channel is gone."""
    db.execute(
        "UPDATE outbox SET channel = ?, posted_channel = NULL, posted_ts = NULL, posting_since = NULL WHERE id = ?",
        (channel, row_id),
    )


def forget_message(db: Connection, row_id: int) -> None:
    """The message was deleted in Slack: the next send posts it anew."""
    db.execute("UPDATE outbox SET posted_channel = NULL, posted_ts = NULL WHERE id = ?", (row_id,))


def make_plain(db: Connection, row_id: int) -> None:
    db.execute("UPDATE outbox SET plain = 1 WHERE id = ?", (row_id,))


def bury(db: Connection, row_id: int, error: str) -> None:
    """Gives up on a message; it stays in the status until somebody looks."""
    db.execute("UPDATE outbox SET dead = 1, lease_until = NULL, last_error = ? WHERE id = ?", (error, row_id))


def release_leases(db: Connection) -> int:
    """At start: what the last process was sending when it died is due again, to be looked for first."""
    return db.execute("UPDATE outbox SET lease_until = NULL WHERE lease_until IS NOT NULL").rowcount


def next_due(db: Connection) -> str | None:
    """When the next waiting message falls due."""
    (due,) = db.execute("SELECT min(due_at) FROM outbox WHERE wanted > done AND dead = 0").fetchone()
    return None if due is None else str(due)


def depth(db: Connection) -> Row:
    """(waiting, oldest, dead, error): how much Slack does not show yet, and why."""
    row: Row = db.execute(
        "SELECT (SELECT count(*) FROM outbox WHERE wanted > done AND dead = 0) AS waiting, "
        "(SELECT min(created_at) FROM outbox WHERE wanted > done AND dead = 0 AND posted_ts IS NULL) AS oldest, "
        "(SELECT count(*) FROM outbox WHERE dead = 1) AS dead, "
        "(SELECT last_error FROM outbox WHERE wanted > done AND last_error IS NOT NULL ORDER BY id DESC LIMIT 1) AS error"
    ).fetchone()
    return row


def last_posts(db: Connection, since: str) -> dict[str, str]:
    """Channel -> when it was last posted to, as far as we know; keeps the pace over a restart."""
    rows = db.execute(
        "SELECT channel, max(coalesce(posting_since, sent_at)) FROM outbox "
        "WHERE coalesce(posting_since, sent_at) >= ? GROUP BY channel",
        (since,),
    )
    return {row[0]: row[1] for row in rows}


def place(db: Connection, kind: str, ref: str) -> Row | None:
    """Where a message stands: posted_channel, posted_ts, channel."""
    row: Row | None = db.execute(
        "SELECT posted_channel, posted_ts, channel FROM outbox WHERE kind = ? AND ref = ?", (kind, ref)
    ).fetchone()
    return row


def open_notice(db: Connection, topic: str, text: str, at: str) -> int | None:
    """Raises an operator notice; None where one on this topic is open, so that nobody is told twice."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO notice (topic, text, at, open) VALUES (?, ?, ?, 1)", (topic, text, at)
    )
    return cursor.lastrowid if cursor.rowcount else None


def close_notice(db: Connection, topic: str) -> bool:
    """True where a notice on this topic was open."""
    return bool(db.execute("UPDATE notice SET open = 0 WHERE topic = ? AND open = 1", (topic,)).rowcount)


def add_notice(db: Connection, topic: str, text: str, at: str) -> int:
    """An all-clear: told once, never open."""
    cursor = db.execute("INSERT INTO notice (topic, text, at, open) VALUES (?, ?, ?, 0)", (topic, text, at))
    return int(cursor.lastrowid or 0)


def notice_text(db: Connection, notice_id: int) -> str:
    row = db.execute("SELECT text FROM notice WHERE id = ?", (notice_id,)).fetchone()
    return "" if row is None else str(row[0])


def open_notices(db: Connection) -> list[Row]:
    return db.execute("SELECT topic, text, at FROM notice WHERE open = 1 ORDER BY id").fetchall()


def remember_channel(db: Connection, name: str, channel_id: str) -> None:
    db.execute("INSERT OR REPLACE INTO channel (name, id) VALUES (?, ?)", (name, channel_id))


def channel_id(db: Connection, name: str) -> str | None:
    row = db.execute("SELECT id FROM channel WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])
