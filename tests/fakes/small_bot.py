"""A small real Bolt app for the tests of the fake Slack: a card, a modal, a Home tab, a mention."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltRequest
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from tests.fakes.block_examples import (
    actions,
    asked,
    button,
    line,
    modal,
    option,
    section,
    select,
)
from tests.fakes.slack import FakeSlack

Json = dict[str, Any]
CASE = {"event_type": "case", "event_payload": {"id": "41"}}
SNOOZE = select(action_id="snooze", options=[option("2h", "Two hours"), option("1d", "A day")])
REASON = {**line(action_id="why"), "block_id": "reason"}


def card(*more: Json) -> Json:
    blocks = [section("Nine hours in the ER"), actions(button(value="41"), SNOOZE, *more)]
    return {"text": "Nine hours in the ER", "blocks": blocks, "metadata": CASE}


def small_app(slack: FakeSlack) -> App:
    """A command, a card with a button and a menu, a modal, a Home tab, a mention."""
    client = WebClient(token=slack.bot_token, base_url=slack.url)
    app = App(client=client, token_verification_enabled=False, signing_secret=slack.signing_secret)
    app.command("/heed")(_command)
    app.action("claim")(_claim)
    app.action("snooze")(_snooze)
    app.action("refresh")(lambda ack: ack())
    app.action("silent")(lambda: None)
    app.view("why")(_submitted)
    app.view_closed("why")(lambda ack, client, body: _tell(ack, client, body, "closed"))
    app.options("who")(lambda ack, payload: ack(options=[option(payload["value"])]))
    app.shortcut("report")(lambda ack, client, body: _tell(ack, client, body, body["type"]))
    app.event("app_home_opened")(_home)
    app.event("app_mention")(_mention)
    return app


def _tell(ack: Ack, client: WebClient, body: Json, text: str) -> None:
    ack()
    client.chat_postMessage(channel=body["user"]["id"], text=text)


def _command(ack: Ack, command: Json, client: WebClient, respond: Any) -> None:
    text = command["text"]
    if text == "share":
        ack(text="for all", response_type="in_channel")
    elif text == "respond":
        ack()
        client.chat_postMessage(channel=command["channel_id"], text=f"status {respond('hello').status_code}")
    else:
        ack(text=f"you said {text}")


def _claim(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    search = {"type": "external_select", "action_id": "who", "min_query_length": 1}
    person = {**asked(search, optional=True), "block_id": "person"}
    view = modal(REASON, person, callback_id="why", notify_on_close=True)
    client.views_open(trigger_id=body["trigger_id"], view={**view, "private_metadata": body["message"]["ts"]})


def _snooze(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    chosen = body["actions"][0]["selected_option"]["value"]
    where, ts = body["channel"]["id"], body["message"]["ts"]
    client.chat_update(channel=where, ts=ts, text=f"snoozed {chosen}", blocks=[section(f"snoozed {chosen}")])


def _submitted(ack: Ack, view: Json, client: WebClient) -> None:
    why = view["state"]["values"]["reason"]["why"]["value"]
    if why == "no":
        ack(response_action="errors", errors={"reason": "say more"})
    elif why == "more":
        ack(response_action="update", view=modal(section("thanks"), callback_id="why"))
    else:
        ack()
        client.chat_postMessage(channel="#alerts", thread_ts=view["private_metadata"], text=why)


def _home(event: Json, client: WebClient) -> None:
    blocks = [section("open: 3"), actions(button("Refresh", action_id="refresh"))]
    client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


def _mention(event: Json, body: Json, client: WebClient, request: BoltRequest) -> None:
    retry = request.headers.get("x-slack-retry-num", ["0"])[0]
    text = f"{body['event_id']} {event['text']} retry {retry}"
    client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text=text)


def hang_up(handler: SocketModeHandler) -> None:
    """Not handler.close(): that joins a thread which looks up from its socket only every ten seconds."""
    client = handler.client
    client.closed, client.auto_reconnect_enabled = True, False
    for runner in (client.current_session_runner, client.current_app_monitor, client.message_processor):
        runner.event.set()  # else it dials for as long as the tests run
    handler.disconnect()


def posted(slack: FakeSlack, client: WebClient, *more: Json) -> Any:
    ts = client.chat_postMessage(channel="#alerts", **card(*more))["ts"]
    return next(each for each in slack.cards("alerts") if each.ts == ts)
