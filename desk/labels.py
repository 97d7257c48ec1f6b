"""What people said of verdicts, kept as labels: tuning learns from them, and a person applies it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from desk.nouns import read_mention
from desk.store import Store, labels
from desk.store.times import to_text
from triage.lifecycle import Act
from triage.model import Actor, Mention, Urgency
from triage.source import BROUGHT_IN
from triage.tuning import shifted

SAID, CLOSED, RESOLVED = "said", "closed", "resolved"
NOBODY = ""  # as the right subject: nobody we watch
_SAYS_NOTHING = frozenset({"duplicate"})  # nor does a merge: it is no Act.RESOLVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One thing that somebody said: a `kind` (complaint, urgency, subject) and the right value of it."""

    kind: str
    value: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that people said of one mention; None where nobody said anything.

    `score` is the complaint score of the verdict then, without the source's bias. `weak`: that it is a complaint
    follows only from how its case ended. The mention's text is empty where its words were wiped meanwhile.
    """

    mention: Mention
    score: float
    complaint: bool | None
    weak: bool
    urgency: Urgency | None
    about: str | None


def learn(
    db: Connection, mention_id: int, act: Act, disposition: str | None, by: Actor, now: datetime
) -> None:
    """What an act on a case says about the verdict, in the act's own commit.

    However a case is resolved says that it was a complaint, but for "not a complaint", and "duplicate", which
    says nothing. Reopening takes that back. What was said in so many words outweighs how a case ended.
    """
    standing = labels.find(db, mention_id, "complaint")
    said = standing is not None and standing["given"] == SAID
    if act is Act.REOPEN and not said:
        labels.drop(db, mention_id, "complaint")
    elif act is Act.NOT_A_COMPLAINT or (act is Act.RESOLVE and disposition == "not_a_complaint"):
        keep(db, mention_id, "complaint", "0", CLOSED, by, now)
    elif act is Act.RESOLVE and disposition not in _SAYS_NOTHING and not said:
        keep(db, mention_id, "complaint", "1", RESOLVED, by, now)


def keep(
    db: Connection, mention_id: int, kind: str, value: str, given: str, by: Actor, now: datetime
) -> None:
    """A label with the verdict it speaks of, within the caller's commit."""
    then = labels.judged(db, mention_id)
    score = shifted(then["complaint"], -then["bias"])
    verdict = (then["source"], score, then["urgency"])
    labels.put(db, (mention_id, kind, value, given, to_text(now), by.id, by.name, *verdict))


def corrections(db: Connection, mention_id: int) -> tuple[Label, ...]:
    """What was said in so many words, the oldest first; how a case ended shows by itself."""
    rows = [row for row in labels.of_mention(db, mention_id) if row["given"] == SAID]
    return tuple(Label(kind=row["kind"], value=row["value"], by=row["actor_name"]) for row in rows)


def said(store: Store, since: datetime) -> Iterator[Said]:
    """Every labelled mention seen since then, the oldest first; one at a time.

    Without what people brought in themselves: it would teach a source's cut what no source said.
    """
    for row in labels.since(store.reader, to_text(since)):
        if row["source"] in BROUGHT_IN:
            continue
        urgency = None if row["said_urgency"] is None else Urgency(int(row["said_urgency"]))
        complaint, weak = row["said_complaint"], row["given"] == RESOLVED
        if urgency is not None and (complaint is None or weak):  # "for the digest" is no complaint
            complaint, weak = str(int(urgency > Urgency.DIGEST)), False
        yield Said(
            mention=read_mention(row),
            score=row["score"],
            complaint=None if complaint is None else complaint == "1",
            weak=weak,
            urgency=urgency,
            about=row["said_about"],
        )
