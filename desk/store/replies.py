"""SQL of replies: their text, who approved them, who is writing one."""

from sqlite3 import Connection, Row

_COLUMNS = "case_id, text, state, by_id, by_name, at, needed, suggestion, reason, nudge_at"
_CHANGEABLE = ("state", "needed", "comment", "sent_at", "sent_by", "link", "nudge_at", "nudges")


def insert(db: Connection, row: tuple[object, ...]) -> int:
    """A new reply, in the order of _COLUMNS; returns its id."""
    marks = ", ".join("?" for _ in _COLUMNS.split(","))
    return int(db.execute(f"INSERT INTO reply ({_COLUMNS}) VALUES ({marks})", row).lastrowid or 0)


def change(db: Connection, reply_id: int, changes: dict[str, object]) -> None:
    """Only the fields that change in a reply's life; its words never do."""
    names = [name for name in changes if name in _CHANGEABLE]
    assignments = ", ".join(f"{name} = ?" for name in names)
    db.execute(f"UPDATE reply SET {assignments} WHERE id = ?", (*(changes[n] for n in names), reply_id))


def last(db: Connection, case_id: int) -> Row | None:
    """The one that counts: of those that were taken back or replaced only where there is no other."""
    row: Row | None = db.execute(
        "SELECT * FROM reply WHERE case_id = ? ORDER BY state IN ('withdrawn', 'replaced'), id DESC LIMIT 1",
        (case_id,),
    ).fetchone()
    return row


def every(db: Connection, case_id: int) -> list[Row]:
    return db.execute("SELECT * FROM reply WHERE case_id = ? ORDER BY id", (case_id,)).fetchall()


def approve(db: Connection, reply_id: int, actor: tuple[str, str], at: str) -> None:
    db.execute(
        "INSERT OR IGNORE INTO approval (reply_id, actor_id, actor_name, at) VALUES (?, ?, ?, ?)",
        (reply_id, *actor, at),
    )


def take_back(db: Connection, reply_id: int, actor_id: str) -> None:
    db.execute("DELETE FROM approval WHERE reply_id = ? AND actor_id = ?", (reply_id, actor_id))


def approvals(db: Connection, reply_id: int) -> list[Row]:
    return db.execute("SELECT * FROM approval WHERE reply_id = ? ORDER BY at, rowid", (reply_id,)).fetchall()


def to_nudge(db: Connection, now: str) -> list[Row]:
    """Replies whose approval has been waited for too long."""
    return db.execute(
        "SELECT r.*, c.public_id FROM reply r JOIN cases c ON c.id = r.case_id "
        "WHERE r.nudge_at <= ? AND r.state = 'waiting' AND c.state <> 'resolved'",
        (now,),
    ).fetchall()


def begin_writing(db: Connection, case_id: int, actor: tuple[str, str], at: str) -> None:
    db.execute(
        "INSERT OR REPLACE INTO writing (case_id, actor_id, actor_name, since) VALUES (?, ?, ?, ?)",
        (case_id, *actor, at),
    )


def end_writing(db: Connection, case_id: int, actor_id: str) -> bool:
    found = db.execute("DELETE FROM writing WHERE case_id = ? AND actor_id = ?", (case_id, actor_id))
    return found.rowcount > 0


def forget_writing(db: Connection, before: str) -> list[str]:
    """Drops who began before then, and returns the public ids of their cases."""
    rows = db.execute(
        "SELECT DISTINCT c.public_id FROM writing w JOIN cases c ON c.id = w.case_id WHERE w.since < ?",
        (before,),
    ).fetchall()
    if rows:
        db.execute("DELETE FROM writing WHERE since < ?", (before,))
    return [str(row[0]) for row in rows]


def writing(db: Connection, case_id: int) -> list[Row]:
    return db.execute("SELECT * FROM writing WHERE case_id = ? ORDER BY since, rowid", (case_id,)).fetchall()
