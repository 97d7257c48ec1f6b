"""How we talk to Reddit through praw: login, one page of a listing, and all a server may do wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import praw
import requests
from praw.exceptions import PRAWException
from prawcore.exceptions import OAuthException, PrawcoreException, RequestException

from triage.source import SourceRefused, SourceUnavailable
from watchers import records, wire
from watchers.session import Leash

PAGE_SIZE = 100
SITE = "https://www.reddit.com"
API = "https://oauth.reddit.com"
# What prawcore lets slip through of a server's nonsense (platforms.md, 2.3); around one call of theirs only.
_NONSENSE = (PrawcoreException, PRAWException, *records.UNREADABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One listing: `name` is its key in the cursor."""

    name: str
    path: str
    params: Mapping[str, str]


class Api:
    """Read-only access. `pause` is in seconds, where the last answer said that no request is left."""

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        user_agent: str,
        *,
        now: wire.Clock,
        base_url: str | None,
        timeout: tuple[float, float],
    ) -> None:
        self._login = (client_id, client_secret, user_agent)
        self._urls = (base_url or SITE, base_url or API)
        self._session = requests.Session()
        self._leash = _RedditLeash("Reddit", now, timeout=timeout, secrets=(client_id, client_secret))
        self._leash.hold(self._session)
        self._reddit: praw.Reddit | None = None  # holds the token; made anew when Reddit takes it no more

    @property
    def pause(self) -> float | None:
        return self._leash.pause

    def close(self) -> None:
        self._session.close()

    def page(self, listing: Listing, after: str | None) -> tuple[list[Any], str | None]:
        """A page's items and the anchor of the page behind it, None where there is none."""
        params = {**listing.params, "limit": PAGE_SIZE} | ({"after": after} if after else {})
        answer = self._get(listing.path, params)
        data = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(data, dict) or not isinstance(data.get("children"), list):
            raise SourceUnavailable(f"Reddit answered something else than the listing {listing.path}")
        following = data.get("after")
        return data["children"], following if isinstance(following, str) else None

    def _get(self, path: str, params: dict[str, Any]) -> Any:
        """One request. Plain JSON and not praw's models: those make one bad item the end of the page."""
        used = self._reddit is not None
        reddit = self._reddit = self._reddit or self._connected()
        try:
            return reddit.request(method="GET", path=path, params=params)
        except RequestException as error:
            failed = error.original_exception
            expired = isinstance(failed, wire.Refusal) and failed.status == 401
            self._reddit = None if expired else reddit
            if expired and used:
                raise SourceUnavailable("Reddit: our access has run out and is asked for again") from None
            raise failed from None
        except OAuthException as error:
            raise SourceRefused(f"Reddit does not accept our key ({str(error.error)[:60]})") from None
        except _NONSENSE as error:
            raise SourceUnavailable(f"Reddit answered nonsense ({type(error).__name__})") from None

    def _connected(self) -> praw.Reddit:
        # Everything is said here: a praw.ini in the working directory could send our key elsewhere.
        client_id, client_secret, user_agent = self._login
        reddit_url, oauth_url = self._urls
        reddit = praw.Reddit(
            "DEFAULT",
            client_id=client_id,
            client_secret=client_secret,
            user_agent=user_agent,
            reddit_url=reddit_url,
            oauth_url=oauth_url,
            check_for_updates=False,  # it asks the package index at start-up
            requestor_kwargs={"session": self._session},
        )
        reddit.read_only = True
        return reddit


class _RedditLeash(Leash):
    """Keeps Reddit's rate headers from prawcore, which sleeps for minutes on them and dies on odd ones."""

    pause: float | None = None  # seconds until there are requests again, where there are none left

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        response = super().send(request, *args, **settings)
        left, reset = (response.headers.pop(f"x-ratelimit-{key}", None) for key in ("remaining", "reset"))
        spent = left is not None and (wire.number(left) or 0.0) < 1.0
        self.pause = min(wire.number(reset) or 0.0, wire.LONGEST_WAIT) if spent else None
        return response
