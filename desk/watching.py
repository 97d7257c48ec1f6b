"""One source's loop: fetch, take in, remember how it went, say when to fetch next."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from sqlite3 import Row

from desk import operator
from desk.intake import take_in
from desk.loops import backoff
from desk.store import Store, notices, sources
from desk.store.times import from_text, maybe_time, to_text
from triage.cleaning import clean_line
from triage.judge import Judge
from triage.model import SourceSettings
from triage.policy import Policy
from triage.source import SourceRefused, SourceUnavailable, Watcher

log = logging.getLogger(__name__)

FAILURES_BEFORE_NOTICE = 5
PARKED_FOR = 3600.0  # seconds between looks at a source that refuses us
LONGEST_WAIT = 86_400.0  # seconds, whatever a platform asks for
LEAST_BACKOFF = 1.0
LEAST_SILENCE = timedelta(minutes=15)
MOST_ERROR = 300  # characters kept of an error


def silent_after(policy: Policy, settings: SourceSettings) -> timedelta:
    """How long without a successful fetch counts as silence: as configured, but three fetches at least."""
    least = timedelta(seconds=policy.quiet_after) if policy.quiet_after else LEAST_SILENCE
    return max(least, timedelta(seconds=3 * settings.every))


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
            last = maybe_time(row["last_try"]) if row else None
            if row is None or last is None:
                return
            planned = maybe_time(row["next_fetch"]) or last
            if now - max(last, planned) > silent_after(self._policy, self._settings):
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
        asked = min(LONGEST_WAIT, batch.wait or 0.0)
        return asked if batch.has_more else self._plan(max(self._settings.every, asked), now)

    def _plan(self, wait: float, now: datetime) -> float:
        with self._store.commit(durable=False) as db:
            sources.plan(db, self._settings.name, to_text(now + timedelta(seconds=wait)))
        return wait

    def _unavailable(self, error: SourceUnavailable, now: datetime) -> float:
        failures, said = self._keep_error(error, now, parked=False)
        if failures >= FAILURES_BEFORE_NOTICE:
            self._notify(f"The source {self._settings.name} cannot be read: {said}. It is tried again.", now)
        first = max(LEAST_BACKOFF, min(self._settings.every, 60.0))
        asked = min(LONGEST_WAIT, (error.retry_after or 0.0) * 1.05)
        return self._plan(max(backoff(failures, first=first), asked), now)

    def _refused(self, error: SourceRefused, now: datetime) -> float:
        _, said = self._keep_error(error, now, parked=True)
        self._notify(f"The source {self._settings.name} refuses us: {said}. Run bot.py doctor.", now)
        return self._plan(PARKED_FOR, now)

    def _keep_error(self, error: Exception, now: datetime, *, parked: bool) -> tuple[int, str]:
        """How many fetches failed in a row, and the error as one harmless line."""
        said = clean_line(str(error), MOST_ERROR) or type(error).__name__
        log.warning("%s: %s", self._settings.name, said)
        with self._store.commit() as db:
            return sources.failed(db, self._settings.name, to_text(now), said, parked), said

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
            text = f"The source {name} is read again.{since}"
            told = operator.clear_within(db, self._policy, self._topic, text, now)
        if told:
            self._on_cases()


def mark_silent(store: Store, policy: Policy, started_at: datetime, now: datetime) -> list[str]:
    """Opens a gap and raises a notice for each source without a success for too long; returns the newly silent.

    A source that falls silent is an alarm, whatever the reason. The bot's own start counts as a success, and
    so does the time that a platform asked us to wait.
    """
    rows = {row["name"]: row for row in sources.all_of_them(store.reader)}
    known = sources.open_gaps(store.reader)
    silent = []
    for settings in policy.sources:
        row = rows.get(settings.name)
        last, expected = _last_success(row, settings, started_at)
        if settings.name in known or now - expected <= silent_after(policy, settings):
            continue
        silent.append(settings.name)
        reason = (row["last_error"] if row and row["failures"] else None) or "no answer"
        text = f"Nothing was read from {settings.name} since {last:%d %b %H:%M} UTC ({reason})."
        with store.commit() as db:
            sources.open_gap(db, settings.name, to_text(last), reason)
            operator.raise_within(db, policy, f"source:{settings.name}", text, now)
    return silent


def _last_success(
    row: Row | None, settings: SourceSettings, started_at: datetime
) -> tuple[datetime, datetime]:
    """When the source was last known to be well; and the same, later by what a platform asked us to wait."""
    if row is None or not row["last_success"]:
        return started_at, started_at
    last = max(started_at, from_text(row["last_success"]))
    planned = maybe_time(row["next_fetch"])
    if row["failures"] or planned is None:
        return last, last
    return last, max(last, planned - timedelta(seconds=settings.every))


def let_go(store: Store, policy: Policy, now: datetime) -> None:
    """At start: troubles of sources that are not configured any more are closed without a word."""
    names = {settings.name for settings in policy.sources}
    with store.commit() as db:
        for name in sources.open_gaps(db).keys() - names:
            sources.close_gap(db, name, to_text(now))
        for notice in notices.open_ones(db):
            kind, _, name = notice["topic"].partition(":")
            if kind == "source" and name not in names:
                notices.end(db, notice["topic"])
