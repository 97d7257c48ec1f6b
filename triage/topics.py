"""Words that tell whether a text is about what organisations do for people, or about something else altogether."""

import re
import tomllib
from pathlib import Path

SERVICE, ELSEWHERE, ACCOUNT = "$", "%", "~"  # the marks of such words, and of an organisation's handle
_FILE = Path(__file__).with_name("topics_en.toml")


_HANDLE = re.compile(r"(?<!\w)@(\w{3,})")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")  # "BrightFibreUK_Help" is four
_COUNTRY = re.compile(r"(?<=.)_?(?:UK|GB|USA|US|IE|EU|AU|NZ|CA|MX|ES)$")
_ACRONYM = re.compile(r"[A-Z]{2,}[a-z]+")  # "GWRhelp" is no "GW" and "Rhelp"
_PLAIN = 4  # letters from which a word tells at the end of a handle that has no parts
_TABLE = tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(word for words in _TABLE[name].values() for word in words.split())


_MARKS = {
    word: sign for sign, name in ((SERVICE, "service"), (ELSEWHERE, "elsewhere")) for word in _words(name)
}
WORDS = _MARKS.keys()
_FIRST, _LAST = (frozenset(_TABLE["account"][place].split()) for place in ("first", "last"))
_AT_THE_END = tuple(sorted(word for word in _LAST if len(word) >= _PLAIN))


def topic_of(word: str) -> str:
    """SERVICE, ELSEWHERE or "" where a word tells neither; "teacher's" is as "teacher"."""
    return _MARKS.get(word.removesuffix("'s"), "")


def account_in(piece: str) -> str:
    """ACCOUNT where a piece as written holds a handle that sounds like an organisation's, or "".

    It ends with a word of a trade or of customer care ("@NorthgateRail", "@LakesideHelpUK"), or begins with one of a few
    ("@AskLakeside"). A name alone ("@northgate") tells nothing: people have names too.
    """
    return ACCOUNT if any(map(_is_an_account, _HANDLE.findall(piece))) else ""


def _is_an_account(handle: str) -> bool:
    name = _COUNTRY.sub("", handle)
    parts = [part.lower() for part in _PARTS.findall(name)]
    if len(parts) > 1 and (parts[0] in _FIRST or parts[-1] in _LAST):
        return True
    in_one_piece = len(parts) == 1 or _ACRONYM.fullmatch(name) is not None
    return in_one_piece and name.lower().endswith(_AT_THE_END)
