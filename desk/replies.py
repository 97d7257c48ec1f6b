"""Replies to a case: one commit an act, recorded in its history; a person posts them, or the posting room does."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection, Row

from desk import cases
from desk.store import Store, outbox
from desk.store import replies as rows
from desk.store.times import from_text, maybe_time, to_text
from triage.lifecycle import Act
from triage.model import HEEDLINE, Actor, State
from triage.reply import Reply, ReplyAct, ReplyState, next_state, refusal

WRITING_FOR = timedelta(minutes=20)  # a form that was opened longer ago is taken to be forgotten
MOST_NUDGES = 3
MOST_COMMENT = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The reply as it stands now. `refusal` is a sentence for the person who acted; None where it was done."""

    reply: Reply | None
    refusal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wrote. `base` is the id of the reply that stood when they began, 0 where there was none."""

    text: str
    base: int
    needed: int  # approvals
    suggestion: str | None = None
    reason: str | None = None


def write(
    store: Store, case_id: str, draft: Draft, by: Actor, now: datetime, nudge_after: timedelta
) -> Outcome:
    """A new reply in place of the last one; claims a case that nobody holds.

    Changes nothing where the case is closed, or where somebody else wrote one meanwhile. Raises UnknownCase.
    """
    with store.commit() as db:
        row = cases.must_find(db, case_id)
        rows.end_writing(db, row["id"], by.id)
        standing = _last(db, row)
        refused = _may_not_write(row, standing, draft, by)
        if refused:
            return Outcome(reply=standing, refusal=refused)
        if row["state"] == State.NEW:
            cases.do(db, row, Act.CLAIM, by, now)
            row = cases.must_find(db, case_id)
        if standing and standing.is_live:
            rows.change(db, standing.id, {"state": ReplyState.REPLACED.value, "nudge_at": None})
        _insert(db, row, draft, by, now, nudge_after)
        cases.tell(db, row, "drafted", by, now, f"{draft.needed}")
        return Outcome(reply=_last(db, row))


def _may_not_write(row: Row, standing: Reply | None, draft: Draft, by: Actor) -> str | None:
    if row["state"] == State.RESOLVED:
        return "This case is closed. Press Reopen on its card first; your text was not kept."
    if standing is None or standing.id == draft.base:
        return None
    if standing.state is ReplyState.SENT:
        return f"{standing.sent_by} marked a reply as posted while you were writing. Look at it on the card first."
    if standing.by.id == by.id or not standing.is_live:
        return None
    return f"{standing.by.name} wrote a reply while you were writing. Look at it on the card first."


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
) -> Outcome:
    """Does one act on the case's reply; one that does not apply any more changes nothing and says why.

    `base` is the id of the reply that the person saw. Raises UnknownCase.
    """
    with store.commit() as db:
        row = cases.must_find(db, case_id)
        reply = _last(db, row)
        refused = refusal(reply, act, by)
        if reply is None or refused:
            return Outcome(reply=reply, refusal=refused)
        if base is not None and base != reply.id:
            told = "The reply has changed since you looked at it. Read it on the card, then press again."
            return Outcome(reply=reply, refusal=told)
        _change(db, reply, act, by, now, comment, link)
        cases.tell(db, row, f"reply_{act.value}", by, now, comment or link)
        return Outcome(reply=_last(db, row))


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
    """The case's last reply; raises UnknownCase."""
    return _last(store.reader, cases.must_find(store.reader, case_id))


def _last(db: Connection, case: Row) -> Reply | None:
    row = rows.last(db, case["id"])
    if row is None:
        return None
    given = rows.approvals(db, row["id"])
    return Reply(
        id=row["id"],
        case_id=case["public_id"],
        text=row["text"],
        state=ReplyState(row["state"]),
        by=Actor(id=row["by_id"], name=row["by_name"]),
        at=from_text(row["at"]),
        needed=row["needed"],
        approved_by=tuple(Actor(id=each["actor_id"], name=each["actor_name"]) for each in given),
        suggestion=row["suggestion"],
        reason=row["reason"],
        comment=row["comment"],
        sent_at=maybe_time(row["sent_at"]),
        sent_by=row["sent_by"],
        link=row["link"],
    )


def begin_writing(store: Store, case_id: str, by: Actor, now: datetime) -> None:
    """Somebody opened the form: others see it on the card and in their own form. Raises UnknownCase."""
    with store.commit(durable=False) as db:
        row = cases.must_find(db, case_id)
        rows.begin_writing(db, row["id"], (by.id, by.name), to_text(now))
        _redraw(db, row, now)


def end_writing(store: Store, case_id: str, by: Actor, now: datetime) -> None:
    """The form was closed without a word. Raises UnknownCase."""
    with store.commit(durable=False) as db:
        row = cases.must_find(db, case_id)
        if rows.end_writing(db, row["id"], by.id):
            _redraw(db, row, now)


def writing(store: Store, case_id: str) -> tuple[Actor, ...]:
    """Who has the form open, the first one first; raises UnknownCase."""
    found = rows.writing(store.reader, cases.must_find(store.reader, case_id)["id"])
    return tuple(Actor(id=row["actor_id"], name=row["actor_name"]) for row in found)


def _redraw(db: Connection, row: Row, now: datetime) -> None:
    moment = to_text(now)
    outbox.want(db, [("card", row["public_id"], row["channel"], row["urgency"], moment, moment)])


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
        forgotten = rows.forget_writing(db, to_text(now - WRITING_FOR))
        for case_id in forgotten:
            _redraw(db, cases.must_find(db, case_id), now)
    return len(waiting) + len(forgotten)
