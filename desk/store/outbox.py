"""SQL of the outbox: what Slack should show and does not show yet."""

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection, Row

# What was tried and failed keeps its time: an act on the case must not bring a look for a lost post forward.
# A message that was given up is tried again: there is something new to show.
_WANT = """
    INSERT INTO outbox (kind, ref, channel, urgency, due_at, created_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, ref) DO UPDATE SET wanted = wanted + 1, dead = 0,
        due_at = CASE WHEN done = wanted THEN excluded.due_at
                      WHEN attempts = 0 THEN min(due_at, excluded.due_at) ELSE due_at END
"""
# What waits and may be sent. A note waits for its case's card, goes to its thread and counts on its channel.
_WAITING = """
    FROM outbox o
    LEFT JOIN case_event e ON o.kind = 'note' AND e.id = CAST(o.ref AS INTEGER)
    LEFT JOIN cases c ON c.id = e.case_id
    LEFT JOIN outbox p ON p.kind = 'card' AND p.ref = c.public_id
    WHERE o.wanted > o.done AND o.dead = 0 AND (o.kind <> 'note' OR p.posted_ts IS NOT NULL)
"""
_CHANNEL = "coalesce(p.channel, o.channel)"
# Updates of what stands do not wait for a channel's next free second.
_NEXT = f"""
    SELECT o.*, {_CHANNEL} AS pace_channel, p.posted_channel AS thread_channel, p.posted_ts AS thread_ts {_WAITING}
      AND o.due_at <= :now AND (o.lease_until IS NULL OR o.lease_until <= :now)
      AND CASE WHEN o.posted_ts IS NULL THEN {_CHANNEL} NOT IN (SELECT value FROM json_each(:held))
               ELSE NOT :updates_held END
    ORDER BY o.posted_ts IS NULL, CASE o.kind WHEN 'card' THEN 0 WHEN 'notice' THEN 1 WHEN 'digest' THEN 2 ELSE 3 END,
             o.urgency DESC, o.id
    LIMIT 1
"""
_READY = f"""
    SELECT CASE WHEN o.posted_ts IS NULL THEN {_CHANNEL} END AS channel,
           min(max(o.due_at, coalesce(o.lease_until, ''))) AS at {_WAITING} GROUP BY 1
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

    The row comes back as it was before: `posting_since` is set where an earlier post of it may have reached Slack.
    It also bears `pace_channel`, the channel whose pace it keeps, and for a note `thread_channel` and `thread_ts`.
    """
    values = {"now": now, "held": json.dumps(held), "updates_held": updates_held}
    row: Row | None = db.execute(_NEXT, values).fetchone()
    if row is not None:
        db.execute(
            "UPDATE outbox SET lease_until = ?, attempts = attempts + 1, posting_since = "
            "CASE WHEN posted_ts IS NULL THEN coalesce(posting_since, ?) ELSE posting_since END WHERE id = ?",
            (lease_until, now, row["id"]),
        )
    return row


def ready_times(db: Connection) -> dict[str | None, str]:
    """Channel -> when its first waiting message may be posted by its own time; under None: the first update.

    Notes whose card does not stand yet are none of them: the card's posting makes them ready.
    """
    return dict(map(tuple, db.execute(_READY)))


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


def redirect(db: Connection, row_id: int, *, channel: str, due_at: str, error: str) -> None:
    """Sends a message elsewhere: its channel is gone."""
    db.execute(
        "UPDATE outbox SET channel = ?, due_at = ?, last_error = ?, lease_until = NULL, posted_channel = NULL, "
        "posted_ts = NULL, posting_since = NULL WHERE id = ?",
        (channel, due_at, error, row_id),
    )


def forget_message(db: Connection, row_id: int) -> None:
    """The message was deleted in Slack: the next send posts it anew."""
    db.execute("UPDATE outbox SET posted_channel = NULL, posted_ts = NULL WHERE id = ?", (row_id,))


def make_plain(db: Connection, row_id: int) -> None:
    db.execute("UPDATE outbox SET plain = 1 WHERE id = ?", (row_id,))


def bury(db: Connection, row: Row, error: str) -> None:
    """Gives up on a message, and on the notes that wait for a card; they stay in the status until somebody looks."""
    db.execute(
        "UPDATE outbox SET dead = 1, lease_until = NULL, last_error = ? WHERE id = ?", (error, row["id"])
    )
    db.execute(
        f"UPDATE outbox SET dead = 1, last_error = ? WHERE {_NOTES_OF}", (error, row["kind"], row["ref"])
    )


def drop(db: Connection, row: Row) -> None:
    """Nobody needs this message any more, nor the notes that wait for it: it counts as sent until it is wanted anew."""
    db.execute(
        "UPDATE outbox SET done = wanted, lease_until = NULL, attempts = 0, posting_since = NULL, last_error = NULL "
        "WHERE id = ?",
        (row["id"],),
    )
    db.execute(
        f"UPDATE outbox SET done = wanted, last_error = NULL WHERE {_NOTES_OF}", (row["kind"], row["ref"])
    )


_NOTES_OF = """
    kind = 'note' AND wanted > done AND CAST(ref AS INTEGER) IN (
        SELECT e.id FROM case_event e JOIN cases c ON c.id = e.case_id WHERE ? = 'card' AND c.public_id = ?)
"""


def release_leases(db: Connection, look_at: str) -> int:
    """At start: what the last process was sending when it died is due again, what it posted from `look_at` on."""
    return db.execute(
        "UPDATE outbox SET lease_until = NULL, "
        "due_at = CASE WHEN posting_since IS NULL THEN due_at ELSE max(due_at, ?) END WHERE lease_until IS NOT NULL",
        (look_at,),
    ).rowcount


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
