"""Fits triage/target.json, the tone towards a thing in a text: python -m tools.fit_target FOLDER.

FOLDER holds the public sentences of docs/data-card.md, which are of restaurants; those in tools/things/ were made up for it and
are of hospitals and many other trades. Plain Python with a fixed seed, as tools/fitting.py: the same inputs give the same
file to the byte.
"""

from itertools import chain
from pathlib import Path

from tools.fitting import command
from tools.inputs import THINGS, json_rows, refuse_unlisted
from tools.softmax import Rows, fit
from triage.target import FILE, TONES, features

INPUT = "mams.train.jsonl"


def read(path: Path) -> Rows:
    """Features and tone (0 to 2, as in TONES) of every row; refuses what is not listed in docs/data-card.md."""
    refuse_unlisted(path, (INPUT, THINGS.name))
    rows = json_rows(path, "target")
    return [(features(r["text"], r["from"], r["to"]), TONES.index(r["label"])) for r in rows]


def _inputs(folder: Path) -> list[Path]:
    return [folder / INPUT, THINGS]


if __name__ == "__main__":
    command(
        __doc__,
        FILE,
        inputs=_inputs,
        fit=lambda folder: fit(
            [*chain.from_iterable(map(read, _inputs(folder)))], most=2400, least=4, rate=0.05
        ),
    )
