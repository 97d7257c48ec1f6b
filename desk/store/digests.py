"""SQL of the daily digest: the counts of a period, and which days were told."""

from sqlite3 import Connection, Row


def last_day(db: Connection) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM digest ORDER BY day DESC LIMIT 1").fetchone()
    return row


def find(db: Connection, day: str) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM digest WHERE day = ?", (day,)).fetchone()
    return row


def add(db: Connection, day: str, begin: str, end: str, skipped: str | None) -> None:
    """A day has one digest: raises IntegrityError where it has it."""
    db.execute(
        "INSERT INTO digest (day, begin, end, skipped) VALUES (?, ?, ?, ?)", (day, begin, end, skipped)
    )


def by_subject(db: Connection, begin: str, end: str) -> list[Row]:
    """(subject, mentions, complaints, negativity) of a period; the last two of those chiefly about it."""
    return db.execute(
        "SELECT s.value AS subject, count(*) AS mentions, "
        "sum(s.key = 0 AND m.complaint >= 0.5) AS complaints, avg(CASE WHEN s.key = 0 THEN m.negativity END) AS negativity "
        "FROM mention m, json_each(m.subjects) s WHERE m.seen_at >= ? AND m.seen_at < ? GROUP BY s.value",
        (begin, end),
    ).fetchall()


def by_source(db: Connection, begin: str, end: str) -> list[Row]:
    return db.execute(
        "SELECT source, count(*) AS mentions FROM mention WHERE seen_at >= ? AND seen_at < ? GROUP BY source "
        "ORDER BY count(*) DESC, source",
        (begin, end),
    ).fetchall()


def passed_over(db: Connection, begin: str, end: str) -> int:
    (count,) = db.execute(
        "SELECT coalesce(sum(posts), 0) FROM reading WHERE seen_at >= ? AND seen_at < ?",
        (begin, end),
    ).fetchone()
    return int(count)


def categories(db: Connection, begin: str, end: str) -> list[Row]:
    """HCAT categories of the period's cases, the commonest first."""
    return db.execute(
        "SELECT k.value AS category, count(*) AS cases FROM cases c JOIN mention m ON m.id = c.mention_id, "
        "json_each(m.categories) k WHERE k.key = 0 AND c.opened_at >= ? AND c.opened_at < ? "
        "GROUP BY k.value ORDER BY count(*) DESC, k.value",
        (begin, end),
    ).fetchall()


def case_times(db: Connection, begin: str, end: str) -> list[Row]:
    """(opened_at, claimed_at, resolved_at, disposition) of the cases opened in a period."""
    return db.execute(
        "SELECT opened_at, claimed_at, resolved_at, disposition FROM cases WHERE opened_at >= ? AND opened_at < ?",
        (begin, end),
    ).fetchall()


def first_seen(db: Connection) -> str | None:
    """When the first thing of all was read."""
    (seen,) = db.execute("SELECT min(since) FROM source").fetchone()
    (first,) = db.execute("SELECT min(seen_at) FROM mention").fetchone()
    return min((t for t in (seen, first) if t), default=None)


def quarantined(db: Connection, begin: str, end: str) -> int:
    (count,) = db.execute(
        "SELECT count(*) FROM quarantine WHERE seen_at >= ? AND seen_at < ?", (begin, end)
    ).fetchone()
    return int(count)
