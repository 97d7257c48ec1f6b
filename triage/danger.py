"""Level 3 by fitted words: how much the words of a text tell of a danger, of which kind, and which of them do.

The words are English and Spanish, from made-up posts (see docs/data-card.md). What a rule of rules_now.py says in so many
words needs no model.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from triage import packing
from triage.vocabulary import Vocabulary
from triage.words import parts

FILE = Path(__file__).with_name("danger.json")
KINDS = ("self_harm", "threat", "emergency_now", "abuser_on_shift")
UNTOLD = "emergency_now"  # says least of anybody
SCALE, LEAST_KNOWN = 3.0, 16  # a text of fewer known words is no surer than one of so many
TOLL = 0.2  # log-odds for each e-fold of parts: of many parts one sounds like a danger by chance
_ROOT = math.sqrt(LEAST_KNOWN)
STRENGTHS = 2  # how surely a word is of its kind: 1 to STRENGTHS
LIGHTEST, HEAVIEST = -10, 9  # units that a word may weigh; the few that weighed more rank no better


class Word(NamedTuple):
    """A word or pair: its weight in log-odds, the kind of danger that it is mostly met in, and how surely; 0: in any."""

    weight: float
    kind: int = 0
    strength: int = 0


class Danger:
    """One linear score over words and pairs, positive where they speak of a danger."""

    def __init__(self, vocabulary: Vocabulary, *, bias: float, words: Mapping[str, Word]) -> None:
        self._bias = bias
        places = [*map(vocabulary.place, words)]
        weights = [word.weight for word in words.values()]
        self._weights = {**dict.fromkeys(vocabulary.places, 0.0), **dict(zip(places, weights, strict=True))}
        self._places = frozenset(places)
        self._words = dict(zip(places, words.values(), strict=True))
        self._names = dict(zip(places, words, strict=True))

    def may_reach(self, odds: float, known: Sequence[frozenset[int]]) -> bool:
        """Whether a text with these known places, by chunks, may be a danger of more than these log-odds; most may not, which is
        told sooner than by how much.
        """
        if len(known) == 1:  # most texts
            most = sum(map(self._weights.__getitem__, known[0]))
        else:
            sums = self._sums(known)
            most = max([sums[end] - sums[start] for start, end in parts(len(known))])
        return self._bias + SCALE * max(0.0, most) / _ROOT - _toll(len(known)) > odds

    def hear(self, known: Sequence[frozenset[int]]) -> tuple[float, frozenset[int]]:
        """The known places of a text, by chunks -> the log-odds of the part that speaks most of a danger, and those places of that
        part that have a weight here.

        Of a long text a few neighbouring chunks are a part (words.parts); it pays TOLL for having many.
        """
        own = [*map(self._places.intersection, known)]
        sums, numbers = self._sums(own), [*accumulate(map(len, own), initial=0)]
        heard = parts(len(own))
        odds = [self._odds(sums[end] - sums[start], numbers[end] - numbers[start]) for start, end in heard]
        loudest = max(odds)
        start, end = heard[odds.index(loudest)]
        return loudest - _toll(len(own)), frozenset().union(*own[start:end])

    def _sums(self, chunks: Sequence[frozenset[int]]) -> list[float]:
        """What the weights come to before and after each chunk."""
        weights = self._weights
        return [*accumulate([sum(map(weights.__getitem__, chunk)) for chunk in chunks], initial=0.0)]

    def _odds(self, total: float, words: int) -> float:
        return self._bias + SCALE * total / (_ROOT if words < LEAST_KNOWN else math.sqrt(words))

    def kind(self, places: frozenset[int]) -> str:
        """Which of KINDS the words speak of most; UNTOLD where they speak of none. What speaks against a danger tells no kind."""
        speaks = [0] * len(KINDS)
        for place in places:
            word = self._words[place]
            if word.weight > 0.0:
                speaks[word.kind] += word.strength
        return KINDS[speaks.index(max(speaks))] if any(speaks) else UNTOLD

    def telling(self, places: frozenset[int], kind: str) -> list[tuple[str, float]]:
        """The words that speak of a danger with their weights, those of its kind first, and of them the weightiest."""
        number = KINDS.index(kind)
        loud = [(place, word) for place in places if (word := self._words[place]).weight > 0.0]
        loud.sort(key=lambda each: (each[1].kind != number or not each[1].strength, -each[1].weight, each[0]))
        return [(self._names[place], word.weight) for place, word in loud]


@lru_cache(maxsize=1024)
def _toll(chunks: int) -> float:
    """What is taken from the log-odds of a text of so many chunks."""
    return TOLL * math.log(len(parts(chunks)))


def words_of(table: Mapping[str, Any]) -> dict[str, Word]:
    """The words and pairs of a fitted table."""
    words = [_word(number, table["unit"]) for number in range(packing.MOST + 1)]
    return {name: words[number] for name, (number,) in packing.unpack(table, 1)}


def number_of(weight: int, kind: int, strength: int) -> int:
    """What a word is as one number, from 0 to packing.MOST: its weight, cut to between LIGHTEST and HEAVIEST and not nought, and
    where it speaks of a danger of which kind and how surely.
    """
    if weight < 0:
        return max(weight, LIGHTEST) - LIGHTEST
    code = kind * STRENGTHS + strength if strength else 0
    return -LIGHTEST + code * HEAVIEST + min(weight, HEAVIEST) - 1


def _word(number: int, unit: float) -> Word:
    if number < -LIGHTEST:
        return Word((number + LIGHTEST) * unit)
    code, weight = divmod(number + LIGHTEST, HEAVIEST)
    kind, strength = divmod(code - 1, STRENGTHS) if code else (0, -1)
    return Word((weight + 1) * unit, kind, strength + 1)
