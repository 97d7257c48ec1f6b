"""A text read once: one table knows of each piece between blanks all that the judgement asks of its words."""

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from triage import counting, language
from triage.folding import fold
from triage.tone import Word, clean_for_tone, compound_of, words_of
from triage.weights import Weights, shipped_weights
from triage.words import MOST_TOKENS, words_in


class Piece(NamedTuple):
    """What one piece is: a word to VADER's rules, or several; the numbers of its words in the fitted weights; marks."""

    word: Word
    more: tuple[Word, ...]
    numbers: tuple[int, ...]
    marks: str


class Reading(NamedTuple):
    """A clean text by its pieces. `marks` are those of language.py and counting.py."""

    words: Sequence[Word]
    numbers: Sequence[int]
    marks: Sequence[str]
    text: str

    def tone(self) -> float:
        """VADER's compound, in [-1, 1]."""
        return compound_of(self.words, self.text)


class Reader(dict[str, Piece]):
    """Piece as written -> what it is, learnt on first sight. Threads may share it: an entry follows from its piece alone,
    so a race can only learn one twice or pass the limit by one entry for each thread.
    """

    def __init__(self, weights: Weights | None, limit: int = 100_000, longest: int = 60) -> None:
        super().__init__()
        self._weights, self._limit, self._longest = weights, limit, longest

    def __missing__(self, piece: str) -> Piece:
        word, *more = words_of(piece)
        names = [name for part in fold(piece).split() for name in words_in(part)]
        numbers = self._weights.numbers(names) if self._weights else ()
        marks = "".join(map(counting.mark, names)) + (language.mark(names[0]) if len(names) == 1 else "")
        learnt = Piece(word, tuple(more), numbers, marks)
        if len(piece) <= self._longest:
            if len(self) >= self._limit:
                self.clear()  # common ones are back within a few texts
            self[piece] = learnt
        return learnt

    def read(self, text: str) -> Reading:
        """A clean text, read as VADER should see it (see tone.clean_for_tone)."""
        text = clean_for_tone(text)
        pieces = [*map(self.__getitem__, text.split())]
        if not pieces:
            return Reading((), (), (), text)
        words, more, numbers, marks = zip(*pieces, strict=True)
        if any(more):
            words = tuple(chain.from_iterable((piece.word, *piece.more) for piece in pieces))
        return Reading(words, [*chain.from_iterable(numbers)][:MOST_TOKENS], marks, text)


@cache
def shipped_reader() -> Reader:
    """The one table of this process, with the weights that come with Heedline."""
    return Reader(shipped_weights())
