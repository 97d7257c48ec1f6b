"""What one token is to VADER's rules, by VADER's own data: changes only when that data or its cost do.

A table knows each distinct token once. Nothing is read before the first token is.
"""

import re
from dataclasses import dataclass
from functools import cache
from string import punctuation
from threading import Lock
from typing import NamedTuple

from vaderSentiment import vaderSentiment as vader  # type: ignore[import-untyped]

# How far a negation turns a word, and what capitals among others add.
NOT: float = vader.N_SCALAR
CAPITALS: float = vader.C_INCR
SO, OR, AT = frozenset({"so", "this"}), frozenset({"or", "nor"}), frozenset({"at", "very"})
_NAMED = SO | OR | AT | {"no", "least", "never", "without", "doubt", "kind", "but"}
_NEGATIONS = frozenset(vader.NEGATE)
IDIOMS: dict[tuple[str, ...], float] = {tuple(k.split()): v for k, v in vader.SPECIAL_CASES.items()}
DAMPENERS = {tuple(k.split()): v for k, v in vader.BOOSTER_DICT.items() if " " in k}
_PHRASES = [*IDIOMS, *DAMPENERS]
# A phrase is noticed by its second word, which is rare; its first is often "the" or "to".
_SECONDS = frozenset(phrase[1] for phrase in _PHRASES if len(phrase) > 1)


@dataclass(frozen=True, slots=True)
class Word:
    """All that the rules ask of a token. Tokens that are alike to the rules share one."""

    text: str = ""  # lower case; empty where no rule names the word
    valence: float = 0.0
    booster: float = 0.0
    upper: bool = False
    known: bool = False  # in the lexicon
    negates: bool = False
    second: bool = False  # of some phrase
    marked: bool = False  # has a valence, or is "but"
    active: bool = False  # may change a neighbour, or itself beside one


class _Lexicon(NamedTuple):
    valences: dict[str, float]
    vocabulary: frozenset[str]  # every lower-case word that a rule names
    spoken: dict[int, str]  # emoji -> " its description"
    emoji: re.Pattern[str]  # runs of characters among which emoji lie
    loud: re.Pattern[str]  # emoji whose description holds a mark of emphasis


@cache
def _read_lexicon() -> _Lexicon:
    stock = vader.SentimentIntensityAnalyzer()
    pieces = {piece for phrase in _PHRASES for piece in phrase}
    emoji = sorted(key for key in stock.emojis if len(key) == 1)  # stock looks up single characters only
    early = "".join(key for key in emoji if key < "\u2000")
    return _Lexicon(
        valences=stock.lexicon,
        vocabulary=_NAMED | _NEGATIONS | pieces | vader.BOOSTER_DICT.keys() | stock.lexicon.keys(),
        # Stock omits the blank after another blank; to the words it makes no difference.
        spoken={ord(key): " " + stock.emojis[key] for key in emoji},
        # Coarse on purpose: `re` tries a class of all 1,212 emoji one by one, slower than stock VADER.
        emoji=re.compile(f"[{early}{emoji[len(early)]}-{emoji[-1]}]+"),
        loud=re.compile(f"[{''.join(key for key in emoji if {'!', '?'} & {*stock.emojis[key]})}]"),
    )


_reading = Lock()
_read: list[_Lexicon] = []


def _lexicon() -> _Lexicon:
    if not _read:
        with _reading:  # else every thread's first text would read the files
            if not _read:
                _read.append(_read_lexicon())
    return _read[0]


@cache  # bounded: `text` comes from the vocabulary
def _word(text: str, upper: bool) -> Word:
    valences = _lexicon().valences
    booster = vader.BOOSTER_DICT.get(text, 0.0)
    negates = text in _NEGATIONS or "n't" in text
    return Word(
        text=text,
        valence=valences.get(text, 0.0),
        booster=booster,
        upper=upper,
        known=text in valences,
        negates=negates,
        second=text in _SECONDS,
        marked=text in valences or text == "but",
        active=negates or booster != 0 or text in _SECONDS or text in ("no", "least", "this"),
    )


def word_of(token: str) -> Word:
    """What one token is to VADER's rules: a piece without emoji."""
    stripped = token.strip(punctuation)
    if len(stripped) <= 2:  # likely an emoticon: its punctuation is the point
        stripped = token
    text = stripped.lower()
    if text not in _lexicon().vocabulary:
        text = "n't" if "n't" in text else ""
    return _word(text, stripped.isupper())


def words_of(piece: str) -> tuple[Word, ...]:
    """What stands between two blanks: a word, or more of them where an emoji says several."""
    if piece.isascii():
        return (word_of(piece),)
    return tuple(map(WORDS.__getitem__, speak_emoji(piece).split()))


class _Words(dict[str, Word]):
    """Token as written -> word, learnt on first sight. Threads may share it: an entry follows from its token
    alone, so a race can only classify a token twice or pass the limit by one entry for each thread.
    """

    def __init__(self, limit: int, longest: int) -> None:
        super().__init__()
        self.limit, self.longest = limit, longest

    def __missing__(self, token: str) -> Word:
        word = word_of(token)
        if len(token) <= self.longest:
            if len(self) >= self.limit:
                self.clear()  # common words are back within a few texts
            self[token] = word
        return word


# Full, it takes about 20 MB of ordinary tokens; an attacker's longest ones would make it 100 MB.
WORDS = _Words(limit=200_000, longest=100)


def speak_emoji(text: str) -> str:
    """The text with VADER's description of each emoji in its place."""
    if text.isascii():
        return text
    lexicon = _lexicon()
    return lexicon.emoji.sub(lambda run: run[0].translate(lexicon.spoken), text)


def shouts_by_emoji(text: str) -> bool:
    """Whether VADER's description of an emoji in it holds a mark of emphasis."""
    return _lexicon().loud.search(text) is not None
