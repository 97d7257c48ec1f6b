"""Small good blocks, messages and views for tests to start from and spoil."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str = "a", **more: Any) -> Json:
    return {"type": "plain_text", "text": text, **more}


def mrkdwn(text: str = "a", **more: Any) -> Json:
    return {"type": "mrkdwn", "text": text, **more}


def section(text: str = "a", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(label: str = "Claim", **more: Any) -> Json:
    return {"type": "button", "text": plain(label), "action_id": "claim", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: Any = "v", label: str = "a", **more: Any) -> Json:
    return {"text": plain(label), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(f"v{n}") for n in range(count)]


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", **more}


def menu(count: int) -> Json:
    return actions({"type": "overflow", "action_id": "more", "options": options(count)})


def confirm(**more: Any) -> Json:
    return {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), **more}


def rich(*parts: Json, kind: str = "rich_text_section", **more: Any) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(parts), **more}]}


def words(text: str = "a", **more: Any) -> Json:
    return {"type": "text", "text": text, **more}


def table(rows: int = 2, columns: int = 2, **more: Any) -> Json:
    row = [{"type": "raw_text", "text": "a"}] * columns
    return {"type": "table", "rows": [row] * rows, **more}


def picture(**more: Any) -> Json:
    return {"type": "image", "alt_text": "a", "image_url": "https://x.test/a.png", **more}


def chart(points: list[str], categories: list[str]) -> Json:
    data = [{"label": name, "value": 1} for name in points]
    plot = {"type": "bar", "series": [{"name": "s", "data": data}], "axis_config": {"categories": categories}}
    return {"type": "data_visualization", "title": "a", "chart": plot}


def asked(element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": "b", "label": plain("Why"), "element": element, **more}


def line(**more: Any) -> Json:
    return asked({"type": "plain_text_input", "action_id": "why", **more})


def tick(kind: str, count: int) -> Json:
    return section(accessory={"type": kind, "action_id": "t", "options": options(count)})


def nested() -> Json:
    return {"type": "rich_text_section", "elements": [words()]}


def said(**payload: Any) -> Json:
    return {"channel": "C1", "text": "words"} | payload


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("Snooze"),
        "submit": plain("Go"),
        "blocks": list(blocks or [line()]),
    } | more
