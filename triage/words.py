"""One tokenisation for everything that looks at words: the words and pairs that the fitted weights know."""

import re

MOST_TOKENS = 1500  # of a text: what stands behind changes no score
_LINK = re.compile(r"(?:https?:|www\.)\S+")
_HANDLE = re.compile(r"@\w+")
_SIGN = re.compile(r"[^\w\s\x00-\x7f]")
# one character for one, so that CPython translates an ASCII text at memory speed
_PLAIN = str.maketrans(
    {**dict.fromkeys("123456789", "0"), **dict.fromkeys('.,;:()[]{}"-_*/\\|<>=+~^`#', " ")}
)


def tokens(folded: str) -> list[str]:
    """The words of a folded text; every number is "0", every handle "@", a link is nothing.

    Who is named and how much it cost must not decide whether it is a complaint. Runs of one sign are one.
    """
    if "://" in folded or "www." in folded:
        folded = _LINK.sub(" ", folded)
    if "@" in folded:
        folded = _HANDLE.sub(" @ ", folded)
    for mark in "!?$%":
        if mark in folded:
            folded = folded.replace(mark, f" {mark} ")
    if not folded.isascii():
        folded = _SIGN.sub(r" \g<0> ", folded)
    found = folded.translate(_PLAIN).split()
    return ["0" if word[0] == "0" else word for word in found[:MOST_TOKENS]]


def grams(words: list[str]) -> set[str]:
    """Each distinct word and pair of neighbours; "<" and ">" stand for the ends of the text."""
    return {*words, *map(" ".join, zip(["<", *words], [*words, ">"], strict=True))}
