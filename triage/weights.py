"""The fitted part of the judgement: weights of words and word pairs, from one small file (see docs/data-card.md)."""

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import add
from pathlib import Path
from typing import Any

from triage.packing import unpack
from triage.words import END, START

FILE = Path(__file__).with_name("weights.json")
_SHIFT = 1 << 20  # more words than that cannot be told apart in pairs; a file of so many would not be read
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
        """`words`: word or pair -> its weights, complaint as the real, negativity as the imaginary part, so that one
        sum adds up both.
        """
        self.complaint, self.negativity = complaint, negativity
        self._names, self._weights = list(words), list(words.values())
        pairs = [name.split(" ") for name in self._names]
        known = dict.fromkeys(word for pair in pairs for word in pair)
        self._number = {word: number for number, word in enumerate(known, start=1)}
        self._start, self._end = self.numbers([START, END])
        self._alone: list[int | None] = [None] * (len(known) + 1)
        self._behind: dict[
            int, int
        ] = {}  # first word's place in _shifted plus second word -> place of the pair
        self._shifted = [number * _SHIFT for number in range(len(known) + 1)]
        for place, (one, *other) in enumerate(pairs):
            number = self._number[one]
            if other:
                self._behind[number * _SHIFT + self._number[other[0]]] = place
            else:
                self._alone[number] = place

    def numbers(self, words: Iterable[str]) -> tuple[int, ...]:
        """The numbers of words here; 0 stands for any word that no weight knows."""
        return tuple([self._number.get(word, 0) for word in words])

    def known(self, numbers: Sequence[int]) -> set[int]:
        """The places of the distinct words and pairs of a text that have a weight; the ends of the text make pairs too."""
        if not numbers:
            return set()
        pairs = map(add, map(self._shifted.__getitem__, (self._start, *numbers)), (*numbers, self._end))
        found: set[Any] = {*map(self._alone.__getitem__, numbers), *map(self._behind.get, pairs)}
        found.discard(None)
        return found

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

    def loudest(self, known: Collection[int], most: int, least: float) -> tuple[str, ...]:
        """The words that speak most for a complaint, each of at least `least` log-odds by itself."""
        needed = least * math.sqrt(len(known) or 1) / SCALE
        weights, names = self._weights, self._names
        loud = sorted([(weights[n].real, names[n]) for n in known if weights[n].real >= needed], reverse=True)
        readable = [gram for _, gram in loud if gram.replace(" ", "").replace("'", "").isalpha()]
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
