"""bot.py explain: one text's verdict and its reasons, for a person."""

from dataclasses import replace

from rich.console import Console
from rich.text import Text

from handlers import reason_words, wording
from handlers.suggested import NO_REPLY_NOTE
from triage.cleaning import for_terminal
from triage.judge import Judge
from triage.model import Assessment, Mention, Outcome
from triage.policy import Policy, policy_about_us
from triage.replies import NO_PUBLIC_REPLY, shipped_replies, suggestions
from triage.written import clean_written

_US = "{organisation}"


def explain(text: str, policy: Policy | None) -> None:
    """Prints to the terminal and keeps nothing; without a policy the text is taken to be about us."""
    console = Console(width=80, highlight=False)
    text = clean_written(text)
    mention = Mention(source="explain", native_id="", text=text)
    told = _anybodys() if policy is None else policy
    verdict = Judge(told).verdict(mention)
    _say(console, wording.WOULD[verdict.outcome], "bold")
    source = next((each for each in told.sources if each.about), None)
    if verdict.outcome is Outcome.OFF_TOPIC and source:
        _say(console, f"From {source.name}, whose posts are about {source.about} where they name nobody:")
        mention = replace(mention, source=source.name)
        verdict = Judge(told).verdict(mention)
        _say(console, wording.WOULD[verdict.outcome], "bold")
    if policy is None:
        _say(console, "Judged as if it were about you; --config FILE tells whom it is about.")
    if policy is not None and verdict.subjects:
        _say(console, f"About: {', '.join(verdict.subjects)}")
    if policy is not None and verdict.route:
        _say(console, f"Route: {verdict.route}")
    if verdict.assessment:
        own = [subject.name for subject in told.subjects if subject.is_own]
        about_us = not set(own).isdisjoint(verdict.subjects)
        _assessment(console, verdict.assessment, about_us=about_us)
        if about_us:
            _replies(console, told, verdict.assessment, mention, verdict.subjects[0])


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(for_terminal(line), style=style))


def _assessment(console: Console, found: Assessment, *, about_us: bool) -> None:
    _, word = wording.level(found.urgency, found)
    unless = "" if about_us or not found.urgency else ", if it were about you"
    _say(console, f"Urgency: {int(found.urgency)} ({word.lower()}{unless})")
    _say(
        console,
        f"Complaint {found.complaint:.2f}, negativity {found.negativity:.2f}, VADER {found.tone:+.2f}",
    )
    if found.categories or found.severity:
        _say(console, f"Category: {wording.categories(found)}")
    _say(console, f"Language: {found.language}")
    told = reason_words.worth_telling(found.reasons)
    if not told:
        _say(console, wording.no_reason(found))
    if told:
        _say(console, "Why (+ speaks for a complaint, - against; the other words count too):")
    for reason in told:
        weight = f"{reason.weight:+.1f}" if reason.weight else "    "  # level 3 asks for no score
        _say(console, f"  {weight}  {reason_words.sentence(reason)}")


def _anybodys() -> Policy:
    """Without a config the shipped replies keep the places that one fills."""
    us = policy_about_us(_US)
    return replace(us, organisation=_US, reply_contact="{contact}", replies=shipped_replies())


def _replies(console: Console, policy: Policy, found: Assessment, mention: Mention, subject: str) -> None:
    if not NO_PUBLIC_REPLY.isdisjoint(reason.rule for reason in found.reasons):
        _say(console, NO_REPLY_NOTE, "bold")
    found_replies = suggestions(policy, found, subject, mention)
    if found_replies and policy.organisation == _US:
        _say(console, "Replies as they are shipped: --config FILE fills what stands in {}.")
    for each in found_replies:
        why = wording.chosen(each, found)
        _say(console, f"Suggested response \u201c{each.name}\u201d ({why[0].lower()}{why[1:]}):")
        _say(console, each.text, "green")
