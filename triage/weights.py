"""The fitted part of the judgement: weights of words and word pairs, from one small file (see docs/data-card.md)."""

import json
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import add
from pathlib import Path

from triage.packing import unpack
from triage.words import END, START

FILE = Path(__file__).with_name("weights.json")
SCALE = 3.0  # so that a text of nine known words counts each at its full weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One linear score in log-odds: `tone` weighs VADER's compound, `gloom` its negative part alone."""

    bias: float
    tone: float
    gloom: float


class Weights:
    """Two heads over the same words and pairs of neighbours, which are known by number once a text is read."""

    def __init__(self, *, complaint: Head, negativity: Head, words: Mapping[str, complex]) -> None:
        """`words`: word or pair -> its weights, complaint as the real, negativity as the imaginary part."""
        self.complaint, self.negativity = complaint, negativity
        grams = [name.split(" ") for name in words]
        known = dict.fromkeys(word for gram in grams for word in gram)
        self._number = {word: number for number, word in enumerate(known, start=1)}
        self._start, self._end = self.numbers([START, END])
        # A pair is first * shift + second: small numbers, which are cheap to look up.
        shift = 1 << (len(known) + 1).bit_length()
        self._first_of_pair = [number * shift for number in range(len(known) + 1)]
        places = [self._place(gram) for gram in grams]
        self._weights = dict(zip(places, words.values(), strict=True))
        self._names = dict(zip(places, words, strict=True))
        self._places = frozenset(places)

    def _place(self, gram: Sequence[str]) -> int:
        """A word's number, or a number for the pair."""
        one, *other = self.numbers(gram)
        return self._first_of_pair[one] + other[0] if other else one

    def numbers(self, words: Iterable[str]) -> tuple[int, ...]:
        """The numbers of words here; 0 stands for any word that no weight knows."""
        return tuple([self._number.get(word, 0) for word in words])

    def known(self, numbers: Sequence[int]) -> frozenset[int]:
        """The places of the distinct words and pairs of a text that have a weight; the ends of the text make pairs too."""
        if not numbers:
            return frozenset()
        firsts = map(self._first_of_pair.__getitem__, (self._start, *numbers))
        return self._places.intersection(chain(numbers, map(add, firsts, (*numbers, self._end))))

    def score(self, known: Collection[int], tone: float) -> tuple[float, float]:
        """(complaint, negativity) in log-odds, of a text with these words and VADER's compound."""
        share = SCALE / math.sqrt(len(known) or 1)
        gloom = -tone if tone < 0.0 else 0.0
        total = sum(map(self._weights.__getitem__, known), 0j) * share
        one, two = self.complaint, self.negativity
        return (
            one.bias + one.tone * tone + one.gloom * gloom + total.real,
            two.bias + two.tone * tone + two.gloom * gloom + total.imag,
        )

    def loudest(
        self, known: Collection[int], most: int, least: float, told: Callable[[str], bool]
    ) -> tuple[str, ...]:
        """The words that speak most for a complaint, each of at least `least` log-odds by itself, if they are to be `told`."""
        needed = least * math.sqrt(len(known) or 1) / SCALE
        weights, names = self._weights, self._names
        loud = sorted([(weights[n].real, names[n]) for n in known if weights[n].real >= needed], reverse=True)
        readable = [
            gram for _, gram in loud if gram.replace(" ", "").replace("'", "").isalpha() and told(gram)
        ]
        kept: list[str] = []
        for gram in readable:
            if len(kept) < most and not any(gram in other.split() or other in gram.split() for other in kept):
                kept.append(gram)
        return tuple(kept)


@cache
def shipped_weights() -> Weights | None:
    """The weights that come with Heedline; None where the file was taken away: the rules judge alone."""
    if not FILE.exists():
        return None
    table = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(
        complaint=Head(**table["complaint"]),
        negativity=Head(**table["negativity"]),
        words=unpack(table["words"], table["unit"]),
    )
