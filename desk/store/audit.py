"""SQL of the audit: it is appended to and read, nothing else."""

from collections.abc import Iterator
from sqlite3 import Connection, Row


def last(db: Connection) -> Row | None:
    """The newest entry."""
    row: Row | None = db.execute("SELECT * FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return row


def append(db: Connection, row: tuple[object, ...]) -> None:
    """One entry, in the order of the table's columns."""
    db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def chain(db: Connection) -> Iterator[tuple[object, ...]]:
    """Every entry whole, in its order, as of one moment. Raises sqlite3.DatabaseError where one cannot be read."""
    for row in db.execute("SELECT * FROM audit ORDER BY id"):
        yield tuple(row)


def chosen(db: Connection, case_id: str | None, since: str | None, most: int | None) -> list[Row]:
    """Entries of a case, or since then, or both; the newest `most` of them, the oldest first."""
    wanted = "(:case IS NULL OR case_id = :case) AND (:since IS NULL OR at >= :since)"
    newest = f"SELECT * FROM audit WHERE {wanted} ORDER BY id DESC LIMIT :most"
    return db.execute(
        f"SELECT * FROM ({newest}) ORDER BY id",
        {"case": case_id, "since": since, "most": -1 if most is None else most},
    ).fetchall()
