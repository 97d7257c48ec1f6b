"""A text read once: one table knows of each piece between blanks all that the judgement asks of its words."""

from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from triage import counting, danger_said, frame, language, topics
from triage.disguises import DISGUISED, undisguised
from triage.fitted import shipped_fitted
from triage.folding import fold
from triage.lexicon import Word, word_of, words_of
from triage.tone import FALSE_FRIENDS, clean_for_tone, compound_of
from triage.vocabulary import Vocabulary
from triage.words import EDGES, MEANT, MOST_TOKENS, spelled, unstretched, words_in

SEVERAL = "&"


class Piece(NamedTuple):
    """What one piece is: the first of its words to VADER's rules; its words' numbers in the fitted vocabulary, packed; the
    marks of language.py, counting.py, topics.py, danger_said.py, frame.py and disguises.py, and SEVERAL where there are more.
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

    def without_false_friends(self) -> "Reading":
        """As VADER should read it in Spanish."""
        if FALSE_FRIENDS.isdisjoint([word.text for word in self.words]):
            return self
        return self._replace(words=[word for word in self.words if word.text not in FALSE_FRIENDS])


_UNKNOWN = array("H", [0]).tobytes()
_MARKED = (MEANT, counting.WORDS, topics.WORDS, danger_said.WORDS, language.WORDS, frame.WORDS)


def _marks(name: str) -> str:
    return counting.mark(name) + topics.topic_of(name) + danger_said.mark(name) + frame.mark(name)


class Reader(dict[str, Piece]):
    """Piece as written -> what it is, learnt on first sight. Threads may share it: an entry follows from its piece alone,
    so a race can only learn one twice or pass the limit by one entry for each thread.
    """

    def __init__(self, vocabulary: Vocabulary, limit: int = 100_000, longest: int = 60) -> None:
        super().__init__()
        self._vocabulary, self._limit, self._longest = vocabulary, limit, longest
        self._several: dict[str, tuple[Word, ...]] = {}  # the words of pieces with SEVERAL
        # What the words are that anybody knows; all others are alike but for how they begin.
        self._told = {word: self._tell(word) for word in chain(vocabulary.words, *_MARKED)}

    def __missing__(self, piece: str) -> Piece:
        core = piece.strip(EDGES)
        if (
            core.isalpha() and core.isascii() and piece[0] != "#"
        ):  # most pieces: a word, maybe with a comma behind it
            name = core.lower()
            told = self._told.get(name) or self._tell_stranger(name)
            learnt = Piece(word_of(piece), *told)
        else:
            learnt = self._of_many(piece)
        if len(piece) <= self._longest:
            if len(self) >= self._limit:
                self.clear()  # common ones are back within a few texts
                self._several.clear()
            if SEVERAL in learnt.marks:
                self._several[piece] = words_of(piece)
            self[piece] = learnt
        return learnt

    def _tell(self, name: str) -> tuple[bytes, str]:
        """The packed number and the marks of a word that stands by itself."""
        return self._packed([name]), _marks(name) + language.mark(name)

    def _tell_stranger(self, name: str) -> tuple[bytes, str]:
        return self._packed([name]) if unstretched(name) else _UNKNOWN, counting.mark(name)

    def _packed(self, names: Sequence[str]) -> bytes:
        return array("H", self._vocabulary.numbers(names)).tobytes()

    def _of_many(self, piece: str) -> Piece:
        """What a piece is that holds more than a word, or none."""
        folded = fold(spelled(piece))
        names = list(islice(chain.from_iterable(map(words_in, folded.split())), MOST_TOKENS))
        words = words_of(piece)
        marks = SEVERAL if len(words) > 1 else ""
        if undisguised(folded) != folded:
            marks += DISGUISED
        marks += frame.piece_mark(folded)
        if "@" in piece:
            marks += topics.account_in(piece)
        marks += "".join(map(_marks, names))
        if len(names) == 1:
            marks += language.mark(names[0])
        return Piece(words[0], self._packed(names), marks)

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

    def number_of_words(self, pieces: Iterable[str]) -> int:
        """Of how many words these pieces are made."""
        return sum([len(self[piece].numbers) for piece in pieces]) // len(_UNKNOWN)


@cache
def shipped_reader() -> Reader:
    """The one table of this process, with the vocabulary that comes with Heedline."""
    return Reader(shipped_fitted().vocabulary)


def language_of(folded: str, reading: Reading) -> str:
    """detect() of a text that was read, without what a platform says of it."""
    tells = shipped_fitted().vocabulary.tells_strangers
    return language.detect(folded, None, reading.marks, reading.numbers if tells else None)
