"""The fitted part of the judgement: weights of words and word pairs, from one small file (see docs/data-card.md)."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from triage.packing import unpack

FILE = Path(__file__).with_name("weights.json")
SCALE = 3.0  # so that a text of nine known words counts each at its full weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One linear score in log-odds: `tone` weighs VADER's compound, `gloom` its negative part alone."""

    bias: float
    tone: float
    gloom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Two heads over the same words.

    `words` maps a word or pair to its weights: complaint as the real, negativity as the imaginary part, so
    that one sum adds up both.
    """

    complaint: Head
    negativity: Head
    words: dict[str, complex]

    def score(self, grams: Iterable[str], tone: float) -> tuple[float, float]:
        """(complaint, negativity) in log-odds, for the distinct words and pairs of a text."""
        known = [*filter(None, map(self.words.get, grams))]
        share = SCALE / math.sqrt(len(known) or 1)
        gloom = -tone if tone < 0.0 else 0.0
        total = sum(known, 0j) * share
        one, two = self.complaint, self.negativity
        return (
            one.bias + one.tone * tone + one.gloom * gloom + total.real,
            two.bias + two.tone * tone + two.gloom * gloom + total.imag,
        )

    def loudest(self, grams: set[str], most: int, least: float) -> tuple[str, ...]:
        """The words that speak most for a complaint, each of at least `least` log-odds by itself."""
        known = [(self.words[gram].real, gram) for gram in grams if gram in self.words]
        share = SCALE / math.sqrt(len(known) or 1)
        loud = sorted((pair for pair in known if pair[0] * share >= least), reverse=True)
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
