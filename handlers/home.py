"""Overview -> the home page: my cases, what waits, clocks, sources, two weeks compared. Pure.

It holds no words of any post: everybody in the workspace may open it.
"""

import json
from datetime import datetime
from typing import Any

from desk.overview import Overview, Waiting, Week
from handlers import blocks as b
from handlers import wording
from handlers.status_card import HEALTHY, MOST_SOURCES, delivery_line, source_row
from triage.model import Case, Receipt, State


def home(seen: Overview, workspace: str = "", said: str = "") -> dict[str, Any]:
    """The view, at most 80 blocks. `workspace` is its address at Slack, for links to cards; "" leaves those out.

    `said` stands on top: what became of the button that was pressed.
    """
    made: list[b.Block] = [{"type": "section", "text": b.plain(said)}] if said else []
    made += _mine(seen, workspace)
    made += _unclaimed(seen, workspace)
    made += [b.header("Clocks"), _clocks(seen, workspace)]
    made += [b.header("Sources and delivery"), _sources(seen)]
    made += [b.header("The last 7 days and the 7 before"), _weeks(seen.this_week, seen.week_before)]
    refresh = b.button("Refresh", "home_refresh", "-")
    made.append({"type": "actions", "elements": [refresh]})
    drawn = (
        f"Drawn at {b.local_time(seen.now, seen.zone)} ({seen.zone}), and anew whenever you open this page"
    )
    return {"type": "home", "blocks": [*made, b.context(drawn)]}


def _mine(seen: Overview, workspace: str) -> list[b.Block]:
    made = [b.header("My cases")]
    if not seen.mine:
        return [*made, _sentence("You hold no case. Claim takes one of those below.")]
    for case in seen.mine:
        made += [_row(case, seen, workspace), _buttons(case, _verbs(case))]
    rest = seen.mine_count - len(seen.mine)
    return [*made, *([_sentence(f"and {b.count(rest, 'case')} more")] if rest > 0 else [])]


def _unclaimed(seen: Overview, workspace: str) -> list[b.Block]:
    made = [b.header("Unclaimed")]
    if not seen.waiting:
        return [*made, _sentence("Nothing waits: every case is claimed, put off or resolved.")]
    for level in seen.waiting:
        made.append(_level(level))
        for case in level.cases:
            made += [_row(case, seen, workspace), _buttons(case, [("Claim", "claim")])]
    return made


def _level(level: Waiting) -> b.Block:
    mark, word = wording.URGENCY[level.urgency]
    shown = len(level.cases)
    rest = f": the oldest {shown} of {level.count:,}" if level.count > shown else f": {level.count:,}"
    return b.rich(b.line(b.emoji(mark), b.words(f" {word}{rest}", bold=True)))


def _row(case: Case, seen: Overview, workspace: str) -> b.Block:
    mark, _ = wording.level_of(case)
    age = b.duration((seen.now - case.opened_at).total_seconds())
    told = [b.name(case.subject, 60), b.name(wording.origin(case.mention), 60), f"{age} old"]
    if case.state is State.SNOOZED and case.snoozed_until:
        told.append(f"snoozed until {b.local_time(case.snoozed_until, seen.zone)}")
    if case.due_at:
        told.append(_clock(case.due_at, seen.now))
    words = b.words("".join(f" \u00b7 {part}" for part in told))
    return b.rich(b.line(b.emoji(mark), b.words(f" {case.id}", bold=True), words, *_links(case, workspace)))


def _links(case: Case, workspace: str) -> list[b.Element]:
    return [*b.linked(_card_link(case.receipt, workspace), "card"), *b.linked(case.mention.url, "post")]


def _card_link(receipt: Receipt | None, workspace: str) -> str | None:
    if receipt is None or not workspace:
        return None
    return f"{workspace.rstrip('/')}/archives/{receipt.channel}/p{receipt.ts.replace('.', '')}"


def _clock(due_at: datetime, now: datetime) -> str:
    left = (due_at - now).total_seconds()
    return f"{b.duration(left)} left" if left > 0 else f"OVERDUE by {b.duration(-left)}"


def _verbs(case: Case) -> list[tuple[str, str]]:
    put_off = ("Wake", "wake") if case.state is State.SNOOZED else ("Snooze", "snooze")
    give_back = [("Unclaim", "unclaim")] if case.state is State.CLAIMED else []
    return [("Resolve", "resolve"), put_off, *give_back]


def _buttons(case: Case, verbs: list[tuple[str, str]]) -> b.Block:
    value = json.dumps({"case": case.id})
    row = [b.button(label, f"home_{verb}", value) for label, verb in verbs]
    return {"type": "actions", "elements": row}


def _clocks(seen: Overview, workspace: str) -> b.Block:
    if not seen.clocks:
        return _sentence("No open case has a time to answer by.")
    running = b.count(seen.clock_count, "case") + " to answer in time"
    late = f", {seen.late_count:,} of them overdue" if seen.late_count else ", none overdue"
    rows = []
    for case in seen.clocks:
        assert case.due_at is not None  # the reader asked for no others
        who = f"with {b.name(case.owner.name, 60)}" if case.owner else "unclaimed"
        mark = b.emoji("alarm_clock" if case.due_at <= seen.now else "hourglass_flowing_sand")
        told = b.words(f" \u00b7 {_clock(case.due_at, seen.now)} \u00b7 {who}")
        rows.append([mark, b.words(f" {case.id}", bold=True), told, *_links(case, workspace)])
    return b.rich(b.line(b.words(running + late)), b.bullets(rows))


def _sources(seen: Overview) -> b.Block:
    """What is broken by name, the rest as a number."""
    sources = seen.status.sources
    broken = [source for source in sources if source.health not in HEALTHY]
    well = len(sources) - len(broken)
    told = f"{well:,} of {b.count(len(sources), 'source')} well" if sources else "No source is configured"
    parts = [b.line(b.words(f"{told}. Delivery: {delivery_line(seen.status, seen.now)}."))]
    if broken:
        parts.append(b.bullets([source_row(source, seen.zone) for source in broken[:MOST_SOURCES]]))
    if len(broken) > MOST_SOURCES:
        parts.append(b.line(b.words(f"and {len(broken) - MOST_SOURCES:,} more: /heed status")))
    return b.rich(*parts)


def _weeks(now: Week, before: Week) -> b.Block:
    return b.fields(
        [
            ("Complaints about us", f"{now.complaints:,} (before: {before.complaints:,})"),
            ("New cases", f"{now.opened:,} (before: {before.opened:,})"),
            ("Of these resolved", f"{now.resolved:,} (before: {before.resolved:,})"),
            ("Median time to claim", f"{_median(now)} (before: {_median(before)})"),
        ]
    )


def _median(week: Week) -> str:
    return "nobody claimed one" if week.median_claim is None else b.duration(week.median_claim)


def _sentence(text: str) -> b.Block:
    return b.rich(b.line(b.words(text)))
