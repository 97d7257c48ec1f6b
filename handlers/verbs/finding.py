"""/heed show, why and search: one case, one post, what was said."""

from desk import audit, cases, why
from desk.search import MOST_COUNTED, Finding, count_found, search
from handlers import blocks as b
from handlers import cards, pages, wording
from handlers.case_story import whole_case
from handlers.counter import Counter
from handlers.private import Answer, say
from handlers.reason_words import worth_telling

QUOTED = 120  # characters of a post in a list
LONGEST_WORD = 60  # characters of each word that is looked for
MOST_WORDS = 15


def show_case(counter: Counter, arguments: list[str]) -> Answer:
    """show ID: one case whole, with its reasons and what was done"""
    if not arguments:
        return say("Which one? Example: /heed show 7K2QM9 (the id stands at the foot of a card).")
    case = cases.find(counter.store, arguments[0])
    counter.shown(counter.person, audit.VIEWED, "the whole post, /heed show", case.id)
    history = cases.history(counter.store, case)
    blocks = whole_case(counter.draw(case.id), history, counter.policy.time_zone)
    return Answer(text=f"Case {case.id}", blocks=[*blocks, *pages.foot(["show", case.id])])


def show_why(counter: Counter, arguments: list[str]) -> Answer:
    """why URL: what became of a post, and why"""
    if not arguments:
        return say("Of which post? Example: /heed why https://example.org/post/1")
    found = why.explain_link(counter.store, wording.link_typed(arguments[0]))
    if found is None:
        return say("No post with this link was read. /heed status shows whether its source is being read.")
    counter.shown(counter.person, audit.VIEWED, "words of a post as reasons, /heed why", found.case_id)
    return Answer(
        text=wording.OUTCOMES[found.outcome],
        blocks=[*_became(found, counter.policy.time_zone), *pages.foot(["why", arguments[0]])],
    )


def _became(found: why.Explanation, zone: str) -> list[b.Block]:
    made = [b.rich(b.line(b.words(wording.OUTCOMES[found.outcome], bold=True)))]
    facts = [("Read", b.local_time(found.seen_at, zone)), ("Source", b.name(found.source))]
    if found.subjects:
        facts.append(("About", ", ".join(found.subjects)))
    if found.case_id:
        facts.append(("Case", f"{found.case_id} (/heed show {found.case_id})"))
    if found.assessment:
        _, word = wording.level(found.assessment.urgency, found.assessment)
        facts += [("Urgency", word), ("Complaint score", f"{found.assessment.complaint:.0%}")]
    made.append(b.fields(facts))
    if found.assessment and found.assessment.reasons:
        rows = [
            [b.words(cards.reason(r))] for r in worth_telling(found.assessment.reasons)[: cards.EVERY_REASON]
        ]
        made.append(b.rich(b.line(b.words("Reasons", bold=True)), b.bullets(rows)))
    if found.assessment:
        made.append(
            b.context("Judged wrongly? Type /heed label, the link, and: complaint, not, or urgency 2.")
        )
    return made


def show_search(counter: Counter, arguments: list[str]) -> Answer:
    """search WORDS: what was said with all of these words, the newest first; words in quotes are a phrase"""
    words = [word[:LONGEST_WORD] for word in arguments[:MOST_WORDS]]
    if not words:
        return say("Which words? Example: /heed search waiting room")
    asked = b.name(" ".join(words), 60)
    total = count_found(counter.store, words)
    if not total:
        return say(
            f"Nothing that was kept holds \u201c{asked}\u201d. Posts about nobody you watch are not kept."
        )
    last = pages.count(total)
    page = min(counter.page, last)
    found = search(counter.store, words, pages.PAGE, page)
    ids = ", ".join(str(finding.id) for finding in found)
    counter.shown(counter.person, audit.SEARCHED, f"beginnings of posts, /heed search: mentions {ids}")
    rows = [_finding_line(finding, counter.policy.time_zone) for finding in found]
    counted = f"the newest {MOST_COUNTED:,}" if total >= MOST_COUNTED else b.count(total, "post")
    title = f"\u201c{asked}\u201d: {counted}, page {page} of {last}"
    made = b.rich(b.line(b.words(title, bold=True)), b.bullets(rows))
    return Answer(text="Search", blocks=[made, *pages.foot(["search", *words], page, last)])


def _finding_line(finding: Finding, zone: str) -> list[b.Element]:
    what = f"case {finding.case_id}" if finding.case_id else finding.outcome.value.replace("_", " ")
    said = b.shorten(" ".join(finding.mention.text.split()), QUOTED)
    origin = b.name(wording.origin(finding.mention))
    told = f" \u00b7 {b.local_time(finding.seen_at, zone)} \u00b7 {origin}: {said}"
    return [b.words(what, bold=True), b.words(told), *b.linked(finding.mention.url, "post")]
