"""/heed list: the cases that fit, a page at a time."""

from dataclasses import replace
from datetime import datetime

from desk.listing import list_cases
from handlers import blocks as b
from handlers import pages, wording
from handlers.counter import Counter
from handlers.private import Answer, say
from handlers.verbs import filters
from triage.model import Case, State


def show_list(counter: Counter, arguments: list[str]) -> Answer:
    """list [FILTERS] [page]: the open cases, the most urgent first; filters are mine, urgent, overdue, resolved, subject, source, category and more"""
    try:
        asked = filters.read(counter, arguments)
    except filters.NotUnderstood as problem:
        return say(str(problem))
    return _page(counter, asked)


def _page(counter: Counter, asked: filters.Asked) -> Answer:
    """Of pages past the end the last one: somebody may have been quicker."""
    found, total = list_cases(counter.store, asked.wanted, asked.page, pages.PAGE)
    if not total:
        return say(f"No case fits: {', '.join(asked.told)}." if asked.told else "No case is open.")
    last = pages.count(total)
    if asked.page > last:
        return _page(counter, replace(asked, page=last))
    title = f"{_counted(asked, total)}, page {asked.page} of {last}"
    rows = [case_line(case, counter.clock()) for case in found]
    made = b.rich(b.line(b.words(title, bold=True)), b.bullets(rows))
    return Answer(text=b.escape(title), blocks=[made, *pages.foot(["list", *asked.rest], asked.page, last)])


def _counted(asked: filters.Asked, total: int) -> str:
    told = b.shorten(", ".join(asked.told), 300)
    what = b.count(total, "open case" if asked.wanted.resolved is False else "case")
    return f"{what} ({told})" if told else what


def case_line(case: Case, now: datetime) -> list[b.Element]:
    """One case: its id, its level, whom it is about, who has it, and for how long it has been open."""
    mark, word = wording.level_of(case)
    age = b.duration((now - case.opened_at).total_seconds())
    about, origin = b.name(case.subject, 60), b.name(wording.origin(case.mention))
    told = f" {word} \u00b7 {about} \u00b7 {origin} \u00b7 {_standing(case)}, {age}"
    if case.state is State.RESOLVED:
        mark, told = "white_check_mark", f" {word} \u00b7 {about} \u00b7 {origin} \u00b7 {_standing(case)}"
    late = ", overdue" if case.overdue else ""
    return [b.words(case.id, bold=True), b.words(" "), b.emoji(mark), b.words(told + late)]


def _standing(case: Case) -> str:
    if case.state is State.RESOLVED:
        ended = wording.disposition(case.disposition)
        return f"resolved by {b.name(case.resolved_by or 'somebody', 60)} ({ended})"
    snoozed = "snoozed, " if case.state is State.SNOOZED else ""
    return snoozed + (f"with {b.name(case.owner.name, 60)}" if case.owner else "unclaimed")
