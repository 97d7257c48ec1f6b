"""bot.py unmodified between fakes of Slack, X, Reddit and a feed site, configured by env and TOML alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.stage import FILE_SOURCE, Stage
from tests.fakes.platforms import FakeFeeds, FakeReddit, FakeX
from tests.fakes.slack import FakeSlack, text_of

HOSTILE = "Northgate kept us waiting nine hours and was rude <!channel> <https://evil.example.org|click> *bold* \x1b[31m\u202eABC"


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(channels=("complaints", "ops")) as made:
        yield made


def card_with(slack: FakeSlack, words: str) -> object:
    return next((card for card in slack.cards() if words in text_of(card.blocks)), None)


def test_complaints_from_every_source_become_cards(slack: FakeSlack, tmp_path: Path) -> None:
    with FakeX() as x, FakeReddit() as reddit, FakeFeeds() as site:
        x.post("Third cancelled scan at Northgate. Nobody called. Unacceptable.")
        reddit.submit("Northgate ER", "Nine hours in the corridor and nobody came")
        site.publish("The nurse at Northgate was rude and dismissive")
        more = f"""{FILE_SOURCE}
[[source]]
name = "x"
kind = "x"
every = "1s"
base_url = "{x.base_url}"
[[source]]
name = "reddit"
kind = "reddit"
every = "1s"
subreddits = ["northgate"]
base_url = "{reddit.base_url}"
[[source]]
name = "reviews"
kind = "feed"
every = "1s"
url = "{site.url()}"
"""
        stage = Stage(tmp_path, slack, more=more)
        stage.secrets = {
            "X_BEARER_TOKEN": "x-token",
            "REDDIT_CLIENT_ID": "reddit-id",
            "REDDIT_CLIENT_SECRET": "reddit-key",
            "REDDIT_USER_AGENT": "heedline-test by example.org",
        }
        stage.post(id="1", text="Northgate lost my referral twice", url="https://survey.example.org/1")
        try:
            stage.start("--log-level", "debug")
            for words in ("cancelled scan", "Nine hours", "rude and dismissive", "lost my referral"):
                slack.wait_for(lambda words=words: card_with(slack, words), 20, f"a card with {words!r}")
            assert stage.stop() == 0
        finally:
            stage.close()
    assert slack.problems == []
    told = stage.log.read_text()
    assert not [
        secret
        for secret in (*stage.secrets.values(), *secrets_of(slack))
        if secret in told.replace("heedline-test by example.org", "")
    ]
    assert not [
        words for words in ("cancelled scan", "Nine hours", "rude and", "lost my referral") if words in told
    ]


def secrets_of(slack: FakeSlack) -> tuple[str, str]:
    return slack.bot_token, slack.app_token


def test_a_case_is_claimed_resolved_and_reopened_by_clicks(slack: FakeSlack, tmp_path: Path) -> None:
    stage = Stage(tmp_path, slack)
    stage.post(id="1", text=HOSTILE, author="<!here>", url="https://x.example.org/1")
    try:
        stage.start()
        slack.wait_connected(10)
        card = slack.wait_for(lambda: slack.cards(), 10, "a card")[0]
        assert slack.click(card, "Claim").acked
        slack.wait_for(lambda: "Claimed by" in text_of(card.blocks), 5, "the claim on the card")
        slack.click(card, "Resolve")
        view = slack.wait_for(lambda: slack.modal(), 5, "the form")
        slack.submit(view, {"disposition": "answered_publicly"})
        slack.wait_for(lambda: "Answered publicly" in text_of(card.blocks), 5, "the resolution on the card")
        slack.click(card, "Reopen")
        slack.wait_for(lambda: "Reopen" not in text_of(card.blocks), 5, "the reopened card")
        slack.wait_for(lambda: len(slack.thread(card)) == 3, 10, "three notes in the thread")
        assert [re.sub(r" \u00b7 .*", "", message.text) for message in slack.thread(card)] == [
            "maya claimed this case",
            "maya resolved this case (answered publicly)",
            "maya reopened this case",
        ]
    finally:
        stage.close()
    assert len(slack.cards()) == 1
    assert slack.problems == []
    assert "\x1b" not in json.dumps([m.blocks for m in slack.messages("complaints")])


def test_clicks_and_commands_are_acknowledged_while_ten_thousand_mentions_come_in(
    slack: FakeSlack, tmp_path: Path
) -> None:
    stage = Stage(tmp_path, slack)
    with stage.posts.open("w") as handle:
        for number in range(10_000):
            record = {"id": f"b{number}", "text": f"Northgate was lovely, thank you nurse number {number}"}
            handle.write(json.dumps(record) + "\n")
        handle.write(
            json.dumps({"id": "c", "text": "Northgate left my father in agony for nine hours"}) + "\n"
        )
    try:
        stage.start()
        slack.wait_connected(10)
        slowest = 0.0
        while not slack.cards():
            slowest = max(slowest, slack.command("/heed", "status").seconds)
        assert slack.click(slack.cards()[0], "Claim").seconds < 3
        assert slowest < 3
        assert stage.stop() == 0
    finally:
        stage.close()
