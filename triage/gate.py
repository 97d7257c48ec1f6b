"""Which level-3 patterns a text can match at all: whatever one matches holds a stem of it (see tools/stems.py)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from triage.packing import unpack_words

FILE = Path(__file__).with_name("stems.json")
MOST_LOOKED_AT = 2_000  # characters at the beginning and as many at the end
SHORT = 200  # characters: of a longer text a rule's first slots are looked for around their stems only
_BEFORE, _BEHIND, _MOST_STEMS = 60, 120, 8
_SHORTHAND = (
    (" 2 b ", " to be "),
    (" u ", " you "),
    (" ur ", " your "),
    (" w ", " with "),
    (" r ", " are "),
    (" 4 ", " for "),
)
_SPELT = 1  # the bit of shorthand
# Of a letter that Latin-1 lacks no stem is made.
_MARKS_ARE_BLANKS = bytes(code if chr(code).isalnum() else 32 for code in range(256))


class Sight(NamedTuple):
    """A folded text as a rule sees it.

    `heard`: slot of the rule -> which of its alternatives each stem in the text belongs to. `near`: what stands
    around the stems of its nearby slots, all of a short text or of one with many, nothing where none was heard.
    """

    whole: str
    near: str
    heard: Mapping[str, list[int]]


class Heard(NamedTuple):
    """A text between blanks; each stem in it with its place; a bit for each slot that they belong to."""

    text: str
    hits: list[tuple[int, int, int]]
    slots: int


class _Owner(NamedTuple):
    rule: str
    slot: str
    alternative: int


def searchable(text: str) -> bytes:
    """A byte a character, every mark a blank, so that a stem with a blank before it begins a word."""
    return text.encode("latin-1", "replace").translate(_MARKS_ARE_BLANKS)


Stems = Mapping[str, Mapping[str, Sequence[str]]]
"""Rule -> slot -> for each alternative its stems, packed."""


Keys = Mapping[str, Sequence[Sequence[str]]]
"""Rule -> the sets of slots any of which must be heard for it to fire."""
Nearby = Mapping[str, frozenset[str]]
"""Rule -> the slots that are looked for around their stems alone."""


class Gate:
    """Finds stems, and tells which rules could fire on them."""

    def __init__(self, stems: Stems, keys: Keys, nearby: Nearby) -> None:
        owners: dict[str, list[_Owner]] = {}
        for rule, slots in stems.items():
            for slot, alternatives in slots.items():
                for number, joined in enumerate(alternatives):
                    for stem in unpack_words(joined):
                        owners.setdefault(stem, []).append(_Owner(rule, slot, number))
        self._owners = list(owners.values())
        spellings = [short for short, _ in _SHORTHAND]
        self._automaton = BytesAhoCorasick([stem.encode("latin-1") for stem in (*owners, *spellings)])
        names = [(rule, slot) for rule, slots in stems.items() for slot in slots]
        bits = {name: _SPELT << place for place, name in enumerate(names, start=1)}
        self._bits = [sum({bits[each.rule, each.slot] for each in found}) for found in self._owners]
        self._bits += [_SPELT] * len(spellings)
        self._owners += [[] for _ in spellings]
        self._keys = [
            (rule, sum(bits[rule, s] for s in slots)) for rule, sets in keys.items() for slots in sets
        ]
        self._nearby = nearby
        self._could_fire = lru_cache(maxsize=4096)(self._unlocked)

    def _unlocked(self, heard: int) -> frozenset[str]:
        return frozenset(rule for rule, key in self._keys if heard & key == key)

    def listen(self, folded: str) -> Heard:
        """What stems stand in a folded text; of a very long one its beginning and its end are looked at."""
        if len(folded) > 2 * MOST_LOOKED_AT:
            folded = f"{folded[:MOST_LOOKED_AT]} {folded[-MOST_LOOKED_AT:]}"
        heard = self._heard(f" {folded} ")
        return self._heard(_spelt_out(heard.text)) if heard.slots & _SPELT else heard

    def _heard(self, text: str) -> Heard:
        hits = self._automaton.find_matches_as_indexes(searchable(text), overlapping=True)
        slots = 0
        for number, _, _ in hits:
            slots |= self._bits[number]
        return Heard(text, hits, slots)

    def sights(self, heard: Heard) -> dict[str, Sight]:
        """Rule -> what it should look at, for the rules that could fire."""
        if not heard.slots or not (rules := self._could_fire(heard.slots)):
            return {}
        return {rule: self._sight(heard, rule) for rule in rules}

    def heard(self, heard: Heard, rule: str) -> dict[str, list[int]]:
        """Slot of the rule -> the alternatives of which a stem stands in the text."""
        slots: dict[str, list[int]] = {}
        for _, owner in self._owned(heard, rule):
            slots.setdefault(owner.slot, []).append(owner.alternative)
        return slots

    def _sight(self, heard: Heard, rule: str) -> Sight:
        nearby = self._nearby[rule]
        places = [start for start, owner in self._owned(heard, rule) if owner.slot in nearby]
        return Sight(heard.text, _around(heard.text, places), self.heard(heard, rule))

    def _owned(self, heard: Heard, rule: str) -> Iterator[tuple[int, _Owner]]:
        """The places of the rule's stems in the text, and to which alternative of which slot each belongs."""
        for number, start, _ in heard.hits:
            for owner in self._owners[number]:
                if owner.rule == rule:
                    yield start, owner


def _spelt_out(folded: str) -> str:
    for short, long in _SHORTHAND:
        if short in folded:
            folded = folded.replace(short, long)
    return folded


def _around(text: str, places: list[int]) -> str:
    """The text around these places, each piece on a line of its own; all of a short text or where they are many."""
    if not places:
        return ""
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


def shipped_gate(keys: Keys, nearby: Nearby) -> Gate:
    """The gate that comes with Heedline."""
    return Gate(json.loads(FILE.read_text(encoding="utf-8")), keys, nearby)
