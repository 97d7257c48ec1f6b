"""Case -> blocks: one card that shows a complaint as it stands. Pure."""

import json
from datetime import datetime

from desk.messenger import CardContent
from handlers import blocks as b
from handlers import wording
from triage.lifecycle import DISPOSITIONS
from triage.model import Case, CaseEvent, State

QUOTE = 800  # characters of the post on an open card; the whole of it is in /heed show
QUOTE_CLOSED = 200
WHOLE = 2900
MOST_REASONS = 4
SAFETY_NOTE = (
    "Read before you post: never confirm that somebody was a patient, add no facts, take it offline."
)


def fallback(case: Case) -> str:
    """The message's text for notifications and screen readers: our words only."""
    _, word = wording.URGENCY[case.urgency]
    state = {
        State.NEW: "",
        State.CLAIMED: "Claimed. ",
        State.SNOOZED: "Snoozed. ",
        State.RESOLVED: "Resolved. ",
    }
    return b.escape(
        f"{state[case.state]}{word}: complaint about {case.subject} ({case.mention.source}), case {case.id}"
    )


def card(content: CardContent, zone: str, *, now_text: str | None = None) -> list[b.Block]:
    """The blocks of a card: at most 12, about 3,000 characters for the longest post."""
    case = content.case
    if case.state is State.RESOLVED:
        return [
            _title(case),
            _state(case, zone),
            _quoted(case, QUOTE_CLOSED),
            _small_print(case, zone),
            _actions(case),
        ]
    made = [_title(case)]
    if content.notify and case.state is State.NEW:
        made.append(_notify(content.notify))
    if case.state is not State.NEW:
        made.append(_state(case, zone))
    made += [_quoted(case, QUOTE), _facts(case, zone), _why(case)]
    if content.reposts:
        made.append(_reposts(content))
    if content.suggestion:
        made.append(_suggestion(content))
    return [*made, _small_print(case, zone), _actions(case)]


def plain_card(content: CardContent) -> list[b.Block]:
    """What is sent when Slack takes no richer form: enough to find and to handle the case."""
    case = content.case
    text = f"Case {case.id} about {case.subject} from {case.mention.source}. Its card could not be shown in full."
    return [{"type": "section", "text": b.plain(text)}, _actions(case)]


def whole_case(content: CardContent, history: list[CaseEvent], zone: str) -> list[b.Block]:
    """The case for one reader: the post in full, every reason, what was done; no buttons."""
    case = content.case
    made = [_title(case)]
    if case.state is not State.NEW:
        made.append(_state(case, zone))
    made += [_quoted(case, WHOLE), _facts(case, zone), _why(case, 12)]
    if content.reposts:
        made.append(_reposts(content))
    if content.suggestion:
        made.append(_suggestion(content))
    if history:
        made.append(
            b.rich(
                b.line(b.words("What was done", bold=True)),
                b.bullets([_happened(e, zone) for e in history[-20:]]),
            )
        )
    return [*made, _small_print(case, zone)]


def note(event: CaseEvent, zone: str) -> tuple[str, list[b.Block]]:
    """A line for the case's thread, with its fallback text."""
    elements = _happened(event, zone)
    who = event.actor.name if event.actor.id else ""
    return b.escape(f"{who} {wording.act(event)}".strip()), [b.rich(b.line(*elements))]


def _happened(event: CaseEvent, zone: str) -> list[b.Element]:
    when = b.words(f" \u00b7 {b.local_time(event.at, zone)}")
    if not event.actor.id:
        sentence = wording.act(event)
        if event.act == "wake":
            sentence = "The snooze is over: this case is back"
        return [b.words(sentence, bold=True), when]
    detail = ""
    if event.act == "snooze" and event.detail:
        detail = f" until {b.local_time(datetime.fromisoformat(event.detail), zone)}"
    return [b.words(event.actor.name, bold=True), b.words(f" {wording.act(event)}{detail}"), when]


def _title(case: Case) -> b.Block:
    if case.state is State.RESOLVED:
        start = [b.emoji("white_check_mark"), b.words(" Resolved", bold=True)]
    else:
        mark, word = wording.URGENCY[case.urgency]
        start = [b.emoji(mark), b.words(f" {word}", bold=True)]
    rest = [
        b.words(" \u00b7 "),
        b.words(case.subject, bold=True),
        b.words(f" \u00b7 {wording.origin(case.mention)}"),
    ]
    if case.mention.url:
        rest += [b.words(" \u00b7 "), b.link(case.mention.url, "open the post")]
    return b.rich(b.line(*start, *rest))


def _notify(ids: tuple[str, ...]) -> b.Block:
    """The only pings there are: those that the config names."""
    elements: list[b.Element] = [b.words("For ")]
    for target in ids:
        if target in ("here", "channel"):
            elements.append({"type": "broadcast", "range": target})
        elif target.startswith("S"):
            elements.append({"type": "usergroup", "usergroup_id": target})
        else:
            elements.append(b.person(target))
        elements.append(b.words(" "))
    return b.rich(b.line(*elements[:-1]))


def _state(case: Case, zone: str) -> b.Block:
    match case.state:
        case State.CLAIMED if case.owner:
            when = f" at {b.local_time(case.claimed_at, zone)}" if case.claimed_at else ""
            elements = [b.words("Claimed by ", bold=True), b.person(case.owner.id), b.words(when)]
        case State.SNOOZED if case.snoozed_until:
            elements = [
                b.words("Snoozed", bold=True),
                b.words(f" until {b.local_time(case.snoozed_until, zone)}"),
            ]
        case State.RESOLVED:
            how = DISPOSITIONS.get(case.disposition or "", "")
            when = f" at {b.local_time(case.resolved_at, zone)}" if case.resolved_at else ""
            elements = [b.words(how.capitalize(), bold=True), b.words(f" \u00b7 {case.resolved_by}{when}")]
        case _:
            elements = [b.words(case.state.value.capitalize(), bold=True)]
    return b.rich(b.line(*elements))


def _quoted(case: Case, limit: int) -> b.Block:
    text = case.mention.text
    if not text:
        return b.rich(b.quote("(The text was deleted or has passed its retention time.)"))
    shown = b.shorten(text, limit)
    parts = [b.quote(shown)]
    if len(text) > limit and limit == QUOTE:
        parts.append(
            b.line(b.words(f"{len(text) - limit:,} characters more: /heed show {case.id}", italic=True))
        )
    return b.rich(*parts)


def _facts(case: Case, zone: str) -> b.Block:
    """Only what says something."""
    assessment, mention = case.assessment, case.mention
    pairs = []
    if assessment.categories:
        severity = wording.SEVERITY[assessment.severity]
        names = ", ".join(wording.category(c) for c in assessment.categories[:2])
        pairs.append(("Category", f"{names} ({severity} severity)" if severity else names))
    if mention.written_at:
        pairs.append(("Written", b.local_time(mention.written_at, zone)))
    if mention.reach:
        pairs.append(("Reach", f"{mention.reach:,}"))
    if assessment.language not in ("en", "und"):
        pairs.append(("Language", {"es": "Spanish"}.get(assessment.language, assessment.language)))
    pairs.append(("Complaint score", f"{assessment.complaint:.0%}"))
    if case.due_at:
        late = " (overdue)" if case.overdue else ""
        pairs.append(("Answer by", b.local_time(case.due_at, zone) + late))
    return b.fields(pairs[:6])


def _why(case: Case, most: int = MOST_REASONS) -> b.Block:
    reasons = case.assessment.reasons
    for_it = [r for r in reasons if r.weight >= 0] or list(reasons)
    rows = [
        [b.words(b.shorten(wording.reason(r), 200))]
        for r in (for_it if most == MOST_REASONS else reasons)[:most]
    ]
    if not rows:
        rows = [[b.words("The words as a whole read like a complaint.")]]
    return b.rich(b.line(b.words("Why it is here", bold=True)), b.bullets(rows))


def _reposts(content: CardContent) -> b.Block:
    case = content.case
    said = f"Said again {b.count(case.joined, 'time')}"
    elements = [b.words(said, bold=True)]
    for mention in content.reposts:
        elements.append(b.words(" \u00b7 "))
        name = b.shorten(wording.origin(mention), 60)
        elements.append(b.link(mention.url, name) if mention.url else b.words(name))
    return b.rich(b.line(*elements))


def _suggestion(content: CardContent) -> b.Block:
    title = b.line(b.words("Suggested response", bold=True))
    advice = b.line(b.words(SAFETY_NOTE, italic=True))
    return b.rich(title, b.to_copy(content.suggestion or ""), advice)


def _small_print(case: Case, zone: str) -> b.Block:
    seen = b.local_time(case.opened_at, zone)
    return b.context(f"Case {case.id} \u00b7 seen {seen} \u00b7 route {b.shorten(case.route, 60)}")


def _actions(case: Case) -> b.Block:
    """The verbs that apply now; what was done offers its inverse."""
    value = json.dumps({"case": case.id})
    resolve = b.button("Resolve", "resolve", value)
    not_complaint = b.button("Not a complaint", "not_a_complaint", value)
    match case.state:
        case State.RESOLVED:
            row = [b.button("Reopen", "reopen", value)]
        case State.CLAIMED:
            row = [
                b.button("Unclaim", "unclaim", value),
                resolve,
                not_complaint,
                b.button("Snooze", "snooze", value),
            ]
        case State.SNOOZED:
            claim = b.button("Claim", "claim", value)
            row = [claim, resolve, not_complaint, b.button("Wake", "wake", value)]
        case _:
            claim = b.button("Claim", "claim", value, style="primary")
            row = [claim, resolve, not_complaint, b.button("Snooze", "snooze", value)]
    return {"type": "actions", "block_id": f"case-{case.id}", "elements": row}
