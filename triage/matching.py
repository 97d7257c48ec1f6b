"""Whom is this about: which watched subjects a text names, and with which words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol, TypeVar
from unicodedata import category

from ahocorasick_rs import AhoCorasick, Implementation

from triage.folding import fold
from triage.model import Subject
from triage.query import And, Near, Node, Or, Term, parse

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A subject that a text is about.

    `terms` are the words found, as they stand in the folded text, in its order, each once: all that `match`
    looks for, those it could do without included. `start` and `end` are the place of the first of them, as
    offsets in the *folded* text.
    """

    subject: Subject
    terms: tuple[str, ...]
    start: int
    end: int


class Matcher:
    """Queries made ready: one automaton over the terms of all subjects. Unchanging, so threads may share it.

    A word matches whole words only, `northgate` also in "#northgate", "@northgate" and "northgate's". What is
    neither letter nor digit nor underscore ends a word; so does a letter of a script written without spaces.
    Raises QueryError where a subject's query cannot be read.
    """

    def __init__(self, subjects: Sequence[Subject]) -> None:
        terms = _Terms()
        watches = [_Watch(order, subject, terms) for order, subject in enumerate(subjects)]
        self._watches = _by_trigger(watches)
        self._terms = [tuple(terms.of[pattern]) for pattern in terms.of]
        implementation = Implementation.DFA if len(terms.of) <= _FAST_TERMS else None
        automaton = AhoCorasick(terms.of, implementation=implementation, store_patterns=False)
        self._find = automaton.find_matches_as_indexes

    def find(self, text: str) -> tuple[Hit, ...]:
        """The subjects of a text as it was posted, in the order of their first words; never raises."""
        return self.folded_find(fold(text))

    def folded_find(self, folded: str) -> tuple[Hit, ...]:
        """The same for a text that is folded already."""
        level = _level(folded) if "-" in folded else folded
        matches = self._find(level, True)
        return self._hits(_Text(folded, level), matches) if matches else ()

    def _hits(self, text: "_Text", matches: list[tuple[int, int, int]]) -> tuple[Hit, ...]:
        for pattern, start, end in matches:
            for term in self._terms[pattern]:
                text.note(term, start, end)
        touched = _touched(self._watches, text)
        if len(touched) == 1:
            (watch,) = touched
            return (watch.hit(text),) if watch.holds(text) else ()
        hits = [(watch.hit(text), watch.order) for watch in touched if watch.holds(text)]
        return tuple(hit for hit, _ in sorted(hits, key=lambda pair: (pair[0].start, pair[1])))


def _level(folded: str) -> str:
    """Hyphens as spaces and no two spaces together, so that "st mary" finds "St-Mary" and "St - Mary"."""
    spaced = folded.replace("-", " ")
    return _RUN.sub(" ", spaced) if "  " in spaced else spaced


def _joins(c: str) -> bool:
    """Whether this character and a letter beside it are one word."""
    return (c.isalnum() or c == "_" or category(c)[0] == "M") and not _SPACELESS.match(c)


def _end_of_word(level: str, position: int) -> int:
    limit = min(len(level), position + _LONGEST_REST)
    while position < limit and _joins(level[position]):
        position += 1
    return position


class _Wanted:
    """A term as the automaton looks for it. `exact` is set where hyphens count: in a handle or tag."""

    __slots__ = ("exact", "free_end", "free_start", "number", "prefix")

    def __init__(self, number: int, term: Term) -> None:
        self.number = number
        self.prefix = term.prefix
        self.exact = term.text if "-" in term.text else None
        self.free_start = _SPACELESS.match(term.text[0]) is not None
        self.free_end = _SPACELESS.match(term.text[-1]) is not None


class _Terms:
    """Every term of every query once: numbered, and under the pattern that finds it."""

    def __init__(self) -> None:
        self.of: dict[str, list[_Wanted]] = {}
        self._numbers: dict[Term, int] = {}

    def number(self, term: Term) -> int:
        if term not in self._numbers:
            wanted = _Wanted(len(self._numbers), term)
            self._numbers[term] = wanted.number
            self.of.setdefault(_level(term.text), []).append(wanted)
        return self._numbers[term]

    def numbers(self, terms: Iterable[Term]) -> frozenset[int]:
        return frozenset(self.number(term) for term in terms)


class _Text:
    """One text and the places of the terms found in it. Places count in the levelled text."""

    __slots__ = ("_cuts", "_words", "folded", "level", "places")

    def __init__(self, folded: str, level: str) -> None:
        self.folded, self.level = folded, level
        self.places: dict[int, list[Span]] = {}
        self._words: list[int] | None = None
        self._cuts: list[Span] | None = None

    def note(self, term: _Wanted, start: int, end: int) -> None:
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
        if term.exact and not self.folded.startswith(term.exact, self.in_folded((start, end))[0]):
            return
        if places is None:
            self.places[term.number] = [(start, end)]
        else:
            places.append((start, end))

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
        if self._words is None:
            self._words = [word.start() for word in _WORD.finditer(self.level)]
        return bisect_left(self._words, start) - bisect_left(self._words, end)


class _Any:
    """A term, or alternatives. Holds at the cost of the terms found, however many are looked for."""

    triggers: frozenset[int]

    def __init__(self, parts: Iterable[Node], terms: _Terms) -> None:
        parts = tuple(parts)
        rest = [_check(part, terms) for part in parts if not isinstance(part, Term)]
        self._terms = terms.numbers(part for part in parts if isinstance(part, Term))
        self._rest = _by_trigger(rest)
        self.triggers = self._terms.union(*(check.triggers for check in rest))

    def holds(self, text: _Text) -> bool:
        if not self._terms.isdisjoint(text.places):
            return True
        return bool(self._rest) and any(check.holds(text) for check in _touched(self._rest, text))


class _All:
    triggers: frozenset[int]

    def __init__(self, node: And, terms: _Terms) -> None:
        self._parts = [_check(part, terms) for part in node.parts]
        self._without = [_check(part, terms) for part in node.without]
        self.triggers = min((part.triggers for part in self._parts), key=len)

    def holds(self, text: _Text) -> bool:
        if not all(part.holds(text) for part in self._parts):
            return False
        return not any(part.holds(text) for part in self._without)


class _Close:
    triggers: frozenset[int]

    def __init__(self, node: Near, terms: _Terms) -> None:
        self._left, self._right = terms.numbers(node.left), terms.numbers(node.right)
        self._between = node.between
        self.triggers = min(self._left, self._right, key=len)

    def holds(self, text: _Text) -> bool:
        left, right = text.spans(self._left), text.spans(self._right)
        return self._follows(left, right, text) or self._follows(right, left, text)

    def _follows(self, first: list[Span], then: list[Span], text: _Text) -> bool:
        """Whether any of `then` comes close enough after the nearest of `first`."""
        ends = sorted(end for _, end in first)
        for start, _ in then:
            before = bisect_right(ends, start)
            if before and text.words_between(ends[before - 1], start) <= self._between:
                return True
        return False


_Check = _Any | _All | _Close


def _check(node: Node, terms: _Terms) -> _Check:
    if isinstance(node, And):
        return _All(node, terms)
    if isinstance(node, Near):
        return _Close(node, terms)
    return _Any(node.parts if isinstance(node, Or) else (node,), terms)


class _Watch:
    """A subject with its queries made ready. `triggers`: without one of these terms it cannot hit."""

    def __init__(self, order: int, subject: Subject, terms: _Terms) -> None:
        node = parse(subject.match)
        self.order = order
        self._subject = subject
        self._match = _check(node, terms)
        self._exclude = _check(parse(subject.exclude), terms) if subject.exclude is not None else None
        self._sought = terms.numbers(_sought(node))
        self.triggers = self._match.triggers

    def holds(self, text: _Text) -> bool:
        return self._match.holds(text) and not (self._exclude and self._exclude.holds(text))

    def hit(self, text: _Text) -> Hit:
        if len(text.places) == 1:  # by far the most common: one word of one subject
            (spans,) = text.places.values()
            start, end = text.in_folded(spans[0])
            terms: tuple[str, ...] = (text.folded[start:end],)
        else:
            start, end, terms = text.firsts(self._sought)
        return Hit(subject=self._subject, terms=terms, start=start, end=end)


def _sought(node: Node) -> Iterator[Term]:
    """The terms that speak for a query, not those after NOT."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Near):
        yield from node.left + node.right
    else:
        for part in node.parts:
            yield from _sought(part)


class _Triggered(Protocol):
    triggers: frozenset[int]


T = TypeVar("T", bound=_Triggered)


def _by_trigger(checks: Iterable[T]) -> dict[int, list[T]]:
    index: dict[int, list[T]] = {}
    for check in checks:
        for number in check.triggers:
            index.setdefault(number, []).append(check)
    return index


def _touched(index: Mapping[int, list[T]], text: _Text) -> Collection[T]:
    """What the terms found may make true, each once."""
    if len(text.places) == 1:
        (number,) = text.places
        return index.get(number, ())
    return dict.fromkeys(check for number in text.places for check in index.get(number, ()))
