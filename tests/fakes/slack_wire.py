"""How the fake Slack writes its objects as JSON: messages, channels, users, views."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.fakes.slack_state import Channel, Json, Message, User, View, Workspace


def message_json(work: Workspace, message: Message, *, metadata: bool = False) -> Json:
    body: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": work.team,
        "blocks": message.blocks,
    }
    if message.user == work.bot_user:
        body |= {"bot_id": work.bot, "app_id": work.app}
    if message.attachments:
        body["attachments"] = message.attachments
    if message.metadata and metadata:
        body["metadata"] = message.metadata
    if message.edits and message.edits[-1]["text"] != message.text:
        body["edited"] = {"user": message.user, "ts": message.edits[-1]["ts"]}
    if message.is_reply:
        body |= {"thread_ts": message.thread_ts, "parent_user_id": work.bot_user}
        body |= {"subtype": "thread_broadcast"} if message.reply_broadcast else {}
    return body | _thread_json(work, message)


def _thread_json(work: Workspace, message: Message) -> Json:
    replies = [each for each in work.channels[message.channel].messages if each.thread_ts == message.ts]
    if not replies or message.is_reply:
        return {}
    people = list(dict.fromkeys(each.user for each in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "reply_users": people,
        "latest_reply": replies[-1].ts,
    }


def channel_json(channel: Channel) -> Json:
    if channel.kind == "im":
        return {"id": channel.id, "is_im": True, "user": channel.user, "is_archived": False, "is_open": True}
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_private": channel.kind == "private",
        "is_archived": channel.archived,
        "is_member": channel.member,
        "is_ext_shared": channel.shared,
        "is_pending_ext_shared": channel.pending,
        "is_shared": channel.shared,
        "topic": {"value": ""},
        "purpose": {"value": ""},
    }


def channel_name(channel: Channel) -> str:
    """The name as interaction payloads give it."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def user_json(work: Workspace, user: User) -> Json:
    offset = datetime.fromtimestamp(work.now(), ZoneInfo(user.tz)).utcoffset()
    return {
        "id": user.id,
        "team_id": work.team,
        "name": user.name,
        "real_name": user.name.title(),
        "deleted": False,
        "is_bot": user.is_bot,
        "tz": user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": {"display_name": user.name, "real_name": user.name.title()},
    }


def person_json(work: Workspace, user: User) -> Json:
    """A user as interaction payloads give it."""
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team or work.team}


def view_json(work: Workspace, view: View, values: Json | None = None) -> Json:
    body: Json = {
        "id": view.id,
        "team_id": work.team,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
    }
    given = {name: value for name, value in view.body.items() if value is not None}
    return (
        body
        | given
        | {
            "state": {"values": values or {}},
            "hash": view.hash,
            "previous_view_id": view.previous,
            "root_view_id": view.root,
            "app_id": work.app,
            "app_installed_team_id": work.team,
            "bot_id": work.bot,
        }
    )
