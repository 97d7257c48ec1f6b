"""What the fake Slack remembers: people, channels, messages, views; one lock, one condition, one clock."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
SCOPES = (
    *(
        "chat:write",
        "commands",
        "app_mentions:read",
        "im:write",
        "users:read",
        "usergroups:read",
        "files:write",
        "links:read",
        "links:write",
    ),
    *("channels:history", "groups:history", "im:history", "channels:read", "groups:read", "im:read"),
)


class Refused(Exception):
    """The answer {"ok": false, "error": ...}."""

    def __init__(self, error: str, **further: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **further}


class Slower(Exception):
    """The answer 429."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


@dataclass(eq=False)
class User:
    id: str
    name: str
    tz: str = "America/New_York"
    is_bot: bool = False
    team: str = ""  # of another organisation


@dataclass(eq=False)
class Message:
    """One message for its life; `edits` holds the earlier versions as {"text", "blocks", ...}."""

    channel: str
    ts: str
    text: str
    blocks: list[Json]
    user: str
    metadata: Json | None = None
    thread_ts: str | None = None
    reply_broadcast: bool = False
    attachments: list[Json] = field(default_factory=list)
    options: Json = field(default_factory=dict)
    edits: list[Json] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(eq=False)
class Ephemeral:
    """What one person alone was shown; `via` is api, ack or response_url."""

    channel: str
    user: str
    ts: str
    text: str
    blocks: list[Json]
    via: str
    thread_ts: str | None = None


@dataclass(eq=False)
class Channel:
    id: str
    name: str
    kind: str = "public"  # public, private or im
    member: bool = True
    archived: bool = False
    shared: bool = False
    pending: bool = False  # another organisation is invited
    user: str | None = None
    messages: list[Message] = field(default_factory=list)


@dataclass(eq=False)
class View:
    """A modal or a Home tab: `body` is what the bot last sent, `answers` what the person filled in."""

    id: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    open: bool = True
    answers: dict[tuple[str, str], Json] = field(default_factory=dict)
    earlier: list[Json] = field(default_factory=list)

    @property
    def type(self) -> str:
        return str(self.body["type"])

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks") or [])

    @property
    def callback_id(self) -> str:
        return str(self.body.get("callback_id") or "")


@dataclass(eq=False)
class ResponseUrl:
    """Where `respond()` posts to: five times within 30 minutes."""

    user: str
    channel: str
    born: float
    origin: Message | Ephemeral | None = None
    left: int = 5


@dataclass(eq=False)
class Trigger:
    user: str
    born: float
    used: bool = False


class Workspace:
    """All state. Hold `changed` to read or write more than one thing; it is notified at every change."""

    team, app, bot, bot_user, domain = "T0FAKE", "A0FAKE", "B0FAKE", "U0BOT", "fake"

    def __init__(self, seed: int = 0) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.random = random.Random(seed)
        self.strict, self.allowed_pings = True, frozenset[str]()
        self.scopes: Collection[str] = SCOPES
        self.pace: float | None = None
        self.too_fast = 0
        self.token_error = ""
        self.problems: list[str] = []
        self.users: dict[str, User] = {}
        self.groups: list[Json] = []
        self.channels: dict[str, Channel] = {}
        self.ephemerals: list[Ephemeral] = []
        self.views: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.responses: list[Json] = []
        self.last_post: dict[str, float] = {}
        self._count, self._last_ts, self._ahead = 0, 0, 0.0
        self.add_user("heedline", id=self.bot_user, is_bot=True)

    # time

    def advance(self, seconds: float) -> None:
        """Let triggers, response URLs, timestamps and the pace believe that time has passed."""
        with self.changed:
            self._ahead += seconds

    def now(self) -> float:
        return time.time() + self._ahead

    def next_ts(self) -> str:
        with self.changed:
            self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def next_id(self, letter: str) -> str:
        with self.changed:
            self._count += 1
            return f"{letter}0{self._count:06d}"

    def token(self, length: int = 24) -> str:
        with self.changed:
            return f"{self.random.getrandbits(length * 4):0{length}x}"

    def wait_for(self, predicate: Callable[[], Any], timeout: float, what: str) -> Any:
        with self.changed:
            found = self.changed.wait_for(predicate, timeout)
        if not found:
            raise TimeoutError(f"waited {timeout:g} s in vain for {what}")
        return found

    # people and places

    def add_user(self, name: str, **more: Any) -> User:
        with self.changed:
            user = User(id=more.pop("id", None) or self.next_id("U"), name=name, **more)
            self.users[user.id] = user
            return user

    def user(self, ref: str | User) -> User:
        """A person by id or name; an unknown name becomes a new person."""
        if isinstance(ref, User):
            return ref
        with self.changed:
            named = next((each for each in self.users.values() if each.name == ref), None)
            return self.users.get(ref) or named or self.add_user(ref)

    def add_group(self, handle: str, members: Iterable[str | User] = ()) -> Json:
        with self.changed:
            users = [self.user(each).id for each in members]
            group: Json = {"id": self.next_id("S"), "handle": handle, "name": handle, "users": users}
            self.groups.append(group)
            return group

    def add_channel(self, name: str, **more: Any) -> Channel:
        with self.changed:
            kind = more.get("kind", "public")
            letter = {"public": "C", "private": "G", "im": "D"}[kind]
            channel = Channel(id=more.pop("id", None) or self.next_id(letter), name=name, **more)
            self.channels[channel.id] = channel
            return channel

    def find_channel(self, ref: str) -> Channel | None:
        """By id, by #name, or by @person or a user id for the direct messages with that person."""
        with self.changed:
            if ref in self.channels:
                return self.channels[ref]
            if ref in self.users or ref.startswith("@"):
                return self.direct(self.user(ref.removeprefix("@")))
            name = ref.removeprefix("#")
            return next((each for each in self.channels.values() if each.name == name), None)

    def direct(self, user: User) -> Channel:
        with self.changed:
            known = (each for each in self.channels.values() if each.user == user.id)
            return next(known, None) or self.add_channel(user.name, kind="im", user=user.id)

    def find_message(self, channel: str, ts: str) -> Message | None:
        with self.changed:
            place = self.channels.get(channel)
            return next((each for each in place.messages if each.ts == ts), None) if place else None

    # ids that Slack gives out

    def with_ids(self, blocks: list[Json]) -> list[Json]:
        """Blocks as Slack hands them back: with a block_id each and an action_id for each element."""
        done = []
        for block in blocks:
            block = {"block_id": self.token(5), **block}
            for name in ("elements", "accessory", "element"):
                if name in block and block["type"] in ("actions", "section", "input", "context_actions"):
                    block[name] = self._named(block[name])
            done.append(block)
        return done

    def _named(self, element: Any) -> Any:
        if isinstance(element, list):
            return [self._named(each) for each in element]
        return element if element.get("type") == "image" else {"action_id": self.token(5), **element}

    def new_trigger(self, user: str) -> str:
        with self.changed:
            key = f"{self.random.randrange(10**12)}.{self.random.randrange(10**12)}.{self.token(32)}"
            self.triggers[key] = Trigger(user, self.now())
            return key

    def use_trigger(self, key: str) -> Trigger:
        """A trigger serves once and for three seconds."""
        with self.changed:
            trigger = self.triggers.get(key)
            if trigger is None:
                raise Refused("invalid_trigger_id")
            if trigger.used:
                raise Refused("exchanged_trigger_id")
            if self.now() - trigger.born > 3:
                raise Refused("expired_trigger_id")
            trigger.used = True
            return trigger
