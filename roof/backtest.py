"""bot.py backtest: the stored mentions under other rules, and which verdicts change. Writes nothing."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from desk import labels
from desk.store import Store
from handlers import wording
from roof.report import opened
from roof.run import clock
from triage.cleaning import for_terminal
from triage.judge import Judge
from triage.model import Mention, Outcome, Urgency, Verdict
from triage.policy import Policy
from triage.tuning import Hits

SHOWN = 25  # changed mentions listed unless all are asked for
_CARDS = frozenset({Outcome.CASE, Outcome.JOINED})
FIRST_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a verdict comes to for the people who answer: a card or none, how urgent, about whom."""

    card: bool
    urgency: Urgency
    about: str

    def __str__(self) -> str:
        if not self.about:
            return "about nobody we watch"
        what = wording.URGENCY[self.urgency][1].lower() if self.card else "no card"
        return f"{what}, {self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    mention: Mention
    before: View
    after: View
    reason: str


@dataclass(slots=True)
class Outcomes:
    """What the replay came to."""

    mentions: int = 0
    before: Counter[str] = field(default_factory=Counter)  # cards by source
    after: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)


def view_of(verdict: Verdict) -> View:
    found = verdict.assessment
    return View(
        card=verdict.outcome in _CARDS,
        urgency=found.urgency if found else Urgency.DIGEST,
        about=verdict.subjects[0] if verdict.subjects else "",
    )


def as_stored(kept: labels.Stored) -> View:
    names = json.loads(kept.subjects)
    return View(card=kept.outcome in _CARDS, urgency=kept.urgency, about=names[0] if names else "")


def compare(stored: Iterable[labels.Stored], new: Judge, old: Judge | None) -> Outcomes:
    """Each mention as it stands, or as `old` would judge it now, against what `new` says."""
    found = Outcomes()
    for kept in stored:
        verdict = new.verdict(kept.mention)
        before = view_of(old.verdict(kept.mention)) if old else as_stored(kept)
        after = view_of(verdict)
        found.mentions += 1
        found.before[kept.mention.source] += before.card
        found.after[kept.mention.source] += after.card
        if before != after:
            reasons = verdict.assessment.reasons if verdict.assessment else ()
            told = wording.reason(reasons[0]) if reasons else ""
            found.changes.append(Change(mention=kept.mention, before=before, after=after, reason=told))
    return found


def against_labels(store: Store, judge: Judge, days: int) -> Hits:
    """How the judge does on what people said of the last days' verdicts."""
    rows = labels.complaints(store, clock() - timedelta(days=days))
    cards = [(judge.verdict(mention).outcome in _CARDS, label) for mention, label in rows]
    flagged = [label for card, label in cards if card]
    return Hits(flagged=len(flagged), right=sum(flagged), complaints=sum(label for _, label in cards))


def backtest(policy: Policy, other: Policy | None, *, days: int, as_json: bool, every: bool) -> None:
    """Prints what changes in the mentions of the last `days` days under `policy`, whose database is read.

    `other`: compared with what that config would say now, not with what was said then.
    """
    judge = Judge(policy)
    with opened(policy) as store:
        stored = labels.stored(store, clock() - timedelta(days=days))
        found = compare(stored, judge, Judge(other) if other else None)
        hits = against_labels(store, judge, days)
    if as_json:
        for change in found.changes:
            click.echo(json.dumps(_record(change), ensure_ascii=False))
        return
    _print(found, hits, days, len(found.changes) if every else SHOWN)


def _record(change: Change) -> dict[str, object]:
    mention = change.mention
    return {
        "source": mention.source,
        "id": mention.native_id,
        "url": mention.url,
        "before": {
            "card": change.before.card,
            "urgency": change.before.urgency,
            "about": change.before.about,
        },
        "after": {"card": change.after.card, "urgency": change.after.urgency, "about": change.after.about},
        "reason": change.reason,
    }


def _print(found: Outcomes, hits: Hits, days: int, most: int) -> None:
    console = Console(width=100, highlight=False)
    changed = len(found.changes)
    console.print(f"{found.mentions:,} mentions of the last {days} days; {changed:,} verdicts change.")
    if not found.mentions:
        console.print("There is nothing to try the rules on yet: let the bot read for a while first.")
        return
    console.print(_by_source(found, days))
    for line in _of_labels(hits):
        console.print(line)
    if changed:
        console.print(_changes(found.changes[:most]))
    if changed > most:
        console.print(f"... and {changed - most:,} more: --all shows them, --json gives them to a program.")


def _by_source(found: Outcomes, days: int) -> Table:
    table = Table("source", "cards before", "after", "a day before", "after")
    for source in sorted(found.before | found.after | dict.fromkeys(found.before, 0)):
        before, after = found.before[source], found.after[source]
        table.add_row(
            _safe(source), f"{before:,}", f"{after:,}", f"{before / days:.1f}", f"{after / days:.1f}"
        )
    return table


def _of_labels(hits: Hits) -> Iterator[str]:
    if hits.recall is not None:
        yield f"Of {hits.complaints} mentions people called complaints, {hits.right} get a card ({hits.recall:.0%})."
    if hits.precision is not None:
        yield f"Of {hits.flagged} labelled mentions with a card, {hits.right} are complaints ({hits.precision:.0%})."


def _changes(changes: list[Change]) -> Table:
    table = Table("source", "id", "first words", "before", "after", "because")
    for change in changes:
        words = " ".join(change.mention.text.split())[:FIRST_WORDS]
        cells = (
            change.mention.source,
            change.mention.native_id,
            words,
            str(change.before),
            str(change.after),
            change.reason,
        )
        table.add_row(*map(_safe, cells))
    return table


def _safe(text: str) -> Text:
    return Text(for_terminal(text))
