"""The words behind list and export: "mine urgent subject Lakeside 7d", read into what is wanted."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from desk.listing import Wanted, source_names
from handlers import blocks as b
from handlers.counter import Counter
from triage.durations import read_span
from triage.model import State, Urgency
from triage.taxonomy import shipped_taxonomy

_LONGEST_NAME = 12  # words
_STATES: Mapping[str, tuple[bool | None, State | None, str]] = {
    "open": (False, None, ""),
    "resolved": (True, None, "resolved"),
    "all": (None, None, "open or resolved"),
    "new": (False, State.NEW, "unclaimed"),
    "claimed": (False, State.CLAIMED, "claimed"),
    "snoozed": (False, State.SNOOZED, "snoozed"),
}
_LEVELS = {
    "urgent": (Urgency.SAME_DAY, Urgency.NOW, "same day or now"),
    "now": (Urgency.NOW, Urgency.NOW, "now"),
    "same-day": (Urgency.SAME_DAY, Urgency.SAME_DAY, "same day"),
    "routine": (Urgency.ROUTINE, Urgency.ROUTINE, "routine"),
}
_ALSO = {
    "unclaimed": "new",
    "closed": "resolved",
    "late": "overdue",
    "my": "mine",
    "any": "all",
    "sameday": "same-day",
}
KINDS = ("subject", "source", "category")
WORDS = ("mine", *_STATES, "overdue", *_LEVELS, *KINDS)
_EXAMPLE = "Example: /heed list mine urgent, or /heed list source reviews 7d"


class NotUnderstood(Exception):
    """A filter that says nothing to us; `str()` is a sentence for the person, with the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the words come to: the cases wanted, and the page; `rest` are the words without it.

    `filters` tells each filter in words; of two that contradict one another the last one holds.
    """

    wanted: Wanted = field(default_factory=Wanted)
    filters: Mapping[str, str] = field(default_factory=dict)
    page: int = 1
    rest: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        return [told for told in self.filters.values() if told]


def read(counter: Counter, words: Sequence[str]) -> Asked:
    """Filters in any order; raises NotUnderstood for the first one that is none."""
    found, at, names = Asked(page=counter.page), 0, _names(counter)
    while at < len(words):
        found, used = _one(counter, found, words, at, names)
        at += used
    return found


def _one(
    counter: Counter, found: Asked, words: Sequence[str], at: int, names: Mapping[str, Mapping[str, str]]
) -> tuple[Asked, int]:
    word = words[at].casefold()
    word = _ALSO.get(word, word)
    if (days := _period(words, at)) is not None:
        span, used = days
        typed = words[at : at + used]
        return _with(
            found, "time", f"of the last {' '.join(typed)}", typed, opened_from=counter.clock() - span
        ), used
    if word[0].isnumeric() or word[0] in "-+":
        return replace(found, page=_page(words[at])), 1
    simple = _simple(counter, word)
    if simple is not None:
        group, told, changes = simple
        return _with(found, group, told, words[at : at + 1], **changes), 1
    if word in KINDS:
        return _named(found, word, words, at, names[word])
    for kind, known in names.items():  # a bare name
        if (named := _longest(words, at, known)) is not None:
            name, used = named
            return _with(found, kind, _told(kind, name), words[at : at + used], **{kind: name}), used
    raise NotUnderstood(_hint(words[at], [*WORDS, *(name for known in names.values() for name in known)]))


def _simple(counter: Counter, word: str) -> tuple[str, str, dict[str, Any]] | None:
    """A filter of one word: what it is a filter of, how it is told, and what it asks for."""
    if word == "mine":
        if not counter.person.id:
            raise NotUnderstood("\u201cmine\u201d means something in Slack only, where it is known who asks.")
        return "owner", "yours", {"owner_id": counter.person.id}
    if word == "overdue":
        return "overdue", "overdue", {"overdue": True}
    if word in _STATES:
        resolved, state, told = _STATES[word]
        return "state", told, {"resolved": resolved, "state": state}
    if word in _LEVELS:
        least, most, told = _LEVELS[word]
        return "urgency", told, {"urgency_from": least, "urgency_to": most}
    return None


def _with(found: Asked, group: str, told: str, used: Sequence[str], **changes: Any) -> Asked:
    return replace(
        found,
        wanted=replace(found.wanted, **changes),
        filters={**found.filters, group: told},
        rest=(*found.rest, *used),
    )


def _named(
    found: Asked, kind: str, words: Sequence[str], at: int, known: Mapping[str, str]
) -> tuple[Asked, int]:
    if at + 1 == len(words):
        raise NotUnderstood(f"Which {kind}? There {_listed(sorted(set(known.values())))}.")
    named = _longest(words, at + 1, known)
    if named is None:
        near = difflib.get_close_matches(words[at + 1].casefold()[:60], known, 1, cutoff=0.6)
        hint = (
            f"Did you mean {kind} {known[near[0]]}?"
            if near
            else f"There {_listed(sorted(set(known.values())))}."
        )
        raise NotUnderstood(f"There is no {kind} \u201c{b.name(words[at + 1], 40)}\u201d. {hint}")
    name, used = named
    return _with(found, kind, _told(kind, name), words[at : at + 1 + used], **{kind: name}), used + 1


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(b.name(name, 40) for name in names[:12])
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"is {shown}" if len(names) == 1 else f"are {shown}{more}" if names else "is none yet"


def _told(kind: str, name: str) -> str:
    return {"subject": f"about {name}", "source": f"from {name}"}.get(
        kind, f"category {name.replace('_', ' ')}"
    )


def _longest(words: Sequence[str], at: int, known: Mapping[str, str]) -> tuple[str, int] | None:
    """The longest known name that begins at a word, and how many words it takes."""
    for used in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        typed = " ".join(" ".join(words[at : at + used]).casefold().split())
        if typed in known:
            return known[typed], used
    return None


def _period(words: Sequence[str], at: int) -> tuple[timedelta, int] | None:
    """A time such as "7d" or "3 days" that begins at a word, and how many words it takes."""
    for used in range(min(4, len(words) - at), 0, -1):
        if (span := read_span(" ".join(words[at : at + used]))) is not None:
            return span, used
    return None


def _page(word: str) -> int:
    if not word.isdecimal() or len(word) > 6 or int(word) < 1:
        raise NotUnderstood(f"\u201c{b.name(word, 20)}\u201d is no page number. Example: /heed list 2")
    return int(word)


def _names(counter: Counter) -> dict[str, dict[str, str]]:
    """What each kind of name may be called, in small letters, and what it is."""
    titles = shipped_taxonomy(counter.policy.categories).titles
    return {
        "subject": {subject.name.casefold(): subject.name for subject in counter.policy.subjects},
        "source": {name.casefold(): name for name in source_names(counter.store, counter.policy)},
        "category": {
            **{name.replace("_", " ").casefold(): name for name in titles},
            **{title.casefold(): name for name, title in titles.items()},
            **{name: name for name in titles},
        },
    }


def _hint(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word.casefold()[:60], known, 1, cutoff=0.6)
    hint = f"Did you mean \u201c{b.name(near[0], 40)}\u201d?" if near else f"There are: {', '.join(WORDS)}."
    return f"There is no filter \u201c{b.name(word, 40)}\u201d. {hint} {_EXAMPLE}"
