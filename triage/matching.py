"""Whom is this about: which watched subjects a text names, and with which words."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from triage.folding import fold
from triage.model import Subject
from triage.places import Finder, Places, Span, Terms
from triage.query import And, Near, Node, Or, Term, parse


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

    A word matches whole words only, with or without accents, `northgate` also in "#northgate", "@northgate" and "northgate's". What is
    neither letter nor digit nor underscore ends a word; so does a letter of a script written without spaces.
    Raises QueryError where a subject's query cannot be read.
    """

    def __init__(self, subjects: Sequence[Subject]) -> None:
        terms = Terms()
        watches = [_Watch(order, subject, terms) for order, subject in enumerate(subjects)]
        self._watches = _by_trigger(watches)
        self._finder = Finder(terms)

    def find(self, text: str) -> tuple[Hit, ...]:
        """The subjects of a text as it was posted, in the order of their first words; never raises."""
        return self.folded_find(fold(text))

    def folded_find(self, folded: str) -> tuple[Hit, ...]:
        """The same for a text that is folded already."""
        text = self._finder.places(folded)
        return self._hits(text) if text else ()

    def _hits(self, text: Places) -> tuple[Hit, ...]:
        touched = _touched(self._watches, text)
        if len(touched) == 1:
            (watch,) = touched
            return (watch.hit(text),) if watch.holds(text) else ()
        hits = [(watch.hit(text), watch.order) for watch in touched if watch.holds(text)]
        return tuple(hit for hit, _ in sorted(hits, key=lambda pair: (pair[0].start, pair[1])))


class _Any:
    """A term, or alternatives. Holds at the cost of the terms found, however many are looked for."""

    triggers: frozenset[int]

    def __init__(self, parts: Iterable[Node], terms: Terms) -> None:
        parts = tuple(parts)
        rest = [_check(part, terms) for part in parts if not isinstance(part, Term)]
        self._terms = terms.numbers(part for part in parts if isinstance(part, Term))
        self._rest = _by_trigger(rest)
        self.triggers = self._terms.union(*(check.triggers for check in rest))

    def holds(self, text: Places) -> bool:
        if not self._terms.isdisjoint(text.places):
            return True
        return bool(self._rest) and any(check.holds(text) for check in _touched(self._rest, text))


class _All:
    triggers: frozenset[int]

    def __init__(self, node: And, terms: Terms) -> None:
        self._parts = [_check(part, terms) for part in node.parts]
        self._without = [_check(part, terms) for part in node.without]
        self.triggers = min((part.triggers for part in self._parts), key=len)

    def holds(self, text: Places) -> bool:
        if not all(part.holds(text) for part in self._parts):
            return False
        return not any(part.holds(text) for part in self._without)


class _Close:
    triggers: frozenset[int]

    def __init__(self, node: Near, terms: Terms) -> None:
        self._left, self._right = terms.numbers(node.left), terms.numbers(node.right)
        self._between = node.between
        self.triggers = min(self._left, self._right, key=len)

    def holds(self, text: Places) -> bool:
        left, right = text.spans(self._left), text.spans(self._right)
        return self._follows(left, right, text) or self._follows(right, left, text)

    def _follows(self, first: list[Span], then: list[Span], text: Places) -> bool:
        """Whether any of `then` comes close enough after the nearest of `first`."""
        ends = sorted(end for _, end in first)
        for start, _ in then:
            before = bisect_right(ends, start)
            if before and text.words_between(ends[before - 1], start) <= self._between:
                return True
        return False


_Check = _Any | _All | _Close


def _check(node: Node, terms: Terms) -> _Check:
    if isinstance(node, And):
        return _All(node, terms)
    if isinstance(node, Near):
        return _Close(node, terms)
    return _Any(node.parts if isinstance(node, Or) else (node,), terms)


class _Watch:
    """A subject with its queries made ready. `triggers`: without one of these terms it cannot hit."""

    def __init__(self, order: int, subject: Subject, terms: Terms) -> None:
        node = parse(subject.match)
        self.order = order
        self._subject = subject
        self._match = _check(node, terms)
        self._exclude = _check(parse(subject.exclude), terms) if subject.exclude is not None else None
        self._sought = terms.numbers(_sought(node))
        self.triggers = self._match.triggers

    def holds(self, text: Places) -> bool:
        return self._match.holds(text) and not (self._exclude and self._exclude.holds(text))

    def hit(self, text: Places) -> Hit:
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


def _touched(index: Mapping[int, list[T]], text: Places) -> Collection[T]:
    """What the terms found may make true, each once."""
    if len(text.places) == 1:
        (number,) = text.places
        return index.get(number, ())
    return dict.fromkeys(check for number in text.places for check in index.get(number, ()))
