"""Level 3 by signs: what no pattern of rules_now.py foresaw, but several phrases tell where they stand together.

Signs are cues that weigh nothing by themselves ("lethal" to "place_danger" in cues.toml). They have points; circumstances
(circumstances.py), which are looked for beside a sign only, have fewer. A rule fires from so many points. The rules bear
the names of those in rules_now.py, and what takes those back takes these back.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from triage.circumstances import (
    OF_A_THREAT,
    OF_AN_EMERGENCY,
    OF_AN_END,
    SIGN,
    Circumstance,
)
from triage.cues import MOST_EVIDENCE, Found, shipped_cues
from triage.model import Reason
from triage.rules_now import (
    EMERGENCY,
    SELF_HARM,
    THREAT,
    now_gate,
    now_reasons,
    over,
    played,
)
from triage.slots import (
    FIGURE,
    HEALED,
    MOCKING,
    NO_DANGER,
    NOT_SELF,
    NOT_THREAT,
    NOW,
    OLDER,
    PRESENT,
    RECOVERED,
    TOLD,
    quoted,
)

WINDOW = 500  # characters: of a longer text signs count together within half of it surely, beyond it never
_BESIDE = 100  # characters
_MOST_WINDOWS = 16  # half of them from the beginning, half from the end
_STILL = re.compile(
    r"\b(?:now|still|keeps?|has|have|(?:wo|is|are|ca|does)n'?t)\b|\b(?:is|are|am|'s|'re|'m)\s(?:not\s)?\w+ing\b|'(?:s|re|m|ve)\b"
)
_CLAUSE_END = re.compile(r"[.!?,;:\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """`points`: of a phrase of each kind of sign, two phrases of a kind at most, of a place or means one; from `needed` points
    it fires.

    `undone` tells what takes it back, of the text and of the rest of it, where SIGN stands for the signs.
    """

    reason: Reason
    points: Mapping[str, int]
    needed: int
    circumstances: Sequence[Circumstance]
    undone: Callable[[str, str], bool]

    @property
    def most(self) -> int:
        """The points of all circumstances."""
        return sum([each.points for each in self.circumstances])


def alarms(folded: str, found: Found | None = None, language: str = "und") -> tuple[Reason, ...]:
    """The level-3 rules that fire on a folded text, by patterns or by signs; `found` are its cues, where they are known."""
    heard = now_gate().listen(folded)
    reasons = now_reasons(heard)
    if found is None:
        found = shipped_cues().find(folded, language)
    if STARTS.isdisjoint(found):
        return reasons
    fired = {reason.rule for reason in reasons}
    rules = [
        rule for rule in _RULES if rule.reason.rule not in fired and not rule.points.keys().isdisjoint(found)
    ]
    if not rules:
        return reasons
    pieces = [*_pieces(folded, found, language)]
    return reasons + tuple(filter(None, [_reason(rule, folded, pieces) for rule in rules]))


def _reason(rule: _Rule, folded: str, pieces: Sequence[tuple[str, Found]]) -> Reason | None:
    for text, near in pieces:
        rest, signs = _signs(rule, text, near)
        if not signs or (seen := _seen(rule, rest, signs)) is None:
            continue
        if not rule.undone(text, rest):
            evidence = (*chain(*signs.values()), *seen)[:MOST_EVIDENCE]
            return None if played(folded) else rule.reason._replace(evidence=evidence)
    return None


def _pieces(folded: str, found: Found, language: str) -> Iterator[tuple[str, Found]]:
    """The text with its cues; a long one by overlapping windows, for far apart they tell nothing together."""
    if len(folded) <= WINDOW:
        yield folded, found
        return
    starts = [*range(0, len(folded) - WINDOW // 2, WINDOW // 2)]
    if len(starts) > _MOST_WINDOWS:
        starts = starts[: _MOST_WINDOWS // 2] + starts[-_MOST_WINDOWS // 2 :]
    for start in starts:
        if start:  # not within a word
            start = folded.find(" ", start) + 1 or start
        piece = folded[start : start + WINDOW]
        yield piece, shipped_cues().find(piece, language)


def _signs(rule: _Rule, text: str, found: Found) -> tuple[str, Found]:
    """The text with SIGN where its signs stand, the longest first, and the signs: of phrases that overlap one is left."""
    phrases = [(phrase, kind) for kind in rule.points for phrase in found.get(kind, ())]
    text = text.replace(SIGN, " ")
    signs: dict[str, tuple[str, ...]] = {}
    for phrase, kind in sorted(phrases, key=_length, reverse=True):
        rest = _hidden(text, phrase)
        if rest != text:
            text, signs[kind] = rest, (*signs.get(kind, ()), phrase)
    return text, {kind: signs[kind] for kind in rule.points if kind in signs}


def _hidden(text: str, phrase: str) -> str:
    """The text with SIGN in place of the phrase, wherever it begins with a word."""
    place = text.find(phrase)
    while place >= 0:
        if not (place and text[place - 1].isalnum()):
            text = text[:place] + SIGN + text[place + len(phrase) :]
        place = text.find(phrase, place + 1)
    return text


def _length(found: tuple[str, str]) -> int:
    return len(found[0])


def _of_signs(rule: _Rule, signs: Found) -> int:
    """The points of the signs alone."""
    found = [(kind, points, len(signs[kind])) for kind, points in rule.points.items() if kind in signs]
    return sum([points if kind == "means" or number < 2 else 2 * points for kind, points, number in found])


def _seen(rule: _Rule, text: str, signs: Found) -> list[str] | None:
    """The telling ones of the circumstances that were needed, in the text's words; None where all points are too few."""
    missing = rule.needed - _of_signs(rule, signs)
    left = rule.most
    seen: list[str] = []
    for each in rule.circumstances:
        if not 0 < missing <= left:
            break
        left -= each.points
        if match := each.pattern.search(text):
            missing -= each.points
            if SIGN in match.group():
                continue
            if each.points > 1:
                seen.append(quoted(match))
            text = f"{text[: match.start()]}, {text[match.end() :]}"  # no words count twice
    return seen if missing <= 0 else None


def _beside(rest: str) -> str:
    """What stands around the signs: what was long ago elsewhere in the post takes nothing back."""
    return rest[max(0, rest.find(SIGN) - _BESIDE) : rest.rfind(SIGN) + _BESIDE]


def _not_an_end(text: str, rest: str) -> bool:
    return bool(
        over(_beside(rest), lately=False)
        or HEALED.search(text)
        or NOT_SELF.search(text)
        or MOCKING.search(text)
    )


def _no_threat(text: str, rest: str) -> bool:
    if NOT_THREAT.search(text) or FIGURE.search(text) or MOCKING.search(text):
        return True
    if OLDER.search(_beside(rest)):
        return True
    return all(over(each) and not _STILL.search(each) for each in _clauses(rest))


def _no_emergency(text: str, rest: str) -> bool:
    if not PRESENT.search(text) and not _goes_on(rest):
        return True
    if over(_beside(rest)) or NO_DANGER.search(text) or RECOVERED.search(text):
        return True
    return bool(FIGURE.search(text) or MOCKING.search(text))


def _goes_on(text: str) -> bool:
    """Whether a danger goes on: nothing is told of what was, or not in its clause, or the clause tells of the present too."""
    if not TOLD.search(text):
        return True
    going_on = [
        _STILL.search(each) for each in _clauses(text) if not TOLD.search(each) or _STILL.search(each)
    ]
    return bool(going_on) and (any(going_on) or NOW.search(text) is not None)


def _clauses(text: str) -> list[str]:
    """The clauses that hold a sign."""
    return [each for each in _CLAUSE_END.split(text) if SIGN in each]


_RULES = (
    _Rule(
        reason=SELF_HARM,
        points={"lethal": 6, "goodbye": 4, "farewell": 3, "final": 3, "means": 3, "despair": 2},
        needed=5,
        circumstances=OF_AN_END,
        undone=_not_an_end,
    ),
    _Rule(
        reason=THREAT,
        points={"firearm": 3, "weapon": 2, "veiled": 3},
        needed=5,
        circumstances=OF_A_THREAT,
        undone=_no_threat,
    ),
    _Rule(
        reason=EMERGENCY,
        points={"bodily_danger": 3, "place_danger": 3, "bodily_sign": 2},
        needed=5,
        circumstances=OF_AN_EMERGENCY,
        undone=_no_emergency,
    ),
)
STARTS = frozenset[str]().union(*[rule.points for rule in _RULES])
