"""Finds what was said by its words."""

import re
from dataclasses import dataclass
from datetime import datetime

from desk.nouns import read_mention
from desk.store import Store, mentions
from desk.store.times import from_text
from triage.folding import fold
from triage.model import Mention, Outcome

_WORD = re.compile(r"\w+")
MOST_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mention that holds the words, and what became of it. `id` is its number in the audit."""

    id: int
    mention: Mention
    outcome: Outcome
    seen_at: datetime
    case_id: str | None = None


def search(store: Store, words: str, limit: int) -> list[Finding]:
    """The newest mentions that hold all of the words, in any order; [] where none are asked for.

    Posts about nobody we watch are not kept and so not found.
    """
    asked = _WORD.findall(fold(words))[:MOST_WORDS]
    if not asked:
        return []
    query = " ".join(f'"{word}"' for word in asked)  # quoted, so that no word is an operator
    return [
        Finding(
            id=row["id"],
            mention=read_mention(row),
            outcome=Outcome(row["outcome"]),
            seen_at=from_text(row["seen_at"]),
            case_id=row["public_id"],
        )
        for row in mentions.search(store.reader, query, limit)
    ]
