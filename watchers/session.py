"""The leash on libraries that use requests (tweepy, praw): timeout, host and errors are ours, not theirs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from triage.cleaning import clean_line
from triage.source import SourceUnavailable
from watchers import wire


class Leash(HTTPAdapter):
    """Raises SourceUnavailable or SourceRefused from inside the library, before it can misread an answer.

    So it never gets to its own retries, which sleep, nor to its header parsing, which dies on "1.0" and on
    dates (platforms.md, 1.3 and 2.3). Only complete answers with a status of 2xx come back.
    """

    def __init__(
        self,
        who: str,
        now: wire.Clock,
        *,
        base_url: str | None = None,
        timeout: tuple[float, float] = wire.TIMEOUT,
        secrets: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._who, self._now, self._base_url, self._timeout = who, now, base_url, timeout
        self._secrets = secrets

    def hold(self, session: requests.Session) -> None:
        """From here on every request of the session goes through this leash."""
        session.mount("https://", self)
        session.mount("http://", self)

    def send(
        self,
        request: requests.PreparedRequest,
        *args: Any,
        **settings: Any,
    ) -> requests.Response:
        settings |= {"timeout": self._timeout, "stream": False} | self._redirected(request)
        try:
            response = super().send(request, *args, **settings)
            response.content  # noqa: B018 - read here, so that a torn answer fails here and not in the library
        except (requests.RequestException, HTTPError, OSError) as error:
            raise self.lost(request, error) from None
        if not 200 <= response.status_code < 300:
            raise self.verdict(response, self._now())
        return response

    def verdict(self, response: requests.Response, now: datetime) -> Exception:
        """What to raise for an answer that is not 2xx; a platform with habits of its own adds them here."""
        reason = self.reason(response)
        return wire.failure(response.status_code, response.headers, now, who=self._who, reason=reason)

    def lost(self, request: requests.PreparedRequest, error: Exception) -> Exception:
        """What to raise where no whole answer came."""
        return wire.unreachable(self._who, error)

    def reason(self, response: requests.Response) -> str:
        """The platform's own words, without our keys; empty where it gives none."""
        reason = _reason(response)
        for secret in self._secrets:
            reason = reason.replace(secret, "[secret]")
        return reason

    def _redirected(self, request: requests.PreparedRequest) -> dict[str, Any]:
        """Points the request at `base_url`, through the proxies of that host and not of the first one."""
        if not self._base_url or not request.url:
            return {}
        request.url = wire.rebase(request.url, self._base_url)
        return {"proxies": get_environ_proxies(request.url)}


def _reason(response: requests.Response) -> str:
    """The platform's own explanation, one line; empty where it gives none."""
    try:
        body = wire.json_object(response.content, "")
    except SourceUnavailable:
        return ""
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else {}
    told = [first.get("message")] if isinstance(first, dict) else []
    told += [body.get(key) for key in ("detail", "explanation", "message", "title")]
    return next((clean_line(text) or "" for text in told if isinstance(text, str)), "")
