"""Answers that are none: which failure they are, and how long to wait."""

from datetime import UTC, datetime

import httpx
import pytest

from triage.source import SourceUnavailable
from watchers import wire

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30),
        ({"Retry-After": "1.5"}, 1.5),
        ({"Retry-After": "Fri, 20 Nov 2026 12:01:00 GMT"}, 60),
        ({"Retry-After": "Fri, 20 Nov 2026 12:01:00"}, 60),
        ({"Retry-After": "Fri, 20 Nov 2026 11:00:00 GMT"}, 0),
        ({"Retry-After": "-5"}, 0),
        ({"Retry-After": "86400"}, 3600),
        ({"X-Rate-Limit-Reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"X-Rate-Limit-Reset": "1.0"}, 0),
        ({"Retry-After": "30", "X-Rate-Limit-Reset": str(int(NOW.timestamp()) + 90)}, 30),
    ],
)
def test_a_wait_is_read_in_every_form(headers: dict[str, str], seconds: float) -> None:
    assert wire.retry_after(httpx.Headers(headers), NOW) == seconds


@pytest.mark.parametrize("value", ["soon", "", "nan", "inf", "Fri, 99 Nov 2026 12:01:00 GMT", "0x10"])
def test_a_wait_nobody_can_read_is_no_wait(value: str) -> None:
    assert wire.retry_after(httpx.Headers({"Retry-After": value}), NOW) is None


@pytest.mark.parametrize("status", [404, 408, 429, 451, 500, 503, 522, 302, 204])
def test_a_status_that_may_pass_is_unavailable(status: int) -> None:
    assert isinstance(wire.failure(status, {}, NOW, who="X"), SourceUnavailable)


def test_a_refusal_tells_the_platforms_own_reason() -> None:
    failure = wire.failure(402, {}, NOW, who="X", reason="CreditsDepleted")
    assert str(failure) == "X wants to be paid first (HTTP 402): CreditsDepleted"


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"a":', b"[]", b'"text"', b"[" * 5000, b"\xff\xfe", b"1" * 5000]
)
def test_what_is_no_json_object_is_unavailable(body: bytes) -> None:
    with pytest.raises(SourceUnavailable):
        wire.json_object(body, "X")


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        (None, "https://api.test/2/search?q=a"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/2/search?q=a"),
        ("http://proxy.test/x/", "http://proxy.test/x/2/search?q=a"),
    ],
)
def test_a_base_url_replaces_scheme_and_host(base_url: str | None, expected: str) -> None:
    assert wire.rebase("https://api.test/2/search?q=a", base_url) == expected
