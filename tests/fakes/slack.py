"""A Slack of our own on loopback (Web API, Socket Mode, signed HTTP), for a real bot to run against."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from tests.fakes.block_text import text_of
from tests.fakes.slack_faults import HTML, Fault, Faults, Hang
from tests.fakes.slack_methods import say as put_message
from tests.fakes.slack_people import People
from tests.fakes.slack_signed import HttpAnswer, SignedPosts, signed_post
from tests.fakes.slack_socket import Delivery, NotConnected, Sockets
from tests.fakes.slack_state import (
    Channel,
    Ephemeral,
    Json,
    Message,
    User,
    View,
    Workspace,
)
from tests.fakes.slack_views import home_of, stack_of
from tests.fakes.slack_web import Call, Hook, WebApi

__all__ = [
    "HTML",
    "Call",
    "Channel",
    "Delivery",
    "Ephemeral",
    "FakeSlack",
    "Fault",
    "Hang",
    "HttpAnswer",
    "Message",
    "NotConnected",
    "User",
    "View",
    "text_of",
]

_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy")


class FakeSlack(People):
    """Use it as a context manager and give `slack.env` to the bot.

    channels       the first one is where people type commands; more with add_channel()
    strict         refuse blocks for house rules too, not only for what Slack refuses
    pace           seconds between posts to one channel; faster is answered 429 and counted in too_fast
    allowed_pings  channel, here, everyone: broadcast pings that are no problem
    seed           of ids, of fault chances and of the choice among several sockets

    All acts of people (command, click, select, submit, ...) are inherited from People.
    """

    bot_token, app_token, signing_secret = "xoxb-fake-bot", "xapp-fake-app", "fake-signing-secret"

    def __init__(
        self,
        channels: Iterable[str] = ("alerts",),
        *,
        strict: bool = True,
        pace: float | None = None,
        allowed_pings: Iterable[str] = (),
        seed: int = 0,
    ) -> None:
        self.work = Workspace(seed)
        self.work.strict, self.work.pace = strict, pace
        self.work.allowed_pings = frozenset(allowed_pings)
        self.faults = Faults(seed)
        self.web = WebApi(self.work, self.faults, {"bot": self.bot_token, "app": self.app_token})
        self.sockets = Sockets(self.work)
        self.web.open_socket = self.sockets.ticket
        self.transport: Any = self.sockets
        for name in channels:
            self.add_channel(name)
        self.add_user("maya")

    def __enter__(self) -> FakeSlack:
        self.web.start()
        self.sockets.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.faults.clear()
        self.faults.release_all()
        self.sockets.stop()
        self.web.stop()

    # what the bot needs

    @property
    def url(self) -> str:
        """The base URL of the Web API, with its closing slash."""
        return f"http://127.0.0.1:{self.web.port}/api/"

    @property
    def env(self) -> dict[str, str]:
        """The environment of a bot that talks to this Slack; proxies are cleared."""
        return {
            "SLACK_API_URL": self.url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
        } | dict.fromkeys(_PROXIES, "")

    # setting the stage

    def add_channel(self, name: str, **more: Any) -> Channel:
        """kind= public, private; member=, archived=, shared= (with another organisation), pending=."""
        return self.work.add_channel(name, **more)

    def channel(self, ref: str) -> Channel:
        """By id, name, #name, or @person. Its member, archived and shared may be changed at any time."""
        return self._channel(ref)

    def add_user(self, name: str, **more: Any) -> User:
        return self.work.add_user(name, **more)

    def user(self, ref: str) -> User:
        return self.work.user(ref)

    def add_group(self, handle: str, members: Iterable[str] = ()) -> Json:
        return self.work.add_group(handle, members)

    def say(self, channel: str, text: str, *, user: str = "maya", **more: Any) -> Message:
        """A person writes a message; nobody is told of it (see event())."""
        with self.work.changed:
            return put_message(
                self.work, self._channel(channel), self.work.user(user).id, {"text": text, **more}
            )

    def forget(self, message: Message) -> None:
        """A person deletes a message: chat.update answers message_not_found from now on."""
        with self.work.changed:
            self.work.channels[message.channel].messages.remove(message)
            self.work.changed.notify_all()

    def revoke(self, error: str = "token_revoked") -> None:
        """Every method that needs the bot token answers this error; "" restores it."""
        self.work.token_error = error

    def set_scopes(self, *scopes: str) -> None:
        """What x-oauth-scopes says; methods without a fitting scope answer missing_scope."""
        self.work.scopes = scopes

    def advance(self, seconds: float) -> None:
        """Triggers (3 s), response URLs (30 min), timestamps and the pace see this much time pass."""
        self.work.advance(seconds)

    def use_http(self, url: str, secret: str = "") -> None:
        """From now on people's acts reach the app as signed posts to this request URL."""
        self.transport = SignedPosts(url, secret or self.signing_secret)

    signed_post = staticmethod(signed_post)

    # hooks

    @property
    def on_request(self) -> Hook | None:
        """Called as hook(method, args) before acting; outside the lock."""
        return self.web.on_request

    @on_request.setter
    def on_request(self, hook: Hook | None) -> None:
        self.web.on_request = hook

    @property
    def on_acted(self) -> Hook | None:
        """Called as hook(method, args, answer) after acting, before the reply; outside the lock."""
        return self.web.on_acted

    @on_acted.setter
    def on_acted(self, hook: Hook | None) -> None:
        self.web.on_acted = hook

    # what is to be seen

    @property
    def calls(self) -> list[Call]:
        with self.work.changed:
            return list(self.web.calls)

    def called(self, method: str) -> list[Call]:
        return [each for each in self.calls if each.method == method]

    @property
    def problems(self) -> list[str]:
        """What the block check found in anything that was sent, in order; strict or not."""
        return self.work.problems

    @property
    def too_fast(self) -> int:
        """Posts that were answered 429 because of the pace."""
        return self.work.too_fast

    def messages(self, channel: str = "") -> list[Message]:
        """Everything in a channel, oldest first, replies too; the messages live on as they are updated."""
        with self.work.changed:
            return list(self._channel(channel).messages)

    def cards(self, channel: str = "", event_type: str = "") -> list[Message]:
        """Messages of the bot outside threads that carry metadata, in one channel or in all."""
        with self.work.changed:
            places = [self._channel(channel)] if channel else list(self.work.channels.values())
            every = [each for place in places for each in place.messages]
        mine = [m for m in every if m.metadata and not m.is_reply and m.user == self.work.bot_user]
        return [m for m in mine if event_type in ("", (m.metadata or {})["event_type"])]

    def thread(self, message: Message) -> list[Message]:
        """The replies under a message, oldest first."""
        return [
            each for each in self.messages(message.channel) if each.is_reply and each.thread_ts == message.ts
        ]

    def ephemerals(self, user: str = "") -> list[Ephemeral]:
        """What people alone were shown, oldest first: by the API, by ack() and by respond()."""
        with self.work.changed:
            wanted = self.work.user(user).id if user else ""
            return [each for each in self.work.ephemerals if wanted in ("", each.user)]

    @property
    def responses(self) -> list[Json]:
        """The bodies of accepted posts to response URLs, with user and channel."""
        with self.work.changed:
            return list(self.work.responses)

    def modal(self, user: str = "maya") -> View | None:
        """The modal on top of this person's screen."""
        with self.work.changed:
            return next(iter(stack_of(self.work, self.work.user(user).id)[::-1]), None)

    def home(self, user: str = "maya") -> View | None:
        with self.work.changed:
            return home_of(self.work, self.work.user(user).id)

    text_of = staticmethod(text_of)

    # waiting and sockets

    def wait_for(self, predicate: Callable[[], Any], timeout: float = 5.0, what: str = "a change") -> Any:
        """What `predicate` returns once it is true; it is asked again at every change. TimeoutError."""
        return self.work.wait_for(predicate, timeout, what)

    def wait_connected(self, timeout: float = 5.0, count: int = 1) -> None:
        """At least `count` sockets are open."""
        self.wait_for(lambda: len(self.sockets.connected) >= count, timeout, f"{count} open socket(s)")

    def cut(self) -> None:
        """Drop every socket without a word."""
        self.sockets.cut()

    def freeze(self) -> None:
        """Every socket stays open and falls silent, pongs included; envelopes vanish unacknowledged."""
        self.sockets.freeze()

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every socket politely to leave, as Slack does routinely."""
        self.sockets.say_goodbye(reason)

    def refuse_handshakes(self, times: int = 1) -> None:
        self.sockets.refusals = times
