"""/heed test: the verdict on a text somebody typed; nothing of it is kept."""

from handlers import blocks as b
from handlers import cards, pages, suggested, wording
from handlers.counter import Counter
from handlers.private import Answer, say
from handlers.reason_words import worth_telling
from triage.assessing import assess
from triage.cleaning import clean
from triage.judge import Judge
from triage.model import Assessment, Mention, Outcome, Verdict
from triage.replies import NO_PUBLIC_REPLY, suggestions
from triage.taxonomy import shipped_taxonomy

QUOTED = 300  # characters of the text that are shown again


def test_text(counter: Counter, arguments: list[str]) -> Answer:
    """test "TEXT": what Heedline would make of a post with this text, and why; nothing is kept"""
    text = clean(" ".join(arguments))
    if not text.strip():
        return say('Which text? Example: /heed test "Nine hours in the ER and nobody came"')
    mention = Mention(source="", native_id="", text=text)
    verdict = Judge(counter.policy).verdict(mention)
    would = wording.WOULD[verdict.outcome]
    head = [b.line(b.words(would, bold=True)), b.quote(b.shorten(text, QUOTED))]
    if verdict.assessment is None:
        verdict = _as_if_about_us(counter, verdict, text)
        head.append(b.line(b.words("If it named you, this would be the verdict:")))
    made = [b.rich(*head), *_verdict(counter, verdict, mention)]
    return Answer(text=b.escape(would), blocks=[*made, *pages.foot(["test", *arguments])])


test_text.__test__ = False  # type: ignore[attr-defined]  # a verb, not a test


def _as_if_about_us(counter: Counter, verdict: Verdict, text: str) -> Verdict:
    taxonomy = shipped_taxonomy(counter.policy.categories)
    found = assess(text, taxonomy=taxonomy, cut=counter.policy.complaint_cut)
    own = tuple(subject.name for subject in counter.policy.subjects if subject.is_own)[:1]
    return verdict._replace(assessment=found, subjects=own)


def _verdict(counter: Counter, verdict: Verdict, mention: Mention) -> list[b.Block]:
    found = verdict.assessment
    assert found is not None
    made = [b.fields(_facts(verdict, found)), _reasons(found)]
    own = {subject.name for subject in counter.policy.subjects if subject.is_own}
    if own.isdisjoint(verdict.subjects):
        return [*made, b.context("It is about a competitor, so there is nothing to answer.")]
    if not NO_PUBLIC_REPLY.isdisjoint(reason.rule for reason in found.reasons):
        return [*made, b.rich(b.line(b.words(suggested.NO_REPLY_NOTE, bold=True)))]
    replies = suggestions(counter.policy, found, verdict.subjects[0], mention)
    note = suggested.SAFETY_NOTE if replies else "No response is suggested for it."
    return [*made, *suggested.listed(replies, found), b.context(note)]


def _facts(verdict: Verdict, found: Assessment) -> list[tuple[str, str]]:
    _, word = wording.level(found.urgency, found)
    facts = [("Urgency", word), ("Complaint score", f"{found.complaint:.0%}")]
    facts += [
        ("Category", b.shorten(wording.categories(found), 200)),
        ("Negativity", f"{found.negativity:.0%}"),
    ]
    facts.append(("Language", wording.LANGUAGES.get(found.language, "not to be told")))
    if verdict.outcome is not Outcome.OFF_TOPIC:
        facts.append(("About", b.shorten(", ".join(verdict.subjects), 200)))
    return facts + ([("Route", b.name(verdict.route))] if verdict.route else [])


def _reasons(found: Assessment) -> b.Block:
    if not found.reasons:
        return b.rich(b.line(b.words(wording.no_reason(found))))
    rows = [[b.words(cards.reason(reason))] for reason in worth_telling(found.reasons)[: cards.EVERY_REASON]]
    return b.rich(b.line(b.words("Reasons", bold=True)), b.bullets(rows))
