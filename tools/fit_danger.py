"""Fits triage/danger.json, the words of danger: python -m tools.fit_danger FOLDER.

The dangers are posts that were made up for it, in tools/dangers/, beside as many that only look like dangers. FOLDER holds
the public inputs of tools/inputs.py: of them it learns what is none. Plain Python with a fixed seed, as tools/fitting.py.
"""

import math
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tools.fitting import Example, Fit, command, weightiest
from tools.inputs import DANGERS, INPUTS, harmless, place_of, posts_of
from tools.names import NAME, masked, names_in
from triage.cleaning import clean
from triage.danger import FILE, KINDS, LEAST_KNOWN, STRENGTHS, number_of
from triage.folding import fold
from triage.frame import unframed
from triage.packing import pack
from triage.words import (
    CLOSINGS,
    FORWARDED,
    chunks,
    grams,
    pairs,
    parts,
    says_nothing,
    spelled,
    tokens,
    unaddressed,
    unsigned,
)

POSTS = DANGERS
NONE = "none"
# What tells of no danger is a complaint, or none, or everyday facts told flatly, or nobody said which.
PLAIN = "plain"
HARMLESS = ("complaint", "harmless", PLAIN, NONE)
# A post a line; by file its kind and its language.
MADE_UP = {
    f"{kind}_{language}.txt": (NONE if kind in HARMLESS else kind, language)
    for kind in (*KINDS, *HARMLESS)
    for language in ("en", "es")
}
# How much a text of it counts: of everyday chatter there is little beside the made-up posts, which sound otherwise.
BACKGROUND = {
    "nhs_v6.train.jsonl": 4.0, "nhs_p1.train.jsonl": 4.0, "vader_tweets.train.jsonl": 20.0,
    "vader_amazon.train.jsonl": 4.0, "isarcasm.train.jsonl": 20.0, "cfpb.train.jsonl": 4.0,
    "reviews.jsonl": 1.0,
}  # fmt: skip
MOST_WORDS = 14_000
UNIT = 0.25  # log-odds; finer weights rank no better
ROUNDS = 16  # ten heard as many dangers with a fifth more false alarms
LEAST_TEXTS = 3  # a word must stand in so many texts
# How many texts of the background a made-up one counts for: there is none in Spanish.
DANGER_COUNTS, HARMLESS_COUNTS = {"en": 2.1, "es": 2.1}, {"en": 1.1, "es": 2.8}
# Plain posts are few, and nearly all that people write: with 1 as many pages of them stay as without, with 10 a third.
PLAIN_COUNTS = 10.0
_CLOSINGS = frozenset([tuple(closing.split(" ")) for closing in CLOSINGS])
MOSTLY = (0.45, 0.75)  # shares of a kind among the dangers that hold a word, for each strength


class Text(NamedTuple):
    """The words of a text, the kind of its danger or NONE, and how much it counts."""

    words: list[str]
    kind: str
    counts: float


def read(folder: Path) -> list[Text]:
    """All inputs, each text once, with NAME for the names in made-up posts."""
    posts = {name: posts_of(POSTS / name) for name in MADE_UP}
    background = {name: harmless(place_of(folder, name)) for name in BACKGROUND}
    made_up = [*posts.values(), *[lines for name, lines in background.items() if INPUTS[name].made_up]]
    names = names_in(chain.from_iterable(made_up))
    texts: dict[tuple[str, ...], Text] = {}
    for name, lines in posts.items():
        kind, language = MADE_UP[name]
        counts = (DANGER_COUNTS if kind != NONE else HARMLESS_COUNTS)[language]
        if name.startswith(PLAIN):
            counts = PLAIN_COUNTS
        for line in lines:
            words = _bare(masked(_words(line), names))
            texts[tuple(words)] = Text(words, kind, counts)
    for name, lines in background.items():
        for line in lines:
            words = _bare(masked(_words(line), names if INPUTS[name].made_up else frozenset()))
            texts.setdefault(tuple(words), Text(words, NONE, BACKGROUND[name]))
    return [text for text in texts.values() if text.words]


def _words(text: str) -> list[str]:
    return tokens(fold(spelled(unframed(clean(text)))).split())


def _bare(words: list[str]) -> list[str]:
    """As Vocabulary.bare: whether a post begins with a handle tells where it was found, not what it says."""
    return [*unsigned(unaddressed(words, {NAME, FORWARDED}), _CLOSINGS)]


def examples(texts: list[Text], first: Fit | None = None) -> Iterator[Example]:
    """What the fit learns from: each part of a text as it is heard later, of one that tells of a danger the part that does.

    Which part that is the `first` fit knows; before it, it is all of the text.
    """
    for words, kind, counts in texts:
        danger = kind != NONE
        heard = _parts(words)
        if danger and len(heard) > 1:
            heard = [max(heard, key=first.odds) if first else sorted(grams(words))]
        for found in heard:
            yield Example(tuple(found), 0.0, int(danger), (counts, 0.0))


def _parts(words: list[str]) -> list[list[str]]:
    """A few neighbouring chunks each; what stands there twice counts twice."""
    found = [sorted(chunk) for chunk in chunks(words, pairs(words))]
    return [[*chain.from_iterable(found[start:end])] for start, end in parts(len(found))]


def fit(texts: list[Text]) -> dict[str, object]:
    """Fits on all words, keeps the weightiest, fits again on those alone."""
    rows = [*examples(texts)]
    met = Counter(gram for row in rows for gram in {*row.grams})
    vocabulary = sorted(gram for gram, number in met.items() if number >= LEAST_TEXTS and _may_tell(gram))
    first = Fit(vocabulary, LEAST_KNOWN).learn(rows, "complaint", ROUNDS)
    worth = {
        gram: math.log1p(met[gram]) * abs(weight)
        for gram, weight in zip(vocabulary, first.weights, strict=True)
    }
    kept = weightiest(worth, MOST_WORDS)
    done = Fit(kept, LEAST_KNOWN).learn([*examples(texts, first)], "complaint", ROUNDS)
    kinds = _kinds(texts, kept)
    words = {
        gram: (number_of(units, *kinds[gram]),)
        for gram, weight in zip(kept, done.weights, strict=True)
        if (units := round(weight / UNIT))
    }
    return {"unit": UNIT, "bias": round(done.dense[0], 4), **pack(words)}


def _may_tell(gram: str) -> bool:
    """Whether a word or pair may tell of a danger: no name, and no little word alone, of which every post is full."""
    words = gram.split()
    return NAME not in words and (len(words) > 1 or not says_nothing(gram))


def _kinds(texts: list[Text], kept: list[str]) -> dict[str, tuple[int, int]]:
    """The kind of danger that each word is mostly met in, as if all kinds were equally common, and how surely."""
    number = Counter(text.kind for text in texts)
    met: dict[str, Counter[str]] = {gram: Counter() for gram in kept}
    for words, kind, _ in texts:
        if kind != NONE:
            for gram in grams(words) & met.keys():
                met[gram][kind] += 1
    return {gram: _kind(counts, number) for gram, counts in met.items()}


def _kind(counts: Counter[str], number: Counter[str]) -> tuple[int, int]:
    rates = [(counts[kind] + 0.3) / max(1, number[kind]) for kind in KINDS]
    share, kind = max((rate / sum(rates), -place) for place, rate in enumerate(rates))
    return -kind, sum(share >= least for least in MOSTLY[:STRENGTHS])


if __name__ == "__main__":
    command(
        __doc__,
        FILE,
        inputs=lambda folder: [
            *[POSTS / name for name in MADE_UP],
            *[place_of(folder, name) for name in BACKGROUND],
        ],
        fit=lambda folder: fit(read(folder)),
    )
