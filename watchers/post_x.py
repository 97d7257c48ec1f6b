"""X (Twitter): answers a post through tweepy, where its author mentioned or quoted our account."""

import logging
import re
from collections.abc import Mapping
from typing import Any

import requests
import tweepy  # type: ignore[import-untyped]

from triage.cleaning import clean_line
from triage.model import Mention, SourceSettings
from triage.post_rules import account_of, on_x
from triage.posting import Eligibility, Posted, PostRefused, PostUnavailable
from watchers import post_wire, wire

_STATUS = re.compile(r"/status/(\d{1,19})")

logging.getLogger("tweepy").setLevel(logging.INFO)  # at DEBUG it prints the keys and the reply


def poster(settings: SourceSettings, secrets: Mapping[str, str], now: wire.Clock) -> "XPoster":
    return XPoster(
        settings.name, account=account_of(settings), keys=secrets, now=now, base_url=settings.base_url
    )


class XPoster:
    """Replies in the name of the account whose access token it has (OAuth 1.0a, which does not run out).

    X takes no key against doubles, but refuses the same words twice within a short time.
    """

    def __init__(
        self,
        name: str,
        *,
        account: str,
        keys: Mapping[str, str],
        now: wire.Clock,
        base_url: str | None = None,
        timeout: tuple[float, float] = wire.TIMEOUT,
    ) -> None:
        self.name, self._account = name, account
        given = [
            keys[each] for each in ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET")
        ]
        self._client = tweepy.Client(None, *given, return_type=requests.Response, wait_on_rate_limit=False)
        _XLeash(given, now, base_url=base_url, timeout=timeout).hold(self._client.session)

    def eligible(self, mention: Mention) -> Eligibility:
        return on_x(mention, self._account)

    def post(self, mention: Mention, text: str, key: str) -> Posted:
        allowed = self.eligible(mention)
        if not allowed.ok:
            raise PostRefused(allowed.why)
        answer = self._client.create_tweet(text=text, in_reply_to_tweet_id=_post_id(mention))
        read = post_wire.read_json(answer.content, "X") or {}
        data = read.get("data")
        id_ = data.get("id") if isinstance(data, dict) else None
        if not (isinstance(id_, str) and id_.isascii() and id_.isdecimal()):
            raise post_wire.no_link("X")
        return Posted(f"https://x.com/{self._account}/status/{id_}")

    def account(self) -> str:
        read = post_wire.read_json(self._client.get_me(user_auth=True).content, "X") or {}
        data = read.get("data")
        name = data.get("username") if isinstance(data, dict) else None
        if not isinstance(name, str):
            raise PostUnavailable("X does not say whose keys these are")
        if name.casefold() != self._account.casefold():
            told = f"the keys are those of @{clean_line(name, 40)}, and account in the config is @{self._account}"
            raise PostRefused(told)
        return f"@{name}"

    def close(self) -> None:
        self._client.session.close()


class _XLeash(post_wire.PostingLeash):
    reply_path = "/2/tweets"

    def __init__(self, keys: list[str], now: wire.Clock, **settings: Any) -> None:
        super().__init__("X", now, secrets=keys, **settings)
        self._sign = tweepy.OAuth1UserHandler(*keys).apply_auth()

    def _redirected(self, request: requests.PreparedRequest) -> dict[str, Any]:
        """The signature holds the address: at another one it must be made anew."""
        changed = super()._redirected(request)
        if changed:
            self._sign(request)
        return changed

    def verdict(self, response: requests.Response, now: Any) -> Exception:
        if response.status_code == 429 and b"UsageCapExceeded" in response.content:
            return PostRefused("X: the account's usage cap is used up (HTTP 429)")
        return super().verdict(response, now)


def _post_id(mention: Mention) -> str:
    """The post as it stands now: an edited one has a new id, which its link bears."""
    found = _STATUS.search(mention.url or "")
    return found[1] if found else mention.native_id
