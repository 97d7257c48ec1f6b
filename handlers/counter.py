"""What a handler needs to serve a person: the store, the policy, the clock, and a way to wake the courier."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk import audit, cases, corrections
from desk.cases import Result
from desk.corrections import Kept
from desk.messenger import CardContent
from desk.store import Store
from triage.lifecycle import Act
from triage.model import HEEDLINE, Actor, Case
from triage.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where people are served. `draw` says what a case's card shows; `on_work` wakes the courier.

    `person` is who is served, where it matters to a command.
    """

    store: Store
    policy: Policy
    clock: Callable[[], datetime]
    draw: Callable[[str], CardContent]
    on_work: Callable[[], None]
    person: Actor = HEEDLINE

    def correct(self, case_id: str, kind: str, value: str, by: Actor) -> Case:
        """What somebody says of the verdict kept, and the courier woken to show it."""
        case = corrections.correct(self.store, case_id, kind, value, by, self.clock())
        self.on_work()
        return case

    def correct_post(self, url: str, kind: str, value: str) -> Kept | None:
        """The same of any post by its link, said by the person who is served."""
        kept = corrections.correct_post(self.store, url, kind, value, self.person, self.clock())
        self.on_work()
        return kept

    def shown(self, by: Actor, act: str, detail: str, case_id: str | None = None) -> None:
        """Notes in the audit that somebody is about to see a post's words: no entry, no sight."""
        audit.note(self.store, act, by, self.clock(), case=case_id, detail=detail)

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
