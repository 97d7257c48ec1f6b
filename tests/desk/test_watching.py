"""One source's loop: what it does with each end of a fetch, and when it calls a source silent."""

from datetime import timedelta

import pytest

from desk.store import sources
from desk.store.times import to_text
from desk.watching import PARKED_FOR, Watch, mark_silent, silent_after
from tests.desk.fakes import NOW, Office, policy, post
from triage.model import SourceSettings
from triage.source import Batch, Cursor, SourceRefused, SourceUnavailable

REVIEWS = SourceSettings(name="reviews", kind="feed", every=300.0)
MINUTE = timedelta(minutes=1)


class ScriptedWatcher:
    """Brings what it is told to bring."""

    name = "reviews"

    def __init__(self, *results: Batch | Exception) -> None:
        self.results, self.cursors = list(results), list[Cursor]()

    def fetch(self, cursor: Cursor) -> Batch:
        self.cursors.append(cursor)
        result = self.results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    def close(self) -> None:
        pass


class Watching:
    """A watch at an office, and how often it woke the courier."""

    def __init__(self, office: Office, every: float = 300.0) -> None:
        self.office, self.rings, self.watcher = office, 0, ScriptedWatcher()
        settings = SourceSettings(name="reviews", kind="feed", every=every)
        self.watch = Watch(office.store, office.policy, office.judge, settings, self.watcher, self._ring)

    def _ring(self) -> None:
        self.rings += 1

    def fetch(self, *results: Batch | Exception) -> float:
        """One step a result; returns the last one's wait."""
        self.watcher.results = list(results)
        wait = 0.0
        for _ in results:
            wait = self.watch.step(self.office.now)
        return wait

    def row(self, column: str) -> object:
        return self.office.one(f"SELECT {column} FROM source WHERE name = 'reviews'")

    def notices(self) -> list[str]:
        return [text for (text,) in self.office.rows("SELECT text FROM notice ORDER BY id")]


@pytest.fixture
def watching(office: Office) -> Watching:
    return Watching(office)


def batch(*texts: str, cursor: int = 1, has_more: bool = False, wait: float | None = None) -> Batch:
    mentions = [post(f"{cursor}/{n}", text) for n, text in enumerate(texts)]
    return Batch(mentions=mentions, cursor={"at": cursor}, has_more=has_more, wait=wait)


def unavailable(times: int = 1) -> list[SourceUnavailable]:
    return [SourceUnavailable("HTTP 503") for _ in range(times)]


def test_the_first_fetch_has_an_empty_cursor_and_the_next_one_goes_on(watching: Watching) -> None:
    watching.fetch(batch(cursor=7), batch(cursor=8))
    assert watching.watcher.cursors == [{}, {"at": 7}]


def test_new_cases_wake_the_courier(watching: Watching) -> None:
    watching.fetch(batch("one two three", "digest"), batch("digest", cursor=2))
    assert watching.rings == 1


@pytest.mark.parametrize(
    ("has_more", "asked", "wait"),
    [
        (False, None, 300.0),
        (False, 10.0, 300.0),
        (False, 900.0, 900.0),
        (True, None, 0.0),
        (True, 30.0, 30.0),
    ],
)
def test_the_next_fetch_comes_by_the_interval_or_as_the_platform_asks(
    watching: Watching, has_more: bool, asked: float | None, wait: float
) -> None:
    assert watching.fetch(batch(has_more=has_more, wait=asked)) == wait


def test_the_next_fetch_is_known_to_the_status(watching: Watching) -> None:
    watching.fetch(batch())
    assert watching.row("next_fetch") == to_text(NOW + timedelta(seconds=300))


@pytest.mark.parametrize("asked", [1e12, float("inf")])
def test_no_platform_makes_us_wait_longer_than_a_day(watching: Watching, asked: float) -> None:
    assert watching.fetch(batch(wait=asked)) == 86_400.0
    assert watching.fetch(SourceUnavailable("x", retry_after=asked)) == 86_400.0


def test_a_source_that_is_unavailable_is_tried_again_ever_later(watching: Watching) -> None:
    waits = [watching.fetch(*unavailable()) for _ in range(6)]
    assert all(60 * 2**n / 2 <= wait <= min(300, 60 * 2**n) for n, wait in enumerate(waits[:3]))
    assert all(150 <= wait <= 300 for wait in waits[3:])


def test_a_quick_source_backs_off_from_its_own_interval(office: Office) -> None:
    assert Watching(office, every=2.0).fetch(*unavailable()) <= 2.0


def test_a_source_without_an_interval_backs_off_all_the_same(office: Office) -> None:
    assert Watching(office, every=0.0).fetch(*unavailable()) >= 0.5


def test_an_unavailable_source_waits_as_long_as_it_asks_and_a_little_longer(watching: Watching) -> None:
    assert watching.fetch(SourceUnavailable("slow down", retry_after=1000.0)) == pytest.approx(1050.0)


def test_an_error_is_kept_for_the_status(watching: Watching) -> None:
    watching.fetch(batch(cursor=7), *unavailable(2))
    assert (watching.row("last_error"), watching.row("failures"), watching.row("parked")) == (
        "HTTP 503",
        2,
        0,
    )
    assert watching.row("cursor") == '{"at": 7}'


@pytest.mark.parametrize(
    ("said", "kept"), [("bad \ud800\nline\0", "bad line"), ("", "SourceUnavailable"), ("x" * 999, "x" * 300)]
)
def test_a_hostile_error_is_kept_harmless(watching: Watching, said: str, kept: str) -> None:
    watching.fetch(SourceUnavailable(said))
    assert watching.row("last_error") == kept


def test_four_failures_are_nobodys_business(watching: Watching) -> None:
    watching.fetch(*unavailable(4))
    assert watching.notices() == []


def test_from_the_fifth_failure_on_the_operators_know_once(watching: Watching) -> None:
    watching.fetch(*unavailable(9))
    assert watching.notices() == ["The source reviews cannot be read: HTTP 503. It is tried again."]
    assert watching.rings == 1


def test_a_refusal_is_told_at_once_and_parks_the_source(watching: Watching) -> None:
    assert watching.fetch(SourceRefused("HTTP 401")) == PARKED_FOR
    assert watching.row("parked") == 1
    assert watching.notices() == ["The source reviews refuses us: HTTP 401. Run bot.py doctor."]


def test_a_recovery_is_told_once(watching: Watching) -> None:
    watching.fetch(SourceRefused("HTTP 401"), batch(), batch(cursor=2))
    assert watching.notices()[1:] == ["The source reviews is read again."]
    assert (watching.row("failures"), watching.row("parked"), watching.rings) == (0, 0, 2)


def test_a_recovery_names_the_silence(watching: Watching) -> None:
    watching.fetch(batch())
    watching.office.pass_time(7200)
    mark_silent(watching.office.store, policy(sources=(REVIEWS,)), NOW, watching.office.now)
    watching.fetch(batch(cursor=2))
    assert watching.notices()[1] == (
        "The source reviews is read again. It was silent since 17 Mar 12:00 UTC."
    )
    assert watching.office.rows("SELECT begin, end FROM gap") == [
        (to_text(NOW), to_text(NOW + timedelta(hours=2)))
    ]


def test_a_fault_of_the_watcher_is_left_to_the_loop(watching: Watching) -> None:
    with pytest.raises(KeyError):
        watching.fetch(KeyError("id"))
    assert watching.office.rows("SELECT * FROM source") == []


# Starts


def restart(watching: Watching, after: timedelta) -> list[tuple[object, ...]]:
    watching.office.now += after
    watching.watch.begin(watching.office.now)
    return watching.office.rows("SELECT begin, end, reason FROM gap")


def test_a_long_absence_of_the_bot_is_a_gap(watching: Watching) -> None:
    watching.fetch(batch())
    assert restart(watching, timedelta(hours=3)) == [
        (to_text(NOW), to_text(NOW + timedelta(hours=3)), "Heedline was not running")
    ]


def test_a_short_absence_is_none(watching: Watching) -> None:
    watching.fetch(batch())
    assert restart(watching, timedelta(minutes=10)) == []


def test_a_first_start_is_no_absence(watching: Watching) -> None:
    assert restart(watching, timedelta(0)) == []
    assert watching.row("since") == to_text(NOW)


def test_a_restart_while_a_source_fails_is_no_absence(watching: Watching) -> None:
    watching.fetch(batch())
    watching.office.now += timedelta(hours=3)
    watching.fetch(*unavailable())
    assert restart(watching, timedelta(minutes=5)) == []


def test_a_restart_while_a_source_is_parked_is_no_absence(watching: Watching) -> None:
    watching.fetch(SourceRefused("HTTP 401"))
    assert restart(watching, timedelta(minutes=50)) == []


# Silence


def quiet(
    office: Office, after: timedelta, started: timedelta = timedelta(0), **changes: object
) -> list[str]:
    rules = policy(sources=(REVIEWS,), **changes)
    return mark_silent(office.store, rules, NOW + started, NOW + after)


def success(office: Office, after: timedelta = timedelta(0)) -> None:
    with office.store.commit() as db:
        sources.advance(db, "reviews", {}, to_text(NOW + after), 0)


@pytest.mark.parametrize(
    ("every", "quiet_after", "minutes"),
    [(60.0, 0.0, 15), (600.0, 0.0, 30), (60.0, 7200.0, 120), (3600.0, 7200.0, 180), (60.0, 300.0, 5)],
)
def test_when_a_source_counts_as_silent(every: float, quiet_after: float, minutes: int) -> None:
    settings = SourceSettings(name="x", kind="x", every=every)
    assert silent_after(policy(quiet_after=quiet_after), settings) == minutes * MINUTE


def test_a_silent_source_is_told_once(office: Office) -> None:
    success(office)
    assert [quiet(office, n * MINUTE) for n in (15, 16, 17, 600)] == [[], ["reviews"], [], []]
    assert office.rows("SELECT text FROM notice") == [
        ("Nothing was read from reviews since 17 Mar 12:00 UTC (no answer).",)
    ]


def test_a_silent_source_opens_a_gap_from_its_last_success(office: Office) -> None:
    success(office)
    quiet(office, 16 * MINUTE)
    assert sources.open_gaps(office.store.reader) == {"reviews": to_text(NOW)}


def test_a_gap_and_its_notice_are_one_commit(office: Office) -> None:
    success(office)
    with office.store.commit() as db:
        db.execute("CREATE TRIGGER fault BEFORE INSERT ON notice BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(Exception, match="full"):
        quiet(office, 16 * MINUTE)
    assert sources.open_gaps(office.store.reader) == {}


def test_a_source_that_was_never_read_is_silent_from_the_start_on(office: Office) -> None:
    assert quiet(office, 10 * MINUTE) == []
    assert quiet(office, 16 * MINUTE) == ["reviews"]


def test_a_start_counts_as_a_success(office: Office) -> None:
    success(office, timedelta(hours=-9))
    assert quiet(office, 14 * MINUTE) == []


def test_a_source_says_why_it_is_silent(office: Office) -> None:
    success(office)
    with office.store.commit() as db:
        sources.failed(db, "reviews", to_text(NOW), "HTTP 503", parked=False)
    quiet(office, 16 * MINUTE)
    assert office.one("SELECT reason FROM gap") == "HTTP 503"


def test_an_error_that_is_over_is_not_the_reason(office: Office) -> None:
    with office.store.commit() as db:
        sources.failed(db, "reviews", to_text(NOW), "HTTP 503", parked=False)
    success(office)
    quiet(office, 16 * MINUTE)
    assert office.one("SELECT reason FROM gap") == "no answer"


def test_a_source_that_asked_us_to_wait_is_not_silent_meanwhile(watching: Watching) -> None:
    watching.fetch(batch(wait=7200.0))
    assert quiet(watching.office, timedelta(hours=2, minutes=10)) == []
    assert quiet(watching.office, timedelta(hours=2, minutes=11)) == ["reviews"]


def test_a_refused_source_is_silent_but_not_told_of_again(watching: Watching) -> None:
    watching.fetch(batch(), SourceRefused("HTTP 401"))
    assert quiet(watching.office, 16 * MINUTE) == ["reviews"]
    assert len(watching.notices()) == 1


def test_a_silence_that_ended_may_come_again(watching: Watching) -> None:
    watching.fetch(batch())
    quiet(watching.office, 16 * MINUTE)
    watching.office.now += 20 * MINUTE
    watching.fetch(batch(cursor=2))
    assert quiet(watching.office, 60 * MINUTE) == ["reviews"]
    assert len(watching.notices()) == 3
