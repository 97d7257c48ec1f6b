"""Finds the cue words of cues.toml in a text: one pass, whatever the number of cues."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, product
from operator import itemgetter
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from triage.covering import covering
from triage.folding import fold, unaccented
from triage.model import Reason

LANGUAGES = ("en", "es")
MOST_EVIDENCE = 3  # phrases quoted in one reason
_LONGEST = 90  # characters of one that several phrases make
_NEGATIONS = frozenset(
    [
        "no",
        "not",
        "never",
        "without",
        "nobody",
        "none",
        "hardly",
        "isn't",
        "wasn't",
        "aren't",
        "weren't",
        "don't",
        "didn't",
        "doesn't",
        "won't",
        "can't",
        "cannot",
        "couldn't",
        "wouldn't",
        "shouldn't",
        "haven't",
        "hasn't",
        "isnt",
        "wasnt",
        "arent",
        "dont",
        "didnt",
        "doesnt",
        "wont",
        "cant",
        "nunca",
        "sin",
        "ni",
        "nadie",
        "tampoco",
        "jamás",
    ]
)
_NEVER_SO = frozenset(["so", "such", "more"])  # "never been so ignored" is no denial
_CHOICE = re.compile(r"[{}]")  # what stands between may be any of several
_CLAUSE_END = re.compile(r"[.,;:!?]")
_NEGATION_REACH = 3  # words, as in VADER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cue:
    """A group of phrases that mean the same for us; weights are log-odds added once per text."""

    name: str
    sentence: str = ""
    complaint: float = 0.0
    negativity: float = 0.0
    urgency: int = 0
    negatable: bool = False
    takes_back: bool = False  # phrases of other cues within its own are not meant ("not a single" in "not a single complaint")


@lru_cache(maxsize=16_384)
def reason_of(cue: Cue, evidence: tuple[str, ...]) -> Reason:
    """A cue's reason; the same words recur so often that they are kept."""
    return Reason(rule=cue.name, sentence=cue.sentence, weight=cue.complaint, evidence=evidence)


Found = Mapping[str, tuple[str, ...]]
"""Cue name -> the phrases that fired it, in the order of the text."""


Span = tuple[int, int, str, bool]
"""Of a phrase in a text: from, to, its cue's name, and whether a negation before it takes it back."""

PhraseTable = Mapping[str, str]
"""Cue name -> its phrases in one language, with ";" between them."""


class _Phrases:
    """The phrases of one language: an automaton, and of each phrase its cue's name, whether a negation before it takes it back, and
    whether any ending is allowed.
    """

    def __init__(self, cues: Mapping[str, Cue], table: PhraseTable) -> None:
        rows = [
            (phrase, cue)
            for name, cue in cues.items()
            for phrase in dict.fromkeys(
                each
                for written in filter(None, map(str.strip, table.get(name, "").split(";")))
                for each in spellings(" ".join(written.split()))
            )
        ]
        self._automaton = AhoCorasick([fold(phrase.removesuffix("*")) for phrase, _ in rows])
        self._meanings = [(cue.name, cue.negatable, phrase.endswith("*")) for phrase, cue in rows]

    def spans(self, folded: str) -> list[Span]:
        """Each phrase that stands there as whole words, in the order of their ends."""
        meanings, size = self._meanings, len(folded)
        spans = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and folded[start - 1].isalnum():
                continue
            name, negatable, open_end = meanings[index]
            if end < size and folded[end].isalnum():
                if not open_end:
                    continue
                end = _end_of_word(folded, end)
            spans.append((start, end, name, negatable))
        return spans


class CueBook:
    """All cues. An English text is searched for English phrases alone: "agre" is no assault in it."""

    def __init__(self, cues: Iterable[Cue], phrases: Mapping[str, PhraseTable]) -> None:
        """`phrases` holds a table of cue name -> phrases for each of LANGUAGES."""
        self.cues = {cue.name: cue for cue in cues}
        self._taking_back = frozenset(cue.name for cue in self.cues.values() if cue.takes_back)
        self._tables = phrases
        self._english = _Phrases(self.cues, phrases["en"])

    @cached_property
    def _others(self) -> list[_Phrases]:
        """Those of the other languages, made when a text asks for them."""
        return [_Phrases(self.cues, table) for language, table in self._tables.items() if language != "en"]

    def find(self, folded: str, language: str = "und") -> dict[str, tuple[str, ...]]:
        """The cues in an already folded text, at most MOST_EVIDENCE phrases each."""
        spans = self._english.spans(folded)
        if language != "en":
            spans.extend(chain.from_iterable([other.spans(folded) for other in self._others]))
            spans.sort(key=_end)
        if len(spans) > 1:
            spans = self._meant(spans)
        found: dict[str, tuple[str, ...]] = {}
        last: dict[str, tuple[int, int]] = {}  # where the last phrase of each stands
        for start, end, name, negatable in spans:
            seen = found.get(name)
            if seen is not None and len(seen) >= MOST_EVIDENCE:
                continue
            if negatable and _negated(folded, start):
                continue
            if seen is None:
                found[name], last[name] = (folded[start:end],), (start, end)
            else:
                found[name], last[name] = _with(seen, last[name], folded, start, end)
        return found

    def _meant(self, spans: list[Span]) -> list[Span]:
        """Without those that stand within one that takes them back."""
        stronger = [span for span in spans if span[2] in self._taking_back]
        if not stronger:
            return spans
        covers = covering([(start, end) for start, end, _, _ in stronger])
        return [span for span in spans if span[2] in self._taking_back or not covers(span[0], span[1])]


_end = itemgetter(1)


def spellings(written: str) -> Iterator[str]:
    """The phrases that one of a cue file stands for: "{not|isn't} {here|back}" is four, and "isnt here" is one too.

    Accents may be left out, as many do who write Spanish.
    """
    parts = [part.split("|") for part in _CHOICE.split(written)]
    for phrase in map("".join, product(*parts)):
        if "*" in phrase[:-1]:
            raise ValueError(f"a * stands for any ending, and only at the end of a phrase: {written!r}")
        yield phrase
        if not phrase.isascii():
            yield unaccented(phrase)
        if "n't" in phrase:
            yield phrase.replace("n't", "nt")


def _with(
    seen: tuple[str, ...], last: tuple[int, int], folded: str, start: int, end: int
) -> tuple[tuple[str, ...], tuple[int, int]]:
    """The evidence with one phrase more, and where its last one stands: as one where it goes on from the last; of two that hold one
    another the longer stays.
    """
    before = seen
    if start <= last[1] + 1 and end - min(start, last[0]) <= _LONGEST:  # they overlap, or are neighbours
        start, end, before = min(start, last[0]), max(end, last[1]), seen[:-1]
    phrase = folded[start:end]
    if any(phrase in other for other in before):
        return seen, last
    return (*(other for other in before if other not in phrase), phrase), (start, end)


def _end_of_word(folded: str, position: int) -> int:
    limit = min(len(folded), position + 30)
    while position < limit and folded[position].isalnum():
        position += 1
    return position


def _negated(folded: str, start: int) -> bool:
    words = folded[max(0, start - 40) : start].rsplit(maxsplit=_NEGATION_REACH)[-_NEGATION_REACH:]
    if _NEGATIONS.isdisjoint(words) or words[-1] in _NEVER_SO:
        return False
    clause = _CLAUSE_END.split(folded[max(0, start - 40) : start])[-1]
    return not _NEGATIONS.isdisjoint(clause.split()[-_NEGATION_REACH:])


@cache
def shipped_cues() -> CueBook:
    """The cues that come with Heedline, read once."""
    tables = _read("cues")["cue"]
    return CueBook([Cue(**table) for table in tables], {lang: _read(f"cues_{lang}") for lang in LANGUAGES})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
