"""Tone towards a name among others: what is looked at, how it is fitted, and what it says."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.fit_names import RULES, read
from tools.inputs import NAMED, THINGS, digests, json_rows
from tools.softmax import fit
from triage import danger, weights
from triage.folding import fold
from triage.masking import MINE, THEIRS, masked, masked_at
from triage.naming import FILE, NameWeights, features, shipped_name_weights, towards
from triage.packing import unpack_pairs
from triage.towards import tone_towards


def at(name: str, text: str) -> str:
    begin = text.index(name)
    return masked_at(text, begin, begin + len(name))


def test_names_are_masked_and_the_rest_is_folded() -> None:
    text = "Left LAKESIDE for Northgate."
    assert masked(text, [(18, 27, True), (5, 13, False)]) == f"left {THEIRS} for {MINE} ."


def test_of_names_that_begin_together_the_longest_is_masked() -> None:
    assert masked("Northgate Bank", [(0, 9, True), (0, 14, False)]) == THEIRS


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Northgate", "Lakeside lost it, Northgate found it", "O lost it, T found it"),
        ("Northgate General", "Northgate General is slow. Northgate knows it", "T is slow. T knows it"),
        ("Northgate", "@lakesidecare lost it, Northgate found it", "O lost it, T found it"),
        ("Northgate", "Dr Okafor of Northgate rang on Tuesday", "dr okafor of T rang on tuesday"),
        ("Northgate", "THREE hours at Northgate", "three hours at T"),
        ("Northgate", "Then St Odran and Mercer Hill sent us to Northgate", "then O and O sent us to T"),
        ("Northgate", "La atención en Northgate fue rápida", "la atención en T fue rápida"),
        ("Northgate", "northgate, then Northgate again", "T , then T again"),
    ],
)
def test_what_looks_like_a_name_is_another(name: str, text: str, told: str) -> None:
    assert at(name, text).replace(" .", ".").replace(" ,", ",") == told.replace(" ,", ",")


def test_what_is_said_of_whom_is_told_apart() -> None:
    found = features(at("Northgate", "Northgate was kind. So kind. But Lakeside was rude, and dirty."))
    assert {"kind o", "rude t", "dirty t"} <= found.keys()
    assert not {"rude o", "kind t"} & found.keys()


def test_a_name_that_is_known_is_masked_however_it_is_written() -> None:
    text = "Northgate and lakeside lost my chart"
    assert masked_at(text, 0, 9, ["Lakeside"]) == "T and O lost my chart"


def test_words_with_accents_are_words() -> None:
    assert {"rápida r1", "niño o"} <= features(at("Northgate", "Northgate fue rápida con el niño")).keys()


def test_the_nearest_words_have_their_distance() -> None:
    found = features(at("Northgate", "Lakeside lost my chart and Northgate found it"))
    assert {"and l0", "found r0", "found r", "it r1", f"p:{MINE} found"} <= found.keys()
    assert "lost l3" not in found


def test_the_order_of_names_and_a_question_are_looked_at() -> None:
    first = features(at("Northgate", "Northgate or Lakeside?"))
    assert first["first"] > 0.0 < first["asks"]
    assert not first["last"] + first["alone"]
    assert features(at("Northgate", "Northgate it is"))["alone"]


SMALL = NameWeights(features={"rude o": 4 + 0j, "kind o": 4j})


def test_shares_are_of_all_three_tones_together() -> None:
    negative, neutral, positive, _ = towards(at("Northgate", "Northgate was rude"), SMALL)
    assert negative > neutral == pytest.approx(positive)
    assert negative + neutral + positive == pytest.approx(1.0)


def test_the_words_that_speak_for_blame_are_told_where_it_is_heard_and_else_those_against() -> None:
    assert towards(at("Northgate", "Northgate was rude to us"), SMALL).words == ("rude",)
    praise = NameWeights(features={"rude o": 1 + 0j, "kind o": -1 + 4j})
    assert towards(at("Northgate", "Northgate was kind, once rude"), praise).words == ("kind",)


def test_fitting_learns_what_is_said_of_whom(tmp_path: Path) -> None:
    path = tmp_path / "named.jsonl"
    posts: list[Mapping[str, object]] = [
        {"text": f"{one} lost it, {two} found it {number}", "names": {one: "negative", two: "positive"}}
        for number, (one, two) in enumerate([("Alder", "Birch"), ("Cedar", "Damson"), ("Elder", "Fir")] * 3)
    ]
    posts += [{"text": f"is Gorse open {number}", "names": {"Gorse": "neutral"}} for number in range(5)]
    path.write_text("".join(json.dumps(post) + "\n" for post in posts))
    rows = read(path)
    table = fit(rows, most=40, least=2, rate=0.05)
    learnt = NameWeights(features=unpack_pairs(table, float(str(table["unit"]))))  # type: ignore[arg-type]
    text = "Hazel lost it, Ivy found it"
    assert towards(at("Hazel", text), learnt).negative > 0.9 < towards(at("Ivy", text), learnt).positive


def test_posts_without_names_or_without_a_tone_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "named.jsonl"
    path.write_text('{"text": "x", "y": 1}\n')
    with pytest.raises(ValueError, match=r'named\.jsonl, line 1 needs "names"'):
        read(path)
    with pytest.raises(ValueError, match="each of negative, neutral, positive is needed"):
        fit([({"a": 1.0}, 0)], most=1, least=1, rate=0.05)


def test_the_same_posts_give_the_same_weights() -> None:
    rows = [({"a": 1.0, "b": 0.5}, 0), ({"b": 1.0}, 1), ({"c": 1.0, "a": 0.5}, 2)] * 3
    assert fit(rows, most=3, least=1, rate=0.05) == fit(rows, most=3, least=1, rate=0.05)


def test_no_name_of_a_post_is_learnt_from_it() -> None:
    path = NAMED
    post = next(post for post in json_rows(path) if len(post["names"]) == 3)
    one, *others = post["names"]
    begin = post["text"].index(one)
    told = masked_at(post["text"], begin, begin + len(one), others)
    assert not any(fold(name) in told for name in post["names"])


def test_the_shipped_file_was_fitted_on_the_posts_and_weights_that_are_here() -> None:
    inputs = digests([NAMED, weights.FILE, danger.FILE], RULES)
    assert json.loads(FILE.read_text(encoding="utf-8"))["inputs"] == inputs


@pytest.mark.parametrize("path", [NAMED, THINGS])
def test_only_listed_posts_lie_beside_the_fit(path: Path) -> None:
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.name in (Path(__file__).parents[2] / "docs" / "data-card.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("subject", "text", "tone"),
    [
        ("Lakeside", "Lakeside lost my chart and was rude, Northgate found it", "negative"),
        ("Northgate", "Lakeside lost my chart and was rude, Northgate found it", "positive"),
        ("Northgate", "Lakeside sent me home twice. Northgate had me scanned by Friday.", "positive"),
        ("Lakeside", "Lakeside sent me home twice. Northgate had me scanned by Friday.", "negative"),
        ("Northgate", "Is it Northgate or Lakeside that has the walk-in clinic on Sundays?", "neutral"),
        ("Lakeside", "En Lakeside me dejaron seis horas. En Northgate me atendieron en diez minutos.", "negative"),
        ("Northgate", "En Lakeside me dejaron seis horas. En Northgate me atendieron en diez minutos.", "positive"),
    ],
)  # fmt: skip
def test_each_name_gets_its_own_tone_without_a_comparison(subject: str, text: str, tone: str) -> None:
    assert tone_towards(subject, text) == tone


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 20))
def test_any_text_is_taken(text: str, begin: int, length: int) -> None:
    fitted = shipped_name_weights()
    assert fitted is not None
    if begin + length <= len(text):
        assert sum(towards(masked_at(text, begin, begin + length), fitted)[:3]) == pytest.approx(1.0)


def test_a_single_letter_is_no_name() -> None:
    text = "Bed Þ at Lakeside"
    assert masked_at(text, text.index("Lakeside"), len(text)) == f"{fold('Bed Þ at')} T"
