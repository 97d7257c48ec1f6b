"""What was fitted and ships with Heedline, made ready over one vocabulary."""

from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from triage import danger, weights
from triage.danger import Danger
from triage.packing import read
from triage.vocabulary import Vocabulary
from triage.weights import Head, Weights


class Fitted(NamedTuple):
    """`weights` by language; what has none, or whose file was taken away, the rules judge alone."""

    vocabulary: Vocabulary
    weights: Mapping[str, Weights]
    danger: Danger | None


@cache
def shipped_fitted() -> Fitted:
    """Read once. Raises ValueError where a file is damaged."""
    files = {"en": (weights.FILE, _weighed), "es": (weights.SPANISH_FILE, _weighed_complaints)}
    weighed = {
        language: made for language, (file, of) in files.items() if (made := read(file, of)) is not None
    }
    told = read(danger.FILE, _told)
    signs: dict[str, danger.Word] = told[0] if told else {}
    vocabulary = Vocabulary(dict.fromkeys(chain(*[words for words, _, _ in weighed.values()], signs)))
    return Fitted(
        vocabulary,
        {
            language: Weights(vocabulary, complaint=complaint, negativity=negativity, words=words)
            for language, (words, complaint, negativity) in weighed.items()
        },
        Danger(vocabulary, bias=told[1], words=signs) if told else None,
    )


def _weighed(table: Mapping[str, Any]) -> tuple[dict[str, complex], Head, Head | None]:
    return weights.words_of(table), Head(**table["complaint"]), Head(**table["negativity"])


def _weighed_complaints(table: Mapping[str, Any]) -> tuple[dict[str, complex], Head, Head | None]:
    return weights.complaints_of(table), Head(bias=float(table["bias"]), tone=0.0, gloom=0.0), None


def _told(table: Mapping[str, Any]) -> tuple[dict[str, danger.Word], float]:
    return danger.words_of(table), float(table["bias"])
