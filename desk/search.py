"""Finds what was said by its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.nouns import read_mention
from desk.store import Store, mentions
from desk.store.times import from_text
from triage.cleaning import clean
from triage.model import Mention, Outcome

_WORD = re.compile(r"\w+")
MOST_WORDS = 20
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mention that holds the words, and what became of it. `id` is its number in the audit."""

    id: int
    mention: Mention
    outcome: Outcome
    seen_at: datetime
    case_id: str | None = None


def search(store: Store, words: str | Sequence[str], limit: int, page: int = 1) -> list[Finding]:
    """The newest mentions that hold all of the words, in any order; [] where none are asked for.

    Given one by one, what holds blanks is a phrase, whose words must follow one another. Posts about nobody we
    watch are not kept and so not found.
    """
    query = _query(words)
    if not query:
        return []
    return [
        Finding(
            id=row["id"],
            mention=read_mention(row),
            outcome=Outcome(row["outcome"]),
            seen_at=from_text(row["seen_at"]),
            case_id=row["public_id"],
        )
        for row in mentions.search(store.reader, query, limit, (page - 1) * limit)
    ]


def count_found(store: Store, words: str | Sequence[str]) -> int:
    """How many there are; MOST_COUNTED stands for that many or more."""
    query = _query(words)
    return mentions.count_found(store.reader, query, MOST_COUNTED) if query else 0


def _query(words: str | Sequence[str]) -> str:
    """Each word and phrase in quotes, so that none is an operator. The index itself does not mind capitals and accents."""
    asked = words.split() if isinstance(words, str) else words
    phrases = [" ".join(_WORD.findall(clean(phrase))[:MOST_WORDS]) for phrase in asked]
    return " ".join(f'"{phrase}"' for phrase in phrases[:MOST_WORDS] if phrase)
