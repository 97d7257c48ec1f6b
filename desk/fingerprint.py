"""Short stable names for links, texts and cases. Stable over restarts and machines, unlike hash()."""

import re
from hashlib import blake2b

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread on the phone
_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|ref|ref_src|s|t|si|igsh)=[^&]*")
_REPOST = re.compile(r"^(?:rt|qt|mt)\s+@\w+:?\s*")
_LINK_OR_MARK = re.compile(r"https?://\S+|[^\w\s]+")
FEWEST_WORDS = 5  # shorter texts ("worst hospital ever") are said by many people independently


def _number(text: str) -> int:
    """A signed 64-bit number, as SQLite's integers are."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def bare_link(url: str) -> str:
    """A link as people mean it: without scheme, "www." and tracking tail, in small letters."""
    rest = url[url.find("://") + 3 :] if "://" in url else url
    if "#" in rest:
        rest = rest.partition("#")[0]
    if "?" in rest:
        path, _, query = rest.partition("?")
        query = _TRACKING.sub("", query).lstrip("&")
        rest = f"{path.rstrip('/')}?{query}" if query else path
    return rest.removeprefix("www.").rstrip("/").lower()


def post_key(url: str | None, source: str, native_id: str) -> int:
    """Fingerprint of a post: of its link, or of its id where it has none."""
    return _number(bare_link(url) if url else f"{source}\0{native_id}")


def words_key(text: str) -> int | None:
    """Fingerprint of the words alone, so that a repost has that of its original; None for short texts."""
    words = _LINK_OR_MARK.sub(" ", _REPOST.sub("", text.casefold(), count=1)).split()
    return _number(" ".join(words)) if len(words) >= FEWEST_WORDS else None


def public_id(source: str, native_id: str, length: int = 6) -> str:
    """A case's name on cards and in commands: the same for the same mention, `length` letters and digits."""
    number = int.from_bytes(
        blake2b(f"{source}\0{native_id}".encode("utf-8", "surrogatepass")).digest()[:10], "big"
    )
    return "".join(_ALPHABET[number >> (5 * i) & 31] for i in range(length))
