"""Channels that another organisation reads are refused as targets: nothing posted there, nothing lost, everybody told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk import messenger
from desk.status import read_status
from handlers.channels import FRESH, FRESH_IF_SHARED, Channels
from handlers.status_card import status_answer
from handlers.targets import Targets, targets
from handlers.web_api import make_client
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack
from tests.handlers.given import ZONE, Desk, a_policy
from triage.lifecycle import Act
from triage.model import Actor, Route
from triage.policy import Policy

ANA = Actor(id="U0ANA", name="ana")
HOW: list[dict[str, bool]] = [{"shared": True}, {"pending": True}]


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    """Cases go to #safety; what cannot go there goes to #alerts."""
    return a_policy(tmp_path / "heedline.db", routes=(Route(name="default", channel="#safety"),))


@pytest.fixture
def desk(slack: FakeSlack, served: Callable[[Policy], Desk], policy: Policy) -> Desk:
    slack.add_channel("safety")
    return served(policy)


def notices(slack: FakeSlack, words: str, channel: str = "ops") -> list[Any]:
    return [m for m in slack.messages(channel) if words in text_of(m.blocks)]


@pytest.mark.parametrize("how", HOW)
def test_a_card_for_a_shared_channel_goes_to_the_default_channel_and_the_operators_are_told(
    slack: FakeSlack, desk: Desk, how: dict[str, bool]
) -> None:
    vars(slack.channel("safety")).update(how)
    desk.hear()
    slack.wait_for(lambda: slack.cards("alerts"), 5, "the card")
    assert slack.messages("safety") == []
    (notice,) = slack.wait_for(lambda: notices(slack, "#safety cannot be posted to"), 5, "a notice")
    assert "shared with another organisation, or about to be: outsiders would read" in text_of(notice.blocks)
    assert "Its messages go to #alerts." in text_of(notice.blocks)


def test_a_card_in_a_channel_that_is_shared_later_moves_when_it_changes(slack: FakeSlack, desk: Desk) -> None:
    case_id = desk.hear()
    (card,) = slack.wait_for(lambda: slack.cards("safety"), 5, "the card")
    slack.channel("safety").shared = True
    slack.event("channel_shared", channel="safety")
    desk.counter.act(case_id, Act.CLAIM, ANA)
    (moved,) = slack.wait_for(lambda: slack.cards("alerts"), 5, "the card in the default channel")
    assert "Claimed by" in text_of(moved.blocks)
    assert "Claimed by" not in text_of(card.blocks)
    slack.wait_for(lambda: slack.thread(moved), 5, "the note under it")
    assert slack.thread(card) == []


def test_where_the_default_channel_is_shared_nothing_is_posted_and_status_and_log_say_so(
    slack: FakeSlack, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("safety", "alerts"):
        slack.channel(name).shared = True
    desk.hear()
    slack.wait_for(lambda: len(notices(slack, "outsiders would read")) == 2, 5, "both notices")
    assert slack.messages("alerts") + slack.messages("safety") == []
    status = read_status(desk.store, desk.policy)
    shown = text_of(status_answer(status, ZONE, desk.clock()).blocks)
    assert status.waiting >= 1
    assert "(shared_channel)" in shown
    assert "The channel #alerts cannot be posted to (shared_channel). What belongs there waits" in caplog.text


def test_what_waits_for_a_shared_default_channel_is_posted_when_it_is_shared_no_more(
    slack: FakeSlack, desk: Desk
) -> None:
    for name in ("safety", "alerts"):
        slack.channel(name).shared = True
    desk.hear()
    slack.wait_for(lambda: len(notices(slack, "outsiders would read")) == 2, 5, "both notices")
    slack.channel("alerts").shared = False
    slack.event("channel_unshared", channel="alerts")
    desk.hurry = 400
    desk.bell.ring()
    slack.wait_for(lambda: slack.cards("alerts"), 5, "the card")


def test_a_shared_channel_for_operators_is_refused_too(
    slack: FakeSlack, served: Callable[[Policy], Desk], policy: Policy
) -> None:
    slack.channel("ops").shared = True
    slack.channel("alerts").archived = False
    desk = served(replace(policy, routes=(Route(name="default", channel="#gone"),)))
    desk.hear()
    slack.wait_for(lambda: notices(slack, "#gone cannot be posted to", "alerts"), 5, "the notice elsewhere")
    assert slack.messages("ops") == []


# the look at start and by the clock


@pytest.fixture
def channels(slack: FakeSlack) -> Channels:
    return Channels(make_client(slack.bot_token, slack.url))


def open_notices(desk: Desk) -> list[str]:
    return [text for text, _ in read_status(desk.store, desk.policy).notices]


def look(desk: Desk, channels: Channels, times: int = 1) -> Targets:
    made = Targets(desk.store, desk.policy, channels, lambda: None)
    assert [made.step(desk.clock()) for _ in range(times)] == [600.0] * times
    return made


def test_every_channel_of_the_config_is_looked_at_once() -> None:
    routes = (Route(name="a", channel="#alerts"), Route(name="b", channel="#b"))
    assert targets(a_policy(Path("x"), routes=routes)) == ("#alerts", "#ops", "#b")


@pytest.mark.parametrize("how", HOW)
def test_before_anything_is_to_be_posted_the_operators_hear_of_a_shared_channel_once(
    slack: FakeSlack, desk: Desk, channels: Channels, how: dict[str, bool]
) -> None:
    vars(slack.channel("safety")).update(how)
    look(desk, channels, 3)
    (notice,) = open_notices(desk)
    assert notice.startswith("The channel #safety cannot be posted to (shared_channel).")


def test_when_it_is_shared_no_more_that_is_told(slack: FakeSlack, desk: Desk, channels: Channels) -> None:
    slack.channel("safety").shared = True
    made = look(desk, channels)
    slack.channel("safety").shared = False
    made.step(desk.clock())
    desk.bell.ring()
    assert open_notices(desk) == []
    slack.wait_for(lambda: notices(slack, "#safety is not shared any more"), 5, "the all-clear")


def test_a_channel_of_ours_is_no_news(slack: FakeSlack, desk: Desk, channels: Channels) -> None:
    del slack
    look(desk, channels, 2)
    assert open_notices(desk) == []


def test_where_slack_will_not_tell_cards_are_posted_and_the_operators_know(
    slack: FakeSlack, desk: Desk, channels: Channels
) -> None:
    kept = [
        scope
        for scope in slack.work.scopes
        if scope not in ("channels:read", "groups:read", "im:read", "mpim:read")
    ]
    before = slack.work.scopes
    slack.set_scopes(*kept)
    made = look(desk, channels)
    (notice,) = open_notices(desk)
    assert "whether outsiders read in #alerts, #ops, #safety (missing_scope (needs channels:read))" in notice
    assert "Paste manifest.json" in notice
    desk.hear()
    slack.wait_for(lambda: slack.cards("safety"), 5, "the card all the same")
    slack.set_scopes(*before)
    made.step(desk.clock())
    assert open_notices(desk) == []


@pytest.mark.parametrize("error", ["fatal_error", "ratelimited", "channel_not_found"])
def test_of_what_passes_or_the_courier_tells_the_look_is_silent(
    slack: FakeSlack, desk: Desk, channels: Channels, error: str
) -> None:
    slack.faults.error("conversations.info", error, times=9)
    look(desk, channels)
    assert open_notices(desk) == []


def test_while_slack_has_no_answer_a_post_waits_and_is_then_sent_once(slack: FakeSlack, desk: Desk) -> None:
    desk.hurry = 40
    slack.faults.status("conversations.info", 503, times=2)
    desk.hear()
    slack.wait_for(lambda: slack.cards("safety"), 5, "the card")
    assert len(slack.called("chat.postMessage")) == 1
    assert slack.called("conversations.history") == []


# what is remembered


class Ticks:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("shared", "seconds"), [(False, FRESH), (True, FRESH_IF_SHARED)])
def test_slacks_word_counts_for_a_while(slack: FakeSlack, shared: bool, seconds: float) -> None:
    ticks = Ticks()
    channels = Channels(make_client(slack.bot_token, slack.url), ticks)
    slack.channel("alerts").shared = shared
    assert channels.shared("#alerts") is shared
    slack.channel("alerts").shared = not shared
    ticks.now = seconds - 1
    assert channels.shared("#alerts") is shared
    ticks.now = seconds
    assert channels.shared("#alerts") is not shared


def test_an_old_word_counts_while_slack_has_no_new_one(slack: FakeSlack) -> None:
    ticks = Ticks()
    channels = Channels(make_client(slack.bot_token, slack.url), ticks)
    slack.channel("alerts").shared = True
    assert channels.shared("#alerts")
    ticks.now = 10_000
    slack.faults.error("conversations.info", "fatal_error", times=9)
    with pytest.raises(messenger.ChannelShared):
        channels.must_be_ours("#alerts")
    with pytest.raises(messenger.Unclear):
        channels.shared("#alerts", anew=True)


def test_a_name_that_no_channel_bears_is_not_looked_for_again_at_once(slack: FakeSlack) -> None:
    ticks = Ticks()
    channels = Channels(make_client(slack.bot_token, slack.url), ticks)
    for _ in range(5):
        channels.must_be_ours("#nowhere")
    assert len(slack.called("conversations.list")) == 1
    slack.add_channel("nowhere", shared=True)
    ticks.now = FRESH_IF_SHARED
    with pytest.raises(messenger.ChannelShared):
        channels.must_be_ours("#nowhere")


def test_no_more_than_a_thousand_channels_are_remembered(
    slack: FakeSlack, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    import handlers.channels as module

    monkeypatch.setattr(module, "MOST_KNOWN", 2)
    for number in range(5):
        assert channels.shared(slack.add_channel(f"c{number}").id) is False
