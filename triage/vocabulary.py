"""The words and pairs of neighbours that fitted weights know, by number: a text is looked up once for all of them."""

from collections.abc import Collection, Iterable, Sequence
from operator import add
from typing import NamedTuple

from triage.words import CLOSINGS, END, FORWARDED, START, meant, unaddressed, unsigned, unstretched

# A pair is first * _SHIFT + second; words are numbered below it, as two bytes hold them. No power of two: of such numbers
# a hash table sees the second word alone, and the many pairs that end alike would stand in one another's way.
_SHIFT = 78_901
_TELLS_FROM = 5_000  # words


class Places(NamedTuple):
    """Where the words of a text and its pairs of neighbours have their places, in order; the ends of the text make pairs too, so
    that the pair at a word's position ends with it and there is one pair more.
    """

    words: Sequence[int]
    pairs: Sequence[int]


NO_PLACES = Places((), ())


class Vocabulary:
    """Words and pairs, each with a place: a small number, which is cheap to look up."""

    def __init__(self, grams: Collection[str]) -> None:
        """`grams`: words, and pairs of words with a blank between."""
        known = dict.fromkeys([word for gram in (FORWARDED, *CLOSINGS, *grams) for word in gram.split(" ")])
        self._number = {word: number for number, word in enumerate(known, start=1)}
        self._start, self._end = self.numbers([START, END])
        self._in_front = frozenset(self.numbers([FORWARDED]))
        self._closings = frozenset([self.numbers(closing.split(" ")) for closing in CLOSINGS])
        self._last = frozenset([numbers[-1] for numbers in self._closings])
        self._first_of_pair = [number * _SHIFT for number in range(len(known) + 1)]
        self._first_of_pair[0] = -_SHIFT  # a pair with an unknown word is not that of its second word

    def __len__(self) -> int:
        """How many numbers there are for words, that of the unknown ones among them."""
        return len(self._first_of_pair)

    @property
    def words(self) -> Iterable[str]:
        """All that it knows."""
        return self._number

    @property
    def tells_strangers(self) -> bool:
        """Whether it is large enough that a text of words unknown to it is in another language: not without the fitted files."""
        return len(self) > _TELLS_FROM

    def place(self, gram: str) -> int:
        """A word's number, or a number for the pair."""
        one, *other = [self._number.get(word, 0) for word in gram.split(" ")]
        return self._first_of_pair[one] + other[0] if other else one

    def numbers(self, words: Iterable[str]) -> tuple[int, ...]:
        """The numbers of words here, as they are meant; 0 stands for any word that is not known."""
        return tuple([self._number.get(meant(word)) or self._stretched(word) for word in words])

    def _stretched(self, word: str) -> int:
        return next((number for short in unstretched(word) if (number := self._number.get(meant(short)))), 0)

    def bare(self, numbers: Sequence[int]) -> Sequence[int]:
        """The same words without FORWARDED where the text begins with it, and without its CLOSINGS: the same object where there
        are none, as in most texts.
        """
        if not self._in_front.isdisjoint(numbers[:1]):
            numbers = unaddressed(numbers, self._in_front)
        return numbers if self._last.isdisjoint(numbers[-1:]) else unsigned(numbers, self._closings)

    def places(self, numbers: Sequence[int]) -> Places:
        """Those of a text with these words, known or not."""
        firsts = map(self._first_of_pair.__getitem__, (self._start, *numbers))
        return Places(numbers, [*map(add, firsts, (*numbers, self._end))])
