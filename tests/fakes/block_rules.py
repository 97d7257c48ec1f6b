"""The small vocabulary of the block checker: a rule looks at one value and files problems with its path."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

Rule = Callable[["Walk", str, Any], None]
Fields = dict[str, Rule]

PINGS = ("channel", "here", "everyone")
HOUSE = "(house rule)"

_PING = re.compile(r"<!(channel|here|everyone)\b[^>]*>")
_MARKUP = re.compile(
    r"<(?:(?:https?|mailto|tel|slack|slack-action):[^<>]+|@[UWB]\w*[^<>]*|#[CGD]\w*[^<>]*"
    r"|!subteam\^S\w+[^<>]*|!date\^\d+\^[^<>]+|!(?:channel|here|everyone)[^<>]*)>"
)
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")


class Walk:
    """One check under way: where the blocks stand, which pings are wanted, what was found so far."""

    def __init__(self, surface: str, allowed: Collection[str] = ()) -> None:
        self.surface = surface
        self.allowed = frozenset(allowed)
        self.problems: list[str] = []

    def wrong(self, path: str, what: str) -> None:
        """File what Slack itself refuses."""
        self.problems.append(f"{path}: {what}")

    def house(self, path: str, what: str) -> None:
        """File what Slack would let through and we do not."""
        self.problems.append(f"{path}: {what} {HOUSE}")


def find(value: Any, key: str, path: str = "", stop: Collection[str] = ()) -> Iterator[tuple[str, Any]]:
    """Every value under `key` at any depth, with its path; keys in `stop` are not entered."""
    if isinstance(value, dict):
        for name, inner in value.items():
            here = f"{path}.{name}" if path else name
            if name == key:
                yield here, inner
            if name not in stop:
                yield from find(inner, key, here, stop)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from find(inner, key, f"{path}[{index}]", stop)


def string(most: int = 3000, least: int = 1, like: str = "") -> Rule:
    def rule(walk: Walk, path: str, value: Any) -> None:
        if not isinstance(value, str):
            walk.wrong(path, f"must be a string, not {type(value).__name__}")
        elif len(value) < least:
            walk.wrong(path, "is empty" if not value else f"is shorter than {least} characters")
        elif len(value) > most:
            walk.wrong(path, f"has {len(value)} characters, at most {most} are allowed")
        elif like and not re.fullmatch(like, value):
            walk.wrong(path, f"does not look like {like}")

    return rule


def flag(walk: Walk, path: str, value: Any) -> None:
    if not isinstance(value, bool):
        walk.wrong(path, "must be true or false")


def whole(least: int, most: float = math.inf) -> Rule:
    def rule(walk: Walk, path: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            walk.wrong(path, "must be a whole number")
        elif not least <= value <= most:
            walk.wrong(path, f"is {value}, must be from {least} to {most}")

    return rule


def number(walk: Walk, path: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        walk.wrong(path, "must be a finite number")


def one_of(*choices: Any) -> Rule:
    def rule(walk: Walk, path: str, value: Any) -> None:
        if value not in choices:
            walk.wrong(path, f"is {value!r}, must be one of {', '.join(map(str, choices))}")

    return rule


def anything(walk: Walk, path: str, value: Any) -> None:
    """Known, and not looked into."""


def items(inner: Rule, most: int, least: int = 1) -> Rule:
    def rule(walk: Walk, path: str, value: Any) -> None:
        if not isinstance(value, list):
            walk.wrong(path, "must be a list")
            return
        if not least <= len(value) <= most:
            walk.wrong(path, f"has {len(value)} entries, must have {least} to {most}")
        for index, entry in enumerate(value):
            inner(walk, f"{path}[{index}]", entry)

    return rule


def shape(fields: Fields, need: Collection[str] = (), then: tuple[Rule, ...] = ()) -> Rule:
    """An object with these fields and no others; `then` are rules about the fields together."""

    def rule(walk: Walk, path: str, value: Any) -> None:
        if not isinstance(value, dict):
            walk.wrong(path, "must be an object")
            return
        before = len(walk.problems)
        for name in need:
            if value.get(name) is None:
                walk.wrong(f"{path}.{name}", "is required")
        for name, inner in value.items():
            if name not in fields:
                walk.wrong(f"{path}.{name}", "is not a known field here")
            elif inner is not None:
                fields[name](walk, f"{path}.{name}", inner)
        if len(walk.problems) == before:  # rules about fields together may trust each field
            for further in then:
                further(walk, path, value)

    return rule


def typed(table: dict[str, Rule], what: str, only: Collection[str] | None = None) -> Rule:
    """An object whose `type` picks the rule; `only` narrows which types may stand here."""

    def rule(walk: Walk, path: str, value: Any) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            walk.wrong(path, f"must be a {what} with a type")
        elif kind not in table:
            walk.wrong(f"{path}.type", f"is {kind!r}, no known {what}")
        elif only is not None and kind not in only:
            walk.wrong(f"{path}.type", f"a {kind} may not stand here")
        else:
            table[kind](walk, path, value)

    return rule


def no_ping(walk: Walk, path: str, text: str) -> None:
    for ping in _PING.findall(text):
        if ping not in walk.allowed:
            walk.house(path, f"pings <!{ping}> and nobody allowed it")


def safe_markup(walk: Walk, path: str, text: str) -> None:
    """No ping that was not asked for, and & < escaped outside Slack's own markup."""
    no_ping(walk, path, text)
    rest = _MARKUP.sub("", text)
    if "<" in rest:
        walk.house(path, "has an unescaped <")
    if _BARE_AMPERSAND.search(rest):
        walk.house(path, "has an unescaped &")


def text(most: int = 3000, kinds: Collection[str] = ("plain_text", "mrkdwn")) -> Rule:
    """A text object. Slack refuses it empty, too long, of the wrong type, or with the other type's flag."""
    body = string(most)

    def rule(walk: Walk, path: str, value: Any) -> None:
        if not isinstance(value, dict):
            walk.wrong(path, "must be a text object")
            return
        kind = value.get("type")
        if kind not in kinds:
            walk.wrong(f"{path}.type", f"is {kind!r}, must be {' or '.join(kinds)}")
        known = {"type", "text", "verbatim" if kind == "mrkdwn" else "emoji"}
        for name in sorted(set(value) - known):
            walk.wrong(f"{path}.{name}", "is not a known field here")
        body(walk, f"{path}.text", value.get("text"))
        words = value.get("text")
        if isinstance(words, str) and words and not words.strip():
            walk.house(f"{path}.text", "is blank")
        if kind == "mrkdwn" and isinstance(words, str):
            safe_markup(walk, f"{path}.text", words)

    return rule


def plain(most: int) -> Rule:
    return text(most, ("plain_text",))


def web_address(walk: Walk, path: str, value: Any) -> None:
    """Links of up to 3,000 characters that a client opens without running anything."""
    string(3000)(walk, path, value)
    if isinstance(value, str) and value and not re.match(r"(?i)(https?|mailto|tel|slack):", value):
        walk.wrong(path, "is not a http, https, mailto, tel or slack address")
