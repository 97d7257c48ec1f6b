"""The Messenger that talks to Slack: posts, changes and finds messages."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from desk import messenger
from desk.digest import Digest
from desk.messenger import CardContent, Content
from handlers import blocks as b
from handlers import cards, case_story, digest_card
from handlers.channels import Channels, paged
from handlers.web_api import call
from triage.model import CaseEvent, Receipt

EVENT_TYPE = "heedline_message"
BROADCAST = frozenset({"overdue", "reopen", "escalate", "approval_waits"})  # acts that need new eyes


class SlackMessenger:
    """Sends cards, notes, digests and notices through one WebClient."""

    def __init__(self, client: WebClient, zone: str, channels: Channels | None = None) -> None:
        self._client, self._zone = client, zone
        self._channels = channels or Channels(client)

    def post(
        self, key: tuple[str, str], content: Content, channel: str, *, thread: Receipt | None, plain: bool
    ) -> Receipt:
        """Posts once. A note that needs new eyes is shown in the channel as well."""
        self._channels.must_be_ours(thread.channel if thread else channel)
        text, blocks = render(content, self._zone, plain=plain)
        extra: dict[str, Any] = {}
        if thread is not None:
            broadcast = isinstance(content, CaseEvent) and (content.act in BROADCAST or bool(content.notify))
            extra = {"thread_ts": thread.ts, "reply_broadcast": broadcast}
        answer = call(
            self._client.chat_postMessage,
            channel=thread.channel if thread else channel,
            text=text,
            blocks=blocks,
            metadata=_metadata(key),
            unfurl_links=False,
            unfurl_media=False,
            **extra,
        )
        receipt = _receipt(answer)
        if thread is None:
            self._channels.learn(channel, receipt.channel)
        return receipt

    def change(self, key: tuple[str, str], content: Content, receipt: Receipt, *, plain: bool) -> Receipt:
        """Redraws a message in place; nobody is pinged by a change."""
        self._channels.must_be_ours(receipt.channel)
        text, blocks = render(content, self._zone, plain=plain)
        call(
            self._client.chat_update,
            channel=receipt.channel,
            ts=receipt.ts,
            text=text,
            blocks=blocks,
            metadata=_metadata(key),
        )
        return receipt

    def find(
        self, key: tuple[str, str], channel: str, since: datetime, *, thread: Receipt | None
    ) -> Receipt | None:
        """Looks through what was posted since then, 4,000 messages at most, for our own mark."""
        place: dict[str, Any] = {"oldest": f"{since.timestamp():.6f}", "include_all_metadata": True}
        method: Callable[..., Any] = self._client.conversations_history
        if thread is not None:
            method = self._client.conversations_replies
            place |= {"channel": thread.channel, "ts": thread.ts}
        else:
            place["channel"] = self._channels.id_of(channel)
        for message in paged(method, "messages", place):
            if _carries(message, key):
                return Receipt(channel=place["channel"], ts=message["ts"])
        return None


def render(content: Content, zone: str, *, plain: bool = False) -> tuple[str, list[b.Block]]:
    """Fallback text and blocks of anything the desk sends.

    `plain` is the form that no block rule can refuse; the rich one is then not even drawn.
    """
    match content:
        case CardContent():
            text = cards.fallback(content.case)
            return text, cards.plain_card(content) if plain else cards.card(content, zone)
        case Digest():
            text = digest_card.fallback(content)
            return text, _plain(text) if plain else digest_card.digest_card(content)
        case CaseEvent():
            text, blocks = case_story.note(content, zone)
            return text, _plain(text) if plain else blocks
        case _:
            told = b.shorten(content, 2000)
            rich = [b.rich(b.line(b.emoji("wrench"), b.words(f" {told}")))]
            return b.escape(b.shorten(content, 300)), _plain(told) if plain else rich


def _plain(text: str) -> list[b.Block]:
    return [{"type": "section", "text": b.plain(text)}]


def _metadata(key: tuple[str, str]) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"kind": key[0], "ref": key[1]}}


def _carries(message: Mapping[str, Any], key: tuple[str, str]) -> bool:
    metadata = message.get("metadata") or {}
    return bool(
        metadata.get("event_type") == EVENT_TYPE
        and metadata.get("event_payload") == {"kind": key[0], "ref": key[1]}
    )


def _receipt(answer: Mapping[str, Any]) -> Receipt:
    try:
        return Receipt(channel=str(answer["channel"]), ts=str(answer["ts"]))
    except KeyError:
        raise messenger.Unclear("an answer without channel and ts") from None
