"""One source's loop: fetch, take in, remember how it went, say when to fetch next."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from desk import operator
from desk.intake import take_in
from desk.loops import backoff
from desk.store import Store, sources
from desk.store.times import from_text, maybe_time, to_text
from triage.judge import Judge
from triage.model import SourceSettings
from triage.policy import Policy
from triage.source import SourceRefused, SourceUnavailable, Watcher

log = logging.getLogger(__name__)

FAILURES_BEFORE_NOTICE = 5
PARKED_FOR = 3600.0  # seconds between looks at a source that refuses us
LEAST_SILENCE = timedelta(minutes=15)


def silent_after(settings: SourceSettings) -> timedelta:
    """How long without a successful fetch counts as silence."""
    return max(LEAST_SILENCE, timedelta(seconds=3 * settings.every))


class Watch:
    """The step that a source's thread repeats."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        judge: Judge,
        settings: SourceSettings,
        watcher: Watcher,
        on_cases: Callable[[], None],
    ) -> None:
        self._store, self._policy, self._judge = store, policy, judge
        self._settings, self._watcher, self._on_cases = settings, watcher, on_cases
        self._routes = {route.name: route for route in policy.routes}

    def begin(self, now: datetime) -> None:
        """At start: a long absence of the whole bot is a hole worth telling."""
        with self._store.commit() as db:
            sources.ensure(db, self._settings.name, to_text(now))
            row = sources.find(db, self._settings.name)
            last = maybe_time(row["last_success"]) if row else None
            if last and now - last > silent_after(self._settings):
                sources.add_gap(
                    db, self._settings.name, to_text(last), to_text(now), "Heedline was not running"
                )

    def step(self, now: datetime) -> float:
        """Fetches once; returns the seconds until the next fetch."""
        cursor = sources.cursor_of(self._store.reader, self._settings.name)
        try:
            batch = self._watcher.fetch(cursor)
        except SourceUnavailable as error:
            return self._unavailable(error, now)
        except SourceRefused as error:
            return self._refused(error, now)
        taken = take_in(self._store, self._judge, self._routes, batch, source=self._settings.name, now=now)
        if taken.case_ids:
            self._on_cases()
        if taken.new:
            log.info("%s: %d new, %d cases", self._settings.name, taken.new, len(taken.case_ids))
        self._recovered(now)
        return 0.0 if batch.has_more else self._plan(max(self._settings.every, batch.wait or 0.0), now)

    def _plan(self, wait: float, now: datetime) -> float:
        with self._store.commit() as db:
            sources.plan(db, self._settings.name, to_text(now + timedelta(seconds=wait)))
        return wait

    def _unavailable(self, error: SourceUnavailable, now: datetime) -> float:
        failures = self._keep_error(error, now, parked=False)
        if failures == FAILURES_BEFORE_NOTICE:
            self._notify(f"The source {self._settings.name} cannot be read: {error}. It is tried again.", now)
        wait = max(
            backoff(failures, first=min(self._settings.every, 60.0)), (error.retry_after or 0.0) * 1.05
        )
        return self._plan(wait, now)

    def _refused(self, error: SourceRefused, now: datetime) -> float:
        self._keep_error(error, now, parked=True)
        self._notify(f"The source {self._settings.name} refuses us: {error}. Run bot.py doctor.", now)
        return self._plan(PARKED_FOR, now)

    def _keep_error(self, error: Exception, now: datetime, *, parked: bool) -> int:
        log.warning("%s: %s", self._settings.name, error)
        with self._store.commit() as db:
            return sources.failed(db, self._settings.name, to_text(now), str(error), parked)

    def _notify(self, text: str, now: datetime) -> None:
        if operator.raise_notice(self._store, self._policy, self._topic, text, now):
            self._on_cases()

    @property
    def _topic(self) -> str:
        return f"source:{self._settings.name}"

    def _recovered(self, now: datetime) -> None:
        name = self._settings.name
        with self._store.commit() as db:
            gap = sources.close_gap(db, name, to_text(now))
        since = f" It was silent since {from_text(gap['begin']):%d %b %H:%M} UTC." if gap else ""
        operator.clear_notice(
            self._store, self._policy, self._topic, f"The source {name} is read again.{since}", now
        )


def mark_silent(store: Store, policy: Policy, started_at: datetime, now: datetime) -> list[str]:
    """Opens a gap and raises a notice for each source without a success for too long; returns their names.

    A source that falls silent is an alarm, whatever the reason; the bot's own start counts as a success.
    """
    rows = {row["name"]: row for row in sources.all_of_them(store.reader)}
    silent = []
    for settings in policy.sources:
        row = rows.get(settings.name)
        last = max(started_at, from_text(row["last_success"])) if row and row["last_success"] else started_at
        if now - last <= silent_after(settings):
            continue
        silent.append(settings.name)
        reason = (row["last_error"] if row else None) or "no answer"
        with store.commit() as db:
            sources.open_gap(db, settings.name, to_text(last), reason)
        text = f"Nothing was read from {settings.name} since {last:%d %b %H:%M} UTC ({reason})."
        operator.raise_notice(store, policy, f"source:{settings.name}", text, now)
    return silent
