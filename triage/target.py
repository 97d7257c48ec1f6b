"""Tone towards one of several names or things in a text: by the words around it, not by the whole.

Things ("the waiter", "check-in") are judged by a small fitted linear model over the target and its surroundings
(triage/target.json, see docs/data-card.md), names ("Northgate", "@acme") by another (naming.py): what a model knows of
things does not carry over to names.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from triage.folding import unaccented
from triage.packing import read, unpack_pairs
from triage.tone import clean_for_tone, compound

TONES = ("negative", "neutral", "positive")
FILE = Path(__file__).with_name("target.json")
LONGEST = 200  # characters of a target
_WINDOW = 600  # characters on either side; what stands farther away is not looked at
_TELLS = 0.05  # VADER's own cut between neutral and not
_NEAR, _CLAUSE_WORDS, _REST_WORDS = 3, 12, 25
_PARTS = re.compile(
    r"(?<=[.!?;:,\n])\s+|(?<!\s)\s+(?=(?:but|although|though|however|unlike|while|whereas|and|yet|except|because|which|so|then|with"
    r"|pero|aunque)\b)|(?<!\s)\s+--?\s*|--|\u2014|\(|\)",
    re.IGNORECASE,
)
_CLAUSES = re.compile(  # wider: a name's clause ends where another name begins one
    r"(?<=[.!?;\n])\s+|(?<!\s),?\s+(?=(?i:but|although|though|however|unlike|while|whereas|yet|except|pero|aunque|mientras)\b)"
    r"|,\s+(?=(?:and )?[A-Z@])|(?<!\s)\s+--?\s*|\u2014"
)
WORD = re.compile(r"[a-z0-9$']+(?:-[a-z0-9']+)*|[!?]")
_NEGATIONS = frozenset({"not", "no", "never", "nothing", "nobody", "without", "hardly", "barely", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneWeights:
    """A linear model of three tones: of each feature what it adds to negative (real) and positive (imaginary).

    Neutral is zero.
    """

    features: dict[str, complex]

    def odds(self, features: dict[str, float]) -> tuple[float, float]:
        """How much likelier negative is than neutral, and positive than neutral, in log-odds."""
        known = self.features
        total = sum([known[name] * value for name, value in features.items() if name in known], 0j)
        return total.real, total.imag

    def tone(self, features: dict[str, float]) -> str:
        negative, positive = self.odds(features)
        if negative <= 0 and positive <= 0:
            return "neutral"
        return "negative" if negative > positive else "positive"


@cache
def shipped_target_weights() -> ToneWeights | None:
    """The weights that come with Heedline; None where the file was taken away: VADER judges the clause alone."""
    return read(FILE, lambda table: ToneWeights(features=unpack_pairs(table, table["unit"])))


def place_of(target: str, text: str, begin: int | None, end: int | None) -> tuple[int, int] | None:
    """Where the target stands: at the offsets where they fit, else its occurrence nearest to them, one that is no part of a word
    first; None where there is none, or it is longer than LONGEST.
    """
    if not 0 < len(target) <= LONGEST:
        return None
    fits = begin is not None and end is not None and 0 <= begin < end <= len(text)
    if fits and unaccented(text[begin:end].casefold()) == unaccented(target.casefold()):
        return begin or 0, end or 0
    starts = [start for start, _ in named(target, text)]
    starts = starts or [match.start() for match in re.finditer(re.escape(target), text, re.IGNORECASE)]
    starts = starts or _with_other_accents(target, text)
    if not starts:
        return None
    start = min(starts, key=lambda at: abs(at - (begin or 0)))
    return start, start + len(target)


def _with_other_accents(target: str, text: str) -> list[int]:
    lower = text.lower()
    if len(lower) != len(text):  # a few letters become two
        return []
    wanted = re.escape(unaccented(target.lower()))
    return [match.start() for match in re.finditer(rf"(?<!\w){wanted}(?!\w)", unaccented(lower))]


def named(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as whole words, however it is written."""
    return (match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def around(text: str, begin: int, end: int, parts: re.Pattern[str]) -> tuple[str, str, str, str]:
    """The text before the target's clause, the clause up to the target, what follows in it, and the rest."""
    left, right = text[max(0, begin - _WINDOW) : begin], text[end : end + _WINDOW]
    cuts = [match.end() for match in parts.finditer(left)]
    start = cuts[-1] if cuts else 0
    cut = parts.search(right)
    stop = cut.start() if cut else len(right)
    return left[:start], left[start:], right[:stop], right[stop:]


def is_word_of_things(word: str) -> bool:
    """Whether the fitted model knows a lower-case word as that of a thing."""
    weights = shipped_target_weights()
    return weights is not None and f"{word} t" in weights.features


def clause_of(text: str, begin: int, end: int) -> str:
    """The clause that names the target, with "it" in its place."""
    _, before, after, _ = around(text, begin, end, _CLAUSES)
    return f"{before} it {after}".strip()


def thing_tone(text: str, begin: int, end: int) -> str:
    """The tone towards a thing between the offsets."""
    weights = shipped_target_weights()
    if weights is not None:
        return weights.tone(features(text, begin, end))
    _, before, after, _ = around(text, begin, end, _PARTS)
    return by_compound(compound(clean_for_tone(before + after)))


def by_compound(score: float) -> str:
    """VADER's own reading of its compound."""
    if abs(score) < _TELLS:
        return "neutral"
    return "positive" if score > 0 else "negative"


def features(text: str, begin: int, end: int) -> dict[str, float]:
    """What the fitted model looks at, each with its strength."""
    lowered = clean_for_tone(text).lower() if len(text.lower()) == len(text) else text
    if len(lowered) != len(text):  # an emoji became words: the offsets would be wrong
        lowered = text
    lowered = lowered.replace("\u2019", "'")
    far, before, after, rest = around(lowered, begin, end, _PARTS)
    left, right = WORD.findall(before)[-_CLAUSE_WORDS:], WORD.findall(after)[:_CLAUSE_WORDS]
    found: dict[str, float] = {}
    for side, words in (("l", left[::-1]), ("r", right)):
        found.update(_near(side, words))
    words = [*left, "T", *right]
    found.update({f"b:{one} {two}": 1.0 for one, two in pairwise(words)})
    found.update(_beyond(WORD.findall(far)[-_REST_WORDS:], WORD.findall(rest)[:_REST_WORDS]))
    found.update({f"{word} t": 1.0 for word in WORD.findall(lowered[begin:end][:100])})
    found.update(_tones(far, before, after, rest))
    negations = sum(word in _NEGATIONS or word.endswith("n't") for word in left + right)
    return found | {"neg": min(2.0, negations), "bias": 1.0, "short": float(len(words) < 5)}


def _near(side: str, words: list[str]) -> Iterator[tuple[str, float]]:
    for distance, word in enumerate(words):
        yield f"{word} c", 1.0
        if distance < _NEAR:
            yield f"{word} {side}{distance}", 1.0
        if valence := _valence(word):
            yield f"{side.upper()}{valence}{min(distance, 4)}", 1.0


def _beyond(far: list[str], rest: list[str]) -> dict[str, float]:
    return {
        **{f"{word} f": 0.3 for word in far + rest},
        **{f"{word} n": 0.7 for word in rest[:8]},
        **{f"{word} p": 0.7 for word in far[-8:]},
    }


def _tones(far: str, before: str, after: str, rest: str) -> dict[str, float]:
    """VADER on the clause, on the whole, on what follows and on what goes before, each split by its sign."""
    heard = {
        "cl": compound(before + " " + after),
        "wh": compound(f"{far}{before} it {after}{rest}"),
        "nx": compound(rest[:80]),
        "pv": compound(far[-80:]),
    }
    found = {f"{name}+": max(0.0, score) * 2 for name, score in heard.items()}
    found |= {f"{name}-": max(0.0, -score) * 2 for name, score in heard.items()}
    return found | {f"{name}0": float(abs(score) < _TELLS) for name, score in heard.items()}


@lru_cache(maxsize=20_000)
def _valence(word: str) -> str:
    score = compound(word)
    return "P" if score > _TELLS else "N" if score < -_TELLS else ""


def log_odds(share: float) -> float:
    """Of a score in [0, 1]; cut off near its ends."""
    share = min(0.999, max(0.001, share))
    return math.log(share / (1.0 - share))
