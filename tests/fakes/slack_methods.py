"""What the fake Slack's Web API methods do; views.* stand in slack_views."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fakes.block_check import HOUSE, check_message, visible_length
from tests.fakes.slack_state import Channel, Ephemeral, Json, Message, Refused, Slower, Workspace
from tests.fakes.slack_wire import channel_json, message_json, user_json

BLOCK_TEXT_LIMIT = 13_000  # where msg_blocks_too_long was seen to begin: bolt-js #2509, #2867
_SLACK = 0.95  # arrivals jitter by a few ms although the bot sends at exact intervals


@dataclass(frozen=True)
class Method:
    """One method: what it does, and the scopes of which one is needed."""

    act: Callable[[Workspace, Json], Json]
    scopes: tuple[str, ...] = ()
    token: str = "bot"


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, token: str = "bot") -> Callable[[Any], Any]:
    def register(act: Callable[[Workspace, Json], Json]) -> Callable[[Workspace, Json], Json]:
        METHODS[name] = Method(act, scopes, token)
        return act

    return register


# checks


def refuse_bad_message(work: Workspace, payload: Json) -> None:
    """What the block check finds is remembered; it is refused as Slack would refuse it.

    strict: house rules too. Otherwise only what Slack itself refuses.
    """
    payload = {name: value for name, value in payload.items() if name != "team_id"}  # Bolt adds it to all
    found = check_message(payload, allowed=work.allowed_pings)
    work.problems += found
    if visible_length([payload.get("blocks") or [], payload.get("attachments") or []]) > BLOCK_TEXT_LIMIT:
        raise Refused("msg_blocks_too_long")
    if not work.strict:
        found = [each for each in found if not each.endswith(HOUSE)]
    if found:
        raise Refused(_error_for(found[0]), response_metadata={"messages": [f"[ERROR] {e}" for e in found]})


def _error_for(problem: str) -> str:
    if problem.startswith("text: has") and "characters" in problem:
        return "msg_too_long"
    if problem.startswith("text: is missing, and"):
        return "no_text"
    return "invalid_metadata_format" if problem.startswith("metadata") else "invalid_blocks"


def place(work: Workspace, args: Json, *, names: bool = False, joined: bool = True) -> Channel:
    """The channel of a call, or the refusal that Slack would give."""
    ref = str(args.get("channel") or "")
    known = ref in work.channels or (names and ref.startswith(("#", "U", "W")))
    channel = work.find_channel(ref) if known else None
    if channel is None or (channel.kind == "private" and not channel.member):
        raise Refused("channel_not_found")
    if joined and not channel.member:
        raise Refused("not_in_channel")
    return channel


def _keep_pace(work: Workspace, channel: Channel) -> None:
    if work.pace is None:
        return
    last = work.last_post.get(channel.id)
    if last is not None and work.now() - last < work.pace * _SLACK:
        work.too_fast += 1
        raise Slower(math.ceil(work.pace))
    work.last_post[channel.id] = work.now()


# chat


@method("chat.postMessage", "chat:write")
def post(work: Workspace, args: Json) -> Json:
    channel = place(work, args, names=True)
    if channel.archived:
        raise Refused("is_archived")
    _keep_pace(work, channel)
    thread = args.get("thread_ts")
    if thread and work.find_message(channel.id, thread) is None:
        raise Refused("thread_not_found")
    refuse_bad_message(work, args)
    message = say(work, channel, work.bot_user, args)
    body = message_json(work, message, metadata=True)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": body}


def say(work: Workspace, channel: Channel, user: str, args: Json) -> Message:
    """Put a message into a channel without asking anything."""
    message = Message(
        channel=channel.id,
        ts=work.next_ts(),
        text=args.get("text") or "",
        blocks=work.with_ids(args.get("blocks") or []),
        user=user,
        metadata=args.get("metadata"),
        thread_ts=args.get("thread_ts") or None,
        reply_broadcast=bool(args.get("reply_broadcast")),
        attachments=args.get("attachments") or [],
        options={name: args[name] for name in ("unfurl_links", "unfurl_media") if name in args},
    )
    channel.messages.append(message)
    return message


@method("chat.update", "chat:write")
def update(work: Workspace, args: Json) -> Json:
    channel = place(work, args)
    message = work.find_message(channel.id, str(args.get("ts")))
    if message is None:
        raise Refused("message_not_found")
    if message.user != work.bot_user:
        raise Refused("cant_update_message")
    if channel.archived:
        raise Refused("is_archived")
    refuse_bad_message(work, args)
    rewrite(work, message, args)
    body = message_json(work, message, metadata=True)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "text": message.text, "message": body}


def rewrite(work: Workspace, message: Message, args: Json) -> None:
    """Text without blocks removes the blocks; metadata stays unless it is given."""
    message.edits.append(
        {
            "ts": work.next_ts(),
            "text": message.text,
            "blocks": message.blocks,
            "metadata": message.metadata,
            "attachments": message.attachments,
        }
    )
    message.text = args.get("text") or message.text
    message.blocks = work.with_ids(args.get("blocks") or [])
    message.metadata = args.get("metadata", message.metadata)
    message.attachments = args.get("attachments") or []


@method("chat.postEphemeral", "chat:write")
def whisper(work: Workspace, args: Json) -> Json:
    channel = place(work, args, names=True)
    if channel.archived:
        raise Refused("is_archived")
    if args.get("user") not in work.users:
        raise Refused("user_not_in_channel")
    refuse_bad_message(work, args)
    note = whispered(work, channel.id, args["user"], args, "api")
    return {"ok": True, "message_ts": note.ts}


def whispered(work: Workspace, channel: str, user: str, args: Json, via: str) -> Ephemeral:
    note = Ephemeral(
        channel=channel,
        user=user,
        ts=work.next_ts(),
        text=args.get("text") or "",
        blocks=work.with_ids(args.get("blocks") or []),
        via=via,
        thread_ts=args.get("thread_ts") or None,
    )
    work.ephemerals.append(note)
    return note


@method("chat.unfurl", "links:write")
def unfurl(work: Workspace, args: Json) -> Json:
    """A card for each link, under somebody's message; the bot need not be in the channel."""
    channel = place(work, args, joined=False)
    message = work.find_message(channel.id, str(args.get("ts")))
    if message is None:
        raise Refused("cannot_find_message")
    for url, card in args["unfurls"].items():
        if url not in message.text:
            raise Refused("cannot_unfurl_url")
        refuse_bad_message(work, {"text": "unfurled", "attachments": [card]})
        message.attachments.append({**card, "from_url": url})
    return {"ok": True}


@method("chat.getPermalink")
def permalink(work: Workspace, args: Json) -> Json:
    channel = place(work, args, joined=False)
    ts = str(args.get("message_ts"))
    if work.find_message(channel.id, ts) is None:
        raise Refused("message_not_found")
    link = f"https://{work.domain}.slack.test/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"ok": True, "channel": channel.id, "permalink": link}


# conversations


def _page(entries: list[Any], args: Json, most: int) -> tuple[list[Any], str]:
    """A page of entries and the cursor of the next one."""
    limit = int(args.get("limit") or most)
    if not 1 <= limit <= 1000:
        raise Refused("invalid_limit")
    start = 0
    if args.get("cursor"):
        try:
            start = int(base64.b64decode(str(args["cursor"])).decode().removeprefix("next:"))
        except ValueError:
            raise Refused("invalid_cursor") from None
    end = start + limit
    more = base64.b64encode(f"next:{end}".encode()).decode() if end < len(entries) else ""
    return entries[start:end], more


def _between(args: Json, messages: list[Message]) -> list[Message]:
    """oldest and latest are exclusive unless `inclusive` says otherwise."""
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or math.inf)
    ends = (oldest, latest) if args.get("inclusive") else ()
    return [m for m in messages if oldest < float(m.ts) < latest or float(m.ts) in ends]


def _listing(work: Workspace, args: Json, messages: list[Message]) -> Json:
    page, more = _page(messages, args, 100)
    whole = bool(args.get("include_all_metadata"))
    return {
        "ok": True,
        "messages": [message_json(work, each, metadata=whole) for each in page],
        "has_more": bool(more),
        "response_metadata": {"next_cursor": more},
    }


_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")


@method("conversations.history", *_HISTORY)
def history(work: Workspace, args: Json) -> Json:
    """Newest first, without replies unless they were broadcast."""
    channel = place(work, args)
    top = [each for each in channel.messages if not each.is_reply or each.reply_broadcast]
    return _listing(work, args, _between(args, top)[::-1])


@method("conversations.replies", *_HISTORY)
def replies(work: Workspace, args: Json) -> Json:
    channel = place(work, args)
    message = work.find_message(channel.id, str(args.get("ts")))
    if message is None:
        raise Refused("thread_not_found")
    root = message.thread_ts or message.ts
    return _listing(work, args, _between(args, [m for m in channel.messages if root in (m.ts, m.thread_ts)]))


@method("conversations.list", *_READ)
def channels(work: Workspace, args: Json) -> Json:
    kinds = str(args.get("types") or "public_channel").replace("_channel", "").split(",")
    found = [c for c in work.channels.values() if c.kind in kinds and (c.kind == "public" or c.member)]
    if args.get("exclude_archived"):
        found = [each for each in found if not each.archived]
    page, more = _page(found, args, 100)
    cursor = {"next_cursor": more}
    return {"ok": True, "channels": [channel_json(each) for each in page], "response_metadata": cursor}


@method("conversations.info", *_READ)
def channel_info(work: Workspace, args: Json) -> Json:
    return {"ok": True, "channel": channel_json(place(work, args, joined=False))}


@method("conversations.open", "im:write", "mpim:write")
def open_direct(work: Workspace, args: Json) -> Json:
    users = args.get("users") or ""
    user = work.users.get(users if isinstance(users, str) else ",".join(users))
    if user is None:
        raise Refused("user_not_found")
    return {"ok": True, "channel": {"id": work.direct(user).id}}


# people and the rest


@method("users.info", "users:read")
def user_info(work: Workspace, args: Json) -> Json:
    user = work.users.get(str(args.get("user")))
    if user is None:
        raise Refused("user_not_found")
    return {"ok": True, "user": user_json(work, user)}


@method("usergroups.list", "usergroups:read")
def groups(work: Workspace, args: Json) -> Json:
    hidden = () if args.get("include_users") else ("users",)
    shown = [{name: value for name, value in each.items() if name not in hidden} for each in work.groups]
    return {"ok": True, "usergroups": shown}


@method("usergroups.users.list", "usergroups:read")
def group_members(work: Workspace, args: Json) -> Json:
    found = next((each for each in work.groups if each["id"] == args.get("usergroup")), None)
    if found is None:
        raise Refused("no_such_subteam")
    return {"ok": True, "users": list(found["users"])}


@method("auth.test")
def who_am_i(work: Workspace, args: Json) -> Json:
    return {
        "ok": True,
        "url": f"https://{work.domain}.slack.test/",
        "team": work.domain.title(),
        "team_id": work.team,
        "user": work.users[work.bot_user].name,
        "user_id": work.bot_user,
        "bot_id": work.bot,
        "is_enterprise_install": False,
    }


@method("api.test", token="none")
def echo(work: Workspace, args: Json) -> Json:
    if args.get("error"):
        raise Refused(str(args["error"]), args=args)
    return {"ok": True, "args": args}
