"""SQL of the replies that are posted through a platform's API: each is claimed before its platform is called."""

from sqlite3 import Connection, Row

_SELECT = """
    SELECT s.*, m.source, r.text, r.state AS reply_state, r.link
    FROM sending s JOIN mention m ON m.id = s.mention_id JOIN reply r ON r.id = s.reply_id
"""
# A positive answer that comes late is still the truth; nothing else may overtake what was settled meanwhile.
_MAY_END = {"posted": ("claimed", "unclear"), "refused": ("claimed",), "unclear": ("claimed",)}


def want(
    db: Connection, *, reply_id: int, case_id: int, mention_id: int, at: str, by: tuple[str, str]
) -> int:
    """Asks for a reply to be posted that nobody asked for before; returns its id."""
    made = db.execute(
        "INSERT INTO sending (reply_id, case_id, mention_id, state, wanted_at, wanted_by_id, wanted_by_name, try_at) "
        "VALUES (?, ?, ?, 'wanted', ?, ?, ?, ?)",
        (reply_id, case_id, mention_id, at, *by, _not_before(db, mention_id, at)),
    )
    return int(made.lastrowid or 0)


def _not_before(db: Connection, mention_id: int, at: str) -> str:
    """Then, or when the platform may be asked again: it is waited for by other replies to the same source."""
    (held,) = db.execute(
        "SELECT max(s.try_at) FROM sending s JOIN mention m ON m.id = s.mention_id WHERE s.state = 'wanted' "
        "AND m.source = (SELECT source FROM mention WHERE id = ?)",
        (mention_id,),
    ).fetchone()
    return max(at, str(held or ""))


def claim_next(db: Connection, now: str) -> Row | None:
    """Takes the reply that is due first; nobody else gets it from here on."""
    rows = db.execute(
        "UPDATE sending SET state = 'claimed', claimed_at = ?, tries = tries + 1 WHERE state = 'wanted' AND id = ("
        "SELECT id FROM sending WHERE state = 'wanted' AND try_at <= ? ORDER BY try_at, id LIMIT 1) RETURNING id",
        (now, now),
    ).fetchall()
    return find(db, rows[0]["id"]) if rows else None


def next_try(db: Connection) -> str | None:
    """When the first of those that wait may be tried."""
    (at,) = db.execute("SELECT min(try_at) FROM sending WHERE state = 'wanted'").fetchone()
    return None if at is None else str(at)


def end(db: Connection, row_id: int, state: str, *, now: str, url: str | None, said: str | None) -> bool:
    """How a claimed reply ended; False where it was settled otherwise meanwhile."""
    allowed = ", ".join(f"'{before}'" for before in _MAY_END[state])
    return bool(
        db.execute(
            f"UPDATE sending SET state = ?, done_at = ?, url = ?, said = ? WHERE id = ? AND state IN ({allowed})",
            (state, now, url, said, row_id),
        ).rowcount
    )


def put_off(db: Connection, row_id: int, *, try_at: str, said: str) -> bool:
    """Back to those that wait: surely not posted. False where it was settled otherwise meanwhile."""
    return bool(
        db.execute(
            "UPDATE sending SET state = 'wanted', claimed_at = NULL, try_at = ?, said = ? "
            "WHERE id = ? AND state = 'claimed'",
            (try_at, said, row_id),
        ).rowcount
    )


def hold_back(db: Connection, source: str, until: str) -> None:
    """The replies to a source that wait are not tried before then."""
    db.execute(
        "UPDATE sending SET try_at = ? WHERE state = 'wanted' AND try_at < ? "
        "AND mention_id IN (SELECT id FROM mention WHERE source = ?)",
        (until, until, source),
    )


def claimed_before(db: Connection, moment: str | None) -> list[Row]:
    """Replies claimed up to then (None: whenever) whose end nobody wrote down."""
    return db.execute(
        f"{_SELECT} WHERE s.state = 'claimed' AND (:at IS NULL OR s.claimed_at <= :at) ORDER BY s.id",
        {"at": moment},
    ).fetchall()


def unclear_and_sent(db: Connection) -> list[Row]:
    """Those whose end is unclear and whose reply a person has marked as posted."""
    return db.execute(f"{_SELECT} WHERE s.state = 'unclear' AND r.state = 'sent'").fetchall()


def settle(db: Connection, row_id: int, state: str, *, now: str, url: str | None, said: str | None) -> None:
    """What a person found out about a reply whose end was unclear."""
    db.execute(
        "UPDATE sending SET state = ?, done_at = ?, url = ?, said = ? WHERE id = ? AND state = 'unclear'",
        (state, now, url, said, row_id),
    )


def call_back(db: Connection, row_id: int, *, now: str, said: str) -> None:
    """The reply was changed, or is not in public after all: this sending is over, and another may be asked for."""
    db.execute(
        "UPDATE sending SET state = 'refused', done_at = ?, url = NULL, said = ? "
        "WHERE id = ? AND state IN ('wanted', 'posted')",
        (now, said, row_id),
    )


def want_again(db: Connection, row_id: int, mention_id: int, *, now: str, by: tuple[str, str]) -> None:
    """Tries anew, as if it had been asked for now; only what was surely not posted."""
    db.execute(
        "UPDATE sending SET state = 'wanted', wanted_at = ?, wanted_by_id = ?, wanted_by_name = ?, try_at = ?, "
        "tries = 0, claimed_at = NULL, done_at = NULL, said = NULL WHERE id = ? AND state = 'refused'",
        (now, *by, _not_before(db, mention_id, now), row_id),
    )


def withdraw(db: Connection, row_id: int, *, now: str, said: str) -> bool:
    """Takes a reply back that nobody has claimed; False where it does not wait."""
    return bool(
        db.execute(
            "UPDATE sending SET state = 'refused', done_at = ?, said = ? WHERE id = ? AND state = 'wanted'",
            (now, said, row_id),
        ).rowcount
    )


def find(db: Connection, row_id: int) -> Row | None:
    row: Row | None = db.execute(f"{_SELECT} WHERE s.id = ?", (row_id,)).fetchone()
    return row


def find_by_reply(db: Connection, reply_id: int) -> Row | None:
    row: Row | None = db.execute(f"{_SELECT} WHERE s.reply_id = ?", (reply_id,)).fetchone()
    return row


def mention(db: Connection, mention_id: int) -> Row:
    row: Row = db.execute("SELECT * FROM mention WHERE id = ?", (mention_id,)).fetchone()
    return row
