"""Clicks that correct a verdict become labels, which tuning learns from and a person applies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from desk.nouns import read_mention
from desk.store import Store, labels
from desk.store.mentions import since as stored_since
from desk.store.times import to_text
from triage.lifecycle import Act
from triage.model import Actor, Mention, Outcome, Urgency

_SAYS_NO = "not_a_complaint"
_SAYS_NOTHING = frozenset({"duplicate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A mention as it was judged then."""

    mention: Mention
    outcome: Outcome
    urgency: Urgency
    subjects: str  # JSON list


def learn(
    db: Connection, mention_id: int, act: Act, disposition: str | None, by: Actor, now: datetime
) -> None:
    """What an act on a case says about the verdict, in the act's own commit.

    However a case is resolved says that it was a complaint, but for "not a complaint", and "duplicate", which
    says nothing. Reopening takes it back.
    """
    if act is Act.REOPEN:
        labels.drop(db, mention_id, "complaint")
    elif act in (Act.RESOLVE, Act.NOT_A_COMPLAINT) and disposition not in _SAYS_NOTHING:
        value = "0" if disposition == _SAYS_NO else "1"
        labels.put(db, mention_id, "complaint", value, to_text(now), (by.id, by.name))


def complaints(store: Store, since: datetime) -> list[tuple[Mention, bool]]:
    """Labelled mentions of the time since then and whether people say they are complaints."""
    rows = labels.about(store.reader, "complaint", to_text(since))
    return [(read_mention(row), row["label"] == "1") for row in rows]


def stored(store: Store, since: datetime) -> Iterator[Stored]:
    """Every mention seen since then whose words are still kept, the oldest first; one at a time."""
    for row in stored_since(store.reader, to_text(since)):
        yield Stored(
            mention=read_mention(row),
            outcome=Outcome(row["outcome"]),
            urgency=Urgency(row["urgency"]),
            subjects=row["subjects"],
        )
