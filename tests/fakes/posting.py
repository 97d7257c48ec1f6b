"""X, Reddit and a Mastodon server that take replies on loopback, and keep what stands there in public.

with FakeMastodon() as server:
    server.status("9", "https://far.example.org/@ana/9", "ana@far.example.org")
    server.fail_next(HANG, on="/statuses")
    ... server.base_url ... server.replies ...
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from tests.fakes.platforms import (
    HANG,
    Clock,
    FakeReddit,
    FakeSite,
    FakeX,
    Fault,
    Reply,
    Request,
    _json,
    real_now,
)

X_KEYS = {
    "X_API_KEY": "api-key",
    "X_API_SECRET": "api-secret",
    "X_ACCESS_TOKEN": "1-access",
    "X_ACCESS_TOKEN_SECRET": "access-secret",
}
REDDIT_KEYS = {
    "REDDIT_CLIENT_ID": "reddit-id",
    "REDDIT_CLIENT_SECRET": "reddit-key",
    "REDDIT_USER_AGENT": "heedline by Northgate Health (care@northgate.example.org)",
    "REDDIT_REFRESH_TOKEN": "reddit-refresh",
}
MASTODON_KEYS = {"MASTODON_ACCESS_TOKEN": "mastodon-token"}


class FakePostingX(FakeX):
    """FakeX, and POST /2/tweets and GET /2/users/me for who signs with X_KEYS."""

    username = "NorthgateHealth"

    def __init__(self, now: Clock = real_now) -> None:
        super().__init__(now)
        self.replies: list[dict[str, Any]] = []
        self.posting_hangs = False

    def _fault(self, path: str) -> Fault | None:
        """A request that posts, and no search, may hang."""
        return HANG if self.posting_hangs and path == "/2/tweets" else super()._fault(path)

    def handle(self, request: Request) -> Reply:
        if request.path not in ("/2/tweets", "/2/users/me"):
            return super().handle(request)
        if not self._is_signed(request):
            return _json({"title": "Unauthorized", "status": 401}, 401)
        if request.path == "/2/users/me":
            return _json({"data": {"id": "1", "name": "Northgate", "username": self.username}})
        self.replies.append(json.loads(request.body))
        return _json({"data": {"id": str(1000 + len(self.replies)), "text": "as it was sent"}}, 201)

    def _is_signed(self, request: Request) -> bool:
        """OAuth 1.0a, HMAC-SHA1 (RFC 5849, 3.4): by the address that was asked and not by X's own."""
        kind, _, header = request.headers.get("authorization", "").partition(" ")
        if kind != "OAuth":
            return False
        given = {name: unquote(value.strip('"')) for name, _, value in _pairs(header)}
        signed = sorted((name, value) for name, value in given.items() if name != "oauth_signature")
        told = "&".join(f"{_q(name)}={_q(value)}" for name, value in [*signed, *request.query.items()])
        base = f"{request.method}&{_q(self.base_url + request.path)}&{_q(told)}"
        key = f"{_q(X_KEYS['X_API_SECRET'])}&{_q(X_KEYS['X_ACCESS_TOKEN_SECRET'])}"
        made = base64.b64encode(hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()).decode()
        return made == given.get("oauth_signature") and given.get("oauth_token") == X_KEYS["X_ACCESS_TOKEN"]


def _pairs(header: str) -> list[tuple[str, str, str]]:
    return [part.strip().partition("=") for part in header.split(",")]


def _q(text: str) -> str:
    return quote(text, safe="~")


class FakePostingReddit(FakeReddit):
    """FakeReddit, and /api/info, /api/comment and /api/v1/me for whoever logged in."""

    def __init__(self, now: Clock = real_now) -> None:
        super().__init__(now)
        self.replies: list[dict[str, str]] = []
        self.grants: list[dict[str, str]] = []
        self.errors: list[list[str]] = []  # told with HTTP 200 at the next comment, as Reddit does

    def handle(self, request: Request) -> Reply:
        if request.path == "/api/v1/access_token":
            self.grants.append(dict(parse_qsl(request.body.decode())))
        found = super().handle(request)
        if found.status != 404:
            return found
        if request.path == "/api/info":
            things = [each for each in self.things if each["data"].get("name") == request.query.get("id")]
            return _json({"kind": "Listing", "data": {"children": things}})
        if request.path == "/api/v1/me":
            return _json({"name": "NorthgateHealth"})
        return self._comment(request) if request.path == "/api/comment" else found

    def _comment(self, request: Request) -> Reply:
        if self.errors:
            errors, self.errors = self.errors, []
            return _json({"json": {"errors": errors}})
        self.replies.append(dict(parse_qsl(request.body.decode())))
        link = f"/r/northgate/comments/1/nine_hours_in_the_er/r{len(self.replies)}/"
        things = [{"kind": "t1", "data": {"permalink": link}}]
        return _json({"json": {"errors": [], "data": {"things": things}}})


class FakeMastodon(FakeSite):
    """A server that knows some posts, finds others by their address, and posts what bears one key once."""

    def __init__(self, now: Clock = real_now) -> None:
        super().__init__(now)
        self.statuses: list[dict[str, Any]] = []
        self.replies: list[dict[str, Any]] = []
        self._by_key: dict[str, dict[str, Any]] = {}

    def status(self, id: str, url: str, acct: str, visibility: str = "public") -> None:
        """A post that the server knows."""
        found = {"id": id, "url": url, "account": {"acct": acct}, "visibility": visibility}
        self.statuses.append(found)

    def handle(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {MASTODON_KEYS['MASTODON_ACCESS_TOKEN']}":
            return _json({"error": "The access token is invalid"}, 401)
        if request.method == "POST" and request.path == "/api/v1/statuses":
            return self._post(request.headers, json.loads(request.body))
        if request.path == "/api/v1/accounts/verify_credentials":
            return _json({"acct": "northgate"})
        if request.path == "/api/v2/search":
            return _json({"statuses": [each for each in self.statuses if each["url"] == request.query["q"]]})
        found = [each for each in self.statuses if request.path == f"/api/v1/statuses/{each['id']}"]
        return _json(found[0]) if found else _json({"error": "Record not found"}, 404)

    def _post(self, headers: Mapping[str, str], reply: dict[str, Any]) -> Reply:
        if len(reply["status"]) > 500:
            return _json({"error": "Validation failed: Text character limit of 500 exceeded"}, 422)
        key = headers["idempotency-key"]
        if key not in self._by_key:
            self.replies.append(reply)
            self._by_key[key] = {"id": "77", "url": f"{self.base_url}/@northgate/{77 + len(self.replies)}"}
        return _json(self._by_key[key])
