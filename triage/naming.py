"""Tone towards a name among others: by what is said beside it, of it and of the others, weighed by a fitted model.

The weights (triage/names.json) were fitted on made-up posts in English and Spanish, see docs/data-card.md.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from triage.asked import Asked
from triage.assessing import assess_all
from triage.masking import MINE, THEIRS
from triage.model import Assessment
from triage.odds import log_odds
from triage.packing import read, unpack_pairs
from triage.target import SURE
from triage.words import says_nothing

FILE = Path(__file__).with_name("names.json")
_BESIDE, _NEAR = 8, 3  # words on either side; those of which the distance counts
_OWNED = 0.5  # how much a word counts for being said of somebody
_HEARD = 2.0  # how much a tone or an order counts beside a word
_TOLD = 3  # words
BELIEVED = 0.15  # the share from which a move tells: "my surgeon left A for B" blames nobody
_MOST = 4.0  # log-odds that count as much as the strongest tone
_CLAUSES = re.compile(
    r"(?<=[.!?;])\s+|(?<!\s),?\s+(?=(?:but|although|though|however|unlike|while|whereas|meanwhile|yet|except|pero|aunque|mientras|en cambio)\b)"
    rf"|,\s+(?=(?:(?:and|y) )?(?:(?:in|at|with|en|con) (?:the |el |la )?)?[{MINE}{THEIRS}])|(?<!\s)\s+--?\s+"
)
_TOKEN = re.compile(r"(?:[^\W_]|[$'£])+(?:-(?:[^\W_]|')+)*|[!?.,:;]")


def features(text: str) -> dict[str, float]:
    """What the fitted model looks at in a masked text, each with its strength.

    "found r0" is a word right behind the name, "found r" one of those behind it, "l" before it; "found o" stands in a clause
    about it, "found t" in one about the others, "found b" in one about both. The word comes first, for `pack` stores it once.
    "oc+" is how much of a complaint (n: how gloomy, v: VADER) the clauses about it are, or ("f") those before any name, or
    ("w") the whole; "oc-" how little; "o-" that there are none.
    """
    said = said_of(text)
    names = [sign for sign in text if sign in (MINE, THEIRS)]
    others = names.count(THEIRS)
    found = {
        "bias": 1.0,
        "alone": _HEARD * (not others),
        "first": _HEARD * (others > 0 and names[0] == MINE),
        "last": _HEARD * (others > 0 and names[-1] == MINE),
        "many": _HEARD * (others > 1),
        "asks": _HEARD * ("?" in text),
    }
    found |= _heard("otbfw", [*said, text])
    found |= _beside(_TOKEN.findall(text))
    for sign, part in zip("otb", said[:3], strict=True):
        found |= {f"{word} {sign}": _OWNED for word in _TOKEN.findall(part)}
    return found


class Said(NamedTuple):
    """The clauses about the name in question, about the others, about both, and before any name."""

    own: str
    theirs: str
    both: str
    first: str


def said_of(text: str) -> Said:
    """Of whom each clause of a masked text is; one without a name belongs to the name before it."""
    own: list[str] = []
    theirs: list[str] = []
    both: list[str] = []
    first: list[str] = []
    last = first
    for clause in _CLAUSES.split(text):
        mine, other = clause.rfind(MINE), clause.rfind(THEIRS)
        if mine != other:  # else there is none
            last = own if mine > other else theirs
        (both if mine >= 0 <= other else last).append(clause)
    return Said(*(" ".join(part) for part in (own, theirs, both, first)))


def _heard(signs: str, parts: list[str]) -> dict[str, float]:
    """What the two heads and VADER make of each part."""
    plain = [part.replace(MINE, "it").replace(THEIRS, "they") for part in parts]
    found: dict[str, float] = {}
    for sign, text, heard in zip(
        signs, plain, assess_all([Asked(each, each) for each in plain]), strict=True
    ):
        found |= _of_part(sign, heard) if text else {f"{sign}-": _HEARD}
    return found


def _of_part(sign: str, heard: Assessment) -> dict[str, float]:
    scores = {
        "c": log_odds(heard.complaint, SURE) / _MOST,
        "n": log_odds(heard.negativity, SURE) / _MOST,
        "v": heard.tone,
    }
    return {
        f"{sign}{name}{side}": _HEARD * max(0.0, score if side == "+" else -score)
        for name, score in scores.items()
        for side in "+-"
    }


def _beside(words: list[str]) -> dict[str, float]:
    """The words before and behind the name, the nearest by their distance, and the pairs among them."""
    found: dict[str, float] = {}
    for place, word in enumerate(words):
        if word == MINE:
            left, right = words[max(0, place - _BESIDE) : place], words[place + 1 : place + 1 + _BESIDE]
            for sign, near in (("l", left[::-1]), ("r", right)):
                found |= {f"{each} {sign}": 1.0 for each in near}
                found |= {f"{each} {sign}{distance}": 1.0 for distance, each in enumerate(near[:_NEAR])}
            found |= {f"p:{one} {two}": 1.0 for one, two in pairwise([*left, MINE, *right])}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWeights:
    """A linear model of three tones: of each feature what it adds to negative (real) and positive (imaginary).

    Neutral is zero.
    """

    features: Mapping[str, complex]

    def odds(self, features: Mapping[str, float]) -> tuple[float, float]:
        """How much likelier negative is than neutral, and positive than neutral, in log-odds."""
        known = self.features
        total = sum([known[name] * value for name, value in features.items() if name in known], 0j)
        return total.real, total.imag


@cache
def shipped_name_weights() -> NameWeights | None:
    """The weights that come with Heedline; None where the file was taken away. Raises ValueError where it is damaged."""
    return read(FILE, lambda table: NameWeights(features=unpack_pairs(table, table["unit"])))


class Towards(NamedTuple):
    """How likely a text is negative, neutral and positive towards a name; together 1. The words that say most for or against
    blame of it, the weightiest first.
    """

    negative: float
    neutral: float
    positive: float
    words: tuple[str, ...]


def towards(text: str, weights: NameWeights) -> Towards:
    """Of a masked text."""
    found = features(text)
    against, well = weights.odds(found)
    top = max(against, 0.0, well)
    powers = [math.exp(odds - top) for odds in (against, 0.0, well)]
    negative, neutral, positive = [power / sum(powers) for power in powers]
    return Towards(negative, neutral, positive, _telling(found, weights, blamed=against > max(0.0, well)))


def _telling(found: Mapping[str, float], weights: NameWeights, *, blamed: bool) -> tuple[str, ...]:
    told: dict[str, float] = {}
    for feature, strength in found.items():
        word, _, sign = feature.partition(" ")
        if feature in weights.features and sign and not word.startswith("p:") and word not in (MINE, THEIRS):
            weight = weights.features[feature]
            told[word] = told.get(word, 0.0) + strength * (weight.real - max(0.0, weight.imag))
    loud = sorted(told, key=lambda word: -told[word] if blamed else told[word])
    return tuple([word for word in loud if not says_nothing(word) and (told[word] > 0.0) == blamed][:_TOLD])
