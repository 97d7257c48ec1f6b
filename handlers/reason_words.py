"""A reason in words, the same on every surface. Light to import: `score` needs no more of the surfaces."""

from collections.abc import Iterable

from triage.model import Reason


def quoted(words: Iterable[str]) -> str:
    """Each in quotation marks, with commas between."""
    return ", ".join(f"\u201c{each}\u201d" for each in words)


def sentence(given: Reason) -> str:
    """The reason as a sentence, with the post's own words that caused it."""
    return f"{given.sentence}: {quoted(given.evidence)}" if given.evidence else given.sentence
