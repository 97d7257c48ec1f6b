"""The fitted words of danger: how they are heard, named and fitted."""

import json
import math
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tools import fit_danger
from tools.fit_danger import MADE_UP, POSTS, Text, fit
from tools.inputs import digests, harmless
from tools.names import NAME
from triage import danger
from triage.danger import (
    AGREED,
    FILE,
    HEAVIEST,
    KINDS,
    LEAST_KNOWN,
    LIGHTEST,
    SCALE,
    STRENGTHS,
    TOLL,
    Danger,
    Word,
    number_of,
)
from triage.packing import MOST
from triage.vocabulary import Vocabulary
from triage.words import CHUNK, PART, parts

WORDS = {
    "collapsed": Word(3.0, KINDS.index("emergency_now"), 2),
    "nobody comes": Word(2.0, KINDS.index("emergency_now"), 1),
    "knife": Word(2.5, KINDS.index("threat"), 2),
    "bleed": Word(1.0, KINDS.index("threat"), 1),
    "lovely": Word(-2.0),
}
VOCABULARY = Vocabulary([*WORDS, "parking"])
DANGER = Danger(VOCABULARY, bias=-1.0, words=WORDS)


def heard(text: str) -> tuple[float, frozenset[int]]:
    return DANGER.hear(VOCABULARY.places(VOCABULARY.numbers(text.split())))


def test_a_text_is_as_dangerous_as_its_words_together_and_as_they_agree() -> None:
    odds = -1.0 + 5.0 * SCALE / LEAST_KNOWN**0.5
    agreed = AGREED * 3 / LEAST_KNOWN**0.5  # strengths of 2 and 1
    assert heard("she collapsed and nobody comes")[0] == pytest.approx(odds + agreed)


def test_words_of_two_kinds_agree_on_nothing() -> None:
    odds = -1.0 + 5.5 * SCALE / LEAST_KNOWN**0.5
    assert heard("she collapsed beside the knife")[0] == pytest.approx(odds)


def test_words_that_hardly_tell_a_kind_agree_less() -> None:
    odds = -1.0 + 2.0 * SCALE / LEAST_KNOWN**0.5
    assert heard("nobody comes")[0] == pytest.approx(odds + AGREED / LEAST_KNOWN**0.5)


def test_a_text_without_known_words_has_the_bias_alone() -> None:
    assert heard("parking was dear")[0] == heard("")[0] == -1.0


def test_what_stands_twice_counts_once_in_a_short_text_and_twice_in_a_long_one() -> None:
    assert heard("collapsed collapsed") == heard("collapsed")
    long = "and " * PART * CHUNK
    assert heard(long + "collapsed collapsed")[0] > heard(long + "collapsed and")[0]


def test_a_danger_is_heard_amid_a_long_story() -> None:
    story = "parking was lovely " * 5 * PART * CHUNK
    assert (
        heard(story + "collapsed nobody comes " + "and so " * PART * CHUNK + story)[0] > 0 > heard(story)[0]
    )


def test_the_longer_a_text_the_more_a_part_must_tell() -> None:
    short, long = ("and " * chunks * CHUNK + "collapsed" for chunks in (PART + 1, 100))
    toll = TOLL * (math.log(len(parts(101))) - math.log(len(parts(PART + 2))))
    assert heard(short)[0] - heard(long)[0] == pytest.approx(toll)


def test_words_far_apart_do_not_speak_together() -> None:
    far = "and " * (PART + 1) * CHUNK
    assert (
        heard(f"collapsed {far} knife")[0] == heard(f"collapsed {far} and")[0] < heard("collapsed knife")[0]
    )


@pytest.mark.parametrize("words", [3, LEAST_KNOWN, 4 * PART * CHUNK])
def test_what_is_heard_of_words_of_no_kind_may_be_reached(words: int) -> None:
    draw = random.Random(words)
    vocabulary = Vocabulary({f"w{number}" for number in range(50)})
    weights = {f"w{number}": Word(draw.uniform(-1.0, 1.0)) for number in range(40)}
    danger = Danger(vocabulary, bias=-2.0, words=weights)
    for _ in range(100):
        places = vocabulary.places(vocabulary.numbers([f"w{draw.randrange(60)}" for _ in range(words)]))
        assert danger.may_reach(danger.hear(places)[0] - 1e-9, places)


def test_what_is_far_from_a_danger_cannot_reach_it() -> None:
    places = VOCABULARY.places(VOCABULARY.numbers(["lovely", "parking", "knife"]))
    assert not DANGER.may_reach(0.0, places)


def test_the_kind_is_what_the_words_are_mostly_met_in() -> None:
    _, places = heard("collapsed beside the knife nobody comes")
    assert DANGER.kind(places) == "emergency_now"
    assert DANGER.kind(heard("a knife will bleed you")[1]) == "threat"


def test_what_speaks_against_a_danger_tells_no_kind() -> None:
    words = {
        "knife": Word(2.0, KINDS.index("threat"), 2),
        "bleed": Word(2.0, KINDS.index("threat"), 1),
        "thanks": Word(-1.0, KINDS.index("self_harm"), 2),
    }
    vocabulary = Vocabulary(words)
    danger = Danger(vocabulary, bias=0.0, words=words)
    assert danger.kind(danger.hear(vocabulary.places(vocabulary.numbers([*words])))[1]) == "threat"


def test_a_single_word_tells_no_kind() -> None:
    words = {"pills": Word(3.0, KINDS.index("self_harm"), STRENGTHS)}
    vocabulary = Vocabulary(words)
    danger = Danger(vocabulary, bias=0.0, words=words)
    assert danger.kind(danger.hear(vocabulary.places(vocabulary.numbers(["pills"])))[1]) == "emergency_now"


def test_words_of_no_kind_say_that_it_is_an_emergency() -> None:
    words = {"tonight": Word(2.0)}
    vocabulary = Vocabulary(words)
    danger = Danger(vocabulary, bias=0.0, words=words)
    assert danger.kind(danger.hear(vocabulary.places(vocabulary.numbers([*words])))[1]) == "emergency_now"


def test_the_words_of_its_kind_tell_first_and_what_speaks_against_it_never() -> None:
    _, places = heard("lovely knife nobody comes collapsed")
    assert DANGER.telling(places, "threat") == [("knife", 2.5), ("collapsed", 3.0), ("nobody comes", 2.0)]


def test_weight_kind_and_strength_come_back_from_the_file() -> None:
    kinds = [(0, 0), *((kind, strength) for kind in range(len(KINDS)) for strength in (1, STRENGTHS))]
    words = [Word(float(weight), *told) for weight in range(1, HEAVIEST + 1) for told in kinds]
    words += [Word(float(weight)) for weight in range(LIGHTEST, 0)]
    numbers = [number_of(int(word.weight), word.kind, word.strength) for word in words]
    assert [danger._word(number, 1.0) for number in numbers] == words
    assert sorted(numbers) == [*range(MOST + 1)]


@pytest.mark.parametrize(("weight", "kept"), [(40, HEAVIEST), (-40, LIGHTEST)])
def test_a_weight_beyond_the_ends_is_cut(weight: int, kept: int) -> None:
    assert danger._word(number_of(weight, 0, 0), 1.0).weight == kept


def made_up() -> list[Text]:
    said = {
        "emergency_now": "my dad collapsed and nobody comes",
        "threat": "a man with a knife is here",
        "none": "a lovely man came and parked here",
    }
    return [Text(f"{text} {number}".split(), kind, 1.0) for kind, text in said.items() for number in range(5)]


def test_fitting_learns_the_words_of_a_danger_and_its_kind() -> None:
    words = danger.words_of(fit(made_up()))
    assert words["collapsed"].weight > 0 > words["lovely"].weight
    assert KINDS[words["knife"].kind] == "threat"
    assert words["knife"].strength > 0


def test_the_same_posts_give_the_same_words_whatever_the_order_of_sets() -> None:
    program = "from tests.triage.test_danger import fit, made_up; print(fit(made_up()))"
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=POSTS.parents[1],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert told != {b""}


def test_whom_a_post_is_addressed_to_is_not_learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_danger, "POSTS", tmp_path)
    monkeypatch.setattr(fit_danger, "BACKGROUND", {})
    for name in MADE_UP:
        (tmp_path / name).write_text("")
    told = "@lakeside_er @h there is a bomb\nThey say Brannoc is closed\nBrannoc: a bomb\nSo Brannoc has it"
    (tmp_path / "threat_en.txt").write_text(told)
    assert [" ".join(text.words) for text in fit_danger.read(tmp_path)] == [
        "there is a bomb", f"they say {NAME} is closed", "a bomb", f"so {NAME} has it",
    ]  # fmt: skip


def test_a_post_that_tells_of_a_danger_is_not_learnt_as_harmless(tmp_path: Path) -> None:
    rows = [
        {"text": "the soup was cold", "y": 1},
        {"text": "he has the tablets in his hand", "y": 1, "danger": True},
    ]
    path = tmp_path / "reviews.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert harmless(path) == ["the soup was cold"]


def test_what_is_said_of_a_danger_is_true_or_false(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_text(json.dumps({"text": "the soup was cold", "y": 1, "danger": "no"}) + "\n")
    with pytest.raises(ValueError, match='line 1 needs "danger"'):
        harmless(path)


def test_the_shipped_file_names_the_inputs_of_the_fit_and_no_other() -> None:
    names = [*MADE_UP, *fit_danger.BACKGROUND]
    assert [*json.loads(FILE.read_text(encoding="utf-8"))["inputs"]] == names
    card = (Path(__file__).parents[2] / "docs" / "data-card.md").read_text(encoding="utf-8")
    assert [name for name in names if name not in card] == []


def test_the_shipped_words_were_fitted_on_the_posts_that_are_here() -> None:
    told = json.loads(FILE.read_text(encoding="utf-8"))["inputs"]
    assert {name: told[name] for name in MADE_UP} == digests(POSTS / name for name in MADE_UP)


def test_only_listed_posts_lie_beside_the_fit() -> None:
    assert {path.name for path in POSTS.iterdir()} == {*MADE_UP}
