"""The reply on a card: how it stands, its words, and what may be done with it. Pure."""

from desk.messenger import CardContent
from handlers import blocks as b
from handlers.controls import reply_controls
from triage.model import State
from triage.posting import Eligibility, Sending
from triage.reply import Reply, ReplyState

SHOWN = 3000  # characters of a reply on the card: all of it, for whoever approves or copies it


def writers(content: CardContent) -> list[b.Block]:
    """Who is writing, so that nobody does the same work; nothing where nobody is."""
    if not content.writing:
        return []
    names = ", ".join(b.name(actor.name, 60) for actor in content.writing[:3])
    verb = "are" if len(content.writing) > 1 else "is"
    return [b.rich(b.line(b.words(f"{names} {verb} writing a reply", bold=True)))]


def on_card(content: CardContent, zone: str) -> list[b.Block]:
    """The last reply with its buttons; nothing where there is none that counts."""
    reply = content.reply
    if reply is None or reply.state in (ReplyState.WITHDRAWN, ReplyState.REPLACED):
        return []
    if content.case.state is State.RESOLVED and reply.state is not ReplyState.SENT:
        return []
    return [_shown(content, reply, zone), *_where(content, reply, zone), *_buttons(content, reply)]


def _shown(content: CardContent, reply: Reply, zone: str) -> b.Block:
    told = [b.words("Reply", bold=True), b.words(f" {standing(reply, zone)}")]
    if reply.state is ReplyState.SENT:
        return b.rich(b.line(*told, *b.linked(reply.link, "see it")))
    box = b.to_copy(b.shorten(reply.text, SHOWN))
    rest = len(reply.text) - SHOWN
    cut = [b.line(b.words(f"{rest:,} characters more: press Edit reply to read it all", italic=True))]
    reason = (
        [b.line(b.words(f"Why it may stand: {b.shorten(reply.reason, 200)}", italic=True))]
        if reply.reason
        else []
    )
    return b.rich(b.line(*told), box, *(cut if rest > 0 else []), *reason)


def whole(content: CardContent, zone: str, room: int) -> list[b.Block]:
    """The reply that counts for whoever looks at the whole case: how it stands and its words, nothing to press."""
    reply = content.reply
    if reply is None or reply.state in (ReplyState.WITHDRAWN, ReplyState.REPLACED):
        return []
    told = [b.words("Reply", bold=True), b.words(f" {standing(reply, zone)}")]
    parts = [b.line(*told, *b.linked(reply.link, "see it"))]
    if reply.text.strip():
        parts.append(b.to_copy(b.shorten(reply.text, room)))
    if (rest := len(reply.text) - room) > 0:
        parts.append(
            b.line(b.words(f"{rest:,} characters more: Edit reply on the card shows all of it", italic=True))
        )
    if reply.reason:
        parts.append(b.line(b.words(f"Why it may stand: {b.shorten(reply.reason, 200)}", italic=True)))
    return [b.rich(*parts)]


def standing(reply: Reply, zone: str) -> str:
    """How a reply stands, in words: "by Ana at 14:05, waits for 1 approval"."""
    told = f"by {b.name(reply.by.name, 60)} at {b.local_time(reply.at, zone)}"
    approvers = ", ".join(b.name(actor.name, 60) for actor in reply.approved_by)
    match reply.state:
        case ReplyState.WAITING:
            told += f", waits for {b.count(reply.missing, 'approval')}"
            return f"{told} (approved by {approvers})" if approvers else told
        case ReplyState.APPROVED:
            how = f"approved by {approvers}" if approvers else "ready to post"
            return f"{told}, {how}"
        case ReplyState.SENT_BACK:
            return f"{told}, sent back: {b.shorten(' '.join((reply.comment or '').split()), 300)}"
        case ReplyState.SENT if reply.sent_at:
            who = b.name(reply.sent_by or "somebody", 60)
            return f"posted by {who} at {b.local_time(reply.sent_at, zone)}"
        case _:
            return told


def _where(content: CardContent, reply: Reply, zone: str) -> list[b.Block]:
    """How it gets to the author: copied by a person, or posted by Heedline where that is allowed."""
    if reply.state is not ReplyState.APPROVED:
        return []
    lines = []
    if content.sending is not None:
        told, bold = _on_its_way(content.sending, zone)
        lines.append(b.line(b.words(told, bold=bold), *b.linked(content.case.mention.url, "open the post")))
    if content.sending is None or content.sending.state == "refused":
        lines.append(_by_hand(content))
        if content.posting is not None and content.sending is None:
            lines.append(b.line(b.words(_posting(content.posting), italic=True)))
    return [b.rich(*lines)]


def _by_hand(content: CardContent) -> b.Element:
    to_post = b.link(content.case.mention.url, "open the post")  # its words alone where there is no address
    steps = [b.words("To answer: copy the text, "), to_post]
    steps += [b.words(", paste it there, then press "), b.words("I posted it", bold=True), b.words(".")]
    return b.line(*steps)


def _on_its_way(sending: Sending, zone: str) -> tuple[str, bool]:
    """How far Heedline got with posting it, and whether somebody must look."""
    said = f": {sending.said}" if sending.said else ""
    match sending.state:
        case "wanted" if sending.tries:
            return f"Not posted yet{said}. It is tried again at {b.local_time(sending.try_at, zone)}.", False
        case "wanted" | "claimed":
            return f"Heedline is posting it, as {b.name(sending.wanted_by.name, 60)} asked.", False
        case "unclear":
            return (
                f"It may have been posted already{said}. Look at the post, then press what you found.",
                True,
            )
        case "refused":
            return f"Heedline did not post it{said}.", True
        case _:
            return "It is posted.", False


def _posting(found: Eligibility) -> str:
    if found.ok:
        return f"Heedline may post it itself: {found.why}"
    return f"Heedline cannot post it itself: {found.why}"


def _buttons(content: CardContent, reply: Reply) -> list[b.Block]:
    """None on a closed card: whoever has something to change there reopens it first."""
    if content.case.state is State.RESOLVED:
        return []
    by_api = content.posting is not None and content.posting.ok
    return reply_controls(content.case, reply, by_api=by_api, sending=content.sending)
