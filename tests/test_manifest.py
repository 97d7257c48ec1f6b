"""The app manifest and the code ask for the same: scopes, events, the shortcut, the command."""

import json
import re
from pathlib import Path
from typing import Any

from handlers.app import COMMAND
from handlers.make_case import SHORTCUT, TITLE
from roof.doctor import LINK_SCOPES, SCOPES

ROOT = Path(__file__).parents[1]
MANIFEST: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
FEATURES, SETTINGS = MANIFEST["features"], MANIFEST["settings"]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "handlers").glob("*.py")))


def test_every_scope_is_one_that_doctor_asks_for_and_no_other() -> None:
    assert sorted(MANIFEST["oauth_config"]["scopes"]["bot"]) == sorted({*SCOPES, *LINK_SCOPES})


def test_every_event_that_is_listened_to_is_subscribed_and_no_other() -> None:
    listened_to = re.findall(r'\bapp\.event\("(\w+)"\)', CODE)
    assert len(listened_to) == len(re.findall(r"\bapp\.event\(", CODE))
    assert sorted(SETTINGS["event_subscriptions"]["bot_events"]) == sorted(listened_to)


def test_the_shortcut_is_the_one_that_is_served() -> None:
    (shortcut,) = FEATURES["shortcuts"]
    assert (shortcut["callback_id"], shortcut["type"], shortcut["name"]) == (SHORTCUT, "message", TITLE)


def test_the_command_is_the_one_that_is_served() -> None:
    assert [each["command"] for each in FEATURES["slash_commands"]] == [COMMAND]


def test_the_home_page_and_clicks_are_switched_on() -> None:
    assert FEATURES["app_home"]["home_tab_enabled"] is True
    assert SETTINGS["interactivity"]["is_enabled"] is True


def test_names_and_descriptions_are_no_longer_than_slack_takes() -> None:
    """Lengths: https://docs.slack.dev/reference/app-manifest"""
    (shortcut,), (command,) = FEATURES["shortcuts"], FEATURES["slash_commands"]
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150
    assert len(command["usage_hint"]) <= 1000
