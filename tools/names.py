"""Names in made-up posts: a name that stands in many of them says nothing of real ones, so none is learnt."""

import re
from collections import Counter
from collections.abc import Iterable

from triage.folding import fold
from triage.words import meant

# What is mostly written with a capital within a sentence is a name, but for these.
LEAST_CAPITAL = 0.7  # share
NO_NAMES = frozenset({
    "i", "i'm", "i've", "i'd", "i'll", "dr", "mr", "mrs", "ms", "sir", "god", "christmas", "easter",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
})  # fmt: skip
_INSIDE = re.compile(r"(?<=[a-z,;] )(?:@\w+|[A-Za-zÁÉÍÓÚÑáéíóúñ][\w']*)")
NAME = "*"  # no text has this word


def names_in(lines: Iterable[str]) -> frozenset[str]:
    """The words that are mostly written with a capital within a sentence."""
    written = Counter(word for line in lines for word in _INSIDE.findall(line))
    capital, either = Counter[str](), Counter[str]()
    for word, number in written.items():
        folded = meant(fold(word))
        either[folded] += number
        capital[folded] += number * word[0].isupper()
    return frozenset(word for word in either if capital[word] > LEAST_CAPITAL * either[word]) - NO_NAMES


def masked(words: list[str], names: frozenset[str]) -> list[str]:
    """The words with NAME for each name."""
    return [NAME if word in names else word for word in words]
