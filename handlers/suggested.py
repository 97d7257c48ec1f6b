"""What might be answered: the first suggestion on the card, all of them in a window of their own. Pure."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desk.messenger import CardContent
from handlers import blocks as b
from handlers import wording
from handlers.private import Answer
from triage.look import wants_look
from triage.model import Assessment, Case
from triage.replies import NO_PUBLIC_REPLY, Suggestion

LONGEST = 1500  # characters; the longest reply anybody would post
CUT = f"Cut at {LONGEST:,} characters; the whole of it is in the config."
SAFETY_NOTE = (
    "Read before you post: never confirm that somebody was a patient, add no facts, take it offline."
)
NO_REPLY_NOTE = "No public reply: tell security or the police first."
JUDGE_FIRST = "Is it a complaint? Then there are responses to suggest."
GONE = "There is no response to suggest for this case any more."


def on_card(content: CardContent) -> list[b.Block]:
    """The first suggestion, why it was chosen, and the way to the others; or why there is none.

    Where a person must judge first, the way to them alone: nobody thanks a sunset for speaking up.
    """
    case = content.case
    if not content.suggestions:
        return [b.rich(b.line(b.words(NO_REPLY_NOTE, bold=True)))] if is_dangerous(content) else []
    if wants_look(case.assessment):
        return [{**_line(JUDGE_FIRST), "accessory": _button("Suggested responses", case)}]
    first, *others = content.suggestions
    told = b.line(b.words("Suggested response", bold=True))
    note = f"{CUT} {SAFETY_NOTE}" if len(first.text) > LONGEST else SAFETY_NOTE
    advice = b.line(b.words(note, italic=True))
    box = b.rich(told, b.to_copy(b.shorten(first.text, LONGEST)), advice)
    told_why = _line(why(first, case))
    return [box, {**told_why, "accessory": _button("Other suggestions", case)} if others else told_why]


def is_dangerous(content: CardContent) -> bool:
    """Whether somebody threatens others: then nobody answers in public."""
    return not NO_PUBLIC_REPLY.isdisjoint(reason.rule for reason in content.case.assessment.reasons)


def in_full(content: CardContent) -> list[b.Block]:
    """Every suggestion with its name and why it was chosen, ready to copy."""
    return listed(content.suggestions, content.case.assessment._replace(urgency=content.case.urgency))


def listed(suggestions: Sequence[Suggestion], found: Assessment) -> list[b.Block]:
    """The same for a verdict that no case came of."""
    made = []
    for number, each in enumerate(suggestions, start=1):
        title = b.words(f"{number}. {b.name(each.name, 60)}", bold=True)
        for_what = b.words(f" \u00b7 {b.shorten(wording.chosen(each, found), 200)}")
        box = b.to_copy(b.shorten(each.text, LONGEST))
        cut = [b.line(b.words(CUT, italic=True))] if len(each.text) > LONGEST else []
        made.append(b.rich(b.line(title, for_what), box, *cut))
    return made


def as_many_as_fit(content: CardContent, room: int) -> list[b.Block]:
    """The same within about `room` characters: the first in any case, the others where all of them is short enough."""
    sizes = [min(len(each.text), LONGEST) + 300 for each in content.suggestions]
    fit = max([1, *(n for n in range(len(sizes) + 1) if sum(sizes[:n]) <= room)])
    return in_full(replace(content, suggestions=content.suggestions[:fit]))


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


def _line(text: str) -> b.Block:
    return {"type": "section", "text": b.plain(text, 200)}


def _button(label: str, case: Case) -> b.Element:
    return b.button(label, "suggestions", json.dumps({"case": case.id}))


def why(given: Suggestion, case: Case) -> str:
    return wording.chosen(given, case.assessment._replace(urgency=case.urgency))
