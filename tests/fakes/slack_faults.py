"""Faults on order: what goes wrong in which method, when, and how often."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
HTML = "<html><head><title>Server Error</title></head><body>Something is wrong.</body></html>"


class Hang:
    """A call that does not end: `reached` is set when it hangs, `release()` lets it answer."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.over = threading.Event()

    def release(self) -> None:
        self.over.set()

    def wait_reached(self, timeout: float = 5.0) -> None:
        if not self.reached.wait(timeout):
            raise TimeoutError(f"waited {timeout:g} s in vain for a call to hang")


@dataclass(eq=False)
class Fault:
    """One order. `acts` says whether Slack does what it was asked before things go wrong."""

    method: str
    acts: bool
    status: int = 0  # 0: the true answer
    body: Json | str = ""
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    hang: Hang | None = None
    left: int | None = 1
    skip: int = 0
    chance: float = 1.0
    when: Callable[[Json], bool] | None = None


class Faults:
    """Takes orders and hands them out. Every order may say, besides its own arguments:

    times   how many calls it spoils (default 1; without end if a chance is given)
    skip    how many calls it lets through first
    chance  spoils a call with this probability (seeded)
    when    spoils only calls whose arguments satisfy this predicate
    The method "*" stands for any method, "response_url" for posts to response URLs.
    """

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._orders: list[Fault] = []
        self._hangs: list[Hang] = []
        self.struck: list[tuple[str, Fault]] = []

    def rate_limit(self, method: str, *, retry_after: int = 1, **often: Any) -> None:
        body = {"ok": False, "error": "ratelimited"}
        headers = {"Retry-After": str(retry_after)}
        self._order(Fault(method, acts=False, status=429, body=body, headers=headers), often)

    def status(self, method: str, status: int, *, acts: bool = False, **often: Any) -> None:
        """An HTTP error before acting, or (acts=True) after."""
        self._order(Fault(method, acts=acts, status=status, body="upstream error"), often)

    def lose_reply(self, method: str, *, acts: bool = True, **often: Any) -> None:
        """Acts, then closes the connection without an answer."""
        self._order(Fault(method, acts=acts, lost=True), often)

    def hang(self, method: str, *, acts: bool = True, **often: Any) -> Hang:
        """Answers only after `release()` or at close; without acting, the answer is request_timeout."""
        late: Json = {"ok": False, "error": "request_timeout"}
        fault = Fault(method, acts=acts, hang=Hang(), status=0 if acts else 200, body=late)
        self._order(fault, often)
        assert fault.hang
        self._hangs.append(fault.hang)
        return fault.hang

    def error(self, method: str, error: str, *, acts: bool = False, **often: Any) -> None:
        """The answer {"ok": false, "error": error}."""
        self._order(Fault(method, acts=acts, status=200, body={"ok": False, "error": error}), often)

    def html(self, method: str, *, status: int = 200, acts: bool = False, **often: Any) -> None:
        """A page where JSON was expected."""
        self._order(Fault(method, acts=acts, status=status, body=HTML), often)

    def clear(self) -> None:
        with self._lock:
            self._orders.clear()

    def release_all(self) -> None:
        for hang in self._hangs:
            hang.release()

    def _order(self, fault: Fault, often: Json) -> None:
        fault.skip, fault.chance = often.pop("skip", 0), often.pop("chance", 1.0)
        fault.left = often.pop("times", 1 if fault.chance >= 1 else None)
        fault.when = often.pop("when", None)
        if often:
            raise TypeError(f"unknown words in an order: {', '.join(often)}")
        with self._lock:
            self._orders.append(fault)

    def take(self, method: str, args: Json) -> Fault | None:
        """The fault that this call meets, if any; the first order that fits counts."""
        with self._lock:
            for fault in self._orders:
                if fault.method in (method, "*") and fault.left != 0 and self._strikes(fault, args):
                    fault.left = fault.left and fault.left - 1
                    self.struck.append((method, fault))
                    return fault
            return None

    def _strikes(self, fault: Fault, args: Json) -> bool:
        if fault.when and not fault.when(args):
            return False
        if fault.skip:
            fault.skip -= 1
            return False
        return fault.chance >= 1 or self._random.random() < fault.chance
