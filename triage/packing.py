"""Fitted weights on disk: features that share a pair of small whole numbers stand together, to keep the file small."""

from collections.abc import Mapping

LEVELS = 31  # weights are whole numbers from -LEVELS to LEVELS of a unit; finer ones change no ranking


def pack(pairs: Mapping[str, tuple[int, int]]) -> dict[str, str]:
    """Pair -> its features with tabs between; features hold no tab."""
    grouped: dict[tuple[int, int], list[str]] = {}
    for feature, pair in sorted(pairs.items()):
        if any(pair):
            grouped.setdefault(pair, []).append(feature)
    return {f"{one} {two}": "\t".join(grouped[one, two]) for one, two in sorted(grouped)}


def unpack(packed: Mapping[str, str], unit: float) -> dict[str, complex]:
    """Feature -> its two weights, the first as the real, the second as the imaginary part."""
    found: dict[str, complex] = {}
    for pair, features in packed.items():
        one, two = map(int, pair.split())
        found.update(dict.fromkeys(features.split("\t"), complex(one * unit, two * unit)))
    return found
