"""A fake Slack, a desk, and a bot at the desk that Slack reaches by signed posts."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desk.store import Store
from handlers.app import build_app
from handlers.connections import HttpConnection
from tests.fakes.slack import FakeSlack
from tests.handlers.given import Desk, a_policy
from triage.policy import Policy


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(channels=("alerts", "ops")) as made:
        yield made


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables: copying it is quicker than making one anew."""
    path = tmp_path_factory.mktemp("desk") / "empty.db"
    Store(path).close()
    return path


@pytest.fixture
def quiet_desk(tmp_path: Path, empty: Path) -> Iterator[Desk]:
    """A desk without Slack."""
    policy = a_policy(tmp_path / "heedline.db")
    shutil.copy(empty, policy.database)
    desk = Desk(policy=policy, store=Store(policy.database))
    yield desk
    desk.close()


@pytest.fixture
def served(slack: FakeSlack, empty: Path) -> Iterator[Callable[[Policy], Desk]]:
    """Opens a desk whose courier delivers to the fake Slack, and which answers its clicks and commands."""
    with ExitStack() as evening:

        def serve(policy: Policy) -> Desk:
            if not Path(policy.database).exists():
                shutil.copy(empty, policy.database)
            desk = Desk(policy=policy, store=Store(policy.database), slack=slack)
            evening.callback(desk.close)
            app = build_app(desk.client, desk.counter, slack.signing_secret, channels=desk.channels)
            evening.callback(app.listener_runner.listener_executor.shutdown)
            door = HttpConnection(app, 0)
            evening.callback(door.close)
            threading.Thread(target=door.serve, daemon=True).start()
            slack.use_http(f"http://127.0.0.1:{door.port}/slack/events")
            return desk

        yield serve


@pytest.fixture
def desk(tmp_path: Path, served: Callable[[Policy], Desk]) -> Desk:
    return served(a_policy(tmp_path / "heedline.db"))
