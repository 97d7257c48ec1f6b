"""The fitted part of the judgement: weights of words and word pairs, from one small file (see docs/data-card.md)."""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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
        """`words`: word or pair -> its weights, complaint as the real, negativity as the imaginary part, so that one
        sum adds up both.
        """
        self.complaint, self.negativity = complaint, negativity
        self._names, self._weights = list(words), list(words.values())
        self._alone: dict[str, int] = {}
        self._pairs: dict[str, dict[str, int]] = {}
        for number, name in enumerate(self._names):
            one, blank, other = name.partition(" ")
            if blank:
                self._pairs.setdefault(one, {})[other] = number
            else:
                self._alone[one] = number

    def known(self, words: Sequence[str]) -> set[int]:
        """The distinct words and pairs of a text that have a weight; the ends of the text make pairs too."""
        found: set[Any] = {*map(self._alone.get, words)}
        if words:
            pairs = zip(map(self._pairs.get, (START, *words)), (*words, END), strict=True)
            found.update([behind[word] for behind, word in pairs if behind and word in behind])
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
