"""Blocks drawn in a terminal as they would stand in Slack, and a Messenger that draws them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from desk.messenger import CardContent, Content
from handlers import wording
from handlers.slack import render
from triage.cleaning import for_terminal
from triage.model import CaseEvent, Receipt, State

WIDTH = 80
EMOJI = {
    "eyes": "\U0001f440",
    "alarm_clock": "\u23f0",
    "hourglass_flowing_sand": "\u23f3",
    "rotating_light": "\U0001f6a8",
    "small_red_triangle": "\U0001f53a",
    "red_circle": "\U0001f534",
    "large_yellow_circle": "\U0001f7e1",
    "white_circle": "\u26aa",
    "large_green_circle": "\U0001f7e2",
    "white_check_mark": "\u2705",
    "wrench": "\U0001f527",
}
Block = Mapping[str, Any]
NameOf = Callable[[str], str]


def draw(blocks: list[dict[str, Any]], name_of: NameOf = lambda user_id: user_id) -> RenderableType:
    """A message's blocks in a frame, at most WIDTH columns. Harmless whatever the text holds."""
    parts = [part for block in blocks for part in _block(block, name_of)]
    return Panel(Group(*parts), width=WIDTH, padding=(0, 1), border_style="dim")


def _text(value: object, style: str = "") -> Text:
    return Text(for_terminal(str(value)), style=style)


def _block(block: Block, name_of: NameOf) -> Iterator[RenderableType]:
    match block["type"]:
        case "header":
            yield _text(block["text"]["text"], "bold underline")
        case "section" if "fields" in block:
            yield _fields(block)
        case "section":
            yield _text(block["text"]["text"])
            if "accessory" in block:
                yield _text(f"[ {_label(block['accessory'])} ]", "bold cyan")
        case "context":
            yield _text(" ".join(e["text"] for e in block["elements"]), "dim")
        case "actions":
            yield Text("  ").join(_text(f"[ {_label(e)} ]", "bold cyan") for e in block["elements"])
        case "rich_text":
            for element in block["elements"]:
                yield _rich_part(element, name_of)


def _fields(block: Block) -> RenderableType:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    cells = []
    for field in block["fields"]:
        label, _, value = field["text"].partition("\n")
        cells.append(Text.assemble(_text(f"{label}: ", "dim"), _text(value.replace("\n", " "))))
    for left in range(0, len(cells), 2):
        table.add_row(*cells[left : left + 2])
    return table


def _rich_part(part: Block, name_of: NameOf) -> RenderableType:
    match part["type"]:
        case "rich_text_quote":
            return _barred(_run(part["elements"], name_of), "\u2503")
        case "rich_text_preformatted":
            return _barred(_run(part["elements"], name_of, "green"), "\u2502")
        case "rich_text_list":
            rows = [_hanging(_run(row["elements"], name_of)) for row in part["elements"]]
            return Group(*rows)
        case _:
            return _run(part["elements"], name_of)


def _hanging(text: Text) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column()
    table.add_column(overflow="fold")
    table.add_row(Text("\u2022"), text)
    return table


def _barred(text: Text, bar: str) -> RenderableType:
    lines = text.wrap(Console(width=WIDTH), WIDTH - 7, overflow="fold")
    barred = [Text.assemble((f"{bar} ", "dim"), line) for line in lines]
    return Padding(Text("\n").join(barred), (0, 0, 0, 1))


def _run(elements: list[Block], name_of: NameOf, style: str = "") -> Text:
    made = Text(style=style)
    for element in elements:
        made.append_text(_element(element, name_of))
    return made


def _element(element: Block, name_of: NameOf) -> Text:
    match element["type"]:
        case "emoji":
            return Text(EMOJI.get(element["name"], f":{element['name']}:"))
        case "link":
            return _text(element["text"], "underline blue")
        case "user":
            return _text(f"@{name_of(element['user_id'])}", "bold")
        case "usergroup":
            return _text(f"@{name_of(element['usergroup_id'])}", "bold")
        case "broadcast":
            return _text(f"@{element['range']}", "bold")
        case _:
            on = element.get("style", {})
            return _text(element["text"], " ".join(name for name in ("bold", "italic") if on.get(name)))


class TerminalMessenger:
    """Draws what Slack would show. `wants` says which messages are drawn whole; the others are one line."""

    def __init__(
        self,
        console: Console,
        zone: str,
        *,
        wants: Callable[[Content], bool] = lambda content: True,
        name_of: NameOf = lambda user_id: user_id,
    ) -> None:
        self._console, self._zone, self._wants, self._name_of = console, zone, wants, name_of
        self._count = 0

    def post(
        self, key: tuple[str, str], content: Content, channel: str, *, thread: Receipt | None, plain: bool
    ) -> Receipt:
        self._count += 1
        self._show(content, channel, thread, plain)
        return thread or Receipt(channel=channel, ts=f"{self._count}.0")

    def change(self, key: tuple[str, str], content: Content, receipt: Receipt, *, plain: bool) -> Receipt:
        self._show(content, receipt.channel, None, plain)
        return receipt

    def find(
        self, key: tuple[str, str], channel: str, since: datetime, *, thread: Receipt | None
    ) -> Receipt | None:
        return None

    def _show(self, content: Content, channel: str, thread: Receipt | None, plain: bool) -> None:
        _, blocks = render(content, self._zone, plain=plain)
        if thread is not None:
            case = f"{content.case_id}: " if isinstance(content, CaseEvent) else ""
            self._console.print(Text(f"    \u21b3 {case}", style="dim") + self._first_line(blocks, "dim"))
        elif self._wants(content):
            self._console.print(Text(for_terminal(channel), style="bold magenta"))
            self._console.print(draw(blocks, self._name_of))
        else:
            self._console.print(self._in_short(content, blocks))

    def _in_short(self, content: Content, blocks: list[dict[str, Any]]) -> Text:
        """One line: for a card its id, its first line and the beginning of the post."""
        if not isinstance(content, CardContent):
            short = self._first_line(blocks)
        else:
            mark, word = wording.level_of(content.case)
            if content.case.state is not State.NEW:
                mark, word = "white_check_mark", content.case.state.value.capitalize()
            said = " ".join(content.case.mention.text.split())
            short = _text(f"  {content.case.id} {EMOJI[mark]} {word}: {said[:WIDTH]}")
        short.truncate(WIDTH - 1, overflow="ellipsis")
        return short

    def _first_line(self, blocks: list[dict[str, Any]], style: str = "") -> Text:
        first = blocks[0]
        if first["type"] == "rich_text":
            return _run(first["elements"][0]["elements"], self._name_of, style)
        return _text(first["text"]["text"], style)


def _label(element: dict[str, Any]) -> str:
    """What stands on a button, or on a menu that nobody has opened."""
    return str((element.get("text") or element["placeholder"])["text"])
