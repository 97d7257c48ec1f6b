"""Fits triage/weights_es.json, the words of Spanish complaints: python -m tools.fit_spanish.

No public input is Spanish, so it learns from the posts that were made up for the words of danger and tell of none: those that
complain of a service, and those that do not. VADER knows no Spanish and has no part in it. Plain Python with a fixed seed, as
tools/fitting.py.
"""

import math
from collections import Counter

from tools.fitting import Example, Fit, command, weightiest
from tools.inputs import DANGERS, posts_of
from tools.names import NAME, masked, names_in
from triage.cleaning import clean
from triage.folding import fold
from triage.frame import unframed
from triage.packing import LEVELS, pack
from triage.weights import LEAST_KNOWN, SPANISH_FILE
from triage.words import grams, spelled, tokens

LABELS = {"complaint_es.txt": 1, "harmless_es.txt": 0, "plain_es.txt": 0}
MOST_WORDS = 1800
LEAST_TEXTS = 3  # a word must stand in so many texts
_WEIGHTS = (1.0, 0.0)  # they teach the complaint head alone


def read() -> list[Example]:
    """All posts with their labels; names are masked, for one that stands in many made-up posts says nothing of real ones."""
    posts = [(post, label) for name, label in LABELS.items() for post in posts_of(DANGERS / name)]
    names = names_in(post for post, _ in posts)
    return [_example(post, label, names) for post, label in posts]


def _example(post: str, label: int, names: frozenset[str]) -> Example:
    words = masked(tokens(fold(spelled(unframed(clean(post)))).split()), names)
    found = tuple(sorted(gram for gram in grams(words) if NAME not in gram.split(" ")))
    return Example(found, 0.0, label, _WEIGHTS)


def fit(examples: list[Example]) -> dict[str, object]:
    """Fits on all words, keeps the weightiest, fits again on those alone."""
    met = Counter(gram for example in examples for gram in example.grams)
    vocabulary = sorted(gram for gram, number in met.items() if number >= LEAST_TEXTS)
    first = Fit(vocabulary, LEAST_KNOWN).learn(examples, "complaint")
    worth = {
        gram: math.log1p(met[gram]) * abs(weight)
        for gram, weight in zip(vocabulary, first.weights, strict=True)
    }
    kept = weightiest(worth, MOST_WORDS)
    done = Fit(kept, LEAST_KNOWN).learn(examples, "complaint")
    unit = max(map(abs, done.weights)) / LEVELS
    words = {
        gram: (round(weight / unit) + LEVELS,)
        for gram, weight in zip(kept, done.weights, strict=True)
        if round(weight / unit)
    }
    return {"unit": round(unit, 6), "bias": round(done.dense[0], 4), **pack(words)}


if __name__ == "__main__":
    command(
        __doc__,
        SPANISH_FILE,
        inputs=lambda folder: [folder / name for name in LABELS],
        fit=lambda _: fit(read()),
        folder=DANGERS,
    )
