"""The outbox of replies at work: claims what is due, calls its platform once, writes down how it ended.

A reply is claimed in a commit of its own before its platform is called. What ends without a clear answer, a killed
process among it, is `unclear` from then on: people are told, and nothing but a person's word moves it.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from sqlite3 import Row

from desk.loops import backoff
from desk.nouns import read_mention
from desk.posting_ends import end_within, is_closed, line, lost, mark_unclear, redraw_within, settled_by_hand
from desk.store import Store
from desk.store import sending as rows
from desk.store.times import from_text, to_text
from triage.cleaning import clean_url
from triage.model import Mention
from triage.policy import Policy
from triage.post_rules import off
from triage.posting import Eligibility, Posted, Poster, PostRefused, PostUnavailable, PostUnclear
from triage.reply import ReplyState

log = logging.getLogger(__name__)

LOOK_EVERY = 2.0  # seconds between two looks for replies that are due
FIRST_WAIT, LONGEST_WAIT = 15.0, 900.0  # seconds after a try that surely posted nothing
GIVE_UP_AFTER = timedelta(hours=12)  # an answer that comes a day late does harm: a person decides anew
LOST_AFTER = timedelta(minutes=15)  # no call takes so long: whoever claimed it never wrote down its end
_OVERTAKEN = {
    ReplyState.WAITING: "it was not approved any more when its turn came",
    ReplyState.SENT_BACK: "somebody sent it back before its turn came",
    ReplyState.WITHDRAWN: "somebody withdrew it before its turn came",
    ReplyState.REPLACED: "somebody wrote another reply before its turn came",
    ReplyState.SENT: "somebody had marked it as posted before its turn came",
}

Posters = Mapping[str, Poster]
"""By the name of the source."""


def eligibility(posters: Posters, mention: Mention) -> Eligibility:
    """Whether this mention may be answered through its platform's API, and why."""
    poster = posters.get(mention.source)
    return off(mention.source) if poster is None else poster.eligible(mention)


def send_due(
    store: Store, posters: Posters, now: datetime, *, policy: Policy, most: int | None = None
) -> int:
    """Posts the replies that are due, at most `most`; returns how many it dealt with.

    Any number of threads may do so at once: each reply is claimed by one of them.
    """
    done = 0
    while most is None or done < most:
        row = _claim(store, now)
        if row is None:
            break
        _send(store, policy, posters, row, now)
        done += 1
    return done


class Sender:
    """The step that the sending thread repeats: one reply a step, so that stopping waits for one at most."""

    def __init__(
        self, store: Store, policy: Policy, posters: Posters, now: datetime, on_work: Callable[[], None]
    ) -> None:
        """What the last process left claimed is unclear; `on_work` wakes the courier to tell."""
        self._store, self._policy, self._posters, self._on_work = store, policy, posters, on_work
        if lost(store, policy, None, now):
            on_work()

    def step(self, now: datetime) -> float:
        """Posts one reply that is due; returns the seconds until the next look."""
        if settled_by_hand(self._store, now) or lost(self._store, self._policy, now - LOST_AFTER, now):
            self._on_work()
        if not send_due(self._store, self._posters, now, policy=self._policy, most=1):
            return LOOK_EVERY
        self._on_work()
        return 0.0


def _claim(store: Store, now: datetime) -> Row | None:
    first = rows.next_try(store.reader)
    if first is None or first > to_text(now):  # nearly always: no write lock for nothing
        return None
    with store.commit() as db:
        while (row := rows.claim_next(db, to_text(now))) is not None:
            overtaken = _OVERTAKEN.get(ReplyState(row["reply_state"]))
            if overtaken is None and is_closed(db, row):
                overtaken = "its case was closed before its turn came"
            if overtaken is None:
                return row
            end_within(db, row, "refused", "posting_refused", now, said=overtaken)
    return None


def _send(store: Store, policy: Policy, posters: Posters, row: Row, now: datetime) -> None:
    """One try at a claimed reply, and its end in one commit."""
    try:
        posted = _post(posters, row, read_mention(rows.mention(store.reader, row["mention_id"])))
    except PostUnavailable as error:
        _later(store, row, error, now)
    except PostRefused as error:
        _end(store, row, "refused", "posting_refused", now, said=str(error))
    except PostUnclear as error:
        _unclear(store, policy, row, str(error), now)
    except Exception as error:  # a fault of ours: the request may have been on its way
        log.exception("posting reply %d failed", row["id"])
        _unclear(store, policy, row, f"a fault of Heedline's own ({type(error).__name__})", now)
    else:
        _end(store, row, "posted", "posted", now, url=clean_url(posted.url))


def _post(posters: Posters, row: Row, mention: Mention) -> Posted:
    allowed = eligibility(posters, mention)  # asked again: since the request the config may have changed
    if not allowed.ok:
        raise PostRefused(allowed.why)
    return posters[mention.source].post(mention, row["text"], _key(row, mention))


def _key(row: Row, mention: Mention) -> str:
    """The same for every try of one reply, also one that a person asked for again; no other reply has it."""
    named = (row["id"], row["reply_id"], mention.source, mention.native_id, row["text"])
    return hashlib.sha256(repr(named).encode(errors="replace")).hexdigest()[:40]


def _later(store: Store, row: Row, error: PostUnavailable, now: datetime) -> None:
    if now - from_text(row["wanted_at"]) >= GIVE_UP_AFTER:
        hours = GIVE_UP_AFTER // timedelta(hours=1)
        said = f"It could not be posted for {hours} hours; the last answer: {error}"
        return _end(store, row, "refused", "posting_refused", now, said=said)
    wait = max(error.retry_after or 0.0, backoff(row["tries"], FIRST_WAIT, LONGEST_WAIT))
    until = to_text(now + timedelta(seconds=wait))
    with store.commit() as db:
        rows.put_off(db, row["id"], try_at=until, said=line(str(error)))
        if error.retry_after:
            rows.hold_back(db, row["source"], until)
        redraw_within(db, row, now)
    log.info("reply %d is not posted yet (%s); again in %.0f s", row["id"], error, wait)


def _end(
    store: Store,
    row: Row,
    state: str,
    act: str,
    now: datetime,
    *,
    url: str | None = None,
    said: str | None = None,
) -> None:
    with store.commit() as db:
        end_within(db, row, state, act, now, url=url, said=said)
    log.info("reply %d: %s", row["id"], state)


def _unclear(store: Store, policy: Policy, row: Row, why: str, now: datetime) -> None:
    with store.commit() as db:
        mark_unclear(db, policy, row, why, now)
