"""How the bytes of a feed become entries, and an entry a mention, whatever state the feed is in."""

import io
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser  # type: ignore[import-untyped]
from feedparser.encodings import convert_to_utf8  # type: ignore[import-untyped]

from triage.model import Mention
from triage.source import SourceUnavailable
from watchers import markup, records

MOST_ENTRIES = 5000
_ROOT = re.compile(rb"<((?:\w+:)?(?:rss|feed|rdf|channel))\b", re.IGNORECASE)
_REFERENCES = re.compile(rb"(?:&#(?:\d{1,20}|[xX][0-9a-fA-F]{1,20});)+")
_REFERENCE = re.compile(rb"&#(?:(\d+)|[xX]([0-9a-fA-F]+));")
# feedparser looks for an e-mail address in whoever wrote an entry, with a pattern that costs the square of a run of
# letters and holds the interpreter while it looks: 100,000 letters took minutes. No name is longer than this.
_NAMES = re.compile(
    rb"(<(?:\w+:)?(?:author|creator|contributor|managingeditor|webmaster|publisher|owner|name|email)\b[^<>]{0,2000}>\s{0,200}"
    rb"(?:<!\[CDATA\[)?[^<\]]{300})[^<\]]+",
    re.IGNORECASE,
)
_RUNS = re.compile(rb"([\w.+-]{3000})[\w.+-]+")
_SURROGATES = range(0xD800, 0xE000)


def entries(body: bytes, headers: Mapping[str, str], url: str) -> tuple[list[Any], bool]:
    """The feed's entries, and whether the feed was whole. Raises SourceUnavailable on what is no feed.

    What stands before the root element is cut off unread: comments, processing instructions and every
    DOCTYPE with its entities, so no entity can be a bomb. Of a feed cut short the last entry is left out,
    for it is cut too.
    """
    xml = _utf8(body, headers)
    root = _ROOT.search(xml)
    if root is None:
        raise SourceUnavailable(f"{urlsplit(url).hostname} answered something that is no feed")
    xml = _RUNS.sub(rb"\1", _NAMES.sub(rb"\1", xml[root.start() :]))
    parsed = _parsed(_REFERENCES.sub(_mended, xml), url)
    whole = b"</" + root[1] in xml
    found = parsed.entries[:MOST_ENTRIES] if whole else parsed.entries[:-1][:MOST_ENTRIES]
    if not found and (parsed.bozo or not whole):
        raise SourceUnavailable(f"{urlsplit(url).hostname} answered a broken feed without entries")
    return found, whole


def _utf8(body: bytes, headers: Mapping[str, str]) -> bytes:
    try:
        converted: bytes = convert_to_utf8({"content-type": headers.get("content-type", "")}, body, {})
    except UnicodeError:  # a charset such as "punycode", which Python knows and no feed has
        raise SourceUnavailable("the feed is in a character set that is none") from None
    return converted


def _parsed(xml: bytes, url: str) -> Any:
    try:
        # From a stream: of bytes feedparser first tries whether they name a file. None of the HTML is shown,
        # so cleaning it is left out.
        return feedparser.parse(
            io.BytesIO(xml),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except records.UNREADABLE as error:  # what feedparser does not survive is the feed's doing
        who = urlsplit(url).hostname
        raise SourceUnavailable(f"{who} answered a feed beyond reading ({type(error).__name__})") from None


def _mended(run: re.Match[bytes]) -> bytes:
    """Character references as they were meant: emoji written as two halves made whole, impossible ones gone.

    A single half makes feedparser raise, and with it goes the whole feed.
    """
    codes = [int(decimal or b"0") or int(hexa or b"0", 16) for decimal, hexa in _REFERENCE.findall(run[0])]
    if not any(code in _SURROGATES or not 9 <= code <= 0x10FFFF for code in codes):
        return run[0]
    halves = "".join(chr(code) for code in codes if 9 <= code <= 0x10FFFF)
    whole = halves.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return "".join(f"&#{ord(sign)};" for sign in whole).encode()


def key(entry: Any) -> str:
    """The entry's id; where it has none its link stands for it, else its words do."""
    given = entry.get("id")
    if isinstance(given, str) and given.strip():
        return given
    link = entry.get("link")
    return records.fingerprint(link if isinstance(link, str) and link else _text(entry))


def mention(entry: Any, source: str, now: datetime) -> Mention:
    # Read past feedparser's own get(), which warns and gives the other date where one is missing.
    dates = (dict.get(entry, date) for date in ("published_parsed", "updated_parsed"))
    return Mention(
        source=source,
        native_id=records.identifier(key(entry)),
        text=_text(entry),
        author=records.name(entry.get("author")),
        url=records.link(_target(entry.get("link"))),
        written_at=records.moment(next(filter(None, dates), None), now),
    )


def _text(entry: Any) -> str:
    """Title and body as a reader sees them; a title that only repeats how the body begins is left out."""
    title = markup.plain(str(entry.get("title") or ""))
    contents = [str(content.get("value") or "") for content in entry.get("content", [])]
    body = markup.plain(max([*contents, str(entry.get("summary") or "")], key=len))
    return records.text(records.titled(title, body))


def _target(link: Any) -> Any:
    """The page itself, where Google Alerts wraps its link in a redirector."""
    if not isinstance(link, str) or "google.com/url?" not in link:
        return link
    query = parse_qs(urlsplit(link).query)
    return (query.get("url") or query.get("q") or [link])[0]
