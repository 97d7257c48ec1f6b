"""The fake Slack's Web API over HTTP: reads a call, lets it meet its fault, acts, answers."""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes import slack_views  # noqa: F401  (registers views.*)
from tests.fakes.block_check import check_message
from tests.fakes.slack_faults import Fault, Faults
from tests.fakes.slack_methods import METHODS, refuse_bad_message, rewrite, say, whispered
from tests.fakes.slack_state import Ephemeral, Json, Message, Refused, ResponseUrl, Slower, Workspace

_AS_JSON = ("blocks", "metadata", "attachments", "view", "file_ids", "unfurls")
_AS_FLAG = (
    *("reply_broadcast", "unfurl_links", "unfurl_media", "mrkdwn", "link_names", "inclusive"),
    *("include_all_metadata", "exclude_archived", "include_users"),
)
_HALF_AN_HOUR = 1800


@dataclass
class Call:
    """One request as it came: `answer` is the JSON, `status` the HTTP status, 0 if none was sent."""

    method: str
    args: Json
    at: float
    status: int = 0
    answer: Any = None
    acted: bool = False


@dataclass
class Reply:
    status: int
    body: Json | str
    headers: dict[str, str] = field(default_factory=dict)


Hook = Callable[..., Any]


class WebApi:
    """The HTTP half.

    `on_request(method, args)` is called before acting, `on_acted(method, args, answer)` after acting and
    before the reply; both outside the lock, so a hook may kill the client or ask the fake anything.
    """

    def __init__(self, work: Workspace, faults: Faults, tokens: dict[str, str]) -> None:
        self.work, self.faults, self.tokens = work, faults, tokens
        self.open_socket: Callable[[], str] | None = None
        self.on_request: Hook | None = None
        self.on_acted: Hook | None = None
        self.calls: list[Call] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.api = self
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()

    def new_response_url(self, user: str, channel: str, origin: Message | Ephemeral | None = None) -> str:
        key = self.work.token()
        with self.work.changed:
            self.work.response_urls[key] = ResponseUrl(user, channel, self.work.now(), origin)
        return f"http://127.0.0.1:{self.port}/respond/{self.work.team}/{key}"

    # one call

    def call(self, method: str, args: Json, secret: str, respond: Callable[[Reply | None], None]) -> None:
        """Everything that happens to one call; `respond(None)` closes the connection without an answer.

        `secret` is the token, or the key of a response URL.
        """
        call = Call(method, args, time.monotonic())
        with self.work.changed:
            self.calls.append(call)
        if self.on_request:
            self.on_request(method, args)
        fault = self.faults.take(method, args)
        reply = self._act(call, secret) if fault is None or fault.acts else None
        reply = self._spoil(fault, reply)
        if reply:
            call.status, call.answer = reply.status, reply.body
        with self.work.changed:
            self.work.changed.notify_all()
        respond(reply)

    def _spoil(self, fault: Fault | None, reply: Reply | None) -> Reply | None:
        if fault is None:
            return reply
        if fault.hang:
            fault.hang.reached.set()
            fault.hang.over.wait()
        if fault.lost:
            return None
        return Reply(fault.status, fault.body, fault.headers) if fault.status else reply

    def _act(self, call: Call, secret: str) -> Reply:
        try:
            with self.work.changed:
                try:
                    reply = self._perform(call.method, call.args, secret)
                    call.acted = True
                finally:
                    self.work.changed.notify_all()
        except Refused as refused:
            reply = Reply(200, refused.answer)
        except Slower as slower:
            headers = {"Retry-After": str(slower.retry_after)}
            reply = Reply(429, {"ok": False, "error": "ratelimited"}, headers)
        if call.acted and self.on_acted:
            self.on_acted(call.method, call.args, reply.body)
        return reply

    def _perform(self, name: str, args: Json, secret: str) -> Reply:
        if name == "response_url":
            return self._respond(args, secret)
        if name == "apps.connections.open":
            return Reply(200, self._connections_open(secret))
        found = METHODS.get(name)
        if found is None:
            raise Refused("unknown_method", req_method=name)
        if found.token == "bot":
            self._check_token(secret)
        if found.scopes and not set(found.scopes) & set(self.work.scopes):
            provided = ",".join(self.work.scopes)
            raise Refused("missing_scope", needed=found.scopes[0], provided=provided)
        return Reply(200, found.act(self.work, args))

    def _check_token(self, token: str) -> None:
        if not token:
            raise Refused("not_authed")
        if token == self.tokens["app"]:
            raise Refused("not_allowed_token_type")
        if token != self.tokens["bot"]:
            raise Refused("invalid_auth")
        if self.work.token_error:
            raise Refused(self.work.token_error)

    def _connections_open(self, token: str) -> Json:
        if token == self.tokens["bot"]:
            raise Refused("not_allowed_token_type")
        if token != self.tokens["app"] or self.open_socket is None:
            raise Refused("invalid_auth" if token else "not_authed")
        return {"ok": True, "url": self.open_socket()}

    # response URLs

    def _respond(self, args: Json, key: str) -> Reply:
        """A post to a response URL: a whisper, a message, or a rewrite of what was clicked on."""
        work = self.work
        url = work.response_urls.get(key)
        if url is None or work.now() - url.born > _HALF_AN_HOUR:
            return Reply(404, "expired_url" if url else "no_such_url")
        if url.left <= 0:
            return Reply(404, "used_url")
        if args.get("delete_original") is not True:
            try:
                refuse_bad_message(work, args)
            except Refused as refused:
                return Reply(400, refused.answer["error"])
        url.left -= 1
        work.responses.append({"user": url.user, "channel": url.channel, **args})
        self._place_response(url, args)
        return Reply(200, "ok")

    def _place_response(self, url: ResponseUrl, args: Json) -> None:
        work, origin = self.work, url.origin
        if args.get("delete_original") and origin:
            gone = work.ephemerals if isinstance(origin, Ephemeral) else work.channels[url.channel].messages
            gone.remove(origin)  # type: ignore[arg-type]
        elif args.get("replace_original") and isinstance(origin, Message):
            rewrite(work, origin, args)
        elif args.get("replace_original") and origin:
            origin.text, origin.blocks = args.get("text") or "", work.with_ids(args.get("blocks") or [])
        else:
            place_answer(work, url.user, url.channel, args, "response_url")


def place_answer(work: Workspace, user: str, channel: str, args: Json, via: str) -> None:
    """An answer to a command or a click: for one person, or for the channel if it says so."""
    if args.get("response_type") == "in_channel":
        say(work, work.channels[channel], work.bot_user, args)
    else:
        whispered(work, channel, user, args, via)


def note_answer(work: Workspace, user: str, channel: str, answer: Json) -> None:
    """The payload of an acknowledged command is shown to the person who typed it."""
    if answer.get("text") or answer.get("blocks"):
        work.problems += check_message(answer, allowed=work.allowed_pings)
        place_answer(work, user, channel, answer, "ack")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    api: WebApi

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news; anything else is a bug of the fake and is printed."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        parts = [each for each in urlsplit(self.path).path.split("/") if each]
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            args = self._read(raw) | dict(parse_qsl(urlsplit(self.path).query))
        except ValueError:
            return self._write(Reply(200, {"ok": False, "error": "invalid_json"}))
        if parts[:1] == ["respond"]:
            return self.server.api.call("response_url", args, parts[-1], self._write)
        bearer = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        token = str(args.pop("token", None) or bearer)
        return self.server.api.call(parts[-1] if parts else "", args, token, self._write)

    do_GET = do_POST

    def _read(self, raw: bytes) -> Json:
        if "json" in (self.headers.get("Content-Type") or ""):
            args: Json = json.loads(raw or b"{}")
        else:
            args = dict(parse_qsl(raw.decode(), keep_blank_values=True))
        for name in _AS_JSON:
            if isinstance(args.get(name), str):
                args[name] = json.loads(args[name])
        for name in _AS_FLAG:
            if name in args:
                args[name] = args[name] in (True, 1, "1", "true", "True")
        return args

    def _write(self, reply: Reply | None) -> None:
        if reply is None:
            self.close_connection = True
            with contextlib.suppress(OSError):  # the client may have gone first
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        page = isinstance(reply.body, str)
        body = str(reply.body).encode() if page else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", "text/html" if page else "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("x-oauth-scopes", ",".join(self.server.api.work.scopes))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""
