"""What may stand in a rich_text block."""

from __future__ import annotations

from typing import Any

from tests.fakes.block_rules import (
    PINGS,
    Fields,
    Rule,
    Walk,
    anything,
    flag,
    items,
    one_of,
    shape,
    string,
    typed,
    web_address,
    whole,
)

_STYLE = shape(dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight"), flag))
MANY = 10_000  # Slack publishes no count for parts of a rich text


def _part(fields: Fields, need: tuple[str, ...]) -> Rule:
    return shape({"type": anything, "style": _STYLE} | fields, need)


def _broadcast(walk: Walk, path: str, value: Any) -> None:
    _part({"range": one_of(*PINGS)}, ("range",))(walk, path, value)
    if value.get("range") not in walk.allowed:
        walk.house(path, f"pings {value.get('range')} and nobody allowed it")


PARTS: dict[str, Rule] = {
    "text": _part({"text": string(MANY * 10)}, ("text",)),
    "link": _part({"url": web_address, "text": string(MANY), "unsafe": flag}, ("url",)),
    "user": _part({"user_id": string(32, like=r"[UW][A-Z0-9]+")}, ("user_id",)),
    "usergroup": _part({"usergroup_id": string(32, like=r"S[A-Z0-9]+")}, ("usergroup_id",)),
    "channel": _part({"channel_id": string(32, like=r"[CGD][A-Z0-9]+")}, ("channel_id",)),
    "team": _part({"team_id": string(32)}, ("team_id",)),
    "color": _part({"value": string(32)}, ("value",)),
    "emoji": _part({"name": string(100), "unicode": string(100), "skin_tone": whole(1, 6)}, ("name",)),
    "date": _part(
        {"timestamp": whole(0), "format": string(200), "url": web_address, "fallback": string(200)},
        ("timestamp", "format"),
    ),
    "broadcast": _broadcast,
}

_BORDER = one_of(0, 1)
_inline = items(typed(PARTS, "part of a rich text"), MANY)
_code = items(typed(PARTS, "part of a rich text", ("text", "link")), MANY)
_section = shape({"type": anything, "elements": _inline}, ("elements",))
_lines = items(typed({"rich_text_section": _section}, "line of a rich text list"), MANY)

RICH: dict[str, Rule] = {
    "rich_text_section": _section,
    "rich_text_quote": shape({"type": anything, "elements": _inline, "border": _BORDER}, ("elements",)),
    "rich_text_preformatted": shape({"type": anything, "elements": _code, "border": _BORDER}, ("elements",)),
    "rich_text_list": shape(
        {
            "type": anything,
            "elements": _lines,
            "style": one_of("bullet", "ordered"),
            "indent": whole(0, 8),
            "offset": whole(0),
            "border": _BORDER,
        },
        ("elements", "style"),
    ),
}

rich_elements = items(typed(RICH, "rich text"), MANY)
rich_text = shape({"type": anything, "block_id": string(255), "elements": rich_elements}, ("elements",))
