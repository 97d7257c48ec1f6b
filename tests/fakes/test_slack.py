"""The fake Slack, driven by small real Bolt apps over Socket Mode and over signed HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from tests.fakes.block_examples import (
    button,
    option,
)
from tests.fakes.slack import Delivery, FakeSlack, NotConnected
from tests.fakes.slack_views import show
from tests.fakes.small_bot import CASE, hang_up, posted, small_app

Json = dict[str, Any]


@pytest.fixture(scope="module")
def desk() -> Iterator[FakeSlack]:
    """One Slack and one bot for all tests here that do not spoil them."""
    with FakeSlack(channels=("alerts", "quiet")) as slack:
        handler = SocketModeHandler(small_app(slack), slack.app_token)
        handler.connect()
        slack.wait_connected()
        yield slack
        hang_up(handler)


@pytest.fixture
def slack(desk: FakeSlack) -> Iterator[FakeSlack]:
    yield desk
    desk.faults.clear()
    assert desk.problems == []


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.url)


def test_a_command_is_acknowledged_and_its_answer_shown_to_one_person(slack: FakeSlack) -> None:
    told = slack.command("/heed", "list", user="priya")
    assert told.acked
    assert told.payload == {"text": "you said list"}
    assert told.seconds < 3
    assert [each.text for each in slack.ephemerals("priya")] == ["you said list"]


def test_an_answer_for_the_channel_becomes_a_message(slack: FakeSlack) -> None:
    assert slack.command("/heed", "share", channel="#quiet").acked
    assert slack.messages("quiet")[-1].text == "for all"


def test_respond_reaches_the_response_url(slack: FakeSlack) -> None:
    slack.command("/heed", "respond", user="sam", channel="quiet")
    slack.wait_for(lambda: slack.messages("quiet")[-1].text == "status 200")
    assert slack.ephemerals("sam")[-1].via == "response_url"
    assert slack.responses[-1]["text"] == "hello"


def test_a_click_opens_a_modal_whose_submission_lands_in_the_thread(
    slack: FakeSlack, client: WebClient
) -> None:
    message = posted(slack, client)
    assert slack.click(message, "Claim", user="maya").acked
    view = slack.wait_for(lambda: slack.modal("maya"), what="the modal")
    with pytest.raises(AssertionError, match="Why is required"):
        slack.submit(view)
    refused = slack.submit(view, {"Why": "no"})
    assert refused.payload["errors"] == {"reason": "say more"}
    assert slack.modal("maya") is view
    assert slack.submit(view, {"why": "called her back"}).acked
    assert slack.modal("maya") is None
    slack.wait_for(lambda: slack.thread(message), what="the reply")
    assert [each.text for each in slack.thread(message)] == ["called her back"]


def test_a_submission_may_update_the_modal_and_closing_it_is_told(
    slack: FakeSlack, client: WebClient
) -> None:
    slack.click(posted(slack, client), "claim", user="lee")
    view = slack.wait_for(lambda: slack.modal("lee"))
    assert slack.suggest(view, "person", "ma").payload == {"options": [option("ma")]}
    assert slack.submit(view, {"reason": "more"}).acked
    assert slack.text_of(view.blocks) == "thanks"
    slack.click(posted(slack, client), "claim", user="ann")
    slack.wait_for(lambda: slack.modal("ann"))
    assert slack.close_view(user="ann")
    slack.wait_for(lambda: [each for each in slack.messages("@ann") if each.text == "closed"])


def test_a_menu_is_chosen_from_and_the_card_updated_in_place(slack: FakeSlack, client: WebClient) -> None:
    message = posted(slack, client)
    slack.select(message.ts, "snooze", "Two hours")
    slack.wait_for(lambda: message.edits)
    assert message.text == "snoozed 2h"
    assert message.metadata == CASE
    with pytest.raises(LookupError, match="nothing called 'claim'"):
        slack.click(message, "claim")
    assert slack.click(message, "claim", stale=True, user="late").acked


def test_the_newest_card_with_the_element_is_found_by_channel(slack: FakeSlack, client: WebClient) -> None:
    message = posted(slack, client)
    slack.say("alerts", "thanks")
    slack.select("#alerts", "snooze", "1d")
    slack.wait_for(lambda: message.edits)
    with pytest.raises(LookupError, match="no option 'never'"):
        slack.select(posted(slack, client), "snooze", "never")


def test_a_listener_that_never_acknowledges_is_seen(slack: FakeSlack, client: WebClient) -> None:
    message = posted(slack, client, button("Silent", action_id="silent"))
    told = slack.click(message, "silent", timeout=0.1)
    assert not told.acked
    assert not told.lost


def test_the_home_tab_is_published_and_clicked_on(slack: FakeSlack) -> None:
    assert slack.open_home("maya").acked
    home = slack.wait_for(lambda: slack.home("maya"), what="the Home tab")
    assert slack.text_of(home.blocks) == "open: 3\nRefresh"
    assert slack.click(home, "Refresh").acked


def test_an_event_may_come_again_under_the_same_id(slack: FakeSlack) -> None:
    for attempt in (None, 1):
        event: Json = {"type": "app_mention", "text": "help", "ts": slack.say("quiet", "help").ts}
        told = slack.event(
            event, channel="#quiet", event_id="Ev7", retry_attempt=attempt, retry_reason="timeout"
        )
        assert told.acked
    # each is answered by a thread of its own, so either may come first
    answers = {"Ev7 help retry 0", "Ev7 help retry 1"}
    slack.wait_for(lambda: answers <= {each.text for each in slack.messages("quiet")})


def test_shortcuts_arrive_with_and_without_a_message(slack: FakeSlack) -> None:
    assert slack.shortcut("report", user="kim").acked
    assert slack.shortcut("report", user="kim", message=slack.say("quiet", "look")).acked
    slack.wait_for(lambda: len(slack.messages("@kim")) == 2)
    assert {each.text for each in slack.messages("@kim")} == {"shortcut", "message_action"}


def test_every_command_of_a_crowd_is_acknowledged(slack: FakeSlack) -> None:
    with ThreadPoolExecutor(8) as crowd:
        told = list(crowd.map(lambda n: slack.command("/heed", str(n), user="crowd"), range(80)))
    assert all(each.acked for each in told)


def test_a_bot_whose_socket_was_cut_comes_back(slack: FakeSlack) -> None:
    slack.cut()
    with pytest.raises(NotConnected, match="no socket is open"):
        slack.command("/heed", "list")
    slack.wait_connected(20)
    assert slack.command("/heed", "list").acked


def test_typing_reaches_the_app_only_where_the_box_asks_for_every_letter() -> None:
    with FakeSlack() as slack:
        heard: list[Json] = []
        slack.transport = Listening(heard)
        box: Json = {"type": "plain_text_input", "action_id": "text"}
        every = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
        for element, dispatch, told in ((box, True, 0), (box | every, False, 0), (box | every, True, 1)):
            block = {"type": "input", "block_id": "box", "label": {"type": "plain_text", "text": "Words"}}
            body = {"type": "modal", "blocks": [block | {"element": element, "dispatch_action": dispatch}]}
            view = show(slack.work, slack.user("maya").id, body)
            slack.type(view, "box", "Hi")
            assert view.answers["box", "text"]["value"] == "Hi"
            assert len(heard) == told
        assert heard[0]["actions"][0]["value"] == "Hi"
        assert heard[0]["view"]["state"]["values"]["box"]["text"]["value"] == "Hi"


class Listening:
    """A transport that keeps what it is given."""

    def __init__(self, heard: list[Json]) -> None:
        self.heard = heard

    def send(self, kind: str, payload: Json, then: Any = None, **more: Any) -> Delivery:
        self.heard.append(payload)
        done = Delivery({})
        done.finish(acked=True)
        return done
