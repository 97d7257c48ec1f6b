"""What was fitted and ships with Heedline, made ready over one vocabulary."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from triage import danger, weights
from triage.danger import Danger
from triage.vocabulary import Vocabulary
from triage.weights import Head, Weights


class Fitted(NamedTuple):
    """`weights` and `danger` are None where their file was taken away: the rules judge alone."""

    vocabulary: Vocabulary
    weights: Weights | None
    danger: Danger | None


@cache
def shipped_fitted() -> Fitted:
    """Read once."""
    weighed, told = _table(weights.FILE), _table(danger.FILE)
    words = weights.words_of(weighed) if weighed else {}
    signs = danger.words_of(told) if told else {}
    vocabulary = Vocabulary({**words, **signs})
    return Fitted(
        vocabulary,
        _weights(weighed, vocabulary, words) if weighed else None,
        Danger(vocabulary, bias=told["bias"], words=signs) if told else None,
    )


def _weights(table: Mapping[str, Any], vocabulary: Vocabulary, words: Mapping[str, complex]) -> Weights:
    complaint, negativity = Head(**table["complaint"]), Head(**table["negativity"])
    return Weights(vocabulary, complaint=complaint, negativity=negativity, words=words)


def _table(file: Path) -> dict[str, Any]:
    """What a file holds, nothing where it is not there; raises ValueError where it is damaged."""
    if not file.exists():
        return {}
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        if not table["words"]:
            raise KeyError("words")
    except (ValueError, KeyError, TypeError) as error:
        told = f"{file} is damaged: fetch it anew, or take it away, and the rules judge alone"
        raise ValueError(told) from error
    return dict(table)
