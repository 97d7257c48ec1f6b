"""Blocks as HTML, as they would stand in Slack: messages, windows and the home page, for docs and the demo. Pure.

A page needs nothing from elsewhere, runs nothing, and whatever it quotes stays words. What handlers make and this
cannot draw raises Undrawable, so that pictures never quietly leave something out.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from handlers.browser_parts import NameOf, Piece, Undrawable, control, plain, rich, shown

MARK = "<!-- drawn by Heedline -->"  # by which an earlier page is known
STYLE = Path(__file__).with_name("browser.css").read_text(encoding="utf-8")
_PAGE = """<!doctype html>
{mark}
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}</style></head><body>
{body}
</body></html>
"""
_FACE = '<div class="face" aria-hidden="true">H</div>'


def page(title: str, parts: Iterable[str]) -> str:
    """A whole document of parts made by the functions below."""
    return _PAGE.format(mark=MARK, title=escape(title), style=STYLE, body="\n".join(parts))


def message(
    blocks: Sequence[Piece],
    name_of: NameOf,
    *,
    when: str = "",
    private: bool = False,
    thread: Iterable[Sequence[Piece]] = (),
) -> str:
    """A message as Slack shows it; `private` ones are seen by one person, `thread` is what was answered to it."""
    only = '<div class="only">Only visible to you</div>' if private else ""
    notes = "".join(f'<div class="note">{_FACE}<div>{_blocks(note, name_of)}</div></div>' for note in thread)
    notes = f'<div class="thread">{notes}</div>' if notes else ""
    head = f'<div class="who"><b>Heedline</b><span class="app">APP</span><time>{shown(when)}</time></div>'
    return (
        f'<article class="message{" private" if private else ""}">{only}{_FACE}'
        f'<div class="said">{head}{_blocks(blocks, name_of)}{notes}</div></article>'
    )


def modal(view: Piece, name_of: NameOf, errors: Mapping[str, str] | None = None) -> str:
    """A window; `errors` stand beside the blocks whose ids they bear, as a refused form shows them."""
    _must_be(view, "modal")
    told = errors or {}
    if unknown := set(told) - {block.get("block_id") for block in view["blocks"]}:
        raise Undrawable(f"an error beside {min(unknown)}, which is no block of the window")
    buttons = [f'<button type="button" class="default">{plain(view["close"])}</button>']
    if "submit" in view:
        buttons.append(f'<button type="button" class="primary">{plain(view["submit"])}</button>')
    return (
        f'<section class="modal"><header><span class="logo">H</span><h2>{plain(view["title"])}</h2><span>\u00d7</span>'
        f"</header><div>{_blocks(view['blocks'], name_of, told)}</div><footer>{''.join(buttons)}</footer></section>"
    )


def home(view: Piece, name_of: NameOf) -> str:
    """The home page of the app."""
    _must_be(view, "home")
    tabs = '<nav><b>Heedline</b><span class="tab on">Home</span><span class="tab">Messages</span></nav>'
    return f'<section class="home">{tabs}{_blocks(view["blocks"], name_of)}</section>'


def _must_be(view: Piece, kind: str) -> None:
    if view["type"] != kind:
        raise Undrawable(f"a view of the type {view['type']}")


def _blocks(blocks: Iterable[Piece], name_of: NameOf, errors: Mapping[str, str] | None = None) -> str:
    made = []
    for block in blocks:
        wrong = (errors or {}).get(block.get("block_id", ""))
        told = f'<div class="error">{shown(wrong)}</div>' if wrong else ""
        made.append(f'<div class="block {escape(block["type"])}">{_block(block, name_of)}{told}</div>')
    return "".join(made)


def _block(block: Piece, name_of: NameOf) -> str:
    match block["type"]:
        case "rich_text":
            return "".join(rich(part, name_of) for part in block["elements"])
        case "section":
            return _section(block)
        case "header":
            return plain(block["text"])
        case "context":
            return "".join(f"<span>{plain(element)}</span>" for element in block["elements"])
        case "actions":
            return "".join(control(element) for element in block["elements"])
        case "input":
            return _input(block)
        case "divider":
            return "<hr>"
        case other:
            raise Undrawable(f"the block {other}")


def _section(block: Piece) -> str:
    text = f"<div>{plain(block['text'])}</div>" if "text" in block else ""
    cells = "".join(f"<div>{plain(field)}</div>" for field in block.get("fields", ()))
    fields = f'<div class="fields">{cells}</div>' if cells else ""
    beside = f'<div class="beside">{control(block["accessory"])}</div>' if "accessory" in block else ""
    return f'<div class="main">{text}{fields}</div>{beside}'


def _input(block: Piece) -> str:
    optional = ' <span class="optional">(optional)</span>' if block.get("optional") else ""
    hint = f'<div class="hint">{plain(block["hint"])}</div>' if "hint" in block else ""
    return f'<div class="label">{plain(block["label"])}{optional}</div>{control(block["element"])}{hint}'
