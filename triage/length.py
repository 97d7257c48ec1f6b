"""How long a reply is where it would be posted: each platform counts in its own way.

X: the published rules of twitter-text, config/v3.json (github.com/twitter/twitter-text). Mastodon: 500 by default,
links 23, of another server's @name@place the name (docs.joinmastodon.org/user/posting; joinmastodon's
StatusLengthValidator). Bluesky: lexicon app.bsky.feed.post, maxGraphemes. Reddit: a comment's box. Google reviews:
Business Profile API, ReviewReply.comment.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from triage.model import SourceSettings

_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))  # weight 100; every other code point 200
LINK_LENGTH = 23  # transformedURLLength: whatever the link's own length
_TOP = re.compile(
    r"[^\W\d_]{2}|"
    r"com|org|net|edu|gov|mil|int|info|biz|name|pro|mobi|jobs|asia|cat|coop|"
    r"museum|travel|app|dev|blog|shop|store|online|site|website|tech|cloud|page|link|"
    r"live|news|media|social|agency|services|support|help|contact|care|health|"
    r"healthcare|hospital|clinic|doctor|dental|pharmacy|insurance|fitness|yoga|vet|dog",
    re.IGNORECASE,
)
_SCHEME = r"(?P<scheme>https?://)"
_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?P<top>[^\W\d_]{2,63})(?![\w@-])(?::\d+)?"
_PATH = r"""(?:[/?#]\S*[^\s.,;:!?)\]'"\u00bb\u201d\u2019]|/)?"""
_LINK = re.compile(rf"(?<![\w@$#.\-/])(?:{_SCHEME})?{_HOST}{_PATH}", re.IGNORECASE)
_FAR_MENTION = re.compile(r"(?<![\w@/])(@[a-z0-9_]+)@[a-z0-9.-]*[a-z0-9]", re.IGNORECASE)
_PICTURE = (
    r"(?:[\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    r"\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]\ufe0f?|[\u00a9\u00ae]\ufe0f)"
    r"[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
)
_EMOJI = re.compile(
    rf"[0-9#*]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|{_PICTURE}(?:\u200d{_PICTURE})*", re.DOTALL
)


def weighted_length(text: str) -> int:
    """As X counts: a Latin letter 1, any other sign 2, an emoji of however many parts 2, a link 23.

    Which words without https:// are links hangs on a list of endings; ours has all of two letters and the usual
    longer ones.
    """
    text, links = _without_links(unicodedata.normalize("NFC", text), bare=True)
    text, emoji = _EMOJI.subn("", text)
    return links * LINK_LENGTH + emoji * 2 + sum(1 if _is_light(ord(sign)) else 2 for sign in text)


def _is_light(point: int) -> bool:
    return any(start <= point <= end for start, end in _LIGHT)


def _without_links(text: str, *, bare: bool) -> tuple[str, int]:
    """The text without its links, and how many there were; `bare` ones begin without https://."""
    taken = 0

    def take(found: re.Match[str]) -> str:
        nonlocal taken
        if not (found["scheme"] or bare) or not _TOP.fullmatch(found["top"]):
            return found[0]
        taken += 1
        return ""

    return _LINK.sub(take, text), taken


def graphemes(text: str) -> int:
    """Signs as people see them; a letter with its accents is one, an emoji of many parts too."""
    text, emoji = _EMOJI.subn("", unicodedata.normalize("NFC", text))
    return emoji + sum(unicodedata.category(sign) not in ("Mn", "Me", "Mc", "Cf") for sign in text)


def mastodon_length(text: str) -> int:
    """Signs as people see them; a link with its https:// counts 23, the server of a mention nothing."""
    text, links = _without_links(_FAR_MENTION.sub(r"\1", text), bare=False)
    return links * LINK_LENGTH + graphemes(text)


def utf8_bytes(text: str) -> int:
    return len(text.encode("utf-8", errors="replace"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The longest public reply a platform takes: `most` of `unit`, counted by `length`."""

    platform: str
    most: int
    length: Callable[[str], int] = len
    unit: str = "characters"


LIMITS: Mapping[str, Limit | None] = {
    "x": Limit(platform="X", most=280, length=weighted_length),
    "mastodon": Limit(platform="Mastodon", most=500, length=mastodon_length),
    "bluesky": Limit(platform="Bluesky", most=300, length=graphemes),
    "reddit": Limit(platform="Reddit", most=10_000),
    "google_reviews": Limit(platform="Google", most=4_096, length=utf8_bytes, unit="bytes"),
    "feed": None,  # nowhere to reply, or a page of its own
    "file": None,
}
"""By the kind of source; a kind that does not stand here has no limit we know of."""


def limit_for(source: SourceSettings) -> Limit | None:
    """The longest reply to what a source brings; a feed whose posts are Mastodon's has Mastodon's."""
    return LIMITS.get("mastodon" if "mastodon" in source.options else source.kind)
