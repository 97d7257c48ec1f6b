"""The rules of the reply check, read from reply_rules.toml."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from triage.reply_patterns import Pattern
from triage.reply_words import Lexicon, shipped_lexicon

PATH = Path(__file__).with_name("reply_rules.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRule:
    """What to look for and what takes it back. `healthcare` and `general` are "hard", "soft" or "" (not asked)."""

    name: str
    message: str
    find: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    healthcare: str = ""
    general: str = ""
    linked: bool = False  # it holds only where the sentence leads to somebody (reply_sentences.py)
    fact: bool = False  # what it finds is told as new if the post did not say it
    missing: bool = False  # it holds where nothing of `find` stands
    found: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()

    def weight(self, categories: str) -> str:
        """How much it counts in this trade; "" where it is not asked."""
        return self.general if categories == "general" else self.healthcare


@cache
def shipped_rules() -> Mapping[str, ReplyRule]:
    """The rules that come with Heedline by name, read once."""
    return read_rules(PATH.read_text(encoding="utf-8"), shipped_lexicon())


@cache
def shipped_sentences() -> Mapping[str, ReplyRule]:
    """What tells whether a sentence is about somebody; asked of every sentence, of no trade."""
    return read_rules(PATH.read_text(encoding="utf-8"), shipped_lexicon(), "sentence")


def read_rules(toml: str, lexicon: Lexicon, table: str = "rule") -> Mapping[str, ReplyRule]:
    """Raises ValueError for a pattern that cannot be read, TypeError for a key that no rule has."""
    tables = tomllib.loads(toml)
    made: dict[str, Pattern] = {}
    allow = {name: _patterns(written, lexicon, made) for name, written in tables.get("allow", {}).items()}
    return {entry["name"]: _rule(entry, allow, lexicon, made) for entry in tables[table]}


def _rule(
    entry: dict[str, Any],
    allow: Mapping[str, tuple[Pattern, ...]],
    lexicon: Lexicon,
    made: dict[str, Pattern],
) -> ReplyRule:
    unless = [written for written in entry.get("unless", ()) if written not in allow]
    sets = [pattern for name in entry.get("unless", ()) for pattern in allow.get(name, ())]
    return ReplyRule(
        **entry
        | {
            "find": _patterns(entry.get("find", ()), lexicon, made),
            "unless": (*sets, *_patterns(unless, lexicon, made)),
            "found": tuple(entry.get("found", ())),
            "not_found": tuple(entry.get("not_found", ())),
        }
    )


def _patterns(written: Iterable[str], lexicon: Lexicon, made: dict[str, Pattern]) -> tuple[Pattern, ...]:
    """One pattern for each, shared between the rules that use it."""
    return tuple([made.setdefault(each, Pattern(each, lexicon)) for each in written])
