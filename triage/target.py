"""One of several names or things in a text: where it stands, and which words are about it.

How things ("the waiter", "check-in") fare is told by one fitted model (things.py), names ("Northgate", "@acme") by another
(naming.py): what a model knows of things does not carry over to names.
"""

import re
from collections.abc import Iterator

from triage.folding import unaccented

TONES = ("negative", "neutral", "positive")
LONGEST = 200  # characters of a target
_WINDOW = 600  # characters on either side; what stands farther away is not looked at
SURE = 0.001  # a score nearer to 0 or 1 is no surer
TELLS = 0.05  # VADER's own cut between neutral and not
_BETWEEN = re.compile(r"[\s\xa0-]+")
_CLAUSES = re.compile(  # wider: a name's clause ends where another name begins one
    r"(?<=[.!?;\n])\s+|(?<!\s),?\s+(?=(?i:but|although|though|however|unlike|while|whereas|yet|except|pero|aunque|mientras)\b)"
    r"|,\s+(?=(?:and )?[A-Z@])|(?<!\s)\s+--?\s*|\u2014"
)


def place_of(target: str, text: str, begin: int | None, end: int | None) -> tuple[int, int] | None:
    """Where the target stands: at the offsets where they fit, else its occurrence nearest to them, one that is no part of a word
    first; None where there is none, or it is longer than LONGEST.
    """
    if not 0 < len(target) <= LONGEST:
        return None
    fits = begin is not None and end is not None and 0 <= begin < end <= len(text)
    if fits and unaccented(text[begin:end].casefold()) == unaccented(target.casefold()):
        return begin or 0, end or 0
    spans = [*named(target, text)]
    spans = spans or [match.span() for match in re.finditer(re.escape(target), text, re.IGNORECASE)]
    spans = spans or [(start, start + len(target)) for start in _with_other_accents(target, text)]
    spans = spans or [match.span() for match in _otherwise_written(target).finditer(text)]
    return min(spans, key=lambda span: abs(span[0] - (begin or 0))) if spans else None


def _otherwise_written(target: str) -> re.Pattern[str]:
    """The same with other apostrophes and with anything that stands between words."""
    words = [
        re.sub("['\u2018\u2019\u02bc`\xb4]", "['\u2018\u2019\u02bc`\xb4]", re.escape(word))
        for word in _BETWEEN.split(target)
    ]
    return re.compile(rf"(?<!\w){_BETWEEN.pattern.join(words)}(?!\w)", re.IGNORECASE)


def _with_other_accents(target: str, text: str) -> list[int]:
    lower = text.lower()
    if len(lower) != len(text):  # a few letters become two
        return []
    wanted = re.escape(unaccented(target.lower()))
    return [match.start() for match in re.finditer(rf"(?<!\w){wanted}(?!\w)", unaccented(lower))]


def named(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as whole words, however it is written."""
    return (match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def around(text: str, begin: int, end: int, parts: re.Pattern[str]) -> tuple[str, str, str, str]:
    """The text before the target's clause, the clause up to the target, what follows in it, and the rest."""
    left, right = text[max(0, begin - _WINDOW) : begin], text[end : end + _WINDOW]
    cuts = [match.end() for match in parts.finditer(left)]
    start = cuts[-1] if cuts else 0
    cut = parts.search(right)
    stop = cut.start() if cut else len(right)
    return left[:start], left[start:], right[:stop], right[stop:]


def clause_of(text: str, begin: int, end: int) -> str:
    """The clause that names the target, with "it" in its place."""
    _, before, after, _ = around(text, begin, end, _CLAUSES)
    return f"{before} it {after}".strip()


def by_compound(score: float) -> str:
    """VADER's own reading of its compound."""
    if abs(score) < TELLS:
        return "neutral"
    return "positive" if score > 0 else "negative"
