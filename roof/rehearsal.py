"""Stored mentions under other rules, as the desk would have taken them: reposts, looks and days counted."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from desk.fingerprint import words_key
from desk.history import Stored
from desk.intake import REACH_LOOKED_AT
from desk.plan import REPOST_WINDOW
from handlers import wording
from triage.judge import Judge
from triage.look import as_card, wants_look
from triage.model import Mention, Outcome, Urgency, Verdict
from triage.policy import Policy
from triage.reach import norm_of


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a verdict comes to for the people who answer. Only a card has an urgency, a route and categories; `looks` where it only
    asks them to look.
    """

    outcome: Outcome
    about: str
    urgency: Urgency = Urgency.DIGEST
    route: str = ""
    categories: tuple[str, ...] = ()
    looks: bool = False

    def told(self, other: "View") -> str:
        """In words, with what differs from the other one: "same day, to urgent"."""
        what = [self._level if self.is_card else _SHORT[self.outcome]]
        if self.about and self.about != other.about:
            what.append(f"about {self.about}")
        if self.is_card and other.is_card:
            what += [f"to {self.route}"] if self.route != other.route else []
            named = ", ".join(map(wording.category, self.categories)) or "no category"
            what += [named] if self.categories != other.categories else []
        return ", ".join(what)

    @property
    def is_card(self) -> bool:
        return self.outcome is Outcome.CASE

    @property
    def _level(self) -> str:
        routine_look = self.looks and self.urgency is Urgency.ROUTINE
        return (wording.LOOK if routine_look else wording.URGENCY[self.urgency])[1].lower()


_SHORT = {
    Outcome.DIGEST: "no card",
    Outcome.LOOK: "no card (looks used up)",
    Outcome.NO_ROUTE: "no route",
    Outcome.OFF_TOPIC: "nobody we watch",
}


def view(
    outcome: Outcome,
    about: str,
    urgency: Urgency,
    route: str | None,
    categories: tuple[str, ...],
    *,
    looks: bool,
) -> View:
    """A repost is a card here: it is counted on one. So is what was muted: no rule said so, but somebody for a time."""
    if outcome not in (Outcome.CASE, Outcome.JOINED, Outcome.MUTED):
        return View(outcome=outcome, about=about)
    return View(
        outcome=Outcome.CASE,
        about=about,
        urgency=urgency,
        route=route or "",
        categories=categories,
        looks=looks,
    )


class Rules:
    """A policy that judges stored mentions in their order, as the desk would have: reposts and looks counted."""

    def __init__(self, policy: Policy, reaches_before: Iterable[tuple[str, int | None]] = ()) -> None:
        """`reaches_before`: the source and the reach of each mention before those that are judged, the oldest first."""
        self._policy, self._judge, self._zone = policy, Judge(policy), ZoneInfo(policy.time_zone)
        self._told: dict[int, datetime] = {}
        self._looks: Counter[date] = Counter()
        self._seen = 0  # mentions of all sources
        self._reaches: dict[str, deque[tuple[int, int]]] = defaultdict(
            deque
        )  # each with how many were seen before
        for source, reach in reaches_before:
            self._seen += 1
            if reach is not None:
                self._reaches[source].append((self._seen, reach))

    def judge(self, kept: Stored) -> tuple[Outcome, View, Verdict]:
        """What becomes of it, and the verdict behind that."""
        verdict = self._judge.verdict(kept.mention, self._reach_norm(kept.mention))
        outcome = verdict.outcome
        if outcome is Outcome.LOOK and verdict.route is not None:
            outcome = self._look(kept)
            if outcome is Outcome.CASE and verdict.assessment is not None:
                verdict = verdict._replace(assessment=as_card(verdict.assessment))
        if outcome is Outcome.CASE:
            outcome = self._first(kept)
        found, about = verdict.assessment, verdict.subjects[0] if verdict.subjects else ""
        if found is None:
            return outcome, View(outcome=outcome, about=about), verdict
        seen = view(outcome, about, found.urgency, verdict.route, found.categories, looks=wants_look(found))
        return outcome, seen, verdict

    def _reach_norm(self, mention: Mention) -> int | None:
        """What this source's posts reached among the REACH_LOOKED_AT of all sources before this one."""
        self._seen += 1
        if mention.reach is None:
            return None
        before = self._reaches[mention.source]
        while before and before[0][0] < self._seen - REACH_LOOKED_AT:
            before.popleft()
        norm = norm_of([reach for _, reach in before])
        before.append((self._seen, mention.reach))
        return norm

    def _look(self, kept: Stored) -> Outcome:
        """As it was then for what somebody was asked to look at then; for others the day's budget counts."""
        day = kept.seen_at.astimezone(self._zone).date()
        if kept.looked and kept.outcome in (Outcome.LOOK, Outcome.CASE, Outcome.JOINED):
            granted = kept.outcome is not Outcome.LOOK
        else:
            granted = self._looks[day] < self._policy.looks_per_day
        self._looks[day] += granted
        return Outcome.CASE if granted else Outcome.LOOK

    def _first(self, kept: Stored) -> Outcome:
        """Whether the words are new, or repeat those of a signed case of the last days."""
        if kept.outcome in (Outcome.JOINED, Outcome.MUTED):
            return kept.outcome
        key = words_key(kept.mention.text) if kept.mention.author else None
        if key is None:
            return Outcome.CASE
        before = self._told.get(key)
        if kept.outcome is not Outcome.CASE and before and kept.seen_at - before <= REPOST_WINDOW:
            return Outcome.JOINED
        self._told[key] = kept.seen_at
        return Outcome.CASE


@dataclass(slots=True)
class Span:
    """Over how many days mentions were written: figures a day must not count days before the bot ran."""

    begin: datetime
    end: datetime
    _days: set[date] = field(default_factory=set)

    def see(self, kept: Stored) -> None:
        written = kept.mention.written_at
        moment = written if written and self.begin <= written <= kept.seen_at else kept.seen_at
        self._days.add(moment.date())

    @property
    def days(self) -> int:
        most = max(1, (self.end - self.begin).days)
        return min(most, (max(self._days) - min(self._days)).days + 1) if self._days else most
