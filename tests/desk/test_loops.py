"""Loops go on whatever happens, and stop when they are told to. No test waits for the clock."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from desk.loops import BUGS_BEFORE_ALARM, LONGEST_BACKOFF, LONGEST_WAIT, Bell, Crew, backoff, repeat
from tests.desk.fakes import NOW

SOON = 5.0  # seconds after which a hanging test fails


class PatientBell(Bell):
    """Notes how long it was asked to wait, and waits not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)


class Script:
    """A step that does what it is told, then stops its loop."""

    def __init__(self, *results: float | Exception) -> None:
        self.bell, self._results = PatientBell(), list(results)
        self.alarms: list[tuple[str, datetime]] = []
        self.all_clears: list[str] = []

    def step(self, now: datetime) -> float:
        result = self._results.pop(0)
        if not self._results:
            self.bell.stop()
        if isinstance(result, Exception):
            raise result
        return result

    def alarm(self, name: str, now: datetime) -> None:
        self.alarms.append((name, now))

    def all_clear(self, name: str, now: datetime) -> None:
        self.all_clears.append(f"{name} after {len(self.alarms)}")

    def run(self, alarm: Callable[[str, datetime], None] | None = None) -> "Script":
        repeat("x", self.step, self.bell, lambda: NOW, alarm or self.alarm, self.all_clear)
        return self


def bugs(number: int) -> list[Exception]:
    return [RuntimeError(f"bug {n}") for n in range(number)]


def test_a_step_is_repeated_after_the_wait_it_asks_for() -> None:
    assert Script(1.0, 2.5, 0.0, 9.0).run().bell.waits == [1.0, 2.5, 0.0]


def test_a_step_that_raises_is_tried_again_ever_later() -> None:
    waits = Script(*bugs(4), 1.0).run().bell.waits
    assert all(0.5 * 2**n <= wait <= 2**n for n, wait in enumerate(waits))


def test_after_a_success_the_waits_begin_anew() -> None:
    assert Script(*bugs(4), 1.0, *bugs(1), 1.0).run().bell.waits[-1] <= 1.0


def test_a_step_that_keeps_failing_is_told_once() -> None:
    assert Script(*bugs(20), 1.0).run().alarms == [("x", NOW)]


def test_fewer_failures_than_five_are_not_told() -> None:
    assert Script(*bugs(BUGS_BEFORE_ALARM - 1), 1.0, *bugs(BUGS_BEFORE_ALARM - 1), 1.0).run().alarms == []


def test_a_new_trouble_after_a_success_is_told_again() -> None:
    assert len(Script(*bugs(5), 1.0, *bugs(5), 1.0).run().alarms) == 2


def test_the_traceback_of_a_failure_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    Script(*bugs(1), 1.0).run()
    assert "RuntimeError: bug 0" in caplog.text


def test_an_alarm_that_fails_does_not_end_the_loop_and_is_tried_again() -> None:
    script, tries = Script(*bugs(8), 1.0), 0

    def alarm(name: str, now: datetime) -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise OSError("disk full")
        script.alarm(name, now)

    script.run(alarm)
    assert (tries, len(script.alarms)) == (3, 1)


def test_the_first_success_of_all_clears_what_the_last_process_raised() -> None:
    assert Script(*bugs(1), 1.0, 1.0).run().all_clears == ["x after 0"]


def test_the_end_of_a_trouble_is_told_once() -> None:
    assert Script(1.0, *bugs(7), 1.0, 1.0).run().all_clears == ["x after 0", "x after 1"]


def test_without_anybody_to_hear_of_the_end_the_loop_goes_on() -> None:
    script = Script(1.0, 2.0)
    repeat("x", script.step, script.bell, lambda: NOW, script.alarm)
    assert script.bell.waits == [1.0]


@pytest.mark.parametrize("endless", [float("inf"), 1e300])
def test_an_endless_wait_is_cut_to_a_day(endless: float) -> None:
    assert Script(endless, 1.0).run().bell.waits == [LONGEST_WAIT]


def test_a_stopped_loop_does_not_step() -> None:
    script = Script(1.0)
    script.bell.stop()
    script.run()
    assert script.bell.waits == []


def test_backoff_doubles_with_jitter_and_has_an_end() -> None:
    for failures in range(1, 40):
        ceiling = min(LONGEST_BACKOFF, 2.0 ** (failures - 1))
        assert ceiling / 2 <= backoff(failures) <= ceiling


# Bells and crews: real threads, each wait far longer than the test


def crew() -> Crew:
    return Crew(clock=lambda: NOW, alarm=lambda name, now: None)


def test_a_bell_wakes_a_sleeping_loop() -> None:
    stepped = [threading.Event(), threading.Event()]
    rest = iter(stepped)
    made = crew()

    def step(now: datetime) -> float:
        next(rest).set()
        return 600.0

    bell = made.start("x", step)
    assert stepped[0].wait(SOON)
    bell.ring()
    assert stepped[1].wait(SOON)
    made.stop()
    assert made.join(SOON) == []


def test_a_ring_during_a_step_is_not_lost() -> None:
    bell = Bell()
    bell.ring()
    waiting = threading.Thread(target=bell.wait, args=(600.0,), daemon=True)
    waiting.start()
    waiting.join(SOON)
    assert not waiting.is_alive()


def test_waiting_for_no_time_returns_at_once() -> None:
    waiting = threading.Thread(target=Bell().wait, args=(0.0,), daemon=True)
    waiting.start()
    waiting.join(SOON)
    assert not waiting.is_alive()


def test_a_crew_stops_quickly_whatever_its_threads_wait_for() -> None:
    made, stepped = crew(), threading.Barrier(4)

    def step(now: datetime) -> float:
        stepped.wait(SOON)
        return 600.0

    for name in ("a", "b", "c"):
        made.start(name, step, Bell())
    stepped.wait(SOON)
    made.stop()
    assert made.join(SOON) == []


def test_a_crew_names_those_that_do_not_stop() -> None:
    made, begun, release = crew(), threading.Event(), threading.Event()

    def hang(now: datetime) -> float:
        begun.set()
        release.wait(SOON)
        return 600.0

    made.start("hanging", hang)
    assert begun.wait(SOON)
    made.stop()
    assert made.join(0.01) == ["hanging"]
    release.set()
    assert made.join(SOON) == []


def test_a_loop_that_was_told_to_stop_during_a_step_does_not_wait() -> None:
    made, begun, release = crew(), threading.Event(), threading.Event()

    def step(now: datetime) -> float:
        begun.set()
        release.wait(SOON)
        return 600.0

    made.start("x", step)
    assert begun.wait(SOON)
    made.stop()
    release.set()
    assert made.join(SOON) == []
