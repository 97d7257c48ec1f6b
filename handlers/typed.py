"""A command line as somebody typed it, read into words: quotes of any make, Slack's own marks, nothing refused."""

import re

from triage.cleaning import clean_line

MOST_TYPED = 4000  # characters of a command that are looked at
_DOUBLE = '"\u201c\u201d\u201e\u00ab\u00bb'  # phones turn straight quotes into curly ones
_SINGLE = "'\u2018\u2019\u201a`"
_QUOTES = _DOUBLE + _SINGLE
_CLOSERS = {
    kind: re.compile(rf"[{re.escape(kind)}](?=\s|$)")  # a quote inside a word is an apostrophe
    for kind in (_DOUBLE, _SINGLE)
}
_WORD = re.compile(r"\S+")
_MARK = re.compile(r"<(?:([@#])([A-Z0-9]{2,})|((?:https?://|mailto:)[^<>|]*))(?:\|([^<>]*))?>")


def read(text: str) -> list[str]:
    """The words of a command; what stands in quotes is one. A quote that nobody closed is put up with.

    Words without anything to see are left out. Never raises; linear in the length of the text.
    """
    text, at, words = as_typed(text[:MOST_TYPED]), 0, []
    unclosed: set[str] = set()
    while found := _WORD.search(text, at):
        kind = _DOUBLE if found[0][0] in _DOUBLE else _SINGLE
        closer = None
        if found[0][0] in _QUOTES and kind not in unclosed:
            closer = _CLOSERS[kind].search(text, found.start() + 1)
            if closer is None:
                unclosed.add(kind)
        if closer is None:
            words.append(found[0].strip(_QUOTES))
            at = found.end()
        else:
            words.append(text[found.start() + 1 : closer.start()].strip())
            at = closer.end()
    return [word for word in words if clean_line(word)]


def as_typed(text: str) -> str:
    """Without what Slack writes around people, channels and links, and with & < > as they were."""
    plain = _MARK.sub(_unmarked, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _unmarked(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]}{found[4] or found[2]}"
    link = found[3]
    return found[4] or link if link.startswith("mailto:") else link
