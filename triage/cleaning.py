"""Text from the internet made harmless to keep and to show, without changing what it says."""

import re

from triage.folding import compose

MAX_TEXT = 40_000  # characters kept of one mention: Reddit's longest post; nothing we read is longer
MAX_LINE = 200
MAX_URL = 2_000

# C0 and C1 controls but tab and newline; soft hyphen; zero-width marks but the joiner that emoji need;
# bidi overrides and isolates; line and paragraph separators; lone surrogates; byte-order mark; tag characters.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_HARMFUL_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_STACKED_MARKS = re.compile(r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3})"
                            r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")  # fmt: skip
_BREAKS = str.maketrans(
    {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n", "\x0c": "\n"}
)
_WEB_LINK = re.compile(r"https?://[^\s<>\"|\\`^{}\x00-\x20\x7f]+")
_CELL_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def clean(text: str) -> str:
    """The copy we keep, judge and quote: NFC, no control or direction marks, at most MAX_TEXT characters.

    Emoji, joiners inside them and line breaks stay. Never raises, linear in the length of the text.
    """
    if text.isascii() and text.isprintable():  # most posts: nothing to do
        return text[:MAX_TEXT]
    text = text[: MAX_TEXT + 1000].replace("\r\n", "\n").translate(_BREAKS)
    if text.isascii():
        return _HARMFUL_ASCII.sub("", text)[:MAX_TEXT]
    text = _STACKED_MARKS.sub(r"\1", _HARMFUL.sub("", text))
    return compose("NFC", text)[:MAX_TEXT]


def clean_line(text: str | None, limit: int = MAX_LINE) -> str | None:
    """A name or title on one line, at most `limit` characters; None where nothing is left."""
    if text is None:
        return None
    if len(text) > limit or not (text.isascii() and text.isprintable()):
        text = clean(text[: limit * 4])
    return " ".join(text.split())[:limit] or None


def clean_url(url: str | None) -> str | None:
    """The link if it is an ordinary web link, else None: nobody clicks on javascript: or on a bare word."""
    if (
        url
        and len(url) <= MAX_URL
        and _WEB_LINK.fullmatch(url)
        and (url.isascii() or not _HARMFUL.search(url))
    ):
        return url
    return None


def for_terminal(text: str) -> str:
    """Text that cannot move the cursor, colour the screen or turn the direction of reading."""
    return _HARMFUL.sub("", text.replace("\t", " "))


def for_csv_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: a leading = + - @ is put behind an apostrophe."""
    text = "" if value is None else for_terminal(str(value))
    return "'" + text if text.lstrip(" ").startswith(_CELL_STARTS) else text
