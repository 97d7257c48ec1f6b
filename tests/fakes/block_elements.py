"""Block elements and the composition objects they are made of: fields and limits of each."""

from __future__ import annotations

from typing import Any

from tests.fakes.block_rich import rich_text
from tests.fakes.block_rules import (
    Fields,
    Rule,
    Walk,
    anything,
    flag,
    items,
    one_of,
    plain,
    shape,
    string,
    text,
    typed,
    web_address,
    whole,
)

_STYLE = one_of("primary", "danger")
_IDS = items(string(32), 100, 0)

confirm = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30), "style": _STYLE},
    ("title", "text", "confirm", "deny"),
)


def option(label: Rule, further: Fields | None = None) -> Rule:
    fields: Fields = {"text": label, "value": string(150), "description": text(75)}
    return shape(fields | (further or {}), ("text", "value"))


_plain_option = option(plain(75))
_ticked_option = option(text(75))
_group = shape({"label": plain(75), "options": items(_plain_option, 100)}, ("label", "options"))
slack_file = shape({"id": string(32), "url": string(3000)})


def _key(choice: Any) -> Any:
    label = choice.get("text") if isinstance(choice, dict) else None
    return (label.get("text") if isinstance(label, dict) else None, choice.get("value"))


def _choices_agree(walk: Walk, path: str, value: dict[str, Any]) -> None:
    """Initial choices are among the options (Slack refuses others); no two options mean the same."""
    groups = [group.get("options") or [] for group in value.get("option_groups") or []]
    offered = [_key(each) for each in sum(groups, value.get("options") or [])]
    first = value.get("initial_option")
    chosen = [*(value.get("initial_options") or []), *([first] if first else [])]
    if offered and any(_key(each) not in offered for each in chosen):
        walk.wrong(path, "an initial option is not among the options")
    values = [each[1] for each in offered]
    for double in sorted({v for v in values if isinstance(v, str) and values.count(v) > 1}):
        walk.house(path, f"two options have the value {double!r}")


def _options_or_groups(walk: Walk, path: str, value: dict[str, Any]) -> None:
    if (value.get("options") is None) == (value.get("option_groups") is None):
        walk.wrong(path, "needs options or option_groups, not both")


def one_picture(walk: Walk, path: str, value: dict[str, Any]) -> None:
    if (value.get("image_url") is None) == (value.get("slack_file") is None):
        walk.wrong(path, "needs image_url or slack_file, not both")


def _danger_asks(walk: Walk, path: str, value: dict[str, Any]) -> None:
    if value.get("style") == "danger" and not value.get("confirm"):
        walk.house(path, "a danger button needs a confirm dialog")


def _lengths_agree(walk: Walk, path: str, value: dict[str, Any]) -> None:
    least, most = value.get("min_length") or 0, value.get("max_length") or 3000
    if least > most:
        walk.wrong(path, "min_length is above max_length")
    elif value.get("initial_value") and not least <= len(value["initial_value"]) <= most:
        walk.wrong(f"{path}.initial_value", f"must have {least} to {most} characters")


def _spare_menu(walk: Walk, path: str, value: dict[str, Any]) -> None:
    if len(value.get("options") or []) == 1:
        walk.house(path, "a menu of one option should be a button")


def _element(fields: Fields, need: tuple[str, ...] = (), then: tuple[Rule, ...] = ()) -> Rule:
    return shape({"type": anything, "action_id": string(255)} | fields, need, then)


_TICKED: Fields = {"focus_on_load": flag, "confirm": confirm}
_FIELD: Fields = _TICKED | {"placeholder": plain(150)}
_TYPED: Fields = {
    "placeholder": plain(150),
    "focus_on_load": flag,
    "dispatch_action_config": shape(
        {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)},
    ),
}
_LIST: Fields = {"options": items(_plain_option, 100), "option_groups": items(_group, 100)}
_FILTER = shape(
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
)
_SEVERAL: Fields = {"max_selected_items": whole(1)}
_DAY, _TIME = string(10, like=r"\d{4}-\d\d-\d\d"), string(5, like=r"\d\d:\d\d")
_DIGITS = string(30, like=r"-?\d+(\.\d+)?")
_LABELLED: Fields = {"text": plain(75), "value": string(2000), "accessibility_label": string(75)}
_thumb = shape(_LABELLED, ("text", "value"))
_trigger = shape({"url": web_address, "customizable_input_parameters": anything}, ("url",))


def _select(single: str, **initial: Rule) -> dict[str, Rule]:
    """The single and the multi form of one kind of select menu."""
    fields = _FIELD | {name: rule for name, rule in initial.items() if not name.startswith("initial")}
    ends = {name: rule for name, rule in initial.items() if name.startswith("initial")}
    then: tuple[Rule, ...] = (_choices_agree,)
    if single == "static_select":
        fields, then = fields | _LIST, (_choices_agree, _options_or_groups)
    one = _element(fields | ends | {"response_url_enabled": flag}, (), then)
    many = {f"{name}s": items(rule, 100, 0) for name, rule in ends.items()}
    return {single: one, f"multi_{single}": _element(fields | many | _SEVERAL, (), then)}


SELECTS: dict[str, Rule] = {
    **_select("static_select", initial_option=_plain_option),
    **_select("external_select", initial_option=_plain_option, min_query_length=whole(0)),
    **_select("users_select", initial_user=string(32)),
    **_select("channels_select", initial_channel=string(32)),
    **_select(
        "conversations_select",
        initial_conversation=string(32),
        default_to_current_conversation=flag,
        filter=_FILTER,
    ),
}

ELEMENTS: dict[str, Rule] = SELECTS | {
    "button": _element(
        _LABELLED
        | {
            "url": web_address,
            "style": _STYLE,
            "confirm": confirm,
            "agent_prompt": string(4000),
            "agent_prompt_display": anything,
            "visible_to_user_ids": _IDS,
        },
        ("text",),
        (_danger_asks,),
    ),
    "overflow": _element(
        {"options": items(option(plain(75), {"url": web_address}), 5), "confirm": confirm},
        ("options",),
        (_spare_menu, _choices_agree),
    ),
    "radio_buttons": _element(
        _TICKED | {"options": items(_ticked_option, 10), "initial_option": _ticked_option},
        ("options",),
        (_choices_agree,),
    ),
    "checkboxes": _element(
        _TICKED | {"options": items(_ticked_option, 10), "initial_options": items(_ticked_option, 10)},
        ("options",),
        (_choices_agree,),
    ),
    "datepicker": _element(_FIELD | {"initial_date": _DAY}),
    "timepicker": _element(_FIELD | {"initial_time": _TIME, "timezone": string(100)}),
    "datetimepicker": _element(_FIELD | {"initial_date_time": whole(10**9, 10**10 - 1)}),
    "plain_text_input": _element(
        _TYPED
        | {
            "initial_value": string(3000, 0),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        (),
        (_lengths_agree,),
    ),
    "rich_text_input": _element(
        _TYPED | {"initial_value": rich_text, "min_lines": whole(1), "max_lines": whole(1)}
    ),
    "email_text_input": _element(_TYPED | {"initial_value": string(3000, 0)}),
    "url_text_input": _element(_TYPED | {"initial_value": string(3000, 0)}),
    "number_input": _element(
        _TYPED
        | {"is_decimal_allowed": flag, "initial_value": _DIGITS, "min_value": _DIGITS, "max_value": _DIGITS},
        ("is_decimal_allowed",),
    ),
    "file_input": _element({"filetypes": items(string(20), 100), "max_files": whole(1, 10)}),
    "workflow_button": _element(
        {
            "text": plain(75),
            "style": _STYLE,
            "accessibility_label": string(75),
            "workflow": shape({"trigger": _trigger}, ("trigger",)),
        },
        ("text", "workflow"),
    ),
    "feedback_buttons": _element(
        {"positive_button": _thumb, "negative_button": _thumb}, ("positive_button", "negative_button")
    ),
    "icon_button": _element(
        _LABELLED | {"icon": string(100), "confirm": confirm, "visible_to_user_ids": _IDS}, ("icon", "text")
    ),
    "image": shape(
        {"type": anything, "image_url": web_address, "alt_text": string(2000), "slack_file": slack_file},
        ("alt_text",),
        (one_picture,),
    ),
    "plain_text": text(),
    "mrkdwn": text(),
}

_PICKERS = {"radio_buttons", "checkboxes", "datepicker", "timepicker"}
IN_ACTIONS = {
    *SELECTS,
    *_PICKERS,
    "button",
    "overflow",
    "datetimepicker",
    "workflow_button",
    "rich_text_input",
}
IN_ACCESSORY = {*SELECTS, *_PICKERS, "button", "overflow", "workflow_button", "image"}
IN_INPUT = {
    *SELECTS,
    *_PICKERS,
    "datetimepicker",
    *(name for name in ELEMENTS if name.endswith("_input")),
}


def element(only: set[str]) -> Rule:
    return typed(ELEMENTS, "block element", only)


picture = element({"image"})
