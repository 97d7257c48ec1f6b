"""Operator notices: told once when a trouble begins, once when it ends, never in between."""

import logging
from datetime import datetime
from sqlite3 import Connection

from desk.store import Store, outbox
from desk.store.times import to_text
from triage.policy import Policy

log = logging.getLogger(__name__)


def raise_notice(store: Store, policy: Policy, topic: str, text: str, now: datetime) -> bool:
    """Tells the operators' channel, unless a notice on this topic stands; True where it was told."""
    moment = to_text(now)
    with store.commit() as db:
        notice_id = outbox.open_notice(db, topic, text, moment)
        if notice_id is not None:
            _send(db, policy, notice_id, moment)
    if notice_id is not None:
        log.warning("operator notice (%s): %s", topic, text)
    return notice_id is not None


def clear_notice(store: Store, policy: Policy, topic: str, text: str, now: datetime) -> bool:
    """The trouble is over: says so if its beginning was told; True where it was."""
    moment = to_text(now)
    with store.commit() as db:
        was_open = outbox.close_notice(db, topic)
        if was_open:
            _send(db, policy, outbox.add_notice(db, topic, text, moment), moment)
    if was_open:
        log.info("operator notice closed (%s): %s", topic, text)
    return was_open


def _send(db: Connection, policy: Policy, notice_id: int, moment: str) -> None:
    outbox.want(db, [("notice", str(notice_id), policy.slack.ops_channel, 0, moment, moment)])
