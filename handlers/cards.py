"""Case -> blocks: one card that shows a complaint as it stands. Pure."""

from collections.abc import Sequence

from desk.labels import Label
from desk.messenger import CardContent
from handlers import blocks as b
from handlers import reason_words, reply_card, suggested, wording
from handlers.controls import controls
from triage.assessing import AS_A_WHOLE
from triage.lifecycle import DISPOSITIONS
from triage.look import wants_look
from triage.model import Case, Reason, State, Urgency
from triage.reply import ReplyState

QUOTE = 800  # characters of the post on an open card; more of it is in /heed show
QUOTE_CLOSED = 200
MOST_REASONS, EVERY_REASON = 4, 10
REASON = 150
MOST_MERGED = 20


def fallback(case: Case) -> str:
    """The message's text for notifications and screen readers: no words of the post."""
    _, word = wording.level_of(case)
    state = "" if case.state is State.NEW else f"{case.state.value.capitalize()}. "
    about, source = b.unformatted(case.subject), b.unformatted(case.mention.source)
    return f"{state}{word}: {_what(case)} about {about} ({source}), case {case.id}"


def _what(case: Case) -> str:
    """Nobody has said yet that a post to look at is a complaint."""
    return "a post" if wants_look(case.assessment) else "complaint"


def card(content: CardContent, zone: str) -> list[b.Block]:
    """The blocks of a card: at most 10, about 5,000 characters whatever the post holds."""
    case = content.case
    if case.state is State.RESOLVED:
        return [
            title(case),
            state(case, zone),
            quoted(case, QUOTE_CLOSED, f"More: /heed show {case.id}"),
            *reply_card.on_card(content, zone),
            small_print(case, zone),
            controls(content),
        ]
    made = [title(case)]
    if content.notify and case.state is State.NEW:
        made.append(_notify(content.notify))
    if case.escalated_by:
        made.append(_escalated(content, zone))
    if case.state is not State.NEW:
        made.append(state(case, zone))
    made += reply_card.writers(content)
    rest = len(case.mention.text) - QUOTE
    made += [quoted(case, QUOTE, f"{rest:,} characters more: /heed show {case.id}"), facts(case, zone)]
    made.append(why(case, said=content.corrections))
    if content.reposts:
        made.append(reposts(content))
    if content.merged:
        made.append(merged(content.merged))
    if not _is_answered(content):
        made += suggested.on_card(content)
    made += reply_card.on_card(content, zone)
    return [*made, small_print(case, zone), controls(content)]


def _is_answered(content: CardContent) -> bool:
    """Whether a reply stands, written or posted already: then nobody needs words to begin with."""
    return content.reply is not None and (content.reply.is_live or content.reply.state is ReplyState.SENT)


def plain_card(content: CardContent) -> list[b.Block]:
    """What is sent when Slack takes no richer form: enough to find and to handle the case."""
    case = content.case
    _, word = wording.level_of(case)
    about, source = b.name(case.subject), b.name(case.mention.source)
    text = (
        f"{word}: {_what(case)} about {about} from {source}. Its card could not be shown in full; "
        f"type /heed show {case.id} to read it."
    )
    return [{"type": "section", "text": b.plain(text)}, controls(content)]


def title(case: Case) -> b.Block:
    """How urgent, about whom, who wrote it where, and the way to the post."""
    if case.state is State.RESOLVED:
        start = [b.emoji("white_check_mark"), b.words(" Resolved", bold=True)]
    else:
        mark, word = wording.level_of(case)
        late = ", overdue" if _is_late(case) else ""
        start = [b.emoji(mark), b.words(f" {word}{late}", bold=True)]
    about = [b.words(" \u00b7 "), b.words(b.name(case.subject), bold=True)]
    origin = b.words(f" \u00b7 {b.name(wording.origin(case.mention), 120)}")
    return b.rich(b.line(*start, *about, origin, *b.linked(case.mention.url, "open the post")))


def _notify(ids: tuple[str, ...]) -> b.Block:
    """The only pings there are: those that the config names."""
    return b.rich(b.line(b.words("For "), *b.pings(ids)))


def _escalated(content: CardContent, zone: str) -> b.Block:
    case = content.case
    when = f" at {b.local_time(case.escalated_at, zone)}" if case.escalated_at else ""
    who = b.name(case.escalated_by or "somebody", 60)
    told = [b.emoji("small_red_triangle"), b.words(" Escalated", bold=True), b.words(f" by {who}{when}")]
    return b.rich(b.line(*told))


def state(case: Case, zone: str) -> b.Block:
    """Where the case stands, with whom, since when."""
    match case.state:
        case State.CLAIMED if case.owner:
            when = f" at {b.local_time(case.claimed_at, zone)}" if case.claimed_at else ""
            elements = [b.words("Claimed by ", bold=True), _holder(case), b.words(when)]
        case State.SNOOZED if case.snoozed_until:
            until = b.words(f" until {b.local_time(case.snoozed_until, zone)}")
            held = [b.words(" \u00b7 held by "), _holder(case)] if case.owner else []
            elements = [b.words("Snoozed", bold=True), until, *held]
        case State.RESOLVED:
            how = DISPOSITIONS.get(case.disposition or "", "resolved").capitalize()
            how = f"Merged into {case.merged_into}" if case.merged_into else how
            who = b.name(case.resolved_by) if case.resolved_by else "somebody"
            when = f" at {b.local_time(case.resolved_at, zone)}" if case.resolved_at else ""
            elements = [b.words(how, bold=True), b.words(f" \u00b7 by {who}{when}")]
        case _:
            elements = [b.words(case.state.value.capitalize(), bold=True)]
    return b.rich(b.line(*elements))


def _holder(case: Case) -> b.Element:
    """A mention where the card stands already: Slack pings nobody for a change. A new post names by letters."""
    assert case.owner is not None
    return b.person(case.owner.id) if case.receipt else b.words(b.name(case.owner.name))


def quoted(case: Case, limit: int, more: str) -> b.Block:
    """The post's words, and where the rest of them is if there is one."""
    text = case.mention.text
    if not text.strip():
        return b.rich(b.quote("(The text was deleted or has passed its retention time.)"))
    parts = [b.quote(b.shorten(text, limit))]
    if len(text) > limit:
        parts.append(b.line(b.words(more, italic=True)))
    return b.rich(*parts)


def facts(case: Case, zone: str) -> b.Block:
    """Only what says something."""
    assessment, mention = case.assessment, case.mention
    pairs = []
    if case.due_at:
        pairs.append(
            ("Answer by", b.local_time(case.due_at, zone) + (" (overdue)" if _is_late(case) else ""))
        )
    if assessment.categories or assessment.severity:
        pairs.append(("Category", wording.categories(assessment)))
    if mention.written_at:
        pairs.append(("Written", b.local_time(mention.written_at, zone)))
    if mention.reach:
        pairs.append(("Reach", f"{mention.reach:,}"))
    if assessment.language not in ("en", "und"):
        pairs.append(("Language", wording.LANGUAGES.get(assessment.language, assessment.language)))
    if case.urgency is not Urgency.NOW and not wants_look(assessment):  # there it decides nothing
        pairs.append(("Complaint score", f"{assessment.complaint:.0%}"))
    return b.fields(pairs)


def _is_late(case: Case) -> bool:
    return case.overdue and case.state is not State.RESOLVED


def why(case: Case, *, every: bool = False, said: Sequence[Label] = ()) -> b.Block:
    """What people `said` of it and the reasons for a complaint, the strongest few, and the strongest against it.

    `every` adds the weaker ones.
    """
    reasons = reason_words.worth_telling(case.assessment.reasons)
    shown = reasons[:EVERY_REASON]
    if not every:
        against = [r for r in reasons if r.weight < 0][:1]
        shown = [*[r for r in reasons if r.weight >= 0][:MOST_REASONS], *against]
    rows = [[b.words(b.shorten(wording.correction(each), REASON))] for each in said]
    rows += [[b.words(reason(r))] for r in shown]
    if not rows:
        rows = [[b.words(AS_A_WHOLE.sentence)]]
    return b.rich(b.line(b.words("Why it is here", bold=True)), b.bullets(rows))


def reason(given: Reason) -> str:
    """A reason in words, at most REASON characters of it."""
    against = " (speaks against a complaint)" if given.weight < 0 else ""
    return b.shorten(reason_words.sentence(given), REASON) + against


def reposts(content: CardContent) -> b.Block:
    """How often it was said again, and the first places."""
    elements = [b.words(f"Said again {b.count(content.case.joined, 'time')}", bold=True)]
    for mention in content.reposts[:5]:
        elements += [b.words(" \u00b7 "), b.link(mention.url, b.name(wording.origin(mention), 60))]
    return b.rich(b.line(*elements))


def merged(ids: Sequence[str]) -> b.Block:
    """Which cases were merged into this one."""
    more = f" and {len(ids) - MOST_MERGED:,} more" if len(ids) > MOST_MERGED else ""
    return b.context(f"Merged into this case: {', '.join(ids[:MOST_MERGED])}{more}")


def small_print(case: Case, zone: str) -> b.Block:
    seen = b.local_time(case.opened_at, zone)
    return b.context(f"Case {case.id} \u00b7 seen {seen} \u00b7 route {b.name(case.route, 60)}")
