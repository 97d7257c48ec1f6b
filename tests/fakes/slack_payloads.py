"""The payloads Slack sends to an app: slash commands, clicks, submissions, events."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack_elements import state_of
from tests.fakes.slack_state import Channel, Ephemeral, Json, Message, User, View, Workspace
from tests.fakes.slack_wire import channel_name, message_json, person_json, view_json


def _frame(work: Workspace, user: User) -> Json:
    return {
        "user": person_json(work, user),
        "team": {"id": work.team, "domain": work.domain},
        "api_app_id": work.app,
        "token": "verification-token",
        "enterprise": None,
        "is_enterprise_install": False,
    }


def slash(work: Workspace, user: User, channel: Channel, command: str, text: str, url: str) -> Json:
    return {
        "token": "verification-token",
        "team_id": work.team,
        "team_domain": work.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": work.app,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": work.new_trigger(user.id),
    }


def click_on_message(
    work: Workspace, user: User, target: Message | Ephemeral, actions: list[Json], url: str
) -> Json:
    """block_actions from a message; an ephemeral one comes without its content, as in Slack."""
    hidden = isinstance(target, Ephemeral)
    channel = work.channels[target.channel]
    container: Json = {
        "type": "message",
        "message_ts": target.ts,
        "channel_id": channel.id,
        "is_ephemeral": hidden,
    }
    if target.thread_ts:
        container["thread_ts"] = target.thread_ts
    payload = _frame(work, user) | {
        "type": "block_actions",
        "container": container,
        "trigger_id": work.new_trigger(user.id),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": state_of(target.blocks)},
        "response_url": url,
        "actions": actions,
    }
    if not isinstance(target, Ephemeral):
        payload["message"] = message_json(work, target)
    return payload


def click_in_view(work: Workspace, user: User, view: View, actions: list[Json]) -> Json:
    values = state_of(view.blocks, view.answers)
    return _frame(work, user) | {
        "type": "block_actions",
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": work.new_trigger(user.id),
        "view": view_json(work, view, values),
        "actions": actions,
    }


def submission(work: Workspace, user: User, view: View, values: Json) -> Json:
    return _frame(work, user) | {
        "type": "view_submission",
        "trigger_id": work.new_trigger(user.id),
        "view": view_json(work, view, values),
        "response_urls": [],
    }


def closing(work: Workspace, user: User, view: View, cleared: bool) -> Json:
    values = state_of(view.blocks, view.answers)
    body = view_json(work, view, values)
    return _frame(work, user) | {"type": "view_closed", "view": body, "is_cleared": cleared}


def suggestion(work: Workspace, user: User, view: View, key: tuple[str, str], typed: str) -> Json:
    return _frame(work, user) | {
        "type": "block_suggestion",
        "block_id": key[0],
        "action_id": key[1],
        "value": typed,
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(work, view, state_of(view.blocks, view.answers)),
    }


def shortcut(work: Workspace, user: User, callback_id: str, message: Message | None, url: str) -> Json:
    payload = _frame(work, user) | {
        "type": "message_action" if message else "shortcut",
        "callback_id": callback_id,
        "action_ts": work.next_ts(),
        "trigger_id": work.new_trigger(user.id),
    }
    if message:
        channel = work.channels[message.channel]
        payload |= {
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "message_ts": message.ts,
            "message": message_json(work, message),
            "response_url": url,
        }
    return payload


def event_callback(work: Workspace, event: Json, event_id: str | None = None) -> Json:
    now = int(work.now())
    who: Json = {"enterprise_id": None, "team_id": work.team, "user_id": work.bot_user, "is_bot": True}
    body: dict[str, Any] = {
        "token": "verification-token",
        "team_id": work.team,
        "api_app_id": work.app,
        "event": {"event_ts": work.next_ts()} | event,
        "type": "event_callback",
        "event_id": event_id or work.next_id("Ev"),
        "event_time": now,
        "authorizations": [who | {"is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": f"4-{work.token(12)}",
    }
    return body
