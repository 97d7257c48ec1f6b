"""Words on disk, with fitted weights or alone: sorted ones that leave out what they share with the one before them."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

LEVELS = 31  # weights are whole numbers from -LEVELS to LEVELS of a unit; finer ones change no ranking
# A whole number is a sign: 0, -1, 1, -2, 2 and so on. Small ones are ASCII; none needs escaping in JSON.
_SIGNS = [chr(code) for code in (*range(33, 127), *range(0xC0, 0x250)) if chr(code) not in '"\\']
_NUMBERS = {sign: -(place + 1) // 2 if place % 2 else place // 2 for place, sign in enumerate(_SIGNS)}


def pack(pairs: Mapping[str, tuple[int, int]]) -> str:
    """Features with tabs between: how many letters are as before, the two numbers, the other letters."""
    rows = [(feature, pair) for feature, pair in sorted(pairs.items()) if any(pair)]
    before = pairwise(["", *[feature for feature, _ in rows]])
    shared = [_shared(one, other) for one, other in before]
    return "\t".join(
        _sign(same) + _sign(pair[0]) + _sign(pair[1]) + feature[same:]
        for same, (feature, pair) in zip(shared, rows, strict=True)
    )


def _shared(one: str, other: str) -> int:
    """How many letters two features begin with alike."""
    least = min(len(one), len(other))
    return next((place for place in range(least) if one[place] != other[place]), least)


def _sign(number: int) -> str:
    return _SIGNS[2 * number if number >= 0 else -2 * number - 1]


def unpack(packed: str, unit: float) -> dict[str, complex]:
    """Feature -> its two weights, the first as the real, the second as the imaginary part."""
    shared: dict[tuple[int, int], complex] = {}  # equal weights are one object, which is faster to come by
    return {
        feature: shared.setdefault((one, two), complex(one * unit, two * unit))
        for feature, one, two in packed_rows(packed)
    }


def packed_rows(packed: str) -> Iterator[tuple[str, int, int]]:
    """Each feature with its two whole numbers."""
    feature = ""
    for row in packed.split("\t") if packed else ():
        same, one, two = map(_NUMBERS.__getitem__, row[:3])
        feature = feature[:same] + row[3:]
        yield feature, one, two


T = TypeVar("T")


def read(file: Path, made: Callable[[Mapping[str, Any]], T]) -> T | None:
    """What is `made` of a fitted file, None where it is not there. Raises ValueError where it is damaged."""
    if not file.exists():
        return None
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        if "" in table.values():
            raise ValueError("nothing was fitted")
        return made(table)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        told = f"{file} is damaged: fetch it anew, or take it away, and the rules judge alone"
        raise ValueError(told) from error
