"""What is legal in a query but rarely meant: told by `check`, refused by nobody."""

import re
from collections.abc import Iterator

_PHRASE = re.compile(r'["\u201c\u201d\u201e][^"\u201c\u201d\u201e]*["\u201c\u201d\u201e]')
_SMALL = re.compile(r"(?<!\S)\(*(or|and|not|near/\d+)(?!\S)")
_SINGLE = re.compile(r"(?<!\w)['\u2018][^'\u2018\u2019]*\s[^'\u2018\u2019]*['\u2019](?!\w)")


def hints(query: str) -> Iterator[str]:
    """A sentence for each thing that does not do what it looks like."""
    outside = _PHRASE.sub(" ", query)
    for word in dict.fromkeys(_SMALL.findall(outside)):
        yield f"{word!r} in small letters is a word to look for; write {word.upper()} if you mean the operator"
    for phrase in dict.fromkeys(_SINGLE.findall(outside)):
        yield f"{phrase} is not a phrase: single quotes are no quotes here; write it in double ones"
