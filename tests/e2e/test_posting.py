"""A reply through the running bot to a platform: posted once, also where the bot is killed before it hears the answer."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk import cases, replies, sending
from desk.store import Store
from roof import posting
from roof.settings import load
from tests.e2e.stage import Stage
from tests.fakes.posting import X_KEYS, FakePostingX
from tests.fakes.slack import FakeSlack, text_of
from triage.model import Actor
from triage.reply import ReplyState

SOURCE = """
[[source]]
name = "x"
kind = "x"
every = "1s"
base_url = "{url}"
account = "NorthgateHealth"
post_replies = true
"""
ANA = Actor(id="U1", name="Ana")
TEXT = "We are sorry that you waited. Please write to us: care@northgate.example.org"


class Posting(Stage):
    """A bot that may post on X, and a case there whose author mentioned it."""

    def __init__(self, folder: Path, slack: FakeSlack, x: FakePostingX) -> None:
        super().__init__(folder, slack, more=SOURCE.format(url=x.base_url))
        self.x = x
        self.secrets = {"X_BEARER_TOKEN": x.token, **X_KEYS}
        x.post(
            "@NorthgateHealth The Northgate staff was rude and nobody came for nine hours",
            entities={"mentions": [{"username": "NorthgateHealth"}]},
        )

    def open(self) -> tuple[Store, str]:
        """The bot's own database, and its case."""
        self.slack.wait_for(lambda: self.slack.cards("complaints"), 20, "a card")
        store = Store(self.folder / "heedline.db")
        (case,), _ = cases.list_open(store, 1, 10)
        return store, case.id

    def ask(self, store: Store, case_id: str) -> None:
        """Ana writes a reply that needs no approval, and asks for it to be posted."""
        now = datetime.fromtimestamp(time.time(), UTC)
        policy, secrets = load(self.config, self.secrets)
        replies.write(
            store, case_id, replies.Draft(text=TEXT, base=0, needed=0), ANA, now, timedelta(hours=1)
        )
        asked = sending.request(store, posting.ready(policy, secrets.values), case_id, ANA, now)
        assert asked.refusal is None

    def times_posted(self) -> int:
        return sum(each.method == "POST" and each.path == "/2/tweets" for each in self.x.requests)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Posting]:
    with FakeSlack(channels=("complaints", "ops")) as slack, FakePostingX() as x:
        made = Posting(tmp_path, slack, x)
        yield made
        made.close()


def state_of(store: Store, case_id: str) -> str | None:
    found = sending.current(store, case_id)
    return found.state if found else None


def until(holds: Callable[[], bool], what: str) -> None:
    """Within 20 seconds; what happens outside Slack wakes nobody here."""
    pause = threading.Event()
    for _ in range(400):
        if holds():
            return
        pause.wait(0.05)
    raise TimeoutError(f"waited in vain for {what}")


def test_an_approved_reply_is_posted_and_told_in_the_cases_thread(stage: Posting) -> None:
    stage.start()
    store, case_id = stage.open()
    stage.ask(store, case_id)
    until(lambda: state_of(store, case_id) == "posted", "the end of the posting")
    assert stage.x.replies[0]["text"] == TEXT
    reply = replies.current(store, case_id)
    assert reply is not None
    assert (reply.state, reply.link) == (ReplyState.SENT, "https://x.com/NorthgateHealth/status/1001")
    stage.slack.wait_for(
        lambda: any("status/1001" in str(each.blocks) for each in stage.slack.messages("complaints")),
        10,
        "the note in the thread",
    )
    store.close()
    assert stage.stop() == 0
    assert TEXT not in stage.log.read_text()
    assert [key for key in X_KEYS.values() if key in stage.log.read_text()] == []


def test_a_bot_killed_before_it_hears_the_answer_never_posts_again_and_tells_people(stage: Posting) -> None:
    bot = stage.start()
    store, case_id = stage.open()
    stage.x.posting_hangs = True
    stage.ask(store, case_id)
    until(lambda: stage.times_posted() == 1, "the request that posts")
    stage.kill()
    assert bot.wait(5) == -signal.SIGKILL
    stage.x.posting_hangs = False
    stage.start()
    until(lambda: state_of(store, case_id) == "unclear", "the unclear end")
    stage.slack.wait_for(
        lambda: any("may have been posted" in text_of(each.blocks) for each in stage.slack.messages("ops")),
        10,
        "the operators' notice",
    )
    assert stage.stop() == 0
    assert (stage.times_posted(), len(stage.x.replies)) == (1, 1), "X had done it, and nobody asked again"
    found = sending.current(store, case_id)
    assert found is not None
    now = datetime.fromtimestamp(time.time(), UTC)
    assert (
        sending.settle(store, found.id, True, "https://x.com/NorthgateHealth/status/1001", ANA, now) is None
    )
    reply = replies.current(store, case_id)
    assert reply is not None
    assert (reply.state, reply.sent_by) == (ReplyState.SENT, "Ana")
    store.close()
