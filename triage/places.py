"""Where the terms of queries stand in a text: the words of their own, found in one pass."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from unicodedata import category

from ahocorasick_rs import AhoCorasick, Implementation

from triage.folding import unaccented
from triage.query import Term

MOST_PLACES = 200  # of one term in one text; NEAR does not see those beyond
_FAST_TERMS = 10_000  # up to here a DFA: tweets with 1,000 phrases 0.34 us, not 0.65; 2 kB a phrase, not 0.2
_BREAKS = frozenset(" !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~")
# Thai, Lao, Myanmar, Khmer, kana, Han: written without spaces, so that a word may begin and end anywhere.
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LONGEST_REST = 40  # characters shown of a word after its beginning
_WORD = re.compile(r"\w++(?:[^\s\w]++\w++)*+")
_RUN = re.compile("  +")

Span = tuple[int, int]


def _level(folded: str) -> str:
    """No accents, which many leave out and some pile up; hyphens as spaces and no two spaces together, so that "st mary" finds
    "St-Mary" and "St - Mary".
    """
    spaced = unaccented(folded).replace("-", " ")
    return _RUN.sub(" ", spaced) if "  " in spaced else spaced


def _joins(c: str) -> bool:
    """Whether this character and a letter beside it are one word."""
    return (c.isalnum() or c == "_" or category(c)[0] == "M") and not _SPACELESS.match(c)


def _end_of_word(level: str, position: int) -> int:
    limit = min(len(level), position + _LONGEST_REST)
    while position < limit and _joins(level[position]):
        position += 1
    return position


class Wanted:
    """A term as the automaton looks for it. `exact` is set where hyphens count: in a handle or tag."""

    __slots__ = ("exact", "free_end", "free_start", "number", "prefix")

    def __init__(self, number: int, term: Term) -> None:
        self.number = number
        self.prefix = term.prefix
        self.exact = unaccented(term.text) if "-" in term.text else None
        self.free_start = _SPACELESS.match(term.text[0]) is not None
        self.free_end = _SPACELESS.match(term.text[-1]) is not None


class Terms:
    """Every term of every query once: numbered, and under the pattern that finds it."""

    def __init__(self) -> None:
        self.of: dict[str, list[Wanted]] = {}
        self._numbers: dict[Term, int] = {}

    def number(self, term: Term) -> int:
        if term not in self._numbers:
            wanted = Wanted(len(self._numbers), term)
            self._numbers[term] = wanted.number
            self.of.setdefault(_level(term.text), []).append(wanted)
        return self._numbers[term]

    def numbers(self, terms: Iterable[Term]) -> frozenset[int]:
        return frozenset(self.number(term) for term in terms)


class Places:
    """One text and the places of the terms found in it. Places count in the levelled text."""

    __slots__ = ("_cuts", "_words", "folded", "level", "places")

    def __init__(self, folded: str, level: str) -> None:
        self.folded, self.level = folded, level
        self.places: dict[int, list[Span]] = {}
        self._words: list[int] | None = None
        self._cuts: list[Span] | None = None

    def note(self, term: Wanted, start: int, end: int) -> None:
        """Keeps the place if the term stands there as a word of its own."""
        places, level = self.places.get(term.number), self.level
        if places and len(places) >= MOST_PLACES:
            return
        if start and level[start - 1] not in _BREAKS and not term.free_start and _joins(level[start - 1]):
            return
        if term.prefix:
            end = _end_of_word(level, end)
        elif end < len(level) and level[end] not in _BREAKS and not term.free_end and _joins(level[end]):
            return
        if term.exact and not self._hyphens_too(term.exact, start, end):
            return
        if places is None:
            self.places[term.number] = [(start, end)]
        else:
            places.append((start, end))

    def _hyphens_too(self, exact: str, start: int, end: int) -> bool:
        begin, _ = self.in_folded((start, end))
        return unaccented(self.folded[begin : begin + len(exact)]) == exact

    def firsts(self, numbers: AbstractSet[int]) -> tuple[int, int, tuple[str, ...]]:
        """Where in the folded text the first of these terms stands (of two the longer); all their words."""
        spans = [self.in_folded(spans[0]) for number, spans in self.places.items() if number in numbers]
        spans.sort(key=lambda span: (span[0], -span[1]))
        return *spans[0], tuple(dict.fromkeys(self.folded[start:end] for start, end in spans))

    def in_folded(self, span: Span) -> Span:
        if len(self.folded) == len(self.level):
            return span
        return self._back(span[0]), self._back(span[1])

    def _back(self, position: int) -> int:
        """Where a place of the levelled text stands in the folded one: past what was cut out before it."""
        if self._cuts is None:
            self._cuts, gone = [], 0
            for run in _RUN.finditer(self.folded.replace("-", " ")):
                at = run.start() - gone
                gone += len(run[0]) - 1
                self._cuts.append((at, gone))
        before = bisect_left(self._cuts, (position,))
        return position + (self._cuts[before - 1][1] if before else 0)

    def spans(self, numbers: AbstractSet[int]) -> list[Span]:
        return [span for number in self.places.keys() & numbers for span in self.places[number]]

    def words_between(self, end: int, start: int) -> int:
        """How many words begin between the end of one place and the start of another."""
        if self._words is None:
            self._words = [word.start() for word in _WORD.finditer(self.level)]
        return bisect_left(self._words, start) - bisect_left(self._words, end)


class Finder:
    """Terms made ready: one automaton over all of them. Unchanging; a term added later is not looked for."""

    def __init__(self, terms: Terms) -> None:
        self._wanted = [tuple(wanted) for wanted in terms.of.values()]
        implementation = Implementation.DFA if len(terms.of) <= _FAST_TERMS else None
        automaton = AhoCorasick(terms.of, implementation=implementation, store_patterns=False)
        self._find = automaton.find_matches_as_indexes

    def places(self, folded: str) -> Places | None:
        """Where the terms stand in a folded text; None where nothing like one of them occurs."""
        level = folded if folded.isascii() and "-" not in folded else _level(folded)
        matches = self._find(level, True)
        if not matches:
            return None
        text = Places(folded, level)
        for pattern, start, end in matches:
            for term in self._wanted[pattern]:
                text.note(term, start, end)
        return text
