"""SQL of labels: what people said of a verdict."""

from collections.abc import Iterator
from sqlite3 import Connection, Row

COLUMNS = "mention_id, kind, value, given, at, actor_id, actor_name, source, complaint, urgency"


def put(db: Connection, row: tuple[object, ...]) -> None:
    """One label of a kind a mention, in the order of COLUMNS; a later one takes its place."""
    db.execute(f"INSERT OR REPLACE INTO label ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def drop(db: Connection, mention_id: int, kind: str) -> None:
    db.execute("DELETE FROM label WHERE mention_id = ? AND kind = ?", (mention_id, kind))


def find(db: Connection, mention_id: int, kind: str) -> Row | None:
    row: Row | None = db.execute(
        "SELECT * FROM label WHERE mention_id = ? AND kind = ?", (mention_id, kind)
    ).fetchone()
    return row


def of_mention(db: Connection, mention_id: int) -> list[Row]:
    """All that stands of a mention, the oldest first."""
    return db.execute("SELECT * FROM label WHERE mention_id = ? ORDER BY at, kind", (mention_id,)).fetchall()


def judged(db: Connection, mention_id: int) -> Row:
    """The verdict on a mention: (source, complaint, bias, urgency, subjects)."""
    row: Row = db.execute(
        "SELECT source, complaint, bias, urgency, subjects FROM mention WHERE id = ?", (mention_id,)
    ).fetchone()
    return row


def since(db: Connection, moment: str) -> Iterator[Row]:
    """Each labelled mention seen since then, the oldest first, with `said_complaint`, `said_urgency`, `said_about`,
    `given` of the first of them, and in `score` the complaint score then, without bias.
    """
    yield from db.execute(
        """
        SELECT m.*, max(l.complaint) AS score,
               max(CASE l.kind WHEN 'complaint' THEN l.value END) AS said_complaint,
               max(CASE l.kind WHEN 'complaint' THEN l.given END) AS given,
               max(CASE l.kind WHEN 'urgency' THEN l.value END) AS said_urgency,
               max(CASE l.kind WHEN 'subject' THEN l.value END) AS said_about
        FROM label l JOIN mention m ON m.id = l.mention_id
        WHERE m.seen_at >= ? GROUP BY m.id ORDER BY m.id""",
        (moment,),
    )
