"""Fits triage/target.json, the tone towards a thing in a text: python -m tools.fit_target FOLDER.

Plain Python with a fixed seed, as tools/fitting.py: the same input gives the same file to the byte.
"""

import math
import random
from collections import Counter
from pathlib import Path

from tools.fitting import command, weightiest
from tools.inputs import json_rows
from triage.packing import LEVELS, pack_pairs
from triage.target import FILE, TONES, features

INPUT = "mams.train.jsonl"
MOST_FEATURES = 2400
LEAST_TEXTS = 4
ROUNDS = 12
RATE = 0.05
SHRINK = 2e-2
SEED = 20261121

Row = tuple[list[tuple[int, float]], int]


def read(path: Path) -> list[tuple[dict[str, float], int]]:
    """Features and tone (0 to 2, as in TONES) of every row; refuses what is not listed in docs/data-card.md."""
    if path.name != INPUT:
        raise ValueError(
            f"{path.name} is not listed in docs/data-card.md; only listed inputs may be fitted on"
        )
    rows = json_rows(path)
    return [(features(r["text"], r["from"], r["to"]), TONES.index(r["label"])) for r in rows]


class Softmax:
    """Three linear scores with AdaGrad, each tone weighing as much as the others."""

    def __init__(self, names: list[str], counts: Counter[int]) -> None:
        self.names = names
        self.weights = [[0.0] * len(names) for _ in TONES]
        self._seen = [[0.01] * len(names) for _ in TONES]
        self._share = [sum(counts.values()) / (len(TONES) * counts[tone]) for tone in range(len(TONES))]

    def learn(self, rows: list[Row]) -> "Softmax":
        draw = random.Random(SEED)
        for _ in range(ROUNDS):
            draw.shuffle(rows)
            for active, tone in rows:
                self._step(active, tone, SHRINK * len(rows) / 1000.0)
        return self

    def _step(self, active: list[tuple[int, float]], tone: int, shrink: float) -> None:
        odds = [sum([weights[place] * value for place, value in active]) for weights in self.weights]
        top = max(odds)
        powers = [math.exp(odd - top) for odd in odds]
        total = sum(powers)
        for number, (weights, seen) in enumerate(zip(self.weights, self._seen, strict=True)):
            error = (powers[number] / total - (number == tone)) * self._share[tone]
            for place, value in active:
                slope = error * value + shrink * 0.01 * weights[place]
                seen[place] += slope * slope
                weights[place] -= RATE * slope / math.sqrt(seen[place])


def fit(rows: list[tuple[dict[str, float], int]]) -> dict[str, object]:
    """Fits on all features, keeps the weightiest, fits again on those alone."""
    texts = Counter(name for found, _ in rows for name in found)
    counts = Counter(tone for _, tone in rows)
    names = sorted(name for name, number in texts.items() if number >= LEAST_TEXTS)
    first = Softmax(names, counts).learn(_placed(rows, names))
    worth = {
        name: math.log1p(texts[name]) * (max(w[place] for w in first.weights) - min(w[place] for w in first.weights))
        for place, name in enumerate(names)
    }  # fmt: skip
    kept = weightiest(worth, MOST_FEATURES)
    return _table(Softmax(kept, counts).learn(_placed(rows, kept)))


def _placed(rows: list[tuple[dict[str, float], int]], names: list[str]) -> list[Row]:
    place = {name: number for number, name in enumerate(names)}
    return [([(place[n], v) for n, v in found.items() if n in place and v], tone) for found, tone in rows]


def _table(done: Softmax) -> dict[str, object]:
    """What each feature adds to negative and to positive beyond neutral, as whole numbers of `unit`."""
    negative, neutral, positive = done.weights
    gaps = [(n - z, p - z) for n, z, p in zip(negative, neutral, positive, strict=True)]
    unit = max(abs(x) for gap in gaps for x in gap) / LEVELS
    pairs = {name: (round(n / unit), round(p / unit)) for name, (n, p) in zip(done.names, gaps, strict=True)}
    return {"unit": round(unit, 6), **pack_pairs(pairs)}


if __name__ == "__main__":
    command(
        __doc__,
        FILE,
        inputs=lambda folder: [folder / INPUT],
        fit=lambda folder: fit(read(folder / INPUT)),
    )
