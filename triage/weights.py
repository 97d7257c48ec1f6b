"""The fitted part of the judgement: weights of words and word pairs, a small file for each language (see docs/data-card.md)."""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triage.packing import LEVELS, unpack, unpack_pairs
from triage.vocabulary import Places, Vocabulary

FILE = Path(__file__).with_name("weights.json")
SPANISH_FILE = Path(__file__).with_name("weights_es.json")
LANGUAGES = frozenset({"en", "es"})  # that have fitted words
SCALE = 3.0  # so that a text of nine known words counts each at its full weight
LEAST_KNOWN = 5  # a text of fewer known words is no surer than one of so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One linear score in log-odds: `tone` weighs VADER's compound, `gloom` its negative part alone."""

    bias: float
    tone: float
    gloom: float


class Weights:
    """Two heads over the same words and pairs of neighbours, or that of complaints alone."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        complaint: Head,
        negativity: Head | None,
        words: Mapping[str, complex],
    ) -> None:
        """`words`: word or pair of the vocabulary -> its weights, complaint as the real, negativity as the imaginary part."""
        self.complaint, self.negativity = complaint, negativity
        places = [*map(vocabulary.place, words)]
        self._weights = dict(zip(places, words.values(), strict=True))
        self._names = dict(zip(places, words, strict=True))
        self._places = frozenset(places)

    def known(self, places: Places) -> frozenset[int]:
        """Those of a text's places that have a weight here, each once."""
        return self._places.intersection([*places.words, *places.pairs])

    def score(self, known: Collection[int], tone: float) -> tuple[float, float | None]:
        """(complaint, negativity) in log-odds, of a text with these words and VADER's compound; None where nothing was learnt of it."""
        share = _share(known)
        gloom = -tone if tone < 0.0 else 0.0
        total = sum(map(self._weights.__getitem__, known), 0j) * share
        one, two = self.complaint, self.negativity
        return (
            one.bias + one.tone * tone + one.gloom * gloom + total.real,
            None if two is None else two.bias + two.tone * tone + two.gloom * gloom + total.imag,
        )

    def loudest(self, known: Collection[int], least: float, told: Callable[[str], bool]) -> str | None:
        """The word or pair that speaks most for a complaint, of at least `least` log-odds by itself, if it is to be `told`."""
        needed = least / _share(known)
        weights, names = self._weights, self._names
        loud = sorted([(weights[n].real, names[n]) for n in known if weights[n].real >= needed], reverse=True)
        return next(
            (gram for _, gram in loud if gram.replace(" ", "").replace("'", "").isalpha() and told(gram)),
            None,
        )


def _share(known: Collection[int]) -> float:
    """How much each of so many known words counts."""
    return SCALE / math.sqrt(max(LEAST_KNOWN, len(known)))


def words_of(table: Mapping[str, Any]) -> dict[str, complex]:
    """The words and pairs of a table, with their two weights."""
    return unpack_pairs(table, table["unit"])


def complaints_of(table: Mapping[str, Any]) -> dict[str, complex]:
    """The same of a table with one weight each, that for complaints."""
    unit = table["unit"]
    return {gram: complex((number - LEVELS) * unit) for gram, (number,) in unpack(table, 1)}
