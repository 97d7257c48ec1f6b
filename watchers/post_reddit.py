"""Reddit: answers a post or comment with a comment, through praw."""

import re
from collections.abc import Mapping
from typing import Any

import praw
import requests
from praw.exceptions import PRAWException
from prawcore.exceptions import OAuthException, PrawcoreException, RequestException

from triage.cleaning import clean_line
from triage.model import Mention, SourceSettings
from triage.post_rules import on_reddit
from triage.posting import Eligibility, Posted, PostRefused, PostUnavailable, PostUnclear
from watchers import post_wire, records, reddit_api, wire

_NONSENSE = (PrawcoreException, PRAWException, *records.UNREADABLE)  # as in reddit_api.py
# Between the two numbers stand words of the post's title, which no record of ours keeps.
_PERMALINK = re.compile(r"(/\w+/[\w.-]+/comments/\w+)/[^/]*/(\w+)/?")
_WAIT = re.compile(r"(\d{1,4}) (second|minute|hour)")
_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}


def poster(settings: SourceSettings, secrets: Mapping[str, str], now: wire.Clock) -> "RedditPoster":
    return RedditPoster(settings.name, keys=secrets, now=now, base_url=settings.base_url)


class RedditPoster:
    """Comments in the name of the account whose refresh token, or name and password, it has.

    Reddit takes no key against doubles.
    """

    def __init__(
        self,
        name: str,
        *,
        keys: Mapping[str, str],
        now: wire.Clock,
        base_url: str | None = None,
        timeout: tuple[float, float] = wire.TIMEOUT,
    ) -> None:
        self.name, self._keys, self._now = name, keys, now
        self._urls = (base_url or reddit_api.SITE, base_url or reddit_api.API)
        self._session = requests.Session()
        hidden = [key for each, key in keys.items() if key and each != "REDDIT_USER_AGENT"]
        _RedditLeash("Reddit", now, timeout=timeout, secrets=hidden).hold(self._session)
        self._reddit: praw.Reddit | None = None  # holds the token; made anew when Reddit takes it no more

    def eligible(self, mention: Mention) -> Eligibility:
        return on_reddit(mention, self._now())

    def post(self, mention: Mention, text: str, key: str) -> Posted:
        allowed = self.eligible(mention)
        if not allowed.ok:
            raise PostRefused(allowed.why)
        self._look(mention.native_id)
        answer = self._call("POST", "api/comment", data={"thing_id": mention.native_id, "text": text})
        return Posted(_link(answer))

    def account(self) -> str:
        me = self._call("GET", "api/v1/me")
        name = me.get("name") if isinstance(me, dict) else None
        if not isinstance(name, str):
            raise PostUnavailable("Reddit does not say whose login this is")
        return f"u/{clean_line(name, 40)}"

    def close(self) -> None:
        self._session.close()

    def _look(self, name: str) -> None:
        """Raises PostRefused where the post as it stands now takes no answer."""
        answer = self._call("GET", "api/info", params={"id": name})
        try:
            data = [child["data"] for child in answer["data"]["children"] if child["data"]["name"] == name]
            gone = not data or data[0].get("author") in (None, "[deleted]")
            shut = next((word for word in ("archived", "locked") if data and data[0].get(word)), None)
        except records.UNREADABLE:
            raise PostUnavailable("Reddit answered something else than the post") from None
        if gone:
            raise PostRefused("The post is deleted or removed.")
        if shut:
            raise PostRefused(f"The post is {shut}: Reddit takes no more comments there.")

    def _call(self, method: str, path: str, **given: Any) -> Any:
        """One request. Plain JSON and not praw's models: those wait and try again by themselves."""
        used = self._reddit is not None
        reddit = self._reddit = self._reddit or self._connected()
        try:
            return reddit.request(method=method, path=path, **given)
        except RequestException as error:
            failed = error.original_exception
            expired = isinstance(failed, post_wire.Denied) and failed.status == 401
            self._reddit = None if expired else reddit
            if expired and used and method == "GET":  # _look() has just proved a login that is used to post
                raise PostUnavailable(
                    "Reddit: our access has run out and is asked for again", retry_after=1.0
                ) from None
            raise failed from None
        except OAuthException as error:
            raise PostRefused(f"Reddit does not accept our login ({str(error.error)[:60]})") from None
        except _NONSENSE as error:
            told = f"Reddit answered nonsense ({type(error).__name__})"
            raise (PostUnclear if method == "POST" else PostUnavailable)(told) from None

    def _connected(self) -> praw.Reddit:
        # Everything is said here: a praw.ini in the working directory could send our keys elsewhere.
        keys, (reddit_url, oauth_url) = self._keys, self._urls
        login: dict[str, Any] = (
            {"refresh_token": keys["REDDIT_REFRESH_TOKEN"], "username": None, "password": None}
            if keys.get("REDDIT_REFRESH_TOKEN")
            else {
                "username": keys["REDDIT_USERNAME"],
                "password": keys["REDDIT_PASSWORD"],
                "refresh_token": None,
            }
        )
        return praw.Reddit(
            "DEFAULT",
            client_id=keys["REDDIT_CLIENT_ID"],
            client_secret=keys["REDDIT_CLIENT_SECRET"],
            user_agent=keys["REDDIT_USER_AGENT"],
            reddit_url=reddit_url,
            oauth_url=oauth_url,
            check_for_updates=False,  # it asks the package index at start-up
            requestor_kwargs={"session": self._session},
            **login,
        )


class _RedditLeash(post_wire.PostingLeash):
    """Keeps Reddit's rate headers from prawcore, which sleeps for minutes on them and dies on odd ones."""

    reply_path = "/api/comment"

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        response = super().send(request, *args, **settings)
        for header in ("remaining", "reset", "used"):
            response.headers.pop(f"x-ratelimit-{header}", None)
        return response


def _link(answer: Any) -> str:
    """Where the comment stands; raises what Reddit's own errors, which come with HTTP 200, mean."""
    try:
        told = answer["json"]
        errors = told.get("errors") or []
        if errors:
            raise _refusal(str(errors[0][0]), str(errors[0][1]), told.get("ratelimit"))
        link = told["data"]["things"][0]["data"]["permalink"]
    except records.UNREADABLE:
        raise post_wire.no_link("Reddit") from None
    found = _PERMALINK.fullmatch(link) if isinstance(link, str) else None
    if found is None:
        raise post_wire.no_link("Reddit")
    return f"{reddit_api.SITE}{found[1]}/_/{found[2]}/"


def _refusal(code: str, words: str, seconds: object) -> PostRefused | PostUnavailable:
    said = clean_line(words, 120) or code
    if code.upper() != "RATELIMIT":
        return PostRefused(f"Reddit refuses the comment ({clean_line(code, 40)}): {said}")
    wait = float(seconds) if isinstance(seconds, int | float) and not isinstance(seconds, bool) else None
    found = _WAIT.search(words)
    if wait is None and found:
        wait = float(found[1]) * _SECONDS[found[2]]
    limit = None if wait is None else min(max(wait, 0.0), wire.LONGEST_WAIT)
    return PostUnavailable("Reddit asks us to wait between comments", retry_after=limit)
