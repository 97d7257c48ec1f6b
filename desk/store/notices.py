"""SQL of the operator notices: one a trouble, open while it lasts."""

from sqlite3 import Connection, Row


def begin(db: Connection, topic: str, text: str, at: str) -> int | None:
    """Raises an operator notice; None where one on this topic is open, so that nobody is told twice."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO notice (topic, text, at, open) VALUES (?, ?, ?, 1)", (topic, text, at)
    )
    return cursor.lastrowid if cursor.rowcount else None


def end(db: Connection, topic: str) -> bool:
    """True where a notice on this topic was open."""
    return bool(db.execute("UPDATE notice SET open = 0 WHERE topic = ? AND open = 1", (topic,)).rowcount)


def add(db: Connection, topic: str, text: str, at: str) -> int:
    """An all-clear: told once, never open."""
    cursor = db.execute("INSERT INTO notice (topic, text, at, open) VALUES (?, ?, ?, 0)", (topic, text, at))
    return int(cursor.lastrowid or 0)


def text_of(db: Connection, notice_id: int) -> str:
    row = db.execute("SELECT text FROM notice WHERE id = ?", (notice_id,)).fetchone()
    return "" if row is None else str(row[0])


def open_ones(db: Connection) -> list[Row]:
    return db.execute("SELECT topic, text, at FROM notice WHERE open = 1 ORDER BY id").fetchall()
