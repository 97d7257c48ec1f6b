"""The two doors of the fake Slack: the socket with a bare client, and signed HTTP with a Bolt app."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import websocket
from slack_bolt import BoltRequest
from slack_sdk import WebClient

from tests.fakes.slack import FakeSlack, NotConnected
from tests.fakes.small_bot import posted, small_app

Json = dict[str, Any]


# the socket itself, with a bare client


@pytest.fixture
def bare() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


def connect(slack: FakeSlack) -> tuple[websocket.WebSocket, Json]:
    web = WebClient(base_url=slack.url)
    url = web.apps_connections_open(app_token=slack.app_token)["url"]
    link = websocket.create_connection(url, timeout=5)
    return link, json.loads(link.recv())


def test_hello_comes_first_and_pings_are_answered(bare: FakeSlack) -> None:
    link, hello = connect(bare)
    assert hello["type"] == "hello"
    link.ping("beat")
    code, data = link.recv_data(control_frame=True)
    assert (code, data) == (websocket.ABNF.OPCODE_PONG, b"beat")
    link.close()


def test_a_frozen_socket_stays_open_and_answers_no_ping(bare: FakeSlack) -> None:
    link, _ = connect(bare)
    bare.wait_connected()
    bare.freeze()
    link.ping("beat")
    assert not bare.command("/heed", timeout=0).acked
    link.settimeout(0.1)
    with pytest.raises(websocket.WebSocketTimeoutException):
        link.recv()
    assert bare.sockets.connected
    link.close(timeout=0)


def test_a_polite_disconnect_leaves_no_socket_for_envelopes(bare: FakeSlack) -> None:
    link, _ = connect(bare)
    bare.wait_connected()
    bare.disconnect("warning")
    assert json.loads(link.recv())["reason"] == "warning"
    with pytest.raises(NotConnected):
        bare.command("/heed")
    other, _ = connect(bare)
    bare.wait_connected()
    link.close()
    other.close()


def test_handshakes_are_refused_as_often_as_told(bare: FakeSlack) -> None:
    bare.refuse_handshakes(2)
    for _ in range(2):
        with pytest.raises(websocket.WebSocketBadStatusException):
            connect(bare)
    link, _ = connect(bare)
    bare.wait_connected()
    link.close()


def test_an_unknown_ticket_is_refused(bare: FakeSlack) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(f"ws://127.0.0.1:{bare.sockets.port}/link/?ticket=guess")


def test_an_envelope_on_a_cut_socket_is_lost_at_once(bare: FakeSlack) -> None:
    link, _ = connect(bare)
    bare.wait_connected()
    cutter = threading.Thread(target=_cut_once_sent, args=(bare,))
    cutter.start()
    told = bare.command("/heed", "list", timeout=5)
    assert told.lost
    assert told.seconds < 2
    cutter.join(5)
    link.close()


def _cut_once_sent(slack: FakeSlack) -> None:
    slack.wait_for(lambda: slack.sockets.waiting)
    slack.cut()


def test_an_envelope_goes_to_one_of_several_sockets(bare: FakeSlack) -> None:
    links = [connect(bare)[0] for _ in range(2)]
    bare.wait_connected(count=2)
    told = [bare.command("/heed", str(n), timeout=0) for n in range(12)]
    bare.cut()
    first, second = (_drain(link) for link in links)
    assert first
    assert second
    assert {each.envelope["envelope_id"] for each in told} == {*first, *second}


def _drain(link: websocket.WebSocket) -> list[str]:
    """Ids of the envelopes that arrived before the socket was cut."""
    got = []
    try:
        while text := link.recv():
            got.append(json.loads(text)["envelope_id"])
    except (websocket.WebSocketException, OSError):
        pass
    return got


# HTTP mode


@pytest.fixture
def request_url(bare: FakeSlack) -> Iterator[str]:
    app = small_app(bare)

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = app.dispatch(BoltRequest(body=body, headers=dict(self.headers.items())))
            self.send_response(answer.status)
            for name, values in answer.headers.items():
                self.send_header(name, values[0])
            self.end_headers()
            self.wfile.write((answer.body or "").encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/slack/events"
    server.shutdown()
    server.server_close()


def test_the_same_acts_work_over_signed_http(bare: FakeSlack, request_url: str) -> None:
    bare.use_http(request_url)
    told = bare.command("/heed", "list")
    assert (told.status, told.payload) == (200, {"text": "you said list"})
    message = posted(bare, WebClient(token=bare.bot_token, base_url=bare.url))
    assert bare.click(message, "Claim").acked
    view = bare.wait_for(bare.modal)
    assert bare.submit(view, {"Why": "no"}).payload["response_action"] == "errors"
    assert bare.open_home().acked
    bare.wait_for(bare.home)


def test_forged_and_stale_signatures_are_refused_by_bolt(bare: FakeSlack, request_url: str) -> None:
    secret, payload = bare.signing_secret, {"type": "url_verification", "challenge": "c7"}
    assert bare.signed_post(request_url, payload, secret).text == '{"challenge": "c7"}'
    assert bare.signed_post(request_url, payload, secret, forged=True).status == 401
    assert bare.signed_post(request_url, payload, secret, timestamp=1_000_000_000).status == 401


def test_a_closed_door_is_told(bare: FakeSlack) -> None:
    bare.use_http("http://127.0.0.1:1/slack/events")
    told = bare.command("/heed")
    assert told.lost
    assert "refused" in told.error
