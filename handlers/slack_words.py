"""A message in Slack -> its plain words. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_MARKUP = re.compile(r"<([@#!]?)([^<>|\s][^<>|]*)(?:\|([^<>]*))?>")
_TEXTS = frozenset({"text", "plain_text", "mrkdwn"})
DEEPEST = 20  # levels of a payload that are looked into


def plain_words(markup: str) -> str:
    """Slack's markup as a person reads it: labels of links and names, its three escaped signs made ordinary."""
    read = _MARKUP.sub(_read, markup)
    return read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read(match: re.Match[str]) -> str:
    kind, target, label = match[1], match[2], match[3]
    if not kind:
        return label or target.removeprefix("mailto:")
    if kind == "!":  # <!here>, <!date^...|17 March>, <!subteam^S1|@nurses>
        return label or f"@{target.partition('^')[0]}"
    return f"{kind}{(label or target).removeprefix(kind)}"


def words_of(message: Mapping[str, Any]) -> str:
    """What a message says: its text, else that of its blocks, attachments and e-mails; "" where it only shows."""
    for found in (str(message.get("text") or ""), *_elsewhere(message)):
        if (words := plain_words(found)).strip():
            return words
    return ""


def _elsewhere(message: Mapping[str, Any]) -> Iterator[str]:
    yield " ".join(_texts(message.get("blocks"), DEEPEST))
    attachments = [each for each in message.get("attachments") or [] if isinstance(each, dict)]
    yield "\n".join(str(each.get("text") or each.get("fallback") or "") for each in attachments)
    files = [each for each in message.get("files") or [] if isinstance(each, dict)]
    yield "\n".join(str(each.get("plain_text") or each.get("preview_plain_text") or "") for each in files)


def _texts(part: object, depth: int) -> Iterator[str]:
    """The words of blocks in their order."""
    if depth == 0:
        return
    if isinstance(part, list):
        for each in part:
            yield from _texts(each, depth - 1)
    elif isinstance(part, dict):
        if part.get("type") in _TEXTS and isinstance(text := part.get("text"), str):
            yield text
        for value in part.values():
            if isinstance(value, list | dict):
                yield from _texts(value, depth - 1)
