"""How weights are fitted: logistic regression in plain Python, and the command line that the fits share.

Plain Python on purpose: the same inputs give the same file to the byte on one machine, without any numerical library.
"""

import argparse
import json
import math
import random
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.inputs import digests
from triage.packing import CHECKSUM, checksum
from triage.weights import SCALE

HEADS = ("complaint", "negativity")
ROUNDS = 10
RATE = 0.25
LEAST_TELLING = 0.2  # log-odds
SEED = 20261120


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text: its distinct words and pairs, VADER's compound, the label, its weight for each head."""

    grams: tuple[str, ...]
    tone: float
    label: int
    weights: tuple[float, float]


class Adaptive:
    """Numbers that are learnt by AdaGrad: the more one was moved, the shorter its next step."""

    def __init__(self, values: Iterable[float], moved: float) -> None:
        self.values = [*values]
        self._moved = [moved] * len(self.values)

    def step(self, slopes: Iterable[float], rate: float, shrink: float = 0.0) -> None:
        for number, slope in enumerate(slopes):
            self.take(number, slope + shrink * self.values[number], rate)

    def take(self, number: int, slope: float, rate: float) -> None:
        self._moved[number] += slope * slope
        self.values[number] -= rate * slope / math.sqrt(self._moved[number])


class Fit:
    """Logistic regression with AdaGrad over a fixed vocabulary; a text of fewer than `least` known words weighs as one of so many.

    A brake pulls each weight to zero, harder the less its word tells the two kinds of text apart.
    """

    def __init__(self, vocabulary: list[str], least: int = 1) -> None:
        self._least = least
        self.place = {gram: number for number, gram in enumerate(vocabulary)}
        self.weights = [0.0] * len(vocabulary)
        self._brakes = [0.0] * len(vocabulary)
        self._seen = [0.01] * len(vocabulary)
        self._dense = Adaptive([0.0, 0.0, 0.0], 0.01)

    def learn(self, examples: list[Example], head: str, rounds: int = ROUNDS) -> "Fit":
        """So many passes in a seeded order over what this head learns from."""
        number = HEADS.index(head)
        rows = [(self._places(e.grams), e, e.weights[number]) for e in examples if e.weights[number]]
        self._brakes = self._how_telling(rows)
        draw = random.Random(SEED)
        for _ in range(rounds):
            draw.shuffle(rows)
            for places, example, weight in rows:
                self._step(places, example, weight)
        return self

    @property
    def dense(self) -> list[float]:
        """Bias, tone, gloom."""
        return self._dense.values

    def odds(self, grams: Iterable[str]) -> float:
        """The log-odds of a text with these words, but for its tone."""
        places = self._places(grams)
        return self.dense[0] + self._share(places) * sum([self.weights[p] for p in places])

    def _places(self, grams: Iterable[str]) -> list[int]:
        return [self.place[gram] for gram in grams if gram in self.place]

    def _share(self, places: list[int]) -> float:
        return SCALE / math.sqrt(max(len(places), self._least))

    def _how_telling(self, rows: list[tuple[list[int], Example, float]]) -> list[float]:
        """Each word's brake, shared out among the texts it stands in. Words that tell little by themselves are held
        back most: what such words seem to say on top of others holds for one source alone.
        """
        counts = [[1.0] * len(self.weights), [1.0] * len(self.weights)]
        texts = [0] * len(self.weights)
        for places, example, weight in rows:
            for place in places:
                counts[example.label][place] += weight
                texts[place] += 1
        even = math.log(sum(counts[1]) / sum(counts[0]))
        brakes = [
            1.0 / max(LEAST_TELLING, abs(math.log(yes / no) - even)) for no, yes in zip(*counts, strict=True)
        ]
        mean = sum(brakes) / len(brakes)
        return [brake / mean / max(1, number) for brake, number in zip(brakes, texts, strict=True)]

    def _step(self, places: list[int], example: Example, weight: float) -> None:
        weights, seen, brakes = self.weights, self._seen, self._brakes
        share = self._share(places)
        dense = (1.0, example.tone, max(0.0, -example.tone))
        odds = share * sum([weights[p] for p in places])
        odds += sum([w * x for w, x in zip(self._dense.values, dense, strict=True)])
        error = (1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))) - example.label) * weight
        pull = error * share
        for place in places:  # as Adaptive.take, without a call for each word of each text
            slope = pull + brakes[place] * weights[place]
            seen[place] += slope * slope
            weights[place] -= RATE * slope / math.sqrt(seen[place])
        self._dense.step([error * value for value in dense], 0.3 * RATE, shrink=1e-4)


def weightiest(worth: Mapping[str, float], most: int) -> list[str]:
    """So many of the features, those that are worth most, in the order of the alphabet."""
    return sorted(sorted(worth, key=lambda feature: (-worth[feature], feature))[:most])


def command(
    doc: str | None,
    file: Path,
    inputs: Callable[[Path], list[Path]],
    fit: Callable[[Path], Mapping[str, object]],
    folder: Path | None = None,
    rules: Iterable[Path] = (),
) -> None:
    """A fit on the command line: writes what `fit` makes of the folder with the inputs, or compares it with the shipped file
    and exits where they differ. `folder` is where the inputs lie if nothing else is said; `rules` are files of ours that it hangs on.
    """
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?" if folder else None,
        default=folder,
        help="where the inputs of docs/data-card.md lie",
    )
    parser.add_argument("--check", action="store_true", help="compare with the shipped file, write nothing")
    options = parser.parse_args()
    paths = inputs(options.folder)
    if missing := [path.name for path in paths if not path.is_file()]:
        sys.exit(
            f"{options.folder} lacks {', '.join(missing)}: docs/data-card.md tells where the inputs come from"
        )
    try:
        table = {"inputs": digests(paths, rules), **fit(options.folder)}
        table[CHECKSUM] = checksum(table)
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    made = json.dumps(table, ensure_ascii=False, indent=0) + "\n"
    if not options.check:
        file.write_text(made, encoding="utf-8")
        print(f"{file.name}: {len(made):,} bytes")
    elif not file.exists() or file.read_text(encoding="utf-8") != made:
        sys.exit(f"triage/{file.name} differs from a fresh fit")
    else:
        print(f"triage/{file.name} equals a fresh fit to the byte")
