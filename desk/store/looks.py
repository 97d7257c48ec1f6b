"""SQL of the budget for mentions that a person must judge."""

from sqlite3 import Connection, Row


def used(db: Connection, day: str) -> int:
    """Cards spent on the local day (ISO date)."""
    row = db.execute("SELECT used FROM look WHERE day = ?", (day,)).fetchone()
    return 0 if row is None else int(row[0])


def use(db: Connection, day: str, number: int) -> None:
    db.execute(
        "INSERT INTO look (day, used) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET used = used + excluded.used",
        (day, number),
    )


def waiting(db: Connection, begin: str, end: str, limit: int) -> tuple[int, list[Row]]:
    """How many mentions of the period nobody has looked at, and the most negative of them."""
    where = "outcome = 'look' AND seen_at >= ? AND seen_at < ?"
    (number,) = db.execute(f"SELECT count(*) FROM mention WHERE {where}", (begin, end)).fetchone()
    rows = db.execute(
        f"SELECT * FROM mention WHERE {where} ORDER BY negativity DESC, id LIMIT ?", (begin, end, limit)
    ).fetchall()
    return int(number), rows
