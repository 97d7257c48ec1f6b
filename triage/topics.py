"""Words that tell whether a text is about what organisations do for people, or about something else altogether."""

import re
import tomllib
from pathlib import Path

SERVICE, ELSEWHERE, ACCOUNT = "$", "%", "~"  # the marks of such words, and of an organisation's handle
_FILE = Path(__file__).with_name("topics_en.toml")


_HANDLE = re.compile(r"(?<!\w)@([A-Za-z]\w{2,})")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")  # "BrightFibreUK_Help" is four
_PLAIN = 5  # letters from which a word tells at either end of a handle in small letters
_TABLE = tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(word for words in _TABLE[name].values() for word in words.split())


_MARKS = {
    word: sign for sign, name in ((SERVICE, "service"), (ELSEWHERE, "elsewhere")) for word in _words(name)
}
_OF_ACCOUNTS = _words("account")
_AT_ITS_ENDS = tuple(sorted(word for word in _OF_ACCOUNTS if len(word) >= _PLAIN))


def topic_of(word: str) -> str:
    """SERVICE, ELSEWHERE or "" where a word tells neither; "teacher's" is as "teacher"."""
    return _MARKS.get(word.removesuffix("'s"), "")


def account_in(piece: str) -> str:
    """ACCOUNT where a piece as written holds a handle that sounds like an organisation's, or "".

    A name alone ("@northgate") tells nothing: people have names too.
    """
    found = _HANDLE.search(piece)
    if found is None:
        return ""
    parts = [part.lower() for part in _PARTS.findall(found[1])]
    if len(parts) > 1:
        return "" if _OF_ACCOUNTS.isdisjoint(parts) else ACCOUNT
    handle = "".join(parts)
    told = handle.startswith(_AT_ITS_ENDS) or handle.endswith(_AT_ITS_ENDS)
    return ACCOUNT if told else ""
