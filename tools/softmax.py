"""How the tone towards something is fitted: three linear scores over features with strengths, the weightiest kept."""

import math
import random
from collections import Counter

from tools.fitting import Adaptive, weightiest
from triage.packing import LEVELS, pack_pairs
from triage.target import TONES

ROUNDS = 12
SHRINK = 2e-2
SEED = 20261121

Rows = list[tuple[dict[str, float], int]]
"""Features with their strengths, and the place of the tone in TONES."""


class Softmax:
    """Three linear scores with AdaGrad, each tone weighing as much as the others; `rate` is how far a step goes."""

    def __init__(self, names: list[str], rows: Rows, rate: float) -> None:
        self.names, self._rate = names, rate
        place = {name: number for number, name in enumerate(names)}
        self._rows = [
            ([(place[n], v) for n, v in found.items() if n in place and v], tone) for found, tone in rows
        ]
        self._scores = [Adaptive([0.0] * len(names), 0.01) for _ in TONES]
        counts = Counter(tone for _, tone in rows)
        if len(counts) < len(TONES):
            raise ValueError(f"each of {', '.join(TONES)} is needed to tell them apart")
        self._share = [len(rows) / (len(TONES) * counts[tone]) for tone in range(len(TONES))]

    @property
    def weights(self) -> list[list[float]]:
        """Of each tone those of all features."""
        return [score.values for score in self._scores]

    def learn(self) -> "Softmax":
        """ROUNDS passes in a seeded order."""
        draw = random.Random(SEED)
        rows = self._rows
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
        for number, score in enumerate(self._scores):
            error = (powers[number] / total - (number == tone)) * self._share[tone]
            for place, value in active:
                score.take(place, error * value + shrink * 0.01 * score.values[place], self._rate)


def fit(rows: Rows, *, most: int, least: int, rate: float) -> dict[str, object]:
    """Fits on the features that stand in `least` texts, keeps the `most` weightiest, fits again on those alone."""
    texts = Counter(name for found, _ in rows for name in found)
    names = sorted(name for name, number in texts.items() if number >= least)
    first = Softmax(names, rows, rate).learn()
    worth = {
        name: math.log1p(texts[name]) * (max(w[place] for w in first.weights) - min(w[place] for w in first.weights))
        for place, name in enumerate(names)
    }  # fmt: skip
    return _table(Softmax(weightiest(worth, most), rows, rate).learn())


def _table(done: Softmax) -> dict[str, object]:
    """What each feature adds to negative and to positive beyond neutral, as whole numbers of `unit`."""
    negative, neutral, positive = done.weights
    gaps = [(n - z, p - z) for n, z, p in zip(negative, neutral, positive, strict=True)]
    unit = max(abs(x) for gap in gaps for x in gap) / LEVELS
    pairs = {name: (round(n / unit), round(p / unit)) for name, (n, p) in zip(done.names, gaps, strict=True)}
    return {"unit": round(unit, 6), **pack_pairs(pairs)}
