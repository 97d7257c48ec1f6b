"""Which level-3 patterns a text can match at all: whatever one matches holds a stem of it (see tools/stems.py)."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from triage.packing import unpack_words

FILE = Path(__file__).with_name("stems.json")
MOST_LOOKED_AT = 2_000  # characters at the beginning and as many at the end
SHORT = 200  # characters: of a longer text a rule's slots are looked for around their stems only
_BEFORE, _BEHIND, _MOST_STEMS = 60, 120, 8
_SHORTHAND = (
    (" 2 b ", " to be "),
    (" u ", " you "),
    (" ur ", " your "),
    (" w ", " with "),
    (" r ", " are "),
)
# Of a letter that Latin-1 lacks no stem is made.
_MARKS_ARE_BLANKS = bytes(code if chr(code).isalnum() else 32 for code in range(256))


class Sight(NamedTuple):
    """A folded text as a rule sees it.

    `heard`: slot of the rule -> which of its alternatives each stem in the text belongs to. `near`: what stands
    around the stems, all of a short text or of one with many.
    """

    whole: str
    near: str
    heard: Mapping[str, list[int]]


class _Owner(NamedTuple):
    rule: str
    slot: str
    alternative: int


def searchable(text: str) -> bytes:
    """A byte a character, every mark a blank, so that a stem with a blank before it begins a word."""
    return text.encode("latin-1", "replace").translate(_MARKS_ARE_BLANKS)


Stems = Mapping[str, Mapping[str, Sequence[str]]]
"""Rule -> slot -> for each alternative its stems, packed."""


class Gate:
    """Finds stems, and tells which rules could fire on them."""

    def __init__(self, stems: Stems) -> None:
        owners: dict[str, list[_Owner]] = {}
        for rule, slots in stems.items():
            for slot, alternatives in slots.items():
                for number, joined in enumerate(alternatives):
                    for stem in unpack_words(joined):
                        owners.setdefault(stem, []).append(_Owner(rule, slot, number))
        self._owners = list(owners.values())
        shorthand = [short for short, _ in _SHORTHAND]
        self._automaton = BytesAhoCorasick([stem.encode("latin-1") for stem in (*owners, *shorthand)])

    def sights(self, folded: str) -> dict[str, Sight]:
        """Rule -> what it should look at, for the rules that a folded text could make fire.

        Of a very long text its beginning and its end are looked at.
        """
        if len(folded) > 2 * MOST_LOOKED_AT:
            folded = f"{folded[:MOST_LOOKED_AT]} {folded[-MOST_LOOKED_AT:]}"
        text = f" {folded} "
        hits = self._hits(text)
        if not hits:
            return {}
        if any(number >= len(self._owners) for number, _, _ in hits):
            text = _spelt_out(text)
            hits = [hit for hit in self._hits(text) if hit[0] < len(self._owners)]
        heard: dict[str, dict[str, list[int]]] = {}
        places: dict[str, list[int]] = {}
        for number, start, _ in hits:
            for owner in self._owners[number]:
                heard.setdefault(owner.rule, {}).setdefault(owner.slot, []).append(owner.alternative)
                places.setdefault(owner.rule, []).append(start)
        return {rule: Sight(text, _around(text, places[rule]), slots) for rule, slots in heard.items()}

    def _hits(self, text: str) -> list[tuple[int, int, int]]:
        return self._automaton.find_matches_as_indexes(searchable(text), overlapping=True)


def _spelt_out(folded: str) -> str:
    for short, long in _SHORTHAND:
        if short in folded:
            folded = folded.replace(short, long)
    return folded


def _around(text: str, places: list[int]) -> str:
    """The text around these places, each piece on a line of its own; all of a short text or where they are many."""
    if len(text) <= SHORT or len(places) > _MOST_STEMS:  # where many stand, danger may stand behind the last
        return text
    pieces: list[str] = []
    end = 0
    for place in sorted(places):
        begin, stop = max(end, place - _BEFORE), place + _BEHIND
        if stop > end:
            pieces.append(text[begin:stop] if begin == end else "\n" + text[begin:stop])
            end = min(len(text), stop)
    return "".join(pieces)


def shipped_gate() -> Gate:
    """The gate that comes with Heedline."""
    return Gate(json.loads(FILE.read_text(encoding="utf-8")))
