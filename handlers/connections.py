"""The two ways in for Slack's requests: Socket Mode and HTTP."""

import socket
from typing import Any, Protocol

import websocket
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from desk.messenger import Unclear, Unreachable
from handlers.web_api import call

PING_SECONDS = 10.0
HANDSHAKE_SECONDS = 10
MOST_BODY = 1_000_000  # bytes of a request; Slack's own stay far below


class Connection(Protocol):
    """A way in for Slack's requests."""

    def close(self) -> None: ...


class SocketConnection:
    """Socket Mode: no public address needed. The library connects anew by itself after most troubles.

    `heard` grows with everything that comes in, pongs included: a line on which it stands still is dead.
    """

    def __init__(self, app: App, app_token: str, url: str, ping_seconds: float) -> None:
        self.heard = 0
        self._handler = SocketModeHandler(app, app_token, ping_interval=ping_seconds)
        self._handler.client.wss_uri = url
        self._handler.client.on_open_listeners.append(self._opened)
        self._handler.client.on_message_listeners.append(self._hear)
        self._handler.connect()  # type: ignore[no-untyped-call]

    @classmethod
    def open(cls, app: App, app_token: str, ping_seconds: float = PING_SECONDS) -> "SocketConnection":
        """Raises the messenger's errors where Slack cannot be reached or refuses the app token."""
        return cls(app, app_token, _address(app.client, app_token), ping_seconds)

    def _opened(self, line: websocket.WebSocketApp) -> None:
        line.on_pong = self._hear
        self._hear()

    def _hear(self, *_: object) -> None:
        self.heard += 1

    def close(self) -> None:
        """Takes up to ten seconds: the library looks up from its socket no sooner."""
        self._handler.close()  # type: ignore[no-untyped-call]


class HttpConnection:
    """HTTP mode: Slack calls /slack/events at a public address; every request's signature is checked."""

    def __init__(self, app: App, port: int) -> None:
        """Raises OSError where the port is taken."""
        from slack_bolt.adapter.wsgi import SlackRequestHandler
        from waitress.server import create_server

        self._closing = False
        everywhere = "0.0.0.0"  # noqa: S104 - Slack must reach it, mostly through a proxy on another machine
        listening = socket.create_server((everywhere, port))
        self.port = int(listening.getsockname()[1])
        self._server: Any = create_server(
            SlackRequestHandler(app), sockets=[listening], threads=8, max_request_body_size=MOST_BODY
        )

    def serve(self) -> None:
        """Serves until close(); blocks."""
        try:
            self._server.run()
        except OSError:  # close() takes the socket away while the server waits for it
            if not self._closing:
                raise

    def close(self) -> None:
        self._closing = True
        self._server.close()


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
