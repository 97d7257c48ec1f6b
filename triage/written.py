"""What exports and APIs make of a text on its way to us, undone: tags, signs as HTML writes them, letters read in the wrong encoding."""

import re
from html import unescape

from triage.cleaning import clean

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_AND_AGAIN = re.compile(r"&(?:amp;)+(?=[#\w]{1,31};)")  # written as HTML writes it, and then again
_BLOCKS = "p|br|div|li|ul|ol|tr|td|th|table|tbody|blockquote|h[1-6]|hr|pre|section|article"
_TAG = re.compile(
    rf"<(/?)(?:({_BLOCKS})|a|b|i|u|s|em|strong|span|small|big|font|code|sub|sup|mark|del|ins|img|q|cite|abbr)(?:\s[^<>]{{0,1000}})?/?>",
    re.IGNORECASE,
)
# UTF-8 read as Windows or Latin-1: a letter that begins a sign, and one that can only go on with it. ftfy says whether it does.
_MISREAD = re.compile(
    "[\xc2-\xf4][\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)


def clean_written(text: str) -> str:
    """clean() of a text that comes from an export, an API or a command line."""
    return clean(written(text))


def written(text: str) -> str:
    """The text as its writer meant it: "&amp;" and "&#39;" are signs (up to their semicolon, once or several times over), tags are gone
    but no word between them, and "â€™" is an apostrophe. Never raises; linear in the length of the text.
    """
    if not text.isascii() and _MISREAD.search(text):
        from ftfy import fix_encoding  # few texts need it

        text = fix_encoding(text)
    if "<" in text:
        text = _TAG.sub(_break, text)
    return unescaped(_AND_AGAIN.sub("&", text)) if "&" in text else text


def unescaped(text: str) -> str:
    """The text with signs in the place of "&amp;" and "&#39;", up to their semicolon, and nothing else changed."""
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text


def without_tags(text: str) -> str:
    """The text with blanks in the place of tags, so that every letter keeps its own."""
    return _TAG.sub(lambda tag: " " * len(tag[0]), text) if "<" in text else text


def _break(tag: re.Match[str]) -> str:
    """Blocks stand on lines of their own, all else amid its line."""
    return "\n" if tag[2] else ""
