"""Block Kit pieces that are safe by make: text from outside only ever becomes plain text elements.

Nothing here puts outside text into mrkdwn, where it could ping, link or format.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Block = dict[str, Any]
Element = dict[str, Any]

BUTTON_LABEL = 75
FIELD_TEXT = 2000
URL = 3000


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, the last one an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "\u2026"


def escape(text: str) -> str:
    """Slack's three special characters made ordinary; for the top-level text of a message."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, limit: int = FIELD_TEXT, *, emoji: bool = False) -> Element:
    """A plain_text object; `emoji` turns :names: into pictures and is for our own words only."""
    return {"type": "plain_text", "text": shorten(text, limit) or " ", "emoji": emoji}


def words(text: str, *, bold: bool = False, italic: bool = False, code: bool = False) -> Element:
    """A rich text run: shown letter for letter, whatever it holds."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic), ("code", code)) if on}
    return {"type": "text", "text": text or " ", **({"style": style} if style else {})}


def emoji(name: str) -> Element:
    return {"type": "emoji", "name": name}


def link(url: str, text: str) -> Element:
    return {"type": "link", "url": url[:URL], "text": text}


def person(user_id: str) -> Element:
    return {"type": "user", "user_id": user_id}


def rich(*parts: Element, block_id: str | None = None) -> Block:
    """A rich text block of ready-made sections, quotes and lists."""
    return {"type": "rich_text", "elements": list(parts), **({"block_id": block_id} if block_id else {})}


def line(*elements: Element) -> Element:
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(text: str) -> Element:
    return {"type": "rich_text_quote", "elements": [words(text)]}


def to_copy(text: str) -> Element:
    """A box whose text can be copied as it stands."""
    return {"type": "rich_text_preformatted", "elements": [words(text)]}


def bullets(rows: Iterable[Sequence[Element]]) -> Element:
    return {"type": "rich_text_list", "style": "bullet", "elements": [line(*row) for row in rows]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def fields(pairs: Iterable[tuple[str, str]]) -> Block:
    """Two columns of label over value, at most ten."""
    return {"type": "section", "fields": [plain(f"{label}\n{value}") for label, value in list(pairs)[:10]]}


def context(*texts: str) -> Block:
    """Small print of our own making."""
    return {"type": "context", "elements": [plain(text) for text in texts[:10]]}


def divider() -> Block:
    return {"type": "divider"}


def button(
    label: str, action: str, value: str, *, style: str | None = None, url: str | None = None
) -> Element:
    made: Element = {
        "type": "button",
        "text": plain(label, BUTTON_LABEL),
        "action_id": action,
        "value": value,
    }
    if style:
        made["style"] = style
    if url:
        made["url"] = url[:URL]
    return made


def option(label: str, value: str) -> Element:
    return {"text": plain(label, BUTTON_LABEL), "value": value}


def local_time(moment: datetime, zone: str, *, with_day: bool = True) -> str:
    """A time as people here say it: "17 Mar 14:05"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %H:%M}" if with_day else f"{local:%H:%M}"


def duration(seconds: float) -> str:
    """ "45 s", "12 min", "3 h 5 min", "2 d 4 h"."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return f"{max(0, int(seconds))} s"
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def count(number: int, thing: str, things: str | None = None) -> str:
    """ "1 complaint", "2 complaints"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"
