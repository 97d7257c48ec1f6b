"""What might be answered: the first suggestion on the card, all of them in a window of their own. Pure."""

import json
from dataclasses import replace
from typing import Any

from desk.messenger import CardContent
from handlers import blocks as b
from handlers import wording
from handlers.private import Answer
from triage.model import Case
from triage.replies import NO_PUBLIC_REPLY, Suggestion

LONGEST = 1500  # characters; the longest reply anybody would post
SAFETY_NOTE = (
    "Read before you post: never confirm that somebody was a patient, add no facts, take it offline."
)
NO_REPLY_NOTE = "No public reply: tell security or the police first."
GONE = "There is no response to suggest for this case any more."


def on_card(content: CardContent) -> list[b.Block]:
    """The first suggestion, why it was chosen, and the way to the others; or why there is none."""
    case = content.case
    if not content.suggestions:
        dangerous = not NO_PUBLIC_REPLY.isdisjoint(reason.rule for reason in case.assessment.reasons)
        return [b.rich(b.line(b.words(NO_REPLY_NOTE, bold=True)))] if dangerous else []
    first, *others = content.suggestions
    told = b.line(b.words("Suggested response", bold=True))
    advice = b.line(b.words(_advice(first, LONGEST), italic=True))
    box = b.rich(told, b.to_copy(b.shorten(first.text, LONGEST)), advice)
    why: b.Block = {"type": "section", "text": b.plain(_why(first, case), 300)}
    if others:
        why["accessory"] = b.button("Other suggestions", "suggestions", json.dumps({"case": case.id}))
    return [box, why]


def in_full(content: CardContent, longest: int = LONGEST) -> list[b.Block]:
    """Every suggestion with its name and why it was chosen, ready to copy, each cut at `longest` characters."""
    made = []
    for number, each in enumerate(content.suggestions, start=1):
        title = b.words(f"{number}. {b.name(each.name, 100)}", bold=True)
        why = b.words(f" \u00b7 {b.shorten(_why(each, content.case), 300)}")
        box = b.to_copy(b.shorten(each.text, longest))
        cut = [b.line(b.words(_cut(longest), italic=True))] if len(each.text) > longest else []
        made.append(b.rich(b.line(title, why), box, *cut))
    return made


def window(content: CardContent) -> dict[str, Any]:
    """A modal that anybody may open; there is nothing to send off in it."""
    case = content.case
    about = b.line(b.words(f"Case {case.id} \u00b7 {b.name(case.subject)}", bold=True))
    note = b.line(b.words(SAFETY_NOTE, italic=True))
    return {
        "type": "modal",
        "callback_id": "suggestions",
        "title": b.plain("Suggested responses", 24),
        "close": b.plain("Close", 24),
        "blocks": [
            b.rich(about, b.quote(b.shorten(case.mention.text, 200)), note),
            *in_full(content),
        ],
    }


def privately(content: CardContent) -> Answer:
    """The same as a message that only one person sees, for when no window can be opened."""
    note = b.rich(b.line(b.words(SAFETY_NOTE, italic=True)))
    return Answer(text=f"Suggested responses, case {content.case.id}", blocks=[*in_full(content), note])


def _why(given: Suggestion, case: Case) -> str:
    return wording.chosen(given, replace(case.assessment, urgency=case.urgency))


def _advice(given: Suggestion, longest: int) -> str:
    return f"{_cut(longest)} {SAFETY_NOTE}" if len(given.text) > longest else SAFETY_NOTE


def _cut(longest: int) -> str:
    return f"Cut at {longest:,} characters; the whole of it is in the config."
