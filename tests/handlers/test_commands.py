"""/heed: whatever somebody types gets an answer that helps."""

from datetime import timedelta
from typing import Any

import pytest

from desk import cases, operator
from handlers import commands, pages
from handlers.private import Answer
from tests.fakes.block_check import check_message, text_of
from tests.fakes.slack_elements import elements
from tests.handlers.given import HOSTILE, HOSTILE_NAME, MAYA, Desk
from triage.lifecycle import Act
from triage.model import Outcome, Urgency


def ask(desk: Desk, text: str) -> Answer:
    return commands.answer(desk.counter, text)


def told(desk: Desk, text: str) -> str:
    return text_of(ask(desk, text).blocks)


def buttons(answer: Answer) -> dict[str, str]:
    return {each.element["action_id"]: each.element["value"] for each in elements(_named(answer.blocks))}


def _named(blocks: list[Any]) -> list[Any]:
    return [{"block_id": "b", **block} for block in blocks]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "help", "HELP", "help me please", "help xyzzy", '"help"', "\u200b", '""', "\u2018help\u2019"],
)
def test_help_names_every_verb_with_its_meaning(quiet_desk: Desk, text: str) -> None:
    shown = told(quiet_desk, text)
    assert "/heed list [FILTERS] [page]  the open cases, the most urgent first" in shown
    assert [verb for verb in commands.VERBS if f"/heed {verb}" not in shown] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ststus", "status"), ("STATU", "status"), ("clam", "claim"), ("unmtue", "unmute"), ("exprot", "export"), ("lst", "list"), ("shwo", "show"), ("hwy", "why"), ("hlep", "help"),
     ("'lsit", "list")],
)  # fmt: skip
def test_a_misspelt_verb_gets_the_nearest_one(quiet_desk: Desk, typed: str, meant: str) -> None:
    assert f"Did you mean /heed {meant}?" in told(quiet_desk, typed)


@pytest.mark.parametrize("typed", ["fly 7K2QM9", "xyzzy", "\U0001f600", "<!channel>", "9" * 10_000, "\\"])
def test_an_unknown_verb_is_named_and_points_to_help(quiet_desk: Desk, typed: str) -> None:
    assert "/heed help lists what there is." in told(quiet_desk, typed)


ARGUMENTS = (
    ["", '"', "'", "\u201c", "it's", '"unclosed', "a" * 10_000, "a " * 5_000, HOSTILE, HOSTILE_NAME, "\\", "\x00", "-1",
     "\ud800", "%s %d", "'; DROP TABLE cases; --", "\u202e\u200b", "{}", "\U0001f468\u200d\U0001f469"]
)  # fmt: skip


@pytest.mark.parametrize("verb", ["", *commands.VERBS])
def test_whatever_is_typed_gets_an_answer_that_slack_takes(quiet_desk: Desk, verb: str) -> None:
    quiet_desk.hear()
    for argument in ARGUMENTS:
        answer = ask(quiet_desk, f"{verb} {argument}")
        assert check_message({"text": answer.text, "blocks": answer.blocks}) == [], argument[:40]


# list


def test_without_an_open_case_the_list_says_so(quiet_desk: Desk) -> None:
    assert told(quiet_desk, "list") == "No case is open."


def test_the_list_shows_the_most_urgent_and_then_the_oldest_first(quiet_desk: Desk) -> None:
    early = quiet_desk.hear("a", native_id="1")
    quiet_desk.ahead = timedelta(hours=1)
    late = quiet_desk.hear("b", native_id="2")
    now = quiet_desk.hear("c", native_id="3", urgency=Urgency.NOW)
    shown = told(quiet_desk, "list")
    assert sorted((early, late, now), key=shown.index) == [now, early, late]


def test_a_line_of_the_list_says_who_has_the_case_and_how_long_it_waits(quiet_desk: Desk) -> None:
    case_id = quiet_desk.hear()
    quiet_desk.ahead = timedelta(hours=2, seconds=30)
    assert (
        f"{case_id} :red_circle: Same day \u00b7 Northgate \u00b7 @tinfoil on reviews \u00b7 unclaimed, 2 h"
        in told(quiet_desk, "list")
    )


def test_a_snoozed_and_claimed_case_is_listed_as_both(quiet_desk: Desk) -> None:
    case_id = quiet_desk.hear()
    now = quiet_desk.clock()
    cases.act_on(quiet_desk.store, case_id, Act.CLAIM, MAYA, now)
    cases.act_on(quiet_desk.store, case_id, Act.SNOOZE, MAYA, now, until=now + timedelta(hours=1))
    assert "snoozed, with maya" in told(quiet_desk, "list")


def test_two_hundred_open_cases_come_in_pages(quiet_desk: Desk) -> None:
    quiet_desk.hear_many(200)
    assert "200 open cases, page 1 of 20" in told(quiet_desk, "list")


def test_every_case_stands_on_exactly_one_page(quiet_desk: Desk) -> None:
    quiet_desk.hear_many(200)
    shown = "\n".join(told(quiet_desk, f"list {page}") for page in range(1, 21))
    listed = cases.list_open(quiet_desk.store, 1, 500)[0]
    assert {shown.count(case.id) for case in listed} == {1}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("1", {"page_next": 2}),
        ("2", {"page_previous": 1, "page_next": 3}),
        ("3", {"page_previous": 2}),
    ],
)
def test_a_page_offers_the_pages_beside_it(quiet_desk: Desk, page: str, expected: dict[str, int]) -> None:
    quiet_desk.hear_many(30)
    offered = {
        name: pages.asked(value) for name, value in buttons(ask(quiet_desk, f"list {page} urgent")).items()
    }
    assert offered == {
        "share": (["list", "urgent"], int(page)),
        **{name: (["list", "urgent"], number) for name, number in expected.items()},
    }


def test_a_single_page_offers_no_other(quiet_desk: Desk) -> None:
    quiet_desk.hear_many(10)
    assert list(buttons(ask(quiet_desk, "list"))) == ["share"]


@pytest.mark.parametrize("page", ["3", "99", "999999"])
def test_a_page_past_the_end_shows_the_last_one(quiet_desk: Desk, page: str) -> None:
    quiet_desk.hear_many(11)
    assert "page 2 of 2" in told(quiet_desk, f"list {page}")


@pytest.mark.parametrize("page", ["0", "-1", "1.5", "1e3", "\u00b2", "100000" + "9" * 30, "1" * 5_000])
def test_what_is_no_page_number_is_told_with_an_example(quiet_desk: Desk, page: str) -> None:
    quiet_desk.hear_many(20)
    assert "is no page number. Example: /heed list 2" in told(quiet_desk, f"list {page}")


def test_digits_of_another_script_are_digits(quiet_desk: Desk) -> None:
    quiet_desk.hear_many(30)
    assert "page 2 of 3" in told(quiet_desk, "list \u0662")


# show


@pytest.mark.parametrize("spelling", ["{}", '"{}"', "\u201c{}\u201d", "'{}", "#{}", "  {}  ", "{} please"])
def test_a_case_is_shown_however_its_id_is_quoted(quiet_desk: Desk, spelling: str) -> None:
    case_id = quiet_desk.hear()
    assert "Nine hours in the ER" in told(quiet_desk, "show " + spelling.format(case_id))


def test_the_id_may_be_typed_in_small_letters(quiet_desk: Desk) -> None:
    case_id = quiet_desk.hear()
    assert "Nine hours" in told(quiet_desk, f"SHOW {case_id.lower()}")


def test_showing_a_case_tells_what_was_done_to_it(quiet_desk: Desk) -> None:
    case_id = quiet_desk.hear()
    cases.act_on(quiet_desk.store, case_id, Act.CLAIM, MAYA, quiet_desk.clock())
    assert "maya claimed this case" in told(quiet_desk, f"show {case_id}")


@pytest.mark.parametrize("case_id", ["7K2QM0", "nothing", "a" * 9_000, "*bold*"])
def test_an_unknown_case_is_told_with_where_the_others_are(quiet_desk: Desk, case_id: str) -> None:
    shown = told(quiet_desk, f"show {case_id}")
    assert shown.startswith(f"There is no case {case_id[:20]}")
    assert "/heed list shows the open ones." in shown


@pytest.mark.parametrize("text", ["show", 'show ""', "show \u200b"])
def test_showing_nothing_asks_which_one(quiet_desk: Desk, text: str) -> None:
    assert "Which one? Example: /heed show 7K2QM9" in told(quiet_desk, text)


# why


@pytest.mark.parametrize(
    "spelling",
    ["https://reviews.example.org/1?a=1&b=2", "<https://reviews.example.org/1?a=1&b=2>",
     "<https://reviews.example.org/1?a=1&amp;b=2|a review>", '"https://reviews.example.org/1?a=1&b=2"',
     "\u201chttps://reviews.example.org/1?a=1&b=2\u201d", "http://www.reviews.example.org/1?a=1&b=2"],
)  # fmt: skip
def test_a_post_is_found_by_its_link_however_it_is_pasted(quiet_desk: Desk, spelling: str) -> None:
    case_id = quiet_desk.hear(url="https://reviews.example.org/1?a=1&b=2")
    assert f"{case_id} (/heed show {case_id})" in told(quiet_desk, f"why {spelling}")


def test_a_link_with_an_apostrophe_is_a_link(quiet_desk: Desk) -> None:
    quiet_desk.hear(url="https://news.example.org/o'neill")
    assert "It became a case" in told(quiet_desk, "why https://news.example.org/o'neill")


def test_why_gives_urgency_score_and_reasons(quiet_desk: Desk) -> None:
    quiet_desk.hear()
    shown = told(quiet_desk, "why https://reviews.example.org/1")
    assert "Urgency\nSame day" in shown
    assert "Complaint score\n83%" in shown
    assert "It speaks of a long wait: \u201cnine hours\u201d" in shown


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.DIGEST, "It was kept for the digest"),
        (Outcome.NO_ROUTE, "no route in the config asks for such a one"),
        (Outcome.OFF_TOPIC, "It names nobody we watch"),
    ],
)
def test_why_explains_what_became_no_case(quiet_desk: Desk, outcome: Outcome, said: str) -> None:
    quiet_desk.hear(outcome=outcome)
    assert said in told(quiet_desk, "why https://reviews.example.org/1")


def test_why_of_a_post_that_nobody_read_points_to_the_sources(quiet_desk: Desk) -> None:
    assert "No post with this link was read. /heed status" in told(quiet_desk, "why https://x.example.org/9")


def test_why_without_a_link_asks_for_one(quiet_desk: Desk) -> None:
    assert "Of which post?" in told(quiet_desk, "why")


# status


def test_status_shows_sources_delivery_and_notices(quiet_desk: Desk) -> None:
    operator.raise_notice(quiet_desk.store, quiet_desk.policy, "x", "Somebody must look.", quiet_desk.clock())
    shown = told(quiet_desk, "status")
    assert "reviews" in shown
    assert "1 message waiting" in shown
    assert "Somebody must look." in shown


# search


def test_search_finds_what_was_said_by_its_words(quiet_desk: Desk) -> None:
    case_id = quiet_desk.hear("The elevator is broken again", native_id="e1")
    quiet_desk.hear("Lovely soup", native_id="e2", outcome=Outcome.DIGEST)
    shown = told(quiet_desk, "search broken ELEVATOR")
    assert case_id in shown
    assert "soup" not in shown


@pytest.mark.parametrize("words", ['"', "NEAR(", "* OR *", "col:x", "'; DROP TABLE mention; --", "\u202e"])
def test_search_takes_no_orders_from_what_is_typed(quiet_desk: Desk, words: str) -> None:
    quiet_desk.hear()
    assert told(quiet_desk, f"search {words}")


def test_search_without_words_asks_for_some(quiet_desk: Desk) -> None:
    assert "Which words?" in told(quiet_desk, "search")


def test_search_in_vain_says_what_is_not_kept(quiet_desk: Desk) -> None:
    assert "not kept" in told(quiet_desk, "search unicorn")
