"""How friendly or hostile a text sounds: changes only when VADER's rules or their cost do.

VADER's rules, applied to words that are looked up once (lexicon.py). Scores are those
of vaderSentiment 3.3.2 to the last digit, but the time grows with the length of the text and not with its
square: one comment of 10,000 emoji holds stock VADER for two minutes (its issue 110, open since 2020).
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from heapq import heappop, heappush
from typing import NamedTuple

from triage.folding import apostrophes
from triage.lexicon import (
    AT,
    CAPITALS,
    DAMPENERS,
    IDIOMS,
    NOT,
    OR,
    SO,
    WORDS,
    Word,
    shouts_by_emoji,
    speak_emoji,
)

# VADER writes these out where it uses them.
_TWO_BEFORE, _THREE_BEFORE = 0.95, 0.9  # what a booster keeps of its force at that distance
_NEVER_SO = 1.25  # "never so good" is praise
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_EXCLAMATION, _QUESTION, _MANY_QUESTIONS = 0.292, 0.18, 0.96
_ALPHA = 15  # about the greatest sum VADER expects


class Tone(NamedTuple):
    """VADER's scores: `neg`, `neu`, `pos` are shares in [0, 1] to 3 places (all 0 for a text without
    words), `compound` is in [-1, 1] to 4. A zero may carry either sign: compare numbers, not their text.
    """

    neg: float
    neu: float
    pos: float
    compound: float


# Stand around the text, so that no rule has to look where it ends.
_EDGE, _END = Word(known=True), Word()


def tone(text: str) -> Tone:
    """Equal to stock VADER's `polarity_scores(text)`, whose gaps `clean_for_tone` closes."""
    text = speak_emoji(text)
    words = [*map(WORDS.__getitem__, text.split())]
    felt = _felt(words)
    if not felt:
        return Tone(0.0, 1.0 if words else 0.0, 0.0, 0.0)
    emphasis = _emphasis(text)
    return Tone(*_shares(felt, len(words), emphasis), _normalise(sum(felt), emphasis))


def compound(text: str) -> float:
    """`tone(text).compound`, in [-1, 1], without the work for the shares."""
    return compound_of(map(WORDS.__getitem__, speak_emoji(text).split()), text)


# Words of VADER's English that say something else in Spanish, or nothing: "no" is as common there as "not" is here, and "sin" is
# "without".
FALSE_FRIENDS = frozenset(
    [
        "no",
        "sin",
        "ha",
        "favor",
        "hago",
        "escape",
        "mia",
        "tia",
        "l",
        "po",
        "pita",
        "pique",
        "suave",
        "once",
        "mate",
        "son",
        "alas",
        "dares",
        "fu",
        "invite",
        "interruptor",
    ]
)


def compound_of(words: Iterable[Word], text: str) -> float:
    """`compound(text)` of a text whose words are looked up already."""
    felt = _felt(words)
    if not felt:
        return 0.0
    if not text.isascii() and shouts_by_emoji(text):
        text = speak_emoji(text)
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


_UNSEEN = (
    ("\u2019", "'"),
    ("\xb4", "'"),
    ("\u2032", "'"),
    ("\u2018", "'"),
    ("\u02bc", "'"),
    ("\ufe0e", ""),
    ("\ufe0f", ""),
)


def clean_for_tone(text: str) -> str:
    """Makes plain what stock VADER misses: typographic apostrophes ("don\u2019t" is no negation to it) become
    "'" as do graves in their place ("don`t"), and variation selectors go (they stick to the last word of an emoji's description). A text that has
    neither comes back as it is. `tone` and `compound` do not clean: they stay equal to stock.
    """
    text = apostrophes(text)
    if text.isascii():
        return text
    for unseen, plain in _UNSEEN:
        text = text.replace(unseen, plain)
    return text


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
    if first.text == "no" or second.text == "no" or (third.text == "no" and first.text in OR):
        valence *= NOT
    elif word.text == "no" and following.known:
        valence = 0.0  # this "no" only negates its neighbour
    if loud:
        valence = _shout(valence, valence)
    valence = _modified(valence, first, second, third, mixed)
    if not third.known and (first.second or second.second or word.second or following.second):
        valence = _in_phrase(valence, words, i)
    return valence * NOT if first.text == "least" and second.text not in AT else valence


def _modified(valence: float, first: Word, second: Word, third: Word, mixed: bool) -> float:
    """By the words before it, the nearest first. VADER exempts words of the lexicon, but as none of them is a
    booster or a negation, that shows only in the third, which stands for rules about all three.
    """
    valence += _boost(first, valence, mixed)
    valence *= _turn(first)
    valence += _boost(second, valence, mixed) * _TWO_BEFORE
    never_so = second.text == "never" and first.text in SO
    valence *= _NEVER_SO if never_so else _turn(second, first)
    if not third.known:
        valence += _boost(third, valence, mixed) * _THREE_BEFORE
        # As in stock VADER, "so" or "this" right before the word needs no "never" here.
        never_so = first.text in SO or (third.text == "never" and second.text in SO)
        valence *= _NEVER_SO if never_so else _turn(third, second, first)
    return valence


def _shout(scalar: float, valence: float) -> float:
    return scalar + CAPITALS if valence > 0 else scalar - CAPITALS


def _boost(word: Word, valence: float, mixed: bool) -> float:
    if not word.booster:
        return 0.0
    scalar = -word.booster if valence < 0 else word.booster
    return _shout(scalar, valence) if word.upper and mixed else scalar


def _turn(word: Word, *after: Word) -> float:
    if not word.negates or (word.text == "without" and any(near.text == "doubt" for near in after)):
        return 1.0
    return NOT


def _in_phrase(valence: float, words: list[Word], i: int) -> float:
    third, second, first, here, then, later = [word.text for word in words[i - 3 : i + 3]]
    behind = ((first, here), (second, first, here), (second, first), (third, second, first), (third, second))
    valence = next((IDIOMS[phrase] for phrase in behind if phrase in IDIOMS), valence)
    for phrase in ((here, then), (here, then, later)):
        valence = IDIOMS.get(phrase, valence)
    for phrase in ((third, second, first), (third, second), (second, first)):
        valence += DAMPENERS.get(phrase, 0)
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
