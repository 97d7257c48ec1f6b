"""The small windows around a reply: why it goes back, where it stands in public, which case it belongs to. Pure."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from desk.messenger import CardContent
from handlers import blocks as b


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


def posted_form(case_id: str, reply_id: int, channel: str | None, said: str) -> dict[str, Any]:
    """Asks where it stands, and whether the case is done with that."""
    done = b.option("Resolve the case as answered publicly", "resolve")
    return _small(
        "posted_reply",
        {"case": case_id, "reply": reply_id, "channel": channel},
        ("I posted it", "Keep"),
        [
            b.rich(b.quote(b.shorten(said, 300))),
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
