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
_FLAGS: Mapping[str, tuple[dict[str, Any], str]] = {
    "open": ({"resolved": False}, ""),
    "resolved": ({"resolved": True}, "resolved"),
    "all": ({"resolved": None}, "open or resolved"),
    "new": ({"resolved": False, "state": State.NEW}, "unclaimed"),
    "claimed": ({"resolved": False, "state": State.CLAIMED}, "claimed"),
    "snoozed": ({"resolved": False, "state": State.SNOOZED}, "snoozed"),
    "overdue": ({"overdue": True}, "overdue"),
    "urgent": ({"urgency_from": Urgency.SAME_DAY}, "same day or now"),
    "now": ({"urgency_from": Urgency.NOW}, "now"),
    "same-day": ({"urgency_from": Urgency.SAME_DAY, "urgency_to": Urgency.SAME_DAY}, "same day"),
    "routine": ({"urgency_from": Urgency.ROUTINE, "urgency_to": Urgency.ROUTINE}, "routine"),
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
WORDS = ("mine", *_FLAGS, *KINDS)
_EXAMPLE = "Example: /heed list mine urgent, or /heed list source reviews 7d"


class NotUnderstood(Exception):
    """A filter that says nothing to us; `str()` is a sentence for the person, with the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the words come to: the cases wanted, the filters in words, and the page; `rest` are the words without it."""

    wanted: Wanted = field(default_factory=Wanted)
    told: tuple[str, ...] = ()
    page: int = 1
    rest: tuple[str, ...] = ()


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
    kept = replace(found, rest=(*found.rest, words[at]))
    if (days := _period(words, at)) is not None:
        span, used = days
        since = counter.clock() - span
        told = f"of the last {' '.join(words[at : at + used])}"
        return _with(found, {"opened_from": since}, told, words[at : at + used]), used
    if word[0].isnumeric() or word[0] in "-+":
        return replace(found, page=_page(words[at])), 1
    if word == "mine":
        if not counter.person.id:
            raise NotUnderstood("\u201cmine\u201d means something in Slack only, where it is known who asks.")
        return _with(kept, {"owner_id": counter.person.id}, "yours"), 1
    if word in _FLAGS:
        return _with(kept, *_FLAGS[word]), 1
    if word in KINDS:
        return _named(found, word, words, at, names[word])
    for kind, known in names.items():  # a bare name
        if (named := _longest(words, at, known)) is not None:
            name, used = named
            return _with(found, {kind: name}, _told(kind, name), words[at : at + used]), used
    raise NotUnderstood(_hint(words[at], [*WORDS, *(name for known in names.values() for name in known)]))


def _with(found: Asked, changes: dict[str, Any], told: str, used: Sequence[str] = ()) -> Asked:
    return replace(
        found,
        wanted=replace(found.wanted, **changes),
        told=(*found.told, *([told] if told else [])),
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
    return _with(found, {kind: name}, _told(kind, name), words[at : at + 1 + used]), used + 1


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
