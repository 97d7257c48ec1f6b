"""The two doors for Slack's requests: HTTP with signatures, and Socket Mode that comes back after every trouble."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from urllib.parse import urlsplit

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
    assert raw(slack, verb, path).status == 404


@pytest.mark.usefixtures("desk")
def test_a_flood_is_refused_before_it_is_read(slack: FakeSlack) -> None:
    assert raw(slack, "POST", "/slack/events", announced=MOST_BODY + 1).status == 413


def raw(slack: FakeSlack, verb: str, path: str, announced: int = 0) -> http.client.HTTPResponse:
    """A request without a body, whatever it announces."""
    connection = http.client.HTTPConnection("127.0.0.1", port_of(slack), timeout=5)
    with closing(connection):
        connection.putrequest(verb, path)
        connection.putheader("Content-Length", str(announced))
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        return answer


def port_of(slack: FakeSlack) -> int:
    return int(urlsplit(url_of(slack)).port or 0)


def test_a_port_that_is_taken_is_an_error_at_once(slack: FakeSlack, desk: Desk) -> None:
    with pytest.raises(OSError, match="in use"):
        HttpConnection(build_app(desk.client, desk.counter, "s"), port_of(slack))


# Socket Mode


class Line:
    """The desk's bot on one socket, and what became of it."""

    def __init__(self, slack: FakeSlack, desk: Desk) -> None:
        self.slack, self.woken = slack, threading.Event()
        self.app = build_app(desk.client, desk.counter)
        self.connection = SocketConnection.open(self.app, slack.app_token, self.woken.set, ping_seconds=0.05)
        slack.transport = slack.sockets
        self.wait(lambda line: line.heard)

    def wait(self, predicate: Callable[[SocketConnection], object]) -> None:
        while not predicate(self.connection):
            assert self.woken.wait(5), "nothing happened on the line"
            self.woken.clear()


@pytest.fixture
def line(slack: FakeSlack, desk: Desk) -> Iterator[Line]:
    made = Line(slack, desk)
    slack.wait_connected()
    yield made
    made.connection.close()
    made.app.listener_runner.listener_executor.shutdown()


@pytest.mark.usefixtures("line")
def test_commands_and_clicks_arrive_over_a_socket(slack: FakeSlack, desk: Desk) -> None:
    assert slack.command("/heed", "list").acked
    card = desk.card_of(desk.hear())
    assert slack.click(card, "claim").acked
    slack.wait_for(lambda: "Claimed by" in text_of(card.blocks), 5, "the claim on the card")


def test_a_line_that_is_cut_is_known_to_be_closed(slack: FakeSlack, line: Line) -> None:
    slack.cut()
    line.wait(lambda connection: connection.closed)


def test_a_line_that_slack_asks_to_leave_goes_on_serving_until_it_is_closed(
    slack: FakeSlack, line: Line
) -> None:
    slack.disconnect()
    line.wait(lambda connection: connection.leaving)
    assert not line.connection.closed


def test_a_line_whose_handshake_is_refused_is_known_to_be_closed(slack: FakeSlack, desk: Desk) -> None:
    slack.refuse_handshakes(99)
    woken = threading.Event()
    connection = SocketConnection.open(build_app(desk.client, desk.counter), slack.app_token, woken.set)
    assert woken.wait(5)
    assert (connection.closed, connection.heard) == (True, 0)
    connection.close()


def test_what_is_heard_grows_while_the_line_lives(line: Line) -> None:
    before, pause = line.connection.heard, threading.Event()
    while line.connection.heard <= before + 2:
        pause.wait(0.01)


def test_nothing_is_heard_of_a_line_that_is_frozen(slack: FakeSlack, line: Line) -> None:
    slack.freeze()
    pause = threading.Event()
    pause.wait(0.1)  # what was under way when it froze
    before = line.connection.heard
    pause.wait(0.3)
    assert line.connection.heard == before


def test_a_wrong_app_token_is_refused_and_leaves_no_thread_behind(slack: FakeSlack, desk: Desk) -> None:
    app = build_app(desk.client, desk.counter)
    before = set(threading.enumerate())
    with pytest.raises(messenger.Refused, match="invalid_auth"):
        SocketConnection.open(app, "xapp-wrong")
    left = {thread.name for thread in set(threading.enumerate()) - before}
    assert [name for name in left if "(_run)" in name] == []  # as those of the socket library are called


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
