"""What a rule may look at: a text as it was folded and read, the cues in it and VADER's compound."""

import re
from collections.abc import Callable, Iterator, Set
from functools import cached_property
from itertools import compress, count

from triage.counting import COUNT, MANY, NEGATION, SINCE
from triage.cues import MOST_EVIDENCE, Found
from triage.model import Reason
from triage.reading import Reading
from triage.topics import topic_of
from triage.words import words_in


class Findings:
    """What a rule may look at: the folded text, the text as it was read, the cues in it and VADER's compound."""

    def __init__(
        self, folded: str, reading: Reading, cues: Found, tone: float, name_words: Set[str] = frozenset()
    ) -> None:
        """`name_words` are those that the watched names in the text are made of."""
        self.folded, self.reading, self.cues, self.tone = folded, reading, cues, tone
        self.name_words = name_words

    def quoted(self, pattern: re.Pattern[str], signs: str, then: str, most: int) -> tuple[str, ...]:
        """What the pattern matches, where it begins with a word of one of these kinds (counting.py), a word of the kind `then` follows
        (any where that is ""), and it is at most `most` pieces long.
        """
        all_marks = self.reading.marks
        if then not in all_marks or not any(sign in all_marks for sign in signs):
            return ()
        found: list[str] = []
        for match in self._matches(pattern, frozenset(signs), then, most):
            phrase = match.group().strip()
            if not any(phrase in other for other in found):  # places overlap
                found.append(phrase)
        return tuple(found[:MOST_EVIDENCE])

    def _matches(
        self, pattern: re.Pattern[str], signs: frozenset[str], then: str, most: int
    ) -> Iterator[re.Match[str]]:
        pieces, each_marks = self._pieces, self.reading.each_marks
        if len(pieces) != len(each_marks):  # one of them is nothing to a reader, or two
            yield from pattern.finditer(self.folded)
            return
        for place in self._counting:
            if not signs.isdisjoint(each_marks[place]) and then in "".join(each_marks[place : place + most]):
                whole_word = pieces[place].replace("'", "").isalnum()
                there = " ".join(pieces[place : place + most])
                if found := pattern.match(there) if whole_word else pattern.search(there):
                    yield found

    def marked(self, sign: str) -> list[str]:
        """The distinct words about such a topic (topics.py), in the order of the text, without those of watched names."""
        pieces, each_marks = self._pieces, self.reading.each_marks
        if len(pieces) == len(each_marks):
            pieces = [piece for piece, marks in zip(pieces, each_marks, strict=True) if sign in marks]
        words = dict.fromkeys([word for piece in pieces for word in words_in(piece)])
        return [word for word in words if topic_of(word) == sign and word not in self.name_words]

    @cached_property
    def _pieces(self) -> list[str]:
        return self.folded.split()

    @cached_property
    def _counting(self) -> list[int]:
        """The places of the pieces that count, date or negate."""
        return [*compress(count(), map(_BEGINNINGS.__getitem__, self.reading.each_marks))]


class _Beginnings(dict[str, bool]):
    """Marks of a piece -> whether a rule looks for what begins with such a piece; there are few different ones."""

    def __missing__(self, marks: str) -> bool:
        begins = self[marks] = not _BEGIN.isdisjoint(marks)
        return begins


_BEGIN = frozenset({COUNT, SINCE, MANY, NEGATION})
_BEGINNINGS = _Beginnings()


Rule = Callable[[Findings], Reason | None]
"""Looks at what was found in a text and gives a reason or None; its docstring is its line in the docs."""
