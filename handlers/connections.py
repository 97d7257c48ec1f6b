"""The two ways in for Slack's requests: Socket Mode and HTTP."""

import socket
import threading
from collections.abc import Callable
from typing import Any, Protocol

import websocket
from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.interval_runner import IntervalRunner
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.websocket_client import SocketModeClient

from desk.messenger import Unclear, Unreachable
from handlers.web_api import call

PING_SECONDS = 10.0
HANDSHAKE_SECONDS = 10
MOST_BODY = 1_000_000  # bytes of a request; Slack's own stay far below


class Connection(Protocol):
    """A way in for Slack's requests."""

    def close(self) -> None: ...


class SocketConnection:
    """One socket of Socket Mode, which needs no public address. It is not opened anew when it ends.

    `heard` grows with everything that comes in, pongs included: a line on which it stands still is dead.
    `leaving` is set when Slack asks to move to another socket, as it does routinely, `closed` when the line
    is cut; `wake` is called at both, and at the first word.
    """

    def __init__(
        self, app: App, app_token: str, url: str, ping_seconds: float, wake: Callable[[], None]
    ) -> None:
        self.heard = 0
        self.leaving = self.closed = False
        self._settled = threading.Event()  # the handshake is over, one way or the other
        self._app, self._wake = app, wake
        self._session = _Session(self._asked_to_leave, app, app_token, ping_seconds)
        self._session.wss_uri = url
        self._session.on_open_listeners.append(self._opened)
        self._session.on_message_listeners.append(self._hear)
        self._session.on_close_listeners.append(self._cut)
        self._session.socket_mode_request_listeners.append(self._serve)
        self._session.connect()

    @classmethod
    def open(
        cls,
        app: App,
        app_token: str,
        wake: Callable[[], None] = lambda: None,
        ping_seconds: float = PING_SECONDS,
    ) -> "SocketConnection":
        """Raises the messenger's errors where Slack cannot be reached or refuses the app token."""
        return cls(app, app_token, _address(app.client, app_token), ping_seconds, wake)

    def _serve(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        answer = run_bolt_app(self._app, request)
        send_response(client, request, answer, 0.0)  # the last is a time of start, for a line of debugging

    def _opened(self, line: websocket.WebSocketApp) -> None:
        line.on_pong = self._hear
        self._settled.set()
        self._hear()
        self._wake()

    def _hear(self, *_: object) -> None:
        self.heard += 1

    def _asked_to_leave(self) -> None:
        self.leaving = True
        self._wake()

    def _cut(self, *_: object) -> None:
        self._session.current_session = None  # or the library would try the same address again
        self.closed = True
        self._settled.set()
        self._wake()

    def close(self) -> None:
        """Returns at once; the library may look up from its socket only after ten seconds."""
        threading.Thread(target=self._end, name="closing a socket", daemon=True).start()

    def _end(self) -> None:
        self._settled.wait(HANDSHAKE_SECONDS)  # closed in its midst, the library would lose the socket open
        self._session.close()


class _Session(SocketModeClient):
    """The library's client for one session; whoever holds it decides about the next.

    Left to itself it closes the old socket before it opens the new one, and after one in eight of Slack's
    routine requests to move (measured) no click arrives for ten seconds.
    """

    def __init__(self, leave: Callable[[], None], app: App, app_token: str, ping_seconds: float) -> None:
        self._leave = leave
        super().__init__(
            app_token=app_token,
            logger=app.logger,
            web_client=app.client,
            ping_interval=ping_seconds,
            auto_reconnect_enabled=False,
        )

    def connect(self) -> None:
        """At once; the library's own runner would look for the session only half a second later."""
        self.current_session_runner.shutdown()  # type: ignore[no-untyped-call]
        super().connect()
        self.current_session_runner = IntervalRunner(self._run_current_session, 0.5).start()

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        self._leave()


class HttpConnection:
    """HTTP mode: Slack calls /slack/events at a public address; every request's signature is checked."""

    def __init__(self, app: App, port: int) -> None:
        """Raises OSError where the port is taken."""
        from slack_bolt.adapter.wsgi import SlackRequestHandler
        from waitress.server import create_server

        self._lock, self._ended, self._closing = threading.Lock(), threading.Event(), False
        everywhere = "0.0.0.0"  # noqa: S104 - Slack must reach it, mostly through a proxy on another machine
        listening = socket.create_server((everywhere, port))
        self.port = int(listening.getsockname()[1])
        self._server: Any = create_server(
            SlackRequestHandler(app), sockets=[listening], threads=8, max_request_body_size=MOST_BODY
        )

    def serve(self) -> None:
        """Serves until close(); blocks."""
        server = self._server
        while not self._closing:
            server.asyncore.loop(timeout=1, map=server._map, count=1)
        with self._lock:
            server.task_dispatcher.shutdown(timeout=1)
            for channel in list(server.active_channels.values()):
                channel.handle_close()
            server.close()
            self._ended.set()

    def close(self) -> None:
        """Takes up to two seconds, for requests that are being answered."""
        with self._lock:
            if not self._ended.is_set():
                self._closing = True
                self._server.pull_trigger()
        self._ended.wait(2)


def try_socket(client: WebClient, app_token: str) -> None:
    """Opens a socket and closes it: what a firewall that knows only web pages does not let through.

    Slack may hand a click to it in that moment; the person would have to click again.
    """
    try:
        websocket.create_connection(_address(client, app_token), timeout=HANDSHAKE_SECONDS).close()
    except websocket.WebSocketException as error:
        raise Unreachable(f"no websocket comes about: {type(error).__name__}") from None


def _address(client: WebClient, app_token: str) -> str:
    url = call(client.apps_connections_open, app_token=app_token).get("url")
    if not isinstance(url, str):
        raise Unclear("no address to connect to")
    return url
