"""Fits triage/weights.json from the named public inputs: python -m tools.fit FOLDER.

Plain Python on purpose: the same inputs give the same file to the byte on one machine, without any numerical library.
The inputs, their origin and their licences stand in docs/data-card.md.
"""

import argparse
import hashlib
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from triage.cleaning import clean
from triage.folding import fold
from triage.packing import LEVELS, pack
from triage.tone import clean_for_tone, compound
from triage.weights import FILE, SCALE
from triage.words import grams, tokens

# name -> which heads learn from it; everyday posts teach what is no complaint, not what is no gloom
INPUTS = {
    "nhs_v6.train.jsonl": ("complaint", "negativity"),
    "nhs_p1.train.jsonl": ("complaint", "negativity"),
    "vader_tweets.train.jsonl": ("complaint", "negativity"),
    "vader_amazon.train.jsonl": ("complaint", "negativity"),
    "isarcasm.train.jsonl": ("complaint",),
    "cfpb.train.jsonl": ("complaint", "negativity"),
}
HEADS = ("complaint", "negativity")
MOST_WORDS = 6500
LEAST_TEXTS = 3  # a word must stand in so many texts
ROUNDS = 6
RATE = 0.25
SHRINK = 2e-4
SEED = 20261120
_REDACTED = re.compile(r"\bX{2,}\b|\[Redacted[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text: its distinct words and pairs, VADER's compound, the label, its weight."""

    grams: tuple[str, ...]
    tone: float
    label: int
    weight: float
    heads: tuple[str, ...]


def read(folder: Path) -> list[Example]:
    """All inputs; each source weighs in by the root of its size, so that none drowns the others."""
    rows = {name: _rows(folder / name) for name in INPUTS}
    mean = sum(map(len, rows.values())) / len(rows)
    return [
        _example(text, label, math.sqrt(mean / len(found)), INPUTS[name])
        for name, found in rows.items()
        for text, label in found
    ]


def _rows(path: Path) -> list[tuple[str, int]]:
    if path.name not in INPUTS:
        raise ValueError(
            f"{path.name} is not listed in docs/data-card.md; only listed inputs may be fitted on"
        )
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(row["text"], int(row["y"])) for row in map(json.loads, lines)]


def _example(text: str, label: int, weight: float, heads: tuple[str, ...]) -> Example:
    text = clean(_REDACTED.sub(" ", text))
    found = tuple(sorted(grams(tokens(fold(text).split()))))
    return Example(found, compound(clean_for_tone(text)), label, weight, heads)


class Fit:
    """Logistic regression with AdaGrad over a fixed vocabulary."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.place = {gram: number for number, gram in enumerate(vocabulary)}
        self.weights = [0.0] * len(vocabulary)
        self._seen = [0.01] * len(vocabulary)
        self.dense = [0.0, 0.0, 0.0]  # bias, tone, gloom
        self._dense_seen = [0.01, 0.01, 0.01]

    def learn(self, examples: list[Example]) -> "Fit":
        """ROUNDS passes in a seeded order."""
        rows = [(self._places(e), e) for e in examples]
        draw = random.Random(SEED)
        for _ in range(ROUNDS):
            draw.shuffle(rows)
            for places, example in rows:
                self._step(places, example, len(rows))
        return self

    def _places(self, example: Example) -> list[int]:
        return [self.place[gram] for gram in example.grams if gram in self.place]

    def _step(self, places: list[int], example: Example, rows: int) -> None:
        weights, seen = self.weights, self._seen
        share = SCALE / math.sqrt(len(places) or 1)
        dense = (1.0, example.tone, max(0.0, -example.tone))
        odds = share * sum([weights[p] for p in places])
        odds += sum([w * x for w, x in zip(self.dense, dense, strict=True)])
        error = (1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))) - example.label) * example.weight
        shrink = SHRINK * rows / 1000.0
        for place in places:
            slope = error * share + shrink * weights[place]
            seen[place] += slope * slope
            weights[place] -= RATE * slope / math.sqrt(seen[place])
        for number, value in enumerate(dense):
            slope = error * value + 1e-4 * self.dense[number]
            self._dense_seen[number] += slope * slope
            self.dense[number] -= 0.3 * RATE * slope / math.sqrt(self._dense_seen[number])


def fit(examples: list[Example]) -> dict[str, object]:
    """Fits on all words, keeps the weightiest, fits again on those alone; both heads share the words."""
    texts = Counter(gram for example in examples for gram in example.grams)
    vocabulary = sorted(gram for gram, number in texts.items() if number >= LEAST_TEXTS)
    first = {head: Fit(vocabulary).learn([e for e in examples if head in e.heads]) for head in HEADS}
    worth = {
        gram: math.log1p(texts[gram]) * max(abs(first[head].weights[place]) for head in HEADS)
        for place, gram in enumerate(vocabulary)
    }
    kept = sorted(sorted(vocabulary, key=lambda gram: (-worth[gram], gram))[:MOST_WORDS])
    return _table({head: Fit(kept).learn([e for e in examples if head in e.heads]) for head in HEADS}, kept)


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
    return {
        "unit": round(unit, 6),
        **heads,
        "words": pack(words),
    }


def digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Each input's name and SHA-256."""
    for name in INPUTS:
        yield name, hashlib.sha256((folder / name).read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the inputs of docs/data-card.md lie")
    parser.add_argument("--check", action="store_true", help="compare with the shipped file, write nothing")
    options = parser.parse_args()
    table = {"inputs": dict(digests(options.folder)), **fit(read(options.folder))}
    made = json.dumps(table, ensure_ascii=False, indent=0) + "\n"
    if options.check:
        sys.exit(
            0 if FILE.read_text(encoding="utf-8") == made else "triage/weights.json differs from a fresh fit"
        )
    FILE.write_text(made, encoding="utf-8")
    print(f"{FILE.name}: {len(made):,} bytes, at most {MOST_WORDS:,} words and pairs")


if __name__ == "__main__":
    main()
