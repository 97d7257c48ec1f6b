"""Tone towards a thing ("the waiter", "check-in") in a text: what each word around it says, by how far off it stands.

A word has one weight for standing near and one for standing anywhere about (triage/things.json, see docs/data-card.md). How much
each counts depends on the distance and on the clauses that end between: a model that knew every word at every place would
need ten times the weights.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from triage.packing import LEVELS, read, unpack, unpack_pairs
from triage.target import TELLS, around, by_compound
from triage.tone import clean_for_tone, compound

FILE = Path(__file__).with_name("things.json")
_WINDOW, _MOST_WORDS = (
    600,
    40,
)  # characters and words on either side; what stands farther off is not looked at
_LONGEST = 100  # characters of a thing
_STEPS = (1, 2, 3, 4, 5, 6, 9, 14, 22)  # words: distances up to which a place reaches; a last one is beyond
_ENDS = 2  # so many ends of clauses are as good as more
PLACES, CLAUSES = 2 * (len(_STEPS) + 1), 2 * (_ENDS + 1) ** 2
_PARTS = re.compile(
    r"(?<=[.!?;:,\n])\s+|(?<!\s)\s+(?=(?:but|although|though|however|unlike|while|whereas|and|yet|except|because|which|so|then|with"
    r"|pero|aunque)\b)|(?<!\s)\s+--?\s*|--|\u2014|\(|\)"
)
_TURNS = re.compile(
    r"(?<=[.!?;\n])\s+|\b(?:but|although|though|however|unlike|while|whereas|yet|except|pero|aunque)\b"
)
_WORD = re.compile(r"[a-z0-9$']+(?:-[a-z0-9']+)*|[!?,.]")
_SPOKEN = re.compile(r"[a-z0-9$']+(?:-[a-z0-9']+)*|[!?]")
_NEGATIONS = frozenset({"not", "no", "never", "nothing", "nobody", "without", "hardly", "barely", "none"})
_CLAUSE_WORDS, _NEAREST, _SHORT = 12, 4, 4


class Placed(NamedTuple):
    """A word beside a thing: `place` says on which side and how far off (from 0 to PLACES - 1), `clause` on which side and how
    many ends of parts and of sentences lie between (from 0 to CLAUSES - 1).
    """

    word: str
    place: int
    clause: int


class Around(NamedTuple):
    """What stands around a thing, the thing's own words, and readings of VADER with their names and strengths."""

    words: list[Placed]
    thing: list[str]
    tones: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingWeights:
    """What each word adds to negative (real) and to positive (imaginary) in log-odds; neutral is zero.

    `words`: for standing near, times `near` of its place and `clause`; and for standing about, times `far` of its place.
    """

    words: Mapping[str, tuple[complex, complex]]
    things: Mapping[str, complex]
    tones: Mapping[str, complex]
    near: list[float]
    clause: list[float]
    far: list[float]

    def tone(self, found: Around) -> str:
        """ "negative", "neutral" or "positive"."""
        total = sum([self.things.get(word, 0j) for word in found.thing], 0j)
        total += sum([self.tones[name] * value for name, value in found.tones.items()], 0j)
        for word, place, clause in found.words:
            if weights := self.words.get(word):
                total += weights[0] * (self.near[place] * self.clause[clause]) + weights[1] * self.far[place]
        if total.real <= 0.0 and total.imag <= 0.0:
            return "neutral"
        return "negative" if total.real > total.imag else "positive"


@cache
def shipped_thing_weights() -> ThingWeights | None:
    """The weights that come with Heedline; None where the file was taken away: VADER judges the clause alone. Raises ValueError
    where it is damaged.
    """
    return read(FILE, weights_of)


def weights_of(table: Mapping[str, Any]) -> ThingWeights:
    """Those of a fitted table. Raises ValueError or LookupError where it is damaged."""
    unit = table["unit"]
    words = {
        word: (complex(*[(n - LEVELS) * unit for n in numbers[:2]]), complex(*[(n - LEVELS) * unit for n in numbers[2:]]))
        for word, numbers in unpack(table["around"], 4)
    }  # fmt: skip
    gates = {name: [float(gate) for gate in table[name]] for name in ("near", "clause", "far")}
    if [len(gates["near"]), len(gates["clause"]), len(gates["far"])] != [PLACES, CLAUSES, PLACES]:
        raise ValueError("places are missing")
    tones = {name: complex(*table["tones"][name]) for name in TONE_NAMES}
    return ThingWeights(words=words, things=unpack_pairs(table["things"], unit), tones=tones, **gates)


def is_word_of_things(word: str) -> bool:
    """Whether the fitted model knows a lower-case word, as that of a thing or beside one."""
    weights = shipped_thing_weights()
    return weights is not None and (word in weights.things or word in weights.words)


def thing_tone(text: str, begin: int, end: int) -> str:
    """The tone towards a thing between the offsets."""
    weights = shipped_thing_weights()
    if weights is not None:
        return weights.tone(what_is_around(text, begin, end))
    _, before, after, _ = around(text, begin, end, _PARTS)
    return by_compound(compound(clean_for_tone(before + after)))


def what_is_around(text: str, begin: int, end: int) -> Around:
    """What the fitted model looks at for a thing between the offsets of any text."""
    parts = (text[max(0, begin - _WINDOW) : begin], text[begin:end][:_LONGEST], text[end : end + _WINDOW])
    left, thing, right = (clean_for_tone(part).lower() for part in parts)
    words = [*_placed(left, before=True), *_placed(right, before=False)]
    tones = _tones(left + thing + right, len(left), len(left) + len(thing))
    return Around(words, _SPOKEN.findall(thing), tones)


def _placed(text: str, *, before: bool) -> Iterator[Placed]:
    """The words of one side, the nearest first."""
    found = [(match.start(), match[0]) for match in _WORD.finditer(text)]
    parts, turns = ([match.start() for match in pattern.finditer(text)] for pattern in (_PARTS, _TURNS))
    side = 0 if before else 1
    for distance, (start, word) in enumerate(
        found[: -_MOST_WORDS - 1 : -1] if before else found[:_MOST_WORDS], start=1
    ):
        ends = [bisect_right(cuts, start) for cuts in (parts, turns)]
        if before:
            ends = [len(parts) - ends[0], len(turns) - ends[1]]
        few, fewer = (min(_ENDS, number) for number in ends)
        yield Placed(
            word,
            side * (len(_STEPS) + 1) + bisect_left(_STEPS, distance),
            (side * (_ENDS + 1) + few) * (_ENDS + 1) + fewer,
        )  # fmt: skip


_SIDES, _READINGS = ("L", "R"), ("cl", "wh", "nx", "pv")
TONE_NAMES = (
    "bias", "negations", "short",
    *(f"{side}{valence}{distance}" for side in _SIDES for valence in "PN" for distance in range(_NEAREST + 1)),
    *(f"{name}{sign}" for name in _READINGS for sign in "+-0"),
)  # fmt: skip
"""All that `tones` may hold: how many negations the clause has and whether it is short; each word of the lexicon by its sign and distance;
VADER on the clause, on the whole, on what follows and on what goes before, each split by its sign."""


def _tones(lowered: str, begin: int, end: int) -> dict[str, float]:
    far, before, after, rest = around(lowered, begin, end, _PARTS)
    left, right = _SPOKEN.findall(before)[-_CLAUSE_WORDS:], _SPOKEN.findall(after)[:_CLAUSE_WORDS]
    negations = sum(word in _NEGATIONS or word.endswith("n't") for word in left + right)
    found = {"bias": 1.0, "negations": min(2.0, negations), "short": float(len(left + right) < _SHORT)}
    for side, words in zip(_SIDES, (left[::-1], right), strict=True):
        for distance, word in enumerate(words):
            if valence := _valence(word):
                found[f"{side}{valence}{min(distance, _NEAREST)}"] = 1.0
    spoken = (before + " " + after, f"{far}{before} it {after}{rest}", rest[:80], far[-80:])
    for name, part in zip(_READINGS, spoken, strict=True):
        score = compound(part)
        found |= {f"{name}+": max(0.0, score) * 2, f"{name}-": max(0.0, -score) * 2}
        found[f"{name}0"] = float(abs(score) < TELLS)
    return found


@lru_cache(maxsize=20_000)
def _valence(word: str) -> str:
    score = compound(word)
    return "P" if score > TELLS else "N" if score < -TELLS else ""
