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
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triage.cleaning import clean
from triage.folding import fold
from triage.packing import CHECKSUM, LEVELS, checksum, pack_pairs
from triage.target import TONES
from triage.tone import clean_for_tone, compound
from triage.weights import FILE, SCALE
from triage.words import grams, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """How much an input's texts count, beside the root of their number.

    `gloom`: how much its negative texts count as complaints to somebody. `negativity`: how much they count for the other
    head; everyday posts teach what is no complaint, not what is no gloom. `made_up`: whether its names are masked, for a
    name that stands in many made-up posts says nothing of real ones.
    """

    counts: float = 1.0
    gloom: float = 1.0
    negativity: float = 1.0
    made_up: bool = False


POSTS = Path(__file__).with_name("complaints")
INPUTS = {
    "nhs_v6.train.jsonl": Input(),
    "nhs_p1.train.jsonl": Input(
        counts=1.4
    ),  # the most varied answers: of every kind of service, and of praise with a "but"
    # A gloomy tweet is seldom a complaint to anybody, but of gloom its twenty raters know most.
    "vader_tweets.train.jsonl": Input(gloom=0.1, negativity=2.0),
    "vader_amazon.train.jsonl": Input(),
    "isarcasm.train.jsonl": Input(counts=1.5, negativity=0.0),
    "cfpb.train.jsonl": Input(),
    "mams.train.jsonl": Input(counts=0.5),
    "made_up.jsonl": Input(negativity=0.0, made_up=True),
}
HEADS = ("complaint", "negativity")
# How much a word's weight counts where the words to keep are chosen: alerts come first.
WORTH = {"complaint": 1.0, "negativity": 0.5}
MOST_WORDS = 6600
LEAST_TEXTS = 3  # a word must stand in so many texts
ROUNDS = 10
RATE = 0.25
LEAST_TELLING = 0.2  # log-odds
SEED = 20261120
# What is mostly written with a capital within a sentence is a name, and no name may tell of a danger; but for these.
NAMES, NO_NAMES = 0.7, frozenset({
    "i", "i'm", "i've", "i'd", "i'll", "dr", "mr", "mrs", "ms", "sir", "god", "christmas", "easter",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
})  # fmt: skip
_INSIDE = re.compile(r"(?<=[a-z,;] )(?:@\w+|[A-Za-zÁÉÍÓÚÑáéíóúñ][\w']*)")
NAME = "*"  # no text has this word
_REDACTED = re.compile(r"\bX{2,}\b|\[Redacted[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text: its distinct words and pairs, VADER's compound, the label, its weight for each head."""

    grams: tuple[str, ...]
    tone: float
    label: int
    weights: tuple[float, float]


def read(folder: Path) -> list[Example]:
    """All inputs; each source weighs in by the root of its size, so that none drowns the others."""
    rows = {name: rows_of(_place(folder, name)) for name in INPUTS}
    mean = sum(map(len, rows.values())) / len(rows)
    names = {
        name: names_in(text for text, _ in rows[name]) if INPUTS[name].made_up else frozenset[str]()
        for name in INPUTS
    }
    return [
        example(text, label, INPUTS[name], math.sqrt(mean / len(found)), names[name])
        for name, found in rows.items()
        for text, label in found
    ]


def names_in(lines: Iterable[str]) -> frozenset[str]:
    """The words that are mostly written with a capital within a sentence."""
    written = Counter(word for line in lines for word in _INSIDE.findall(line))
    capital, either = Counter[str](), Counter[str]()
    for word, number in written.items():
        folded = fold(word)
        either[folded] += number
        capital[folded] += number * word[0].isupper()
    return frozenset(word for word in either if capital[word] > NAMES * either[word]) - NO_NAMES


def masked(words: list[str], names: frozenset[str]) -> list[str]:
    """The words with NAME for each name."""
    return [NAME if word in names else word for word in words]


def _place(folder: Path, name: str) -> Path:
    """Where an input lies: sentences about targets may stand in a folder beside the complaints, made-up posts are here."""
    elsewhere = [each for each in (folder.parent / "targets" / name, POSTS / name) if each.exists()]
    return elsewhere[0] if elsewhere and not (folder / name).exists() else folder / name


def rows_of(path: Path) -> list[tuple[str, int]]:
    """The texts of an input with their labels; refuses what is not listed in docs/data-card.md."""
    if path.name not in INPUTS:
        raise ValueError(
            f"{path.name} is not listed in docs/data-card.md; only listed inputs may be fitted on"
        )
    rows = json_rows(path)
    if "target" in rows[0]:
        return _of_targets(rows)
    return [(row["text"], int(row["y"])) for row in rows]


def json_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines. Raises ValueError where there is none, and with the line and what it needs."""
    rows: list[dict[str, Any]] = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is no UTF-8 text: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{path.name}, line {number} is no JSON: {error}") from error
        if needed := _lacks(row, of_targets="target" in rows[0] if rows else None):
            raise ValueError(f"{path.name}, line {number} needs {needed}")
        rows.append(row)
    if not rows:
        raise ValueError(f"{path.name} is empty: docs/data-card.md tells how many rows it should hold")
    return rows


def _lacks(row: object, of_targets: bool | None) -> str:
    """What a row lacks to be learnt from; "" where it lacks nothing. `of_targets`: whether those before it name targets."""
    if not isinstance(row, dict) or not isinstance(text := row.get("text"), str):
        return '"text": a string, in an object'
    if of_targets is not None and of_targets != ("target" in row):
        return (
            'a "target", as the rows before it have'
            if of_targets
            else 'no "target", as the rows before it have none'
        )
    if "target" not in row:
        return "" if row.get("y") in (0, 1) else '"y": 0 or 1'
    begin, end = row.get("from"), row.get("to")
    if not (isinstance(begin, int) and isinstance(end, int) and 0 <= begin < end <= len(text)):
        return '"from" and "to": where the target begins and ends in the text'
    return "" if row.get("label") in TONES else f'"label": one of {", ".join(TONES)}'


def _of_targets(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Sentences that blame something and praise nothing, and the other way round; those that do both say neither."""
    said: dict[str, set[str]] = {}
    for row in rows:
        said.setdefault(row["text"], set()).add(row["label"])
    return [
        (text, int("negative" in labels))
        for text, labels in said.items()
        if ("negative" in labels) != ("positive" in labels)
    ]


def example(
    text: str, label: int, source: Input, weight: float, names: frozenset[str] = frozenset()
) -> Example:
    text = clean(_REDACTED.sub(" ", text))
    words = masked(tokens(fold(text).split()), names)
    found = tuple(sorted(gram for gram in grams(words) if NAME not in gram.split(" ")))
    weight *= source.counts
    weights = (weight * (source.gloom if label else 1.0), weight * source.negativity)
    return Example(found, compound(clean_for_tone(text)), label, weights)


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
        self.dense = [0.0, 0.0, 0.0]  # bias, tone, gloom
        self._dense_seen = [0.01, 0.01, 0.01]

    def learn(self, examples: list[Example], head: str) -> "Fit":
        """ROUNDS passes in a seeded order over what this head learns from."""
        number = HEADS.index(head)
        rows = [(self._places(e.grams), e, e.weights[number]) for e in examples if e.weights[number]]
        self._brakes = self._how_telling(rows)
        draw = random.Random(SEED)
        for _ in range(ROUNDS):
            draw.shuffle(rows)
            for places, example, weight in rows:
                self._step(places, example, weight)
        return self

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
        odds += sum([w * x for w, x in zip(self.dense, dense, strict=True)])
        error = (1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))) - example.label) * weight
        pull = error * share
        for place in places:
            slope = pull + brakes[place] * weights[place]
            seen[place] += slope * slope
            weights[place] -= RATE * slope / math.sqrt(seen[place])
        for number, value in enumerate(dense):
            slope = error * value + 1e-4 * self.dense[number]
            self._dense_seen[number] += slope * slope
            self.dense[number] -= 0.3 * RATE * slope / math.sqrt(self._dense_seen[number])


def learnt(examples: list[Example]) -> tuple[dict[str, Fit], list[str]]:
    """Fits on all words, keeps the weightiest, fits again on those alone; both heads share the words."""
    texts = Counter(gram for example in examples for gram in example.grams)
    vocabulary = sorted(gram for gram, number in texts.items() if number >= LEAST_TEXTS)
    first = {head: Fit(vocabulary).learn(examples, head) for head in HEADS}
    worth = {
        gram: math.log1p(texts[gram])
        * max(abs(first[head].weights[place]) * share for head, share in WORTH.items())
        for place, gram in enumerate(vocabulary)
    }
    kept = weightiest(worth, MOST_WORDS)
    return {head: Fit(kept).learn(examples, head) for head in HEADS}, kept


def weightiest(worth: Mapping[str, float], most: int) -> list[str]:
    """So many of the features, those that are worth most, in the order of the alphabet."""
    return sorted(sorted(worth, key=lambda feature: (-worth[feature], feature))[:most])


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


def digests(paths: Iterable[Path]) -> dict[str, str]:
    """Each input's name and SHA-256."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def command(
    doc: str | None,
    file: Path,
    inputs: Callable[[Path], list[Path]],
    fit: Callable[[Path], Mapping[str, object]],
) -> None:
    """A fit on the command line: writes what `fit` makes of the folder with the inputs, or compares it with the shipped file
    and exits where they differ.
    """
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("folder", type=Path, help="where the public inputs of docs/data-card.md lie")
    parser.add_argument("--check", action="store_true", help="compare with the shipped file, write nothing")
    options = parser.parse_args()
    paths = inputs(options.folder)
    if missing := [path.name for path in paths if not path.is_file()]:
        sys.exit(
            f"{options.folder} lacks {', '.join(missing)}: docs/data-card.md tells where the inputs come from"
        )
    try:
        table = {"inputs": digests(paths), **fit(options.folder)}
        table[CHECKSUM] = checksum(table)
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    made = json.dumps(table, ensure_ascii=False, indent=0) + "\n"
    if not options.check:
        file.write_text(made, encoding="utf-8")
        print(f"{file.name}: {len(made):,} bytes")
    elif file.read_text(encoding="utf-8") != made:
        sys.exit(f"triage/{file.name} differs from a fresh fit")
    else:
        print(f"triage/{file.name} equals a fresh fit to the byte")


if __name__ == "__main__":
    command(
        __doc__,
        FILE,
        inputs=lambda folder: [_place(folder, name) for name in INPUTS],
        fit=lambda folder: fit(read(folder)),
    )
