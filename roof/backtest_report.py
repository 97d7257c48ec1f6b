"""A backtest told: as tables in a terminal, or as JSON lines for a program."""

import heapq
import json
from collections import Counter
from collections.abc import Iterator
from typing import Protocol

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from roof.comparison import Agreement, Change, Comparison
from roof.rehearsal import View
from triage.cleaning import for_terminal
from triage.model import Outcome, Urgency

SHOWN = 25  # changed mentions listed unless all are asked for, the gravest losses first
WIDTH = 110
_TITLES = {
    Outcome.CASE: "cards",
    Outcome.JOINED: "reposts",
    Outcome.DIGEST: "digest",
    Outcome.LOOK: "looks not granted",
    Outcome.MUTED: "muted",
    Outcome.NO_ROUTE: "no route",
    Outcome.OFF_TOPIC: "nobody we watch",
}


class Report(Protocol):
    """Hears of each change as it is found, then of the whole."""

    def change(self, change: Change) -> None: ...

    def end(self, found: Comparison, agreement: Agreement, wiped: int) -> None: ...


class JsonReport:
    """One line a change, then one with the counts."""

    def change(self, change: Change) -> None:
        told: dict[str, object] = {"source": change.source, "id": change.native_id}
        told |= {"url": change.url, "words": change.words}
        told |= {"before": _plain(change.before), "after": _plain(change.after), "reason": change.reason}
        click.echo(json.dumps(told, ensure_ascii=False))

    def end(self, found: Comparison, agreement: Agreement, wiped: int) -> None:
        hits = agreement.hits
        click.echo(
            json.dumps(
                {
                    "mentions": found.mentions,
                    "changed": found.changed,
                    "days": found.span.days,
                    "wiped": wiped,
                    "before": _nested(found.before),
                    "after": _nested(found.after),
                    "labels": {
                        "complaints": hits.complaints,
                        "flagged": hits.flagged,
                        "right": hits.right,
                        "looks": agreement.looks,
                    },
                },
                ensure_ascii=False,
            )
        )


def _plain(seen: View) -> dict[str, object]:
    told: dict[str, object] = {"outcome": seen.outcome.value, "about": seen.about}
    if seen.is_card:
        told |= {"urgency": int(seen.urgency), "route": seen.route, "categories": seen.categories}
        told |= {"looks": True} if seen.looks else {}
    return told


def _nested(counts: Counter[tuple[str, Outcome]]) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {}
    for (source, outcome), number in sorted(counts.items()):
        made.setdefault(source, {})[outcome.value] = number
    return made


class TerminalReport:
    """Counts, what people's labels say, and the changes, those that lose most first: so many of them, or `every` one."""

    def __init__(self, days: int, *, every: bool) -> None:
        self._days, self._most = days, None if every else SHOWN
        self._changes: list[
            tuple[int, int, Change]
        ] = []  # what each loses, and its place in time from the last
        self._seen = self._less_urgent = 0

    def change(self, change: Change) -> None:
        self._seen += 1
        loses = _rank(change.before) - _rank(change.after)
        self._less_urgent += loses > 0 and _rank(change.before) > _rank_of(Urgency.ROUTINE)
        if len(self._changes) == self._most:
            heapq.heappushpop(self._changes, (loses, -self._seen, change))
        else:
            heapq.heappush(self._changes, (loses, -self._seen, change))

    def end(self, found: Comparison, agreement: Agreement, wiped: int) -> None:
        console = Console(width=WIDTH, highlight=False)
        told = (
            f"{found.mentions:,} mentions of the last {self._days} days; {found.changed:,} verdicts change."
        )
        console.print(told)
        if wiped:
            console.print(f"{wiped:,} more cannot be tried: their words are wiped (keep_days).")
        if not found.mentions:
            console.print("There is nothing to try the rules on yet: let the bot read for a while first.")
            return
        console.print(_counts(found))
        for line in (*_a_day(found), *_of_labels(agreement)):
            console.print(line)
        if self._less_urgent:
            told = (
                "card that could not wait is" if self._less_urgent == 1 else "cards that could not wait are"
            )
            console.print(
                f"Lost or less urgent: {self._less_urgent:,} {told} among the changes.", style="bold"
            )
        if self._changes:
            console.print(_table([change for *_, change in sorted(self._changes, reverse=True)]))
        if rest := found.changed - len(self._changes):
            console.print(f"... and {rest:,} more: --all lists them, --json gives them to a program.")


def _rank(seen: View) -> int:
    """0 without a card, else the higher the more urgent."""
    return _rank_of(seen.urgency) if seen.is_card else 0


def _rank_of(urgency: Urgency) -> int:
    return 1 + int(urgency)


def _counts(found: Comparison) -> Table:
    table = Table("source", "outcome", title="Mentions by what becomes of them", title_justify="left")
    for title in ("before", "after", "change"):
        table.add_column(title, justify="right")
    last = ""
    for source, outcome in sorted(found.before | found.after, key=_in_order):
        before, after = found.before[source, outcome], found.after[source, outcome]
        change = f"{after - before:+,}" if after != before else ""
        name = _safe("" if source == last else source)
        table.add_row(name, _TITLES[outcome], f"{before:,}", f"{after:,}", change)
        last = source
    return table


def _in_order(key: tuple[str, Outcome]) -> tuple[str, int]:
    return key[0], list(_TITLES).index(key[1])


def _a_day(found: Comparison) -> Iterator[str]:
    days = found.span.days
    before, after = (_cards(counts) / days for counts in (found.before, found.after))
    word = "day" if days == 1 else "days"
    yield f"Alerts a day: {before:.1f} before, {after:.1f} after (new cards over {days} {word})."


def _cards(counts: Counter[tuple[str, Outcome]]) -> int:
    return sum(number for (_, outcome), number in counts.items() if outcome is Outcome.CASE)


def _of_labels(agreement: Agreement) -> Iterator[str]:
    hits = agreement.hits
    if not agreement.flags:
        yield "Nobody has labelled any of these mentions yet, so nothing says which verdicts are right."
    if hits.recall is not None:
        looks = f", {agreement.looks:,} more while looks are left that day" if agreement.looks else ""
        yield f"Recall: of {hits.complaints:,} that people called complaints, {hits.right:,} get a card ({hits.recall:.0%}){looks}."
    if hits.precision is not None:
        yield f"Precision: of {hits.flagged:,} labelled ones with a card, {hits.right:,} are complaints ({hits.precision:.0%})."
    for what, said in (("urgencies", agreement.urgencies), ("names", agreement.names)):
        if said:
            yield f"Of {len(said):,} corrected {what}, {sum(said):,} come out as people said."


def _table(changes: list[Change]) -> Table:
    table = Table("source", "id", "first words", "before", "after", "because", title="Verdicts that change")
    table.title_justify = "left"
    table.columns[1].overflow = "fold"
    for change in changes:
        before, after = change.before.told(change.after), change.after.told(change.before)
        cells = (change.source, change.native_id, change.words, before, after, change.reason)
        table.add_row(*map(_safe, cells))
    return table


def _safe(text: str) -> Text:
    return Text(for_terminal(text))
