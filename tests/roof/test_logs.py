"""Nothing secret and nothing that a person wrote stands in a log, whoever logs it and at whatever level."""

import io
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from handlers.app import build_app
from handlers.connections import SocketConnection
from roof import logs
from roof.logs import SafeFormatter
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_payloads import slash
from tests.handlers.given import TEXTS, Desk

POST, TOKEN = TEXTS["plain"], "xoxb-123456"


def logged(name: str, message: object, *args: object, **more: Any) -> str:
    """The line that this record becomes."""
    level, info = more.pop("level", logging.WARNING), more.pop("exc_info", None)
    record = logging.LogRecord(name, level, "file.py", 1, message, args, info)
    vars(record).update(more)
    return SafeFormatter([TOKEN, "key", "", "pass phrase"]).format(record)


def raised(error: Exception) -> Any:
    try:
        raise error
    except type(error):
        return sys.exc_info()


# one line


def test_a_line_of_ours_has_time_level_name_and_message() -> None:
    line = logged("desk.courier", "put off %s", "card", created=1_763_640_000.0)
    assert line == "2025-11-20T12:00:00Z WARNING desk.courier: put off card"


@pytest.mark.parametrize("name", ["desk.courier", "slack_sdk.web"])
def test_a_secret_is_struck_out_wherever_it_stands(name: str) -> None:
    assert TOKEN not in logged(name, "token %s refused", TOKEN)


def test_a_secret_of_several_words_is_struck_out() -> None:
    assert "pass phrase" not in logged("desk", "with pass  phrase\nhere, pass phrase there")


def test_a_short_secret_does_not_strike_out_half_the_language() -> None:
    assert "keyboard" in logged("desk", "keyboard")


def test_a_line_stays_a_line() -> None:
    assert "\n" not in logged("desk", "first\nsecond\r\n2026-01-01T00:00:00Z ERROR desk: forged")


def test_a_long_message_is_cut() -> None:
    assert len(logged("desk", "x" * 5000)) < 400


@pytest.mark.parametrize(
    ("message", "args", "kept"),
    [
        (
            "Failed to send a request to Slack API server: " + POST,
            (),
            "Failed to send a request to Slack API server",
        ),
        (
            "Sending a request - url: http://x, body_params: {'text': '%s'}",
            (POST,),
            "Sending a request - url",
        ),
        (
            "Invalid request signature detected (signature: x, body: " + POST,
            (),
            "Invalid request signature detected",
        ),
        ("Unhandled request ({'text': 'x'})", (), "Unhandled request"),
        ("Retrying %s after %r", (POST, POST), "Retrying"),
        ("{'text': 'x'}", (), "(no words of its own)"),
        ({"text": POST}, (), "(no words of its own)"),
        ("%s", (POST,), "(no words of its own)"),
        (ValueError(POST), (), "(no words of its own)"),
        ("", (), "(no words of its own)"),
    ],
)
def test_of_a_librarys_line_only_its_own_words_are_kept(
    message: object, args: tuple[Any, ...], kept: str
) -> None:
    assert logged("slack_sdk.web", message, *args).endswith(f"slack_sdk.web: {kept}")


def test_a_librarys_line_with_wrong_arguments_is_a_line_all_the_same() -> None:
    assert "Retrying" in logged("urllib3", "Retrying %d", POST, "too", "many")


@pytest.mark.parametrize("name", ["desk.courier", "urllib3"])
def test_of_a_traceback_frames_and_type_are_kept_and_the_message_is_not(name: str) -> None:
    line = logged(name, "it failed", exc_info=raised(ValueError(POST)))
    assert POST not in line
    assert "test_logs.py" in line
    assert "ValueError (its message is not logged)" in line


def test_a_chain_of_exceptions_does_not_bring_the_message_back() -> None:
    try:
        try:
            raise KeyError(POST)
        except KeyError as error:
            raise ValueError(POST) from error
    except ValueError:
        info = sys.exc_info()
    assert POST not in logged("desk", "it failed", exc_info=info)


def test_a_traceback_that_another_handler_wrote_is_not_taken_over() -> None:
    assert POST not in logged("desk", "it failed", exc_info=raised(ValueError(POST)), exc_text=POST)


def test_an_error_without_a_traceback_is_named() -> None:
    assert "error (its message is not logged)" in logged("desk", "odd", exc_info=(None, None, None))


def test_the_record_is_left_as_it_was_for_other_handlers() -> None:
    record = logging.LogRecord("urllib3", logging.INFO, "f", 1, "Retrying %s", ("x",), None)
    SafeFormatter().format(record)
    assert (record.msg, record.args) == ("Retrying %s", ("x",))


# the whole set-up


def test_ours_speak_at_the_level_asked_for_and_libraries_only_of_trouble(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("debug", [])
    logging.getLogger("desk.courier").debug("ours")
    logging.getLogger("slack_sdk").info("theirs")
    logging.getLogger("slack_sdk").warning("their trouble")
    told = capsys.readouterr().err
    assert ("ours" in told, "theirs" in told, "their trouble" in told) == (True, False, True)


def test_a_thread_that_breaks_off_is_logged_without_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info", [])

    def breaks() -> None:
        raise ValueError(POST)

    thread = threading.Thread(target=breaks, name="courier")
    thread.start()
    thread.join()
    told = capsys.readouterr().err
    assert "courier broke off" in told
    assert POST not in told


def test_a_thread_that_ends_itself_is_no_news(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info", [])
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert capsys.readouterr().err == ""


def test_a_line_that_cannot_be_made_is_not_printed_with_its_arguments(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("info", [])
    logging.getLogger("desk").warning("%d posts", POST)
    assert POST not in capsys.readouterr().err


def test_a_wrong_signing_secret_shows_in_the_log_and_the_request_does_not(
    slack: FakeSlack, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("info", [])
    by_forged_request(slack, desk)
    told = capsys.readouterr().err
    assert "slack_bolt.RequestVerification: Invalid request signature detected" in told
    assert "mother" not in told


# a real app, everything at DEBUG


@pytest.fixture
def everything() -> Iterator[io.StringIO]:
    """All that is logged by anybody, at DEBUG, as it would stand in the log."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(SafeFormatter([FakeSlack.bot_token, FakeSlack.app_token, FakeSlack.signing_secret]))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.setLevel(level)
    root.removeHandler(handler)


SAID = "my mother waited there too"  # typed into a command
HIDDEN = ("nobody came", "mother", "@tinfoil", FakeSlack.bot_token, FakeSlack.app_token, FakeSlack.signing_secret,
          "verification-token")  # fmt: skip


def by_command(slack: FakeSlack, desk: Desk) -> None:
    slack.command("/heed", f"show {SAID}")
    slack.wait_for(slack.ephemerals, 5, "an answer")


def by_click(slack: FakeSlack, desk: Desk) -> None:
    slack.click(desk.card_of(desk.hear()), "claim")
    slack.wait_for(lambda: slack.called("chat.update"), 5, "the claim on the card")


def by_form(slack: FakeSlack, desk: Desk) -> None:
    slack.click(desk.card_of(desk.hear()), "resolve")
    slack.submit(slack.wait_for(slack.modal, 5, "the form"), {"disposition": "duplicate"})
    slack.wait_for(lambda: slack.called("chat.update"), 5, "the end on the card")


def by_failing_listener(slack: FakeSlack, desk: Desk) -> None:
    desk.fragile.broken = True
    slack.command("/heed", f"show {SAID}")
    slack.wait_for(slack.ephemerals, 5, "an apology")


def by_forged_request(slack: FakeSlack, desk: Desk) -> None:
    payload = slash(slack.work, slack.user("maya"), slack.channel("alerts"), "/heed", f"show {SAID}", "")
    assert slack.signed_post(slack.transport.url, payload, slack.signing_secret, forged=True).status == 401


def by_request_without_a_time(slack: FakeSlack, desk: Desk) -> None:
    payload = slash(slack.work, slack.user("maya"), slack.channel("alerts"), "/heed", f"show {SAID}", "")
    headers = {"X-Slack-Request-Timestamp": SAID}
    assert slack.signed_post(slack.transport.url, payload, "", headers=headers).status == 400


def by_unknown_command(slack: FakeSlack, desk: Desk) -> None:
    slack.command("/other", SAID)


def by_refused_card(slack: FakeSlack, desk: Desk) -> None:
    desk.hurry = 40
    slack.faults.html("chat.postMessage")
    slack.faults.error("chat.postMessage", POST, skip=1)
    desk.hear()
    slack.wait_for(lambda: len(slack.called("chat.postMessage")) > 1, 9, "a second try")


def by_socket(slack: FakeSlack, desk: Desk) -> None:
    app = build_app(desk.client, desk.counter)
    connection = SocketConnection.open(app, slack.app_token)
    slack.transport = slack.sockets
    slack.wait_connected()
    by_command(slack, desk)
    slack.disconnect()
    slack.cut()
    connection.close()
    app.listener_runner.listener_executor.shutdown()


@pytest.mark.parametrize(
    "act",
    [by_command, by_click, by_form, by_failing_listener, by_forged_request, by_request_without_a_time,
     by_unknown_command, by_refused_card, by_socket],
    ids=lambda act: act.__name__,
)  # fmt: skip
def test_a_real_app_at_debug_logs_neither_tokens_nor_what_people_wrote(
    everything: io.StringIO, slack: FakeSlack, desk: Desk, act: Callable[[FakeSlack, Desk], None]
) -> None:
    act(slack, desk)
    told = everything.getvalue()
    assert len(told.splitlines()) >= 3
    assert [words for words in HIDDEN if words in told] == []
