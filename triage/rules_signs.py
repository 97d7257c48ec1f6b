"""Level 3 by signs: what no pattern of rules_now.py foresaw, but several phrases tell where they stand together.

Signs are cues that weigh nothing by themselves ("lethal" to "place_danger" in cues.toml). They have points; circumstances
(circumstances.py), which are looked for beside a sign only, have fewer. A rule fires from so many points. The rules bear
the names of those in rules_now.py, and what takes those back takes these back.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from triage.circumstances import (
    OF_A_THREAT,
    OF_AN_EMERGENCY,
    OF_AN_END,
    SIGN,
    STILL_AT_WORK,
    WRONG,
    Circumstance,
)
from triage.cues import MOST_EVIDENCE, Found, shipped_cues
from triage.gate import Heard
from triage.model import Reason
from triage.rules_now import (
    ABUSER,
    EMERGENCY,
    SELF_HARM,
    THREAT,
    now_gate,
    now_reasons,
    over,
    played,
)
from triage.slots import (
    ENDED,
    FIGURE,
    HEALED,
    MOCKING,
    NO_DANGER,
    NOT_SELF,
    NOT_THREAT,
    NOW,
    OLDER,
    PERSON,
    PRESENT,
    RECOVERED,
    TOLD,
)

WINDOW = 500  # characters, within which signs count together
_MOST_PIECES = 16  # half of them from the beginning, half from the end
_BESIDE = 100  # characters
_STILL = re.compile(
    r"\b(?:now|still|keeps?|has|have|(?:wo|is|are|ca|does)n'?t)\b|\b(?:is|are|am|'s|'re|'m)\s(?:not\s)?\w+ing\b|'(?:s|re|m|ve)\b"
)
_CLAUSE_END = re.compile(r"[.!?,;:\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """`points`: of a phrase of each kind of sign, two phrases of a kind at most, of a place or means one; from `needed` points
    it fires.

    `undone` tells what takes it back.
    """

    reason: Reason
    points: Mapping[str, int]
    needed: int
    circumstances: Sequence[Circumstance]
    undone: Callable[[str, Found], bool]

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
    wrong = heard.slots & _wrong()
    if not wrong and STARTS.isdisjoint(found):
        return reasons
    fired = {reason.rule for reason in reasons}
    for rule in _RULES:
        if rule.reason.rule not in fired and (reason := _reason(rule, folded, found)):
            reasons += (reason,)
    if wrong and "abuser_on_shift" not in fired and (reason := _accused(heard)):
        reasons += (reason,)
    return reasons


@cache
def _wrong() -> int:
    """The bit (see gate.Heard) of wrongdoing."""
    return now_gate().bits["abuser_on_shift", "wrong"]


def _signs(rule: _Rule, found: Found) -> Found:
    """The signs of the rule; of phrases within each other the longest."""
    signs = {kind: found[kind] for kind in rule.points if kind in found}
    longest: list[str] = []
    for phrase in sorted(chain(*signs.values()), key=len, reverse=True):
        if not any(phrase in other for other in longest):
            longest.append(phrase)
    told: dict[str, tuple[str, ...]] = {}
    for kind, phrases in signs.items():
        if mine := tuple([phrase for phrase in dict.fromkeys(phrases) if phrase in longest]):
            told[kind] = mine
            longest = [phrase for phrase in longest if phrase not in mine]
    return told


def _reason(rule: _Rule, folded: str, found: Found) -> Reason | None:
    if rule.points.keys().isdisjoint(found):
        return None
    for text, near in _pieces(folded, _signs(rule, found)):
        words = [phrase for kind in rule.points for phrase in near.get(kind, ())]
        if not words or (seen := _seen(rule, text, near, words)) is None:
            continue
        if not rule.undone(_beside(text, words), near) and not played(folded):
            return rule.reason._replace(evidence=tuple([*words, *seen][:MOST_EVIDENCE]))
    return None


def _of_signs(rule: _Rule, signs: Found) -> int:
    """The points of the signs alone."""
    found = [(kind, points, len(signs[kind])) for kind, points in rule.points.items() if kind in signs]
    return sum([points if kind == "means" or number < 2 else 2 * points for kind, points, number in found])


def _seen(rule: _Rule, text: str, signs: Found, words: Sequence[str]) -> list[str] | None:
    """The telling ones of the circumstances that were needed, in the text's words; None where all points are too few."""
    missing = rule.needed - _of_signs(rule, signs)
    for word in words:
        text = text.replace(word, SIGN)
    seen: list[str] = []
    left = rule.most
    for each in rule.circumstances:
        if not 0 < missing <= left:
            break
        left -= each.points
        if match := each.pattern.search(text):
            missing -= each.points
            if each.points > 1 and SIGN not in match.group():
                seen.append(match.group().strip()[:80])
    return seen if missing <= 0 else None


def _beside(text: str, words: Sequence[str]) -> str:
    """The text around these words: but for news and play, what stands further off takes nothing back."""
    places = [(place, place + len(word)) for word in words if (place := text.find(word)) >= 0]
    if not places:
        return text
    return text[max(0, min(places)[0] - _BESIDE) : max([end for _, end in places]) + _BESIDE]


def _pieces(folded: str, signs: Found) -> Iterator[tuple[str, Found]]:
    """The text with its signs; of a long one what stands around each sign, for far apart they tell nothing together."""
    if len(folded) <= WINDOW:
        yield folded, signs
        return
    places = sorted([place for phrase in chain(*signs.values()) if (place := folded.find(phrase)) >= 0])
    if len(places) > _MOST_PIECES:
        places = places[: _MOST_PIECES // 2] + places[-_MOST_PIECES // 2 :]
    for place in places:
        piece = folded[max(0, place - WINDOW // 2) : place + WINDOW // 2]
        yield (
            piece,
            {
                kind: there
                for kind, phrases in signs.items()
                if (there := tuple([phrase for phrase in phrases if phrase in piece]))
            },
        )


def _not_an_end(text: str, signs: Found) -> bool:
    return bool(
        over(text, lately=False) or HEALED.search(text) or NOT_SELF.search(text) or MOCKING.search(text)
    )


def _no_threat(text: str, signs: Found) -> bool:
    if NOT_THREAT.search(text) or FIGURE.search(text) or MOCKING.search(text) or OLDER.search(text):
        return True
    return all(over(each) and not _STILL.search(each) for each in _clauses(text, signs))


def _no_emergency(text: str, signs: Found) -> bool:
    if not PRESENT.search(text) and not _goes_on(text, signs):
        return True
    if over(text) or NO_DANGER.search(text) or RECOVERED.search(text):
        return True
    return bool(FIGURE.search(text) or MOCKING.search(text))


def _goes_on(text: str, found: Found) -> bool:
    """Whether a danger goes on: nothing is told of what was, or not in its clause, or the clause tells of the present too."""
    clauses = _clauses(text, found)
    for phrase in chain(*found.values()):
        text, clauses = text.replace(phrase, SIGN), [each.replace(phrase, SIGN) for each in clauses]
    if not TOLD.search(text):
        return True
    going_on = [_STILL.search(each) for each in clauses if not TOLD.search(each) or _STILL.search(each)]
    return bool(going_on) and (any(going_on) or NOW.search(text) is not None)


def _clauses(text: str, found: Found) -> list[str]:
    """The clauses that hold a sign; all of the text where a sign is longer than a clause."""
    phrases = list(chain(*found.values()))
    return [each for each in _CLAUSE_END.split(text) if any(phrase in each for phrase in phrases)] or [text]


def _accused(heard: Heard) -> Reason | None:
    """Somebody is accused, and said to be at work in the same part of the text."""
    near, numbers = now_gate().near(heard, "abuser_on_shift", "wrong")
    for match in WRONG.two(near, numbers):
        wrong = match.group()
        place = heard.text.find(wrong)
        text = heard.text[max(0, place - WINDOW // 2) : place + len(wrong) + WINDOW // 2]
        there = STILL_AT_WORK.search(text.replace(wrong, SIGN))
        if there is None or ENDED.search(text) or MOCKING.search(text) or FIGURE.search(text):
            continue
        someone = any(found.group() != "they" for found in PERSON.finditer(text))
        if someone and not played(heard.text):
            return ABUSER._replace(evidence=(wrong.strip()[:80], there.group().strip()[:80]))
    return None


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
