"""Mentions that only a person can judge become cards while the day's budget lasts; the rest wait in the digest."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from desk.plan import Judged
from desk.store import looks
from triage.look import as_card, rank
from triage.model import Outcome
from triage.policy import Policy


def grant(db: Connection, policy: Policy, judged: Sequence[Judged], now: datetime) -> list[Judged]:
    """The same verdicts, the most pressing looks turned into cases as far as today's budget goes.

    Within the caller's commit, which counts what was granted.
    """
    waiting = [each for each in judged if each[1].outcome is Outcome.LOOK and each[1].route is not None]
    if not waiting:
        return list(judged)
    day = now.astimezone(ZoneInfo(policy.time_zone)).date().isoformat()
    left = max(0, policy.looks_per_day - looks.used(db, day))
    granted = {mention.native_id for mention, _, _ in sorted(waiting, key=lambda each: rank(each[2]))[:left]}
    looks.use(db, day, len(granted))
    return [
        (mention, verdict._replace(outcome=Outcome.CASE, assessment=as_card(assessment)), as_card(assessment))
        if verdict.outcome is Outcome.LOOK and mention.native_id in granted
        else (mention, verdict, assessment)
        for mention, verdict, assessment in judged
    ]
