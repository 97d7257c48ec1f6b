"""What is said of a config that is wrong: pydantic's findings as sentences, and names that point nowhere."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from triage.cues import shipped_cues
from triage.folding import fold
from triage.policy import DEFAULT_ROUTE, LAST_RESORT, Problem
from triage.rules import RULE_NAMES
from triage.source import BROUGHT_IN
from triage.taxonomy import TAXONOMIES, shipped_taxonomy
from triage.themes import shipped_themes

Table = Mapping[str, Any]
Place = tuple[int | str, ...]
Keys = Mapping[str, Sequence[str]]
"""The keys of each table by its name; those of the file itself under ""."""
SourceCheck = Callable[[str, Mapping[str, object]], Iterable[tuple[str, str]]]

_LISTS = ("subject", "source", "route", "reply")
_ALWAYS = frozenset(
    ("source", name) for name in BROUGHT_IN
)  # what a condition may name without a table of its own
_SECRETS = ("token", "secret", "password", "apikey", "api_key")
_SENTENCES = {
    "missing": "is missing",
    "value_error": "{error}",
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "string_too_long": "must be at most {max_length} characters long",
    "int_type": "must be a whole number, without quotes",
    "float_type": "must be a number, without quotes",
    "finite_number": "must be a number",
    "bool_type": "must be true or false, without quotes",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
    "tuple_type": "must be text in quotes, or a list of such texts",
    "model_type": "must be a table",
}
# What else a value of this key may need, by the key.
_HINTS = {
    "urgency_at_least": ": 0 digest, 1 routine, 2 same day, 3 now",
    "urgency_at_most": ": 0 digest, 1 routine, 2 same day, 3 now",
    "categories": "; general is for every trade but hospitals and clinics",
}
_OF_TABLES = {
    "heedline": "write one table [heedline], with the organisation's name",
    "slack": "write one table [slack], with a default_channel",
    "roles": "write one table [roles]",
    "subject": "write at least one [[subject]], with two brackets: a name to listen for",
    "when": "write a table, such as when = { urgency_at_least = 2 }",
}


def path_of(place: Place) -> str:
    """Where a key stands, as a person would write it: route[2].when.category. Lists count from 1."""
    path = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{_quoted(part)}" for part in place)
    return path.removeprefix(".")


def _quoted(key: str) -> str:
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else repr(key)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each once, by path: subject[2] before subject[10]."""
    return sorted(set(problems), key=lambda problem: re.sub("[0-9]+", lambda n: n[0].zfill(5), problem.path))


def explained(error: Mapping[str, Any], keys: Keys) -> Problem:
    """One of pydantic's findings as a sentence with the way out."""
    place: Place = error["loc"]
    if error["type"] == "extra_forbidden":
        message = _unknown_key(place, keys)
    elif len(place) == 1 or place[-1] == "when":
        table = str(place[-1])
        message = _OF_TABLES.get(table, f"write each as [[{table}]], with two brackets")
    else:
        known = _SENTENCES.get(error["type"])
        message = known.format(**error.get("ctx", {})) if known else error["msg"]
        message += _HINTS.get(str(place[-1]), "")
    return Problem(path=path_of(place), message=message)


def _unknown_key(place: Place, keys: Keys) -> str:
    key, tables = str(place[-1]), [part for part in place[:-1] if isinstance(part, str)]
    return _secret(key) or f"is no known key; {_meant(key, keys[tables[-1] if tables else ''])}"


def _secret(key: str) -> str:
    is_secret = any(word in key.casefold() for word in _SECRETS)
    return "is no key of this file: secrets stand in .env, as .env.example shows" if is_secret else ""


def _meant(word: str, known: Sequence[str]) -> str:
    begun = [name for name in known if word and name.startswith(f"{word}_")]
    near = begun or difflib.get_close_matches(word, known, 1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"


def of_sources(table: Table, keys: Keys, check_source: SourceCheck) -> Iterator[Problem]:
    """What each kind of source says of its options."""
    for number, entry in _entries(table, "source"):
        if not isinstance(kind := entry.get("kind"), str):
            continue
        options = {key: value for key, value in entry.items() if key not in keys["source"]}
        for key, message in check_source(kind, options):
            misspelt = (
                difflib.get_close_matches(key, keys["source"], 1, cutoff=0.75) if key in options else []
            )
            if misspelt:
                message = f"is no known key; did you mean {misspelt[0]!r}?"
            elif key in options:
                message = _secret(key) or message
            yield Problem(path=path_of(("source", number, key)), message=message)


def of_names(table: Table) -> Iterator[Problem]:
    """Names used twice, names that nothing bears, and a config in which nothing can ever become a card."""
    for kind in _LISTS:
        yield from _used_twice(table, kind)
    yield from _taken(table)
    yield from _last_resort(table)
    yield from _about_nobody(table)
    for kind in ("route", "reply"):
        yield from _dangling(table, kind)
        yield from _never(table, kind)
    kinds = [entry.get("kind") for _, entry in _entries(table, "subject")]
    if table.get("subject") == []:
        yield Problem(path="subject", message=_OF_TABLES["subject"])
    elif kinds and all(kind == "competitor" for kind in kinds):
        yield Problem(path="subject", message='none has kind = "own", so nothing would ever become a card')


def _used_twice(table: Table, kind: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, entry in _entries(table, kind):
        name = entry.get("name")
        if not isinstance(name, str):
            continue
        before = first.setdefault(fold(name), number)
        if before != number:  # people type names in any letters, and look-alike ones cannot be told apart
            message = f"{name!r} is used twice: {path_of((kind, before))} has it too"
            yield Problem(path=path_of((kind, number, "name")), message=message)


def _taken(table: Table) -> Iterator[Problem]:
    for number, entry in _entries(table, "source"):
        name = entry.get("name")
        if isinstance(name, str) and fold(name) in BROUGHT_IN:
            message = f"{name!r} is kept for what people add themselves; choose another name"
            yield Problem(path=path_of(("source", number, "name")), message=message)


def _last_resort(table: Table) -> Iterator[Problem]:
    """A route with the name of the one that takes what no other took, where that needs it."""
    names = {fold(name) for name in _names(table, "route")}
    for number, entry in _entries(table, "route"):
        if fold(str(entry.get("name"))) == fold(LAST_RESORT) and fold(DEFAULT_ROUTE) in names:
            message = f"{LAST_RESORT!r} is kept for what no other route takes; choose another name"
            yield Problem(path=path_of(("route", number, "name")), message=message)


def _about_nobody(table: Table) -> Iterator[Problem]:
    names = _names(table, "subject")
    for number, entry in _entries(table, "source"):
        about = entry.get("about")
        if isinstance(about, str) and about not in names:
            yield _no_such("subject", about, names, ("source", number, "about"))


def _dangling(table: Table, kind: str) -> Iterator[Problem]:
    known = {
        "subject": _names(table, "subject"),
        "source": _names(table, "source"),
        "category": _categories(table),
        "rule": sorted({*shipped_cues().cues, *RULE_NAMES, *shipped_themes().names}),
    }
    for number, entry in _entries(table, kind):
        when = entry.get("when")
        for key, names in known.items():
            asked = when.get(key) if isinstance(when, dict) else None
            for at, name in enumerate(asked if isinstance(asked, list) else [asked]):
                if isinstance(name, str) and name not in names and (key, name) not in _ALWAYS:
                    place: Place = (kind, number, "when", key)
                    yield _no_such(key, name, names, (*place, at) if isinstance(asked, list) else place)


def _names(table: Table, kind: str) -> list[str]:
    return [str(entry.get("name")) for _, entry in _entries(table, kind)]


def _no_such(kind: str, name: str, names: Sequence[str], place: Place) -> Problem:
    told = _meant(name, names) if names else f"no {kind} is configured"
    return Problem(path=path_of(place), message=f"there is no {kind} {name!r}; {told}")


def _never(table: Table, kind: str) -> Iterator[Problem]:
    """Conditions that no complaint can meet."""
    for number, entry in _entries(table, kind):
        when = entry.get("when")
        least, most = (
            when.get(key) if isinstance(when, dict) else None
            for key in ("urgency_at_least", "urgency_at_most")
        )
        if isinstance(least, int) and isinstance(most, int) and most < least:
            path = path_of((kind, number, "when", "urgency_at_most"))
            yield Problem(path=path, message=f"is below urgency_at_least ({least}), so it never holds")
        elif kind == "route" and isinstance(most, int) and most < 1:
            path = path_of((kind, number, "when", "urgency_at_most"))
            yield Problem(
                path=path, message="is 0, and no card has urgency 0, so it never holds: write 1 or more"
            )


def _categories(table: Table) -> list[str]:
    """What a judgement may name, by the chosen taxonomy; by any of them where the choice is none we know."""
    settings = table.get("heedline")
    chosen = settings.get("categories", TAXONOMIES[0]) if isinstance(settings, dict) else TAXONOMIES[0]
    names = (chosen,) if chosen in TAXONOMIES else TAXONOMIES
    return sorted({category for name in names for category in shipped_taxonomy(name).titles})


def _entries(table: Table, kind: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    listed = table.get(kind)
    for number, entry in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(entry, dict):
            yield number, entry
