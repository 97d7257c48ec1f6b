"""What people do to replies that are posted through a platform's API: ask, look, settle, ask again, withdraw."""

from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row

from desk import cases
from desk.nouns import read_case
from desk.posting_ends import mark_sent, tell, topic
from desk.sender import Posters, eligibility, send_due
from desk.store import Store, notices
from desk.store import replies as reply_rows
from desk.store import sending as rows
from desk.store.times import from_text, to_text
from triage import post_rules
from triage.cleaning import clean_url
from triage.model import Actor, State
from triage.policy import Policy
from triage.posting import Sending
from triage.reply import ReplyState

__all__ = [
    "Asked", "Posters", "Sending", "UnknownSending", "current", "eligibility", "find", "find_by_reply",
    "request", "retry", "send_due", "settle", "withdraw",
]  # fmt: skip

_STANDS = {
    "wanted": "it waits to be posted",
    "claimed": "it is being posted",
    "posted": "it is posted",
    "refused": "it was not posted",
    "unclear": "it may have been posted already; look at the post, then say whether it was",
}


_REPLIES = {
    ReplyState.WAITING: "this one still waits for approval",
    ReplyState.SENT_BACK: "this one was sent back",
    ReplyState.WITHDRAWN: "this one was withdrawn",
    ReplyState.SENT: "this one is marked as posted already",
    ReplyState.REPLACED: "this one was replaced",
}


class UnknownSending(Exception):
    """No reply that is to be posted bears this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request came to. `refusal` is a sentence for the person who asked; None where it is to be posted."""

    sending: Sending | None
    refusal: str | None = None


def request(
    store: Store, policy: Policy, case_id: str, by: Actor, now: datetime, *, base: int | None = None
) -> Asked:
    """Asks for the case's approved reply to be posted; one that was refused is tried anew. Permissions are the caller's.

    `base` is the id of the reply that the person saw. Raises UnknownCase.
    """
    with store.commit() as db:
        case = cases.must_find(db, case_id)
        reply = reply_rows.last(db, case["id"])
        row = rows.find_by_reply(db, reply["id"]) if reply else None
        refusal = _may_not(policy, case, reply, row, base, now)
        if reply is None or refusal:
            return Asked(sending=None, refusal=refusal)
        asked_by = (by.id, by.name)
        if row is None:
            whose = {"reply_id": reply["id"], "case_id": case["id"], "mention_id": case["mention_id"]}
            sending_id = rows.want(db, **whose, at=to_text(now), by=asked_by)
        else:
            sending_id = row["id"]
            rows.want_again(db, sending_id, row["mention_id"], now=to_text(now), by=asked_by)
        cases.tell(db, case, "posting_again" if row else "posting_wanted", by, now, None)
        return Asked(sending=_sending(_must_find(db, sending_id)))


def _may_not(
    policy: Policy, case: Row, reply: Row | None, row: Row | None, base: int | None, now: datetime
) -> str | None:
    if reply is None:
        return "There is no reply to this case yet. Press Draft reply on its card."
    if base is not None and base != reply["id"]:
        return "The reply has changed since you looked at it. Read it on the card, then press again."
    if row is not None and row["state"] != "refused":
        return f"There is nothing to post: {_STANDS[row['state']]}."
    if case["state"] == State.RESOLVED:
        return "This case is closed. Press Reopen on its card first."
    if reply["state"] != ReplyState.APPROVED:
        return f"Only an approved reply is posted, and {_REPLIES[ReplyState(reply['state'])]}."
    mention = read_case(case).mention
    allowed = post_rules.eligibility(policy, mention, now)
    return post_rules.too_long(policy, mention, reply["text"]) if allowed.ok else allowed.why


def current(store: Store, case_id: str) -> Sending | None:
    """How it stands with the case's last reply; None where nobody asked for it to be posted. Raises UnknownCase."""
    case = cases.must_find(store.reader, case_id)
    reply = reply_rows.last(store.reader, case["id"])
    return find_by_reply(store, reply["id"]) if reply else None


def find(store: Store, sending_id: int) -> Sending:
    """The reply as it stands; raises UnknownSending."""
    return _sending(_must_find(store.reader, sending_id))


def find_by_reply(store: Store, reply_id: int) -> Sending | None:
    """The sending of a reply; None where none was asked for."""
    row = rows.find_by_reply(store.reader, reply_id)
    return None if row is None else _sending(row)


def settle(
    store: Store, sending_id: int, posted: bool, url: str | None, by: Actor, now: datetime
) -> str | None:
    """A person who looked says whether an unclear reply stands in public; returns why that was not noted, or None.

    Posted, the reply counts as sent; not posted, it is refused, and retry() may ask again. Raises UnknownSending.
    """
    with store.commit() as db:
        row = _must_find(db, sending_id)
        if row["state"] != "unclear":
            return f"What became of this reply is known: {_STANDS[row['state']]}."
        _settle(db, row, posted, clean_url(url.strip()) if posted and url else None, by, now)
    return None


def _settle(db: Connection, row: Row, posted: bool, url: str | None, by: Actor, now: datetime) -> None:
    state, said = ("posted", None) if posted else ("refused", f"{by.name} looked: it was not posted")
    rows.settle(db, row["id"], state, now=to_text(now), url=url, said=said)
    notices.end(db, topic(row["id"]))
    if posted:
        mark_sent(db, row, url, now)
    tell(db, row, "posted" if posted else "not_posted", by, now, url)


def retry(store: Store, sending_id: int, by: Actor, now: datetime, *, looked: bool = False) -> str | None:
    """A person asks again for a reply that was refused; returns why it is not tried, None where it is.

    An unclear one is tried again only where the person `looked` and it was not there: that is recorded with the name.
    Raises UnknownSending.
    """
    with store.commit() as db:
        row = _must_find(db, sending_id)
        if row["state"] == "unclear" and not looked:
            return "This reply may stand in public already. Look at the post and say whether it does; then ask again."
        if row["state"] not in ("refused", "unclear"):
            return f"There is nothing to ask again: {_STANDS[row['state']]}."
        if row["reply_state"] != ReplyState.APPROVED:
            return f"Only an approved reply is posted, and {_REPLIES[ReplyState(row['reply_state'])]}."
        if row["state"] == "unclear":
            _settle(db, row, False, None, by, now)
        rows.want_again(db, sending_id, row["mention_id"], now=to_text(now), by=(by.id, by.name))
        tell(db, row, "posting_again", by, now, None)
    return None


def withdraw(store: Store, sending_id: int, by: Actor, now: datetime) -> str | None:
    """A person takes a reply back that waits to be posted; returns why it is too late, None where it was not.

    Raises UnknownSending.
    """
    with store.commit() as db:
        row = _must_find(db, sending_id)
        if not rows.withdraw(db, sending_id, now=to_text(now), said=f"{by.name} took it back"):
            return f"It cannot be taken back: {_STANDS[row['state']]}."
        tell(db, row, "posting_withdrawn", by, now, None)
    return None


def _must_find(db: Connection, sending_id: int) -> Row:
    row = rows.find(db, sending_id)
    if row is None:
        raise UnknownSending(sending_id)
    return row


def _sending(row: Row) -> Sending:
    return Sending(
        id=row["id"],
        reply_id=row["reply_id"],
        source=row["source"],
        state=row["state"],
        wanted_by=Actor(id=row["wanted_by_id"], name=row["wanted_by_name"]),
        try_at=from_text(row["try_at"]),
        tries=row["tries"],
        url=row["url"],
        said=row["said"],
    )
