"""The fake Slack's Socket Mode: sends envelopes to an open socket and waits for their acknowledgement."""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

from tests.fakes.slack_state import Json, Refused, Workspace


class NotConnected(Exception):
    """No socket is open, so nobody can be told."""


@dataclass(eq=False)
class Delivery:
    """What became of one envelope. `seconds` is the time to the acknowledgement.

    status and raw are set in HTTP mode only; lost says that the socket went away first; error is what
    Slack would have had against the answer.
    """

    envelope: Json
    acked: bool = False
    payload: Json = field(default_factory=dict)
    seconds: float = 0.0
    lost: bool = False
    status: int = 0
    raw: str = ""
    error: str = ""
    sent: float = field(default_factory=time.monotonic)
    then: Callable[[Delivery], None] | None = None
    _done: threading.Event = field(default_factory=threading.Event)

    def wait(self, timeout: float) -> Delivery:
        self._done.wait(timeout)
        return self

    def finish(self, *, acked: bool, payload: Json | None = None) -> None:
        self.seconds = time.monotonic() - self.sent
        self.acked, self.payload = acked, payload or {}
        self.lost = not acked and not self.status
        try:
            if acked and self.then:
                self.then(self)
        except Refused as refused:
            self.error = str(refused)
        self._done.set()


class Sockets:
    """The websocket half: tickets, hello, envelopes, acknowledgements, cuts and refusals."""

    def __init__(self, work: Workspace) -> None:
        self.work = work
        self.refusals = 0
        self.handshakes = 0
        self.refused = 0
        self._tickets: set[str] = set()
        self._open: list[ServerConnection] = []
        self._leaving: set[ServerConnection] = set()
        self._waiting: dict[str, tuple[Delivery, ServerConnection]] = {}
        self._server = serve(
            self._serve_one,
            "127.0.0.1",
            0,
            process_request=self._greet,
            compression=None,
            ping_interval=None,
            open_timeout=2,
            close_timeout=0.2,
            logger=_silent(),
        )
        self._server.SHUTDOWN_POLLING_INTERVAL = 0.005
        self.port = int(self._server.socket.getsockname()[1])
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.refusals = 1_000_000
        self.cut()
        if self._thread.ident is None:
            self._thread.start()  # shutdown() waits for a loop that ran
        self._server.shutdown()

    def ticket(self) -> str:
        """The URL that apps.connections.open hands out."""
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self.port}/link/?ticket={ticket}&app_id={self.work.app}"

    def _greet(self, connection: ServerConnection, request: Request) -> Response | None:
        self.handshakes += 1
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        if ticket in self._tickets and self.refusals <= 0:
            return None
        self.refusals -= 1
        self.refused += 1
        with self.work.changed:
            self.work.changed.notify_all()
        return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "try later\n")

    def _serve_one(self, connection: ServerConnection) -> None:
        try:
            connection.send(json.dumps(self._hello()))
            self._change(lambda: self._open.append(connection))
            for text in connection:
                self._acknowledge(json.loads(text))
        except ConnectionClosed:
            pass
        finally:
            self._change(lambda: self._forget(connection))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "debug_info": {"host": "applink-fake", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.work.app},
        }

    def _change(self, change: Callable[[], Any]) -> None:
        with self.work.changed:
            change()
            self.work.changed.notify_all()

    def _forget(self, connection: ServerConnection) -> None:
        if connection in self._open:
            self._open.remove(connection)
        self._leaving.discard(connection)
        for key, (delivery, via) in list(self._waiting.items()):
            if via is connection:
                del self._waiting[key]
                delivery.finish(acked=False)

    def _acknowledge(self, answer: Json) -> None:
        with self.work.changed:
            delivery, _ = self._waiting.pop(answer.get("envelope_id", ""), (None, None))
            if delivery:
                delivery.finish(acked=True, payload=answer.get("payload"))
            self.work.changed.notify_all()

    # what tests do

    @property
    def waiting(self) -> int:
        """Envelopes that are sent and not acknowledged."""
        return len(self._waiting)

    @property
    def connected(self) -> list[ServerConnection]:
        """Open sockets that were not asked to leave."""
        with self.work.changed:
            return [each for each in self._open if each not in self._leaving]

    def send(self, kind: str, payload: Json, then: Any = None, **more: Any) -> Delivery:
        """One envelope to any one open socket."""
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            **more,
        }
        with self.work.changed:
            if not self.connected:
                raise NotConnected(f"no socket is open, so {kind} cannot be sent: see wait_connected()")
            connection = self.work.random.choice(self.connected)
            delivery = Delivery(envelope, then=then)
            self._waiting[envelope["envelope_id"]] = (delivery, connection)
            self.work.changed.notify_all()
        try:
            connection.send(json.dumps(envelope))
        except ConnectionClosed:
            self._change(lambda: self._forget(connection))
        return delivery

    def say_goodbye(self, reason: str = "refresh_requested") -> None:
        """The polite "disconnect": the client is expected to open a new socket and leave this one."""
        message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}}
        for connection in self.connected:
            self._change(partial(self._leaving.add, connection))
            connection.send(json.dumps(message))

    def freeze(self) -> None:
        """Every open socket stays open and falls silent: no pongs, no envelopes, as behind a bad firewall."""
        for connection in self.connected:
            connection.protocol.send_frame = lambda frame: None  # type: ignore[method-assign]

    def cut(self) -> None:
        """Drop every connection without a closing handshake."""
        with self.work.changed:
            connections, self._open = self._open, []
            for connection in connections:
                self._forget(connection)
            self.work.changed.notify_all()
        for connection in connections:
            connection.close_socket()


def _silent() -> logging.Logger:
    logger = logging.getLogger("tests.fakes.slack_socket")
    logger.setLevel(logging.CRITICAL)
    return logger
