"""Text from the internet made harmless to keep and to show, without changing what it says."""

import math
import re
from unicodedata import category, is_normalized
from urllib.parse import urlsplit

from triage.folding import compose

MAX_TEXT = 40_000  # characters kept of one mention: Reddit's longest post; nothing we read is longer
MAX_LINE = 200
MAX_URL = 2_000
MOST_MARKS = 5  # on one letter: pointed Hebrew and Burmese need as many, "Zalgo" text piles up more

# C0 and C1 controls but tab and newline; soft hyphen; zero-width marks but the joiner that emoji need;
# bidi overrides and isolates; line and paragraph separators; lone surrogates; byte-order mark; tag characters.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e007f]+"
)
ORDINARY_LENGTH = 4.5  # letters of a word, English or Spanish; Khmer's and Burmese's are near it
ZERO_WIDTH_SPACE = "\u200b"
_HARMFUL_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]+")
_PILE = re.compile(r"[^\w\s]{%d,}" % (MOST_MARKS + 1))  # marks are no part of \w; nor are ! and emoji
_CARE = re.compile(f"{_HARMFUL.pattern}|{_PILE.pattern}")  # what clean() may have to change, breaks included
# What lies farther off than Latin letters, signs of print and emoji.
_FARTHER = re.compile("[\u0300-\u200f\u20d0-\u25ff\u27c0-\U0001f2ff\U0001fb00-\U0010ffff]")
_BREAKS = str.maketrans(
    {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n", "\x0c": "\n"}
)
# What colours a terminal: an escape sequence, of which no end may stick to the next word.
_SEQUENCE = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]{0,300}(?:\x07|\x1b\\)")
_PLAIN_LINK = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:[/?#][!#-;=?-\[\]_a-z~]*)?")
_WEB_LINK = re.compile(r"(?i:https?)://[^\s<>\"|\\`^{}\x00-\x20\x7f]+")
# With the full-width signs, which spreadsheets in East Asian settings read alike:
# https://owasp.org/www-community/attacks/CSV_Injection
_INNER_CELL = re.compile(";(?= *(?:[=+@\uff1d\uff0b\uff20]|[-\uff0d]\\w))")
_CELL_STARTS = ("=", "+", "-", "@", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def clean(text: str) -> str:
    """The copy we keep, judge and quote: NFC, no control or direction marks, at most MAX_TEXT characters.

    Emoji, joiners inside them and line breaks stay. Never raises, linear in the length of the text; cleaning
    twice changes nothing.
    """
    if text.replace("\n", " ").isprintable() and (text.isascii() or not _FARTHER.search(text)):
        return text[:MAX_TEXT]  # most posts: nothing to do
    if not _CARE.search(text) and is_normalized("NFC", text):
        return text[:MAX_TEXT]
    text = text[: MAX_TEXT + 1000].replace("\r\n", "\n").translate(_BREAKS)
    text = without_sequences(text)
    if text.isascii():
        return _HARMFUL_ASCII.sub("", text)[:MAX_TEXT]
    return _PILE.sub(_without_pile, compose("NFC", _HARMFUL.sub("", plain_blanks(text))))[:MAX_TEXT]


def without_sequences(text: str) -> str:
    """The text without the sequences that colour a terminal or move its cursor."""
    return _SEQUENCE.sub("", text) if "\x1b" in text or "\x9b" in text else text


def plain_blanks(text: str) -> str:
    """The text with blanks for zero-width ones where these part words, as in Khmer or to hide them all; else without them, as within
    the words of a text that hides these: whichever leaves words of an ordinary length.
    """
    number = text.count(ZERO_WIDTH_SPACE)
    if not number:
        return text
    without = text.replace(ZERO_WIDTH_SPACE, "")
    if number <= max(2, text.count(" ")):
        return without
    return min(without, text.replace(ZERO_WIDTH_SPACE, " "), key=_strangeness)


def _strangeness(text: str) -> float:
    """How far the words are from an ordinary length."""
    words = text.split()
    return abs(math.log(max(1, sum(map(len, words))) / max(1, len(words)) / ORDINARY_LENGTH))


def _without_pile(match: re.Match[str]) -> str:
    """Of marks in a row the first ones, which keeps the text in normal form."""
    kept, marks = [], 0
    for sign in match[0]:
        marks = marks + 1 if category(sign)[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def ends(text: str, most: int) -> str:
    """The text; of one of more than `most` characters its beginning and its end, half of them each, with dots between."""
    half = most // 2
    return text if len(text) <= most else f"{text[:half]} ... {text[-half:]}"


def clean_line(text: str | None, limit: int = MAX_LINE) -> str | None:
    """A name or title on one line, at most `limit` characters; None where nothing is left."""
    if text is None:
        return None
    if len(text) > limit or not (text.isascii() and text.isprintable()):
        text = clean(text[: limit * 4])
    return " ".join(text.split())[:limit].rstrip() or None


def clean_url(url: str | None) -> str | None:
    """The link if it is an ordinary web link, else None: nobody clicks on javascript: or on a bare word.

    Nor on one that hides its host behind a user name, or that Slack would refuse the whole card for.
    """
    if not url or len(url) > MAX_URL:
        return None
    if _PLAIN_LINK.fullmatch(url):  # most links: nothing to look into
        return url
    if not _WEB_LINK.fullmatch(url) or _HARMFUL.search(url):
        return None
    try:
        parts = urlsplit(url)
        ordinary = parts.hostname and "@" not in parts.netloc and parts.port != 0
    except ValueError:  # a port that is no number, a bracket left open, a sign that only looks like a slash
        return None
    return url if ordinary else None


def for_terminal(text: str) -> str:
    """Text that cannot move the cursor, colour the screen or turn the direction of reading."""
    return _HARMFUL.sub("", without_sequences(text).replace("\t", " "))


def for_csv_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: a leading = + - @ is put behind an apostrophe, and one behind a semicolon,
    at which some spreadsheets part cells.

    A number is written as it is, its minus included.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = _INNER_CELL.sub(";'", for_terminal(str(value)))
    return "'" + text if text.lstrip(" ").startswith(_CELL_STARTS) else text
