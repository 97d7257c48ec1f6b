"""The words and pairs of neighbours that fitted weights know, by number: a text is looked up once for all of them."""

from collections.abc import Collection, Iterable, Sequence
from operator import add

from triage.words import END, START, chunks

# A pair is first * _SHIFT + second; words are numbered below it, as two bytes hold them.
_SHIFT = 1 << 16


class Vocabulary:
    """Words and pairs, each with a place: a small number, which is cheap to look up."""

    def __init__(self, grams: Collection[str]) -> None:
        """`grams`: words, and pairs of words with a blank between."""
        known = dict.fromkeys(word for gram in grams for word in gram.split(" "))
        self._number = {word: number for number, word in enumerate(known, start=1)}
        self._start, self._end = self.numbers([START, END])
        self._first_of_pair = [number * _SHIFT for number in range(len(known) + 1)]

    def place(self, gram: str) -> int:
        """A word's number, or a number for the pair."""
        one, *other = self.numbers(gram.split(" "))
        return self._first_of_pair[one] + other[0] if other else one

    def numbers(self, words: Iterable[str]) -> tuple[int, ...]:
        """The numbers of words here; 0 stands for any word that is not known."""
        return tuple([self._number.get(word, 0) for word in words])

    def places(self, numbers: Sequence[int]) -> list[list[int]]:
        """The places of the words and pairs of a text, known or not, of a long text by chunks (words.chunks); the ends of the
        text make pairs too.
        """
        firsts = map(self._first_of_pair.__getitem__, (self._start, *numbers))
        return chunks(numbers, [*map(add, firsts, (*numbers, self._end))])
