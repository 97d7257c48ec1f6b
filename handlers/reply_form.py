"""The window in which a reply is written: the post, suggestions, an editor that counts as the platform does. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
MOST_TYPED = 3000  # characters that Slack's box takes
MOST_REASON = 300
MOST_TOLD = 1500  # characters of findings beside the editor
QUOTED, SUGGESTED = 1000, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the form holds between two looks. `base` is the reply that stood when it was opened, 0 for none;
    `number` counts how often the editor was filled anew; `used` names the suggestion it was filled with.
    """

    case_id: str
    channel: str | None
    source: str
    base: int = 0
    number: int = 0
    used: str | None = None

    def pack(self) -> str:
        return json.dumps([self.case_id, self.channel, self.source, self.base, self.number, self.used])


def unpack(text: str) -> Sheet:
    """Raises ValueError on anything but what pack() wrote."""
    case_id, channel, source, base, number, used = json.loads(text)
    return Sheet(case_id=case_id, channel=channel, source=source, base=base, number=number, used=used)


def form(
    content: CardContent,
    sheet: Sheet,
    text: str,
    limit: Limit | None,
    *,
    person: Actor,
    needed: int,
    warnings: Sequence[Finding] = (),
) -> dict[str, Any]:
    """The whole window. `warnings` are soft findings of the check, for which a reason is then asked."""
    case = content.case
    title = b.line(b.words(f"Case {case.id} \u00b7 {b.name(case.subject)}", bold=True))
    said = b.shorten(case.mention.text, QUOTED) if case.mention.text.strip() else "(The text is gone.)"
    blocks = [b.rich(title, b.quote(said), *_notes(content, person))]
    for number, each in enumerate(content.suggestions):
        name = b.line(b.words(f"{number + 1}. {b.name(each.name, 60)}", bold=True))
        blocks.append(b.rich(name, b.to_copy(b.shorten(each.text, SUGGESTED))))
        why = {"type": "section", "text": b.plain(suggested.why(each, case), 200)}
        use = b.button("Use this text", "use_suggestion", str(number))
        blocks.append({**why, "accessory": use})
    blocks += [_editor(sheet, text), count(text, limit)]
    if warnings:
        blocks += [_told(warnings), _reason()]
    blocks.append(b.context(suggested.SAFETY_NOTE, _approvals(needed)))
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


def _notes(content: CardContent, person: Actor) -> list[b.Element]:
    """Who else is at it, and what whoever sent it back said."""
    made = []
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
        box["initial_value"] = text[:MOST_TYPED]
    return {
        "type": "input",
        "block_id": f"reply-{sheet.number}",
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
    """What must be changed, to stand beside the editor: each rule once, with all the words it found."""
    words: dict[str, list[str]] = {}
    for each in findings:
        if each.hard:
            words.setdefault(each.message, []).extend([each.words] if each.words.strip() else [])
    told = [_because(found, message) for message, found in words.items()]
    return b.shorten("Please change: " + " \u2022 ".join(told), MOST_TOLD)


def send_back_form(case_id: str, reply_id: int, channel: str | None, said: str) -> dict[str, Any]:
    """Asks what should be changed."""
    return _small(
        "send_back_reply",
        {"case": case_id, "reply": reply_id, "channel": channel},
        ("Send back", "Send back"),
        [
            b.rich(b.quote(b.shorten(said, 300))),
            {
                "type": "input",
                "block_id": "comment",
                "label": b.plain("What should be changed?"),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "comment",
                    "multiline": True,
                    "max_length": 500,
                },
            },
        ],
    )


def posted_form(case_id: str, reply_id: int, channel: str | None) -> dict[str, Any]:
    """Asks where it stands, and whether the case is done with that."""
    done = b.option("Resolve the case as answered publicly", "resolve")
    return _small(
        "posted_reply",
        {"case": case_id, "reply": reply_id, "channel": channel},
        ("I posted it", "Keep"),
        [
            {
                "type": "input",
                "block_id": "link",
                "optional": True,
                "label": b.plain("Link to your answer"),
                "hint": b.plain("So that others find it. Leave it empty where there is none.", 150),
                "element": {"type": "url_text_input", "action_id": "link"},
            },
            {
                "type": "input",
                "block_id": "done",
                "optional": True,
                "label": b.plain("And then"),
                "element": {
                    "type": "checkboxes",
                    "action_id": "done",
                    "options": [done],
                    "initial_options": [done],
                },
            },
        ],
    )


def merge_form(content: CardContent, channel: str | None, near: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Asks into which case this one goes; `near` are (id, words) of open ones that may be meant."""
    case = content.case
    element: b.Element = {
        "type": "static_select",
        "action_id": "into",
        "placeholder": b.plain("Choose a case"),
        "options": [b.option(text, case_id) for case_id, text in near],
    }
    return _small(
        "merge_case",
        {"case": case.id, "channel": channel},
        ("Merge", "Merge"),
        [
            b.rich(b.line(b.words(f"Case {case.id} \u00b7 {b.name(case.subject)}", bold=True))),
            {"type": "input", "block_id": "into", "label": b.plain("It belongs to"), "element": element},
            b.context("This card closes; the other case goes on. Unmerge on the card takes it back."),
        ],
    )


def _small(
    view: str, private: Mapping[str, Any], words: tuple[str, str], blocks: list[b.Block]
) -> dict[str, Any]:
    title, submit = words
    return {
        "type": "modal",
        "callback_id": view,
        "private_metadata": json.dumps(private),
        "title": b.plain(title, 24),
        "submit": b.plain(submit, 24),
        "close": b.plain("Cancel", 24),
        "blocks": blocks,
    }
