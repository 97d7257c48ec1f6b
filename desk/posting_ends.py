"""How the posting of a reply ended, written down and told: posted, refused, or unclear until a person has looked."""

from datetime import datetime
from sqlite3 import Connection, Row

from desk import cases, operator
from desk.store import Store, notices
from desk.store import cases as case_rows
from desk.store import replies as reply_rows
from desk.store import sending as rows
from desk.store.times import to_text
from triage.cleaning import clean_line
from triage.model import HEEDLINE, Actor, State
from triage.policy import Policy
from triage.reply import ReplyState

_KILLED = "Heedline was stopped while it waited for the platform's answer"


def end_within(
    db: Connection,
    row: Row,
    state: str,
    act: str,
    now: datetime,
    *,
    url: str | None = None,
    said: str | None = None,
) -> None:
    """Within the caller's commit; changes nothing where a person settled it meanwhile."""
    said = line(said) if said else None
    if rows.end(db, row["id"], state, now=to_text(now), url=url, said=said):
        notices.end(db, topic(row["id"]))
        if state == "posted":
            mark_sent(db, row, url, now)
        tell(db, row, act, HEEDLINE, now, url or said)


def mark_sent(db: Connection, row: Row, url: str | None, now: datetime) -> None:
    """The reply stands in public: whoever asked for it sent it."""
    sent = {
        "state": ReplyState.SENT.value,
        "sent_at": to_text(now),
        "sent_by": row["wanted_by_name"],
        "link": url,
    }
    reply_rows.change(db, row["reply_id"], {**sent, "nudge_at": None})


def mark_unclear(db: Connection, policy: Policy, row: Row, why: str, now: datetime) -> None:
    """From here on nothing but a person's word moves it; the case's thread and the operators are told."""
    why = line(why)
    if not rows.end(db, row["id"], "unclear", now=to_text(now), url=None, said=why):
        return
    tell(db, row, "posting_unclear", HEEDLINE, now, why)
    told = (
        f"A reply to case {case_rows.public_id_of(db, row['case_id'])} ({row['source']}) may have been posted: {why}. "
        "It is not tried again by itself. Look at the post; the case's card takes what you find."
    )
    operator.raise_within(db, policy, topic(row["id"]), told, now)


def lost(store: Store, policy: Policy, before: datetime | None, now: datetime) -> int:
    """What was claimed before then (None: whenever) and never ended is unclear; returns how many were."""
    moment = to_text(before) if before else None
    if not rows.claimed_before(store.reader, moment):
        return 0
    with store.commit() as db:
        lost = rows.claimed_before(db, moment)
        for row in lost:
            mark_unclear(db, policy, row, _KILLED, now)
    return len(lost)


def settled_by_hand(store: Store, now: datetime) -> int:
    """An unclear reply that somebody has marked as posted meanwhile is posted; returns how many were."""
    if not rows.unclear_and_sent(store.reader):
        return 0
    with store.commit() as db:
        found = rows.unclear_and_sent(db)
        for row in found:
            rows.settle(db, row["id"], "posted", now=to_text(now), url=row["link"], said=None)
            notices.end(db, topic(row["id"]))
    return len(found)


def tell(db: Connection, row: Row, act: str, by: Actor, now: datetime, detail: str | None) -> None:
    """Records what became of the reply in its case's history, card and thread."""
    cases.tell(db, _case(db, row), act, by, now, detail)


def _case(db: Connection, row: Row) -> Row:
    return cases.must_find(db, str(case_rows.public_id_of(db, row["case_id"])))


def is_closed(db: Connection, row: Row) -> bool:
    """Whoever closed the case did not wait for an answer any more."""
    return bool(_case(db, row)["state"] == State.RESOLVED)


def redraw_within(db: Connection, row: Row, now: datetime) -> None:
    """The case's card shows how it stands, without a note."""
    cases.redraw(db, _case(db, row), now)


def topic(sending_id: int) -> str:
    """Of the operators' notice that stands while a reply's end is unclear."""
    return f"sending:{sending_id}"


def line(said: str) -> str:
    return (clean_line(said, 300) or "no reason was given").rstrip(".")
