"""SQL of labels: what people said of a verdict."""

from sqlite3 import Connection, Row


def put(db: Connection, mention_id: int, kind: str, value: str, at: str, actor: tuple[str, str]) -> None:
    """One label of a kind a mention; a later one takes its place."""
    db.execute(
        "INSERT OR REPLACE INTO label (mention_id, kind, value, at, actor_id, actor_name) VALUES (?, ?, ?, ?, ?, ?)",
        (mention_id, kind, value, at, *actor),
    )


def drop(db: Connection, mention_id: int, kind: str) -> None:
    db.execute("DELETE FROM label WHERE mention_id = ? AND kind = ?", (mention_id, kind))


def about(db: Connection, kind: str, since: str) -> list[Row]:
    """Labelled mentions whose words are still kept, with the label as `label`, the oldest first."""
    return db.execute(
        "SELECT m.*, l.value AS label FROM label l JOIN mention m ON m.id = l.mention_id "
        "WHERE l.kind = ? AND m.seen_at >= ? AND m.text <> '' ORDER BY m.id",
        (kind, since),
    ).fetchall()


def value_of(db: Connection, mention_id: int, kind: str) -> str | None:
    row = db.execute(
        "SELECT value FROM label WHERE mention_id = ? AND kind = ?", (mention_id, kind)
    ).fetchone()
    return None if row is None else str(row[0])
