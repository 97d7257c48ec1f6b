"""Tone towards a thing, by the words around it and how far off they stand."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tools import fit_things
from tools.inputs import THINGS, digests
from triage import things
from triage.target import TONES
from triage.things import (
    CLAUSES,
    FILE,
    PLACES,
    TONE_NAMES,
    Placed,
    ThingWeights,
    shipped_thing_weights,
    weights_of,
    what_is_around,
)
from triage.towards import tone_towards

BLANK = ThingWeights(
    words={},
    things={},
    tones=dict.fromkeys(TONE_NAMES, 0j),
    near=[1.0] * PLACES,
    clause=[1.0] * CLAUSES,
    far=[0.0] * PLACES,
)
RUDE_AND_KIND = replace(BLANK, words={"rude": (1 + 0j, 1 + 0j), "kind": (1j, 1j)})


def words_around(text: str, thing: str) -> list[Placed]:
    begin = text.index(thing)
    return what_is_around(text, begin, begin + len(thing)).words


def tone(weights: ThingWeights, text: str, thing: str) -> str:
    begin = text.index(thing)
    return weights.tone(what_is_around(text, begin, begin + len(thing)))


def test_words_have_their_places_on_either_side_the_nearest_first() -> None:
    assert [(word, place) for word, place, _ in words_around("a very kind porter came late", "porter")] == [
        ("kind", 0),
        ("very", 1),
        ("a", 2),
        ("came", PLACES // 2),
        ("late", PLACES // 2 + 1),
    ]


def test_ends_of_parts_and_sentences_are_counted_up_to_two() -> None:
    clauses = {
        each.word: each.clause
        for each in words_around("soup, then rice. The porter smiled, but. So. No. Left", "porter")
    }
    assert (clauses["the"], clauses["smiled"]) == (0, CLAUSES // 2)
    assert clauses["rice"] == 1 * 3 + 1
    assert clauses["soup"] == 2 * 3 + 1
    assert clauses["left"] == CLAUSES - 1


def test_what_cleaning_takes_away_moves_no_word() -> None:
    plain = words_around("A Kind porter \u2764 came", "porter")
    assert words_around("A Kind\ufe0f porter \u2764\ufe0f came", "porter") == plain
    assert plain[0].word == "kind"


def test_a_far_word_has_the_last_place_and_of_many_only_the_nearest_count() -> None:
    found = words_around("dull " * 60 + "porter", "porter")
    assert (len(found), found[-1].place) == (40, PLACES // 2 - 1)


def test_the_nearer_of_two_words_tells_where_places_say_so() -> None:
    weights = replace(RUDE_AND_KIND, near=[1.0, *[0.5] * (PLACES // 2 - 1)] * 2)
    assert tone(weights, "rude nurse, kind porter", "porter") == "positive"
    assert tone(weights, "kind nurse, rude porter", "porter") == "negative"


def test_a_word_beyond_a_clause_counts_as_that_says() -> None:
    clause = [0.0] * CLAUSES
    clause[0] = 1.0
    assert tone(replace(RUDE_AND_KIND, clause=clause), "rude, kind porter", "porter") == "positive"
    assert tone(replace(RUDE_AND_KIND, clause=clause), "rude, the porter", "porter") == "neutral"


def test_what_a_word_says_from_afar_is_weighed_by_itself() -> None:
    weights = replace(RUDE_AND_KIND, near=[0.0] * PLACES, far=[1.0] * PLACES)
    assert tone(weights, "rude, then the porter", "porter") == "negative"


def test_a_thing_may_tell_by_its_own_words() -> None:
    assert tone(replace(BLANK, things={"delay": 1 + 0j}), "the delay", "delay") == "negative"


@pytest.mark.parametrize(
    "text", ["x", "x" * 100_000, "\U0001f621 x \u0130\u0130 x", "(" * 5000 + "x", "x" + "\u0301" * 50]
)
def test_any_text_is_taken(text: str) -> None:
    assert what_is_around(text, 0, 1).tones.keys() <= {*TONE_NAMES}


def test_fitting_learns_what_is_said_of_which_thing() -> None:
    rows: fit_things.Rows = []
    for number in range(12):
        for text, thing, said in (
            ("a rude porter, a kind nurse", "porter", "negative"),
            ("a rude porter, a kind nurse", "nurse", "positive"),
            ("a kind porter, a rude nurse", "porter", "positive"),
            ("a kind porter, a rude nurse", "nurse", "negative"),
            ("the clock shows noon", "clock", "neutral"),
        ):
            begin = text.index(thing)
            found = what_is_around(f"{text} {number}", begin, begin + len(thing))
            rows.append((found, TONES.index(said)))
    learnt = weights_of(fit_things.fit(rows))
    assert tone(learnt, "a kind baker, a rude waiter", "baker") == "positive"
    assert tone(learnt, "a kind baker, a rude waiter", "waiter") == "negative"
    assert tone(learnt, "the lamp shows noon", "lamp") == "neutral"


def test_a_fit_asks_for_every_tone() -> None:
    with pytest.raises(ValueError, match="each of negative, neutral, positive is needed"):
        fit_things.fit([(what_is_around("a rude porter", 7, 13), 0)] * 5)


def test_weights_without_all_places_are_damaged() -> None:
    table = json.loads(FILE.read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="places are missing"):
        weights_of(table | {"far": table["far"][1:]})


def test_the_shipped_weights_of_things_were_fitted_on_the_posts_that_are_here() -> None:
    told = json.loads(FILE.with_name("things.json").read_text(encoding="utf-8"))["inputs"]
    assert told.keys() == {fit_things.INPUT, THINGS.name}
    assert told[THINGS.name] == digests([THINGS])[THINGS.name]


def test_things_of_an_unlisted_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="only listed inputs"):
        fit_things.read(tmp_path / "more.jsonl")


def test_things_without_a_target_are_refused(tmp_path: Path) -> None:
    path = tmp_path / THINGS.name
    path.write_text('{"text": "x", "y": 1}\n')
    with pytest.raises(ValueError, match=r'things\.jsonl, line 1 needs "target"'):
        fit_things.read(path)


def test_offsets_of_another_word_than_the_target_are_refused(tmp_path: Path) -> None:
    path = tmp_path / THINGS.name
    path.write_text(
        '{"text": "a rude porter", "target": "porter", "from": 2, "to": 6, "label": "negative"}\n'
    )
    with pytest.raises(ValueError, match=r"things\.jsonl, line 1 needs .*'rude' stands there"):
        fit_things.read(path)


def test_rows_that_share_no_word_are_too_few() -> None:
    rows = [(what_is_around(text, 0, 1), tone) for tone, text in enumerate(("x one", "x two", "x three"))]
    with pytest.raises(ValueError, match="3 rows are too few"):
        fit_things.fit(rows)


@pytest.fixture
def no_weights_of_things(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """As after somebody took things.json away."""
    monkeypatch.setattr(things, "FILE", tmp_path / "things.json")
    shipped_thing_weights.cache_clear()
    yield
    shipped_thing_weights.cache_clear()


@pytest.mark.usefixtures("no_weights_of_things")
@pytest.mark.parametrize(("thing", "tone"), [("soup", "negative"), ("waiter", "positive")])
def test_without_weights_a_thing_is_judged_by_the_words_of_its_clause(thing: str, tone: str) -> None:
    assert tone_towards(thing, "The soup was terrible but the waiter was lovely") == tone


@pytest.mark.parametrize(
    ("thing", "text", "tone"),
    [
        ("comida", "La comida fr\xeda y nadie contesta el timbre", "negative"),
        ("enfermeras", "Las enfermeras muy amables, gracias", "positive"),
    ],
)
def test_things_in_spanish_are_judged_by_their_clause(thing: str, text: str, tone: str) -> None:
    assert tone_towards(thing, text) == tone
