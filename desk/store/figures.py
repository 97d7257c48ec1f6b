"""SQL of figures: counts of cases and mentions over a period."""

from sqlite3 import Connection, Row

_GROUPS = {
    "source": ("m.source", "c.opened_at", "JOIN mention m ON m.id = c.mention_id"),
    "urgency": ("CAST(c.urgency AS TEXT)", "c.opened_at", ""),
    "disposition": ("c.disposition", "c.resolved_at", ""),
}
_MOMENTS = frozenset({"claimed_at", "resolved_at"})


def opened(db: Connection, begin: str, end: str) -> int:
    (number,) = db.execute(
        "SELECT count(*) FROM cases WHERE opened_at >= ? AND opened_at < ?", (begin, end)
    ).fetchone()
    return int(number)


def waits(db: Connection, moment: str, begin: str, end: str) -> list[Row]:
    """(opened_at, when it came) of the cases for which `moment`, claimed_at or resolved_at, came in the period."""
    if moment not in _MOMENTS:
        raise ValueError(f"no such moment: {moment}")
    return db.execute(
        f"SELECT opened_at, {moment} FROM cases WHERE {moment} >= ? AND {moment} < ?", (begin, end)
    ).fetchall()


def standing(db: Connection) -> tuple[int, int]:
    """How many cases are open now, and how many of these are overdue."""
    row = db.execute(
        "SELECT count(*), coalesce(sum(overdue), 0) FROM cases WHERE state <> 'resolved'"
    ).fetchone()
    return int(row[0]), int(row[1])


def counts(db: Connection, by: str, begin: str, end: str) -> dict[str, int]:
    """Cases of a period by source or urgency (of those opened) or by disposition (of those resolved)."""
    what, when, joined = _GROUPS[by]
    return dict(
        map(
            tuple,
            db.execute(
                f"SELECT {what}, count(*) FROM cases c {joined} WHERE {when} >= ? AND {when} < ? "
                f"AND {what} IS NOT NULL GROUP BY 1",
                (begin, end),
            ),
        )
    )


def by_subject(db: Connection, begin: str, end: str) -> dict[str, Row]:
    """Name -> (subject, mentions, complaints, negativity) of the mentions that are chiefly about it."""
    rows = db.execute(
        "SELECT json_extract(subjects, '$[0]') AS subject, count(*) AS mentions, sum(complaint >= 0.5) AS complaints, "
        "avg(negativity) AS negativity FROM mention WHERE seen_at >= ? AND seen_at < ? GROUP BY 1",
        (begin, end),
    )
    return {row["subject"]: row for row in rows}
