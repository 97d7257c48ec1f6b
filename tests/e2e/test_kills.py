"""kill -9 at any moment, with Slack misbehaving: no complaint without a card, no complaint with two."""

import random
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.stage import Stage
from tests.fakes.slack import FakeSlack, text_of

KILLS = 14  # in each of two lanes
COMPLAINTS_A_LIFE = 3

Moment = Callable[[Stage, random.Random], None]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with FakeSlack(channels=("complaints", "ops")) as slack:
        made = Stage(tmp_path, slack, many=True)
        yield made
        made.close()


def before_slack_acts(stage: Stage, draw: random.Random) -> None:
    """The request is on its way: Slack has not acted."""
    stage.slack.on_request = _at_call(draw.randint(1, 6), stage)


def after_slack_acted(stage: Stage, draw: random.Random) -> None:
    """Slack has acted, its answer is not read: the moment that makes doubles."""
    stage.slack.on_acted = _at_call(draw.randint(1, 4), stage, "chat.postMessage")


def at_any_answer(stage: Stage, draw: random.Random) -> None:
    stage.slack.on_acted = _at_call(draw.randint(1, 8), stage)


def after_a_while(stage: Stage, draw: random.Random) -> None:
    """At no particular moment: perhaps between reading a post and keeping it."""
    timer = threading.Timer(draw.uniform(0.2, 0.9), stage.kill)
    timer.daemon = True
    timer.start()


MOMENTS = (before_slack_acts, after_slack_acted, at_any_answer, after_a_while)


def _at_call(number: int, stage: Stage, method: str = "") -> Callable[..., None]:
    """A hook that kills the bot at the so-manieth call (of one method, or of any)."""
    calls = Counter[str]()

    def hook(called: str, *_: Any) -> None:
        if method in ("", called):
            calls["all"] += 1
            if calls["all"] == number:
                stage.kill()

    return hook


def complaint(number: int) -> dict[str, str]:
    """A complaint that is told from all others by one word."""
    text = f"Waited nine hours at Northgate and nobody came, this is unacceptable. Ticket q{number:04d}q"
    return {
        "id": f"post-{number}",
        "text": text,
        "author": f"@a{number}",
        "url": f"https://x.example.org/{number}",
    }


def cards_by_complaint(slack: FakeSlack, total: int) -> Counter[int]:
    texts = [text_of(message.blocks) for message in slack.cards(event_type="heedline_message")]
    return Counter({n: sum(f"q{n:04d}q" in text for text in texts) for n in range(total)})


def live_and_die(stage: Stage, moment: Moment, draw: random.Random) -> None:
    """One life of the bot, from its start to its violent end."""
    bot = stage.start()
    moment(stage, draw)
    assert bot.wait(20) == -signal.SIGKILL
    stage.slack.on_request = stage.slack.on_acted = None


@pytest.mark.parametrize("lane", [1, 2])
def test_every_complaint_has_one_card_after_many_kills(stage: Stage, lane: int) -> None:
    draw = random.Random(lane)
    slack = stage.slack
    slack.faults.rate_limit("chat.postMessage", retry_after=1, times=None, chance=0.04)
    slack.faults.status("chat.postMessage", 503, acts=True, times=None, chance=0.04)
    slack.faults.status("chat.postMessage", 500, acts=False, times=None, chance=0.04)
    slack.faults.lose_reply("chat.postMessage", acts=True, times=None, chance=0.04)
    total = 0
    for life in range(KILLS):
        for _ in range(COMPLAINTS_A_LIFE):
            stage.post(**complaint(total))
            total += 1
        live_and_die(stage, MOMENTS[life % len(MOMENTS)], draw)
        if life % 5 == 0:
            slack.cut()
    slack.faults.clear()
    stage.start()
    slack.wait_for(
        lambda: min(cards_by_complaint(slack, total).values()) == 1, 30, "a card for each complaint"
    )
    assert stage.stop() == 0
    assert set(cards_by_complaint(slack, total).values()) == {1}
    assert slack.problems == []
