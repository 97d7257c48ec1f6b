"""What a handler needs to serve a person: the store, the policy, the clock, and a way to wake the courier."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk import audit, cases, corrections, replies, teams, writing
from desk.cases import Result
from desk.corrections import Kept
from desk.messenger import CardContent
from desk.store import Store
from triage.lifecycle import Act
from triage.model import HEEDLINE, Actor, Case
from triage.policy import Policy
from triage.reply import ReplyAct
from triage.routing import approvals


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where people are served. `draw` says what a case's card shows; `on_work` wakes the courier.

    `person` is who is served, where it matters to a command, `page` the page of an answer that was asked for.
    """

    store: Store
    policy: Policy
    clock: Callable[[], datetime]
    draw: Callable[[str], CardContent]
    on_work: Callable[[], None]
    person: Actor = HEEDLINE
    page: int = 1

    def serving(self, person: Actor, page: int = 1) -> "Counter":
        """The same counter for this person."""
        return replace(self, person=person, page=page)

    def begin_writing(self, case_id: str, by: Actor) -> None:
        """Others see that somebody has the form open."""
        writing.begin(self.store, case_id, by, self.clock())
        self.on_work()

    def end_writing(self, case_id: str, by: Actor) -> None:
        writing.end(self.store, case_id, by, self.clock())
        self.on_work()

    def write_reply(self, case_id: str, draft: replies.Draft, by: Actor) -> replies.Outcome:
        """A reply kept, and the courier woken to show it."""
        nudge = timedelta(seconds=self.policy.approval_nudge)
        outcome = replies.write(self.store, case_id, draft, by, self.clock(), nudge)
        self.on_work()
        return outcome

    def act_on_reply(
        self,
        case_id: str,
        act: ReplyAct,
        by: Actor,
        *,
        comment: str | None = None,
        link: str | None = None,
        base: int | None = None,
        resolve: bool = False,
    ) -> replies.Outcome:
        """One act on a case's reply, and the courier woken to show it."""
        outcome = replies.act_on(
            self.store,
            case_id,
            act,
            by,
            self.clock(),
            comment=comment,
            link=link,
            base=base,
            resolve=resolve,
            nudge_after=timedelta(seconds=self.policy.approval_nudge),
        )
        self.on_work()
        return outcome

    def hand_over(self, case_id: str, team: str, by: Actor) -> Case:
        """Another team's channel told of a case that is theirs, and the courier woken to tell it."""
        case = teams.hand_over(self.store, self.policy, case_id, team, by, self.clock())
        self.on_work()
        return case

    def correct(self, case_id: str, kind: str, value: str, by: Actor) -> Case:
        """What somebody says of the verdict kept, and the courier woken to show it."""
        case = corrections.correct(self.store, case_id, kind, value, by, self.clock())
        self._tighten(case.id)
        self.on_work()
        return case

    def _tighten(self, case_id: str) -> None:
        """As many approvals as the case's urgency asks for now."""
        case, reply = cases.find(self.store, case_id), replies.current(self.store, case_id)
        needed = approvals(self.policy, case, reply.suggestion if reply else None)
        nudge = timedelta(seconds=self.policy.approval_nudge)
        replies.tighten(self.store, case_id, needed, self.clock(), nudge)

    def correct_post(self, url: str, kind: str, value: str) -> Kept | None:
        """The same of any post by its link, said by the person who is served."""
        kept = corrections.correct_post(self.store, url, kind, value, self.person, self.clock())
        if kept is not None and kept.case_id is not None:
            self._tighten(kept.case_id)
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
        into: str | None = None,
    ) -> Result:
        """One act on a case, and the courier woken to show it; a snooze lasts as long as the config says."""
        now = self.clock()
        until = now + timedelta(seconds=self.policy.slack.snooze_for) if act is Act.SNOOZE else None
        result = cases.act_on(
            self.store, case_id, act, by, now, disposition=disposition, until=until, into=into
        )
        self.on_work()
        return result
