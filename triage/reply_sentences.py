"""Which sentences of a reply are about nobody: they speak of services and opinions, and tell of no person or event."""

from collections.abc import Iterable, Iterator

from triage.reply_patterns import Span
from triage.reply_places import encoded, places
from triage.reply_rules import shipped_sentences
from triage.reply_words import STOP, Word

_CARE = frozenset({"clinical", "body"})
_STEM = 5  # letters by which "sedation" in the reply and "sedated" in the post are the same


def about_nobody(words: tuple[Word, ...], answered: tuple[Word, ...]) -> list[Span]:
    """The sentences that say something in general and in which nothing leads to anybody.

    What takes up an illness or a treatment of the post that is `answered` is about its author, however generally it is
    put, unless it says what there is for everybody.
    """
    signs = shipped_sentences()
    reply = encoded(words)
    somebody, general, service = [
        _covered(places(signs[name], reply), len(words)) for name in ("somebody", "general", "service")
    ]
    told = _stems(answered)
    return [
        sentence
        for sentence in _sentences(words)
        if _touches(sentence, general)
        and not _touches(sentence, somebody)
        and (_touches(sentence, service) or told.isdisjoint(_stems(words[slice(*sentence)])))
    ]


def _stems(words: Iterable[Word]) -> set[str]:
    return {word.folded[:_STEM] for word in words if not _CARE.isdisjoint(word.sorts)}


def _sentences(words: tuple[Word, ...]) -> Iterator[Span]:
    start = 0
    for at, word in enumerate(words):
        if STOP in word.sorts:
            yield start, at + 1
            start = at + 1
    yield start, len(words)


def _covered(spans: Iterable[Span], words: int) -> bytearray:
    """For each word 1 where a span covers it, else 0."""
    covered = bytearray(words)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _touches(sentence: Span, covered: bytearray) -> bool:
    return 1 in covered[slice(*sentence)]
