"""Answers asked again by a button: the next page for the person, or the same for everybody in the channel."""

import logging

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from desk import audit, messenger
from handlers import blocks as b
from handlers import commands, pages
from handlers.actions import actor
from handlers.channels import Channels
from handlers.counter import Counter
from handlers.faults import guarded
from handlers.private import Answer, Body, place_of, say, tell
from handlers.web_api import call

log = logging.getLogger(__name__)

_JOIN = "Heedline is not in this channel, so it cannot post here. Type /invite @heedline, then press again."
_OUTSIDE = (
    "People of another organisation read this channel, and complaints are not for them. Nothing was shared."
)
_DIRECT = "D"  # begins the id of a talk between two


class NotShared(Exception):
    """`str()` says to the person why, and what to do."""


def register(app: App, counter: Counter, channels: Channels) -> None:
    """The buttons under an answer."""

    @guarded
    def turn(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        words, page = _asked(body)
        tell(_again(counter, body, words, page), body, respond, client, in_place=True)

    @guarded
    def share(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        words, page = _asked(body)
        answer = _again(counter, body, words, page)
        counter.shown(actor(body), audit.SHARED, f"the answer to /heed {words[0]} in {place_of(body)}")
        try:
            _post(client, channels, place_of(body), str(body["user"]["id"]), words, answer)
        except NotShared as problem:
            return tell(say(str(problem)), body, respond, client)
        shared = [*pages.without_buttons(answer.blocks), b.context("Shared in this channel.")]
        tell(Answer(text=answer.text, blocks=shared), body, respond, client, in_place=True)

    for action in (pages.PREVIOUS, pages.NEXT):
        app.action(action)(turn)
    app.action(pages.SHARE)(share)


def _asked(body: Body) -> tuple[list[str], int]:
    words, page = pages.asked(str(body["actions"][0]["value"]))
    if not words or words[0] not in commands.SHOWING:
        raise ValueError("a button that asks for an act")
    return words, page


def _again(counter: Counter, body: Body, words: list[str], page: int) -> Answer:
    """As the person who pressed: a list of one's own cases is theirs."""
    return commands.run(counter.serving(actor(body), page), words)


def _post(
    client: WebClient, channels: Channels, channel: str | None, person: str, words: list[str], answer: Answer
) -> None:
    if channel is None:
        raise NotShared(
            "Slack does not say which channel this is. Type the command there, and share it there."
        )
    command = b.shorten(f"/heed {' '.join(words)}", 200)
    who = b.rich(b.line(b.person(person), b.words(" shared "), b.words(command, code=True)))
    try:
        if not channel.startswith(_DIRECT) and channels.shared(channel, anew=True):
            raise NotShared(_OUTSIDE)
        call(
            client.chat_postMessage,
            channel=channel,
            text=answer.text,
            blocks=[who, *pages.without_buttons(answer.blocks)],
            unfurl_links=False,
            unfurl_media=False,
        )
    except messenger.ChannelGone as error:
        archived = str(error) == "is_archived"
        raise NotShared("This channel is archived. Nothing was shared." if archived else _JOIN) from None
    except messenger.Busy:
        raise NotShared("Slack asks to wait a little. Nothing was shared; press again in a minute.") from None
    except messenger.Unclear as error:
        told = "Slack gave no clear answer, so this may have been shared or not: look before you press again."
        log.warning("sharing an answer: %s", error)
        raise NotShared(told) from None
    except messenger.Unsendable as error:
        log.warning("an answer could not be shared (%s)", error)
        raise NotShared(f"Slack did not take it ({error}). Nothing was shared.") from None
