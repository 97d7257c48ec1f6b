"""What happens by the clock: snoozes end, deadlines pass, sources fall silent, digests fall due, data ages."""

from collections.abc import Callable
from datetime import datetime, timedelta

from desk import cases, digest, replies
from desk.store import Store, ageing, mutes
from desk.store.times import to_text
from desk.watching import let_go, mark_silent
from triage.policy import Policy

EVERY = 5.0  # seconds
FORGET_EVERY = timedelta(hours=1)
_BEFORE_ALL_KEYS = -(2**63)


class Keeper:
    """The step that the keeper's thread repeats."""

    def __init__(
        self, store: Store, policy: Policy, started_at: datetime, on_work: Callable[[], None]
    ) -> None:
        self._store, self._policy = store, policy
        self._started_at, self._on_work = started_at, on_work
        self._forgetting = Forgetting(store, timedelta(days=policy.keep_days), started_at)
        let_go(store, policy, started_at)

    def step(self, now: datetime) -> float:
        """Does what is due; returns the seconds until the next look."""
        work = cases.wake_snoozed(self._store, now) + cases.tell_overdue(self._store, now)
        work += replies.step(self._store, now, timedelta(seconds=self._policy.approval_nudge))
        silent = mark_silent(self._store, self._policy, self._started_at, now)
        told = digest.schedule(self._store, self._policy, now)
        if work or silent or told:
            self._on_work()
        self._forgetting.step(now)
        return EVERY


class Forgetting:
    """Retention: a small piece a step until nothing is too old, then a look every hour."""

    def __init__(self, store: Store, keep: timedelta, now: datetime) -> None:
        self._store, self._keep, self._due = store, keep, now
        self._sweep: tuple[int, int] | None = None  # the last reading to drop, and the key it was swept to

    def step(self, now: datetime) -> None:
        if now < self._due:
            return
        cut = to_text(now - self._keep)
        forgotten = [self._mentions(cut), self._passed_over(cut), self._quarantine(cut), self._mutes(cut)]
        if not any(forgotten):
            self._due = now + FORGET_EVERY

    def _mentions(self, cut: str) -> bool:
        aged = ageing.aged_mentions(self._store.reader, cut)
        if aged:
            with self._store.commit() as db:
                ageing.blank_mentions(db, aged)
        return bool(aged)

    def _passed_over(self, cut: str) -> bool:
        """Sweeps the keys from end to end; what grows old meanwhile waits for the next sweep."""
        if self._sweep is None:
            reading = ageing.aged_reading(self._store.reader, cut)
            if reading is None:
                return False
            self._sweep = reading, _BEFORE_ALL_KEYS
        reading, swept_to = self._sweep
        with self._store.commit() as db:
            last = ageing.sweep_passed_over(db, reading, swept_to)
        self._sweep = None if last is None else (reading, last)
        return True

    def _mutes(self, cut: str) -> bool:
        with self._store.commit() as db:
            return mutes.forget(db, cut) > 0

    def _quarantine(self, cut: str) -> bool:
        with self._store.commit() as db:
            return ageing.drop_quarantined(db, cut) > 0
