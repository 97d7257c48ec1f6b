"""What was fitted and ships with Heedline, made ready over one vocabulary."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from triage import danger, weights
from triage.danger import Danger
from triage.packing import read
from triage.vocabulary import Vocabulary
from triage.weights import Head, Weights


class Fitted(NamedTuple):
    """`weights` and `danger` are None where their file was taken away: the rules judge alone."""

    vocabulary: Vocabulary
    weights: Weights | None
    danger: Danger | None


@cache
def shipped_fitted() -> Fitted:
    """Read once. Raises ValueError where a file is damaged."""
    weighed, told = read(weights.FILE, _weighed), read(danger.FILE, _told)
    words = weighed[0] if weighed else {}
    signs = told[0] if told else {}
    vocabulary = Vocabulary({**words, **signs})
    return Fitted(
        vocabulary,
        Weights(vocabulary, complaint=weighed[1], negativity=weighed[2], words=words) if weighed else None,
        Danger(vocabulary, bias=told[1], words=signs) if told else None,
    )


def _weighed(table: Mapping[str, Any]) -> tuple[dict[str, complex], Head, Head]:
    return weights.words_of(table), Head(**table["complaint"]), Head(**table["negativity"])


def _told(table: Mapping[str, Any]) -> tuple[dict[str, danger.Word], float]:
    return danger.words_of(table), float(table["bias"])
