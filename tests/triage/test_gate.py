"""The gate lets through whatever a level-3 pattern could match, and little else."""

import random
import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from tools.stems import choices, finished
from triage.folding import fold
from triage.gate import Gate, searchable
from triage.packing import pack_words
from triage.rules_now import PATTERNS, now_gate
from triage.rules_signs import alarms

TRIES = 30
ALTERNATIVES = [
    pytest.param(rule, slot, number, id=f"{rule}.{slot}.{number}")
    for rule, slots in PATTERNS.items()
    for slot, found in slots.items()
    for number in range(len(found.alternatives))
]


def written(items: Any, draw: random.Random) -> str:
    """Something that a parsed pattern matches, assertions aside."""
    return "".join(_item(kind, value, draw) for kind, value in items)


def _item(kind: Any, value: Any, draw: random.Random) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.IN:
        return _member(*draw.choice(value))
    if kind is op.BRANCH:
        return written(draw.choice(value[1]), draw)
    if kind is op.SUBPATTERN:
        return written(value[3], draw)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        times = draw.randint(value[0], min(value[1], value[0] + 2))
        return "".join(written(value[2], draw) for _ in range(times))
    return ""


def _member(kind: Any, value: Any) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.RANGE:
        return chr(value[0])
    if kind is op.CATEGORY:
        return {op.CATEGORY_DIGIT: "7", op.CATEGORY_SPACE: " "}.get(value, "q")
    return "x"  # outside a class such as [^.!?]


def examples(pattern: re.Pattern[str]) -> Iterator[str]:
    """Texts that a pattern matches, drawn the same in every run."""
    draw, parsed = random.Random(pattern.pattern), parser.parse(pattern.pattern)
    for _ in range(TRIES):
        text = fold(written(parsed, draw))
        if pattern.search(f" {text} "):
            yield text


@pytest.mark.parametrize(("rule", "slot", "number"), ALTERNATIVES)
def test_what_an_alternative_matches_holds_a_stem_of_it(rule: str, slot: str, number: int) -> None:
    pattern = PATTERNS[rule][slot].alternatives[number]
    for text in examples(pattern):
        sights = now_gate().sights(text)
        heard = sights[rule].heard if rule in sights else {}
        assert number in heard.get(slot, []), f"run tools.stems: {text!r}"


def test_an_everyday_post_is_let_through_to_no_rule() -> None:
    assert now_gate().sights("the new cafe by the lake has lovely cakes") == {}


def gate() -> Gate:
    return Gate(
        {"r": {"one": [pack_words(["kill you", "kill him"])], "two": [pack_words(["tonight"])]}, "q": {}}
    )


def test_a_rule_sees_which_of_its_alternatives_were_heard() -> None:
    assert gate().sights("i will go home") == {}
    assert {rule: sight.heard for rule, sight in gate().sights("i will kill him tonight").items()} == {
        "r": {"one": [0], "two": [0]}
    }


def test_shorthand_is_spelt_out_before_anything_is_heard() -> None:
    assert gate().sights("tonight i kill u")["r"].whole == " tonight i kill you "
    assert gate().sights("u and me") == {}


def test_of_a_long_text_what_stands_around_the_stems_is_near() -> None:
    text = "a" * 300 + " kill him tonight " + "b" * 300
    near = gate().sights(text)["r"].near
    assert "kill him tonight" in near
    assert len(near) < 200


@pytest.mark.parametrize(
    ("grumble", "danger"),
    [
        ("Someone could make them answer the phone. ", "I am going to shoot that doctor tomorrow."),
        ("I have to run for the bus and to walk home. ", "I want to kill myself tonight."),
    ],
)
def test_harmless_stems_before_it_do_not_hide_danger(grumble: str, danger: str) -> None:
    assert alarms(fold(grumble * 12 + danger))


def test_every_mark_is_a_blank_and_no_character_moves() -> None:
    assert searchable("don't…go😂now é") == b"don t go now \xe9"


def test_stems_follow_from_a_pattern() -> None:
    parsed = parser.parse(r"\b(?:kill|hurt) (?:you|him)\b")
    assert frozenset({" kill you ", " kill him ", " hurt you ", " hurt him "}) in set(choices(parsed))


def test_a_stem_that_holds_another_is_left_out() -> None:
    assert finished(["kill you", "kill"]) == frozenset({"kill"})
