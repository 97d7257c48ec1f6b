"""Level 3 by fitted words: how much the words of a text tell of a danger, of which kind, and which of them do.

The words are English and Spanish, from made-up posts (see docs/data-card.md). What danger_said.py hears in so many
words needs no model.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, repeat
from operator import add, sub
from pathlib import Path
from typing import Any, NamedTuple

from triage import packing
from triage.vocabulary import Places, Vocabulary
from triage.words import CHUNK, PART, chunks, parts

FILE = Path(__file__).with_name("danger.json")
KINDS = ("self_harm", "threat", "emergency_now", "abuser_on_shift")
UNTOLD = "emergency_now"  # says least of anybody
SCALE, LEAST_KNOWN = 3.0, 16  # a text of fewer known words is no surer than one of so many
TOLL = 0.35  # log-odds for each e-fold of parts: of many parts one sounds like a danger by chance
AGREED = 1.4  # log-odds where words tell of one kind of danger, not a bit of each (docs/decisions/0016)
_ROOT = math.sqrt(LEAST_KNOWN)
LEAST_STRENGTH = 3  # of the words of one kind together: one word, "pills", makes nobody's self-harm
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
        self._words = dict(zip(places, words.values(), strict=True))
        self._names = dict(zip(places, words, strict=True))
        self._places = frozenset(places)
        self._weights = {place: word.weight for place, word in self._words.items()}

    def may_reach(self, odds: float, places: Places) -> bool:
        """Whether the log-odds of a text with these places may be more than these before AGREED; most may not, which is told
        sooner than by how much.
        """
        words, pairs = places
        if len(words) <= PART * CHUNK:  # most texts
            known = self._places.intersection(chain(words, pairs))
            most, number = sum(map(self._weights.__getitem__, known)), 1
        else:
            sums = self._before(words, pairs)
            most = max(*map(sub, sums[PART - 1 :], sums), *map(sub, sums[PART:], sums))
            number = len(sums) - 1
        return self._bias + SCALE * max(0.0, most) / _ROOT - _toll(number) > odds

    def _before(self, words: Sequence[int], pairs: Sequence[int]) -> list[float]:
        """What the weights come to before each chunk (words.chunks) and after the last."""
        weight = self._weights.get
        sums = [
            *accumulate(
                map(add, map(weight, words, repeat(0.0)), map(weight, pairs, repeat(0.0))), initial=0.0
            )
        ]
        return [*sums[:-1:CHUNK], sums[-1] + weight(pairs[-1], 0.0)]

    def hear(self, places: Places) -> tuple[float, frozenset[int]]:
        """The places of a text's words and pairs -> the log-odds of the part that speaks most of a danger, and those places of that
        part that have a weight here.

        Of a long text a few neighbouring chunks are a part (words.parts); it pays TOLL for having many. Every kind of danger has
        words of its own: where those of one kind outweigh those of any other, that is worth AGREED.
        """
        weights = self._weights
        own = [[place for place in chunk if place in weights] for chunk in chunks(*places)]
        sums = [*accumulate([sum(map(weights.__getitem__, chunk)) for chunk in own], initial=0.0)]
        numbers = [*accumulate(map(len, own), initial=0)]
        heard = parts(len(own))
        odds = [self._odds(sums[end] - sums[start], numbers[end] - numbers[start]) for start, end in heard]
        loudest = max(odds)
        start, end = heard[odds.index(loudest)]
        places_heard = [*chain.from_iterable(own[start:end])]
        most, next_most, *_ = sorted(self._kinds(places_heard), reverse=True)
        agreed = AGREED * (most - next_most) / _root(len(places_heard))
        return loudest - _toll(len(own)) + agreed, frozenset(places_heard)

    def _odds(self, total: float, words: int) -> float:
        return self._bias + SCALE * total / _root(words)

    def kind(self, places: Iterable[int]) -> str:
        """Which of KINDS the words speak of most; UNTOLD where they hardly speak of any."""
        speaks = self._kinds(places)
        most = max(speaks)
        return KINDS[speaks.index(most)] if most >= LEAST_STRENGTH else UNTOLD

    def _kinds(self, places: Iterable[int]) -> list[int]:
        """How much the words speak of each of KINDS. What speaks against a danger tells no kind."""
        speaks = [0] * len(KINDS)
        for place in places:
            word = self._words[place]
            if word.weight > 0.0:
                speaks[word.kind] += word.strength
        return speaks

    def telling(self, places: frozenset[int], kind: str) -> list[tuple[str, float]]:
        """The words that speak of a danger with their weights, those of its kind first, and of them the weightiest."""
        number = KINDS.index(kind)
        loud = [(place, word) for place in places if (word := self._words[place]).weight > 0.0]
        loud.sort(key=lambda each: (each[1].kind != number or not each[1].strength, -each[1].weight, each[0]))
        return [(self._names[place], word.weight) for place, word in loud]


def _root(words: int) -> float:
    return _ROOT if words < LEAST_KNOWN else math.sqrt(words)


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
