"""What a handler needs to serve a person: the store, the policy, the clock, and a way to wake the courier."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk import cases
from desk.cases import Result
from desk.messenger import CardContent
from desk.store import Store
from triage.lifecycle import Act
from triage.model import Actor, Case
from triage.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where people are served. `draw` says what a case's card shows; `on_work` wakes the courier."""

    store: Store
    policy: Policy
    clock: Callable[[], datetime]
    draw: Callable[[str], CardContent]
    on_work: Callable[[], None]

    def correct(self, case_id: str, kind: str, value: str, by: Actor) -> Case:
        """What somebody says of the verdict kept, and the courier woken to show it."""
        case = cases.correct(self.store, case_id, kind, value, by, self.clock())
        self.on_work()
        return case

    def act(
        self,
        case_id: str,
        act: Act,
        by: Actor,
        *,
        disposition: str | None = None,
        until: datetime | None = None,
    ) -> Result:
        """One act on a case, and the courier woken to show it."""
        result = cases.act_on(
            self.store, case_id, act, by, self.clock(), disposition=disposition, until=until
        )
        self.on_work()
        return result
