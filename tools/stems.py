"""Finds the stems of the level-3 patterns: python -m tools.stems FOLDER writes triage/stems.json.

Whatever a pattern matches holds one of its stems, so a text without any need not be searched. That follows from the
pattern alone; the texts in FOLDER (NAME.train.jsonl) only tell which of several choices is the rarest. No word of
them gets into the file. To be run after every change of a pattern: a test tells where a stem is missing.
"""

import argparse
import json
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import digits
from typing import Any

from ahocorasick_rs import BytesAhoCorasick

from triage.cleaning import clean
from triage.folding import fold
from triage.gate import FILE, searchable
from triage.packing import pack_words
from triage.rules_now import PATTERNS

MOST = 60  # strings that a piece of a pattern is written out into
STEM_COST, LETTER_COST = 1e-4, 3e-6  # what a stem more is worth, in texts searched in vain
UNSEEN = 10.0  # a stem of n letters may stand in one of UNSEEN ** n texts of other kinds and languages
_EDGE = "\b"  # stands for a word's edge until the strings are finished

Choice = frozenset[str]
"""Strings one of which stands in whatever an alternative matches."""


def written_out(kind: Any, value: Any) -> list[str] | None:
    """All that one item of a pattern can match; None where that is too much."""
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.IN:
        return _class(value)
    if kind is op.BRANCH:
        return _union(_sequence(branch) for branch in value[1])
    if kind is op.SUBPATTERN:
        return _sequence(value[3])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, repeated = value
        once = _sequence(repeated) if most == 1 else None
        return once if once is None or least else ["", *once]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [""]
    if kind is op.AT:
        return [_EDGE] if value is op.AT_BOUNDARY else [""]
    return None


def _class(members: Iterable[tuple[Any, Any]]) -> list[str] | None:
    found: list[str] = []
    for kind, value in members:
        if kind is op.LITERAL:
            found.append(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < 12:
            found += map(chr, range(value[0], value[1] + 1))
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            found += digits
        else:
            return None
    return found


def _union(lists: Iterable[list[str] | None]) -> list[str] | None:
    found: list[str] = []
    for each in lists:
        if each is None:
            return None
        found += each
    return found


def _sequence(items: Iterable[tuple[Any, Any]]) -> list[str] | None:
    found = [""]
    for kind, value in items:
        ends = written_out(kind, value)
        if ends is None or len(found) * len(ends) > MOST:
            return None
        found = _joined(found, ends)
    return found


def _joined(heads: Iterable[str], ends: Sequence[str]) -> list[str]:
    return [head + end for head in heads for end in ends]


def choices(items: Iterable[tuple[Any, Any]], heads: Sequence[str] = ("",)) -> Iterator[Choice]:
    """All choices for items that stand one behind the other, and right behind one of `heads`."""
    rows = [(kind, value, written_out(kind, value)) for kind, value in items]
    for number, (kind, value, ends) in enumerate(rows):
        if ends is None:
            yield from _inner(kind, value, heads)
            heads = [""]
            continue
        for begin in (heads, _tails(heads, 3), _tails(heads, 1), [""]):
            strings = list(begin)
            for _, _, more in rows[number:]:
                if more is None or len(strings) * len(more) > MOST:
                    break
                strings = _joined(strings, more)
                yield finished(strings)
        heads = _heads(heads, ends)


def _inner(kind: Any, value: Any, heads: Sequence[str]) -> Iterator[Choice]:
    """Choices for an item that cannot be written out, by what is inside it."""
    if kind is op.SUBPATTERN:
        yield from choices(value[3], heads)
    elif kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0]:
        yield from choices(value[2], heads)
    elif kind is op.BRANCH:
        branches = [tuple(choices(branch, heads)) for branch in value[1]]
        if all(branches):
            yield from _each(branches)


def _each(branches: Sequence[tuple[Choice, ...]]) -> Iterator[Choice]:
    """A choice for every branch together: the rarest by their length, or those with the longest stems."""
    for best in (_rough_price, _shortest):
        yield frozenset[str]().union(*[min(found, key=best) for found in branches])


def _rough_price(choice: Choice) -> tuple[float, list[str]]:
    return sum(UNSEEN ** -len(stem.strip()) + STEM_COST for stem in choice), sorted(choice)


def _shortest(choice: Choice) -> tuple[int, int, list[str]]:
    return -min(map(len, choice)), len(choice), sorted(choice)


def _tails(strings: Iterable[str], keep: int) -> list[str]:
    return sorted({string[-keep:] for string in strings})


def _heads(heads: Sequence[str], ends: Sequence[str]) -> list[str]:
    """What stands before the next item: cut from the left until it is not too many."""
    for keep in (99, 12, 8, 5, 3, 2, 1):
        kept = _tails(heads, keep)
        if len(kept) * len(ends) <= MOST:
            return _joined(kept, ends)
    return list(ends) if len(ends) <= MOST else [""]


def finished(strings: Iterable[str]) -> Choice:
    """As the text is searched: every mark a blank, and a blank where a word must begin or end."""
    found = {_finished(string) for string in strings}
    return frozenset(s for s in found if not any(other != s and other in s for other in found))


def _finished(string: str) -> str:
    edges = string.startswith(_EDGE), string.endswith(_EDGE)
    plain = searchable(string.replace(_EDGE, "")).decode("latin-1")
    before = " " if edges[0] and plain[:1].isalnum() else ""
    behind = " " if edges[1] and plain[-1:].isalnum() else ""
    return before + plain + behind


class Prices:
    """What stems cost: the share of texts searched in vain for their sake, and the room they take."""

    def __init__(self, strings: Iterable[str], texts: Sequence[str]) -> None:
        stems = sorted(strings)
        automaton = BytesAhoCorasick([stem.encode("latin-1") for stem in stems])
        counts = [0] * len(stems)
        for text in texts:
            hits = automaton.find_matches_as_indexes(searchable(text), overlapping=True)
            for number in {number for number, _, _ in hits}:
                counts[number] += 1
        self._share = {
            stem: count / max(1, len(texts)) + UNSEEN ** -len(stem.strip())
            for stem, count in zip(stems, counts, strict=True)
        }

    def of(self, choice: Choice) -> float:
        return sum(self._share[stem] + STEM_COST + LETTER_COST * len(stem) for stem in choice)


def usable(choice: Choice) -> bool:
    return bool(choice) and all(stem.strip() for stem in choice)


def found_stems(texts: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """Rule -> slot -> for each alternative its stems, with | between them."""
    options = {
        (rule, slot): [
            [choice for choice in set(choices(parser.parse(each.pattern))) if usable(choice)]
            for each in alternatives.alternatives
        ]
        for rule, slots in PATTERNS.items()
        for slot, alternatives in slots.items()
    }
    strings = {s for found in options.values() for each in found for choice in each for s in choice}
    prices = Prices(strings, texts)
    table: dict[str, dict[str, list[str]]] = {rule: {} for rule in PATTERNS}
    for (rule, slot), found in options.items():
        cheapest = [min(each, key=lambda c: (prices.of(c), sorted(c))) for each in found]
        table[rule][slot] = [pack_words(stems) for stems in cheapest]
    return table


def read(folder: Path) -> list[str]:
    """The folded texts of a folder."""
    lines = [
        line for path in sorted(folder.glob("*.train.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    return [fold(clean(json.loads(line)["text"])) for line in lines]


def main() -> None:
    parser_ = argparse.ArgumentParser(description=__doc__)
    parser_.add_argument(
        "folder", type=Path, help="everyday texts, NAME.train.jsonl with a text in each line"
    )
    table = found_stems(read(parser_.parse_args().folder))
    FILE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
