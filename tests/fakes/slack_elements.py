"""Finding an element in blocks as a person would, and writing down what that person chose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.fakes.block_text import text_of
from tests.fakes.slack_state import Json, User

_NOT_ANSWERS = ("button", "overflow", "image", "workflow_button", "icon_button", "feedback_buttons")
_TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
_SHOWN = ("type", "action_id", "text", "value", "style", "placeholder")


@dataclass(frozen=True)
class Found:
    """An element, the block it stands in, and its label if it is an input."""

    element: Json
    block: Json
    label: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return str(self.block["block_id"]), str(self.element["action_id"])


def elements(blocks: list[Json]) -> Iterator[Found]:
    """Everything a person could press, choose or fill in."""
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        label = text_of(block.get("label") or {})
        for each in inside:
            if isinstance(each, dict) and "action_id" in each:
                yield Found(each, block, label)
        yield from elements(block.get("child_blocks") or [])


def find_element(blocks: list[Json], what: str) -> Found:
    """By action_id, block_id, label, or part of the visible text; LookupError names what there is."""
    every = list(elements(blocks))
    by_id = [each for each in every if what in (each.element["action_id"], each.block["block_id"])]
    by_text = [each for each in every if what in (each.label, text_of(each.element.get("text") or {}))]
    by_part = [
        each for each in every if what.casefold() in f"{each.label}\n{text_of(each.element)}".casefold()
    ]
    for found in (by_id, by_text, by_part):
        if found:
            return found[0]
    names = [f"{each.element['action_id']} {text_of(each.element)[:30]!r}" for each in every]
    raise LookupError(f"nothing called {what!r} here, only: {', '.join(names) or 'nothing to press'}")


def _option(element: Json, choice: Any) -> Json:
    """One of the element's options by value or text; a whole option is taken as it is."""
    if isinstance(choice, dict):
        return choice
    groups = [group["options"] for group in element.get("option_groups") or []]
    offered = sum(groups, list(element.get("options") or []))
    for each in offered:
        if choice in (each["value"], each["text"]["text"]):
            return dict(each)
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(choice)}, "value": str(choice)}
    names = [f"{each['value']} {each['text']['text']!r}" for each in offered]
    raise LookupError(f"no option {choice!r}, only: {', '.join(names)}")


def answer(element: Json, choice: Any) -> Json:
    """What a person's choice looks like in state.values and in an action; None is nothing chosen."""
    kind = element["type"]
    several = isinstance(choice, (list, tuple))
    if kind in _TYPED:
        return {"type": kind, "value": choice if choice is None else str(choice)}
    if kind in ("datepicker", "timepicker", "datetimepicker"):
        name = {"datepicker": "date", "timepicker": "time", "datetimepicker": "date_time"}[kind]
        return {"type": kind, f"selected_{name}": choice}
    if kind == "checkboxes" or kind.startswith("multi_"):
        chosen = list(choice) if several else [] if choice is None else [choice]
        return {"type": kind, _plural(kind): [_one(element, each) for each in chosen]}
    if kind == "rich_text_input":
        return {"type": kind, "rich_text_value": choice}
    return {"type": kind, _plural(kind)[:-1]: None if choice is None else _one(element, choice)}


def _plural(kind: str) -> str:
    name = kind.removeprefix("multi_").removesuffix("_select")
    return f"selected_{name}" if name in ("users", "channels", "conversations") else "selected_options"


def _one(element: Json, choice: Any) -> Any:
    if _plural(element["type"]) == "selected_options":
        return _option(element, choice)
    return choice.id if isinstance(choice, User) else choice


def _initial(element: Json) -> Any:
    """What an input holds before anybody touches it."""
    for name, value in element.items():
        if name.startswith("initial_"):
            return value
    return None


def is_empty(answered: Json) -> bool:
    return not [value for name, value in answered.items() if name != "type" and value not in (None, "", [])]


def state_of(blocks: list[Json], given: dict[tuple[str, str], Json] | None = None) -> Json:
    """state.values: every input and menu of the blocks, with what was given or stood there at first."""
    values: Json = {}
    for found in elements(blocks):
        if found.element["type"] in _NOT_ANSWERS:
            continue
        block_id, action_id = found.key
        held = (given or {}).get(found.key) or answer(found.element, _initial(found.element))
        values.setdefault(block_id, {})[action_id] = held
    return values


def action_json(found: Found, choice: Any, ts: str) -> Json:
    """The entry in `actions` of a block_actions payload."""
    shown = {name: found.element[name] for name in _SHOWN if name in found.element}
    chosen = {} if found.element["type"] in ("button", "workflow_button") else answer(found.element, choice)
    return shown | chosen | {"block_id": found.block["block_id"], "action_ts": ts}


def dispatches(found: Found, trigger: str) -> bool:
    """Whether a text box tells the app at this moment: on_character_entered or on_enter_pressed."""
    config = found.element.get("dispatch_action_config") or {"trigger_actions_on": ["on_enter_pressed"]}
    return bool(found.block.get("dispatch_action")) and trigger in config["trigger_actions_on"]


def missing_answers(blocks: list[Json], values: Json) -> list[str]:
    """What keeps a Slack client from submitting: required inputs left empty, answers too short or long."""
    wrong = []
    for found in elements(blocks):
        if found.block.get("type") != "input":
            continue
        held = values[found.key[0]][found.key[1]]
        if is_empty(held):
            wrong += [] if found.block.get("optional") else [f"{found.label} is required"]
            continue
        size = len(held.get("value") or "")
        if "value" in held and not _fits(found.element, size):
            wrong.append(f"{found.label} has {size} characters")
    return wrong


def _fits(element: Json, size: int) -> bool:
    return (element.get("min_length") or 0) <= size <= (element.get("max_length") or 3000)
