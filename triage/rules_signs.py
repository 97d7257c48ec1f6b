"""Level 3 by signs: what no pattern of rules_now.py foresaw, but several phrases tell where they stand together.

The signs are cues that weigh nothing by themselves ("lethal" to "on_shift" in cues.toml). The rules bear the names of
those in rules_now.py, and what takes those back takes these back.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from triage.cues import MOST_EVIDENCE, Found, shipped_cues
from triage.gate import Heard
from triage.model import Reason
from triage.rules_now import (
    ABUSER,
    EMERGENCY,
    PATTERNS,
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
    PERSON,
    PRESENT,
    RECOVERED,
    TOLD,
)

_SELF = ("farewell", "final", "means", "despair")
_DANGERS = ("bodily_danger", "place_danger")
WINDOW = 500  # characters: of a longer text signs count together within half of it surely, beyond it never
_MOST_WINDOWS = 16  # half of them from the beginning, half from the end
_BESIDE = 100  # characters
_STILL = re.compile(r"\b(?:now|still|keeps?)\b|\b(?:is|are|am)\s\w+ing\b|'(?:s|re|m)\s\w+ing\b")
_SENTENCE_END = re.compile(r"[.!?\n]")


@dataclass(frozen=True, slots=True)
class _Rule:
    """`starts` are the signs one of which must be found; `possible` looks at the signs alone, `true` at the text as well;
    `kinds` are the signs that are quoted. `patterns` tells which slots of the rule's patterns are signs of a kind too.
    """

    reason: Reason
    starts: frozenset[str]
    kinds: tuple[str, ...]
    patterns: Mapping[str, str]
    possible: Callable[[Found], bool]
    true: Callable[[str, Found], bool]


def alarms(folded: str, found: Found | None = None, language: str = "und") -> tuple[Reason, ...]:
    """The level-3 rules that fire on a folded text, by patterns or by signs; `found` are its cues, where they are known."""
    heard = now_gate().listen(folded)
    reasons = now_reasons(heard)
    if found is None:
        found = shipped_cues().find(folded, language)
    if STARTS.isdisjoint(found):
        return reasons
    fired = {reason.rule for reason in reasons}
    for rule in _RULES:
        if rule.reason.rule not in fired and not rule.starts.isdisjoint(found):
            signs = _signs(rule, found, heard)
            if rule.possible(signs) and (reason := _reason(rule, folded, signs, language)):
                reasons += (reason,)
    return reasons


def _signs(rule: _Rule, found: Found, heard: Heard) -> Found:
    """The signs of the rule, and what its patterns match that is of the same kinds; of phrases within each other one."""
    signs = {kind: list(found[kind]) for kind in rule.kinds if kind in found}
    if heard.slots:
        for slot, numbers in now_gate().heard(heard, rule.reason.rule).items():
            kind = rule.patterns.get(slot)
            match = PATTERNS[rule.reason.rule][slot].search(heard.text, numbers) if kind else None
            if kind and match:
                signs.setdefault(kind, []).append(match.group().strip()[:80])
    told: dict[str, tuple[str, ...]] = {}
    if "weapon" in signs:  # apart from the others: "has a knife" holds both a weapon and who bears it
        told["weapon"] = tuple(signs.pop("weapon"))
    longest: list[str] = []
    for phrase in sorted(chain(*signs.values()), key=len, reverse=True):
        if not any(phrase in other for other in longest):
            longest.append(phrase)
    for kind, phrases in signs.items():
        if mine := tuple([phrase for phrase in dict.fromkeys(phrases) if phrase in longest]):
            told[kind] = mine
            longest = [phrase for phrase in longest if phrase not in mine]
    return told


def _reason(rule: _Rule, folded: str, signs: Found, language: str) -> Reason | None:
    if played(folded):
        return None
    for text, near in _pieces(rule, folded, signs, language):
        if not rule.possible(near):
            continue
        words = [phrase for kind in rule.kinds for phrase in near.get(kind, ())]
        if rule.true(_beside(text, words), near):
            return rule.reason._replace(evidence=tuple(words[:MOST_EVIDENCE]))
    return None


def _beside(text: str, words: Sequence[str]) -> str:
    """The text around these words: but for news and play, what stands further off takes nothing back."""
    places = [(place, place + len(word)) for word in words if (place := text.find(word)) >= 0]
    if not places:
        return text
    return text[max(0, min(places)[0] - _BESIDE) : max([end for _, end in places]) + _BESIDE]


def _pieces(rule: _Rule, folded: str, signs: Found, language: str) -> Iterator[tuple[str, Found]]:
    """The text with its signs; a long one by overlapping windows, for far apart they tell nothing together."""
    if len(folded) <= WINDOW:
        yield folded, signs
        return
    starts = [*range(0, len(folded) - WINDOW // 2, WINDOW // 2)]
    if len(starts) > _MOST_WINDOWS:
        starts = starts[: _MOST_WINDOWS // 2] + starts[-_MOST_WINDOWS // 2 :]
    for start in starts:
        if start:  # not within a word
            start = folded.find(" ", start) + 1 or start
        piece = folded[start : start + WINDOW]
        yield piece, _signs(rule, shipped_cues().find(piece, language), now_gate().listen(piece))


def _number(found: Found, *kinds: str) -> int:
    return sum([len(found[kind]) for kind in kinds if kind in found])


def _leaves(found: Found) -> bool:
    """One plain phrase, two kinds of hints, two farewells or two ends."""
    if "lethal" in found or _number(found, "farewell") > 1 or _number(found, "final") > 1:
        return True
    kinds = [kind for kind in _SELF if kind in found]
    return len(kinds) > 1


def _leaves_now(text: str, found: Found) -> bool:
    return not (
        over(text, lately=False) or HEALED.search(text) or NOT_SELF.search(text) or MOCKING.search(text)
    )


def _menaces(found: Found) -> bool:
    if "weapon" in found:
        return not frozenset({"bearer", "veiled", "stalk"}).isdisjoint(found)
    return "veiled" in found and _number(found, "veiled", "stalk") > 1


def _menaces_now(text: str, found: Found) -> bool:
    return not (NOT_THREAT.search(text) or FIGURE.search(text) or MOCKING.search(text) or over(text))


def _endangers(found: Found) -> bool:
    return not frozenset(_DANGERS).isdisjoint(found)


def _endangers_now(text: str, found: Found) -> bool:
    """One danger and another sign are enough beside words for the present, two dangers where nothing is told of the past."""
    signs = 2 * _number(found, *_DANGERS) + _number(found, "bodily_sign")
    if PRESENT.search(text):
        if signs < 3:
            return False
    elif NOW.search(text):
        if signs < 3 or _told(text, found):
            return False
    elif signs < 4 or TOLD.search(text):
        return False
    if over(text) or NO_DANGER.search(text) or RECOVERED.search(text):
        return False
    return not (FIGURE.search(text) or MOCKING.search(text))


def _told(text: str, found: Found) -> bool:
    """Whether all that tells of danger stands in sentences about what was."""
    phrases = [phrase for kind in _DANGERS for phrase in found.get(kind, ())]
    sentences = [each for each in _SENTENCE_END.split(text) if any(phrase in each for phrase in phrases)]
    return all(TOLD.search(each) and not _STILL.search(each) for each in sentences)


def _accuses(found: Found) -> bool:
    return "misdeed" in found and "on_shift" in found


def _accuses_now(text: str, found: Found) -> bool:
    if _number(found, "misdeed", "on_shift") < 3 and not PERSON.search(text):
        return False
    return not (ENDED.search(text) or MOCKING.search(text) or FIGURE.search(text))


_RULES = (
    _Rule(
        SELF_HARM,
        frozenset({"lethal", *_SELF}),
        ("lethal", *_SELF),
        {"hint0": "despair", "hint1": "farewell", "hint2": "final", "hint3": "means", "hint4": "despair"},
        _leaves,
        _leaves_now,
    ),
    _Rule(
        THREAT,
        frozenset({"weapon", "veiled"}),
        ("weapon", "bearer", "veiled", "stalk"),
        {"menace0": "veiled"},
        _menaces,
        _menaces_now,
    ),
    _Rule(
        EMERGENCY,
        frozenset(_DANGERS),
        (*_DANGERS, "bodily_sign"),
        {"danger": "bodily_danger"},
        _endangers,
        _endangers_now,
    ),
    _Rule(
        ABUSER,
        frozenset({"misdeed"}),
        ("misdeed", "on_shift"),
        {"shift": "on_shift", "habit": "on_shift"},
        _accuses,
        _accuses_now,
    ),
)
STARTS = frozenset[str]().union(*[rule.starts for rule in _RULES])
