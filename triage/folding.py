"""The matching copy of a text: what looks the same to a reader becomes the same characters."""

import re
from typing import Literal
from unicodedata import category, is_normalized, normalize

# What a reader does not see: controls, joiners, direction marks, fillers, variation selectors, tags, half
# emoji (Unicode's Default_Ignorable_Code_Point and the categories Cc, Cf, Cs); and the few signs that NFKC
# would glue to the word before them: 1\xbd hours is not 11/2 hours.
_HIDDEN = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\xb4\xbc-\xbe\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2120\u2122\u2800\u3164\ud800-\udfff\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_CONTROLS = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SEEN = {
    "\xb4": "'",  # acute accent
    "\xbc": " 1/4",
    "\xbd": " 1/2",
    "\xbe": " 3/4",
    "\u2120": " ",  # service mark
    "\u2122": " ",  # trade mark
    "\u2800": " ",  # blank Braille
    "\u3164": " ",  # Hangul fillers
    "\uffa0": " ",
}

# Letters by the Latin one they resemble, after casefolding: a capital's likeness counts where the small
# letter has none (Cyrillic en is h, not n). The common part of
# https://www.unicode.org/Public/security/latest/confusables.txt
_ALIKE = {
    "a": "\u0430\u03b1\u0251",
    "b": "\u0432\u03b2",
    "c": "\u0441\u03f2",
    "d": "\u0501",
    "e": "\u0435\u03b5",
    "g": "\u0261",
    "h": "\u043d\u04bb",
    "i": "\u0456\u03b9\u0131\u0269",
    "j": "\u0458\u03f3",
    "k": "\u043a\u03ba",
    "l": "\u04cf",
    "m": "\u043c",
    "n": "\u03b7",
    "o": "\u043e\u03bf\u0585",
    "p": "\u0440\u03c1",
    "q": "\u051b",
    "s": "\u0455",
    "t": "\u0442\u03c4",
    "u": "\u03c5\u057d",
    "v": "\u03bd\u0475",
    "w": "\u051d",
    "x": "\u0445\u03c7",
    "y": "\u0443",
    "z": "\u03b6",
    "'": "\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u02c8",
    '"': "\u201c\u201d\u201e\u201f\xab\xbb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\u2043\u30a0",
}
_LATIN = {other: latin for latin, others in _ALIKE.items() for other in others}
# Small letters with marks that look like a Latin one, by that.
_UNMARKED = {
    chr(number): plain
    for number in (*range(0xDF, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000))
    if (parts := normalize("NFD", chr(number)))[1:]
    and (plain := _LATIN.get(parts[0], parts[0])).isascii()
    and plain.islower()
} | {"ø": "o", "ł": "l", "đ": "d", "ħ": "h"}
_MARKED = re.compile(f"[{''.join(_UNMARKED)}]")
_TYPOGRAPHY = (
    *((sign, "'") for sign in "\u2018\u2019"),
    *((sign, '"') for sign in "\u201c\u201d"),
    *((sign, "-") for sign in "\u2013\u2014"),
    ("\u2026", "..."),
    ("\xa0", " "),
    ("\u200d", ""),
    ("\ufe0f", ""),
)
# What is more than an accent or an emoji.
_UNUSUAL = re.compile(
    "[\x7f-\xa0\xa8\xaa\xab\xad\xaf\xb2-\xb5\xb8-\xbe\u0100-\u25ff\u27c0-\U0001f2ff\U0001fb00-\U0010ffff]"
)
# Marks that no letter took in (struck-through and "Zalgo" text, the dot of a Turkish capital I) are dropped.
_STRAY_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_UNLIKE_LATIN = re.compile(f"[{''.join(_LATIN)}{_STRAY_MARKS}]")
# A grave accent, or a sign that was lost on the way, where an apostrophe was meant: "don`t".
_APOSTROPHE = re.compile("(?<=[^\\W\\d_])[`\ufffd](?=(?:t|s|d|m|re|ve|ll)(?![^\\W\\d_]))", re.IGNORECASE)
# How Markdown stresses words ("the *wrong* leg"): its signs hide no phrase. Within a word they stand for letters, in a handle for themselves.
_STRESS = re.compile(
    r"(?<![^\s\"'(\[])([*_~]{1,3})(?=[^\s*_~])([^*_~\n]{1,200})(?<=\S)\1(?![^\s.,;:!?\"')\]])"
)
_PILE = re.compile(r"(?:[^\w\s]|[\uff9e\uff9f]){33,}")


def fold(text: str) -> str:
    """The copy to match on: NFKC, casefolded, look-alike letters Latin, quotes and dashes ASCII.

    Runs of whitespace are one space, none at either end; invisible characters are gone. Accents that belong
    to a letter stay. Folding twice changes nothing. Never raises; linear in the length of the text.
    """
    text = text.lower() if text.isascii() else _simple(text)
    if "*" in text or "_" in text or "~" in text:
        text = _STRESS.sub(r"\2", text)
    if not text.isprintable():
        return " ".join(apostrophes(_CONTROLS.sub("", text)).split())
    text = apostrophes(text)
    return " ".join(text.split()) if "  " in text else text.strip()


def apostrophes(text: str) -> str:
    """The text with "'" where "`" or a sign that got lost stands in its place; every letter keeps its own."""
    return _APOSTROPHE.sub("'", text) if "`" in text or "\ufffd" in text else text


def unaccented(folded: str) -> str:
    """The same with plain letters where one bears marks ("médico", "ñ", "ø", "ȟ"); every letter keeps its place."""
    return folded if folded.isascii() else _MARKED.sub(_unmarked, folded)


def _unmarked(match: re.Match[str]) -> str:
    return _UNMARKED[match[0]]


def _simple(text: str) -> str:
    """The short way for what phones write: curly quotes, dashes, dots, emoji, and Latin letters with an accent."""
    for sign, plain in _TYPOGRAPHY:
        if sign in text:
            text = text.replace(sign, plain)
    if text.isascii():
        return text.lower()
    return _plain(text) if _UNUSUAL.search(text) else text.casefold()


def _plain(text: str) -> str:
    text = compose("NFKC", _HIDDEN.sub(_seen, text)).casefold()
    return compose(
        "NFKC", _UNLIKE_LATIN.sub(_latin, text)
    )  # letters that a stray mark kept apart come together


def _seen(match: re.Match[str]) -> str:
    sign = match[0]
    return " " if "\ud800" <= sign <= "\udfff" else _SEEN.get(sign, "")


def compose(form: Literal["NFC", "NFKC"], text: str) -> str:
    """Unicode's normal form in linear time: piles of marks that no script stacks so high are dropped first.

    CPython orders piled-up marks by insertion: a megabyte of them would take minutes.
    """
    return text if is_normalized(form, text) else normalize(form, _PILE.sub(_without_marks, text))


def _without_marks(match: re.Match[str]) -> str:
    return "".join(sign for sign in match[0] if category(sign)[0] != "M" and sign not in "\uff9e\uff9f")


def _latin(match: re.Match[str]) -> str:
    return _LATIN.get(match[0], "")
