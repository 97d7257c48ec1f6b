"""Operator notices: told once when a trouble begins, once when it ends, never in between."""

import logging
from datetime import datetime
from sqlite3 import Connection

from desk.store import Store, notices, outbox
from desk.store.times import to_text
from triage.policy import Policy

log = logging.getLogger(__name__)


def raise_notice(store: Store, policy: Policy, topic: str, text: str, now: datetime) -> bool:
    """Tells the operators' channel, unless a notice on this topic stands; True where it was told."""
    with store.commit() as db:
        return raise_within(db, policy, topic, text, now)


def raise_within(db: Connection, policy: Policy, topic: str, text: str, now: datetime) -> bool:
    """The same as a part of the caller's commit."""
    moment = to_text(now)
    notice_id = notices.begin(db, topic, text, moment)
    if notice_id is None:
        return False
    _send(db, policy, notice_id, moment)
    log.warning("operator notice (%s): %s", topic, text)
    return True


def clear_notice(store: Store, policy: Policy, topic: str, text: str, now: datetime) -> bool:
    """The trouble is over: says so if its beginning was told; True where it was."""
    with store.commit() as db:
        return clear_within(db, policy, topic, text, now)


def clear_within(db: Connection, policy: Policy, topic: str, text: str, now: datetime) -> bool:
    """The same as a part of the caller's commit."""
    moment = to_text(now)
    was_open = notices.end(db, topic)
    if was_open:
        _send(db, policy, notices.add(db, topic, text, moment), moment)
        log.info("operator notice closed (%s): %s", topic, text)
    return was_open


def _send(db: Connection, policy: Policy, notice_id: int, moment: str) -> None:
    outbox.want(db, [("notice", str(notice_id), policy.slack.ops_channel, 0, moment, moment)])
