"""Layout blocks: fields and limits of each, and on which surfaces it may stand."""

from __future__ import annotations

from typing import Any

from tests.fakes.block_elements import (
    IN_ACCESSORY,
    IN_ACTIONS,
    IN_INPUT,
    element,
    one_picture,
    picture,
    slack_file,
)
from tests.fakes.block_rich import rich_elements, rich_text
from tests.fakes.block_rules import (
    Fields,
    Rule,
    Walk,
    anything,
    find,
    flag,
    items,
    no_ping,
    number,
    one_of,
    plain,
    shape,
    string,
    text,
    typed,
    web_address,
    whole,
)

# From docs.slack.dev/blocks.json as slack.md section 3 gives it; blocks not named here stand anywhere.
SURFACES: dict[str, tuple[str, ...]] = {
    "alert": ("modal",),
    "call": ("message",),
    "carousel": ("message", "home"),
    "container": ("message",),
    "context_actions": ("message",),
    "data_table": ("message", "home"),
    "data_visualization": ("message", "home"),
    "file": ("message",),
    "markdown": ("message",),
    "plan": ("message",),
    "table": ("message", "home"),
    "task_card": ("message",),
}
_NESTS = ("child_blocks", "tasks", "fallback", "rows")


def _text_or_fields(walk: Walk, path: str, value: dict[str, Any]) -> None:
    if not value.get("text") and not value.get("fields"):
        walk.wrong(path, "needs text or fields")


def one_primary(walk: Walk, path: str, value: dict[str, Any]) -> None:
    row = value.get("elements") or value.get("actions") or []
    if sum(1 for each in row if isinstance(each, dict) and each.get("style") == "primary") > 1:
        walk.house(path, "has more than one primary button")


def _action_ids_differ(walk: Walk, path: str, value: dict[str, Any]) -> None:
    if value.get("type") == "carousel":
        return  # each card looks after its own
    seen: set[str] = set()
    for where, name in find(value, "action_id", path, _NESTS):
        if name in seen:
            walk.wrong(where, f"{name!r} stands twice in this block")
        seen.add(str(name))


def _same_width(walk: Walk, path: str, value: dict[str, Any]) -> None:
    if len({len(row) for row in value.get("rows") or [] if isinstance(row, list)}) > 1:
        walk.house(f"{path}.rows", "are not all of one length")


def _plain_head(walk: Walk, path: str, value: dict[str, Any]) -> None:
    rows = value.get("rows") or [[]]
    if any(isinstance(cell, dict) and cell.get("type") == "rich_text" for cell in rows[0]):
        walk.wrong(f"{path}.rows[0]", "the header row may not hold rich_text")


def _series_fit(walk: Walk, path: str, value: dict[str, Any]) -> None:
    """Every series has its own name and one value for each category."""
    series = [each for each in value.get("series") or [] if isinstance(each, dict)]
    names = [each.get("name") for each in series]
    if len(names) != len(set(map(str, names))):
        walk.wrong(f"{path}.series", "two series have the same name")
    axis = value.get("axis_config")
    wanted = sorted(map(str, (axis.get("categories") or []) if isinstance(axis, dict) else []))
    for index, each in enumerate(series):
        found = sorted(str(point.get("label")) for point in each.get("data") or [])
        if found != wanted:
            walk.wrong(f"{path}.series[{index}].data", "does not have one value for each category")


def _positive(walk: Walk, path: str, value: Any) -> None:
    number(walk, path, value)
    if isinstance(value, (int, float)) and value <= 0:
        walk.wrong(path, "a slice must be above zero")


def _markdown(walk: Walk, path: str, value: Any) -> None:
    string(12_000)(walk, path, value)
    if isinstance(value, str):
        no_ping(walk, path, value)


def _block(fields: Fields, need: tuple[str, ...] = (), then: tuple[Rule, ...] = ()) -> Rule:
    inner = shape({"type": anything, "block_id": string(255)} | fields, need, (*then, _action_ids_differ))

    def rule(walk: Walk, path: str, value: dict[str, Any]) -> None:
        kind = value["type"]
        if walk.surface not in SURFACES.get(kind, (walk.surface,)):
            walk.wrong(path, f"a {kind} block may not stand in a {walk.surface}")
        inner(walk, path, value)

    return rule


_cell = typed(
    {
        "raw_text": shape({"type": anything, "text": string(3000)}, ("text",)),
        "raw_number": shape({"type": anything, "value": number, "text": string(100)}, ("value",)),
        "rich_text": rich_text,
    },
    "table cell",
)
_column = shape({"align": one_of("left", "center", "right"), "is_wrapped": flag})


def _column_or_none(walk: Walk, path: str, value: Any) -> None:
    if value is not None:
        _column(walk, path, value)


_point = shape({"label": string(20), "value": number}, ("label", "value"))
_slice = shape({"label": string(20), "value": _positive}, ("label", "value"))
_series = shape({"name": string(20), "data": items(_point, 20)}, ("name", "data"))
_axis = shape(
    {"categories": items(string(20), 20), "x_label": string(50), "y_label": string(50)}, ("categories",)
)
_plot = shape(
    {"type": anything, "series": items(_series, 12), "axis_config": _axis},
    ("series", "axis_config"),
    (_series_fit,),
)
_pie = shape({"type": anything, "segments": items(_slice, 12)}, ("segments",))
_chart = typed({"pie": _pie, "line": _plot, "bar": _plot, "area": _plot}, "chart")

_STATUS = one_of("pending", "in_progress", "complete", "error")
_source = shape({"type": one_of("url"), "url": web_address, "text": string(3000)}, ("url", "text"))

BLOCKS: dict[str, Rule] = {}
block = typed(BLOCKS, "block")


def _only(*kinds: str) -> Rule:
    return typed(BLOCKS, "block", kinds)


_IN_CONTAINER = (
    *("rich_text", "actions", "context", "divider", "file", "header", "image", "input", "section"),
    *("table", "video"),
)

BLOCKS |= {
    "section": _block(
        {
            "text": text(3000),
            "fields": items(text(2000), 10),
            "accessory": element(IN_ACCESSORY),
            "expand": flag,
        },
        (),
        (_text_or_fields,),
    ),
    "divider": _block({}),
    "header": _block({"text": plain(150), "level": whole(1, 4)}, ("text",)),
    "context": _block({"elements": items(element({"image", "plain_text", "mrkdwn"}), 10)}, ("elements",)),
    "actions": _block({"elements": items(element(IN_ACTIONS), 25)}, ("elements",), (one_primary,)),
    "context_actions": _block(
        {"elements": items(element({"feedback_buttons", "icon_button"}), 5)}, ("elements",)
    ),
    "input": _block(
        {
            "label": plain(2000),
            "element": element(IN_INPUT),
            "hint": plain(2000),
            "optional": flag,
            "dispatch_action": flag,
        },
        ("label", "element"),
    ),
    "image": _block(
        {
            "image_url": web_address,
            "slack_file": slack_file,
            "alt_text": string(2000),
            "title": plain(2000),
        },
        ("alt_text",),
        (one_picture,),
    ),
    "rich_text": _block({"elements": rich_elements}, ("elements",)),
    "markdown": _block({"text": _markdown}, ("text",)),
    "table": _block(
        {"rows": items(items(_cell, 20), 100), "column_settings": items(_column_or_none, 20)},
        ("rows",),
        (_same_width,),
    ),
    "data_table": _block(
        {
            "caption": string(3000),
            "rows": items(items(_cell, 20), 201, 2),
            "page_size": whole(1, 100),
            "row_header_column_index": whole(0, 19),
        },
        ("caption", "rows"),
        (_same_width, _plain_head),
    ),
    "data_visualization": _block({"title": string(50), "chart": _chart}, ("title", "chart")),
    "alert": _block(
        {"text": text(3000), "level": one_of("default", "info", "warning", "error", "success")}, ("text",)
    ),
    "file": _block({"external_id": string(255), "source": one_of("remote")}, ("external_id", "source")),
    "call": _block(
        {"call_id": string(255), "api_decoration_available": flag, "call": anything}, ("call_id",)
    ),
    "video": _block(
        {
            "alt_text": string(2000),
            "title": plain(199),
            "title_url": web_address,
            "video_url": web_address,
            "thumbnail_url": web_address,
            "description": plain(2000),
            "provider_icon_url": web_address,
            "provider_name": string(100),
            "author_name": string(49),
        },
        ("alt_text", "title", "video_url", "thumbnail_url"),
    ),
    "card": _block(
        {
            "hero_image": picture,
            "icon": picture,
            "title": text(150),
            "subtitle": text(150),
            "body": text(200),
            "actions": items(element({"button"}), 25),
        },
        (),
        (one_primary,),
    ),
    "carousel": _block({"elements": items(_only("card"), 10)}, ("elements",)),
    "container": _block(
        {
            "title": plain(150),
            "rich_text_title": rich_text,
            "subtitle": text(150),
            "child_blocks": items(_only(*_IN_CONTAINER), 10),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": picture,
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
        ("child_blocks",),
    ),
    "task_card": _block(
        {
            "task_id": string(255),
            "title": string(3000),
            "status": _STATUS,
            "details": rich_text,
            "output": rich_text,
            "sources": items(_source, 100),
        },
        ("task_id", "title", "status"),
    ),
    "plan": _block({"title": string(3000), "tasks": items(_only("task_card"), 100, 0)}, ("title",)),
    "auth_provider": _block(
        {
            "value": string(150),
            "name": plain(75),
            "is_connected": flag,
            "description": plain(150),
            "icon_url": web_address,
            "auth_url": web_address,
            "disconnect_url": web_address,
            "connected_identity": plain(75),
            "connected_context": plain(75),
            "accessory": element({"overflow"}),
            "fallback": items(block, 50),
        },
        ("value", "name", "is_connected"),
    ),
}
