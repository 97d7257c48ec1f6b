"""A case told to one reader, and each act on it told in its thread. Pure."""

from dataclasses import replace
from datetime import datetime

from desk.by_hand import LONGEST_NOTE
from desk.messenger import CardContent
from handlers import blocks as b
from handlers import cards, reply_card, suggested, wording
from triage.cleaning import clean_url
from triage.model import CaseEvent, State

WHOLE = 4000  # characters of the post: all of nearly every one, and room for the rest in one message
SUGGESTED = 2000  # characters of suggested responses
ANSWERED = 1000  # characters of the reply, in their place
TOLD = 55  # characters of an act in the list of what was done; its note in the thread has all of it
MOST_EVENTS = 10
_LINKING = ("reply_sent", "posted")  # acts whose detail is the address of a reply in public


def whole_case(content: CardContent, history: list[CaseEvent], zone: str) -> list[b.Block]:
    """The post in full, the reasons, what was done; no buttons, so that the card stays the one place to act."""
    case = content.case
    made = [cards.title(case)]
    if case.state is not State.NEW:
        made.append(cards.state(case, zone))
    rest = len(case.mention.text) - WHOLE
    made.append(cards.quoted(case, WHOLE, f"{rest:,} characters more: open the post itself."))
    made += [cards.facts(case, zone), cards.why(case, every=True, said=content.corrections)]
    if content.reposts:
        made.append(cards.reposts(content))
    if content.merged:
        made.append(cards.merged(content.merged))
    made += reply_card.whole(content, zone, ANSWERED) or suggested.as_many_as_fit(content, SUGGESTED)
    if history:
        made.append(_history(history, zone))
    return [*made, cards.small_print(case, zone)]


def _history(history: list[CaseEvent], zone: str) -> b.Block:
    earlier = len(history) - MOST_EVENTS
    title = "What was done" + (f" (the last {MOST_EVENTS} of {len(history)} acts)" if earlier > 0 else "")
    rows = [_happened(event, zone, TOLD) for event in history[-MOST_EVENTS:]]
    return b.rich(b.line(b.words(title, bold=True)), b.bullets(rows))


def note(event: CaseEvent, zone: str) -> tuple[str, list[b.Block]]:
    """A line for the case's thread, with its fallback text."""
    who = b.unformatted(event.actor.name) if event.actor.id else ""
    return f"{who} {b.escape(_sentence(event))}".strip(), [b.rich(b.line(*_happened(event, zone)))]


def _sentence(event: CaseEvent) -> str:
    if event.act == "wake" and not event.actor.id:
        return "The snooze is over: this case is back"
    return wording.act(event)


def _happened(event: CaseEvent, zone: str, most: int = 1000) -> list[b.Element]:
    when = [b.words(f" \u00b7 {b.local_time(event.at, zone)}")]
    if event.act in _LINKING and clean_url(event.detail):
        when += b.linked(event.detail, "see it")
        event = replace(event, detail=None)
    if not event.actor.id:
        return [b.words(_sentence(event), bold=True), *when]
    detail = ""
    if event.act == "snooze" and event.detail:
        detail = f" until {b.local_time(datetime.fromisoformat(event.detail), zone)}"
    if event.act == "added" and event.detail:
        detail = f": {b.name(event.detail, LONGEST_NOTE)}"
    pings = [b.words(" \u00b7 for "), *b.pings(event.notify)] if event.notify else []
    return [
        b.words(b.name(event.actor.name, 60), bold=True),
        b.words(b.shorten(f" {_sentence(event)}{detail}", most)),
        *pings,
        *when,
    ]
