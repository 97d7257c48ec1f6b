"""The Bolt app: listeners registered, errors told to the person who clicked, Socket Mode or HTTP."""

import logging
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient

from handlers import actions, commands
from handlers.counter import Counter

log = logging.getLogger(__name__)

COMMAND = "/heed"
LISTENER_THREADS = 24  # Bolt's own default of 5 leaves clicks unanswered while five listeners work
PING_SECONDS = 10


class Connection(Protocol):
    """A way in for Slack's requests."""

    def close(self) -> None: ...


def build_app(client: WebClient, counter: Counter, signing_secret: str | None = None) -> App:
    """The app with every listener. Without a signing secret only Socket Mode may serve it."""
    app = App(
        client=client,
        signing_secret=signing_secret or secrets.token_hex(16),
        request_verification_enabled=signing_secret is not None,
        token_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS, thread_name_prefix="listener"),
        logger=logging.getLogger("slack_bolt.heedline"),
    )
    actions.register(app, counter)
    _register_commands(app, counter)
    app.error(_apologise)
    return app


def _register_commands(app: App, counter: Counter) -> None:
    @app.command(COMMAND)
    def heed(ack: Ack, command: Mapping[str, Any], respond: Respond) -> None:
        ack()
        made = commands.answer(counter, str(command.get("text") or ""))
        actions.tell(respond, made.text, made.blocks)

    @app.action("list_previous")
    @app.action("list_next")
    def turn_page(ack: Ack, body: Mapping[str, Any], respond: Respond) -> None:
        ack()
        made = commands.list_answer(counter, max(1, int(body["actions"][0]["value"])))
        respond(text=made.text, blocks=made.blocks, response_type="ephemeral", replace_original=True)


def _apologise(error: Exception, body: Mapping[str, Any], respond: Respond) -> BoltResponse | None:
    """Tells the person who acted, with a reference that stands in the log too."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(
            status=200, body=""
        )  # a link button, or a click on something older than this version
    reference = secrets.token_hex(3)
    log.error("a click or command failed (reference %s)", reference, exc_info=error)
    if body.get("response_url"):
        text = f"That did not work, and the fault is ours. The case was not changed. Reference for your operator: {reference}"
        actions.tell(respond, text)
    return None


class SocketConnection:
    """Socket Mode: no public address needed."""

    def __init__(self, app: App, app_token: str) -> None:
        self._handler = SocketModeHandler(app, app_token, ping_interval=PING_SECONDS)
        self._handler.client.web_client.timeout = 10

    def open(self) -> None:
        """Connects; raises what the Web API raises where Slack cannot be reached or refuses the app token."""
        self._handler.connect()  # type: ignore[no-untyped-call]

    @property
    def is_open(self) -> bool:
        return bool(self._handler.client.is_connected())

    def close(self) -> None:
        self._handler.close()  # type: ignore[no-untyped-call]


class HttpConnection:
    """HTTP mode: Slack calls /slack/events at a public address; every request's signature is checked."""

    def __init__(self, app: App, port: int) -> None:
        from slack_bolt.adapter.wsgi import SlackRequestHandler
        from waitress.server import create_server

        self._server: Any = create_server(SlackRequestHandler(app), host="0.0.0.0", port=port, threads=8)  # noqa: S104

    def serve(self) -> None:
        """Serves until close(); blocks."""
        self._server.run()

    def close(self) -> None:
        self._server.close()
