"""Circumstances: common words that make a sign of level 3 surer, or less sure. They are looked for beside a sign only.

circumstances_en.toml and circumstances_es.toml hold them in groups: who, where, when, that nobody helps, that it is over.
A group has points, set by hand, and counts for so many different phrases at most.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from triage.cues import LANGUAGES, spellings

_ANY = "any"  # its groups count for every rule that has none of that name
_WORD = re.compile(r"[\w'&]+")

Table = Mapping[str, dict[str, Mapping[str, Any]]]
"""Rule -> group -> its `points`, how many phrases count at `most`, and `words`: phrases with "_" for a blank."""


class Words(NamedTuple):
    """The words of a folded text: one behind the other between blanks, and each once."""

    text: str
    each: frozenset[str]


def words_of(folded: str) -> Words:
    found = _WORD.findall(folded)
    return Words(f" {' '.join(found)} ", frozenset(found))


class Group(NamedTuple):
    """`points` for each different phrase, of `most` at most; below zero they speak against a danger."""

    name: str
    points: int
    most: int


class _Phrase(NamedTuple):
    """`second` is its second word, or nothing; `written` stands in a text between blanks."""

    written: str
    second: str
    group: Group


class Met(NamedTuple):
    """The circumstances in a text by group, those that tell something by themselves, and the points for and against it."""

    words: Mapping[str, Sequence[str]]
    telling: Sequence[str]
    for_it: int
    against_it: int


class Circumstances:
    """The groups of all rules, by the first word of each phrase."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._starts: dict[str, dict[str, list[_Phrase]]] = {}
        for table in tables:
            for rule in table.keys() - {_ANY}:
                for name, group in (table.get(_ANY, {}) | table[rule]).items():
                    made = Group(name, group["points"], group["most"])
                    for written in group["words"].split():
                        self._add(rule, written.replace("_", " "), made)

    def _add(self, rule: str, written: str, group: Group) -> None:
        starts = self._starts.setdefault(rule, {})
        for phrase in spellings(written):
            first, second, *_ = (*phrase.split(), "")
            starts.setdefault(first, []).append(_Phrase(f" {phrase} ", second, group))

    def met(self, rule: str, words: Words) -> Met:
        """The circumstances of a rule among the words of a text."""
        found: dict[Group, list[str]] = {}
        starts = self._starts.get(rule, {})
        for first in starts.keys() & words.each:
            for written, second, group in starts[first]:
                if not second or (second in words.each and written in words.text):
                    found.setdefault(group, []).append(written[1:-1])
        found = {group: _apart(phrases) for group, phrases in found.items()}
        points = [group.points * min(group.most, len(phrases)) for group, phrases in found.items()]
        return Met(
            {group.name: phrases for group, phrases in found.items()},
            [
                phrase
                for group, phrases in found.items()
                for phrase in phrases
                if group.points > 1 or (group.points > 0 and " " in phrase)
            ],
            sum([each for each in points if each > 0]),
            sum([each for each in points if each < 0]),
        )


def _apart(phrases: list[str]) -> list[str]:
    """Those that are no part of another."""
    if len(phrases) == 1:
        return phrases
    return [
        each for each in phrases if not any(f" {each} " in f" {other} " for other in phrases if other != each)
    ]


@cache
def shipped_circumstances(language: str) -> Circumstances:
    """Those that come with Heedline, of one language; of a language that we do not know, all."""
    return Circumstances(map(_read, [language] if language in LANGUAGES else LANGUAGES))


def _read(language: str) -> Table:
    file = Path(__file__).with_name(f"circumstances_{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
