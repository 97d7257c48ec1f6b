"""Text, buttons, menus and boxes of Block Kit as HTML for a browser; every word is escaped. Pure."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from handlers.browser_icons import ICONS
from triage.cleaning import clean_url, for_terminal

Piece = Mapping[str, Any]
NameOf = Callable[[str], str]
_STYLES = {"bold": "b", "italic": "i", "code": "code", "strike": "s"}


class Undrawable(ValueError):
    """A block or element that the page does not know how to draw; `str()` names it."""


def shown(text: object) -> str:
    """Words letter for letter: never markup, and without a say in the direction of what stands beside them."""
    return f"<bdi>{escape(for_terminal(str(text)))}</bdi>"


def plain(made: Piece) -> str:
    """A plain_text object. The other kind, which formats and pings, is made nowhere and refused here."""
    if made["type"] != "plain_text":
        raise Undrawable(f"text of the type {made['type']}")
    return shown(made["text"])


def rich(part: Piece, name_of: NameOf) -> str:
    """A part of a rich text block."""
    match part["type"]:
        case "rich_text_section":
            return f"<div>{_run(part['elements'], name_of)}</div>"
        case "rich_text_quote":
            return f"<blockquote>{_run(part['elements'], name_of)}</blockquote>"
        case "rich_text_preformatted":
            return f"<pre>{_run(part['elements'], name_of)}</pre>"
        case "rich_text_list":
            tag = {"bullet": "ul", "ordered": "ol"}[part["style"]]
            rows = "".join(f"<li>{_run(row['elements'], name_of)}</li>" for row in part["elements"])
            return f"<{tag}>{rows}</{tag}>"
        case other:
            raise Undrawable(f"{other} in a rich text")


def _run(elements: Iterable[Piece], name_of: NameOf) -> str:
    return "".join(_styled(_inline(element, name_of), element.get("style", {})) for element in elements)


def _styled(made: str, style: Mapping[str, bool]) -> str:
    for name in style:
        if name not in _STYLES:
            raise Undrawable(f"text in the style {name}")
        made = f"<{_STYLES[name]}>{made}</{_STYLES[name]}>" if style[name] else made
    return made


def _inline(element: Piece, name_of: NameOf) -> str:
    match element["type"]:
        case "text":
            return shown(element["text"])
        case "link":
            words, safe = shown(element.get("text") or element["url"]), clean_url(element["url"])
            return f'<a href="{escape(safe)}" rel="noreferrer">{words}</a>' if safe else words
        case "emoji":
            return icon(element["name"])
        case "user":
            return f'<span class="ping">@{shown(name_of(element["user_id"]))}</span>'
        case "usergroup":
            return f'<span class="ping">@{shown(name_of(element["usergroup_id"]))}</span>'
        case "broadcast":
            return f'<span class="ping all">@{shown(element["range"])}</span>'
        case "date":
            return shown(element["fallback"])
        case other:
            raise Undrawable(f"{other} in a line of rich text")


def icon(name: str) -> str:
    """One of the signs that cards use, drawn: not every machine has a font that holds them."""
    if name not in ICONS:
        raise Undrawable(f"the sign :{name}:")
    said = name.replace("_", " ")
    return f'<svg class="icon" viewBox="0 0 16 16" role="img" aria-label="{said}">{ICONS[name]}</svg>'


def control(element: Piece) -> str:
    """What can be pressed, chosen or typed into. Nothing happens: the page only shows."""
    match element["type"]:
        case "button":
            return f'<button type="button" class="{_look(element)}">{plain(element["text"])}</button>'
        case "static_select":
            return _menu(element, "select")
        case "overflow":
            return _menu({**element, "placeholder": {"type": "plain_text", "text": "\u22ef"}}, "select dots")
        case "plain_text_input" | "url_text_input":
            return _box(element)
        case "radio_buttons":
            return _choices(element, [element.get("initial_option")], "round")
        case "checkboxes":
            return _choices(element, element.get("initial_options", []), "square")
        case other:
            raise Undrawable(f"the element {other}")


def _look(button: Piece) -> str:
    look = button.get("style", "default")
    if look not in ("default", "primary", "danger"):
        raise Undrawable(f"a button in the style {look}")
    return str(look)


def _menu(element: Piece, look: str) -> str:
    """A menu that opens on a click, as a browser can do without any script."""
    groups = element.get("option_groups") or [{"options": element["options"]}]
    rows = []
    for group in groups:
        rows += [f'<div class="group">{plain(group["label"])}</div>'] if "label" in group else []
        rows += [f'<div class="option">{plain(option["text"])}</div>' for option in group["options"]]
    chosen = element.get("initial_option")
    label = plain(chosen["text"] if chosen else element["placeholder"])
    return f'<details class="{look}"><summary>{label}</summary><div class="options">{"".join(rows)}</div></details>'


def _box(element: Piece) -> str:
    look = "box tall" if element.get("multiline") else "box"
    if "initial_value" in element:
        return f'<div class="{look}">{shown(element["initial_value"])}</div>'
    hint = plain(element["placeholder"]) if "placeholder" in element else ""
    hint = hint or ("https://" if element["type"] == "url_text_input" else "&nbsp;")
    return f'<div class="{look} empty">{hint}</div>'


def _choices(element: Piece, chosen: Iterable[Piece | None], look: str) -> str:
    values = {each["value"] for each in chosen if each}
    rows = [
        f'<div class="choice"><span class="{look}{" on" if option["value"] in values else ""}"></span>'
        f"{plain(option['text'])}</div>"
        for option in element["options"]
    ]
    return "".join(rows)
