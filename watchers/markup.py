"""How HTML becomes the text a reader would see, line breaks kept."""

import re

from selectolax.lexbor import LexborHTMLParser

_UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "svg", "head"]
_BLOCKS = (
    "address, article, aside, blockquote, br, dd, div, dl, dt, figcaption, figure, footer, h1, h2, h3, h4, "
    "h5, h6, header, hr, li, main, nav, ol, p, pre, section, table, td, th, tr, ul"
)
# Deeply nested tags cost the parser quadratic time: 0.4 s at this length, minutes at 2 MB (measured).
_LONGEST = 100_000
_BLANKS = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r" ?\n[ \n]*")


def plain(html: str) -> str:
    """The words of a piece of HTML; plain text passes, with its runs of blanks made one.

    Every block stands on lines of its own. Scripts and styles are gone. Cut after 100,000 characters.
    """
    if "<" not in html and "&" not in html:
        return _tidy(html)
    # In HTML a line break of the source is a blank; the breaks a reader sees are set below.
    body = LexborHTMLParser(html[:_LONGEST].replace("\n", " ").encode(errors="replace")).body
    if body is None:
        return ""
    body.strip_tags(_UNSEEN, recursive=True)
    for block in body.css(_BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    return _tidy(body.text())


def _tidy(text: str) -> str:
    return _GAPS.sub("\n", _BLANKS.sub(" ", text)).strip()
