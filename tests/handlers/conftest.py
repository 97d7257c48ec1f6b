"""A fake Slack, a desk, and a bot at the desk that Slack reaches by signed posts."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.store import Store
from handlers.app import build_app
from handlers.connections import HttpConnection
from tests.fakes.slack import FakeSlack
from tests.handlers.given import Desk, a_policy


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(channels=("alerts", "ops")) as made:
        yield made


@pytest.fixture
def quiet_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk without Slack."""
    policy = a_policy(tmp_path / "heedline.db")
    desk = Desk(policy=policy, store=Store(policy.database))
    yield desk
    desk.close()


@pytest.fixture
def desk(tmp_path: Path, slack: FakeSlack) -> Iterator[Desk]:
    """A desk whose courier delivers to the fake Slack, and which answers its clicks and commands."""
    policy = a_policy(tmp_path / "heedline.db")
    desk = Desk(policy=policy, store=Store(policy.database), slack=slack)
    app = build_app(desk.client, desk.counter, slack.signing_secret)
    door = HttpConnection(app, 0)
    threading.Thread(target=door.serve, daemon=True).start()
    slack.use_http(f"http://127.0.0.1:{door.port}/slack/events")
    yield desk
    door.close()
    app.listener_runner.listener_executor.shutdown()
    desk.close()
