"""A text read once: one table knows of each piece between blanks all that the judgement asks of its words."""

from array import array
from collections.abc import Sequence
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from triage import counting, danger_said, language
from triage.disguises import DISGUISED, undisguised
from triage.fitted import shipped_fitted
from triage.folding import fold
from triage.tone import Word, clean_for_tone, compound_of, words_of
from triage.topics import account_in, topic_of
from triage.vocabulary import Vocabulary
from triage.words import MOST_TOKENS, words_in

SEVERAL = "&"


class Piece(NamedTuple):
    """What one piece is: the first of its words to VADER's rules; its words' numbers in the fitted vocabulary, packed; the
    marks of language.py, counting.py, topics.py, danger_said.py and disguises.py, and SEVERAL where there are more.
    """

    word: Word
    numbers: bytes
    marks: str


class Reading(NamedTuple):
    """A clean text by its pieces; `each_marks` are the marks of each, `marks` those of all."""

    text: str
    words: Sequence[Word]
    numbers: Sequence[int]
    each_marks: Sequence[str]
    marks: str

    def tone(self) -> float:
        """VADER's compound, in [-1, 1]."""
        return compound_of(self.words, self.text)


class Reader(dict[str, Piece]):
    """Piece as written -> what it is, learnt on first sight. Threads may share it: an entry follows from its piece alone,
    so a race can only learn one twice or pass the limit by one entry for each thread.
    """

    def __init__(self, vocabulary: Vocabulary, limit: int = 100_000, longest: int = 60) -> None:
        super().__init__()
        self._vocabulary, self._limit, self._longest = vocabulary, limit, longest
        self._several: dict[str, tuple[Word, ...]] = {}  # the words of pieces with SEVERAL

    def __missing__(self, piece: str) -> Piece:
        if piece.isalpha() and piece.isascii():  # most pieces
            names, hidden = [piece.lower()], False
        else:
            folded = fold(piece)
            names = list(islice(chain.from_iterable(map(words_in, folded.split())), MOST_TOKENS))
            hidden = undisguised(folded) != folded
        words = words_of(piece)
        marks = (SEVERAL if len(words) > 1 else "") + (DISGUISED if hidden else "")
        if "@" in piece:
            marks += account_in(piece)
        for name in names:
            marks += counting.mark(name) + topic_of(name) + danger_said.mark(name)
        if len(names) == 1:
            marks += language.mark(names[0])
        numbers = array("H", self._vocabulary.numbers(names)).tobytes()
        learnt = Piece(words[0], numbers, marks)
        if len(piece) <= self._longest:
            if len(self) >= self._limit:
                self.clear()  # common ones are back within a few texts
                self._several.clear()
            if len(words) > 1:
                self._several[piece] = words
            self[piece] = learnt
        return learnt

    def _words(self, piece: str) -> tuple[Word, ...]:
        if several := self._several.get(piece):
            return several
        known = self.get(piece)  # another thread may have emptied one table and not yet the other
        return (known.word,) if known and SEVERAL not in known.marks else words_of(piece)

    def read(self, text: str) -> Reading:
        """A clean text, read as VADER should see it (see tone.clean_for_tone)."""
        text = clean_for_tone(text)
        pieces = [*map(self.__getitem__, text.split())]
        if not pieces:
            return Reading(text, (), (), (), "")
        words, numbers, each_marks = zip(*pieces)  # noqa: B905 - all are alike; to check that takes long
        marks = "".join(each_marks)
        if SEVERAL in marks:
            words = tuple(chain.from_iterable(map(self._words, text.split())))
        known = array("H", b"".join(numbers)).tolist()
        if len(known) > MOST_TOKENS:
            del known[MOST_TOKENS:]
        return Reading(text, words, known, each_marks, marks)


@cache
def shipped_reader() -> Reader:
    """The one table of this process, with the vocabulary that comes with Heedline."""
    return Reader(shipped_fitted().vocabulary)


def language_of(folded: str, reading: Reading) -> str:
    """detect() of a text that was read, without what a platform says of it."""
    tells = shipped_fitted().vocabulary.tells_strangers
    return language.detect(folded, None, reading.marks, reading.numbers if tells else None)
