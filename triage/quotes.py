"""Which of a post's own words are quoted for what many of them weigh: where most of it is told, as far as one clause goes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from triage.model import Reason

_MOST_GRAMS = 10
_WITHIN = 250  # characters: about what is heard together
_MOST_QUOTES = 2
_LEAST_SHARE = 0.5  # of what the first quote weighs: with less there is no second one
_LONGEST = 90  # characters of a quote
_END = re.compile(
    r"[.!?;:,\u2026](?=[\s\"')]|$)|[\s,]--?\s|[()\"\u2014]|(?<=\s)(?=(?:but|so|because|pero|porque)\s)"
)
_STOP = re.compile(r"[.!?;\u2026](?=[\s\"')]|$)")
_MORE = re.compile(
    r"(?:[\w&'$\u00a3-]|[.,:/@](?=\w)){0,30}(?!\w)(?: (?:[\w&'$\u00a3-]|[.,:/@](?=\w)){1,30}(?!\w)){0,4}"
)
_MOST_MORE = 50  # characters
_ANOTHER = re.compile(r"(?<=\w) (?:and|y) ")  # what follows is another thing
_JOINING = """
and or but so then of in the a an at for to on with by from as i my your their that was is be when y de en la el por que con su mi
"""
_BEGIN_MORE = """
a an and are as at be been but by could did do does for from had has have her his i i'd i'll i'm i've if in is just like my of on or our
so some than that the their then they this to was we were what when where which who will with would your
said say says told tell called calling being asked about after again anyone before every nobody not against while without no any
al con de del el en es está ha han he la las les lo los mi mis muy nos o para por que se si sin su sus un una y
dijeron dijo nadie hay
"""
_TOLD = tuple(f"told {whom}" for whom in ("me", "us", "him", "her", "them", "you"))
_LOOSE = frozenset(_JOINING.split())  # words with which no quote should end
_GO_ON = frozenset(_BEGIN_MORE.split())  # and words behind which the point of it comes
_EDGES = " \"'()-,.;:!?\u2026\u2014"
Span = tuple[int, int, float]
"""Where something stands in the text, and what it weighs."""


def telling_quotes(said: Sequence[str], grams: Sequence[tuple[str, float]], folded: str) -> tuple[str, ...]:
    """The text's own words for what is `said` in so many words, and for the weighted `grams` that stand together.

    Of the one or two sentences that weigh most: the weighty words and what lies between, up to the end of their clause where
    that is near. In the order of the text, each some _LONGEST characters at the most.
    """
    spans = sorted([*_places(said, folded), *_together(grams[:_MOST_GRAMS], folded)])
    told = sorted(_by_sentence(spans, folded), key=_weight, reverse=True)[:_MOST_QUOTES]
    quotes = [
        _quote(each, folded) for each in sorted(told) if _weight(each) >= _LEAST_SHARE * _weight(told[0])
    ]
    return tuple(dict.fromkeys(filter(None, quotes)))


def _weight(spans: list[Span]) -> float:
    return sum([weight for *_, weight in spans])


def to_the_point(phrases: tuple[str, ...], folded: str) -> tuple[str, ...]:
    """Phrases of a folded text as they are to be quoted: one that ends amid what it says ("sat in a", "they told me") goes on for some
    words of its clause.
    """
    ends = _ends_amid(phrases)
    if not any(ends):  # most
        return phrases
    return tuple(
        [_gone_on(phrase, folded) if amid else phrase for phrase, amid in zip(phrases, ends, strict=True)]
    )


def as_written(reason: Reason, plain: str, folded: str) -> Reason:
    """What was found in a text without its accents or disguises, quoted from the text itself: every letter has the same place in both."""
    starts = [plain.find(phrase) for phrase in reason.evidence]
    return reason._replace(
        evidence=tuple(
            [
                folded[start : start + len(phrase)] if start >= 0 else phrase
                for start, phrase in zip(starts, reason.evidence, strict=True)
            ]
        )
    )


@lru_cache(maxsize=16_384)
def _ends_amid(phrases: tuple[str, ...]) -> tuple[bool, ...]:
    return tuple([phrase[phrase.rfind(" ") + 1 :] in _GO_ON or phrase.endswith(_TOLD) for phrase in phrases])


def _gone_on(phrase: str, folded: str) -> str:
    more = _MORE.match(folded, _place(phrase, folded) + len(phrase))
    words = _ANOTHER.split(more[0], 1)[0].split(" ") if more else []
    while len(words) > 1 and (words[-1] in _LOOSE or sum(map(len, words)) > _MOST_MORE):
        words.pop()
    return phrase + " ".join(words)


def clause_around(phrase: str, folded: str) -> str:
    """The clause of a folded text where the phrase first stands, some _LONGEST characters at the most."""
    start = _place(phrase, folded)
    return _quote([(start, start + len(phrase), 0.0)], folded)


def _place(phrase: str, folded: str) -> int:
    """Where a phrase first stands as whole words; where it stands at all if it nowhere does, and 0 if it does not stand there."""
    first = at = folded.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not folded[at - 1 : at].isalnum() and not folded[end : end + 1].isalnum():
            return at
        at = folded.find(phrase, at + 1)
    return max(0, first)


def _places(said: Sequence[str], folded: str) -> Iterator[Span]:
    """What is said in so many words outweighs all that is weighed."""
    for phrase in said:
        if phrase in folded:
            start = _place(phrase, folded)
            yield start, start + len(phrase), 100.0


def _by_sentence(spans: list[Span], folded: str) -> Iterator[list[Span]]:
    """The spans of each sentence that has any."""
    stops = [match.end() for match in _STOP.finditer(folded)]
    mine: list[Span] = []
    for span in spans:
        if mine and any(mine[-1][0] < stop <= span[0] for stop in stops):
            yield mine
            mine = []
        mine.append(span)
    if mine:
        yield mine


def _quote(spans: list[Span], folded: str) -> str:
    """From the first to the last of the spans, or so many around the weightiest as _LONGEST lets; and on to the ends of the clause
    where that lets, so that nothing is cut before the point.
    """
    start, end, _ = max(spans, key=lambda span: span[2])
    for begin, stop, _ in sorted(spans, key=lambda span: abs(span[0] - start)):
        if max(end, stop) - min(start, begin) <= _LONGEST:
            start, end = min(start, begin), max(end, stop)
    end = _end_of_clause(folded, end, start + _LONGEST)
    return folded[_begin_of_clause(folded, start, end - _LONGEST) : end].strip(_EDGES)


def _end_of_clause(folded: str, end: int, reach: int) -> int:
    """Where the clause that goes on at `end` ends; `end` itself if that is beyond `reach`."""
    found = _END.search(folded, end)
    stop = found.start() if found else len(folded)
    return stop if stop <= reach else end


def _begin_of_clause(folded: str, start: int, reach: int) -> int:
    """The same backwards."""
    ends = [match.end() for match in _END.finditer(folded, max(0, reach), start)]
    if ends:
        return ends[-1]
    return start if reach > 0 else 0


def _together(grams: Sequence[tuple[str, float]], folded: str) -> list[Span]:
    """Where they stand within _WITHIN characters and weigh most, each once, with their weights: what was heard together."""
    found = sorted(
        (start, start + len(gram), weight, gram) for gram, weight in grams for start in _whole(gram, folded)
    )
    number = Counter[str]()
    total = most = 0.0
    first = 0
    best: dict[str, Span] = {}
    for place, (start, _, weight, gram) in enumerate(found):
        total += weight if not number[gram] else 0.0
        number[gram] += 1
        while start - found[first][0] > _WITHIN:
            _, _, lost, gone = found[first]
            number[gone] -= 1
            total -= lost if not number[gone] else 0.0
            first += 1
        if total > most:
            most = total
            best = {each[3]: each[:3] for each in reversed(found[first : place + 1])}
    return sorted(best.values())


def _whole(gram: str, folded: str) -> Iterator[int]:
    """Where a gram stands as whole words. (Regular expressions made for each would cost more than all that is done with them.)"""
    at = folded.find(gram)
    while at >= 0:
        end = at + len(gram)
        if not (_is_of_word(folded[at - 1 : at]) or _is_of_word(folded[end : end + 1])):
            yield at
        at = folded.find(gram, at + 1)


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign in ("'", "_")
