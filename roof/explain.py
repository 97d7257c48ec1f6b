"""bot.py explain: one text's verdict and every reason, for a person."""

from rich.console import Console
from rich.text import Text

from handlers import wording
from handlers.suggested import NO_REPLY_NOTE
from triage.assessing import assess
from triage.cleaning import clean, for_terminal
from triage.judge import Judge
from triage.look import look_reason
from triage.model import Assessment, Mention, Outcome, Urgency, Verdict
from triage.policy import COMPLAINT_CUT, Policy, SlackSettings
from triage.replies import NO_PUBLIC_REPLY, shipped_replies, suggestions


def explain(text: str, policy: Policy | None) -> None:
    """Prints to the terminal and keeps nothing; without a policy the text is taken to be about us."""
    console = Console(width=80, highlight=False)
    text = clean(text)
    mention = Mention(source="explain", native_id="", text=text)
    verdict = _taken_to_be_about_us(mention) if policy is None else Judge(policy).verdict(mention)
    _say(console, wording.WOULD[verdict.outcome], "bold")
    if verdict.subjects:
        _say(console, f"About: {', '.join(verdict.subjects)}")
    if verdict.route:
        _say(console, f"Route: {verdict.route}")
    if verdict.assessment:
        own = [subject.name for subject in policy.subjects if subject.is_own] if policy else []
        about_us = policy is None or not set(own).isdisjoint(verdict.subjects)
        _assessment(console, verdict.assessment, about_us=about_us)
        if about_us:
            _replies(console, policy or _nobodys(), verdict.assessment, mention, *verdict.subjects[:1])


def _taken_to_be_about_us(mention: Mention) -> Verdict:
    found = assess(mention.text)
    if found.urgency > Urgency.DIGEST:
        return Verdict(outcome=Outcome.CASE, assessment=found)
    look = look_reason(mention, found, COMPLAINT_CUT, names=1, split=False)
    if look is None:
        return Verdict(outcome=Outcome.DIGEST, assessment=found)
    return Verdict(outcome=Outcome.LOOK, assessment=found._replace(reasons=(look, *found.reasons)))


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(for_terminal(line), style=style))


def _assessment(console: Console, found: Assessment, *, about_us: bool) -> None:
    _, word = wording.URGENCY[found.urgency]
    unless = "" if about_us or not found.urgency else ", if it were about you"
    _say(console, f"Urgency: {int(found.urgency)} ({word.lower()}{unless})")
    _say(
        console,
        f"Complaint {found.complaint:.2f}, negativity {found.negativity:.2f}, VADER {found.tone:+.2f}",
    )
    if found.categories or found.severity:
        _say(console, f"Category: {wording.categories(found)}")
    _say(console, f"Language: {found.language}")
    if not found.reasons:
        _say(
            console,
            "No rule fired: the score comes from the tone and from fitted words, each of which weighs little.",
        )
    for reason in found.reasons:
        weight = f"{reason.weight:+.1f}" if reason.weight else "    "  # level 3 asks for no score
        _say(console, f"  {weight}  {wording.reason(reason)}")


def _nobodys() -> Policy:
    """Stands in for a config: replies keep the places that one would fill."""
    slack = SlackSettings(default_channel="", ops_channel="", digest_channel="")
    return Policy(
        organisation="{organisation}",
        reply_contact="{contact}",
        slack=slack,
        subjects=(),
        routes=(),
        replies=shipped_replies(),
    )


def _replies(
    console: Console, policy: Policy, found: Assessment, mention: Mention, subject: str = ""
) -> None:
    if not NO_PUBLIC_REPLY.isdisjoint(reason.rule for reason in found.reasons):
        _say(console, NO_REPLY_NOTE, "bold")
    found_replies = suggestions(policy, found, subject, mention)
    if found_replies and not policy.subjects:
        _say(console, "Replies as they are shipped: --config FILE fills what stands in {}.")
    for each in found_replies:
        why = wording.chosen(each, found)
        _say(console, f"Suggested response \u201c{each.name}\u201d ({why[0].lower()}{why[1:]}):")
        _say(console, each.text, "green")
