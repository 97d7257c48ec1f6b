"""Whether a post on X mentions or quotes our account: X takes an app's reply to no other."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

_HOSTS = ("x.com", "twitter.com")


def addressed(post: Mapping[str, Any], account: str) -> bool:
    """By what X itself found in the text. A quoted post is a link to it, so the quoted author's name costs nothing."""
    ours = account.casefold()
    return any(_is_ours(name, ours) for each in _entities(post) for name in _named(each))


def _is_ours(name: object, ours: str) -> bool:
    return isinstance(name, str) and name.casefold() == ours


def _entities(post: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Those of the text, and those of a long one: the first stop after 280 characters."""
    for holder in (post, post.get("note_tweet")):
        found = holder.get("entities") if isinstance(holder, Mapping) else None
        if isinstance(found, Mapping):
            yield found


def _named(entities: Mapping[str, Any]) -> Iterator[object]:
    for mention in _listed(entities, "mentions"):
        yield mention.get("username")
    for link in _listed(entities, "urls"):
        yield _quoted(link.get("expanded_url"))


def _listed(entities: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = entities.get(key)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _quoted(url: object) -> str | None:
    """Whose post a link leads to; None for any other link."""
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("mobile.")
    except ValueError:
        return None
    pieces = parts.path.split("/")
    is_post = host in _HOSTS and len(pieces) >= 4 and pieces[2] == "status" and pieces[3].isdecimal()
    return pieces[1] if is_post else None
