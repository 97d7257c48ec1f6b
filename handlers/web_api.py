"""One call to Slack's Web API, and what its answers mean to us."""

import errno
import re
import socket
import ssl
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from desk import messenger

TIMEOUT = 15  # seconds a call
DEFAULT_RETRY_AFTER, LONGEST_RETRY_AFTER = 5.0, 3600.0

BUSY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
REFUSED = frozenset(
    {
        *(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "missing_scope",
        ),
        *(
            "no_permission",
            "ekm_access_denied",
            "org_login_required",
            "team_access_not_granted",
            "accesslimited",
        ),
        *("access_denied", "not_allowed_token_type", "two_factor_setup_required"),
    }
)
CHANNEL_GONE = frozenset(
    {
        *("channel_not_found", "not_in_channel", "is_archived", "is_inactive", "invalid_channel"),
        *("restricted_action", "restricted_action_read_only_channel", "channel_type_not_supported"),
        *(
            "restricted_action_non_threadable_channel",
            "posting_to_channel_denied",
            "channel_is_limited_access",
        ),
        "messages_tab_disabled",
    }
)
UNSENDABLE = frozenset(
    {
        *("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text"),
        *(
            "too_many_attachments",
            "invalid_attachments",
            "invalid_metadata_format",
            "invalid_metadata_schema",
        ),
        *("metadata_too_large", "restricted_action_thread_locked", "cannot_reply_to_message"),
        *("unknown_method", "invalid_arguments", "invalid_form_data", "invalid_json"),
    }
)
TOO_LATE = frozenset(
    {
        *("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"),
        *("trigger_expired", "trigger_exchanged", "invalid_trigger"),
    }
)
"""A click is too old for a window: Slack gives three seconds."""
CLOSED = frozenset({"not_found", "view_not_found"})
"""The window that was to be filled is no longer there."""
MESSAGE_GONE = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"}
)

_CODE = re.compile(r"[a-z0-9_]{1,80}")
_SCOPES = re.compile(r"[a-z:._,-]{1,200}")
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
_NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH)


def make_client(token: str, api_url: str | None) -> WebClient:
    """A client that never retries by itself: the outbox does, and knows what may have been sent."""
    base_url = (api_url or WebClient.BASE_URL).rstrip("/") + "/"
    return WebClient(token=token, base_url=base_url, timeout=TIMEOUT, retry_handlers=[])


def call(method: Callable[..., Any], **arguments: Any) -> Mapping[str, Any]:
    """Calls the Web API; raises one of the messenger's errors and nothing else.

    The error is raised outside of the handling of the one it stands for, so that no chain of exceptions
    leads back to the request and its words.
    """
    failure: messenger.MessengerError
    try:
        answer: Mapping[str, Any] = method(**arguments).data
        return answer
    except SlackApiError as error:
        failure = meaning(error)
    except (OSError, HTTPException, SlackClientError) as error:
        failure = _network_meaning(error)
    except (ValueError, AttributeError) as error:  # JSON, but no object; or no text at all
        failure = messenger.Unclear(f"an unreadable answer ({type(error).__name__})")
    raise failure


def meaning(error: SlackApiError) -> messenger.MessengerError:
    """slack_sdk raises SlackApiError for a page of HTML too, with part of the page as its error code."""
    status, data = int(error.response.status_code), error.response.data
    code = data.get("error") if isinstance(data, dict) else None
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        code = f"HTTP {status}"
    if status == 429 or code in BUSY:
        return messenger.Busy("asked to wait", retry_after=_retry_after(error.response.headers))
    if status >= 500:
        return messenger.Unclear(f"HTTP {status}")
    for known, kind in (
        (REFUSED, messenger.Refused),
        (CHANNEL_GONE, messenger.ChannelGone),
        (UNSENDABLE, messenger.Unsendable),
        (MESSAGE_GONE, messenger.MessageGone),
    ):
        if code in known:
            return kind(_with_scope(code, data))
    return messenger.Unclear(code)


def _with_scope(code: str, data: Any) -> str:
    """ "missing_scope (needs chat:write)": only Slack knows which of them it misses."""
    needed = data.get("needed") if isinstance(data, dict) and code == "missing_scope" else None
    return f"{code} (needs {needed})" if isinstance(needed, str) and _SCOPES.fullmatch(needed) else code


def _retry_after(headers: Mapping[str, str]) -> float:
    asked = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return min(LONGEST_RETRY_AFTER, max(0.1, float(asked)))
    except ValueError:
        return DEFAULT_RETRY_AFTER


def _network_meaning(error: Exception) -> messenger.MessengerError:
    """Where no connection came about the message was never seen; after anything else it may have been."""
    cause = error.reason if isinstance(error, URLError) else error
    match cause:
        case ConnectionRefusedError():
            return messenger.Unreachable("connection refused")
        case socket.gaierror():
            return messenger.Unreachable("host name not found")
        case ssl.SSLCertVerificationError():
            return messenger.Unreachable("its certificate is not trusted")
        case OSError() if cause.errno in _NO_WAY:
            return messenger.Unreachable("no route to it")
        case OSError() if refused := _TUNNEL.match(str(cause)):
            return messenger.Unreachable(f"the proxy answers HTTP {refused[1]}")
        case TimeoutError():
            return messenger.Unclear("no answer in time")
        case _:
            return messenger.Unclear(f"the connection broke: {type(cause).__name__}")
