"""Replies to a case: one commit an act, recorded in its history; a person posts them, or the posting room does."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection, Row

from desk import cases, writing
from desk.nouns import read_reply
from desk.store import Store, sending
from desk.store import replies as rows
from desk.store.times import to_text
from triage.lifecycle import Act
from triage.model import HEEDLINE, Actor, State
from triage.reply import Reply, ReplyAct, ReplyState, next_state, refusal

MOST_NUDGES = 3
MOST_COMMENT = 500  # characters
CLOSED = "This case is closed. Press Reopen on its card first."
CHANGED = "The reply has changed since you looked at it. Read it on the card, then press again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The reply as it stands now. `refusal` is a sentence for the person who acted; None where it was done."""

    reply: Reply | None
    refusal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wrote. `base` is the id of the reply that stood when they began, 0 where there was none;
    `follows`: that one had been posted already, and this is another one after it.
    """

    text: str
    base: int
    needed: int  # approvals
    suggestion: str | None = None
    reason: str | None = None
    follows: bool = False


def write(
    store: Store, case_id: str, draft: Draft, by: Actor, now: datetime, nudge_after: timedelta
) -> Outcome:
    """A new reply in place of the last one; claims a case that nobody holds.

    Changes nothing where the case is closed, where somebody else wrote or posted one meanwhile, or where it is
    word for word what stands already. Raises UnknownCase.
    """
    with store.commit() as db:
        row = cases.must_find(db, case_id)
        standing = _last(db, row)
        refused = _may_not_write(row, standing, draft, by)
        if standing and not refused:
            refused = _held_by_posting(db, standing)
        if refused:
            return Outcome(reply=standing, refusal=refused)
        had_it_open = rows.end_writing(db, row["id"], by.id)
        if standing and _stands_already(standing, draft):
            if had_it_open:
                cases.redraw(db, row, now)
            return Outcome(reply=standing)
        if row["state"] == State.NEW or (row["state"] == State.SNOOZED and row["owner_id"] is None):
            cases.do(db, row, Act.CLAIM, by, now)
            row = cases.must_find(db, case_id)
        if standing and standing.is_live:
            rows.change(db, standing.id, {"state": ReplyState.REPLACED.value, "nudge_at": None})
            _call_back(db, standing, by, now)
        _insert(db, row, draft, _author(standing, draft, by), now, nudge_after)
        cases.tell(db, row, "drafted", by, now, f"{draft.needed}")
        return Outcome(reply=_last(db, row))


def _may_not_write(row: Row, standing: Reply | None, draft: Draft, by: Actor) -> str | None:
    if row["state"] == State.RESOLVED:
        return CLOSED
    if standing is None:
        return None
    is_known = standing.id == draft.base
    if standing.state is ReplyState.SENT and not (is_known and draft.follows):
        return f"{standing.sent_by} marked a reply as posted while you were writing. Look at it on the card first."
    if is_known or standing.by.id == by.id or not standing.is_live:
        return None
    return f"{standing.by.name} wrote a reply while you were writing. Read it first."


def _stands_already(standing: Reply, draft: Draft) -> bool:
    """A form that was sent off twice, or without a change, takes no approval away."""
    waits = standing.state in (ReplyState.WAITING, ReplyState.APPROVED)
    same = (standing.text, standing.reason, standing.needed) == (draft.text, draft.reason, draft.needed)
    return waits and same


def _author(standing: Reply | None, draft: Draft, by: Actor) -> Actor:
    """Whoever hands in another's words unchanged does not make them their own: the author may still not approve."""
    if standing and standing.text.split() == draft.text.split():
        return standing.by
    return by


def _insert(db: Connection, row: Row, draft: Draft, by: Actor, now: datetime, nudge_after: timedelta) -> None:
    state = ReplyState.WAITING if draft.needed else ReplyState.APPROVED
    nudge_at = to_text(now + nudge_after) if draft.needed and nudge_after else None
    what = (draft.text, state.value, by.id, by.name, to_text(now), draft.needed)
    rows.insert(db, (row["id"], *what, draft.suggestion, draft.reason, nudge_at))


def act_on(
    store: Store,
    case_id: str,
    act: ReplyAct,
    by: Actor,
    now: datetime,
    *,
    comment: str | None = None,
    link: str | None = None,
    base: int | None = None,
    resolve: bool = False,
    nudge_after: timedelta = timedelta(0),
) -> Outcome:
    """Does one act on the case's reply; one that does not apply any more changes nothing and says why.

    `base` is the id of the reply that the person saw; `resolve` closes the case as answered in public, in the same
    commit; `nudge_after` means something where an approval is taken back. Raises UnknownCase.
    """
    with store.commit() as db:
        row = cases.must_find(db, case_id)
        reply = _last(db, row)
        refused = _may_not(row, reply, act, by, base)
        if reply and not refused and act not in (ReplyAct.SENT, ReplyAct.NOT_SENT):
            refused = _held_by_posting(db, reply)
        if reply is None or refused:
            return Outcome(reply=reply, refusal=refused)
        _call_back(db, reply, by, now)
        _change(db, reply, act, by, now, comment, link)
        if act is ReplyAct.UNAPPROVE and reply.state is ReplyState.APPROVED and nudge_after:
            rows.change(db, reply.id, {"nudges": 0, "nudge_at": to_text(now + nudge_after)})
        cases.tell(db, row, f"reply_{act.value}", by, now, comment or link, wiped=True)
        if resolve and row["state"] != State.RESOLVED:
            cases.do(db, row, Act.RESOLVE, by, now, disposition="answered_publicly")
        return Outcome(reply=_last(db, row))


_HELD = {
    "claimed": "Heedline is posting this reply at this moment. Wait until its card says how that ended.",
    "unclear": "This reply may have been posted already. Look at the post, then press on its card what you found.",
}


def _held_by_posting(db: Connection, reply: Reply) -> str | None:
    """A reply that may stand in public already is not changed: another one would be the second."""
    found = sending.find_by_reply(db, reply.id) if reply.is_live else None
    return None if found is None else _HELD.get(found["state"])


def _call_back(db: Connection, reply: Reply, by: Actor, now: datetime) -> None:
    """A reply that changes is not posted as it was, nor does its sending say any more that it stands in public."""
    found = sending.find_by_reply(db, reply.id)
    if found is not None:
        sending.call_back(db, found["id"], now=to_text(now), said=f"{by.name} changed the reply")


def tighten(store: Store, case_id: str, needed: int, now: datetime, nudge_after: timedelta) -> None:
    """A case that became more urgent asks for more approvals of the reply that it has. Raises UnknownCase."""
    with store.commit() as db:
        row = cases.must_find(db, case_id)
        reply = _last(db, row)
        if reply is None or not reply.is_live or needed <= reply.needed:
            return
        changes: dict[str, object] = {"needed": needed}
        if reply.state is ReplyState.APPROVED and len(reply.approved_by) < needed:
            changes |= {"state": ReplyState.WAITING.value, "nudges": 0}
            changes |= {"nudge_at": to_text(now + nudge_after) if nudge_after else None}
        rows.change(db, reply.id, changes)
        cases.tell(db, row, "approvals_raised", HEEDLINE, now, str(needed))


def why_not(store: Store, case_id: str, act: ReplyAct, by: Actor, base: int) -> str | None:
    """What act_on would refuse at this moment, before a form asks for more; raises UnknownCase."""
    row = cases.must_find(store.reader, case_id)
    return _may_not(row, _last(store.reader, row), act, by, base)


def _may_not(row: Row, reply: Reply | None, act: ReplyAct, by: Actor, base: int | None) -> str | None:
    """That it was posted may be told of a closed case, too: the world knows it already."""
    if reply is not None and base is not None and base != reply.id:
        return CHANGED
    refused = refusal(reply, act, by)
    if refused is None and row["state"] == State.RESOLVED and act is not ReplyAct.SENT:
        return CLOSED
    return refused


def _change(
    db: Connection,
    reply: Reply,
    act: ReplyAct,
    by: Actor,
    now: datetime,
    comment: str | None,
    link: str | None,
) -> None:
    state = next_state(reply, act)
    changes: dict[str, object] = {"state": state.value}
    if state is not ReplyState.WAITING:
        changes["nudge_at"] = None
    match act:
        case ReplyAct.APPROVE:
            rows.approve(db, reply.id, (by.id, by.name), to_text(now))
        case ReplyAct.UNAPPROVE:
            rows.take_back(db, reply.id, by.id)
        case ReplyAct.SEND_BACK:
            changes["comment"] = (comment or "")[:MOST_COMMENT]
        case ReplyAct.SENT:
            changes |= {"sent_at": to_text(now), "sent_by": by.name, "link": link}
        case ReplyAct.NOT_SENT:
            changes |= {"sent_at": None, "sent_by": None, "link": None}
        case _:
            pass
    rows.change(db, reply.id, changes)


def current(store: Store, case_id: str) -> Reply | None:
    """The reply that counts, None where there is none; raises UnknownCase."""
    return _last(store.reader, cases.must_find(store.reader, case_id))


def every(store: Store, case_id: str) -> tuple[Reply, ...]:
    """All replies to a case, also those that were replaced or taken back, the first one first; raises UnknownCase."""
    case = cases.must_find(store.reader, case_id)
    return tuple(_read(store.reader, row, case) for row in rows.every(store.reader, case["id"]))


def _last(db: Connection, case: Row) -> Reply | None:
    row = rows.last(db, case["id"])
    return None if row is None else _read(db, row, case)


def _read(db: Connection, row: Row, case: Row) -> Reply:
    return read_reply(row, rows.approvals(db, row["id"]), case["public_id"])


def step(store: Store, now: datetime, every: timedelta) -> int:
    """What the clock brings: reminders to approve, and forms that were forgotten; returns how many."""
    with store.commit() as db:
        waiting = rows.to_nudge(db, to_text(now))
        for found in waiting:
            nudges = found["nudges"] + 1
            again = to_text(now + every) if nudges < MOST_NUDGES else None
            rows.change(db, found["id"], {"nudges": nudges, "nudge_at": again})
            case = cases.must_find(db, found["public_id"])
            cases.tell(db, case, "approval_waits", HEEDLINE, now, found["at"])
        return len(waiting) + writing.forget(db, now)
