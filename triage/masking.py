"""Which words of a text are names, and the folded text with signs in their places: what a model of names looks at."""

import re
from collections.abc import Iterable, Iterator

from triage.fitted import shipped_fitted
from triage.folding import fold
from triage.target import named

MINE, THEIRS = "T", "O"  # the name in question and the others: a folded text has no capitals
WINDOW = 2_000  # characters
Span = tuple[int, int, bool]
"""Where a name stands, and whether it is the one in question."""

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’]*"
_NAME = re.compile(rf"[@#]\w+|{_CAPITAL}(?:[ -](?:(?:of|the|&|de|la|del) )?{_CAPITAL})*")
_TITLE = re.compile(r"\b(?:dr|mr|mrs|ms|miss|nurse|sister|doctor|prof|professor)\b\.?\s*$", re.IGNORECASE)
_CALENDAR_AND_SUCH = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
november december christmas easter god er nhs gp uk us usa english spanish
lunes martes enero abril diciembre navidad dios
"""
_NO_NAMES = frozenset(_CALENDAR_AND_SUCH.split())


def masked(text: str, spans: Iterable[Span]) -> str:
    """The folded text with MINE and THEIRS in the place of names; of names that begin together the longest counts."""
    pieces, done = [], 0
    for start, end, mine in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= done:
            pieces += [fold(text[done:start]), MINE if mine else THEIRS]
            done = end
    return " ".join([*pieces, fold(text[done:])]).strip()


def masked_at(text: str, begin: int, end: int, others: Iterable[str] = ()) -> str:
    """The same for the name at these offsets, again where it or a part of it comes back; `others` are others for sure, and so is
    what looks like a name.

    Only WINDOW characters on either side are looked at.
    """
    shift = max(0, begin - WINDOW)
    text, begin, end = text[shift : end + WINDOW], begin - shift, end - shift
    name = text[begin:end]
    spans = [(begin, end, True)]
    for known in sorted((*others, name), key=len, reverse=True):
        spans += [(*place, known == name) for place in named(known, text) if not _taken(place, spans)]
    for place in _names(text):
        if not _taken(place, spans):
            short = fold(text[slice(*place)]).removesuffix("'s")
            spans.append((*place, f" {short} " in f" {fold(name)} "))
    return masked(text, spans)


def _taken(place: tuple[int, int], spans: Iterable[Span]) -> bool:
    return any(place[0] < end and start < place[1] for start, end, _ in spans)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """What is written as a name: handles, and capitals that are no common word, nobody's title and not what begins a sentence."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        words = match[0].split()
        if match[0][0] not in "@#":
            if all(is_common(word) for word in words) or _TITLE.search(text[max(0, start - 12) : start]):
                continue
            if _TITLE.match(words[0]):
                continue
            if len(words) > 1 and is_common(words[0]) and begins_sentence(text, start):
                start += len(words[0]) + 1
        if end - start > 1:
            yield start, end


def begins_sentence(text: str, start: int) -> bool:
    """Whether nothing, or an end of a sentence, stands before this place."""
    return text[:start].rstrip(" \"'(-")[-1:] in ("", ".", "!", "?", ":", ";")


def is_common(word: str) -> bool:
    """Whether a word is none that is made for a name: one of the calendar, or one that the fitted weights know.

    Raises ValueError where a file of weights is damaged, as all that judges does.
    """
    plain = fold(word).removesuffix("'s")
    return plain in _NO_NAMES or shipped_fitted().vocabulary.numbers([plain])[0] != 0
