"""The running bot: it starts through any trouble of Slack's, serves, and ends in time."""

import gc
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk import operator
from desk.store import Store
from desk.troubles import PERMISSION
from roof import run as running
from roof.database import CannotStart
from roof.run import Bot, clock
from roof.settings import Secrets
from tests.fakes.slack import FakeSlack, Message, text_of
from tests.handlers.given import a_policy
from tests.roof.conftest import CONFIG, FILE_SOURCE
from triage.model import SourceSettings, Subject
from triage.policy import Policy
from triage.roles import Roles

ROOT = Path(__file__).parents[2]
RUDE = "The Northgate staff was rude and nobody came for nine hours"

# a bot stopped in the midst of its handshake leaves the library's socket to the garbage collector
pytestmark = pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
)


class Stage:
    """A folder with a growing file, and a bot that reads it."""

    def __init__(self, folder: Path, slack: FakeSlack) -> None:
        self.slack, self.posts = slack, folder / "posts.jsonl"
        self.posts.touch()
        source = SourceSettings(name="survey", kind="file", every=0.05, options={"path": str(self.posts)})
        self.policy = a_policy(
            folder / "heedline.db",
            sources=(source,),
            subjects=(Subject(name="Northgate", kind="own", match="northgate"),),
        )
        self.secrets = Secrets(slack.env)
        self.bots: list[Bot] = []

    def start(self, policy: Policy | None = None) -> Bot:
        bot = Bot(policy or self.policy, self.secrets)
        self.bots.append(bot)
        bot.start()
        return bot

    def hear(self, number: int = 1) -> None:
        with self.posts.open("a") as file:
            file.write(json.dumps({"id": str(number), "text": f"{RUDE} {number}"}) + "\n")

    def card(self) -> Message:
        (card,) = self.slack.wait_for(lambda: self.slack.cards("alerts"), 10, "a card")
        assert isinstance(card, Message)
        return card

    def close(self) -> None:
        for bot in self.bots:
            bot.stop()
        gc.collect()  # what a bot left behind is found within this test and no later one


@pytest.fixture
def stage(tmp_path: Path, slack: FakeSlack) -> Iterator[Stage]:
    made = Stage(tmp_path, slack)
    yield made
    made.close()


def test_what_is_heard_becomes_a_card_that_answers_to_clicks(slack: FakeSlack, stage: Stage) -> None:
    stage.start()
    stage.hear()
    card = stage.card()
    slack.wait_connected(10)
    slack.click(card, "claim")
    slack.wait_for(lambda: "Claimed by" in text_of(card.blocks), 5, "the claim on the card")


def test_cards_go_out_while_the_socket_is_refused(slack: FakeSlack, stage: Stage) -> None:
    slack.faults.error("apps.connections.open", "invalid_auth", times=99)
    stage.start()
    stage.hear()
    assert RUDE in text_of(stage.card().blocks)


def test_that_clicks_cannot_arrive_is_told_in_the_operators_channel(slack: FakeSlack, stage: Stage) -> None:
    slack.faults.error("apps.connections.open", "invalid_auth", times=99)
    stage.start()
    (notice,) = slack.wait_for(lambda: slack.messages("ops"), 10, "a notice")
    assert "clicks on cards and /heed do not arrive. Run bot.py doctor." in text_of(notice.blocks)


def test_what_the_last_process_said_of_a_socket_is_taken_back(slack: FakeSlack, stage: Stage) -> None:
    store = Store(stage.policy.database)
    operator.raise_notice(store, stage.policy, "socket", "no clicks", clock())
    operator.raise_notice(store, stage.policy, "loop:keeper", "keeps failing", clock())
    operator.raise_notice(store, stage.policy, PERMISSION, "no links", clock())
    store.close()
    stage.start()
    slack.wait_for(lambda: told(slack, "Clicks on cards and /heed arrive again."), 10, "the all-clear")
    slack.wait_for(lambda: told(slack, "\u201ckeeper\u201d was started anew."), 10, "the all-clear")
    slack.wait_for(lambda: told(slack, "where a permission is still missing."), 10, "the all-clear")


def told(slack: FakeSlack, words: str) -> bool:
    return any(words in text_of(message.blocks) for message in slack.messages("ops"))


def test_a_shared_default_channel_is_told_at_the_start_and_gets_no_card(
    slack: FakeSlack, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    slack.channel("alerts").shared = True
    stage.start()
    slack.wait_for(lambda: told(slack, "#alerts cannot be posted to (shared_channel)"), 10, "a notice")
    assert "outsiders would read complaints" in caplog.text
    stage.hear()
    slack.wait_connected(10)
    slack.wait_for(lambda: len(slack.called("conversations.info")) >= 2, 10, "a look at both channels")
    assert slack.cards("alerts") == []
    assert slack.event("channel_unshared", channel="alerts").acked


def test_roles_are_read_at_the_start_and_count(slack: FakeSlack, stage: Stage) -> None:
    slack.add_group("care", ["maya"])
    stage.start(replace(stage.policy, roles=Roles(agent=("@care",))))
    slack.wait_for(lambda: slack.called("usergroups.users.list"), 10, "a look at the members")
    stage.hear()
    card = stage.card()
    slack.wait_connected(10)
    slack.click(card, "claim", user="nora")
    slack.wait_for(lambda: slack.ephemerals("nora"), 10, "a refusal")
    slack.click(card, "claim")
    slack.wait_for(lambda: "Claimed by" in text_of(card.blocks), 10, "the claim on the card")


def test_a_part_that_keeps_failing_is_told(slack: FakeSlack, stage: Stage) -> None:
    stage.start()._alarm("keeper", clock())
    slack.wait_for(lambda: told(slack, "\u201ckeeper\u201d keeps failing"), 10, "the alarm")


def test_the_bot_serves_over_http_too(slack: FakeSlack, stage: Stage) -> None:
    policy = replace(stage.policy, slack=replace(stage.policy.slack, mode="http", port=0))
    bot: Any = stage.start(policy)
    slack.use_http(f"http://127.0.0.1:{bot._connection.port}/slack/events")
    slack.command("/heed", "list")
    slack.wait_for(slack.ephemerals, 5, "an answer")


def test_a_port_that_is_taken_is_told(slack: FakeSlack, stage: Stage) -> None:
    http = replace(stage.policy, slack=replace(stage.policy.slack, mode="http", port=0))
    bot: Any = stage.start(http)
    second = replace(http, database=f"{http.database}2", slack=replace(http.slack, port=bot._connection.port))
    with pytest.raises(
        CannotStart, match=r"Port \d+ cannot be used: Address already in use. See \[slack\] port"
    ):
        stage.start(second)


def test_two_bots_on_one_database_are_refused(stage: Stage) -> None:
    stage.start()
    with pytest.raises(CannotStart, match="is in use by another Heedline"):
        stage.start()


def test_a_source_without_its_key_is_named_and_the_others_are_read(
    slack: FakeSlack, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    off = SourceSettings(name="posts", kind="x", every=60)
    stage.start(replace(stage.policy, sources=(off, *stage.policy.sources)))
    assert "needs X_BEARER_TOKEN in .env" in caplog.text
    stage.hear()
    stage.card()


def test_a_stopped_bot_has_closed_its_database(stage: Stage) -> None:
    bot = stage.start()
    stage.bots.clear()
    bot.stop()
    assert not Path(f"{stage.policy.database}-wal").exists()


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # its socket is left behind too
def test_a_bot_whose_slack_hangs_leaves_what_hangs_behind(
    slack: FakeSlack, stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(running, "STOP_WITHIN", 0.3)
    hang = slack.faults.hang("chat.postMessage", times=9)
    bot = stage.start()
    stage.bots.clear()
    stage.hear()
    hang.wait_reached(10)
    with caplog.at_level(logging.INFO):
        bot.stop()
    assert "left behind: courier" in caplog.text
    hang.release()
    for thread in [each for each in threading.enumerate() if each.name == "courier"]:
        thread.join(10)
    gc.collect()  # within this test and no later one


# a process of its own


@pytest.fixture
def process(config: Path, slack: FakeSlack) -> Iterator["subprocess.Popen[bytes]"]:
    config.write_text(CONFIG + FILE_SOURCE)
    (config.parent / "posts.jsonl").write_text(json.dumps({"id": "1", "text": RUDE}) + "\n")
    command = [sys.executable, str(ROOT / "bot.py"), "run", "--config", str(config)]
    made = subprocess.Popen(command, env=os.environ | slack.env, stderr=subprocess.PIPE)
    yield made
    made.kill()
    made.communicate()


def test_sigterm_ends_the_bot_within_ten_seconds_although_slack_hangs(
    slack: FakeSlack, process: "subprocess.Popen[bytes]"
) -> None:
    hang = slack.faults.hang("chat.postMessage")
    hang.wait_reached(10)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_bot_at_once_where_nothing_hangs(
    slack: FakeSlack, process: "subprocess.Popen[bytes]", number: signal.Signals
) -> None:
    slack.wait_connected(10)
    slack.wait_for(lambda: slack.cards("alerts"), 10, "a card")
    process.send_signal(number)
    assert process.wait(30) == 0
    assert process.stderr is not None
    lines = process.stderr.read().decode().splitlines()
    assert [line for line in lines if "left behind" in line] == []  # no thread was waited for in vain
    assert [
        line for line in lines if not line[:20].endswith("Z")
    ] == []  # nothing but log lines, no traceback
