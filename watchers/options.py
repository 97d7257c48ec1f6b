"""What a source's options may be, checked without loading the library that will use them."""

import difflib
import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from triage.post_rules import SWITCH

Check = Callable[[object], str | None]  # None where the value fits, else what to write instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A key of a [[source]] table; `help` is its line in the documentation."""

    help: str
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """How a kind's mentions are answered through an API. `factory` is "module:function", imported on first use.

    `needs` are options that must stand beside `post_replies`. All of `secrets` must be set, and all of one of
    `logins`.
    """

    platform: str
    factory: str
    needs: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    logins: tuple[tuple[str, ...], ...] = ((),)

    def missing(self, secrets: Mapping[str, str]) -> str | None:
        """The environment variables that are not set and must be, in words; None where none is missing."""
        lacking = [name for name in self.secrets if not secrets.get(name, "").strip()]
        if not any(all(secrets.get(name, "").strip() for name in login) for login in self.logins):
            lacking.append(", or ".join(" and ".join(login) for login in self.logins))
        return "; ".join(lacking) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of source. `factory` is "module:function", imported on first use and not before.

    Of the keys in `one_of` at least one must be given. `secrets` are names of environment variables.
    """

    help: str
    factory: str
    required: Mapping[str, Option] = field(default_factory=dict)
    optional: Mapping[str, Option] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    posting: Posting | None = None

    @property
    def options(self) -> dict[str, Option]:
        return {**self.required, **self.optional}


def mistakes(kind: Kind, options: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Every (key, message) that is wrong with the options."""
    for key in kind.required:
        if key not in options:
            yield key, "is missing"
    if kind.one_of and not any(key in options for key in kind.one_of):
        yield kind.one_of[0], f"is missing: give {' or '.join(kind.one_of)}, or both"
    if kind.posting and options.get(SWITCH) is True:
        for key in kind.posting.needs:
            if key not in options:
                yield key, f"is missing: {SWITCH} = true needs it"
    for key, value in options.items():
        if key not in kind.options:
            yield key, _unknown(key, list(kind.options))
        elif (message := kind.options[key].check(value)) is not None:
            yield key, message


def _unknown(key: str, known: list[str]) -> str:
    return f"is no known key; {near(key, known)}"


def near(word: str, known: list[str]) -> str:
    """The way out of a misspelt word: the one that was meant, else all there are."""
    close = difflib.get_close_matches(word, known, 1)
    return f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"


def words(value: object) -> str | None:
    return None if isinstance(value, str) and value.strip() else "must be text"


def flag(value: object) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def number(least: int, most: int) -> Check:
    def check(value: object) -> str | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return None if fits else f"must be a whole number from {least} to {most}"

    return check


def one(pattern: str, what: str) -> Check:
    """A text that fits the pattern."""
    shape = re.compile(pattern)

    def check(value: object) -> str | None:
        return None if isinstance(value, str) and shape.fullmatch(value) else f"must be {what}"

    return check


def one_or_more(pattern: str, what: str) -> Check:
    """A text or a list of texts, each of which fits the pattern."""
    shape = re.compile(pattern)

    def check(value: object) -> str | None:
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not texts:
            return f"must be {what} or a list of them"
        wrong = [text for text in texts if not isinstance(text, str) or not shape.fullmatch(text)]
        return f"{wrong[0]!r} is not {what}" if wrong else None

    return check


def web_address(value: object) -> str | None:
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    return None if fits else "must be a web address that begins with https:// or http://"


def server_address(value: object) -> str | None:
    """Where a token goes to: only https, but for this machine, and nothing behind the name."""
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        host, bare = (
            parts.hostname or "",
            parts.path in ("", "/") and not parts.query and "@" not in parts.netloc,
        )
    except ValueError:
        host, bare, parts = "", False, urlsplit("")
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host))
    fits = bool(host) and bare and safe
    return None if fits else 'must be the address of your server, such as "https://mastodon.example.org"'


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
