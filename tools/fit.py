"""Fits triage/weights.json from the named public inputs: python -m tools.fit FOLDER.

The inputs, their origin and their licences stand in docs/data-card.md.
"""

import math
import re
from collections import Counter
from pathlib import Path

from tools.fitting import HEADS, Example, Fit, command, weightiest
from tools.inputs import INPUTS, Input, place_of, rows_of
from tools.names import NAME, masked, names_in
from triage.cleaning import clean
from triage.folding import fold
from triage.frame import unframed
from triage.packing import LEVELS, pack_pairs
from triage.tone import clean_for_tone, compound
from triage.weights import FILE, LEAST_KNOWN
from triage.words import grams, spelled, tokens

# How much a word's weight counts where the words to keep are chosen: alerts come first.
WORTH = {"complaint": 1.0, "negativity": 0.7}
MOST_WORDS = 5500
LEAST_TEXTS = 3  # a word must stand in so many texts
_REDACTED = re.compile(r"\bX{2,}\b|\[Redacted[^\]]*\]")


def read(folder: Path) -> list[Example]:
    """All inputs; each source weighs in by the root of its size, so that none drowns the others."""
    rows = {name: rows_of(place_of(folder, name)) for name in INPUTS}
    numbers = {name: len(found) for name, found in rows.items() if INPUTS[name].label is None}
    told = sum(len(found) for name, found in rows.items() if name not in numbers)
    mean = (sum(numbers.values()) + told) / (len(numbers) + 1)
    names = {
        name: names_in(text for text, _ in rows[name]) if INPUTS[name].made_up else frozenset[str]()
        for name in INPUTS
    }
    return [
        example(text, label, INPUTS[name], math.sqrt(mean / numbers.get(name, told)), names[name])
        for name, found in rows.items()
        for text, label in found
    ]


def example(
    text: str, label: int, source: Input, weight: float, names: frozenset[str] = frozenset()
) -> Example:
    text = unframed(clean(_REDACTED.sub(" ", text)))
    words = masked(tokens(fold(spelled(text)).split()), names)
    found = tuple(sorted(gram for gram in grams(words) if NAME not in gram.split(" ")))
    weight *= source.counts
    weights = (weight * (source.gloom if label else 1.0), weight * source.negativity)
    return Example(found, compound(clean_for_tone(text)), label, weights)


def learnt(examples: list[Example]) -> tuple[dict[str, Fit], list[str]]:
    """Fits on all words, keeps the weightiest, fits again on those alone; both heads share the words."""
    texts = Counter(gram for example in examples for gram in example.grams)
    vocabulary = sorted(gram for gram, number in texts.items() if number >= LEAST_TEXTS)
    first = {head: Fit(vocabulary, LEAST_KNOWN).learn(examples, head) for head in HEADS}
    worth = {
        gram: math.log1p(texts[gram])
        * max(abs(first[head].weights[place]) * share for head, share in WORTH.items())
        for place, gram in enumerate(vocabulary)
    }
    kept = weightiest(worth, MOST_WORDS)
    return {head: Fit(kept, LEAST_KNOWN).learn(examples, head) for head in HEADS}, kept


def fit(examples: list[Example]) -> dict[str, object]:
    """The table of the shipped file."""
    return _table(*learnt(examples))


def _table(fits: dict[str, Fit], kept: list[str]) -> dict[str, object]:
    """Weights as whole numbers of `unit`."""
    unit = max(abs(w) for done in fits.values() for w in done.weights) / LEVELS
    heads = {
        head: dict(zip(("bias", "tone", "gloom"), [round(x, 4) for x in done.dense], strict=True))
        for head, done in fits.items()
    }
    complaint, negativity = (fits[head].weights for head in HEADS)
    words = {
        gram: (round(complaint[place] / unit), round(negativity[place] / unit))
        for place, gram in enumerate(kept)
    }
    return {"unit": round(unit, 6), **heads, **pack_pairs(words)}


if __name__ == "__main__":
    command(
        __doc__,
        FILE,
        inputs=lambda folder: [place_of(folder, name) for name in INPUTS],
        fit=lambda folder: fit(read(folder)),
    )
