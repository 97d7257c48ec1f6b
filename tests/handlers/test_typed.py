"""A command line is read as its writer meant it."""

import random

import pytest

from handlers.typed import MOST_TYPED, read


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('mute "parking fee" for 2h', ["mute", "parking fee", "for", "2h"]),
        ("mute \u201cparking fee\u201d for 2h", ["mute", "parking fee", "for", "2h"]),
        ("mute \u201eparking fee\u201c", ["mute", "parking fee"]),
        ("mute \u00abparking fee\u00bb", ["mute", "parking fee"]),
        ("mute 'parking fee'", ["mute", "parking fee"]),
        ("mute \u2018parking fee\u2019", ["mute", "parking fee"]),
        ("mute `parking fee`", ["mute", "parking fee"]),
        ('mute "parking fee\u201d', ["mute", "parking fee"]),
        ("'it's broken' now", ["it's broken", "now"]),
        ("test 'she said \"no\" to us'", ["test", 'she said "no" to us']),
        ("it's o'neill's", ["it's", "o'neill's"]),
    ],
)
def test_what_stands_in_quotes_is_one_word(line: str, words: list[str]) -> None:
    assert read(line) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('"unclosed word', ["unclosed", "word"]), ("'lsit mine", ["lsit", "mine"]), ('7K2QM9"', ["7K2QM9"]),
        ('one " two', ["one", "two"]), ('"a" "b', ["a", "b"]), ('"', []), ("", []), ('""', []), ("\u200b", []),
        ("'a \"b c\"", ["a", "b c"]),
    ],
)  # fmt: skip
def test_a_quote_that_nobody_closed_is_put_up_with(line: str, words: list[str]) -> None:
    assert read(line) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("mute author <@U0TIN|tinfoil>", ["mute", "author", "@tinfoil"]),
        ("mute <@U0TIN>", ["mute", "@U0TIN"]),
        ("search <#C0ALERTS|alerts>", ["search", "#alerts"]),
        ("why <https://e.example.org/1?a=1&amp;b=2>", ["why", "https://e.example.org/1?a=1&b=2"]),
        ("why <https://e.example.org/1|a review>", ["why", "https://e.example.org/1"]),
        ("test <mailto:a@example.org|a@example.org>", ["test", "a@example.org"]),
        ("search R&amp;D &lt;3 &amp;lt;", ["search", "R&D", "<3", "&lt;"]),
        ("<!channel>", ["<!channel>"]),
    ],
)
def test_what_slack_writes_around_things_is_taken_off(line: str, words: list[str]) -> None:
    assert read(line) == words


def test_line_breaks_in_quotes_stay() -> None:
    assert read('test "one\ntwo"') == ["test", "one\ntwo"]


def test_of_a_long_command_the_beginning_is_read() -> None:
    assert sum(map(len, read("a " * 9_000))) == MOST_TYPED // 2


def test_nothing_that_may_be_typed_raises() -> None:
    dice = random.Random(7)
    signs = "\"'\u201c\u201d\u2018\u2019`<>@#!|&;ab1 \n\t\u200b\ud800\U0001f600"
    for _ in range(500):
        line = "".join(dice.choice(signs) for _ in range(dice.randrange(60)))
        assert all(word for word in read(line))
