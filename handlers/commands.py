"""/heed: one function a verb; its docstring is its line in the help."""

import difflib
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk import cases, why
from desk.status import SourceStatus, Status, read_status
from handlers import blocks as b
from handlers import wording
from handlers.actions import case_blocks
from handlers.counter import Counter
from triage.cleaning import clean_line
from triage.model import Case, State

PAGE = 8
Verb = Callable[[Counter, list[str]], "Answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one person is told: fallback text and blocks."""

    text: str
    blocks: list[b.Block]


def say(text: str) -> Answer:
    return Answer(text=b.escape(text), blocks=[b.rich(b.line(b.words(text)))])


def answer(counter: Counter, text: str) -> Answer:
    """Runs a command's text, such as "show 7K2QM9"; never raises on what a person may type."""
    try:
        verb, *arguments = shlex.split(text) or ["help"]
    except ValueError:
        return say('A quotation mark is not closed. Example: /heed why "https://example.org/post/1"')
    known = VERBS.get(verb.lower())
    if known is None:
        return _unknown(verb)
    try:
        return known(counter, arguments)
    except cases.UnknownCase:
        return say(f"There is no case {clean_line(' '.join(arguments), 40)}. /heed list shows the open ones.")


def _unknown(verb: str) -> Answer:
    near = difflib.get_close_matches(verb.lower(), VERBS, 1, cutoff=0.5)
    hint = f"Did you mean /heed {near[0]}?" if near else "/heed help lists what there is."
    return say(f"There is no verb \u201c{clean_line(verb, 40)}\u201d. {hint}")


def show_help(counter: Counter, arguments: list[str]) -> Answer:
    """help: what you can ask for"""
    rows = []
    for verb in VERBS.values():
        usage, _, meaning = (verb.__doc__ or "").strip().partition(": ")
        rows.append([b.words(f"/heed {usage}", code=True), b.words(f"  {meaning}")])
    title = b.line(b.words("Heedline puts complaints on cards. You can ask it:", bold=True))
    return Answer(text="Help for /heed", blocks=[b.rich(title, b.bullets(rows))])


def show_status(counter: Counter, arguments: list[str]) -> Answer:
    """status: how each source and the delivery to Slack fare"""
    return status_answer(
        read_status(counter.store, counter.policy), counter.policy.time_zone, counter.clock()
    )


def status_answer(status: Status, zone: str, now: datetime) -> Answer:
    """The status as blocks: sources, delivery, open operator notices."""
    rows = []
    for source in status.sources:
        mark = {"ok": "large_green_circle", "waiting": "white_circle"}.get(source.health, "red_circle")
        rows.append(
            [
                b.emoji(mark),
                b.words(f" {source.name}", bold=True),
                b.words(f" {_source_line(source, zone)}"),
            ]
        )
    made = [
        b.rich(
            b.line(b.words("Sources", bold=True)),
            b.bullets(rows) if rows else b.line(b.words("None configured.")),
        )
    ]
    made.append(
        b.rich(b.line(b.words("Delivery to Slack: ", bold=True), b.words(_delivery_line(status, now))))
    )
    if status.notices:
        lines = [
            [b.words(b.shorten(f"{text} ({b.local_time(at, zone)})", 300))] for text, at in status.notices[:8]
        ]
        made.append(b.rich(b.line(b.words("Needs an operator", bold=True)), b.bullets(lines)))
    return Answer(text="Status of Heedline", blocks=made)


def _source_line(source: SourceStatus, zone: str) -> str:
    success = b.local_time(source.last_success, zone) if source.last_success else "never"
    upcoming = b.local_time(source.next_fetch, zone) if source.next_fetch else "now"
    told = [source.state, f"last success {success}", f"next fetch {upcoming}"]
    if source.lag is not None:
        told.append(f"lag {b.duration(source.lag)}")
    told.append(b.count(source.posts, "post") + " read")
    if source.last_error and source.last_error_at:
        when = b.local_time(source.last_error_at, zone)
        told.append(f"last error {when}: {b.shorten(source.last_error, 150)}")
    return " \u00b7 ".join(told)


def _delivery_line(status: Status, now: datetime) -> str:
    if not status.waiting:
        told = "all is delivered"
    else:
        told = f"{b.count(status.waiting, 'message')} waiting"
        if status.oldest:
            told += f", the oldest unseen for {b.duration((now - status.oldest).total_seconds())}"
        if status.error:
            told += f" ({status.error})"
    if status.dead:
        told += f"; {b.count(status.dead, 'message')} given up"
    return told


def show_list(counter: Counter, arguments: list[str]) -> Answer:
    """list [page]: the open cases, the most urgent first"""
    page = arguments[0] if arguments else "1"
    if not page.isdecimal() or not 1 <= int(page[:6]) <= 100_000:
        return say(f"\u201c{clean_line(page, 20)}\u201d is no page number. Example: /heed list 2")
    return list_answer(counter, int(page))


def list_answer(counter: Counter, page: int) -> Answer:
    """One page of open cases with buttons to the pages beside it."""
    found, total = cases.list_open(counter.store, page, PAGE)
    if not total:
        return say("No case is open.")
    pages = -(-total // PAGE)
    if not found:
        return say(f"There are {pages} pages. Example: /heed list {pages}")
    now = counter.clock()
    title = f"{b.count(total, 'open case')}, page {page} of {pages}"
    rows = [_case_line(case, now) for case in found]
    made = [b.rich(b.line(b.words(title, bold=True)), b.bullets(rows))]
    turns = [b.button("Previous", "list_previous", str(page - 1))] if page > 1 else []
    turns += [b.button("Next", "list_next", str(page + 1))] if page < pages else []
    return Answer(text=title, blocks=[*made, *([{"type": "actions", "elements": turns}] if turns else [])])


def _case_line(case: Case, now: datetime) -> list[b.Element]:
    mark, word = wording.URGENCY[case.urgency]
    who = f"with {case.owner.name}" if case.owner else "unclaimed"
    state = "snoozed, " if case.state is State.SNOOZED else ""
    age = b.duration((now - case.opened_at).total_seconds())
    late = ", overdue" if case.overdue else ""
    told = f" {word} \u00b7 {case.subject} \u00b7 {wording.origin(case.mention)} \u00b7 {state}{who}, {age}{late}"
    return [b.words(case.id, bold=True), b.words(" "), b.emoji(mark), b.words(told)]


def show_case(counter: Counter, arguments: list[str]) -> Answer:
    """show ID: one case whole, with every reason and what was done"""
    if not arguments:
        return say("Which one? Example: /heed show 7K2QM9 (the id stands at the foot of a card).")
    blocks = case_blocks(counter, arguments[0])
    return Answer(text=f"Case {b.escape(arguments[0].upper()[:20])}", blocks=blocks)


def show_why(counter: Counter, arguments: list[str]) -> Answer:
    """why URL: what became of a post, and why"""
    if not arguments:
        return say("Of which post? Example: /heed why https://example.org/post/1")
    url = arguments[0].strip("<>").split("|")[0]
    found = why.explain_link(counter.store, url)
    if found is None:
        return say("No post with this link was read. /heed status shows whether its source is being read.")
    zone = counter.policy.time_zone
    made = [b.rich(b.line(b.words(wording.OUTCOMES[found.outcome], bold=True)))]
    facts = [("Read", b.local_time(found.seen_at, zone)), ("Source", found.source)]
    if found.subjects:
        facts.append(("About", ", ".join(found.subjects)))
    if found.case_id:
        facts.append(("Case", found.case_id))
    if found.assessment:
        _, word = wording.URGENCY[found.assessment.urgency]
        facts += [("Urgency", word), ("Complaint score", f"{found.assessment.complaint:.0%}")]
    made.append(b.fields(facts))
    if found.assessment and found.assessment.reasons:
        rows = [[b.words(b.shorten(wording.reason(r), 200))] for r in found.assessment.reasons[:12]]
        made.append(b.rich(b.line(b.words("Reasons", bold=True)), b.bullets(rows)))
    return Answer(text=wording.OUTCOMES[found.outcome], blocks=made)


VERBS: dict[str, Verb] = {
    "help": show_help,
    "status": show_status,
    "list": show_list,
    "show": show_case,
    "why": show_why,
}
