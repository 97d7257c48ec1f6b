"""/heed stats, compare and digest: figures of a time, for the team as a whole."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from desk import figures
from desk.digest import summarise
from desk.figures import Count, Standing, Stats
from handlers import blocks as b
from handlers import digest_card, pages, wording
from handlers.counter import Counter
from handlers.private import Answer, say
from handlers.verbs import periods
from triage.model import Urgency

MOST_ROWS = 12
MOST_NAMES = 20
_MOMENT = timedelta(milliseconds=1)  # the store's; what was done in this very one counts
_MINUS = "\u2212"


def show_stats(counter: Counter, arguments: list[str]) -> Answer:
    """stats [TIME]: cases opened, claimed and resolved, how long that took, and the time before beside it"""
    span = periods.read(arguments, "stats")
    if isinstance(span, str):
        return say(span)
    now = counter.clock() + _MOMENT
    found = figures.stats(counter.store, now - span, now)
    title = f"The last {periods.told(span)}"
    made = [
        b.header(title),
        b.fields(_paces(found)),
        _counts("Opened, by urgency", found.urgencies, lambda n: wording.URGENCY[Urgency(int(n))][1]),
        _counts("Opened, by source", found.sources, lambda n: b.name(n, 60)),
        _counts("How they ended", found.endings, wording.disposition),
        _span_line(
            counter, span, "Changes are against the same time before. A case counts when it happened to it"
        ),
    ]
    return Answer(text=f"Figures: {title.lower()}", blocks=[*made, *pages.foot(["stats", *arguments])])


def _paces(found: Stats) -> list[tuple[str, str]]:
    now, before = found.now, found.before
    late = f", {found.overdue:,} overdue" if found.overdue else ""
    return [
        ("Opened", _changed(now.opened, before.opened)),
        ("Claimed", _changed(now.claimed, before.claimed)),
        ("Resolved", _changed(now.resolved, before.resolved)),
        ("Open now", f"{found.open_count:,}{late}"),
        ("Median time to claim", _lasted(now.to_claim, before.to_claim)),
        ("Median time to resolve", _lasted(now.to_resolve, before.to_resolve)),
    ]


def _changed(now: int, before: int) -> str:
    return f"{now:,} ({'+' if now >= before else _MINUS}{abs(now - before):,})"


def _lasted(now: float | None, before: float | None) -> str:
    told = "none yet" if now is None else b.duration(now)
    return told if before is None else f"{told} (before: {b.duration(before)})"


def _counts(title: str, counts: Sequence[Count], name: Callable[[str], str]) -> b.Block:
    if not counts:
        return b.rich(b.line(b.words(f"{title}: ", bold=True), b.words("none")))
    rows = [[b.words(f"{name(c.name)}: {_changed(c.now, c.before)}")] for c in counts[:MOST_ROWS]]
    rest = counts[MOST_ROWS:]
    if rest:
        rows.append([b.words(f"{len(rest)} more: {sum(c.now for c in rest):,}")])
    return b.rich(b.line(b.words(title, bold=True)), b.bullets(rows))


def _span_line(counter: Counter, span: timedelta, note: str) -> b.Block:
    now, zone = counter.clock(), counter.policy.time_zone
    return b.context(f"{b.local_time(now - span, zone)} to {b.local_time(now, zone)} ({zone}) \u00b7 {note}.")


def show_compare(counter: Counter, arguments: list[str]) -> Answer:
    """compare [TIME]: you and your competitors: mentions, the share of complaints and how sure it is, negativity"""
    span = periods.read(arguments, "compare")
    if isinstance(span, str):
        return say(span)
    now = counter.clock() + _MOMENT
    found = figures.compare(counter.store, counter.policy.subjects, now - span, now)
    title = f"You and the others, the last {periods.told(span)}"
    rows = [[b.words(b.name(s.name, 60), bold=True), b.words(_standing(s))] for s in found[:MOST_NAMES]]
    made = [b.header(title), b.rich(b.bullets(rows))] if rows else [b.header(title)]
    if len(found) > MOST_NAMES:
        made.append(b.context(f"and {len(found) - MOST_NAMES} names more"))
    made += _below(counter, span, found)
    return Answer(text=title, blocks=[*made, *pages.foot(["compare", *arguments])])


def _below(counter: Counter, span: timedelta, found: Sequence[Standing]) -> list[b.Block]:
    note = (
        "By the posts that are chiefly about a name; in brackets what the share may be with so few, at 95 %"
    )
    return [b.rich(b.line(b.words(_verdict(found)))), _span_line(counter, span, note)]


def _standing(line: Standing) -> str:
    us = " (us)" if line.is_own else ""
    mentions = f"{us}: {b.count(line.mentions, 'mention')} ({_sign(line.mentions - line.mentions_before)})"
    if line.share is None:
        return mentions
    negativity = f", negativity {line.negativity:.0%}" if line.negativity is not None else ""
    share = f"{line.share:.0%} complaints ({line.low:.0%} to {line.high:.0%})"
    return f"{mentions}, {share}{negativity}"


def _sign(change: int) -> str:
    return f"{'+' if change >= 0 else _MINUS}{abs(change):,}"


def _verdict(found: Sequence[Standing]) -> str:
    """What can be said of us against each of the others, and nothing that cannot."""
    others = [line for line in found if not line.is_own and line.mentions]
    ours = [line for line in found if line.is_own and line.mentions]
    if not others or not ours:
        return "There is nothing to compare yet: nobody spoke of you, or nobody of a competitor."
    told = []
    for own in ours:
        worse = [b.name(line.name, 40) for line in others if own.is_above(line)]
        better = [b.name(line.name, 40) for line in others if line.is_above(own)]
        name = b.name(own.name, 40)
        told += [f"{name} draws a larger share of complaints than {_and(worse)}."] if worse else []
        told += [f"{name} draws a smaller share of complaints than {_and(better)}."] if better else []
    return b.shorten(" ".join(told), 1000) or "Nobody differs by more than chance may make on so few posts."


def _and(names: Sequence[str]) -> str:
    shown = list(names[:5]) + ([f"{len(names) - 5} more"] if len(names) > 5 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def show_digest(counter: Counter, arguments: list[str]) -> Answer:
    """digest [TIME]: what the digest would say of the last 24 hours, now"""
    span = periods.read(arguments, "digest", timedelta(days=1))
    if isinstance(span, str):
        return say(span)
    now = counter.clock() + _MOMENT
    day = now.astimezone(ZoneInfo(counter.policy.time_zone)).date()
    digest = summarise(counter.store, counter.policy, day, now - span, now)
    blocks = [*digest_card.digest_card(digest), *pages.foot(["digest", *arguments])]
    return Answer(text=digest_card.fallback(digest), blocks=blocks)
