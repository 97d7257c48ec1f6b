"""Which of a post's own words are quoted for what tells of a danger."""

import re
from collections import Counter
from collections.abc import Sequence

from triage.words import says_nothing

_MOST_GRAMS = 10
_WITHIN = 250  # characters: about what is heard together
_LEAST_SHARE = 0.4  # of the weightiest phrase's weight: what has less is not quoted


def telling_phrases(grams: Sequence[tuple[str, float]], folded: str) -> list[str]:
    """The text's own words for what tells of a danger, neighbours as one phrase, the weightiest first."""
    phrases: list[tuple[int, int, float]] = []
    for start, end, weight in _together(grams[:_MOST_GRAMS], folded):
        if phrases and start <= phrases[-1][1] + 1:
            begin, before, more = phrases.pop()
            start, end, weight = begin, max(before, end), weight + more
        phrases.append((start, end, weight))
    phrases.sort(key=lambda phrase: -phrase[2])
    least = _LEAST_SHARE * phrases[0][2] if phrases else 0.0
    told = [folded[start:end] for start, end, weight in phrases if weight >= least]
    return [phrase for phrase in told if not says_nothing(phrase)] or told[:1]


def _together(grams: Sequence[tuple[str, float]], folded: str) -> list[tuple[int, int, float]]:
    """Where they stand within _WITHIN characters and weigh most, each once, with their weights: what was heard together."""
    found = sorted(
        (*match.span(), weight, gram)
        for gram, weight in grams
        for match in re.finditer(rf"(?<![\w']){re.escape(gram)}(?![\w'])", folded)
    )
    number = Counter[str]()
    total = most = 0.0
    first = 0
    best: dict[str, tuple[int, int, float]] = {}
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
