"""What people do to replies that are posted through a platform's API: ask, look, settle, ask again, withdraw."""

from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row

from desk.sender import Posters, eligibility, send_due, tell, topic
from desk.store import Store, notices
from desk.store import sending as rows
from desk.store.times import from_text, maybe_time, to_text
from triage.cleaning import clean_url
from triage.model import Actor

__all__ = [
    "Posters", "Sending", "UnknownSending", "eligibility", "find", "find_by_reply", "of_case", "request", "retry",
    "send_due", "settle", "withdraw",
]  # fmt: skip

_STANDS = {
    "wanted": "it waits to be posted",
    "claimed": "it is being posted",
    "posted": "it is posted",
    "refused": "it was not posted",
    "unclear": "it may have been posted",
}


class UnknownSending(Exception):
    """No reply that is to be posted bears this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A reply on its way. `state` is wanted, claimed, posted, refused or unclear; `said` is why it is not posted."""

    id: int
    reply_id: int
    source: str
    state: str
    wanted_at: datetime
    wanted_by: Actor
    done_at: datetime | None
    try_at: datetime
    tries: int
    url: str | None
    said: str | None


def request(
    db: Connection, *, case_id: int, mention_id: int, reply_id: int, text: str, by: Actor, now: datetime
) -> int:
    """Asks for a reply to be posted, within the caller's commit; returns the sending's id.

    `case_id`, `mention_id` and `reply_id` are row ids. Asking twice for one reply changes nothing. Raises
    ValueError on a text without words.
    """
    if not text.strip():
        raise ValueError("a reply without words cannot be posted")
    return rows.want(
        db,
        reply_id=reply_id,
        case_id=case_id,
        mention_id=mention_id,
        text=text,
        at=to_text(now),
        by=(by.id, by.name),
    )


def find(store: Store, sending_id: int) -> Sending:
    """The reply as it stands; raises UnknownSending."""
    return _sending(_must_find(store.reader, sending_id))


def find_by_reply(store: Store, reply_id: int) -> Sending | None:
    """The sending of a reply; None where none was asked for."""
    row = rows.find_by_reply(store.reader, reply_id)
    return None if row is None else _sending(row)


def of_case(store: Store, case_id: int) -> list[Sending]:
    """The replies to a case (by its row id) that were to be posted, the oldest first."""
    return [_sending(row) for row in rows.of_case(store.reader, case_id)]


def settle(
    store: Store, sending_id: int, posted: bool, url: str | None, by: Actor, now: datetime
) -> str | None:
    """A person says whether an unclear reply stands in public; returns why it was not noted, None where it was.

    Not posted, it is refused, and may be asked for again by retry(). Raises UnknownSending.
    """
    with store.commit() as db:
        row = _must_find(db, sending_id)
        if row["state"] != "unclear":
            return f"What became of this reply is known: {_STANDS[row['state']]}."
        at = clean_url(url.strip()) if posted and url else None
        state, said = ("posted", None) if posted else ("refused", f"{by.name} looked: it was not posted")
        rows.settle(db, sending_id, state, now=to_text(now), url=at, said=said)
        notices.end(db, topic(sending_id))
        tell(db, row, "posted" if posted else "not_posted", by, now, at)
    return None


def retry(store: Store, sending_id: int, by: Actor, now: datetime) -> str | None:
    """A person asks again for a reply that was refused; returns why it is not tried, None where it is.

    Raises UnknownSending.
    """
    with store.commit() as db:
        row = _must_find(db, sending_id)
        if row["state"] == "unclear":
            return "This reply may stand in public already. Look at the post and say whether it does; then ask again."
        if row["state"] != "refused":
            return f"There is nothing to ask again: {_STANDS[row['state']]}."
        rows.want_again(db, sending_id, now=to_text(now), by=(by.id, by.name))
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
        wanted_at=from_text(row["wanted_at"]),
        wanted_by=Actor(id=row["wanted_by_id"], name=row["wanted_by_name"]),
        done_at=maybe_time(row["done_at"]),
        try_at=from_text(row["try_at"]),
        tries=row["tries"],
        url=row["url"],
        said=row["said"],
    )
