"""What was fitted and ships with Heedline, made ready over one vocabulary."""

import json
from functools import cache
from typing import NamedTuple

from triage import weights
from triage.vocabulary import Vocabulary
from triage.weights import Weights


class Fitted(NamedTuple):
    """`weights` are None where their file was taken away: the rules judge alone."""

    vocabulary: Vocabulary
    weights: Weights | None


@cache
def shipped_fitted() -> Fitted:
    """Read once: about 15 ms."""
    if not weights.FILE.exists():
        return Fitted(Vocabulary(()), None)
    table = json.loads(weights.FILE.read_text(encoding="utf-8"))
    vocabulary = Vocabulary(weights.words_of(table))
    return Fitted(vocabulary, weights.weights_of(table, vocabulary))
