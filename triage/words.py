"""One tokenisation for everything that looks at words: the words and pairs that the fitted weights know."""

import re
from collections.abc import Iterable
from itertools import chain

MOST_TOKENS = 1500  # of a text: what stands behind changes no score
START, END = "<", ">"  # stand for the ends of a text
_LINK = re.compile(r"(?:https?:|www\.)\S+")
_HANDLE = re.compile(r"@\w+")
_SIGN = re.compile(r"[^\w\s\x00-\x7f]")
_PLAIN = str.maketrans(
    {**dict.fromkeys("123456789", "0"), **dict.fromkeys('.,;:()[]{}"-_*/\\|<>=+~^`#', " ")}
)


def words_in(piece: str) -> list[str]:
    """The words of a folded piece of text without blanks."""
    if piece.isalpha() and piece.isascii():  # most pieces
        return [piece]
    if "://" in piece or "www." in piece:
        piece = _LINK.sub(" ", piece)
    if "@" in piece:
        piece = _HANDLE.sub(" @ ", piece)
    for mark in "!?$%":
        if mark in piece:
            piece = piece.replace(mark, f" {mark} ")
    if not piece.isascii():
        piece = _SIGN.sub(r" \g<0> ", piece)
    return ["0" if word[0] == "0" else word for word in piece.translate(_PLAIN).split()]


def tokens(pieces: Iterable[str]) -> list[str]:
    """The words of a folded text that was split at its blanks; every number is "0", every handle "@", a link nothing.

    Who is named and how much it cost must not decide whether it is a complaint. Only the first MOST_TOKENS count.
    """
    return [*chain.from_iterable(map(words_in, pieces))][:MOST_TOKENS]


def grams(words: list[str]) -> set[str]:
    """Each distinct word and pair of neighbours, the ends of the text among them."""
    return {*words, *map(" ".join, zip([START, *words], [*words, END], strict=True))}
