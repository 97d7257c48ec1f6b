"""/heed status: what is broken cannot hide."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.mutes import Kind, Mute
from desk.status import SourceStatus, Status
from handlers.status_card import status_answer
from tests.fakes.block_check import check_message, text_of
from tests.handlers.given import HOSTILE_NAME, NOON, ZONE
from triage.model import Actor

FINE = SourceStatus(name="reviews", kind="file", health="ok", posts=1, last_success=NOON)


def a_status(**changes: Any) -> Status:
    fields = {"sources": [FINE], "waiting": 0, "oldest": None, "dead": 0, "error": None, "notices": []}
    return Status(**{**fields, **changes})


def told(**changes: Any) -> str:
    return text_of(status_answer(a_status(**changes), ZONE, NOON).blocks)


def broken(name: str) -> SourceStatus:
    return SourceStatus(
        name=name, kind="x", health="failing", last_error="HTTP 503 " * 60, last_error_at=NOON, lag=90.0,
        next_fetch=NOON + timedelta(hours=1),
    )  # fmt: skip


MUTE = Mute(
    id=1, kind=Kind.AUTHOR, value=HOSTILE_NAME[:100], at=NOON, until=NOON + timedelta(days=1), zone="UTC",
    by=Actor(id="U1", name=HOSTILE_NAME[:60]),
)  # fmt: skip


SWOLLEN: dict[str, Any] = {
    "sources": [broken(HOSTILE_NAME)] * 200,
    "waiting": 10**6,
    "oldest": NOON - timedelta(days=400),
    "dead": 10**6,
    "error": HOSTILE_NAME * 5,
    "notices": [(HOSTILE_NAME * 3, NOON)] * 100,
    "mutes": [MUTE] * 100,
}


@pytest.mark.parametrize("changes", [{}, {"sources": []}, SWOLLEN], ids=["fine", "nothing", "everything"])
def test_a_status_fits_into_slack(changes: dict[str, Any]) -> None:
    answer = status_answer(a_status(**changes), ZONE, NOON)
    assert check_message({"text": answer.text, "blocks": answer.blocks}) == []


def test_a_source_that_is_read_says_when() -> None:
    assert "reading \u00b7 last success 20 Nov 12:00 \u00b7 next fetch now \u00b7 1 post read" in told()


def test_a_failing_source_says_why_and_since_when() -> None:
    assert "failing, tried again \u00b7 last success never" in told(sources=[broken("x")])
    assert "lag 1 min" in told(sources=[broken("x")])
    assert "last error 20 Nov 12:00: HTTP 503" in told(sources=[broken("x")])


@pytest.mark.parametrize(
    ("health", "mark"),
    [
        ("ok", ":large_green_circle:"),
        ("waiting", ":white_circle:"),
        ("failing", ":red_circle:"),
        ("parked", ":red_circle:"),
    ],
)
def test_health_is_a_colour_beside_the_words(health: str, mark: str) -> None:
    assert mark in told(sources=[SourceStatus(name="x", kind="x", health=health)])


def test_a_broken_source_is_shown_even_if_it_is_the_last_of_fifty() -> None:
    shown = told(sources=[FINE] * 49 + [broken("the broken one")])
    assert "the broken one" in shown
    assert "and 30 sources more" in shown


def test_without_sources_it_says_that_nothing_is_read() -> None:
    assert "None configured: nothing is read." in told(sources=[])


def test_when_all_is_delivered_it_says_so() -> None:
    assert "Delivery to Slack: all is delivered" in told()


def test_waiting_messages_are_counted_with_the_oldest_and_the_reason() -> None:
    shown = told(waiting=2, oldest=NOON - timedelta(minutes=90), error="HTTP 503")
    assert "2 messages waiting, the oldest unseen for 1 h 30 min (HTTP 503)" in shown


def test_messages_given_up_are_never_left_out() -> None:
    assert "all is delivered; 1 message given up" in told(dead=1)


def test_the_newest_notices_are_shown_and_the_rest_is_counted() -> None:
    notices = [(f"trouble {n}", NOON + timedelta(minutes=n)) for n in range(10)]
    shown = told(notices=notices)
    assert ("trouble 9" in shown, "trouble 0" in shown) == (True, False)
    assert "and 4 older notices" in shown


def test_mutes_are_told_where_people_look_for_the_reason_of_silence() -> None:
    mute = replace(MUTE, kind=Kind.TERM, value="parking fee", by=Actor(id="U1", name="Ana"))
    shown = told(mutes=[mute] * 7)
    assert "7 mutes active: the words \u201cparking fee\u201d until 21 Nov 12:00 (Ana);" in shown
    assert "and 2 more. /heed mutes ends them." in shown
    assert "mute" not in told()
