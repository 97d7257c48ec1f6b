"""Block Kit pieces that are safe by make: text from outside only ever becomes plain text elements.

Nothing here puts outside text into mrkdwn, where it could ping, link or format.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from triage.cleaning import clean_line, clean_url

Block = dict[str, Any]
Element = dict[str, Any]

BUTTON_LABEL = 75
FIELD_TEXT = 2000
NAME = 80  # characters of a name from the config or from outside; names have no limit of their own
_MARKUP = str.maketrans("", "", "*_~`<>&|@#")


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, the last one an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "\u2026"


def shorten_for_slack(text: str, limit: int) -> str:
    """As much as fits where Slack counts an emoji as two characters, as in a box to type in."""
    wide = text.encode("utf-16-le", "surrogatepass")
    if len(wide) <= 2 * limit:
        return text
    return wide[: 2 * (limit - 1)].decode("utf-16-le", "ignore").rstrip() + "\u2026"


def name(text: str, limit: int = NAME) -> str:
    """A name on one line, at most `limit` characters, never empty."""
    return shorten(clean_line(text, limit + 1) or "(no name)", limit)


def escape(text: str) -> str:
    """Slack's three special characters made ordinary; for the top-level text of a message."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unformatted(text: str) -> str:
    """A name for the top-level text, which Slack reads as mrkdwn: without any sign that formats, links or pings."""
    return name(text.translate(_MARKUP))


def plain(text: str, limit: int = FIELD_TEXT) -> Element:
    """A plain_text object; :names: in it stay letters."""
    return {"type": "plain_text", "text": shorten(text, limit) or " ", "emoji": False}


def words(text: str, *, bold: bool = False, italic: bool = False, code: bool = False) -> Element:
    """A rich text run: shown letter for letter, whatever it holds."""
    style = {key: True for key, on in (("bold", bold), ("italic", italic), ("code", code)) if on}
    return {"type": "text", "text": text or " ", **({"style": style} if style else {})}


def emoji(shortcode: str) -> Element:
    return {"type": "emoji", "name": shortcode}


def link(url: str | None, text: str) -> Element:
    """A link where `url` is an ordinary web address, else its words alone."""
    safe = clean_url(url)
    return {"type": "link", "url": safe, "text": text} if safe else words(text)


def linked(url: str | None, text: str) -> list[Element]:
    """The same behind a dot, to end a line with; nothing at all where there is nothing to open."""
    return [words(" \u00b7 "), link(url, text)] if clean_url(url) else []


def pings(ids: Sequence[str]) -> list[Element]:
    """Those whom the config names: "here", "channel", user groups (S...) and people."""
    elements: list[Element] = []
    for target in ids:
        if target in ("here", "channel"):
            elements.append({"type": "broadcast", "range": target})
        elif target.startswith("S"):
            elements.append(group(target))
        else:
            elements.append(person(target))
        elements.append(words(" "))
    return elements[:-1]


def person(user_id: str) -> Element:
    return {"type": "user", "user_id": user_id}


def group(group_id: str) -> Element:
    return {"type": "usergroup", "usergroup_id": group_id}


def rich(*parts: Element) -> Block:
    """A rich text block of ready-made sections, quotes and lists."""
    return {"type": "rich_text", "elements": list(parts)}


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
    return {
        "type": "section",
        "fields": [plain(f"{label}\n{value}", 300) for label, value in list(pairs)[:10]],
    }


def context(*texts: str) -> Block:
    """Small print of our own making."""
    return {"type": "context", "elements": [plain(text) for text in texts[:10]]}


def button(label: str, action: str, value: str, *, style: str | None = None) -> Element:
    made: Element = {
        "type": "button",
        "text": plain(label, BUTTON_LABEL),
        "action_id": action,
        "value": value,
    }
    return {**made, "style": style} if style else made


def option(label: str, value: str) -> Element:
    return {"text": plain(label, BUTTON_LABEL), "value": value}


def local_time(moment: datetime, zone: str, *, with_day: bool = True) -> str:
    """A time as people here say it: "17 Mar 14:05"."""
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except OverflowError:  # the first and the last day there is: a made-up date in an export
        local = moment
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
