"""Level 3 by signs: what no pattern of rules_now.py foresaw, but several words tell where they stand together.

Signs are cues that weigh nothing by themselves ("lethal" to "wrong_word" in cues.toml). They have points, and so have
circumstances (circumstances.py), which are looked for beside a sign only. A rule fires from so many points. The rules bear
the names of those in rules_now.py, and what takes those back takes these back.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from triage.circumstances import Met, Words, shipped_circumstances, words_of
from triage.cues import MOST_EVIDENCE, Found, shipped_cues
from triage.model import Reason
from triage.rules_now import (
    ABUSER,
    EMERGENCY,
    SELF_HARM,
    THREAT,
    joked,
    now_reasons,
    over,
    played,
)
from triage.slots import (
    ENDED,
    HEALED,
    IMMINENT,
    NO_DANGER,
    NOT_SELF,
    NOT_THREAT,
    NOW,
    OLDER,
    PRESENT,
    RECOVERED,
    SIGN,
    TOLD,
)
from triage.wrongs import A_THING, NO_WRONG

NEAR = Reason("near_danger", "It may tell of a danger", 0.0)
WINDOW = 600  # characters: of a longer text signs count together within half of it surely, beyond it never
_NEAR, _BESIDE = 160, 100  # characters around the signs: circumstances stand there, and what takes them back
_SHORT = 1  # points that may be missing for NEAR
_MOST_WINDOWS = 16  # half of them from the beginning, half from the end
_STILL = re.compile(
    r"\b(?:now|still|keeps?|has|have|gone|gets?|answers?|cannot|(?:wo|is|are|ca|does)n'?t)\b|\b(?:is|are|am|'s|'re|'m)\s(?:not\s)?\w+ing\b|'(?:s|re|m|ve)\b"
)
_CLAUSE_END = re.compile(r"[.!?,;:\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """`signs`: the points of a phrase of each kind, and how many phrases of it count; from `needed` points, with those of the
    circumstances, it fires, if of each set of `must` a group is among them. Where all signs are `weak` ones, as a place or a
    knife, and the circumstances have less than `beside` points, it is near at most.

    `undone` tells what takes it back, of the text and of the rest of it, where SIGN stands for the signs.
    """

    reason: Reason
    signs: Mapping[str, tuple[int, int]]
    needed: int
    must: Sequence[frozenset[str]] = ()
    weak: frozenset[str] = frozenset()
    beside: int = 0
    undone: Callable[[str, str], bool]


def alarms(folded: str, found: Found | None = None, language: str = "und") -> tuple[Reason, ...]:
    """The level-3 rules that fire on a folded text by their patterns, or else the one that its signs speak most for.

    Where even that one is a point short, NEAR, with what it heard. `found` are the text's cues, where they are known.
    """
    if reasons := now_reasons(folded):
        return reasons
    if found is None:
        found = shipped_cues().find(folded, language)
    if STARTS.isdisjoint(found):
        return ()
    rules = [rule for rule in _RULES if not rule.signs.keys().isdisjoint(found)]
    if len(folded) > WINDOW:
        words = words_of(folded)
        rules = [rule for rule in rules if _could_fire(rule, found, words, language)]
    if not rules:
        return ()
    pieces = [*_pieces(folded, found, language)]
    alarmed = [alarm for rule in rules if (alarm := _alarm(rule, folded, pieces, language)) is not None]
    if not alarmed:
        return ()
    more, reason = max(alarmed, key=lambda alarm: alarm[0])
    return (reason if more >= 0 else NEAR._replace(evidence=reason.evidence),)


def _could_fire(rule: _Rule, found: Found, words: Words, language: str) -> bool:
    """Whether all that stands anywhere in a text, and nothing against it, would be enough."""
    signs = {kind: found[kind] for kind in rule.signs if kind in found}
    met = shipped_circumstances(language).met(rule.reason.rule, words)
    return _points(rule, signs) + met.for_it >= rule.needed - _SHORT


def _alarm(
    rule: _Rule, folded: str, pieces: Sequence[tuple[str, Found]], language: str
) -> tuple[int, Reason] | None:
    """How many points more than needed a rule has in the piece where it has most, if it may fire there, and its reason."""
    told: list[tuple[int, str, str, Found, Met]] = []
    for text, near in pieces:
        rest, signs = _signs(rule, text, near)
        if not signs:
            continue
        met = shipped_circumstances(language).met(rule.reason.rule, words_of(_beside(rest, _NEAR)))
        more = _points(rule, signs) + met.for_it + met.against_it - rule.needed
        if more < -_SHORT or any(met.words.keys().isdisjoint(groups) for groups in rule.must):
            continue
        if signs.keys() <= rule.weak and met.for_it < rule.beside:
            more = min(more, -_SHORT)
        told.append((more, text, rest, signs, met))
    for more, text, rest, signs, met in sorted(told, key=lambda each: -each[0]):
        if not rule.undone(text, rest):
            return (
                None if played(folded) else (more, rule.reason._replace(evidence=_evidence(text, signs, met)))
            )
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
        if start:  # no window cuts a word
            start = folded.find(" ", start) + 1 or start
        end = folded.find(" ", start + WINDOW)
        piece = folded[start : end if end > 0 else None]
        yield piece, shipped_cues().find(piece, language)


def _signs(rule: _Rule, text: str, found: Found) -> tuple[str, Found]:
    """The text with SIGN where its signs stand, the longest first, and the signs: of phrases that overlap one is left."""
    phrases = [(phrase, kind) for kind in rule.signs for phrase in found.get(kind, ())]
    text = text.replace(SIGN, " ")
    signs: dict[str, tuple[str, ...]] = {}
    for phrase, kind in sorted(
        phrases, key=lambda found: (len(found[0]), rule.signs[found[1]]), reverse=True
    ):
        rest = _hidden(text, phrase)
        if rest != text:
            text, signs[kind] = rest, (*signs.get(kind, ()), phrase)
    return text, {kind: signs[kind] for kind in rule.signs if kind in signs}


def _hidden(text: str, phrase: str) -> str:
    """The text with SIGN in place of the phrase, wherever it stands between words."""
    place = text.find(phrase)
    while place >= 0:
        end = place + len(phrase)
        if not (place and text[place - 1].isalnum()) and not text[end : end + 1].isalnum():
            text = text[:place] + SIGN + text[end:]
        place = text.find(phrase, place + 1)
    return text


def _points(rule: _Rule, signs: Found) -> int:
    """The points of the signs alone."""
    found = [(*rule.signs[kind], len(phrases)) for kind, phrases in signs.items()]
    return sum([points * min(most, number) for points, most, number in found])


def _evidence(text: str, signs: Found, met: Met) -> tuple[str, ...]:
    """The signs in the text's words, and what else is not said in every post."""
    phrases = {phrase for phrase in met.telling if phrase in text}
    return (*chain(*signs.values()), *sorted(phrases, key=text.index))[:MOST_EVIDENCE]


def _beside(rest: str, reach: int = _BESIDE) -> str:
    """What stands around the signs: what was long ago elsewhere in the post takes nothing back."""
    return rest[max(0, rest.find(SIGN) - reach) : rest.rfind(SIGN) + reach]


def _not_an_end(text: str, rest: str) -> bool:
    return bool(
        over(_beside(rest), lately=False) or HEALED.search(text) or NOT_SELF.search(text) or joked(text)
    )


def _no_threat(text: str, rest: str) -> bool:
    if NOT_THREAT.search(text) or joked(text):
        return True
    if OLDER.search(_beside(rest)) and not IMMINENT.search(text):
        return True
    return all(over(each) and not _STILL.search(each) for each in _clauses(rest))


def _no_emergency(text: str, rest: str) -> bool:
    if not PRESENT.search(text) and not _goes_on(rest):
        return True
    if over(_beside(rest)) and not any(map(_STILL.search, _clauses(rest))):
        return True
    if NO_DANGER.search(text) or RECOVERED.search(text):
        return True
    return joked(text)


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


def _no_abuser(text: str, rest: str) -> bool:
    return bool(NO_WRONG.search(rest) or A_THING.search(text) or ENDED.search(text) or joked(text))


_RULES = (
    _Rule(
        reason=SELF_HARM,
        signs={
            "lethal": (6, 2), "goodbye": (4, 2), "farewell": (3, 2), "means": (3, 1), "despair": (3, 2),
            "end_word": (3, 2), "dying_word": (2, 1), "means_word": (2, 2),
        },
        needed=5,
        weak=frozenset({"means", "means_word"}),
        beside=2,
        undone=_not_an_end,
    ),
    _Rule(
        reason=THREAT,
        signs={"weapon": (2, 2), "veiled": (4, 2), "weapon_word": (3, 2), "harm_word": (2, 3)},
        needed=5,
        weak=frozenset({"weapon", "weapon_word"}),
        beside=1,
        undone=_no_threat,
    ),
    _Rule(
        reason=EMERGENCY,
        signs={
            "bodily_danger": (4, 2), "place_danger": (4, 2), "vital_word": (5, 1), "life_word": (3, 2), "body_word": (2, 3), "place_word": (2, 2),
        },
        needed=6,
        undone=_no_emergency,
    ),
    _Rule(
        reason=ABUSER,
        signs={"wrong_word": (2, 3)},
        needed=7,
        must=(frozenset({"still"}), frozenset({"role", "victim"})),
        undone=_no_abuser,
    ),
)  # fmt: skip
STARTS = frozenset[str]().union(*[rule.signs for rule in _RULES])
