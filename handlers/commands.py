"""/heed: one function a verb; its docstring is its line in the help."""

import difflib
from collections.abc import Callable
from datetime import datetime

from desk import audit, cases, why
from desk.search import Finding, search
from desk.status import read_status
from handlers import blocks as b
from handlers import cards, wording
from handlers.adding import add_complaint
from handlers.case_story import whole_case
from handlers.corrections import label_post
from handlers.counter import Counter
from handlers.private import Answer, say
from handlers.status_card import status_answer
from triage.cleaning import clean_line
from triage.model import Case, State

PAGE = 8
QUOTED = 120  # characters of a post in a list
MOST_TYPED = 4000  # characters of a command that are looked at
_QUOTES = (
    "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb`"  # phones turn straight quotes into curly ones
)
Verb = Callable[[Counter, list[str]], Answer]


def answer(counter: Counter, text: str) -> Answer:
    """Runs a command's text, such as "show 7K2QM9"; never raises on what a person may type.

    No argument holds a blank, so quotes are put up with and mean nothing.
    """
    typed = [word.strip(_QUOTES) for word in text[:MOST_TYPED].split()]
    verb, *arguments = [word for word in typed if clean_line(word)] or ["help"]
    known = VERBS.get(verb.lower())
    if known is None:
        return _unknown(verb)
    try:
        return known(counter, arguments)
    except cases.UnknownCase:
        return say(f"There is no case {b.name(' '.join(arguments), 40)}. /heed list shows the open ones.")


def _unknown(verb: str) -> Answer:
    near = difflib.get_close_matches(verb.lower()[:40], VERBS, 1, cutoff=0.5)
    hint = f"Did you mean /heed {near[0]}?" if near else "/heed help lists what there is."
    return say(f"There is no verb \u201c{b.name(verb, 40)}\u201d. {hint}")


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
    status = read_status(counter.store, counter.policy)
    return status_answer(status, counter.policy.time_zone, counter.clock())


def show_list(counter: Counter, arguments: list[str]) -> Answer:
    """list [page]: the open cases, the most urgent first"""
    page = arguments[0] if arguments else "1"
    if not page.isdecimal() or len(page) > 6 or int(page) < 1:
        return say(f"\u201c{b.name(page, 20)}\u201d is no page number. Example: /heed list 2")
    return list_answer(counter, int(page))


def list_answer(counter: Counter, page: int) -> Answer:
    """One page of open cases with buttons to the pages beside it; of pages past the end the last one."""
    found, total = cases.list_open(counter.store, page, PAGE)
    if not total:
        return say("No case is open.")
    pages = -(-total // PAGE)
    if not found:  # past the end, or somebody was quicker
        return list_answer(counter, max(1, min(page - 1, pages)))
    title = f"{b.count(total, 'open case')}, page {page} of {pages}"
    rows = [_case_line(case, counter.clock()) for case in found]
    made = [b.rich(b.line(b.words(title, bold=True)), b.bullets(rows))]
    turns = [b.button("Previous", "list_previous", str(page - 1))] if page > 1 else []
    turns += [b.button("Next", "list_next", str(page + 1))] if page < pages else []
    return Answer(text=title, blocks=[*made, *([{"type": "actions", "elements": turns}] if turns else [])])


def _case_line(case: Case, now: datetime) -> list[b.Element]:
    mark, word = wording.URGENCY[case.urgency]
    who = f"with {b.name(case.owner.name, 60)}" if case.owner else "unclaimed"
    state = "snoozed, " if case.state is State.SNOOZED else ""
    age = b.duration((now - case.opened_at).total_seconds())
    late = ", overdue" if case.overdue else ""
    about, origin = b.name(case.subject, 60), b.name(wording.origin(case.mention))
    told = f" {word} \u00b7 {about} \u00b7 {origin} \u00b7 {state}{who}, {age}{late}"
    return [b.words(case.id, bold=True), b.words(" "), b.emoji(mark), b.words(told)]


def show_case(counter: Counter, arguments: list[str]) -> Answer:
    """show ID: one case whole, with every reason and what was done"""
    if not arguments:
        return say("Which one? Example: /heed show 7K2QM9 (the id stands at the foot of a card).")
    case = cases.find(counter.store, arguments[0])
    counter.shown(counter.person, audit.VIEWED, "the whole post, /heed show", case.id)
    history = cases.history(counter.store, case)
    blocks = whole_case(counter.draw(case.id), history, counter.policy.time_zone)
    return Answer(text=f"Case {case.id}", blocks=blocks)


def show_why(counter: Counter, arguments: list[str]) -> Answer:
    """why URL: what became of a post, and why"""
    if not arguments:
        return say("Of which post? Example: /heed why https://example.org/post/1")
    found = why.explain_link(counter.store, wording.link_typed(arguments[0]))
    if found is None:
        return say("No post with this link was read. /heed status shows whether its source is being read.")
    zone = counter.policy.time_zone
    made = [b.rich(b.line(b.words(wording.OUTCOMES[found.outcome], bold=True)))]
    facts = [("Read", b.local_time(found.seen_at, zone)), ("Source", b.name(found.source))]
    if found.subjects:
        facts.append(("About", ", ".join(found.subjects)))
    if found.case_id:
        facts.append(("Case", f"{found.case_id} (/heed show {found.case_id})"))
    if found.assessment:
        _, word = wording.URGENCY[found.assessment.urgency]
        facts += [("Urgency", word), ("Complaint score", f"{found.assessment.complaint:.0%}")]
    made.append(b.fields(facts))
    if found.assessment and found.assessment.reasons:
        rows = [[b.words(cards.reason(r))] for r in found.assessment.reasons[: cards.EVERY_REASON]]
        made.append(b.rich(b.line(b.words("Reasons", bold=True)), b.bullets(rows)))
    if found.assessment:
        made.append(
            b.context("Judged wrongly? Type /heed label, the link, and: complaint, not, or urgency 2.")
        )
    return Answer(text=wording.OUTCOMES[found.outcome], blocks=made)


def show_search(counter: Counter, arguments: list[str]) -> Answer:
    """search WORDS: what was said with these words, the newest first"""
    words = " ".join(arguments)
    if not words.strip():
        return say("Which words? Example: /heed search waiting room")
    found = search(counter.store, words, PAGE)
    asked = b.name(words, 60)
    if not found:
        return say(
            f"Nothing that was kept holds \u201c{asked}\u201d. Posts about nobody you watch are not kept."
        )
    ids = ", ".join(str(finding.id) for finding in found)
    counter.shown(counter.person, audit.SEARCHED, f"beginnings of posts, /heed search: mentions {ids}")
    rows = [_finding_line(finding, counter.policy.time_zone) for finding in found]
    title = f"The newest with \u201c{asked}\u201d"
    return Answer(text="Search", blocks=[b.rich(b.line(b.words(title, bold=True)), b.bullets(rows))])


def _finding_line(finding: Finding, zone: str) -> list[b.Element]:
    what = f"case {finding.case_id}" if finding.case_id else finding.outcome.value.replace("_", " ")
    said = b.shorten(" ".join(finding.mention.text.split()), QUOTED)
    origin = b.name(wording.origin(finding.mention))
    told = f" \u00b7 {b.local_time(finding.seen_at, zone)} \u00b7 {origin}: {said}"
    return [b.words(what, bold=True), b.words(told), *b.linked(finding.mention.url, "post")]


VERBS: dict[str, Verb] = {
    "help": show_help,
    "status": show_status,
    "list": show_list,
    "show": show_case,
    "why": show_why,
    "search": show_search,
    "label": label_post,
    "add": add_complaint,
}
