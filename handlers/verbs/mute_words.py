"""What somebody wants muted and until when, read from the words of /heed mute."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk import mutes
from desk.listing import source_names
from desk.mutes import Kind
from handlers import blocks as b
from handlers.counter import Counter
from triage.cleaning import clean_line
from triage.durations import read_end
from triage.folding import fold

LONGEST_VALUE = 100  # characters of a name or a term
EXAMPLE = (
    "Example: /heed mute source reviews for 2h, or /heed mute \u201cparking fee\u201d until tomorrow 9:00"
)
_END_WORDS = 8  # of a command at most name the end
_LETTER = re.compile(r"[^\W_]")
_FEWEST_LETTERS = 3  # of a term: two of them stand in half of all posts


class Unclear(Exception):
    """A mute that cannot be; `str()` is a sentence for the person, with the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What somebody wants muted. `guessed` where they did not say what sort of thing it is; `hint` names another."""

    kind: Kind
    value: str
    guessed: bool = False
    hint: str = ""


def read(counter: Counter, words: Sequence[str], now: datetime) -> tuple[Meant, datetime]:
    """What is to be muted, and its end, which may be past; raises Unclear."""
    named, until = _until(words, counter.policy.time_zone, now)
    return _meant(counter, named), until


def _until(words: Sequence[str], zone: str, now: datetime) -> tuple[Sequence[str], datetime]:
    """What is to be muted, and its end: as many of the last words as name one."""
    for at in range(max(0, len(words) - _END_WORDS), len(words)):
        until = read_end(" ".join(words[at:]), zone, now)
        if until is not None:
            return words[:at], until
    told = b.name(" ".join(words), 40)
    raise Unclear(
        f"Until when? A mute must end, and \u201c{told}\u201d names no time I know, such as "
        f"for 2h, for 3 days, until tomorrow 9:00 or until 24 Dec. {EXAMPLE}"
    )


def _meant(counter: Counter, words: Sequence[str]) -> Meant:
    kinds = {kind.value: kind for kind in Kind} | {"word": Kind.TERM, "words": Kind.TERM, "user": Kind.AUTHOR}
    kind = kinds.get(words[0].casefold()) if words else None
    if not words or (kind is not None and len(words) == 1):
        asked = kind.value if kind else "subject, source, author or term"
        raise Unclear(f"Mute which {asked}? {EXAMPLE}")
    value = clean_line(" ".join(words[1:] if kind else words), LONGEST_VALUE + 1) or ""
    if len(value) > LONGEST_VALUE:
        raise Unclear(f"That is longer than {LONGEST_VALUE} characters. Mute a few words of it.")
    known = _known(counter)
    return _told_kind(kind, value, known) if kind else _guess(value, known)


def _known(counter: Counter) -> dict[Kind, dict[str, str]]:
    own = [subject.name for subject in counter.policy.subjects if subject.is_own]
    named = {Kind.SOURCE: source_names(counter.store, counter.policy), Kind.SUBJECT: own}
    return {kind: {name.casefold(): name for name in names} for kind, names in named.items()}


def _told_kind(kind: Kind, value: str, known: dict[Kind, dict[str, str]]) -> Meant:
    if kind is Kind.TERM:
        return Meant(kind=kind, value=_term(value))
    if kind is Kind.AUTHOR:
        if not mutes.author_key(value):
            raise Unclear(f"\u201c{value}\u201d is nobody's name. Example: /heed mute author @tinfoil for 2h")
        return Meant(kind=kind, value=value)
    names = known[kind]
    if value.casefold() in names:
        return Meant(kind=kind, value=names[value.casefold()])
    near = difflib.get_close_matches(value.casefold(), names, 1, cutoff=0.5)
    there = (
        f"Did you mean {names[near[0]]}?"
        if near
        else f"There are: {b.shorten(', '.join(names.values()), 300)}."
    )
    note = " Competitors make no cards." if kind is Kind.SUBJECT else ""
    raise Unclear(f"There is no {kind} \u201c{b.name(value, 40)}\u201d that makes cards. {there}{note}")


def _guess(value: str, known: dict[Kind, dict[str, str]]) -> Meant:
    key = value.casefold()
    for kind, names in known.items():
        if key in names:
            return Meant(kind=kind, value=names[key], guessed=True)
    if key.startswith(("@", "u/")) and mutes.author_key(value):
        return Meant(kind=Kind.AUTHOR, value=value, guessed=True)
    hint = ""
    for kind, names in known.items():
        if near := difflib.get_close_matches(key, names, 1, cutoff=0.75):
            hint = f" If you meant the {kind} {names[near[0]]}, press Undo and name it so."
    return Meant(kind=Kind.TERM, value=_term(value), guessed=True, hint=hint)


def _term(value: str) -> str:
    if len(_LETTER.findall(fold(value))) < _FEWEST_LETTERS:
        raise Unclear(
            f"\u201c{b.name(value, 40)}\u201d is too short: it would fit nearly every post. Take a longer word."
        )
    return value
