"""Answers to one person: by the response URL, else in the channel for them alone, else as a direct message."""

import logging
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest

from desk import cases
from handlers.app import build_app
from handlers.connections import HttpConnection
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack, Message
from tests.handlers.given import MAYA, Desk
from triage.lifecycle import Act

# urllib forgets to close the socket of an answer that never came
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def answers(slack: FakeSlack, words: str) -> list[str]:
    """How somebody was told this."""
    privately = [e.via for e in slack.ephemerals() if words in text_of(e.blocks)]
    directly = ["dm" for m in slack.messages("@maya") if words in text_of(m.blocks)]
    return privately + directly


def told(slack: FakeSlack, words: str) -> list[str]:
    found = slack.wait_for(lambda: answers(slack, words), 5, f"{words!r} for maya")
    assert isinstance(found, list)
    return found


@pytest.mark.usefixtures("desk")
def test_a_command_is_acknowledged_and_answered_for_its_writer_alone(slack: FakeSlack) -> None:
    assert slack.command("/heed", "list").acked
    assert told(slack, "No case is open.") == ["response_url"]
    assert slack.messages("alerts") == []


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "break_it",
    [
        lambda faults: faults.status("response_url", 404),
        lambda faults: faults.status("response_url", 500),
        lambda faults: faults.lose_reply("response_url", acts=False, times=9),
    ],
    ids=["expired", "broken", "lost"],
)
def test_where_the_response_url_does_not_serve_the_answer_comes_into_the_channel(
    slack: FakeSlack, break_it: Callable[..., None]
) -> None:
    break_it(slack.faults)
    slack.command("/heed", "list")
    assert told(slack, "No case is open.") == ["api"]


@pytest.mark.usefixtures("desk")
def test_where_the_bot_is_not_in_the_channel_the_answer_comes_directly(slack: FakeSlack) -> None:
    slack.faults.status("response_url", 404)
    slack.channel("alerts").member = False
    slack.command("/heed", "list")
    assert told(slack, "No case is open.") == ["dm"]


class Listening(logging.Handler):
    """Sets `heard` once these words are logged."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words, self.heard = words, threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if self.words in record.getMessage():
            self.heard.set()


@pytest.mark.usefixtures("desk")
def test_where_nothing_serves_the_log_says_so(slack: FakeSlack) -> None:
    ear = Listening("an answer reached nobody")
    logging.getLogger("handlers.private").addHandler(ear)
    slack.faults.status("response_url", 404)
    slack.faults.error("chat.postEphemeral", "not_in_channel")
    slack.faults.error("chat.postMessage", "channel_not_found")
    slack.command("/heed", "list")
    assert ear.heard.wait(5)
    logging.getLogger("handlers.private").removeHandler(ear)


def test_next_and_previous_turn_the_same_private_message(slack: FakeSlack, desk: Desk) -> None:
    desk.hear_many(30)
    slack.command("/heed", "list")
    told(slack, "page 1 of 3")
    (shown,) = slack.ephemerals()
    for button, page in (("Next", 2), ("Next", 3), ("Previous", 2)):
        assert slack.click(shown, button).acked
        slack.wait_for(lambda page=page: f"page {page} of 3" in text_of(shown.blocks), 5, f"page {page}")
    assert len(slack.ephemerals()) == 1


def test_a_page_that_is_gone_meanwhile_becomes_the_last_one(slack: FakeSlack, desk: Desk) -> None:
    desk.hear_many(11)
    slack.command("/heed", "list")
    told(slack, "page 1 of 2")
    (shown,) = slack.ephemerals()
    gone = cases.list_open(desk.store, 1, 1)[0][0]
    cases.act_on(desk.store, gone.id, Act.NOT_A_COMPLAINT, MAYA, desk.clock())
    slack.click(shown, "Next")
    slack.wait_for(lambda: "10 open cases, page 1 of 1" in text_of(shown.blocks), 5, "the last page")


def reference(text: str) -> str:
    found = re.search(r"Reference for your operator: ([0-9a-f]{6})", text)
    assert found is not None, text
    return found[1]


@pytest.mark.parametrize("verb", ["list", "status", "show X", "why https://example.org"])
def test_a_command_that_fails_tells_its_writer_with_a_reference_that_stands_in_the_log(
    slack: FakeSlack, desk: Desk, caplog: pytest.LogCaptureFixture, verb: str
) -> None:
    desk.fragile.broken = True
    assert slack.command("/heed", verb).acked
    told(slack, "the fault is ours")
    (shown,) = slack.ephemerals()
    assert f"(reference {reference(text_of(shown.blocks))})" in caplog.text


def test_a_click_that_fails_tells_who_clicked_and_leaves_the_card_alone(slack: FakeSlack, desk: Desk) -> None:
    card = desk.card_of(desk.hear())
    before = text_of(card.blocks)
    desk.fragile.broken = True
    assert slack.click(card, "claim").acked
    told(slack, "Nothing was changed.")
    assert text_of(card.blocks) == before


def test_a_form_that_fails_tells_who_sent_it_although_it_brings_no_response_url(
    slack: FakeSlack, desk: Desk
) -> None:
    card = desk.card_of(desk.hear())
    slack.click(card, "resolve")
    view = slack.wait_for(slack.modal, 5, "the form")
    desk.fragile.broken = True
    assert slack.submit(view, {"disposition": "duplicate"}).acked
    assert told(slack, "the fault is ours") == ["api"]


def test_a_form_of_a_case_that_is_gone_tells_so(slack: FakeSlack, desk: Desk) -> None:
    view = form_of(slack, desk.card_of(desk.hear()))
    view.body["private_metadata"] = '{"case": "GONE", "channel": "%s"}' % slack.channel("alerts").id
    slack.submit(view, {"disposition": "duplicate"})
    assert told(slack, "not in Heedline's records any more") == ["api"]


def test_a_form_that_slack_sends_in_another_shape_is_acknowledged_and_told(
    slack: FakeSlack, desk: Desk
) -> None:
    view = form_of(slack, desk.card_of(desk.hear()))
    view.body["blocks"][1]["block_id"] = "renamed"
    assert slack.submit(view, {"renamed": "duplicate"}).acked
    assert told(slack, "the fault is ours") == ["api"]


@pytest.mark.parametrize("kept", ["", "no json", "[]", "{}"])
def test_a_form_that_lost_what_it_remembered_tells_its_sender_directly(
    slack: FakeSlack, desk: Desk, kept: str
) -> None:
    view = form_of(slack, desk.card_of(desk.hear()))
    view.body["private_metadata"] = kept
    slack.submit(view, {"disposition": "duplicate"})
    assert told(slack, "the fault is ours") == ["dm"]


def form_of(slack: FakeSlack, card: Message) -> Any:
    slack.click(card, "resolve")
    return slack.wait_for(slack.modal, 5, "the form")


def test_a_form_that_slack_refuses_for_another_reason_is_a_fault_of_ours(
    slack: FakeSlack, desk: Desk
) -> None:
    card = desk.card_of(desk.hear())
    slack.faults.error("views.open", "invalid_arguments")
    slack.click(card, "resolve")
    assert told(slack, "the fault is ours") == ["response_url"]


def test_a_command_is_served_although_slack_answers_nothing_at_that_moment(
    slack: FakeSlack, desk: Desk
) -> None:
    del desk
    slack.faults.status("auth.test", 503, times=99)
    slack.command("/heed", "list")
    assert told(slack, "No case is open.") == ["response_url"]


def test_the_token_serves_although_the_environment_names_a_client_of_another_program(
    slack: FakeSlack, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "s")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-the-environment")
    door = HttpConnection(build_app(desk.client, desk.counter, slack.signing_secret), 0)
    threading.Thread(target=door.serve, daemon=True).start()
    slack.use_http(f"http://127.0.0.1:{door.port}/slack/events")
    slack.faults.status("response_url", 404)
    slack.command("/heed", "list")
    assert told(slack, "No case is open.") == ["api"]
    door.close()


def test_no_warning_is_made_of_a_token_in_the_environment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-the-environment")
    with caplog.at_level(logging.WARNING):
        build_app(desk.client, desk.counter)
    assert "token" not in caplog.text
