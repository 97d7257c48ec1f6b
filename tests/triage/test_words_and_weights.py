"""The tokens and the fitted weights."""

import json
from itertools import chain
from pathlib import Path

import pytest

from tools import fit, fit_spanish, inputs
from triage.fitted import _weighed, shipped_fitted
from triage.folding import fold
from triage.packing import read
from triage.vocabulary import Vocabulary
from triage.weights import FILE, LEAST_KNOWN, SCALE, SPANISH_FILE, Head, Weights, words_of
from triage.words import CHUNK, MOST_TOKENS, PART, chunks, grams, pairs, spelled, tokens


def test_numbers_handles_and_links_lose_their_names() -> None:
    text = fold("@NorthgateHealth I paid $1,250.50 on 3/14, see https://x.example.org/a?b=1")
    assert tokens(text.split()) == ["i", "paid", "$", "0", "0", "0", "on", "0", "0", "see"]


def test_a_question_mark_is_a_word_and_loudness_is_none() -> None:
    assert tokens(fold("Why?! No!!!").split()) == ["why", "?", "no"]


@pytest.mark.parametrize(
    "text", ["again\U0001f621", "again \u2764\ufe0f", "\U0001f937\U0001f3fd\u200d\u2640\ufe0f again \u2728"]
)
def test_emoji_are_no_words(text: str) -> None:
    assert tokens(fold(text).split()) == ["again"]


def test_other_signs_are_words_of_their_own() -> None:
    assert tokens(fold("it was \u00a312").split()) == ["it", "was", "\u00a3", "0"]


def test_an_apostrophe_stays_in_its_word() -> None:
    assert tokens(fold("don\u2019t").split()) == ["don't"]


def test_a_long_text_is_cut() -> None:
    assert len(tokens(["word"] * (MOST_TOKENS + 1))) == MOST_TOKENS


def test_pairs_know_the_ends_of_the_text() -> None:
    assert grams(["nobody", "came"]) == {"nobody", "came", "< nobody", "nobody came", "came >"}


HEAD = Head(bias=-1.0, tone=-2.0, gloom=1.0)
SMALL = {"nobody": 1 + 2j, "came": 0.5 + 0j, "lovely": -2 - 2j}
VOCABULARY = Vocabulary([*SMALL, "another"])
WEIGHTS = Weights(VOCABULARY, complaint=HEAD, negativity=HEAD, words=SMALL)


def known(words: list[str]) -> frozenset[int]:
    return WEIGHTS.known(VOCABULARY.places(VOCABULARY.numbers(words)))


def scored(words: list[str], tone: float) -> tuple[float, float]:
    return WEIGHTS.score(known(words), tone)


def test_a_pair_counts_beside_its_words_and_once_however_often_it_stands() -> None:
    head = Head(bias=0.0, tone=0.0, gloom=0.0)
    words = {"nobody": 1 + 0j, "nobody came": 2 + 0j, "came >": 4 + 0j, "< came": 8 + 0j}
    vocabulary = Vocabulary(words)
    weights = Weights(vocabulary, complaint=head, negativity=head, words=words)
    said = vocabulary.numbers(["nobody", "came", "nobody", "came"])
    complaint, _ = weights.score(weights.known(vocabulary.places(said)), 0.0)
    assert complaint == pytest.approx((1 + 2 + 4) * SCALE / LEAST_KNOWN**0.5)


def test_a_score_adds_the_words_it_knows_and_the_tone() -> None:
    complaint, negativity = scored(["nobody", "unknown", "another"], -0.5)
    share = SCALE / LEAST_KNOWN**0.5
    assert (complaint, negativity) == pytest.approx((-1 + 1 + 0.5 + 1 * share, -1 + 1 + 0.5 + 2 * share))


def test_more_words_than_a_few_share_their_weight() -> None:
    head = Head(bias=0.0, tone=0.0, gloom=0.0)
    words = {f"word{number}": 1 + 0j for number in range(LEAST_KNOWN + 4)}
    vocabulary = Vocabulary(words)
    weights = Weights(vocabulary, complaint=head, negativity=head, words=words)
    known = weights.known(vocabulary.places(vocabulary.numbers(words)))
    assert weights.score(known, 0.0)[0] == pytest.approx(SCALE * len(words) ** 0.5)


def test_a_text_without_known_words_has_its_tone_alone() -> None:
    assert scored([], 0.5) == pytest.approx((-2.0, -2.0))


def test_the_loudest_word_is_named() -> None:
    all_three = known(["nobody", "came", "lovely"])
    assert WEIGHTS.loudest(all_three, 0.5, lambda gram: True) == "nobody"
    assert WEIGHTS.loudest(all_three, 0.5, lambda gram: gram != "nobody") == "came"
    assert WEIGHTS.loudest(known(["lovely"]), 0.5, lambda gram: True) is None


def test_a_text_has_the_places_of_its_words_and_pairs_in_order() -> None:
    words = ["nobody", "came", "nobody"]
    vocabulary = Vocabulary(grams(words))
    places = vocabulary.places(vocabulary.numbers([*words, "unknown"]))
    assert [*places.words] == [*map(vocabulary.place, words), 0]
    assert [*places.pairs][:3] == [*map(vocabulary.place, pairs(words)[:3])]
    assert len(places.pairs) == 5


@pytest.mark.parametrize("words", [["unknown", "came"], ["came", "unknown"]])
def test_a_pair_with_an_unknown_word_has_the_place_of_nothing(words: list[str]) -> None:
    vocabulary = Vocabulary(["nobody", "came", "nobody came"])
    everything = {*map(vocabulary.place, ["nobody", "came", "nobody came"])}
    assert everything.isdisjoint(vocabulary.places(vocabulary.numbers(words)).pairs)


def test_a_long_text_is_cut_into_chunks_that_together_are_all_of_it() -> None:
    words = [f"w{number}" for number in range((PART + 1) * CHUNK)]
    cut = chunks(words, pairs(words))
    assert len(cut) == PART + 1
    assert {*chain.from_iterable(cut)} == grams(words)
    assert f"w{CHUNK - 1} w{CHUNK}" in {*cut[1]} - {*cut[0]}


def test_models_and_cue_files_are_small_enough_to_read_at_start() -> None:
    files = [
        FILE,
        SPANISH_FILE,
        FILE.with_name("things.json"),
        FILE.with_name("names.json"),
        *FILE.parent.glob("cues*.toml"),
        FILE.with_name("danger.json"),
        *FILE.parent.glob("topics*.toml"),
        *FILE.parent.glob("taxonomy*.toml"),
        FILE.with_name("themes.toml"),
    ]
    assert sum(file.stat().st_size for file in files) < 250_000


def test_the_shipped_file_names_the_listed_inputs_and_no_other() -> None:
    assert json.loads(FILE.read_text())["inputs"].keys() == inputs.INPUTS.keys()


def test_the_shipped_spanish_words_were_fitted_on_the_posts_that_are_here() -> None:
    told = json.loads(SPANISH_FILE.read_text(encoding="utf-8"))["inputs"]
    assert told == inputs.digests(inputs.DANGERS / name for name in fit_spanish.LABELS)


def test_the_same_spanish_posts_give_the_same_weights() -> None:
    rows = fit_spanish.read()[::40]
    assert fit_spanish.fit(rows) == fit_spanish.fit(rows)


def test_spanish_words_tell_complaints_and_leave_negativity_to_the_rules() -> None:
    weights = shipped_fitted().weights["es"]
    vocabulary = shipped_fitted().vocabulary
    known = weights.known(vocabulary.places(vocabulary.numbers(["nadie", "contesta", "el", "telefono"])))
    complaint, negativity = weights.score(known, 0.0)
    assert complaint > weights.complaint.bias
    assert negativity is None


def test_a_file_of_posts_with_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "complaint_en.txt"
    path.write_text("\n")
    with pytest.raises(ValueError, match=r"complaint_en\.txt is empty"):
        inputs.rows_of(path)


def test_every_input_stands_in_the_data_card() -> None:
    card = (Path(__file__).parents[2] / "docs" / "data-card.md").read_text()
    assert [name for name in inputs.INPUTS if name not in card] == []


def test_the_data_card_tells_how_many_posts_the_files_of_posts_hold() -> None:
    card = (Path(__file__).parents[2] / "docs" / "data-card.md").read_text()
    for path in sorted(inputs.DANGERS.glob("[ch]*.txt")):
        assert f"tools/dangers/{path.name} | {len(inputs.posts_of(path)):,} |" in card, path.name


def test_an_input_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    stranger = tmp_path / "tweets.jsonl"
    stranger.write_text('{"text": "x", "y": 1}\n')
    with pytest.raises(ValueError, match="only listed inputs"):
        inputs.rows_of(stranger)


@pytest.mark.parametrize(
    ("row", "needed"),
    [
        ("5", '"text": a string'),
        ('{"y": 1}', '"text": a string'),
        ('{"text": 5, "y": 1}', '"text": a string'),
        ('{"text": "x"}', '"y": 0 or 1'),
        ('{"text": "x", "y": 7}', '"y": 0 or 1'),
        ('{"text": "x", "y": [1]}', '"y": 0 or 1'),
        ('{"text": "x", "target": "x", "from": 0, "to": 2, "label": "neutral"}', '"from" and "to"'),
        ('{"text": "x", "target": "x", "label": "neutral"}', '"from" and "to"'),
        ('{"text": "x", "target": "x", "from": 0, "to": 1, "label": "mixed"}', '"label": one of negative'),
        ('{"text": "x", "names": {"y": "neutral"}}', '"names": an object of names as they stand in the text'),
        ('{"text": "x", "names": {}}', '"names": an object'),
        ('{"text": "x", "names": ["x"]}', '"names": an object'),
        ('{"text": "x", "names": {"x": "mixed"}}', "names each with one of negative"),
    ],
)
def test_a_row_that_nothing_can_be_learnt_from_is_named(tmp_path: Path, row: str, needed: str) -> None:
    path = tmp_path / "cfpb.train.jsonl"
    path.write_text(f"\n\n{row}\n")
    with pytest.raises(ValueError, match=rf"cfpb\.train\.jsonl, line 3 needs {needed}"):
        inputs.rows_of(path)


OF_TARGET = '{"text": "x", "target": "x", "from": 0, "to": 1, "label": "neutral"}'
OF_LABEL = '{"text": "x", "y": 1}'


@pytest.mark.parametrize(
    ("rows", "needed"),
    [((OF_LABEL, OF_TARGET), '"y" and no "target"'), ((OF_TARGET, OF_LABEL), '"target", as')],
)
def test_rows_of_two_kinds_are_refused(tmp_path: Path, rows: tuple[str, str], needed: str) -> None:
    path = tmp_path / "cfpb.train.jsonl"
    path.write_text("\n".join(rows))
    with pytest.raises(ValueError, match=f"line 2 needs {needed}"):
        inputs.rows_of(path)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"[" * 100_000])
def test_an_input_that_is_no_text_or_nested_too_deep_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "cfpb.train.jsonl"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"^cfpb\.train\.jsonl"):
        inputs.rows_of(path)


@pytest.mark.parametrize("mark", ["\u2028", "\x85"])
def test_only_an_end_of_line_ends_a_row(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "cfpb.train.jsonl"
    path.write_text(f'{{"text": "a{mark}b", "y": 1}}\n', encoding="utf-8")
    assert inputs.rows_of(path) == [(f"a{mark}b", 1)]


def test_a_damaged_input_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cfpb.train.jsonl"
    path.write_text('{"text": "x", "y": 1}\n{"text"\n')
    with pytest.raises(ValueError, match=r"cfpb\.train\.jsonl, line 2 is no JSON"):
        inputs.rows_of(path)
    path.write_text("")
    with pytest.raises(ValueError, match="is empty"):
        inputs.rows_of(path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"unit": 0.1, "bias": -2, "words": ""}'])
def test_a_damaged_file_of_weights_is_named_with_the_way_out(tmp_path: Path, text: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"weights\.json is damaged: fetch it anew"):
        read(path, _weighed)


@pytest.mark.parametrize(
    "name", ["weights.json", "weights_es.json", "danger.json", "things.json", "names.json"]
)
@pytest.mark.parametrize(
    ("old", "new"),
    [('"unit": ', '"unit": 1'), ('"numbers": "', '"numbers": "#'), ('"words": "', '"words": null, "x": "')],
)
def test_no_letter_of_a_fitted_file_changes_unseen(tmp_path: Path, name: str, old: str, new: str) -> None:
    path = tmp_path / name
    whole = FILE.with_name(name).read_text(encoding="utf-8")
    assert old in whole
    path.write_text(whole.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=f"{name} is damaged"):
        read(path, dict)


def test_a_folder_in_the_place_of_a_fitted_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is damaged"):
        read(tmp_path, dict)


def test_without_a_file_of_weights_there_are_none(tmp_path: Path) -> None:
    assert read(tmp_path / "weights.json", _weighed) is None


def test_a_sentence_that_blames_and_praises_teaches_nothing(tmp_path: Path) -> None:
    said = [
        ("the soup was cold", "negative"),
        ("the soup was cold", "neutral"),
        ("a kind waiter", "positive"),
    ]
    said += [
        ("cold soup, kind waiter", "negative"),
        ("cold soup, kind waiter", "positive"),
        ("a menu", "neutral"),
    ]
    rows = [
        {"text": text, "target": text, "from": 0, "to": len(text), "label": label} for text, label in said
    ]
    path = tmp_path / "mams.train.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert inputs.rows_of(path) == [("the soup was cold", 1), ("a kind waiter", 0)]


def corpus(folder: Path) -> Path:
    """All the inputs, tiny and made up."""
    bad = ["nobody came again", "they lost my form again", "rude and slow again"]
    good = ["thank you so much", "lovely and kind people", "what a kind nurse"]
    rows = [{"text": t, "y": 1} for t in bad * 4] + [{"text": t, "y": 0} for t in good * 4]
    for name, its in inputs.INPUTS.items():
        posts = bad if its.label else good
        lines = posts * 4 if its.label is not None else map(json.dumps, rows)
        (folder / name).write_text("".join(line + "\n" for line in lines))
    return folder


def test_the_same_inputs_give_the_same_weights(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    assert fit.fit(fit.read(folder)) == fit.fit(fit.read(folder))


def test_fitting_learns_which_words_complain(tmp_path: Path) -> None:
    words = words_of(fit.fit(fit.read(corpus(tmp_path))))
    assert words["again"].real > 0 > words["kind"].real


def test_what_was_fitted_is_read_once() -> None:
    assert shipped_fitted() is shipped_fitted()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("'i want out'", ["i", "want", "out"]),
        ("don't say 'no'", ["don't", "say", "no"]),
        ("the nurses' room", ["the", "nurses", "room"]),
    ],
)
def test_a_quotation_mark_is_no_part_of_a_word(text: str, words: list[str]) -> None:
    assert tokens(text.split()) == words


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("so #ThereIsABombHere", "so There Is A Bomb Here"),
        ("#NorthgateHealth", "#NorthgateHealth"),
        ("#neveragain #iPhone12Pro", "#neveragain #iPhone12Pro"),
        ("#NOWAITING", "#NOWAITING"),
    ],
)
def test_a_hashtag_of_many_words_is_read_as_these(text: str, spelt: str) -> None:
    assert spelled(text) == spelt
