"""Circumstances: words in groups, with points for and against."""

import tomllib
from pathlib import Path

import pytest

import triage.circumstances as module
from triage.circumstances import Circumstances, Met, shipped_circumstances, words_of
from triage.cues import LANGUAGES
from triage.rules import LEVEL_3

TABLE = """
[r.who]
points = 1
most = 1
words = "mum {my|our}_dad"

[r.alone]
points = 2
most = 2
words = "nobody no_one nobody_comes can't_wait"

[r.praise]
points = -1
most = 1
words = "kind"

[q.who]
points = 3
most = 1
words = "mum"

[any.praise]
points = -2
most = 2
words = "lovely kind"
"""


def met(text: str, rule: str = "r") -> Met:
    return Circumstances([tomllib.loads(TABLE)]).met(rule, words_of(text))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("the bus is late", 0),
        ("my dad and mum", 1),  # of a group so many count
        ("nobody, no one", 4),
        ("nobody comes", 2),  # of words that stand in one another one counts
        ("nobody. comes a day", 2),
        ("cant wait", 2),
        ("no. one", 2),
        ("none, nobodys", 0),
    ],
)
def test_each_group_adds_its_points_for_so_many_phrases(text: str, points: int) -> None:
    assert met(text).for_it == points


def test_what_speaks_against_is_counted_by_itself() -> None:
    assert met("nobody was kind") == ({"alone": ["nobody"], "praise": ["kind"]}, ["nobody"], 2, -1)


def test_a_group_of_any_rule_counts_where_the_rule_has_none_of_that_name() -> None:
    assert met("mum was lovely and kind", "r").against_it == -1
    assert met("mum was lovely and kind", "q").against_it == -4


def test_an_unknown_rule_has_none() -> None:
    assert met("nobody", "other") == ({}, [], 0, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_ones_are_about_the_rules_of_level_3(language: str) -> None:
    file = Path(module.__file__).with_name(f"circumstances_{language}.toml")
    assert tomllib.loads(file.read_text(encoding="utf-8")).keys() == {*LEVEL_3, "any"}


def test_in_a_language_that_is_not_known_all_are_looked_for() -> None:
    words = words_of("nobody comes, nadie viene")
    alone = {
        each: shipped_circumstances(each).met("emergency_now", words).words["alone"] for each in ("en", "es")
    }
    assert not set(alone["en"]) & set(alone["es"])
    assert {*alone["en"], *alone["es"]} <= {
        *shipped_circumstances("und").met("emergency_now", words).words["alone"]
    }
