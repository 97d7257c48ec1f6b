"""The Messenger that talks to Slack's Web API, and what its answers mean to us."""

import logging
import urllib.error
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from desk import messenger
from desk.digest import Digest
from desk.messenger import CardContent, Content
from handlers import blocks as b
from handlers import cards, digest_card
from triage.model import CaseEvent, Receipt

log = logging.getLogger(__name__)

TIMEOUT = 15  # seconds a call
EVENT_TYPE = "heedline_message"
PAGE, MOST_PAGES = 200, 20
DEFAULT_RETRY_AFTER = 5.0

REFUSED = frozenset(
    [
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "no_permission",
        "ekm_access_denied",
        "org_login_required",
        "team_access_not_granted",
        "access_denied",
        "not_allowed_token_type",
        "accesslimited",
        "two_factor_setup_required",
    ]
)
CHANNEL_GONE = frozenset(
    [
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_non_threadable_channel",
        "posting_to_channel_denied",
        "channel_is_limited_access",
        "is_inactive",
    ]
)
UNSENDABLE = frozenset(
    [
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "too_many_attachments",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "metadata_too_large",
        "restricted_action_thread_locked",
        "cannot_reply_to_message",
        "thread_not_found",
        "unknown_method",
        "invalid_arguments",
    ]
)
MESSAGE_GONE = frozenset(["message_not_found", "cant_update_message", "edit_window_closed"])


def make_client(token: str, api_url: str | None) -> WebClient:
    """A client that never retries by itself: the outbox does, and knows what may have been sent."""
    base_url = (api_url or WebClient.BASE_URL).rstrip("/") + "/"
    client = WebClient(token=token, base_url=base_url, timeout=TIMEOUT, retry_handlers=[])
    client.retry_handlers.clear()
    return client


def call(method: Callable[..., Any], **arguments: Any) -> Mapping[str, Any]:
    """Calls the Web API; raises one of the messenger's errors and nothing else."""
    try:
        answer: Mapping[str, Any] = method(**arguments).data
        return answer
    except SlackApiError as error:
        raise _meaning(error) from None
    except (urllib.error.URLError, OSError, SlackClientError) as error:
        raise _network_meaning(error) from None
    except ValueError as error:  # an answer that is no JSON
        raise messenger.Unclear(f"an unreadable answer ({type(error).__name__})") from None


def _meaning(error: SlackApiError) -> messenger.MessengerError:
    response = error.response
    status = int(getattr(response, "status_code", 0) or 0)
    data = getattr(response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    code = code if isinstance(code, str) and code.replace("_", "").isalnum() else f"HTTP {status}"
    if status == 429 or code in ("ratelimited", "rate_limited", "message_limit_exceeded"):
        return messenger.Busy("asked to wait", retry_after=_retry_after(getattr(response, "headers", {})))
    if status >= 500:
        return messenger.Unclear(f"HTTP {status}")
    for known, kind in (
        (REFUSED, messenger.Refused),
        (CHANNEL_GONE, messenger.ChannelGone),
        (UNSENDABLE, messenger.Unsendable),
        (MESSAGE_GONE, messenger.MessageGone),
    ):
        if code in known:
            return kind(code)
    return messenger.Unclear(code)


def _retry_after(headers: Mapping[str, Any]) -> float:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            first = value[0] if isinstance(value, list) else value
            try:
                return min(3600.0, max(0.1, float(first)))
            except ValueError:
                return DEFAULT_RETRY_AFTER
    return DEFAULT_RETRY_AFTER


def _network_meaning(error: Exception) -> messenger.MessengerError:
    """A refused connection or an unknown host never saw the message; anything else may have."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, ConnectionRefusedError) or type(cause).__name__ == "gaierror":
        return messenger.Unreachable(type(cause).__name__)
    return messenger.Unclear(type(cause).__name__)


class SlackMessenger:
    """Sends cards, notes, digests and notices through one WebClient."""

    def __init__(self, client: WebClient, zone: str) -> None:
        self._client, self._zone = client, zone
        self._channel_ids: dict[str, str] = {}

    def post(
        self, key: tuple[str, str], content: Content, channel: str, *, thread: Receipt | None, plain: bool
    ) -> Receipt:
        """Posts once. An overdue note is shown in the channel as well: it needs new eyes."""
        text, blocks = render(content, self._zone, plain=plain)
        extra: dict[str, Any] = {}
        if thread is not None:
            broadcast = isinstance(content, CaseEvent) and content.act == "overdue"
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
            self._channel_ids[channel] = receipt.channel
        return receipt

    def change(self, key: tuple[str, str], content: Content, receipt: Receipt, *, plain: bool) -> Receipt:
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
        """Looks through what was posted since then, newest 4,000 at most, for our own mark."""
        place: dict[str, Any] = {
            "oldest": f"{since.timestamp():.6f}",
            "limit": PAGE,
            "include_all_metadata": True,
        }
        method: Callable[..., Any] = self._client.conversations_history
        if thread is not None:
            method = self._client.conversations_replies
            place |= {"channel": thread.channel, "ts": thread.ts}
        else:
            place["channel"] = self.channel_id(channel)
        for _ in range(MOST_PAGES):
            answer = call(method, **place)
            for message in answer.get("messages") or ():
                if _carries(message, key):
                    return Receipt(channel=place["channel"], ts=message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
            place["cursor"] = cursor
        return None

    def channel_id(self, channel: str) -> str:
        """The id behind "#name"; raises ChannelGone where no channel the bot sees bears the name."""
        if not channel.startswith("#"):
            return channel
        if channel not in self._channel_ids:
            self._channel_ids[channel] = self._look_up(channel.removeprefix("#"))
        return self._channel_ids[channel]

    def _look_up(self, name: str) -> str:
        arguments: dict[str, Any] = {
            "types": "public_channel,private_channel", "exclude_archived": True, "limit": PAGE,
        }  # fmt: skip
        for _ in range(MOST_PAGES):
            answer = call(self._client.conversations_list, **arguments)
            for channel in answer.get("channels") or ():
                if channel.get("name") == name:
                    return str(channel["id"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
            arguments["cursor"] = cursor
        raise messenger.ChannelGone("channel_not_found")


def render(content: Content, zone: str, *, plain: bool = False) -> tuple[str, list[b.Block]]:
    """Fallback text and blocks of anything the desk sends."""
    if isinstance(content, CardContent):
        return cards.fallback(content.case), cards.plain_card(content) if plain else cards.card(content, zone)
    if isinstance(content, Digest):
        text = digest_card.fallback(content)
        return text, [{"type": "section", "text": b.plain(text)}] if plain else digest_card.digest_card(
            content
        )
    if isinstance(content, CaseEvent):
        return cards.note(content, zone)
    return b.escape(content[:300]), [b.rich(b.line(b.emoji("wrench"), b.words(f" {content}")))]


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
