"""Features and what was fitted for them on disk: each word stands there once, pairs of words are pairs of numbers."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

# A number is one sign, a word's number two. All are ASCII, and none needs escaping in JSON.
_SIGNS = [chr(code) for code in range(33, 127) if chr(code) not in '"\\']
_NUMBERS = {sign: number for number, sign in enumerate(_SIGNS)}
_BASE = len(_SIGNS)
_ABSENT = _SIGNS[-1]
_SHARED = (
    "()[]{}*/|=~^`#_"  # in no word: how many letters a word begins with as the one before it, none to len - 1
)
_WORD = re.compile(rf"([{re.escape(_SHARED)}])([^{re.escape(_SHARED)}]*)")
MOST = _BASE - 2  # the largest number of a feature
LEVELS = MOST // 2  # weights are whole numbers from -LEVELS to LEVELS of a unit; finer ones change no ranking
MOST_WORDS = _BASE**2
CHECKSUM = "sha256"  # its key in a fitted file

Numbers = tuple[int, ...]
Packed = dict[str, str]


def pack(features: Mapping[str, Numbers]) -> Packed:
    """`features`: a word, or two with a blank between -> its numbers from 0 to MOST, as many for each.

    "words" has the words in the order of the alphabet, each without what it begins with as the one before it: a sign for how many
    letters that are, and the rest. "numbers" has as many places with blanks between: what the word itself has
    (_ABSENT where it is no feature), then each word that makes a pair with it, as two signs, with the numbers of that pair.

    Raises ValueError for a feature of more than two words or with a sign of _SHARED, a number beyond MOST, and too many words.
    """
    for feature, numbers in features.items():
        if feature.count(" ") > 1 or not all(0 <= number <= MOST for number in numbers):
            raise ValueError(f"{feature!r} has more than two words, or a number beyond {MOST}")
    words = sorted({word for feature in features for word in feature.split(" ")})
    if odd := [word for word in words if not word or not frozenset(_SHARED).isdisjoint(word)]:
        raise ValueError(f"{odd[0]!r} is no word that can be packed")
    if len(words) > MOST_WORDS:
        raise ValueError(f"{len(words):,} words: two signs number {MOST_WORDS:,} at the most")
    place = {word: number for number, word in enumerate(words)}
    alone = dict.fromkeys(words, _ABSENT)
    pairs = defaultdict[str, str](str)
    for feature, numbers in sorted(features.items()):
        first, *second = feature.split(" ")
        told = "".join([_SIGNS[number] for number in numbers])
        if second:
            pairs[first] += _SIGNS[place[second[0]] // _BASE] + _SIGNS[place[second[0]] % _BASE] + told
        else:
            alone[first] = told
    shared = [min(len(_SHARED) - 1, _shared(one, other)) for one, other in pairwise(["", *words])]
    return {
        "words": "".join([_SHARED[same] + word[same:] for same, word in zip(shared, words, strict=True)]),
        "numbers": " ".join([alone[word] + pairs[word] for word in words]),
    }


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    least = min(len(one), len(other))
    return next((place for place in range(least) if one[place] != other[place]), least)


def unpack(packed: Mapping[str, str], each: int) -> Iterator[tuple[str, Numbers]]:
    """Each feature with its numbers, of which there are `each`. Raises ValueError or LookupError where that is damaged."""
    words = _words(packed["words"])
    runs = packed["numbers"].split(" ") if words else []
    for word, run in zip(words, runs, strict=True):
        numbers = [*map(_NUMBERS.__getitem__, run)]
        absent = run.startswith(_ABSENT)
        start = 1 if absent else each
        if (len(run) - start) % (2 + each):
            raise ValueError(f"the numbers of {word!r} are cut short")
        if not absent:
            yield word, tuple(numbers[:each])
        for at in range(start, len(run), 2 + each):
            yield (
                f"{word} {words[numbers[at] * _BASE + numbers[at + 1]]}",
                tuple(numbers[at + 2 : at + 2 + each]),
            )


def _words(packed: str) -> list[str]:
    words: list[str] = []
    word = ""
    for sign, rest in _WORD.findall(packed):
        word = word[: _SHARED.index(sign)] + rest
        words.append(word)
    return words


def pack_pairs(weights: Mapping[str, tuple[int, int]]) -> Packed:
    """Features with two weights each, whole numbers from -LEVELS to LEVELS; what weighs nothing is left out."""
    return pack({name: (one + LEVELS, two + LEVELS) for name, (one, two) in weights.items() if one or two})


def unpack_pairs(packed: Mapping[str, str], unit: float) -> dict[str, complex]:
    """Feature -> its two weights, the first as the real, the second as the imaginary part."""
    shared: dict[Numbers, complex] = {}  # equal weights are one object, which is faster to come by
    return {
        feature: shared.setdefault(
            numbers, complex((numbers[0] - LEVELS) * unit, (numbers[1] - LEVELS) * unit)
        )
        for feature, numbers in unpack(packed, 2)
    }


T = TypeVar("T")


def checksum(table: Mapping[str, Any]) -> str:
    """Of what a fitted file holds beside it: half of a post's verdict may hang on one letter."""
    told = {key: value for key, value in table.items() if key != CHECKSUM}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def read(file: Path, made: Callable[[Mapping[str, Any]], T]) -> T | None:
    """What is `made` of a fitted file, None where it is not there. Raises ValueError where it is damaged."""
    if not file.exists():
        return None
    try:
        table = json.loads(file.read_text(encoding="utf-8"), parse_constant=int)  # no int is called NaN
        if table[CHECKSUM] != checksum(table):
            raise ValueError("its checksum is another one")
        if "" in table.values():
            raise ValueError("nothing was fitted")
        return made(table)
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OSError,
        OverflowError,
        RecursionError,
    ) as error:
        told = f"{file} is damaged: fetch it anew, or take it away, and the rules judge alone"
        raise ValueError(told) from error
