"""What a platform's answer means to us: which of our two failures it is, and how long to wait."""

import json
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from triage.source import SourceRefused, SourceUnavailable

Clock = Callable[[], datetime]

TIMEOUT = (10.0, 30.0)  # seconds to connect, seconds between two pieces of an answer
LONGEST_WAIT = 3600.0  # seconds: a platform that asks for a day is asked again after an hour

_REFUSALS = {
    400: "rejects the request",
    401: "does not accept our key",
    402: "wants to be paid first",
    403: "forbids us to read this",
    410: "says this is gone for good",
}


class Refusal(SourceRefused):
    """A refusal that remembers its HTTP status, for the watcher that knows a way round it."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


def failure(
    status: int, headers: Mapping[str, str], now: datetime, *, who: str, reason: str = ""
) -> SourceUnavailable | Refusal:
    """The exception to raise for an answer that is none; an unknown status counts as "try again later".

    `reason` are the platform's own words, already free of secrets.
    """
    said = f": {reason}" if reason else ""
    if status in _REFUSALS:
        return Refusal(f"{who} {_REFUSALS[status]} (HTTP {status}){said}", status=status)
    return SourceUnavailable(f"{who} answered HTTP {status}", retry_after=retry_after(headers, now))


def unreachable(who: str, error: Exception) -> SourceUnavailable:
    """For a failed connection. Only the error's type is told: its text holds URLs, and those hold keys."""
    return SourceUnavailable(f"{who} cannot be reached ({type(error).__name__})")


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds the platform asks us to wait, 0 to LONGEST_WAIT; None where it does not say.

    Reads Retry-After (seconds or a date) and X's x-rate-limit-reset (epoch seconds); `headers` must find
    its keys whatever their case.
    """
    wait = _asked(headers.get("retry-after"), now)
    if wait is None:
        reset = number(headers.get("x-rate-limit-reset"))
        wait = None if reset is None else reset - now.timestamp()
    return None if wait is None else min(max(wait, 0.0), LONGEST_WAIT)


def _asked(value: str | None, now: datetime) -> float | None:
    seconds = number(value)
    if seconds is not None or value is None:
        return seconds
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds()


def number(value: str | None) -> float | None:
    """A header's number; None for anything that is none, infinity included."""
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def json_object(body: bytes, who: str) -> dict[str, Any]:
    """The JSON object in an answer; an HTML page, an empty or a cut answer is SourceUnavailable."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise SourceUnavailable(f"{who} answered something that is no JSON") from None
    if not isinstance(found, dict):
        raise SourceUnavailable(f"{who} answered JSON of another kind than promised")
    return found


def rebase(url: str, base_url: str | None) -> str:
    """The same request to another server: scheme and host are those of `base_url`, where there is one."""
    if not base_url:
        return url
    base, wanted = urlsplit(base_url), urlsplit(url)
    path = base.path.rstrip("/") + wanted.path
    return urlunsplit((base.scheme, base.netloc, path, wanted.query, wanted.fragment))
