"""What the fits learn from: the named inputs, and how their rows are read."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triage.target import TONES


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """How much an input's texts count, beside the root of their number.

    `gloom`: how much its negative texts count as complaints to somebody. `negativity`: how much they count for the other
    head; everyday posts teach what is no complaint, not what is no gloom. `made_up`: whether its names are masked, for a
    name that stands in many made-up posts says nothing of real ones. `label`: what all its posts are, one a line; such files are
    one input together.
    """

    counts: float = 1.0
    gloom: float = 1.0
    negativity: float = 1.0
    made_up: bool = False
    label: int | None = None


POSTS = Path(__file__).with_name("complaints")
DANGERS = Path(__file__).with_name("dangers")
THINGS = Path(__file__).with_name("things") / "things.jsonl"
NAMED = Path(__file__).with_name("naming") / "named.jsonl"
INPUTS = {
    "nhs_v6.train.jsonl": Input(counts=1.4, negativity=0.7),
    # The most varied answers: of every kind of service, and of praise with a "but".
    "nhs_p1.train.jsonl": Input(counts=2.5, negativity=0.7),
    # A gloomy tweet is seldom a complaint to anybody, but of gloom its twenty raters know most.
    "vader_tweets.train.jsonl": Input(gloom=0.1, negativity=6.0),
    "vader_amazon.train.jsonl": Input(counts=0.9),
    "isarcasm.train.jsonl": Input(counts=3.2, negativity=0.0),
    # All complaints, and all long; and sentences that blame or praise a dish: of the two the complaint head learns little else.
    "cfpb.train.jsonl": Input(counts=0.25, negativity=4.0),
    "mams.train.jsonl": Input(counts=0.1, negativity=5.0),
    "made_up.jsonl": Input(counts=1.5, negativity=0.0, made_up=True),
    # Praise told by facts and complaints told politely: of them the public inputs hold hardly any.
    "reviews.jsonl": Input(counts=2.6, negativity=0.38, made_up=True),
    # Vivid posts that tell of no danger: half of what a probe holds beside the dangers, and read by a person each.
    "complaint_en.txt": Input(counts=1.4, negativity=0.0, made_up=True, label=1),
    "harmless_en.txt": Input(counts=1.4, negativity=0.0, made_up=True, label=0),
    "plain_en.txt": Input(counts=1.4, negativity=0.0, made_up=True, label=0),
}


def place_of(folder: Path, name: str) -> Path:
    """Where an input lies: sentences about targets may stand in a folder beside the complaints, made-up posts are here."""
    places = (folder.parent / "targets" / name, POSTS / name, DANGERS / name)
    elsewhere = [each for each in places if each.exists()]
    return elsewhere[0] if elsewhere and not (folder / name).exists() else folder / name


def posts_of(path: Path) -> list[str]:
    """The posts of a file that has one a line."""
    return [post for post in path.read_text(encoding="utf-8").split("\n") if post]


def rows_of(path: Path) -> list[tuple[str, int]]:
    """The texts of an input with their labels."""
    if path.name in INPUTS and (label := INPUTS[path.name].label) is not None:
        posts = posts_of(path)
        if not posts:
            raise ValueError(f"{path.name} is empty: docs/data-card.md tells how many posts it should hold")
        return [(post, label) for post in posts]
    rows = _listed(path)
    if "target" in rows[0]:
        return _of_targets(rows)
    return [(row["text"], int(row["y"])) for row in rows]


def harmless(path: Path) -> list[str]:
    """The texts of an input that tell of no danger: all but those whose row says so."""
    return [row["text"] for row in _listed(path) if not row.get("danger")]


def _listed(path: Path) -> list[dict[str, Any]]:
    """The rows of an input; refuses what is not listed in docs/data-card.md."""
    refuse_unlisted(path, INPUTS)
    return json_rows(path)


def refuse_unlisted(path: Path, listed: Collection[str]) -> None:
    """Raises ValueError where a file's name is not among those that may be fitted on."""
    if path.name not in listed:
        raise ValueError(
            f"{path.name} is not listed in docs/data-card.md; only listed inputs may be fitted on"
        )


def json_rows(path: Path, kind: str | None = None) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines, all of one `kind` ("y", "target" or "names": what they say of their texts), that of the
    first where none is given. Raises ValueError where there is none, and with the line and what it needs.
    """
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
        if needed := _lacks(row, kind or (_kind(rows[0]) if rows else None)):
            raise ValueError(f"{path.name}, line {number} needs {needed}")
        rows.append(row)
    if not rows:
        raise ValueError(f"{path.name} is empty: docs/data-card.md tells how many rows it should hold")
    return rows


def _kind(row: Mapping[str, Any]) -> str:
    """The key of what a row says of its text."""
    return next((key for key in ("target", "names") if key in row), "y")


def _lacks(row: object, kind: str | None) -> str:
    """What a row lacks to be learnt from; "" where it lacks nothing. `kind` is that of every row of its file."""
    if not isinstance(row, dict) or not isinstance(text := row.get("text"), str):
        return '"text": a string, in an object'
    if not isinstance(row.get("danger", False), bool):
        return '"danger": true or false, or none of it'
    if kind is not None and kind != _kind(row):
        instead = "" if _kind(row) == "y" else f' and no "{_kind(row)}"'
        return f'"{kind}"{instead}, as every row of it'
    return _LACKS[_kind(row)](text, row)


def _lacks_label(text: str, row: Mapping[str, Any]) -> str:
    return "" if row.get("y") in (0, 1) else '"y": 0 or 1'


def _lacks_names(text: str, row: Mapping[str, Any]) -> str:
    names = row["names"]
    if not isinstance(names, dict) or not names or not all(name.strip() and name in text for name in names):
        return '"names": an object of names as they stand in the text'
    return (
        "" if all(tone in TONES for tone in names.values()) else f"names each with one of {', '.join(TONES)}"
    )


def _lacks_target(text: str, row: Mapping[str, Any]) -> str:
    begin, end = row.get("from"), row.get("to")
    if not (isinstance(begin, int) and isinstance(end, int) and 0 <= begin < end <= len(text)):
        return '"from" and "to": where the target begins and ends in the text'
    if text[begin:end] != row["target"]:
        return f'"from" and "to" of its target: {text[begin:end]!r} stands there'
    return "" if row.get("label") in TONES else f'"label": one of {", ".join(TONES)}'


_LACKS = {"y": _lacks_label, "names": _lacks_names, "target": _lacks_target}


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


def digests(paths: Iterable[Path], rules: Iterable[Path] = ()) -> dict[str, str]:
    """Each input's name and SHA-256; of the files of rules, which are many, one of all in the order of their names."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    if together := [path.read_bytes() for path in sorted(rules)]:
        found["rules"] = hashlib.sha256(b"".join(together)).hexdigest()
    return found
