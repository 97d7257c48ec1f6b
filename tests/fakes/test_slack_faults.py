"""Faults on order in the fake Slack, as the real SDK meets them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.client import RemoteDisconnected
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator

from tests.fakes.slack import HTML, FakeSlack

Json = dict[str, Any]
CASE = {"event_type": "case", "event_payload": {"id": "41"}}
AT_ONCE = FixedValueRetryIntervalCalculator(0)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(channels=("alerts", "quiet")) as fake:
        yield fake


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])


def post(client: WebClient, text: str = "a card", **more: Any) -> str:
    return str(client.chat_postMessage(**{"channel": "#alerts", "text": text, **more})["ts"])


def refusal(act: Callable[[], Any]) -> Json:
    with pytest.raises(SlackApiError) as caught:
        act()
    return dict(caught.value.response.data)


def error(act: Callable[[], Any]) -> str:
    return str(refusal(act)["error"])


def test_a_rate_limit_is_met_once_and_nothing_was_posted(slack: FakeSlack, client: WebClient) -> None:
    slack.faults.rate_limit("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    assert slack.messages() == []
    assert post(client)


def test_the_rate_limit_handler_of_the_sdk_gives_up_after_one_retry(slack: FakeSlack) -> None:
    client = WebClient(slack.bot_token, base_url=slack.url, retry_handlers=[RateLimitErrorRetryHandler()])
    slack.faults.rate_limit("chat.postMessage", retry_after=0)
    post(client)
    slack.faults.rate_limit("chat.postMessage", retry_after=0, times=2)
    assert error(lambda: post(client)) == "ratelimited"
    assert len(slack.messages()) == 1


def test_a_lost_reply_leaves_one_message_and_the_default_client_posts_twice(slack: FakeSlack) -> None:
    plain = WebClient(slack.bot_token, base_url=slack.url, retry_handlers=[])
    slack.faults.lose_reply("chat.postMessage")
    with pytest.raises(RemoteDisconnected):
        post(plain)
    assert len(slack.messages()) == 1
    handlers = [
        ConnectionErrorRetryHandler(interval_calculator=AT_ONCE)
    ]  # the default one, without its pause
    slack.faults.lose_reply("chat.postMessage")
    post(WebClient(slack.bot_token, base_url=slack.url, retry_handlers=list(handlers)))
    assert len(slack.messages()) == 3


@pytest.mark.parametrize("acts", [True, False])
def test_a_hanging_call_answers_when_released(slack: FakeSlack, client: WebClient, acts: bool) -> None:
    hang = slack.faults.hang("chat.postMessage", acts=acts)
    answers: list[str] = []
    caller = threading.Thread(
        target=lambda: answers.append(post(client) if acts else error(lambda: post(client)))
    )
    caller.start()
    hang.wait_reached()
    assert len(slack.messages()) == int(acts)
    assert answers == []
    hang.release()
    caller.join(5)
    assert answers == ([slack.messages()[0].ts] if acts else ["request_timeout"])


def test_closing_releases_whoever_still_hangs() -> None:
    with FakeSlack() as slack:
        hang = slack.faults.hang("api.test")
        caller = threading.Thread(target=WebClient(base_url=slack.url).api_test)
        caller.start()
        hang.wait_reached()
    caller.join(5)
    assert not caller.is_alive()


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("acts", [True, False])
def test_a_server_error_comes_before_or_after_acting(
    slack: FakeSlack, client: WebClient, status: int, acts: bool
) -> None:
    slack.faults.status("chat.postMessage", status, acts=acts)
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert caught.value.response.status_code == status
    assert len(slack.messages()) == int(acts)


def test_any_error_and_a_page_of_html_can_be_ordered(slack: FakeSlack, client: WebClient) -> None:
    slack.faults.error("chat.update", "fatal_error")
    assert error(lambda: client.chat_update(channel="C1", ts="1", text="a")) == "fatal_error"
    slack.faults.html("auth.test")
    with pytest.raises(SlackApiError, match="non-JSON"):
        client.auth_test()
    assert slack.called("auth.test")[0].answer == HTML


def test_orders_say_which_calls_they_spoil(slack: FakeSlack, client: WebClient) -> None:
    slack.faults.error("*", "fatal_error", skip=1, times=2, when=lambda args: args.get("text") == "b")
    got = []
    for text in "abbbb":
        try:
            got.append(post(client, text) and text)
        except SlackApiError:
            got.append("-")
    assert got == ["a", "b", "-", "-", "b"]
    with pytest.raises(TypeError, match="sometimes"):
        slack.faults.error("*", "x", sometimes=True)


def test_chances_are_seeded() -> None:
    runs = []
    for _ in range(2):
        with FakeSlack(seed=5) as slack:
            slack.faults.error("api.test", "x", chance=0.5)
            runs.append([_fails(WebClient(base_url=slack.url)) for _ in range(12)])
            assert len(slack.faults.struck) == sum(runs[-1])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {True, False}


def _fails(client: WebClient) -> bool:
    try:
        client.api_test()
    except SlackApiError:
        return True
    return False


def test_hooks_run_before_and_after_acting_and_outside_the_lock(slack: FakeSlack, client: WebClient) -> None:
    seen: list[Any] = []
    slack.on_request = lambda method, args: seen.append((method, args["text"], len(slack.messages())))
    slack.on_acted = lambda method, args, answer: seen.append((answer["ok"], len(slack.messages())))
    post(client, "hi")
    assert seen == [("chat.postMessage", "hi", 0), (True, 1)]


def test_posting_faster_than_the_pace_is_refused_and_counted(slack: FakeSlack, client: WebClient) -> None:
    slack.work.pace = 1.0
    post(client)
    assert error(lambda: post(client)) == "ratelimited"
    post(client, channel="#quiet")
    slack.advance(1)
    post(client)
    assert slack.too_fast == 1
