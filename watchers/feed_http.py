"""How a feed is fetched politely: conditionally, redirects followed, never more than 2 MB or a minute."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import httpx

from triage.source import SourceUnavailable
from watchers import wire

MOST_BYTES = 2_000_000  # after decompression
MOST_TIME = timedelta(seconds=60)  # a server may drip: no single read is late, and the feed never ends
_HOPS = 5
_FOR_GOOD = (301, 308)
_REDIRECTS = (*_FOR_GOOD, 302, 303, 307)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A feed, or "nothing new" (`body` is None). `moved_to` is where it has moved for good, if it says so."""

    url: str
    headers: Mapping[str, str]
    body: bytes | None
    moved_to: str | None = None


def client(timeout: tuple[float, float]) -> httpx.Client:
    connect, read = timeout
    return httpx.Client(
        timeout=httpx.Timeout(read, connect=connect),
        headers={
            "user-agent": "Heedline (feed reader)",
            "accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
        },
    )


def get(
    client: httpx.Client, url: str, validators: Mapping[str, str], *, base_url: str | None, now: wire.Clock
) -> Answer:
    """The feed at `url`. Raises SourceUnavailable or SourceRefused; messages name the host, not the URL,
    for a private feed's URL is its key."""
    moved_to, for_good = None, True
    for _ in range(_HOPS):
        who = urlsplit(url).hostname or "the feed"
        try:
            with client.stream("GET", wire.rebase(url, base_url), headers=dict(validators)) as response:
                location = response.headers.get("location")
                if response.status_code not in _REDIRECTS or not location:
                    body = _body(response, who, now)
                    return Answer(url=url, headers=response.headers, body=body, moved_to=moved_to)
            url = urljoin(url, location)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, RuntimeError) as error:  # the last: closed
            raise wire.unreachable(who, error) from None
        for_good = for_good and response.status_code in _FOR_GOOD
        moved_to = url if for_good else moved_to
    raise SourceUnavailable(f"{who} redirects in a circle")


def _body(response: httpx.Response, who: str, now: wire.Clock) -> bytes | None:
    if response.status_code == 304:
        return None
    if response.status_code != 200:
        raise wire.failure(response.status_code, response.headers, now(), who=who)
    body, deadline = bytearray(), now() + MOST_TIME
    for piece in response.iter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise SourceUnavailable(f"{who} sent a feed of more than {MOST_BYTES:,} bytes")
        if now() > deadline:
            raise SourceUnavailable(f"{who} took more than a minute to send its feed")
    return bytes(body)
