"""The two doors for Slack's requests: HTTP with signatures, and Socket Mode that comes back after every trouble."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from desk import messenger
from handlers.app import build_app
from handlers.connections import MOST_BODY, HttpConnection, SocketConnection, try_socket
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack, HttpAnswer
from tests.fakes.slack_payloads import slash
from tests.handlers.given import Desk
from triage.model import State

# HTTP


def url_of(slack: FakeSlack) -> str:
    return str(slack.transport.url)


def command_by_hand(slack: FakeSlack, **how: object) -> HttpAnswer:
    payload = slash(slack.work, slack.user("maya"), slack.channel("alerts"), "/heed", "list", "")
    return slack.signed_post(url_of(slack), payload, slack.signing_secret, **how)


@pytest.mark.usefixtures("desk")
def test_a_request_with_a_good_signature_is_served(slack: FakeSlack) -> None:
    assert command_by_hand(slack).status == 200


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "how",
    [
        {"forged": True},
        {"timestamp": time.time() - 600},
        {"timestamp": time.time() + 600},
        {"headers": {"X-Slack-Signature": ""}},
    ],
    ids=["forged", "stale", "from the future", "unsigned"],
)
def test_a_request_that_slack_did_not_just_sign_is_refused(slack: FakeSlack, how: dict[str, object]) -> None:
    assert command_by_hand(slack, **how).status == 401


def test_a_forged_click_changes_nothing(slack: FakeSlack, desk: Desk) -> None:
    case_id = desk.hear()
    card = desk.card_of(case_id)
    slack.use_http(url_of(slack), "another secret")
    assert slack.click(card, "claim").status == 401
    assert desk.state_of(case_id) is State.NEW


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("verb", "path"), [("GET", "/slack/events"), ("POST", "/"), ("GET", "/slack/install")]
)
def test_nothing_else_is_to_be_found_there(slack: FakeSlack, verb: str, path: str) -> None:
    assert raw(slack, verb, path, b"").status == 404


@pytest.mark.usefixtures("desk")
def test_a_flood_is_not_read_to_its_end(slack: FakeSlack) -> None:
    assert raw(slack, "POST", "/slack/events", b"x" * (MOST_BODY + 1)).status == 413


def raw(slack: FakeSlack, verb: str, path: str, body: bytes) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(
        "127.0.0.1", int(url_of(slack).split(":")[2].split("/")[0]), timeout=5
    )
    connection.request(verb, path, body)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_a_port_that_is_taken_is_an_error_at_once(slack: FakeSlack, desk: Desk) -> None:
    taken = int(url_of(slack).split(":")[2].split("/")[0])
    with pytest.raises(OSError, match="in use"):
        HttpConnection(build_app(desk.client, desk.counter, "s"), taken)


# Socket Mode


@pytest.fixture
def opened(slack: FakeSlack, desk: Desk) -> Iterator[SocketConnection]:
    """The desk's bot, on a socket."""
    connection = SocketConnection.open(
        build_app(desk.client, desk.counter), slack.app_token, ping_seconds=0.5
    )
    slack.transport = slack.sockets
    slack.wait_connected()
    yield connection
    threading.Thread(target=connection.close, daemon=True).start()


def served(slack: FakeSlack) -> bool:
    """A command typed now is acknowledged and answered."""
    before = len(slack.ephemerals())
    acked = slack.command("/heed", "list").acked
    slack.wait_for(lambda: len(slack.ephemerals()) > before, 5, "an answer")
    return acked


@pytest.mark.usefixtures("opened")
def test_commands_and_clicks_arrive_over_a_socket(slack: FakeSlack, desk: Desk) -> None:
    assert served(slack)
    card = desk.card_of(desk.hear())
    assert slack.click(card, "claim").acked
    slack.wait_for(lambda: "Claimed by" in text_of(card.blocks), 5, "the claim on the card")


def refuse_twice_and_cut(slack: FakeSlack) -> None:
    slack.refuse_handshakes(2)
    slack.cut()


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("trouble", [FakeSlack.cut, FakeSlack.disconnect, refuse_twice_and_cut])
def test_a_socket_comes_back_and_serves(slack: FakeSlack, trouble: Callable[[FakeSlack], None]) -> None:
    before = slack.sockets.handshakes
    trouble(slack)
    slack.wait_for(lambda: slack.sockets.handshakes > before, 10, "a new handshake")
    slack.wait_connected(10)
    assert served(slack)


@pytest.mark.usefixtures("desk")
def test_what_is_heard_grows_while_the_line_lives(slack: FakeSlack, opened: SocketConnection) -> None:
    del slack
    before, pause = opened.heard, threading.Event()
    while opened.heard <= before + 2:
        pause.wait(0.01)


def test_a_wrong_app_token_is_refused_and_leaves_no_thread_behind(slack: FakeSlack, desk: Desk) -> None:
    app = build_app(desk.client, desk.counter)
    before = threading.active_count()
    for _ in range(3):
        with pytest.raises(messenger.Refused, match="invalid_auth"):
            SocketConnection.open(app, "xapp-wrong")
    assert threading.active_count() == before


@pytest.mark.parametrize("code", ["internal_error", "ratelimited"])
def test_a_slack_that_opens_no_socket_is_told_as_any_other_trouble(
    slack: FakeSlack, desk: Desk, code: str
) -> None:
    slack.faults.error("apps.connections.open", code)
    with pytest.raises(messenger.MessengerError):
        SocketConnection.open(build_app(desk.client, desk.counter), slack.app_token)


def test_an_answer_without_an_address_is_unclear(slack: FakeSlack, desk: Desk) -> None:
    slack.on_acted = lambda method, args, answer: answer.pop("url", None)
    with pytest.raises(messenger.Unclear, match="no address"):
        SocketConnection.open(build_app(desk.client, desk.counter), slack.app_token)


def test_trying_a_socket_opens_one_and_leaves(slack: FakeSlack, desk: Desk) -> None:
    try_socket(desk.client, slack.app_token)
    assert slack.sockets.handshakes == 1


def test_a_firewall_that_stops_websockets_is_found_out(slack: FakeSlack, desk: Desk) -> None:
    slack.refuse_handshakes(1)
    with pytest.raises(messenger.Unreachable, match="no websocket comes about"):
        try_socket(desk.client, slack.app_token)
