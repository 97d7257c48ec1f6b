"""What became of a reply on its way to a platform: refused, surely not posted, or unclear."""

import ssl
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProxyError

from triage.posting import PostRefused, PostUnavailable, PostUnclear
from triage.source import SourceUnavailable
from watchers import wire
from watchers.session import Leash

_REFUSALS = {
    401: "does not accept our key",
    402: "wants to be paid first",
    403: "does not let us reply",
    404: "does not find the post any more",
    410: "says that the post is gone",
    413: "takes no reply of this length",
    422: "does not take the reply",
}
_MOVED = (301, 307, 308)  # 302 and 303 may follow a request that was carried out
_NEVER_SENT = (NewConnectionError, ConnectTimeoutError, ProxyError, ssl.SSLCertVerificationError)


class Denied(PostRefused):
    """A refusal that remembers its HTTP status, for the poster that knows a way round it."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


def failure(
    status: int, headers: Mapping[str, str], now: datetime, *, who: str, reason: str = ""
) -> PostRefused | PostUnavailable | PostUnclear:
    """The exception for an answer to a reply that is no success.

    Only 429 says for sure "not now". A 5xx says nothing: gateways answer 502, 503 and 504 for a server that
    went on and did it.
    """
    said = f": {reason}" if reason else ""
    if status == 429:
        wait = wire.retry_after(headers, now)
        return PostUnavailable(f"{who} asks us to wait (HTTP 429)", retry_after=wait)
    if status in _MOVED:
        return Denied(
            f"{who} is at another address (HTTP {status}): check the one in the config", status=status
        )
    if 400 <= status < 500 and status != 408:
        told = _REFUSALS.get(status, "refuses the reply")
        return Denied(f"{who} {told} (HTTP {status}){said}", status=status)
    return PostUnclear(f"{who} answered HTTP {status}, which does not say whether the reply was posted")


def before(
    status: int, headers: Mapping[str, str], now: datetime, *, who: str, reason: str = ""
) -> PostRefused | PostUnavailable:
    """The exception for an answer to what is asked before the reply is sent: nothing is posted yet."""
    found = failure(status, headers, now, who=who, reason=reason)
    if isinstance(found, PostUnclear):
        return PostUnavailable(f"{who} answered HTTP {status}", retry_after=wire.retry_after(headers, now))
    return found


def cut_off(who: str, error: Exception, *, sent: bool) -> PostUnavailable | PostUnclear:
    """For a connection that failed; `sent`: the reply may have been on it. Only the error's type is told."""
    if sent:
        return PostUnclear(f"{who} was sent the reply and did not answer ({type(error).__name__})")
    return PostUnavailable(f"{who} cannot be reached ({type(error).__name__})")


def no_link(who: str) -> PostUnclear:
    """For a success that does not say what was posted."""
    return PostUnclear(f"{who} answered something else than where the reply stands")


class PostingLeash(Leash):
    """The leash on a session that posts. Raises PostRefused, PostUnavailable or PostUnclear.

    `reply_path` ends the path of the one request that posts; all others only prepare it.
    """

    reply_path = ""

    def hold(self, session: requests.Session) -> None:
        """As ever, and no connection is used twice: one that has died meanwhile takes the request with it."""
        super().hold(session)
        session.headers["Connection"] = "close"

    def lost(self, request: requests.PreparedRequest, error: Exception) -> Exception:
        never = any(isinstance(cause, _NEVER_SENT) for cause in _causes(error))
        return cut_off(self._who, error, sent=self._replies(request) and not never)

    def verdict(self, response: requests.Response, now: datetime) -> Exception:
        judge = failure if self._replies(response.request) else before
        return judge(response.status_code, response.headers, now, who=self._who, reason=self.reason(response))

    def _replies(self, request: requests.PreparedRequest) -> bool:
        path = urlsplit(request.url or "").path.rstrip("/")
        return request.method == "POST" and path.endswith(self.reply_path)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and all that it was made of: requests and urllib3 put one into another in three ways."""
    met: set[int] = set()
    waiting = [error]
    while waiting:
        cause = waiting.pop()
        if cause is None or id(cause) in met:
            continue
        met.add(id(cause))
        yield cause
        inner = (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args)
        waiting += [each for each in inner if isinstance(each, BaseException)]


def read_json(body: bytes, who: str) -> dict[str, object] | None:
    """The JSON object in an answer; None where there is none."""
    try:
        return wire.json_object(body, who)
    except SourceUnavailable:
        return None
