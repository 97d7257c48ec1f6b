"""The small pieces that cards are made of."""

import pytest

from handlers import blocks as b


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 s"), (0, "0 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"),
        (11_100, "3 h 5 min"), (86_400, "1 d"), (187_200, "2 d 4 h"),
    ],
)  # fmt: skip
def test_a_duration_is_said_in_its_two_largest_units(seconds: float, said: str) -> None:
    assert b.duration(seconds) == said


@pytest.mark.parametrize(("number", "said"), [(0, "0 names"), (1, "1 name"), (1234, "1,234 names")])
def test_things_are_counted_in_their_number(number: int, said: str) -> None:
    assert b.count(number, "name") == said


def test_an_odd_plural_may_be_given() -> None:
    assert b.count(2, "reply", "replies") == "2 replies"


@pytest.mark.parametrize(("text", "said"), [("abcd", "abcd"), ("abcde", "abc\u2026"), ("ab cd", "ab\u2026")])
def test_what_is_shortened_shows_it(text: str, said: str) -> None:
    assert b.shorten(text, 4) == said


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u202e", "\x00"])
def test_a_name_of_nothing_visible_is_called_no_name(text: str) -> None:
    assert b.name(text) == "(no name)"


def test_a_name_stands_on_one_line() -> None:
    assert b.name("St.\nBrannoc's\t Hospital") == "St. Brannoc's Hospital"


def test_a_long_name_is_cut() -> None:
    assert b.name("n" * 500) == "n" * 79 + "\u2026"


def test_a_select_option_is_plain_text() -> None:
    assert b.option("Duplicate", "d")["text"]["type"] == "plain_text"
