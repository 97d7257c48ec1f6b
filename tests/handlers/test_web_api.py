"""What Slack answers, and what the desk is told of it: one of seven errors, never a secret, never a post."""

import errno
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk import WebClient

from desk import messenger
from handlers import web_api
from handlers.web_api import call, make_client
from tests.fakes.slack import HTML, FakeSlack

# urllib forgets to close the socket of an answer that it could not read
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
SECRET, POST = "xoxb-fake-bot", "Nine hours in the ER and nobody came"


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return make_client(slack.bot_token, slack.url)


def failure(client: WebClient) -> messenger.MessengerError:
    """How posting fails."""
    with pytest.raises(messenger.MessengerError) as caught:
        call(client.chat_postMessage, channel="#alerts", text=POST)
    return caught.value


def kind_of(client: WebClient) -> str:
    return type(failure(client)).__name__


class Wire:
    """A server that answers every request with these bytes and hangs up."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}/api/"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(65_536)
                connection.sendall(self.answer)


@pytest.fixture
def wired() -> Iterator[Callable[[bytes], WebClient]]:
    """A client whose every call is answered with these bytes."""
    made: list[Wire] = []

    def wire(answer: bytes) -> WebClient:
        made.append(Wire(answer))
        return make_client(SECRET, made[-1].url)

    yield wire
    for each in made:
        each.listening.close()


def reply(body: str, status: str = "200 OK", *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}", *headers]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


# what Slack says


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("Busy", web_api.BUSY),
        ("Refused", web_api.REFUSED),
        ("ChannelGone", web_api.CHANNEL_GONE),
        ("Unsendable", web_api.UNSENDABLE),
        ("MessageGone", web_api.MESSAGE_GONE),
        (
            "Unclear",
            ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "brand_new_code"],
        ),
    ],
)
def test_each_error_code_has_its_meaning(slack: FakeSlack, client: WebClient, kind: str, codes: Any) -> None:
    for code in sorted(codes):
        slack.faults.error("chat.postMessage", code)
        assert (code, kind_of(client)) == (code, kind)


def test_no_code_has_two_meanings() -> None:
    every = [
        *web_api.BUSY,
        *web_api.REFUSED,
        *web_api.CHANNEL_GONE,
        *web_api.UNSENDABLE,
        *web_api.MESSAGE_GONE,
    ]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("status", [500, 502, 503, 504, 400, 403, 404, 407])
def test_an_http_error_may_have_been_taken_or_not(slack: FakeSlack, client: WebClient, status: int) -> None:
    slack.faults.status("chat.postMessage", status)
    assert kind_of(client) == "Unclear"


@pytest.mark.parametrize("status", [200, 500, 503])
def test_a_page_where_json_was_expected_is_unclear(slack: FakeSlack, client: WebClient, status: int) -> None:
    slack.faults.html("chat.postMessage", status=status)
    assert str(failure(client)) == f"HTTP {status}"


def test_an_error_code_that_is_none_is_not_repeated(slack: FakeSlack, client: WebClient) -> None:
    slack.faults.error("chat.postMessage", POST)
    assert str(failure(client)) == "HTTP 200"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (["Retry-After: 30"], 30.0), (["retry-after: 7"], 7.0), (["Retry-After: 1.5"], 1.5), ([], 5.0),
        (["Retry-After: soon"], 5.0), (["Retry-After: Fri, 20 Nov 2026 12:00:00 GMT"], 5.0),
        (["Retry-After: -3"], 0.1), (["Retry-After: 0"], 0.1), (["Retry-After: 999999"], 3600.0),
        (["Retry-After: nan"], 0.1), (["Retry-After: inf"], 3600.0),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "body", ['{"ok": false, "error": "ratelimited"}', HTML, ""], ids=["json", "page", "nothing"]
)
def test_a_rate_limit_says_how_long_to_wait(
    wired: Callable[[bytes], WebClient], headers: list[str], seconds: float, body: str
) -> None:
    error = failure(wired(reply(body, "429 Too Many Requests", *headers)))
    assert isinstance(error, messenger.Busy)
    assert error.retry_after == seconds


# what the network does


@pytest.mark.parametrize(
    "answer",
    [
        reply("[1, 2]"), reply('"text"'), reply("7"), reply("true"), reply("null"), reply(""), reply("{}"),
        b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"ok\": tr",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n\xff\xfe\xfd",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"HTTP/1.1 99999 X\r\n\r\n",
    ],
    ids=range(13),
)  # fmt: skip
def test_an_answer_that_cannot_be_read_is_unclear(wired: Callable[[bytes], WebClient], answer: bytes) -> None:
    assert kind_of(wired(answer)) == "Unclear"


def test_a_lost_reply_is_unclear_and_the_message_is_not_sent_twice(
    slack: FakeSlack, client: WebClient
) -> None:
    slack.faults.lose_reply("chat.postMessage")
    assert kind_of(client) == "Unclear"
    assert len(slack.messages("alerts")) == 1


def test_an_answer_that_does_not_come_in_time_is_unclear(slack: FakeSlack, client: WebClient) -> None:
    client.timeout = 0.05  # type: ignore[assignment]
    slack.faults.hang("chat.postMessage")
    assert str(failure(client)) == "no answer in time"


def test_a_refused_connection_was_never_seen(slack: FakeSlack) -> None:
    del slack
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert str(failure(make_client(SECRET, f"http://127.0.0.1:{port}/api/"))) == "connection refused"


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (ConnectionRefusedError(), "Unreachable"),
        (socket.gaierror(-2, "Name or service not known"), "Unreachable"),
        (ssl.SSLCertVerificationError("self-signed certificate"), "Unreachable"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "Unreachable"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "Unreachable"),
        (OSError("Tunnel connection failed: 407 Proxy Authentication Required"), "Unreachable"),
        (ConnectionResetError(), "Unclear"),
        (BrokenPipeError(), "Unclear"),
        (TimeoutError(), "Unclear"),
        (ssl.SSLError("decryption failed"), "Unclear"),
        (OSError("something else"), "Unclear"),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_only_what_never_arrived_counts_as_unsent(cause: OSError, kind: str, wrapped: bool) -> None:
    def fails() -> None:
        raise URLError(cause) if wrapped else cause

    with pytest.raises(messenger.MessengerError) as caught:
        call(fails)
    assert type(caught.value).__name__ == kind


def test_a_proxy_that_refuses_is_named_with_its_status() -> None:
    def fails() -> None:
        raise OSError(f"Tunnel connection failed: 407 {POST}")

    with pytest.raises(messenger.Unreachable, match=r"^the proxy answers HTTP 407$"):
        call(fails)


def test_a_fault_of_our_own_is_no_error_of_slack() -> None:
    def fails() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call(fails)


# what the errors say


@pytest.mark.parametrize(
    "spoil",
    [
        lambda faults: faults.error("chat.postMessage", "invalid_blocks"),
        lambda faults: faults.error("chat.postMessage", SECRET),
        lambda faults: faults.error("chat.postMessage", POST),
        lambda faults: faults.status("chat.postMessage", 503),
        lambda faults: faults.html("chat.postMessage"),
        lambda faults: faults.lose_reply("chat.postMessage"),
        lambda faults: faults.rate_limit("chat.postMessage"),
    ],
    ids=["code", "secret", "post", "status", "page", "lost", "busy"],
)
def test_no_error_repeats_the_token_or_the_post(
    slack: FakeSlack, client: WebClient, spoil: Callable[..., None]
) -> None:
    spoil(slack.faults)
    told = repr(failure(client))
    assert (SECRET in told, POST in told) == (False, False)


def test_an_error_does_not_lead_back_to_the_answer_it_was_made_of(
    slack: FakeSlack, client: WebClient
) -> None:
    slack.faults.error("chat.postMessage", "invalid_blocks")
    error = failure(client)
    assert (error.__cause__, error.__context__) == (None, None)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        (None, "https://slack.com/api/"),
        ("http://127.0.0.1:9/api", "http://127.0.0.1:9/api/"),
        ("http://127.0.0.1:9/api/", "http://127.0.0.1:9/api/"),
    ],
)
def test_the_address_of_slack_is_a_setting(given: str | None, used: str) -> None:
    assert make_client(SECRET, given).base_url == used


def test_the_client_never_tries_again_by_itself() -> None:
    assert make_client(SECRET, None).retry_handlers == []
