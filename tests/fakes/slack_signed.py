"""HTTP mode: the fake Slack posts signed requests to the app's request URL."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.fakes.slack_socket import Delivery, NotConnected
from tests.fakes.slack_state import Json

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class HttpAnswer:
    status: int
    text: str
    headers: dict[str, str]


def encode(payload: Json) -> tuple[str, str]:
    """Body and content type as Slack sends them: slash commands, interactions, events."""
    if "command" in payload:
        return urlencode(payload), _FORM
    if payload.get("type") in ("event_callback", "url_verification", "app_rate_limited"):
        return json.dumps(payload), "application/json"
    return urlencode({"payload": json.dumps(payload)}), _FORM


def sign(secret: str, timestamp: str, body: str) -> str:
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def signed_post(
    url: str,
    payload: Json,
    secret: str,
    *,
    timestamp: float | None = None,
    forged: bool = False,
    headers: dict[str, str] | None = None,
    timeout: float = 5.0,
) -> HttpAnswer:
    """Post as Slack does. `forged` signs with a wrong secret, an old `timestamp` makes it stale."""
    body, kind = encode(payload)
    moment = str(int(time.time() if timestamp is None else timestamp))
    signature = sign("forged" if forged else secret, moment, body)
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=timeout)
    sent = {"Content-Type": kind, "X-Slack-Request-Timestamp": moment, "X-Slack-Signature": signature}
    try:
        connection.request("POST", parts.path or "/", body.encode(), sent | (headers or {}))
        response = connection.getresponse()
        return HttpAnswer(response.status, response.read().decode(), dict(response.getheaders()))
    finally:
        connection.close()


class SignedPosts:
    """Sends what Socket Mode would send as envelopes to a request URL instead."""

    def __init__(self, url: str, secret: str) -> None:
        self.url, self.secret = url, secret

    def send(self, kind: str, payload: Json, then: Any = None, **more: Any) -> Delivery:
        delivery = Delivery({"type": kind, "payload": payload, **more}, then=then)
        retry = {
            "X-Slack-Retry-Num": more.get("retry_attempt"),
            "X-Slack-Retry-Reason": more.get("retry_reason"),
        }
        headers = {name: str(value) for name, value in retry.items() if value is not None}
        threading.Thread(target=self._post, args=(delivery, headers), daemon=True).start()
        return delivery

    def _post(self, delivery: Delivery, headers: dict[str, str]) -> None:
        try:
            answer = signed_post(self.url, delivery.envelope["payload"], self.secret, headers=headers)
        except ConnectionRefusedError as refused:
            delivery.error = str(NotConnected(f"{self.url}: {refused}"))
            delivery.finish(acked=False)
            return
        except OSError as broken:
            delivery.error = str(broken)
            delivery.finish(acked=False)
            return
        delivery.status, delivery.raw = answer.status, answer.text
        delivery.finish(acked=answer.status == 200, payload=_payload(answer.text))


def _payload(text: str) -> Json:
    """An answer is JSON or, for a command, plain text."""
    try:
        body = json.loads(text or "{}")
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else {}
