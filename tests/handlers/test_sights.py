"""Who asks for a post's words stands in the audit before they get them."""

from dataclasses import replace

import pytest

from desk import audit
from handlers import commands
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack
from tests.handlers.given import MAYA, TEXTS, Desk
from triage.model import Actor


def sights(desk: Desk) -> list[tuple[str, Actor, str | None, str | None]]:
    return [(e.act, e.actor, e.case_id, e.detail) for e in audit.entries(desk.store)]


def ask(desk: Desk, text: str) -> str:
    return text_of(commands.answer(replace(desk.counter, person=MAYA), text).blocks)


def test_a_case_shown_whole_is_a_sight(quiet_desk: Desk) -> None:
    case_id = quiet_desk.hear()
    assert TEXTS["plain"] in ask(quiet_desk, f"show {case_id.lower()}")
    assert sights(quiet_desk) == [("viewed", MAYA, case_id, "the whole post, /heed show")]


def test_a_search_names_the_mentions_it_showed_and_not_the_words_that_were_asked_for(
    quiet_desk: Desk,
) -> None:
    quiet_desk.hear("a bad ward", native_id="1")
    quiet_desk.hear("another bad ward", native_id="2")
    ask(quiet_desk, "search bad")
    assert sights(quiet_desk) == [
        ("searched", MAYA, None, "beginnings of posts, /heed search: mentions 2, 1")
    ]


@pytest.mark.parametrize("typed", ["list", "status", "help", "search zebra", "search", "show", "show ZZZZZZ"])
def test_what_shows_no_post_is_no_sight(quiet_desk: Desk, typed: str) -> None:
    quiet_desk.hear()
    ask(quiet_desk, typed)
    assert sights(quiet_desk) == []


def test_without_an_entry_there_is_no_sight(quiet_desk: Desk) -> None:
    case_id = quiet_desk.hear()
    with quiet_desk.store.commit() as db:
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        )
    with pytest.raises(Exception, match="the disk is full"):
        ask(quiet_desk, f"show {case_id}")


def test_who_typed_the_command_is_who_saw_it(slack: FakeSlack, desk: Desk) -> None:
    case_id = desk.hear()
    assert slack.command("/heed", f"show {case_id}", user="ben").acked
    slack.wait_for(lambda: slack.ephemerals("ben"), 5, "an answer")
    ((act, who, case, _),) = sights(desk)
    assert (act, who.name, case) == ("viewed", "ben", case_id)
