"""Short stable names for links, texts and cases. Stable over restarts and machines, unlike hash()."""

import re
from hashlib import blake2b

from triage.cleaning import clean

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread on the phone
_MISREAD = str.maketrans("OIL", "011", "#- ")  # as Crockford has it; the mark and gaps that people put in
_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|ref|ref_src|si|igsh)=[^&]*")
_X_POST = re.compile(r"(?:mobile\.)?(?:x|twitter)\.com/[^/]+(?:/web)?/status(?:es)?/(\d+).*")
_OTHER_DOORS = ("www.", "m.", "mobile.", "old.", "new.", "np.")
_REPOST = re.compile(r"^(?:rt|qt|mt)\s+@\w+:?\s*")
_LINK = re.compile(r"https?://\S+")
_WORD = re.compile(r"\w+")
MOST_ID = 500  # characters of a platform's id; feeds use whole links
FEWEST_WORDS = 5  # shorter texts ("worst hospital ever") are said by many people independently


def _number(text: str) -> int:
    """A signed 64-bit number, as SQLite's integers are."""
    return _short_hash(text.encode("utf-8", "surrogatepass"))


def _short_hash(raw: bytes) -> int:
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "little", signed=True)


def bare_link(url: str) -> str:
    """A link as people mean it: in small letters, without scheme, "www." and the like, and tracking tail.

    A post on X is named by its number alone, whichever of its many links leads there.
    """
    rest = (url[url.find("://") + 3 :] if "://" in url else url).lower()
    if "/status" in rest and (post := _X_POST.fullmatch(rest.removeprefix("www."))):
        return f"x.com/i/status/{post[1]}"
    if "#" in rest:
        rest = rest.partition("#")[0]
    if "?" in rest:
        path, _, query = rest.partition("?")
        query = _TRACKING.sub("", query).lstrip("&")
        rest = f"{path.rstrip('/')}?{query}" if query else path
    if rest.startswith(_OTHER_DOORS):
        rest = rest.partition(".")[2]
    return rest.rstrip("/")


def post_key(url: str | None, source: str, native_id: str) -> int:
    """Fingerprint of a post: of its link, or of its id where it has none."""
    return _number(bare_link(url) if url else f"{source}\0{native_id}")


def words_key(text: str) -> int | None:
    """Fingerprint of the words alone, so that a repost has that of its original; None for short texts."""
    text = text.casefold()
    if (begin := _REPOST.match(text)) is not None:
        text = text[begin.end() :]
    if "http" in text:
        text = _LINK.sub(" ", text)
    words = _WORD.findall(text)
    return _number(" ".join(words)) if len(words) >= FEWEST_WORDS else None


def public_id(source: str, native_id: str, length: int = 6) -> str:
    """A case's name on cards and in commands: the same for the same mention, `length` letters and digits."""
    number = int.from_bytes(
        blake2b(f"{source}\0{native_id}".encode("utf-8", "surrogatepass")).digest()[:10], "big"
    )
    return "".join(_ALPHABET[number >> (5 * i) & 31] for i in range(length))


def typed_id(text: str) -> str:
    """A public id as somebody may type or read it out: "#7k2-qm9", or with a letter O for a zero; else ""."""
    letters = text.strip().upper().translate(_MISREAD)
    return letters if set(letters) <= set(_ALPHABET) else ""


def record_key(raw: bytes) -> int:
    """Fingerprint of a record that could not be read."""
    return _short_hash(raw)


def safe_id(native_id: str) -> str:
    """A platform's id as the store can keep and find it: an unusual one goes by its fingerprint."""
    if len(native_id) <= MOST_ID:
        if native_id.isascii() and native_id.isprintable():
            return native_id
        if clean(native_id) == native_id:
            return native_id
    return f"#{_number(native_id) & (2**64 - 1):016x}"
