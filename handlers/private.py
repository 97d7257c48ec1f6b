"""A private word to the person who clicked or typed, by whatever way still reaches them."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from desk.messenger import MessengerError
from handlers import blocks as b
from handlers.web_api import call

log = logging.getLogger(__name__)

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one person is told: blocks, and in `text` the same for notifications, made safe already."""

    text: str
    blocks: list[b.Block]


def say(text: str) -> Answer:
    """A sentence, shown letter for letter."""
    return Answer(text=b.escape(text), blocks=[b.rich(b.line(b.words(text)))])


def tell(answer: Answer, body: Body, respond: Respond, client: WebClient, *, in_place: bool = False) -> None:
    """Shows an answer to nobody but the person who acted; never raises.

    The response URL serves first (it works in channels the bot is not in), then a message only they see, then
    a direct message. `in_place` replaces the private message that was clicked on.
    """
    if body.get("response_url") and _by_url(respond, answer, in_place):
        return
    person, channel = _person(body), place_of(body)
    content = {"text": answer.text, "blocks": answer.blocks}
    if channel and _sent(client.chat_postEphemeral, channel=channel, user=person, **content):
        return
    if not _sent(client.chat_postMessage, channel=person, **content):
        log.error("an answer reached nobody: neither privately in the channel nor as a direct message")


def _by_url(respond: Respond, answer: Answer, in_place: bool) -> bool:
    try:
        reply = respond(
            text=answer.text, blocks=answer.blocks, response_type="ephemeral", replace_original=in_place
        )
    except (OSError, HTTPException, ValueError) as error:
        log.warning("a response URL did not serve (%s)", type(error).__name__)
        return False
    if reply.status_code != 200:
        log.warning("a response URL did not serve (HTTP %s)", reply.status_code)
    return bool(reply.status_code == 200)


def _sent(method: Callable[..., Any], **arguments: Any) -> bool:
    try:
        call(method, **arguments)
    except MessengerError as error:
        log.warning("a private message was not taken (%s)", error)
        return False
    return True


def _person(body: Body) -> str:
    user = body.get("user") or {}
    event = body.get("event") or {}
    return str(body.get("user_id") or user.get("id") or event.get("user") or "")


def place_of(body: Body) -> str | None:
    """Where the person is: of a command, of the message clicked on, or where the form was opened from."""
    place = (body.get("container") or {}).get("channel_id") or body.get("channel_id")
    return place or _of_form(body.get("view") or {}).get("channel")


def _of_form(view: Body) -> Body:
    try:
        context = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return context if isinstance(context, dict) else {}
