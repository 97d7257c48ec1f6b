"""Mastodon: answers a post on the instance where we have an account, wherever in the network it was written."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from triage.cleaning import clean_line, clean_url
from triage.model import Mention, SourceSettings
from triage.post_rules import on_mastodon, server_of
from triage.posting import Eligibility, Posted, PostRefused, PostUnavailable
from watchers import post_wire, wire

_OURS = re.compile(r"(?:/@[\w.-]+(?:@[\w.-]+)?|/users/[\w.-]+/statuses|/ap/users/\d+/statuses)/(\d{1,20})")
_ID = re.compile(r"[0-9A-Za-z]{1,40}")
_SHOWN = ("public", "unlisted", "private", "direct")
# Of httpx, before anything of the request was written.
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


def poster(settings: SourceSettings, secrets: Mapping[str, str], now: wire.Clock) -> "MastodonPoster":
    return MastodonPoster(
        settings.name, instance=server_of(settings), token=secrets["MASTODON_ACCESS_TOKEN"], now=now
    )


class MastodonPoster:
    """Replies as visibly as the post it answers, with its author's name before, or the author would not hear of it.

    Within an hour Mastodon posts what bears one key once; afterwards it takes it for a new reply.
    """

    def __init__(
        self,
        name: str,
        *,
        instance: str,
        token: str,
        now: wire.Clock,
        timeout: tuple[float, float] = wire.TIMEOUT,
    ) -> None:
        self.name, self._instance, self._now, self._token = name, instance, now, token
        self._host = urlsplit(instance).hostname or "Mastodon"
        connect, read = timeout
        self._client = httpx.Client(
            base_url=instance,
            timeout=httpx.Timeout(read, connect=connect),
            headers={
                "authorization": f"Bearer {token}",
                "user-agent": "Heedline",
                "connection": "close",  # one that has died meanwhile would take the reply with it
            },
        )

    def eligible(self, mention: Mention) -> Eligibility:
        return on_mastodon(mention, self._instance)

    def post(self, mention: Mention, text: str, key: str) -> Posted:
        allowed = self.eligible(mention)
        if not allowed.ok:
            raise PostRefused(allowed.why)
        status = self._found(str(mention.url))
        reply = {
            "status": _addressed(status, text),
            "in_reply_to_id": status["id"],
            "visibility": _visibility(status),
        }
        answer = self._ask("POST", "/api/v1/statuses", json=reply, headers={"idempotency-key": key})
        read = post_wire.read_json(answer.content, self._host) or {}
        link = read.get("url") or read.get("uri")
        url = clean_url(link) if isinstance(link, str) else None
        if url is None:
            raise post_wire.no_link(self._host)
        return Posted(url)

    def account(self) -> str:
        name = self._read("/api/v1/accounts/verify_credentials", {}).get("acct")
        if not isinstance(name, str):
            raise PostUnavailable(f"{self._host} does not say whose token this is")
        return f"@{clean_line(name, 80)}@{self._host}"

    def close(self) -> None:
        self._client.close()

    def _found(self, url: str) -> Mapping[str, Any]:
        """The post as our instance knows it: by its id if it is one of ours, else fetched by its address."""
        own = (
            _OURS.fullmatch(urlsplit(url).path)
            if urlsplit(url).netloc == urlsplit(self._instance).netloc
            else None
        )
        if own:
            status: Any = self._read(f"/api/v1/statuses/{own[1]}", {})
        else:
            found = self._read(
                "/api/v2/search", {"q": url, "type": "statuses", "resolve": "true", "limit": "1"}
            )
            listed = found.get("statuses")
            status = listed[0] if isinstance(listed, list) and listed else None
            if status is None:
                raise PostRefused(
                    f"{self._host} does not find this post: it is gone, or its server is blocked."
                )
        id_ = status.get("id") if isinstance(status, dict) else None
        if not (isinstance(id_, str) and _ID.fullmatch(id_)):
            raise PostUnavailable(f"{self._host} answered something else than the post")
        return dict(status)

    def _read(self, path: str, query: Mapping[str, str]) -> dict[str, Any]:
        answer = self._ask("GET", quote(path), params=query)
        read = post_wire.read_json(answer.content, self._host)
        if read is None:
            raise PostUnavailable(f"{self._host} answered something that is no JSON")
        return read

    def _ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        sends = method == "POST"
        try:
            answer = self._client.request(method, path, **given)
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError) as error:  # the last: closed meanwhile
            sent = sends and not isinstance(error, (*_NEVER_SENT, httpx.UnsupportedProtocol))
            raise post_wire.cut_off(self._host, error, sent=sent) from None
        if not answer.is_success:
            judge = post_wire.failure if sends else post_wire.before
            reason = self._reason(answer)
            raise judge(answer.status_code, answer.headers, self._now(), who=self._host, reason=reason)
        return answer

    def _reason(self, answer: httpx.Response) -> str:
        read = post_wire.read_json(answer.content, self._host) or {}
        told = read.get("error")
        said = clean_line(told, 200) if isinstance(told, str) else None
        return (said or "").replace(self._token, "[secret]")


def _addressed(status: Mapping[str, Any], text: str) -> str:
    account = status.get("account")
    name = account.get("acct") if isinstance(account, dict) else None
    if not (isinstance(name, str) and re.fullmatch(r"[\w.-]+(?:@[\w.-]+)?", name)):
        return text
    named = re.search(rf"(?<!\w)@{re.escape(name)}(?![\w@])", text, re.IGNORECASE)
    return text if named else f"@{name} {text}"


def _visibility(status: Mapping[str, Any]) -> str:
    """As the post's own; the narrowest where it says nothing that we know."""
    shown = status.get("visibility")
    return shown if shown in _SHOWN else "direct"
