"""Threads that repeat a step until they are told to stop."""

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Step = Callable[[datetime], float]
"""Does one piece of work at a given time and returns the seconds to wait before the next."""

Report = Callable[[str, datetime], None]
"""Hears of a loop by its name and of the time."""

LONGEST_BACKOFF = 300.0
LONGEST_WAIT = 86_400.0  # a day; an endless wait is an OverflowError to the operating system
BUGS_BEFORE_ALARM = 5


class Bell:
    """Wakes one sleeping loop early; also what stops it."""

    def __init__(self) -> None:
        self._rung = threading.Event()
        self.stopped = False

    def ring(self) -> None:
        self._rung.set()

    def stop(self) -> None:
        self.stopped = True
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Until rung, at most `seconds`."""
        if seconds > 0:
            self._rung.wait(seconds)
        self._rung.clear()


def backoff(failures: int, first: float = 1.0, longest: float = LONGEST_BACKOFF) -> float:
    """Seconds to wait after so many failures in a row: doubling, with jitter, never above `longest`."""
    ceiling = min(longest, first * 2.0 ** min(failures - 1, 16))
    return float(ceiling * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, not a secret


def repeat(
    name: str, step: Step, bell: Bell, clock: Clock, alarm: Report, all_clear: Report = lambda name, now: None
) -> None:
    """Runs a step until the bell stops it. A step that raises is a bug: logged, waited for, tried again.

    `alarm` is called once after BUGS_BEFORE_ALARM failures in a row; `all_clear` after the first step of all
    that succeeds (an alarm of the last process may stand) and after the first one since an alarm.
    """
    failures, clear, alarmed = 0, False, False
    while not bell.stopped:
        try:
            wait = step(clock())
            failures, alarmed = 0, False
            if not clear:
                all_clear(name, clock())
                clear = True
        except Exception:  # a bug in one loop must not end it; the traceback is in the log
            failures += 1
            log.exception("%s failed (%d in a row)", name, failures)
            wait = backoff(failures)
            if failures >= BUGS_BEFORE_ALARM and not alarmed:
                clear, alarmed = False, _told(alarm, name, clock)
        if not bell.stopped:
            bell.wait(min(wait, LONGEST_WAIT))


def _told(alarm: Report, name: str, clock: Clock) -> bool:
    """False where not even the alarm works, such as on a full disk: then it is tried again."""
    try:
        alarm(name, clock())
    except Exception:  # the loop must go on to see the end of the trouble
        log.exception("the alarm of %s failed", name)
        return False
    return True


@dataclass
class Crew:
    """The threads of a running bot and their bells."""

    clock: Clock
    alarm: Report
    all_clear: Report = lambda name, now: None
    _threads: list[threading.Thread] = field(default_factory=list)
    _bells: list[Bell] = field(default_factory=list)

    def start(self, name: str, step: Step, bell: Bell | None = None) -> Bell:
        """Runs a step in a daemon thread of its own; returns the bell that wakes it."""
        bell = bell or Bell()
        arguments = (name, step, bell, self.clock, self.alarm, self.all_clear)
        thread = threading.Thread(target=repeat, args=arguments, name=name, daemon=True)
        self._threads.append(thread)
        self._bells.append(bell)
        thread.start()
        return bell

    def stop(self) -> None:
        """Asks every thread to stop after its present step."""
        for bell in self._bells:
            bell.stop()

    def join(self, seconds: float) -> list[str]:
        """Waits for them, `seconds` in all; returns the names of those that still run."""
        deadline = monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - monotonic()))
        return [thread.name for thread in self._threads if thread.is_alive()]
