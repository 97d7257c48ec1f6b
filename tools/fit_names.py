"""Fits triage/names.json, the tone towards a name among others: python -m tools.fit_names.

The posts were made up for it, in tools/naming/named.jsonl: what each says of every name in it. It looks at what the other fits
and the cues say of a text, so it comes after them, and their files are inputs too. Plain Python with a fixed seed, as tools/fitting.py.
"""

from pathlib import Path

from tools.fitting import command
from tools.inputs import NAMED, json_rows
from tools.softmax import Rows, fit
from triage import danger, weights
from triage.masking import masked_at
from triage.naming import FILE, features
from triage.target import TONES

RULES = (*FILE.parent.glob("cues*.toml"), *FILE.parent.glob("topics*.toml"))


def read(path: Path) -> Rows:
    """Features and tone (0 to 2, as in TONES) of every name in every post, where it first stands."""
    rows: Rows = []
    for post in json_rows(path, "names"):
        text = post["text"]
        for name, tone in post["names"].items():
            begin = text.index(name)
            others = [other for other in post["names"] if other != name]
            rows.append((features(masked_at(text, begin, begin + len(name), others)), TONES.index(tone)))
    return rows


if __name__ == "__main__":
    command(
        __doc__,
        FILE,
        inputs=lambda folder: [folder / NAMED.name, weights.FILE, danger.FILE],
        fit=lambda folder: fit(read(folder / NAMED.name), most=1780, least=2, rate=0.02),
        folder=NAMED.parent,
        rules=RULES,
    )
