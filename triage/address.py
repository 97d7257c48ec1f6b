"""By whom a post begins: the name in front is whom it is addressed to, not what it says."""

import re
from collections.abc import Iterable

from triage.folding import unaccented

_GREETING = re.compile(r"(?:\brt\b|@[\w.-]+|[^\w])*")  # handles, marks, and that another wrote it


def end_of_names(folded: str, names: Iterable[str]) -> int:
    """Where the names end by which a folded text begins, behind handles and marks or without; 0 where it begins with none.

    `names` are folded. Accents do not matter; a name counts as a whole, and so that no letter, digit or apostrophe follows.
    """
    plain = unaccented(folded)
    longest_first = sorted({unaccented(name) for name in names if name}, key=len, reverse=True)
    end = 0
    while True:
        greeting = _GREETING.match(plain, end)
        start = greeting.end() if greeting else end
        name = next((name for name in longest_first if _stands(name, plain, start)), None)
        if name is None:
            return end
        end = start + len(name)


def _stands(name: str, text: str, start: int) -> bool:
    behind = text[start + len(name) : start + len(name) + 1]
    return text.startswith(name, start) and not (behind.isalnum() or behind in ("'", "_"))
