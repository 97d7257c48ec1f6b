"""The window in which a reply is written: the post, suggestions, an editor that counts as the platform does. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from desk.messenger import CardContent
from handlers import blocks as b
from handlers import suggested
from triage.length import Limit
from triage.model import Actor
from triage.reply import ReplyState
from triage.reply_check import Finding

VIEW = "write_reply"
TITLE = "Reply"
MOST_TYPED = 3000  # characters that Slack's box takes; it counts an emoji as two
MOST_REASON = 300
MOST_TOLD = 1500  # characters of findings beside the editor
QUOTED, SUGGESTED, THEIRS = 1000, 500, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the form holds between two looks. `base` is the reply that stood when it was opened, 0 for none;
    `follows`: that one had been posted already. `number` counts how often the editor was filled anew; `warned`
    names the rules of the check whose findings were shown.
    """

    case: str
    channel: str | None
    source: str
    base: int = 0
    follows: bool = False
    number: int = 0
    warned: tuple[str, ...] = ()

    @property
    def editor(self) -> str:
        """The id of the block in which is typed."""
        return f"reply-{self.number}"

    def pack(self) -> str:
        return json.dumps(asdict(self))


def unpack(text: str) -> Sheet:
    """Raises ValueError or TypeError on anything but what pack() wrote."""
    held = json.loads(text)
    return Sheet(**{**held, "warned": tuple(held["warned"])})


def form(
    content: CardContent,
    sheet: Sheet,
    text: str,
    limit: Limit | None,
    *,
    person: Actor,
    needed: int,
    warnings: Sequence[Finding] = (),
    refusal: str = "",
) -> dict[str, Any]:
    """The whole window. `warnings` are soft findings of the check, for which a reason is then asked; `refusal` says
    why it was not taken a moment ago.
    """
    case = content.case
    title = b.line(b.words(f"Case {case.id} \u00b7 {b.name(case.subject)}", bold=True))
    said = b.shorten(case.mention.text, QUOTED) if case.mention.text.strip() else "(The text is gone.)"
    blocks = [b.rich(title, b.quote(said), *_notes(content, person))]
    if refusal:
        blocks.append(_refusal(refusal, content))
    blocks += [_editor(sheet, text), count(text, limit)]
    if warnings:
        blocks += [_told(warnings), _reason()]
    blocks.append(b.context(suggested.SAFETY_NOTE, _approvals(needed)))
    blocks += _suggestions(content)
    return {
        "type": "modal",
        "callback_id": VIEW,
        "private_metadata": sheet.pack(),
        "notify_on_close": True,
        "title": b.plain(TITLE, 24),
        "submit": b.plain("Submit", 24),
        "close": b.plain("Cancel", 24),
        "blocks": blocks,
    }


def _suggestions(content: CardContent) -> list[b.Block]:
    """Below the editor, each with the button that puts it there."""
    blocks = []
    for number, each in enumerate(content.suggestions):
        name = b.line(b.words(f"Suggestion {number + 1}: {b.name(each.name, 60)}", bold=True))
        blocks.append(b.rich(name, b.to_copy(b.shorten(each.text, SUGGESTED))))
        why = {"type": "section", "text": b.plain(suggested.why(each, content.case), 200)}
        use = b.button("Use this text", "use_suggestion", each.name)
        blocks.append({**why, "block_id": f"suggestion-{number}", "accessory": use})
    return blocks


def _notes(content: CardContent, person: Actor) -> list[b.Element]:
    """Who else is at it, and what whoever sent it back said."""
    made = [b.line(b.words(suggested.NO_REPLY_NOTE, bold=True))] if suggested.is_dangerous(content) else []
    others = [actor.name for actor in content.writing if actor.id != person.id]
    if others:
        names = ", ".join(b.name(name, 60) for name in others[:3])
        verb = "are" if len(others) > 1 else "is"
        made.append(b.line(b.words(f"{names} {verb} writing a reply too.", bold=True)))
    reply = content.reply
    if reply is not None and reply.state is ReplyState.SENT_BACK and reply.comment:
        made.append(b.line(b.words(f"Sent back: {b.shorten(reply.comment, 300)}", bold=True)))
    if reply is not None and reply.is_live and reply.by.id != person.id:
        made.append(b.line(b.words(f"This replaces the reply of {b.name(reply.by.name, 60)}.", italic=True)))
    return made


def _refusal(refusal: str, content: CardContent) -> b.Block:
    """Why it was not taken, and the reply of somebody else that stands in its way."""
    parts = [b.line(b.words(refusal, bold=True))]
    if content.reply is not None and content.reply.text.strip():
        parts.append(b.to_copy(b.shorten(content.reply.text, THEIRS)))
    parts.append(b.line(b.words("What you wrote is kept above. Submit again if it should stand instead.")))
    return b.rich(*parts)


def _editor(sheet: Sheet, text: str) -> b.Block:
    """A new block id makes Slack show the new text; the same one keeps what was typed."""
    box: b.Element = {
        "type": "plain_text_input",
        "action_id": "reply_text",
        "multiline": True,
        "max_length": MOST_TYPED,
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    if text.strip():
        box["initial_value"] = b.shorten_for_slack(text, MOST_TYPED)
    return {
        "type": "input",
        "block_id": sheet.editor,
        "dispatch_action": True,
        "label": b.plain("Your reply, as the public will read it"),
        "element": box,
    }


def count(text: str, limit: Limit | None) -> b.Block:
    """How long it is, as the platform counts."""
    if limit is None:
        told = f"{len(text):,} characters"
    else:
        length = limit.length(text)
        over = f": {length - limit.most:,} too many" if length > limit.most else ""
        told = f"{length:,} of the {limit.most:,} {limit.unit} that {limit.platform} takes{over}"
    return {**b.context(told), "block_id": "count"}


def counted(view: Mapping[str, Any], text: str, limit: Limit | None) -> dict[str, Any]:
    """The same window with a new count; what was typed stays, because its block does."""
    kept = ("type", "callback_id", "private_metadata", "notify_on_close", "title", "submit", "close")
    blocks = [count(text, limit) if block.get("block_id") == "count" else block for block in view["blocks"]]
    return {**{key: view[key] for key in kept if key in view}, "blocks": blocks}


def _told(findings: Iterable[Finding]) -> b.Block:
    rows = [[b.words(b.shorten(sentence(each), 250))] for each in list(findings)[:6]]
    return b.rich(b.line(b.words("Look at this again", bold=True)), b.bullets(rows))


def _reason() -> b.Block:
    return {
        "type": "input",
        "block_id": "reason",
        "label": b.plain("Why it may stand as it is"),
        "hint": b.plain("Kept with the reply; whoever approves it reads this.", 150),
        "element": {"type": "plain_text_input", "action_id": "reason", "max_length": MOST_REASON},
    }


def _approvals(needed: int) -> str:
    if not needed:
        return "It may be posted at once."
    return f"It needs {b.count(needed, 'approval')} by somebody else before it may be posted."


def sentence(finding: Finding) -> str:
    """A finding with the words that caused it."""
    return _because([finding.words] if finding.words.strip() else [], finding.message)


def _because(words: Iterable[str], message: str) -> str:
    quoted = dict.fromkeys(f"\u201c{b.shorten(' '.join(each.split()), 60)}\u201d" for each in words)
    return f"{', '.join(quoted)}: {message}" if quoted else message


def refused(findings: Sequence[Finding]) -> str:
    """What must be changed, to stand beside the editor: each rule once, with all the words it found; "" where nothing
    must.
    """
    words: dict[str, list[str]] = {}
    for each in findings:
        if each.hard:
            words.setdefault(each.message, []).extend([each.words] if each.words.strip() else [])
    told = [_because(found, message) for message, found in words.items()]
    return b.shorten("Please change: " + " \u2022 ".join(told), MOST_TOLD) if told else ""
