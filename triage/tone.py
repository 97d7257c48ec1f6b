"""How friendly or hostile a text sounds: changes only when VADER's rules or their cost do.

VADER's own data and constants, applied through a table that knows each distinct token. Scores are those
of vaderSentiment 3.3.2 to the last digit, but the time grows with the length of the text and not with its
square: one comment of 10,000 emoji holds stock VADER for two minutes (its issue 110, open since 2020).
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from string import punctuation
from threading import Lock
from typing import NamedTuple

from vaderSentiment import vaderSentiment as vader  # type: ignore[import-untyped]

_NOT: float = vader.N_SCALAR
_CAPITALS: float = vader.C_INCR
# VADER writes these out where it uses them.
_TWO_BEFORE, _THREE_BEFORE = 0.95, 0.9  # what a booster keeps of its force at that distance
_NEVER_SO = 1.25  # "never so good" is praise
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_EXCLAMATION, _QUESTION, _MANY_QUESTIONS = 0.292, 0.18, 0.96
_ALPHA = 15  # about the greatest sum VADER expects

_SO, _OR, _AT = frozenset({"so", "this"}), frozenset({"or", "nor"}), frozenset({"at", "very"})
_NAMED = _SO | _OR | _AT | {"no", "least", "never", "without", "doubt", "kind", "but"}
_NEGATIONS = frozenset(vader.NEGATE)
_IDIOMS: dict[tuple[str, ...], float] = {tuple(k.split()): v for k, v in vader.SPECIAL_CASES.items()}
_DAMPENERS = {tuple(k.split()): v for k, v in vader.BOOSTER_DICT.items() if " " in k}
_PHRASES = [*_IDIOMS, *_DAMPENERS]
# A phrase is noticed by its second word, which is rare; its first is often "the" or "to".
_SECONDS = frozenset(phrase[1] for phrase in _PHRASES if len(phrase) > 1)


class Tone(NamedTuple):
    """VADER's scores: `neg`, `neu`, `pos` are shares in [0, 1] to 3 places (all 0 for a text without
    words), `compound` is in [-1, 1] to 4. A zero may carry either sign: compare numbers, not their text.
    """

    neg: float
    neu: float
    pos: float
    compound: float


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


# Stand around the text, so that no rule has to look where it ends.
_EDGE, _END = Word(known=True), Word()


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
    return tuple(map(_words.__getitem__, _speak_emoji(piece).split()))


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
_words = _Words(limit=200_000, longest=100)


def tone(text: str) -> Tone:
    """Equal to stock VADER's `polarity_scores(text)`, whose gaps `clean_for_tone` closes."""
    text = _speak_emoji(text)
    words = [*map(_words.__getitem__, text.split())]
    felt = _felt(words)
    if not felt:
        return Tone(0.0, 1.0 if words else 0.0, 0.0, 0.0)
    emphasis = _emphasis(text)
    return Tone(*_shares(felt, len(words), emphasis), _normalise(sum(felt), emphasis))


def compound(text: str) -> float:
    """`tone(text).compound`, in [-1, 1], without the work for the shares."""
    return compound_of(map(_words.__getitem__, _speak_emoji(text).split()), text)


def compound_of(words: Iterable[Word], text: str) -> float:
    """`compound(text)` of a text whose words are looked up already."""
    felt = _felt(words)
    if not felt:
        return 0.0
    if not text.isascii() and _lexicon().loud.search(text):
        text = _speak_emoji(text)
    return _normalise(sum(felt), _emphasis(text))


def loudest_of(words: Iterable[Word], *, positive: bool) -> str:
    """The friendliest of a text's words, or the most hostile, by itself; empty where there is none, or VADER only speaks of an emoji by it."""
    felt = (
        [word for word in words if word.valence > 0.0]
        if positive
        else [word for word in words if word.valence < 0.0]
    )
    return max(felt, key=_force).text if felt else ""


def _force(word: Word) -> float:
    return abs(word.valence)


_UNSEEN = (("\u2019", "'"), ("\u2018", "'"), ("\u02bc", "'"), ("\ufe0e", ""), ("\ufe0f", ""))


def clean_for_tone(text: str) -> str:
    """Makes plain what stock VADER misses: typographic apostrophes ("don\u2019t" is no negation to it) become
    "'", and variation selectors go (they stick to the last word of an emoji's description). A text that has
    neither comes back as it is. `tone` and `compound` do not clean: they stay equal to stock.
    """
    if text.isascii():
        return text
    for unseen, plain in _UNSEEN:
        text = text.replace(unseen, plain)
    return text


def _speak_emoji(text: str) -> str:
    if text.isascii():
        return text
    lexicon = _lexicon()
    return lexicon.emoji.sub(lambda run: run[0].translate(lexicon.spoken), text)


def _felt(text: Iterable[Word]) -> list[float]:
    """The valences other than zero, in the order of their words."""
    words = [_EDGE, _EDGE, _EDGE, *text, _END, _END]
    marked = [i for i, word in enumerate(words) if word.marked]
    if not marked:
        return []
    mixed = not words[3].upper or any(not word.upper for word in words[3:-2])
    felt: list[float] = []
    but = None  # how many valences stand before the first "but"
    for i in marked:
        if words[i].text != "but":
            if valence := _valence(words, i, mixed):
                felt.append(valence)
        elif but is None:
            but = len(felt)
    if but is not None:
        _weigh_by_but(felt, but)
    return felt


def _valence(words: list[Word], i: int, mixed: bool) -> float:
    """Of the lexicon's word at `i`; only where words are `mixed`, not all in capitals, do capitals count."""
    third, second, first, word, following = words[i - 3 : i + 2]
    valence, loud = word.valence, word.upper and mixed
    if not (word.active or first.active or second.active or third.active or following.active):
        return _shout(valence, valence) if loud else valence
    if word.text == "kind" and following.text == "of":
        return 0.0
    if first.text == "no" or second.text == "no" or (third.text == "no" and first.text in _OR):
        valence *= _NOT
    elif word.text == "no" and following.known:
        valence = 0.0  # this "no" only negates its neighbour
    if loud:
        valence = _shout(valence, valence)
    valence = _modified(valence, first, second, third, mixed)
    if not third.known and (first.second or second.second or word.second or following.second):
        valence = _in_phrase(valence, words, i)
    return valence * _NOT if first.text == "least" and second.text not in _AT else valence


def _modified(valence: float, first: Word, second: Word, third: Word, mixed: bool) -> float:
    """By the words before it, the nearest first. VADER exempts words of the lexicon, but as none of them is a
    booster or a negation, that shows only in the third, which stands for rules about all three.
    """
    valence += _boost(first, valence, mixed)
    valence *= _turn(first)
    valence += _boost(second, valence, mixed) * _TWO_BEFORE
    never_so = second.text == "never" and first.text in _SO
    valence *= _NEVER_SO if never_so else _turn(second, first)
    if not third.known:
        valence += _boost(third, valence, mixed) * _THREE_BEFORE
        # As in stock VADER, "so" or "this" right before the word needs no "never" here.
        never_so = first.text in _SO or (third.text == "never" and second.text in _SO)
        valence *= _NEVER_SO if never_so else _turn(third, second, first)
    return valence


def _shout(scalar: float, valence: float) -> float:
    return scalar + _CAPITALS if valence > 0 else scalar - _CAPITALS


def _boost(word: Word, valence: float, mixed: bool) -> float:
    if not word.booster:
        return 0.0
    scalar = -word.booster if valence < 0 else word.booster
    return _shout(scalar, valence) if word.upper and mixed else scalar


def _turn(word: Word, *after: Word) -> float:
    if not word.negates or (word.text == "without" and any(near.text == "doubt" for near in after)):
        return 1.0
    return _NOT


def _in_phrase(valence: float, words: list[Word], i: int) -> float:
    third, second, first, here, then, later = [word.text for word in words[i - 3 : i + 3]]
    behind = ((first, here), (second, first, here), (second, first), (third, second, first), (third, second))
    valence = next((_IDIOMS[phrase] for phrase in behind if phrase in _IDIOMS), valence)
    for phrase in ((here, then), (here, then, later)):
        valence = _IDIOMS.get(phrase, valence)
    for phrase in ((third, second, first), (third, second), (second, first)):
        valence += _DAMPENERS.get(phrase, 0)
    return valence


def _weigh_by_but(felt: list[float], but: int) -> None:
    """Weakens what was felt before the first "but" and strengthens the rest.

    Stock VADER weighs, for each valence in turn, the first one *equal* to it: of equal ones some are weighed
    twice and some never. A heap of places for each value finds that first one without a search.
    """
    places: defaultdict[float, list[int]] = defaultdict(list)
    for place, valence in enumerate(felt):
        places[valence].append(place)
    for valence in felt:  # sees the new weights, as stock does
        place = heappop(places[valence])
        felt[place] = valence * (_BEFORE_BUT if place < but else _AFTER_BUT)
        heappush(places[felt[place]], place)


def _emphasis(text: str) -> float:
    """What the first four "!" and any "?" beyond a single one add."""
    questions = text.count("?") if "?" in text else 0
    asked = 0.0 if questions < 2 else questions * _QUESTION if questions <= 3 else _MANY_QUESTIONS
    shouts = text.count("!") if "!" in text else 0
    return (shouts if shouts < 4 else 4) * _EXCLAMATION + asked


def _normalise(total: float, emphasis: float) -> float:
    if total:
        total += emphasis if total > 0 else -emphasis
    return _to_four_places(total / math.sqrt(total * total + _ALPHA))


def _to_four_places(share: float) -> float:
    """`round(share, 4)`, which writes the number down to read it again; here only where it lies between two."""
    scaled = share * 10_000.0
    whole = round(scaled)
    return whole / 10_000.0 if -0.4999 < scaled - whole < 0.4999 else round(share, 4)


def _shares(felt: list[float], count: int, emphasis: float) -> tuple[float, float, float]:
    """How much of `count` words is negative, neutral and positive."""
    neg = pos = 0.0
    for valence in felt:  # not sum(): from Python 3.12 on it rounds otherwise than VADER's loop
        if valence > 0:
            pos += valence + 1  # to match the 1 of a neutral word
        else:
            neg += 1 - valence
    if pos > neg:
        pos += emphasis
    elif pos < neg:
        neg += emphasis
    neutral = count - len(felt)
    total = pos + neg + neutral
    return round(neg / total, 3), round(neutral / total, 3), round(pos / total, 3)
