"""Fits triage/target.json, the tone towards a thing in a text: python -m tools.fit_target FOLDER.

Plain Python with a fixed seed, as tools/fitting.py: the same input gives the same file to the byte.
"""

from pathlib import Path

from tools.fitting import command
from tools.inputs import json_rows
from tools.softmax import Rows, fit
from triage.target import FILE, TONES, features

INPUT = "mams.train.jsonl"


def read(path: Path) -> Rows:
    """Features and tone (0 to 2, as in TONES) of every row; refuses what is not listed in docs/data-card.md."""
    if path.name != INPUT:
        raise ValueError(
            f"{path.name} is not listed in docs/data-card.md; only listed inputs may be fitted on"
        )
    rows = json_rows(path)
    return [(features(r["text"], r["from"], r["to"]), TONES.index(r["label"])) for r in rows]


if __name__ == "__main__":
    command(
        __doc__,
        FILE,
        inputs=lambda folder: [folder / INPUT],
        fit=lambda folder: fit(read(folder / INPUT), most=2400, least=4, rate=0.05),
    )
