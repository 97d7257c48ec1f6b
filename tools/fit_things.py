"""Fits triage/things.json, the tone towards a thing in a text: python -m tools.fit_things FOLDER.

FOLDER holds the public sentences of docs/data-card.md, which are of restaurants; those in tools/things/ were made up for it and
are of hospitals and many other trades. Plain Python with a fixed seed, as tools/fitting.py: the same inputs give the same
file to the byte.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tools.fitting import Adaptive, command, weightiest
from tools.inputs import THINGS, json_rows, refuse_unlisted
from triage.packing import LEVELS, pack, pack_pairs
from triage.target import TONES
from triage.things import CLAUSES, FILE, PLACES, TONE_NAMES, Around, what_is_around

INPUT = "mams.train.jsonl"
MOST = 1680  # words that are kept
LEAST, LEAST_THING = 4, 3  # texts that a word stands in, and a thing's own
ROUNDS, SEED = 20, 100
FITS = 3  # in orders of their own; of their weights the mean is kept, which hangs less on the draw
RATE, SLOW, LAST = (
    0.05,
    0.5,
    0.05,
)  # how far a step goes; of that what gates and readings get; of all what the last one has
SHRINK, HELD = 2e-3, 0.1  # how hard weights are pulled to zero, and of that what readings are
DROPPED = 0.3  # of the words of a text, at each reading anew: none may rest on its neighbours
FAR = 0.3  # what a word far off counts for to begin with
Rows = list[tuple[Around, int]]


class Row(NamedTuple):
    """One thing in one text, by what is known around it."""

    words: list[tuple[Adaptive, int, int]]
    things: list[Adaptive]
    tones: list[tuple[Adaptive, float]]
    tone: int


class Fit:
    """The weights of things.ThingWeights: of each word for near and for far, negative and positive, and how much places count.

    Each tone weighs as much as the others.
    """

    def __init__(self, words: Iterable[str], things: Iterable[str], rows: Rows, seed: int = SEED) -> None:
        self._seed = seed
        self.words = {word: Adaptive([0.0] * 4, 0.01) for word in sorted(words)}
        self.things = {word: Adaptive([0.0] * 2, 0.01) for word in sorted(things)}
        self.tones = {name: Adaptive([0.0] * 2, 0.01) for name in TONE_NAMES}
        by_distance = [1.0 / (1.0 + distance / 4.0) for distance in range(1, PLACES // 2 + 1)]
        self.near, self.far = Adaptive(by_distance * 2, 1.0), Adaptive([FAR] * PLACES, 1.0)
        self.clause = Adaptive([1.0] * CLAUSES, 1.0)
        counts = Counter(tone for _, tone in rows)
        if len(counts) < len(TONES):
            raise ValueError(f"each of {', '.join(TONES)} is needed to tell them apart")
        self._share = [len(rows) / (len(TONES) * counts[tone]) for tone in range(len(TONES))]
        self._rows = [self._row(found, tone) for found, tone in rows]

    def _row(self, found: Around, tone: int) -> Row:
        return Row(
            [(self.words[word], place, clause) for word, place, clause in found.words if word in self.words],
            [self.things[word] for word in found.thing if word in self.things],
            [(self.tones[name], value) for name, value in found.tones.items() if value],
            tone,
        )

    def learn(self) -> "Fit":
        """ROUNDS passes in a seeded order, with shorter and shorter steps."""
        draw = random.Random(self._seed)
        rows = self._rows
        steps = ROUNDS * len(rows)
        for done in range(ROUNDS):
            draw.shuffle(rows)
            for number, row in enumerate(rows, start=done * len(rows)):
                heard = row._replace(words=[word for word in row.words if draw.random() > DROPPED])
                self._step(heard, RATE * (1.0 - (1.0 - LAST) * number / steps))
        return self

    def learnt(self) -> list[Adaptive]:
        """All that is learnt, in an order that every fit on the same words has."""
        return [
            *self.words.values(),
            *self.things.values(),
            *self.tones.values(),
            self.near,
            self.clause,
            self.far,
        ]

    def _odds(self, row: Row) -> tuple[float, float]:
        near, clause, far = self.near.values, self.clause.values, self.far.values
        negative = positive = 0.0
        for word, place, ends in row.words:
            close, about = near[place] * clause[ends], far[place]
            one, two, three, four = word.values
            negative += one * close + three * about
            positive += two * close + four * about
        for weights, value in chain(((thing, 1.0) for thing in row.things), row.tones):
            negative += weights.values[0] * value
            positive += weights.values[1] * value
        return negative, positive

    def _step(self, row: Row, rate: float) -> None:
        negative, positive = self._odds(row)
        top = max(negative, positive, 0.0)
        powers = [math.exp(odd - top) for odd in (negative, 0.0, positive)]
        share = self._share[row.tone] / sum(powers)
        one = powers[0] * share - (row.tone == 0) * self._share[row.tone]
        two = powers[2] * share - (row.tone == 2) * self._share[row.tone]
        self._step_words(row, one, two, rate)
        for thing in row.things:
            thing.step((one, two), rate, SHRINK)
        for reading, value in row.tones:
            reading.step((one * value, two * value), SLOW * rate, HELD * SHRINK)

    def _step_words(self, row: Row, one: float, two: float, rate: float) -> None:
        near, clause, far = self.near.values, self.clause.values, self.far.values
        slopes_near, slopes_clause, slopes_far = [0.0] * PLACES, [0.0] * CLAUSES, [0.0] * PLACES
        for word, place, ends in row.words:
            close, about = near[place] * clause[ends], far[place]
            weights = word.values
            by_close = weights[0] * one + weights[1] * two
            slopes_near[place] += by_close * clause[ends]
            slopes_clause[ends] += by_close * near[place]
            slopes_far[place] += weights[2] * one + weights[3] * two
            word.step((one * close, two * close, one * about, two * about), rate, SHRINK)
        for gates, slopes in ((self.near, slopes_near), (self.clause, slopes_clause), (self.far, slopes_far)):
            for number, slope in enumerate(slopes):
                if slope:
                    gates.take(number, slope, SLOW * rate)


def _range(values: list[float]) -> float:
    """How far the three tones are apart; neutral is zero."""
    return max(*values, 0.0) - min(*values, 0.0)


def fit(rows: Rows) -> dict[str, object]:
    """Fits on the words that stand in LEAST texts or so, keeps the MOST weightiest, fits again on those alone."""
    words = Counter(placed.word for found, _ in rows for placed in found.words)
    things = Counter(word for found, _ in rows for word in {*found.thing})
    if not any(number >= LEAST for number in words.values()):
        raise ValueError(f"{len(rows)} rows are too few: no word stands in {LEAST} of them")
    first = Fit(
        [word for word, number in words.items() if number >= LEAST],
        [word for word, number in things.items() if number >= LEAST_THING],
        rows,
    ).learn()
    worth = {
        f"w {word}": (_range(had.values[:2]) + 0.5 * _range(had.values[2:])) * math.log1p(words[word])
        for word, had in first.words.items()
    }
    worth |= {
        f"t {word}": _range(had.values) * math.log1p(things[word]) for word, had in first.things.items()
    }
    kept = weightiest(worth, MOST)
    fits = [Fit(_of("w ", kept), _of("t ", kept), rows, SEED + number).learn() for number in range(FITS)]
    return _table(_mean(fits))


def _mean(fits: list[Fit]) -> Fit:
    """The first, with the mean of what all have learnt."""
    for one, *others in zip(*(fit.learnt() for fit in fits), strict=True):
        each = zip(one.values, *(other.values for other in others), strict=True)
        one.values = [sum(values) / len(values) for values in each]
    return fits[0]


def _of(sign: str, kept: list[str]) -> list[str]:
    return [each.removeprefix(sign) for each in kept if each.startswith(sign)]


def _table(done: Fit) -> dict[str, object]:
    """Weights as whole numbers of `unit`."""
    known = (done.words, done.things)
    unit = max(abs(weight) for table in known for had in table.values() for weight in had.values) / LEVELS
    words, things = (
        {word: [round(w / unit) for w in had.values] for word, had in table.items()} for table in known
    )
    return {
        "unit": round(unit, 6),
        "around": pack({word: tuple(n + LEVELS for n in numbers) for word, numbers in words.items() if any(numbers)}),
        "things": pack_pairs({word: (numbers[0], numbers[1]) for word, numbers in things.items()}),
        "tones": {name: _rounded(had.values) for name, had in done.tones.items()},
        "near": _rounded(done.near.values),
        "clause": _rounded(done.clause.values),
        "far": _rounded(done.far.values),
    }  # fmt: skip


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(value, 3) for value in values]


def read(path: Path) -> Rows:
    """What stands around every thing, and its tone (0 to 2, as in TONES); refuses what is not listed in docs/data-card.md."""
    refuse_unlisted(path, (INPUT, THINGS.name))
    rows = json_rows(path, "target")
    return [(what_is_around(r["text"], r["from"], r["to"]), TONES.index(r["label"])) for r in rows]


def _inputs(folder: Path) -> list[Path]:
    return [folder / INPUT, THINGS]


if __name__ == "__main__":
    command(
        __doc__,
        FILE,
        inputs=_inputs,
        fit=lambda folder: fit([*chain.from_iterable(map(read, _inputs(folder)))]),
    )
