"""The socket is kept open through everything Slack and the network do, and operators hear when it is not."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from desk.loops import Bell, Crew
from handlers.app import build_app
from roof.socket_mode import CHECK_EVERY, DEAF, REFUSED_WAIT, SocketKeeper
from tests.fakes.slack import FakeSlack, NotConnected
from tests.handlers.given import NOON, Desk


class Kept:
    """A keeper that is stepped by hand, at made-up times, or by a crew of its own."""

    def __init__(self, slack: FakeSlack, desk: Desk) -> None:
        self.slack, self.bell = slack, Bell()
        self.told: list[str] = []
        self.crew = Crew(clock=lambda: datetime.now(UTC), alarm=lambda name, now: None)
        self.keeper = SocketKeeper(
            client=desk.client,
            app=build_app(desk.client, desk.counter),
            app_token=slack.app_token,
            trouble=lambda text, now: self.told.append(text),
            fine=lambda now: self.told.append("fine"),
            wake=self.bell.ring,
        )
        slack.transport = slack.sockets

    def step(self, seconds: float = 0) -> float:
        return self.keeper.step(NOON + timedelta(seconds=seconds))

    def run(self) -> None:
        self.crew.start("socket", self.keeper.step, self.bell)
        self.slack.wait_connected(10)

    def hear(self) -> None:
        """Waits until the present line said something."""
        pause = threading.Event()
        for _ in range(1000):
            if self.keeper.line is not None and self.keeper.line.heard:
                return
            pause.wait(0.005)
        raise AssertionError("the line said nothing")

    def end(self) -> None:
        """Waits until the present line is closed."""
        pause = threading.Event()
        while self.keeper.line is not None and not self.keeper.line.closed:
            pause.wait(0.002)

    def served(self) -> bool:
        """A command is answered, if need be at the second try, as a person would."""
        for _ in range(20):
            with suppress(NotConnected):
                if self.slack.command("/heed", "list", timeout=1).acked:
                    return True
            self.slack.wait_connected(10)
        return False

    def close(self) -> None:
        self.crew.stop()
        self.crew.join(5)
        self.keeper.close()
        self.keeper.app.listener_runner.listener_executor.shutdown()


@pytest.fixture
def kept(slack: FakeSlack, desk: Desk) -> Iterator[Kept]:
    made = Kept(slack, desk)
    yield made
    made.close()


def test_the_first_step_connects_and_the_first_word_is_told_once(kept: Kept) -> None:
    assert kept.step() == CHECK_EVERY
    kept.hear()
    kept.step(1)
    kept.step(2)
    assert kept.told == ["fine"]


def test_slack_that_does_not_answer_at_the_start_is_tried_again(slack: FakeSlack, kept: Kept) -> None:
    slack.faults.status("auth.test", 503)
    assert kept.step() == CHECK_EVERY
    assert kept.keeper.line is None
    kept.step(5)
    kept.hear()
    assert kept.served()


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
def test_a_refused_token_is_told_at_once_and_tried_again_later(
    slack: FakeSlack, kept: Kept, method: str
) -> None:
    slack.faults.error(method, "invalid_auth", times=2)
    assert [kept.step(), kept.step(60)] == [REFUSED_WAIT, REFUSED_WAIT]
    kept.step(120)
    kept.hear()
    kept.step(121)
    assert [text[:28] for text in kept.told] == ["Slack refuses a token (inval", "fine"]


def test_a_slack_that_asks_to_wait_is_waited_for(slack: FakeSlack, kept: Kept) -> None:
    slack.faults.rate_limit("apps.connections.open", retry_after=17)
    assert kept.step() == 17


def test_when_slack_asks_to_move_the_old_line_serves_until_the_new_one_is_heard(
    slack: FakeSlack, kept: Kept
) -> None:
    kept.run()
    old = kept.keeper.line
    slack.disconnect()
    slack.wait_connected(10)
    assert kept.served()
    assert kept.keeper.line is not old


def test_after_a_cut_the_line_is_back(slack: FakeSlack, kept: Kept) -> None:
    kept.run()
    slack.cut()
    assert kept.served()


def test_after_refused_handshakes_the_line_is_back(slack: FakeSlack, kept: Kept) -> None:
    kept.run()
    slack.refuse_handshakes(2)
    slack.cut()
    assert kept.served()


def test_a_line_that_falls_silent_is_replaced(slack: FakeSlack, kept: Kept) -> None:
    kept.step()
    kept.hear()
    kept.step(1)
    old = kept.keeper.line
    slack.freeze()
    kept.step(30)
    assert kept.keeper.line is old
    kept.step(32)
    kept.hear()
    assert kept.keeper.line is not old


def test_sockets_that_never_say_a_word_are_opened_ever_more_rarely(slack: FakeSlack, kept: Kept) -> None:
    slack.refuse_handshakes(10_000)
    opened = set()
    for second in range(600):
        kept.step(second)
        line = kept.keeper.line
        assert line is not None
        opened.add(line)
        kept.end()
    assert 15 < len(opened) < 60


def test_that_no_socket_stays_open_is_told_after_two_minutes(slack: FakeSlack, kept: Kept) -> None:
    slack.refuse_handshakes(10_000)
    kept.step()
    kept.end()
    kept.step(119)
    assert kept.told == []
    kept.end()
    kept.step(121)
    kept.end()
    kept.step(300)
    kept.end()
    assert kept.told == [DEAF]


def test_an_outage_is_left_to_the_courier_to_tell(slack: FakeSlack, kept: Kept) -> None:
    slack.faults.status("auth.test", 503, times=1000)
    for second in range(0, 119, 5):
        kept.step(second)
    assert kept.told == []


def test_closing_takes_no_time(kept: Kept) -> None:
    kept.step()
    kept.hear()
    closing = threading.Thread(target=kept.keeper.close)
    closing.start()
    closing.join(1)
    assert not closing.is_alive()
