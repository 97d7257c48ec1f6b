"""Tone towards a name among others: by what is said beside it, of it and of the others, weighed by a fitted model.

The weights (triage/names.json) were fitted on made-up posts, see docs/data-card.md. They know English only.
"""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from triage.assessing import Asked, assess_all
from triage.fitted import shipped_fitted
from triage.folding import fold
from triage.model import Assessment
from triage.packing import read, unpack_pairs
from triage.target import TargetWeights, log_odds

FILE = Path(__file__).with_name("names.json")
MINE, THEIRS = (
    "T",
    "O",
)  # stand for the name in question and for the others in a folded text, which has no capitals
_BESIDE, _NEAR = 8, 3  # words on either side; those of which the distance counts
WINDOW = 2_000  # characters
_OWNED = 0.5  # how much a word counts for being said of somebody
_HEARD = 2.0  # how much a tone or an order counts beside a word
_MOST = 4.0  # log-odds that count as much as the strongest tone
Span = tuple[int, int, bool]
"""Where a name stands, and whether it is the one in question."""

_CLAUSES = re.compile(
    r"(?<=[.!?;])\s+|,?\s+(?=(?:but|although|though|however|unlike|while|whereas|meanwhile|yet|except)\b)"
    rf"|,\s+(?=(?:and )?[{MINE}{THEIRS}])|\s+--?\s+"
)
_TOKEN = re.compile(rf"[{MINE}{THEIRS}]|[a-z0-9$'£]+(?:-[a-z0-9']+)*|[!?.,:;]")
_CAPITAL = r"[A-Z][\w'’]*"
_NAME = re.compile(rf"[@#]\w+|{_CAPITAL}(?:[ -](?:(?:of|the|and|&|de|la|del) )?{_CAPITAL})*")
_TITLE = re.compile(r"\b(?:dr|mr|mrs|ms|miss|nurse|sister|doctor|prof|professor)\b\.?\s*$", re.IGNORECASE)
_CALENDAR_AND_SUCH = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
november december christmas easter god er nhs gp uk us usa english spanish
lunes martes enero abril diciembre navidad dios
"""
_NO_NAMES = frozenset(_CALENDAR_AND_SUCH.split())


def masked(text: str, spans: Iterable[Span]) -> str:
    """The folded text with MINE and THEIRS in the place of names."""
    pieces, done = [], 0
    for start, end, mine in sorted(spans):
        if start >= done:
            pieces += [fold(text[done:start]), MINE if mine else THEIRS]
            done = end
    return " ".join([*pieces, fold(text[done:])]).strip()


def masked_at(text: str, begin: int, end: int) -> str:
    """The same for the name at these offsets, again where it or a part of it comes back; what else looks like a name is another.

    Only WINDOW characters on either side are looked at.
    """
    text, begin, end = (
        text[max(0, begin - WINDOW) : end + WINDOW],
        min(begin, WINDOW),
        end - max(0, begin - WINDOW),
    )
    name = fold(text[begin:end])
    spans = [(begin, end, True)]
    again = re.finditer(rf"(?<!\w){re.escape(text[begin:end])}(?!\w)", text, re.IGNORECASE)
    spans += [(*match.span(), True) for match in again if match.start() != begin]
    for start, stop in _names(text):
        if not any(start < to and at < stop for at, to, _ in spans):
            short = fold(text[start:stop]).removesuffix("'s")
            spans.append((start, stop, f" {short} " in f" {name} "))
    return masked(text, spans)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """What is written as a name: handles, and capitals that are no common word, nobody's title and not what begins a sentence."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        words = match[0].split()
        if match[0][0] not in "@#":
            if all(is_common(word) for word in words) or _TITLE.search(text[max(0, start - 12) : start]):
                continue
            if _TITLE.match(words[0]):
                continue
            if len(words) > 1 and is_common(words[0]) and begins_sentence(text, start):
                start += len(words[0]) + 1
        if end - start > 1:
            yield start, end


def begins_sentence(text: str, start: int) -> bool:
    return text[:start].rstrip(" \"'(-")[-1:] in ("", ".", "!", "?", ":", ";")


def is_common(word: str) -> bool:
    """Whether a word is none that is made for a name: one of the calendar, or one that the fitted weights know."""
    plain = fold(word).removesuffix("'s")
    return plain in _NO_NAMES or shipped_fitted().vocabulary.numbers([plain])[0] != 0


def features(text: str) -> dict[str, float]:
    """What the fitted model looks at in a masked text, each with its strength."""
    said = _said(text)
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
    for sign, part in zip("otb", said, strict=False):
        found |= {f"{word} {sign}": _OWNED for word in _TOKEN.findall(part)}
    return found


def _said(text: str) -> tuple[str, str, str, str]:
    """What is said of the name in question, of the others, of both in one clause, and before any name.

    A clause without a name belongs to the name before it.
    """
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
    return " ".join(own), " ".join(theirs), " ".join(both), " ".join(first)


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
        "c": log_odds(heard.complaint) / _MOST,
        "n": log_odds(heard.negativity) / _MOST,
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


@cache
def shipped_name_weights() -> TargetWeights | None:
    """The weights that come with Heedline; None where the file was taken away. Raises ValueError where it is damaged."""
    return read(FILE, lambda table: TargetWeights(features=unpack_pairs(table, table["unit"])))


def shares(text: str, weights: TargetWeights) -> tuple[float, float, float]:
    """How likely a masked text is negative, neutral and positive towards the name in question; together 1."""
    against, towards = weights.odds(features(text))
    top = max(against, 0.0, towards)
    powers = [math.exp(odds - top) for odds in (against, 0.0, towards)]
    total = sum(powers)
    return powers[0] / total, powers[1] / total, powers[2] / total
