"""What stands around a name in a text: words with their nearness to it, and the features a fitted model weighs."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from triage.folding import fold
from triage.tone import clean_for_tone, compound
from triage.words import tokens

WINDOW = 400  # characters looked at on each side of a name: what stands further off is not about it
TELLS = 0.05  # VADER's own cut between neutral and not
STEM = 5  # letters by which "disappointed" and "disappointing" are one
_CONTRASTS = [
    "but",
    "although",
    "though",
    "however",
    "unlike",
    "while",
    "whereas",
    "yet",
    "except",
    "despite",
    "instead",
    "than",
    "otherwise",
    "compared",
    "pero",
    "aunque",
    "mientras",
]
_JOINTS = [
    "and",
    "because",
    "so",
    "which",
    "when",
    "if",
    "or",
    "since",
    "where",
    "who",
    "that",
    "then",
    "after",
    "before",
    "until",
    "porque",
]
_STRONG = frozenset(_CONTRASTS)
_BREAK = re.compile(
    r"\s*(\n|--|[,;:()\[\]\"\u2026|!?]|\.(?!\d)|(?<=\s)-|-(?=\s))[\s.!?]*"
    rf"|\s+({'|'.join(_CONTRASTS + _JOINTS)})\b"
)
_NEARNESS = (1.0, 0.7, 0.5)  # of the second word, the fifth and those behind, in the name's own clause
_CROSSED = (0.3, 0.2, 0.12)  # behind one boundary, two, more; a contrast or a full stop counts as two


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A word beside the name: `distance` in words from 1, `crossed` the boundaries between."""

    word: str
    distance: int
    crossed: int

    @property
    def weight(self) -> float:
        """How much of the word counts, in (0, 1]."""
        if self.crossed:
            return _CROSSED[min(self.crossed, 3) - 1]
        return _NEARNESS[(self.distance > 2) + (self.distance > 5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The words on both sides, each list from the name outwards; `edges` are the first boundaries met."""

    before: tuple[Near, ...]
    after: tuple[Near, ...]
    edges: tuple[str, str]
    own: tuple[str, ...]


def surroundings(before: str, name: str, after: str) -> Surroundings:
    """Of a name in a text cut at it. Only words of a name written small count: a "wait" speaks, a brand does not."""
    left, left_edge = _walk(_clauses(before[-WINDOW:])[::-1], backwards=True)
    right, right_edge = _walk(_clauses(after[:WINDOW]), backwards=False)
    own = tokens(fold(name)) if name.islower() else []
    return Surroundings(
        before=tuple(left), after=tuple(right), edges=(left_edge, right_edge), own=tuple(own[-4:])
    )


def _clauses(side: str) -> list[tuple[str, list[str]]]:
    """(the boundary before it, the words) of each clause; a conjunction is a word of its clause as well."""
    parts = _BREAK.split("\n".join(map(fold, side.split("\n"))))
    found = [("", tokens(parts[0]))]
    for sign, conjunction, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        words = tokens(rest)
        found.append((sign, words) if sign else (conjunction, [conjunction, *words]))
    return found


def _walk(clauses: Sequence[tuple[str, list[str]]], *, backwards: bool) -> tuple[list[Near], str]:
    """The words from the name outwards, and the first boundary."""
    found: list[Near] = []
    edge, crossed = "", 0
    for boundary, words in clauses:
        if not backwards:
            crossed += _cost(boundary)
            edge = edge or boundary
        for word in reversed(words) if backwards else words:
            found.append(Near(word=word, distance=len(found) + 1, crossed=crossed))
        if backwards:
            crossed += _cost(boundary)
            edge = edge or boundary
    return found, edge or "#"


def _cost(boundary: str) -> int:
    if not boundary:
        return 0
    return 2 if boundary in _STRONG or boundary[0] in ".!?;(\n-" else 1


def features(around: Surroundings) -> dict[str, float]:
    """ "kind what" -> value; texts of any length give a bounded number."""
    tones = _tones(around)
    found = {f"tone {name}": value for name, value in tones.items()}
    found.update({f"force {name}": abs(value) for name, value in tones.items()})
    for key, weight in (*_spread(around.before[::-1]), *_spread(around.after)):
        found[key] = found.get(key, 0.0) + weight
    found.update(dict.fromkeys(_beside(around), 1.0))
    found.update(dict.fromkeys(_shapes(around, tones), 1.0))
    found.update({f"own {word}": 1.0 for word in (*around.own, *[w[:STEM] + "-" for w in around.own[-1:]])})
    found["base 1"] = 1.0
    found["base length"] = min(1.0, (len(around.before) + len(around.after)) / 40)
    return found


def _spread(side: Sequence[Near]) -> Iterator[tuple[str, float]]:
    """Words, beginnings and pairs in reading order, each weighed by its nearness."""
    last = ""
    for near in side:
        yield f"word {near.word}", near.weight
        if len(near.word) > STEM:
            yield f"stem {near.word[:STEM]}", near.weight
        if last:
            yield f"word {last}_{near.word}", near.weight
        last = near.word


def _beside(around: Surroundings) -> Iterator[str]:
    """The next words on either side, by their place."""
    one, two = _first(around.before), _first(around.before, 1)
    then, later = _first(around.after), _first(around.after, 1)
    yield f"before {one}"
    yield f"before {two}_{one}"
    yield f"after {then}"
    yield f"after {then}_{later}"
    yield f"between {one}_{then}"
    for near in around.before[1:3]:
        yield f"earlier {near.word}"
    for near in around.after[1:3]:
        yield f"later {near.word}"


def _first(side: Sequence[Near], number: int = 0) -> str:
    """The word there; a boundary just before it shows."""
    if number >= len(side):
        return "#"
    return side[number].word if number or not side[0].crossed else "|"


def _shapes(around: Surroundings, tones: dict[str, float]) -> Iterator[str]:
    """How tones and boundaries lie around the name, without any word of the trade."""
    before, after = _sign(tones["before"]), _sign(tones["after"])
    yield f"shape {_first(around.before)}{before}"
    yield f"shape {after}{_first(around.after)}"
    yield f"lie {_sign(tones['left'])}{before}{after}{_sign(tones['right'])}"
    yield f"lie {around.edges[0]}{_sign(tones['clause'])}{around.edges[1]}"
    for name, side in (("l", around.before), ("r", around.after)):
        loud = next((near for near in side if valence(near.word)), None)
        where = f"{min(loud.crossed, 2)}{(loud.distance > 2) + (loud.distance > 5)}" if loud else ""
        yield f"near {name}{_sign(valence(loud.word)) if loud else 0}{where}"


def _tones(around: Surroundings) -> dict[str, float]:
    """VADER's compound of parts, in [-1, 1]."""
    left, right = around.before[::-1], around.after
    return {
        "before": _compound(near.word for near in left if not near.crossed),
        "after": _compound(near.word for near in right if not near.crossed),
        "clause": _compound(near.word for near in (*left, *right) if not near.crossed),
        "close": _compound(near.word for near in (*left[-3:], *right[:4])),
        "left": _compound(near.word for near in left if near.crossed == 1),
        "right": _compound(near.word for near in right if near.crossed == 1),
        "far_left": _compound(near.word for near in left if near.crossed > 1),
        "far_right": _compound(near.word for near in right if near.crossed > 1),
        "all": _compound(near.word for near in (*left, *right)),
        "faded": max(-1.0, min(1.0, _faded(left[::-1], True) + _faded(right, False))),
    }


def _faded(side: Sequence[Near], backwards: bool) -> float:
    """The tones of single words with the three before them, fading with the distance."""
    total = 0.0
    for place, near in enumerate(side):
        if valence(near.word):
            few = side[place : place + 4][::-1] if backwards else side[max(0, place - 3) : place + 1]
            total += _compound(other.word for other in few) * math.exp(-near.distance / 6)
    return total


def _compound(words: Iterable[str]) -> float:
    return compound(clean_for_tone(" ".join(words)))


@lru_cache(maxsize=20_000)
def valence(word: str) -> float:
    """VADER's compound of a word by itself."""
    return compound(word)


def _sign(tone: float) -> str:
    return "+" if tone > TELLS else "-" if tone < -TELLS else "0"
