"""The Bolt app: listeners registered, errors told to the person who clicked."""

import logging
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient

from handlers import (
    actions,
    commands,
    corrections,
    home_tab,
    make_case,
    more,
    posting,
    replying,
    sharing,
    unfurling,
)
from handlers.channels import Channels
from handlers.counter import Counter
from handlers.faults import guarded, turn_away
from handlers.gate import Gate
from handlers.membership import Membership
from handlers.private import tell
from handlers.verbs import muting
from triage.cleaning import clean_line
from triage.model import Actor

COMMAND = "/heed"
LISTENER_THREADS = 64
"""Each works until its answer is taken: with Bolt's own 5 a few that hang in Slack would keep every click waiting."""


def build_app(
    client: WebClient,
    counter: Counter,
    signing_secret: str | None = None,
    *,
    channels: Channels | None = None,
    members: Membership | None = None,
) -> App:
    """The app with every listener. Without a signing secret only Socket Mode may serve it.

    The token is handed over by `authorize`: Bolt's own way asks auth.test at the first click, which is lost
    where Slack has no answer then, and drops the token where SLACK_CLIENT_ID is set for another program.
    """
    told = logging.getLogger("slack_bolt.heedline")
    told.addFilter(_is_news)
    bot = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=client.token)
    app = App(
        name="heedline",  # without one Bolt reads the source of every file on the stack to find its caller's
        client=_without_token(client),
        authorize=lambda: bot,
        signing_secret=signing_secret or secrets.token_hex(16),
        request_verification_enabled=signing_secret is not None,
        raise_error_for_unhandled_request=True,
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS, thread_name_prefix="listener"),
        logger=told,
    )
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.INFO)  # a wrong secret is no secret
    channels = channels or Channels(client)
    members = members or Membership(client, counter.store, counter.policy, counter.on_work)
    app.use(_behind(Gate(counter=counter, members=members, channels=channels)))
    _hear_of_sharing(app, counter, channels)
    actions.register(app, counter)
    corrections.register(app, counter)
    more.register(app, counter)
    replying.register(app, counter)
    posting.register(app, counter)
    make_case.register(app, counter)
    home_tab.register(app, counter)
    unfurling.register(app, counter, channels)
    sharing.register(app, counter, channels)
    muting.register(app, counter)
    _register_commands(app, counter)
    app.error(turn_away)
    return app


def _behind(gate: Gate) -> Callable[..., Any]:
    """Gives every listener the gate that `guarded` asks; without it a listener serves nobody."""

    def stand(context: BoltContext, next_: Callable[[], BoltResponse]) -> BoltResponse:
        context["gate"] = gate
        return next_()

    return stand


def _hear_of_sharing(app: App, counter: Counter, channels: Channels) -> None:
    """Slack tells when a channel that the bot is in is shared or no longer so: what was known of it is void."""

    @app.event("channel_shared")
    @app.event("channel_unshared")
    def heard(event: Mapping[str, Any]) -> None:
        channels.forget(str(event.get("channel")))
        counter.on_work()


def _is_news(record: logging.LogRecord) -> bool:
    """Bolt warns of SLACK_BOT_TOKEN in the environment, which is where it belongs."""
    return "`token` will be unused" not in str(record.msg)


def _without_token(client: WebClient) -> WebClient:
    return WebClient(base_url=client.base_url, timeout=client.timeout, retry_handlers=[])


def _register_commands(app: App, counter: Counter) -> None:
    @app.command(COMMAND)
    @guarded
    def heed(ack: Ack, body: Mapping[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        person = Actor(id=str(body["user_id"]), name=clean_line(str(body.get("user_name")), 60) or "somebody")
        tell(commands.answer(counter.serving(person), str(body.get("text") or "")), body, respond, client)
