"""SQL of lists of cases: any mix of conditions, in an order that an index serves."""

from collections.abc import Iterator, Mapping
from sqlite3 import Connection, Row

from desk.store.cases import SELECT

_CONDITIONS = {
    "state": "c.state = :state",
    "owner": "c.owner_id = :owner",
    "overdue": "c.overdue = :overdue",
    "urgency_from": "c.urgency >= :urgency_from",
    "urgency_to": "c.urgency <= :urgency_to",
    "subject": "c.subject = :subject",
    "source": "m.source = :source",
    "category": "EXISTS (SELECT 1 FROM json_each(m.categories) WHERE value = :category)",
    "opened_from": "c.opened_at >= :opened_from",
}
_OF_MENTIONS = frozenset({"source", "category"})
# spelt as the partial indexes of cases are, or SQLite would not know them again
_KINDS = {False: ("c.state <> 'resolved'",), True: ("c.state = 'resolved'",), None: ()}
_ORDERS = {
    False: "c.urgency DESC, c.opened_at, c.id",
    True: "c.resolved_at DESC, c.id DESC",
    None: "c.opened_at DESC, c.id DESC",
}


def page(
    db: Connection, resolved: bool | None, values: Mapping[str, object], limit: int, offset: int
) -> Iterator[Row]:
    """Cases that are resolved, open or (None) either, for which every value holds; a negative limit means all."""
    return db.execute(
        f"{SELECT} WHERE {_where(resolved, values)} ORDER BY {_ORDERS[resolved]} LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )


def count(db: Connection, resolved: bool | None, values: Mapping[str, object]) -> int:
    """How many those are."""
    joined = "" if _OF_MENTIONS.isdisjoint(values) else "JOIN mention m ON m.id = c.mention_id"
    (number,) = db.execute(
        f"SELECT count(*) FROM cases c {joined} WHERE {_where(resolved, values)}", values
    ).fetchone()
    return int(number)


def _where(resolved: bool | None, values: Mapping[str, object]) -> str:
    return " AND ".join((*_KINDS[resolved], *(_CONDITIONS[name] for name in values))) or "TRUE"
