"""One tokenisation for everything that looks at words: the n-grams the weights know, and the surface of a text."""

import re

_TOKEN = re.compile(r"[@#]?[^\W\d_]+(?:'[^\W\d_]+)*|\d[\d.,:]*|[!?]+|[^\w\s.,;:()\"'\-]")
_LINK = re.compile(r"(?:https?://|www\.|http\s)\S+")
MOST_TOKENS = 1500  # of a text: what stands behind changes no score


def tokens(folded: str) -> list[str]:
    """The words of a folded text, with numbers, handles and links each made one token of their kind.

    Who is named and how much it cost must not decide whether it is a complaint.
    """
    if "http" in folded or "www." in folded:
        folded = _LINK.sub(" ", folded)
    return [_kind(token) for token in _TOKEN.findall(folded)[:MOST_TOKENS]]


def _kind(token: str) -> str:
    first = token[0]
    if first.isdigit():
        return "0"
    if first == "@":
        return "@"
    if first == "#":
        return token[1:] or "#"
    if first in "!?":
        return "?" if "?" in token else "!"
    return token


def grams(words: list[str]) -> set[str]:
    """Each distinct word and pair of neighbours; "<" and ">" stand for the ends of the text."""
    framed = ["<", *words, ">"]
    found = set(words)
    found.update([f"{a} {b}" for a, b in zip(framed, framed[1:])])  # noqa: B905, RUF007 - the hot path
    return found
