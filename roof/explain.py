"""bot.py explain: one text's verdict and every reason, for a person."""

from rich.console import Console
from rich.text import Text

from handlers import wording
from triage.cleaning import clean, for_terminal
from triage.judge import Judge, assess
from triage.model import Assessment, Mention, Outcome, Urgency, Verdict
from triage.policy import Policy


def explain(text: str, policy: Policy | None) -> None:
    """Prints to the terminal and keeps nothing; without a policy the text is taken to be about us."""
    console = Console(width=80, highlight=False)
    text = clean(text)
    if policy is None:
        assessment = assess(text)
        outcome = Outcome.CASE if assessment.urgency > Urgency.DIGEST else Outcome.DIGEST
        verdict = Verdict(outcome=outcome, assessment=assessment)
    else:
        verdict = Judge(policy).verdict(Mention(source="explain", native_id="", text=text))
    _say(console, wording.WOULD[verdict.outcome], "bold")
    if verdict.subjects:
        _say(console, f"About: {', '.join(verdict.subjects)}")
    if verdict.route:
        _say(console, f"Route: {verdict.route}")
    if verdict.assessment:
        _assessment(console, verdict.assessment)


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(for_terminal(line), style=style))


def _assessment(console: Console, found: Assessment) -> None:
    _, word = wording.URGENCY[found.urgency]
    _say(console, f"Urgency: {int(found.urgency)} ({word.lower()})")
    _say(
        console,
        f"Complaint {found.complaint:.2f}, negativity {found.negativity:.2f}, VADER {found.tone:+.2f}",
    )
    if found.categories:
        names = ", ".join(wording.category(name) for name in found.categories)
        _say(console, f"Category: {names}; severity {wording.SEVERITY[found.severity] or 'none'}")
    _say(console, f"Language: {found.language}")
    if not found.reasons:
        _say(
            console,
            "No rule fired: the score comes from the tone and from fitted words, each of which weighs little.",
        )
    for reason in found.reasons:
        _say(console, f"  {reason.weight:+.1f}  {wording.reason(reason)}")
