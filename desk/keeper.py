"""What happens by the clock: snoozes end, deadlines pass, sources fall silent, digests fall due, data ages."""

from collections.abc import Callable
from datetime import datetime, timedelta

from desk import cases, digest
from desk.store import Store, mentions
from desk.store.times import to_text
from desk.watching import mark_silent
from triage.policy import Policy

EVERY = 5.0  # seconds
FORGET_EVERY = timedelta(hours=1)


class Keeper:
    """The step that the keeper's thread repeats."""

    def __init__(
        self, store: Store, policy: Policy, started_at: datetime, on_work: Callable[[], None]
    ) -> None:
        self._store, self._policy = store, policy
        self._started_at, self._on_work = started_at, on_work
        self._forget_at = started_at

    def step(self, now: datetime) -> float:
        """Does what is due; returns the seconds until the next look."""
        work = cases.wake_snoozed(self._store, now) + cases.tell_overdue(self._store, now)
        silent = mark_silent(self._store, self._policy, self._started_at, now)
        if work or silent or digest.schedule(self._store, self._policy, now):
            self._on_work()
        if now >= self._forget_at:
            self._forget_at = now + (timedelta(0) if self._forget(now) else FORGET_EVERY)
        return EVERY

    def _forget(self, now: datetime) -> int:
        """Retention: one small piece at a time; returns how many records were blanked."""
        with self._store.commit() as db:
            return mentions.forget_before(db, to_text(now - timedelta(days=self._policy.keep_days)))
