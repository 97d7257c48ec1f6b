"""What people do to a case: one commit an act, idempotent, recorded, undone by its inverse."""

from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row

from desk import audit, labels
from desk.fingerprint import typed_id
from desk.labels import Label
from desk.nouns import read_case, read_event, read_mention, read_owner
from desk.store import Store, outbox
from desk.store import cases as rows
from desk.store import mentions as mention_rows
from desk.store.times import maybe_text, to_text
from triage.lifecycle import DISPOSITIONS, Act, Standing, next_state, why_not
from triage.model import HEEDLINE, Actor, Case, CaseEvent, Mention, Receipt, State


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
    into: str | None = None,
) -> Result:
    """Does one act and asks for the card and the thread note that show it, in one commit.

    An act that does not apply any more changes nothing and says why. Raises UnknownCase, and ValueError
    where a resolve names no known disposition or a snooze no end. `until` means something to a snooze only,
    `into` (another case's id) to a merge only.
    """
    if act is Act.MERGE:
        return _merge(store, case_id, into or "", by, now)
    if act is Act.NOT_A_COMPLAINT:
        disposition = "not_a_complaint"
    if act in (Act.RESOLVE, Act.NOT_A_COMPLAINT) and disposition not in DISPOSITIONS:
        raise ValueError(f"unknown disposition {disposition!r}")
    if act is not Act.SNOOZE:
        until = None
    elif until is None:
        raise ValueError("a snooze needs an end")
    with store.commit() as db:
        row = must_find(db, case_id)
        refusal = do(db, row, act, by, now, disposition=disposition, until=until)
        return Result(case=read_case(must_find(db, case_id)), refusal=refusal)


def _merge(store: Store, case_id: str, into: str, by: Actor, now: datetime) -> Result:
    """Closes a case in favour of another one, whose thread is told; reopening takes it back."""
    with store.commit() as db:
        row, other = must_find(db, case_id), must_find(db, into)
        refusal = _may_not_merge(row, other)
        if refusal is None:
            refusal = do(db, row, Act.MERGE, by, now, disposition="merged", into=other["public_id"])
        if refusal is None:
            tell(db, other, "merged_in", by, now, row["public_id"])
        return Result(case=read_case(must_find(db, case_id)), refusal=refusal)


def _may_not_merge(row: Row, other: Row) -> str | None:
    if row["id"] == other["id"]:
        return "A case cannot be merged into itself."
    if other["merged_into"]:
        return f"Case {other['public_id']} was itself merged into {other['merged_into']}; choose that one."
    if other["state"] == State.RESOLVED:
        return f"Case {other['public_id']} is closed. Reopen it first, or resolve this one as a duplicate."
    return None


def do(
    db: Connection,
    row: Row,
    act: Act,
    by: Actor,
    now: datetime,
    *,
    disposition: str | None = None,
    until: datetime | None = None,
    into: str | None = None,
) -> str | None:
    """The act within the caller's commit; the refusal where it does not apply."""
    standing = Standing(
        state=State(row["state"]),
        owner=read_owner(row),
        resolved_by=row["resolved_by"],
        escalated_by=row["escalated_by"],
        merged_into=row["merged_into"],
    )
    state = next_state(standing, act)
    if state is None:
        return why_not(standing, act, by)
    rows.move(db, row["id"], _changes(act, state, by, now, disposition, until) | {"merged_into": into})
    labels.learn(db, row["mention_id"], act, disposition, by, now)
    detail = disposition if act is Act.RESOLVE else into or maybe_text(until)
    tell(db, row, act.value, by, now, detail)
    if act is Act.REOPEN and standing.merged_into:
        tell(db, must_find(db, standing.merged_into), "unmerged", by, now, row["public_id"])
    return None


def must_find(db: Connection, case_id: str) -> Row:
    """The case's row; raises UnknownCase."""
    row = rows.find(db, typed_id(case_id))
    if row is None:
        raise UnknownCase(case_id)
    return row


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
        case Act.ESCALATE:
            changes |= {"escalated_at": to_text(now), "escalated_by": by.name}
        case Act.STAND_DOWN:
            changes |= {"escalated_at": None, "escalated_by": None}
        case Act.RESOLVE | Act.NOT_A_COMPLAINT | Act.MERGE:
            changes |= {"resolved_at": to_text(now), "resolved_by": by.name, "disposition": disposition}
            changes |= {"snoozed_until": None}
        case Act.REOPEN:
            changes |= {"resolved_at": None, "resolved_by": None, "disposition": None}
        case Act.SNOOZE:
            changes |= {"snoozed_until": maybe_text(until)}
        case _:  # WAKE
            changes |= {"snoozed_until": None}
    return changes


def tell(
    db: Connection, row: Row, act: str, by: Actor, now: datetime, detail: str | None, *, wiped: bool = False
) -> None:
    """Records the act in the history and in the audit, and wants the card redrawn and a note in its thread.

    A detail that is `wiped` one day with the post's words is kept from the audit, which nobody can wipe.
    """
    moment = to_text(now)
    event_id = rows.record(db, row["id"], moment, (by.id, by.name), act, detail)
    audit.record(db, act, by, now, case=row["public_id"], detail=None if wiped else detail)
    channel = row["channel"]
    outbox.want(
        db,
        [
            ("card", row["public_id"], channel, row["urgency"], moment, moment),
            ("note", str(event_id), channel, row["urgency"], moment, moment),
        ],
    )


def redraw(db: Connection, row: Row, now: datetime) -> None:
    """The card anew, without a note: nothing was done that its history should tell."""
    moment = to_text(now)
    outbox.want(db, [("card", row["public_id"], row["channel"], row["urgency"], moment, moment)])


def wake_snoozed(store: Store, now: datetime) -> int:
    """Brings back the cases whose snooze has run out; returns how many."""
    with store.commit() as db:
        ended = rows.snoozed_until(db, to_text(now))
        for found in ended:
            do(db, must_find(db, found["public_id"]), Act.WAKE, HEEDLINE, now)
    return len(ended)


def tell_overdue(store: Store, now: datetime) -> int:
    """Marks and announces, once each, the cases whose deadline has passed; returns how many."""
    with store.commit() as db:
        late = rows.newly_overdue(db, to_text(now))
        for found in late:
            row = must_find(db, found["public_id"])
            rows.mark_overdue(db, row["id"])
            tell(db, row, "overdue", HEEDLINE, now, row["due_at"])
    return len(late)


def find(store: Store, case_id: str) -> Case:
    """The case as it stands; raises UnknownCase."""
    return read_case(must_find(store.reader, case_id))


def find_by_card(store: Store, receipt: Receipt) -> Case | None:
    """The case whose card stands there."""
    row = rows.find_by_message(store.reader, receipt.channel, receipt.ts)
    return None if row is None else read_case(row)


def list_open(store: Store, page: int, size: int) -> tuple[list[Case], int]:
    """One page (from 1) of unresolved cases, the most urgent first, and how many there are in all."""
    found = rows.page_of_open(store.reader, size, (page - 1) * size)
    return [read_case(row) for row in found], rows.count_open(store.reader)


def history(store: Store, case: Case) -> list[CaseEvent]:
    """Everything done to the case, oldest first."""
    row = must_find(store.reader, case.id)
    return [read_event(e, case.id) for e in rows.history(store.reader, row["id"])]


def corrections(store: Store, case: Case) -> tuple[Label, ...]:
    """What people said is wrong with the verdict."""
    return labels.corrections(store.reader, must_find(store.reader, case.id)["mention_id"])


def find_event(store: Store, event_id: int) -> CaseEvent | None:
    row = rows.event(store.reader, event_id)
    return None if row is None else read_event(row, row["public_id"])


def merged(store: Store, case: Case) -> tuple[str, ...]:
    """The ids of the cases that were merged into this one."""
    return tuple(rows.merged_into(store.reader, case.id))


def reposts(store: Store, case: Case, limit: int = 5) -> list[Mention]:
    """The first posts that repeat the case's words."""
    row = must_find(store.reader, case.id)
    return [read_mention(m) for m in mention_rows.of_case(store.reader, row["id"], limit + 1)[1:]]
