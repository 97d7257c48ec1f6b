"""The words a person sees in blocks, for assertions and for the budget of total text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_WORDS = (
    *("text", "title", "caption", "alt_text", "label", "name", "description", "author_name"),
    *("x_label", "y_label", "initial_value"),
)
_UNSEEN = ("metadata", "state", "confirm", "initial_option", "initial_options")
_INLINE = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")


def text_of(blocks: Any) -> str:
    """All visible text of blocks, of a view or of one element: a line for each text, in reading order."""
    return "\n".join(_lines(blocks))


def visible_length(blocks: Any) -> int:
    """Characters of block text, line breaks between texts not counted."""
    return sum(map(len, _lines(blocks)))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _lines(each)
    elif isinstance(value, dict):
        if value.get("type") in _INLINE:
            yield "".join(map(_part, value.get("elements") or []))
            return
        for name, inner in value.items():
            if name == "categories":
                yield from map(str, inner)
            elif isinstance(inner, (dict, list)) and name not in _UNSEEN:
                yield from _lines(inner)
            elif isinstance(inner, str) and inner and name in _WORDS:
                yield inner
        if value.get("type") == "raw_number" and "text" not in value:
            yield str(value.get("value"))


def _part(part: dict[str, Any]) -> str:
    """One inline part of a rich text as a reader of plain text would want it."""
    kind = part.get("type")
    if kind in ("text", "link"):
        return str(part.get("text") or part.get("url") or "")
    if kind == "emoji":
        return f":{part.get('name')}:"
    if kind == "user":
        return f"<@{part.get('user_id')}>"
    if kind == "usergroup":
        return f"<!subteam^{part.get('usergroup_id')}>"
    if kind == "channel":
        return f"<#{part.get('channel_id')}>"
    if kind == "broadcast":
        return f"@{part.get('range')}"
    return str(part.get("fallback") or part.get("value") or "")
