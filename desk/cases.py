"""What people do to a case: one commit an act, idempotent, recorded, undone by its inverse."""

import json
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row

from desk.store import Store, outbox
from desk.store import cases as rows
from desk.store import mentions as mention_rows
from desk.store.times import from_text, maybe_time, to_text
from triage.lifecycle import DISPOSITIONS, Act, Standing, next_state, why_not
from triage.model import (
    HEEDLINE,
    Actor,
    Assessment,
    Case,
    CaseEvent,
    Mention,
    Reason,
    Receipt,
    State,
    Urgency,
)


class UnknownCase(Exception):
    """No case bears this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an act came to. `refusal` is a sentence for the person who acted; None where it was done."""

    case: Case
    refusal: str | None = None


def act_on(
    store: Store,
    case_id: str,
    act: Act,
    by: Actor,
    now: datetime,
    *,
    disposition: str | None = None,
    until: datetime | None = None,
) -> Result:
    """Does one act and asks for the card and the thread note that show it, in one commit.

    An act that does not apply any more changes nothing and says why. Raises UnknownCase, and ValueError
    where a resolve names no known disposition or a snooze no end.
    """
    if act is Act.NOT_A_COMPLAINT:
        disposition = "not_a_complaint"
    if act in (Act.RESOLVE, Act.NOT_A_COMPLAINT) and disposition not in DISPOSITIONS:
        raise ValueError(f"unknown disposition {disposition!r}")
    if act is Act.SNOOZE and until is None:
        raise ValueError("a snooze needs an end")
    with store.commit() as db:
        row = _must_find(db, case_id)
        standing = _standing(row)
        state = next_state(standing, act)
        if state is None:
            return Result(case=_case(row), refusal=why_not(standing, act, by))
        rows.move(db, row["id"], _changes(act, state, by, now, disposition, until))
        _tell(db, row, act.value, by, now, _detail(act, disposition, until))
        return Result(case=_case(_must_find(db, case_id)))


def _must_find(db: Connection, case_id: str) -> Row:
    row = rows.find(db, case_id.strip().upper().removeprefix("#"))
    if row is None:
        raise UnknownCase(case_id)
    return row


def _standing(row: Row) -> Standing:
    return Standing(state=State(row["state"]), owner=_owner(row), resolved_by=row["resolved_by"])


def _owner(row: Row) -> Actor | None:
    return Actor(id=row["owner_id"], name=row["owner_name"]) if row["owner_id"] else None


def _changes(
    act: Act, state: State, by: Actor, now: datetime, disposition: str | None, until: datetime | None
) -> dict[str, str | None]:
    changes: dict[str, str | None] = {"state": state.value}
    match act:
        case Act.CLAIM:
            changes |= {
                "owner_id": by.id,
                "owner_name": by.name,
                "claimed_at": to_text(now),
                "snoozed_until": None,
            }
        case Act.UNCLAIM:
            changes |= {"owner_id": None, "owner_name": None, "claimed_at": None}
        case Act.RESOLVE | Act.NOT_A_COMPLAINT:
            changes |= {"resolved_at": to_text(now), "resolved_by": by.name, "disposition": disposition}
            changes |= {"snoozed_until": None}
        case Act.REOPEN:
            changes |= {"resolved_at": None, "resolved_by": None, "disposition": None}
        case Act.SNOOZE:
            changes |= {"snoozed_until": to_text(until) if until else None}
        case Act.WAKE:
            changes |= {"snoozed_until": None}
    return changes


def _detail(act: Act, disposition: str | None, until: datetime | None) -> str | None:
    if act is Act.RESOLVE:
        return disposition
    return to_text(until) if act is Act.SNOOZE and until else None


def _tell(db: Connection, row: Row, act: str, by: Actor, now: datetime, detail: str | None) -> None:
    """Records the act, and wants the card redrawn and a note in its thread."""
    moment = to_text(now)
    event_id = rows.record(db, row["id"], moment, (by.id, by.name), act, detail)
    channel = row["channel"]
    outbox.want(
        db,
        [
            ("card", row["public_id"], channel, row["urgency"], moment, moment),
            ("note", str(event_id), channel, row["urgency"], moment, moment),
        ],
    )


def wake_snoozed(store: Store, now: datetime) -> int:
    """Brings back the cases whose snooze has run out; returns how many."""
    return sum(
        act_on(store, row["public_id"], Act.WAKE, HEEDLINE, now).refusal is None
        for row in rows.snoozed_until(store.reader, to_text(now))
    )


def tell_overdue(store: Store, now: datetime) -> int:
    """Marks and announces, once each, the cases whose deadline has passed; returns how many."""
    with store.commit() as db:
        late = rows.newly_overdue(db, to_text(now))
        for found in late:
            row = _must_find(db, found["public_id"])
            rows.mark_overdue(db, row["id"])
            _tell(db, row, "overdue", HEEDLINE, now, row["due_at"])
    return len(late)


def find(store: Store, case_id: str) -> Case:
    """The case as it stands; raises UnknownCase."""
    return _case(_must_find(store.reader, case_id))


def find_by_card(store: Store, receipt: Receipt) -> Case | None:
    """The case whose card stands there."""
    row = rows.find_by_message(store.reader, receipt.channel, receipt.ts)
    return None if row is None else _case(row)


def list_open(store: Store, page: int, size: int) -> tuple[list[Case], int]:
    """One page (from 1) of unresolved cases, the most urgent first, and how many there are in all."""
    found = rows.page_of_open(store.reader, size, (page - 1) * size)
    return [_case(row) for row in found], rows.count_open(store.reader)


def history(store: Store, case: Case) -> list[CaseEvent]:
    """Everything done to the case, oldest first."""
    row = _must_find(store.reader, case.id)
    return [_event(e, case.id) for e in rows.history(store.reader, row["id"])]


def find_event(store: Store, event_id: int) -> CaseEvent | None:
    row = rows.event(store.reader, event_id)
    return None if row is None else _event(row, row["public_id"])


def _event(row: Row, case_id: str) -> CaseEvent:
    return CaseEvent(
        case_id=case_id,
        at=from_text(row["at"]),
        actor=Actor(id=row["actor_id"], name=row["actor_name"]),
        act=row["act"],
        detail=row["detail"],
    )


def reposts(store: Store, case: Case, limit: int = 5) -> list[Mention]:
    """The first posts that repeat the case's words."""
    row = _must_find(store.reader, case.id)
    return [read_mention(m) for m in mention_rows.of_case(store.reader, row["id"], limit + 1)[1:]]


def read_mention(row: Row) -> Mention:
    return Mention(
        source=row["source"],
        native_id=row["native_id"],
        text=row["text"],
        author=row["author"],
        url=row["url"],
        written_at=maybe_time(row["written_at"]),
        reach=row["reach"],
        language=row["language"],
    )


def read_assessment(row: Row) -> Assessment:
    return Assessment(
        complaint=row["complaint"],
        negativity=row["negativity"],
        urgency=Urgency(row["urgency"]),
        tone=row["tone"],
        language=row["language"],
        categories=tuple(json.loads(row["categories"])),
        severity=row["severity"],
        reasons=tuple(
            Reason(rule=rule, sentence=sentence, weight=weight, evidence=tuple(evidence))
            for rule, sentence, weight, evidence in json.loads(row["reasons"])
        ),
    )


def _case(row: Row) -> Case:
    placed = row["posted_ts"] is not None
    return Case(
        id=row["public_id"],
        state=State(row["state"]),
        subject=row["subject"],
        urgency=Urgency(row["urgency"]),
        route=row["route"],
        mention=read_mention(row),
        assessment=read_assessment(row),
        opened_at=from_text(row["opened_at"]),
        due_at=maybe_time(row["due_at"]),
        overdue=bool(row["overdue"]),
        owner=_owner(row),
        claimed_at=maybe_time(row["claimed_at"]),
        resolved_at=maybe_time(row["resolved_at"]),
        resolved_by=row["resolved_by"],
        disposition=row["disposition"],
        snoozed_until=maybe_time(row["snoozed_until"]),
        joined=row["joined"],
        receipt=Receipt(channel=row["posted_channel"], ts=row["posted_ts"]) if placed else None,
    )
