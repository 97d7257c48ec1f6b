"""Features in small files come back as they were, and what is damaged is found out."""

import json
import math
from pathlib import Path

import pytest

from triage import packing
from triage.packing import (
    CHECKSUM,
    LEVELS,
    MOST,
    MOST_WORDS,
    checksum,
    pack,
    pack_pairs,
    read,
    unpack,
    unpack_pairs,
)


def test_what_is_packed_comes_back() -> None:
    features = {"no": (0,), "no one": (MOST,), "one no": (7,), "no no": (1,), "once": (2,), "< <": (3,)}
    assert dict(unpack(pack(features), 1)) == features


def test_several_numbers_of_a_feature_come_back() -> None:
    features = {"no": (1, 2, 3), "again no": (4, 5, 6), "again": (7, 8, 9)}
    assert dict(unpack(pack(features), 3)) == features


def test_two_weights_come_back_with_their_signs() -> None:
    weights = {"no one": (3, -1), "again": (3, -1), "nothing": (-LEVELS, LEVELS)}
    assert unpack_pairs(pack_pairs(weights), 0.5) == {
        "again": 1.5 - 0.5j,
        "no one": 1.5 - 0.5j,
        "nothing": complex(-LEVELS / 2, LEVELS / 2),
    }


def test_a_feature_that_weighs_nothing_is_left_out() -> None:
    assert unpack_pairs(pack_pairs({"the": (0, 0), "a": (1, 2)}), 1.0) == {"a": 1 + 2j}


@pytest.mark.parametrize("word", ["a(b", "#", "", "x_y", "=1"])
def test_a_word_with_a_sign_of_the_file_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="is no word that can be packed"):
        pack({word: (1,)})


@pytest.mark.parametrize("features", [{"a b c": (1,)}, {"a": (MOST + 1,)}, {"a": (-1,)}])
def test_what_a_file_cannot_hold_is_refused(features: dict[str, tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match="more than two words, or a number beyond"):
        pack(features)


def test_a_long_beginning_alike_comes_back() -> None:
    features = {"a" * length: (1,) for length in range(1, 40)}
    assert dict(unpack(pack(features), 1)) == features


def test_no_feature_is_packed_into_nothing() -> None:
    assert [*unpack(pack({}), 2)] == []


def test_a_word_is_written_once_and_only_as_far_as_it_differs() -> None:
    packed = pack({"nobody came": (1,), "came": (1,), "nobody cares": (1,), "nobody": (1,)})["words"]
    assert (packed.count("nobody"), packed.count("came"), packed.count("ca")) == (1, 1, 1)


def test_more_words_than_have_a_number_are_refused() -> None:
    with pytest.raises(ValueError, match=f"two signs number {MOST_WORDS:,}"):
        pack({f"w{number}": (1,) for number in range(MOST_WORDS + 1)})


def test_as_many_words_as_have_a_number_come_back() -> None:
    features = {f"w{number} w{MOST_WORDS - 1 - number}": (1,) for number in range(0, MOST_WORDS, 7)}
    features |= {f"w{number}": (number % MOST,) for number in range(MOST_WORDS)}
    assert dict(unpack(pack(features), 1)) == features


@pytest.mark.parametrize("numbers", ["#$", "# $", "#$$$ #", "#$$$\x00 # #", "#zz$ # #"])
def test_damaged_numbers_are_found_out(numbers: str) -> None:
    whole = pack({"a b": (2,), "a": (1,), "c": (1,)})
    with pytest.raises((ValueError, LookupError)):
        [*unpack({**whole, "numbers": numbers}, 1)]


def test_nothing_that_is_written_needs_escaping() -> None:
    signs = "".join(packing._SIGNS)
    assert signs.isascii()
    assert signs.isprintable()
    assert not set(' "\\') & set(signs)


def test_a_file_into_which_nothing_was_fitted_is_damaged(tmp_path: Path) -> None:
    file, table = tmp_path / "fitted.json", {"words": "", "numbers": ""}
    file.write_text(json.dumps({**table, CHECKSUM: checksum(table)}))
    with pytest.raises(ValueError, match="is damaged"):
        read(file, dict)


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_file_with_a_number_that_is_none_is_damaged_whatever_its_checksum(
    number: float, tmp_path: Path
) -> None:
    file, table = tmp_path / "fitted.json", {"bias": number}
    file.write_text(json.dumps({**table, CHECKSUM: checksum(table)}))
    with pytest.raises(ValueError, match="is damaged"):
        read(file, dict)
