"""Somebody says what is wrong with a verdict: kept as a label and shown, in one commit."""

import json
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row

from desk import audit
from desk.cases import must_find, tell
from desk.fingerprint import bare_link
from desk.labels import SAID, keep
from desk.nouns import read_case
from desk.store import Store, cases, labels, mentions
from triage.cleaning import MAX_URL, clean_line
from triage.model import Actor, Case

LEVELS = ("0", "1", "2", "3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a word about a post: `new` is False where just that was said before."""

    new: bool
    case_id: str | None


def correct(store: Store, case_id: str, kind: str, value: str, by: Actor, now: datetime) -> Case:
    """Keeps that the case's `kind` should be `value`; the same again does nothing.

    An "urgency" (0 to 3) is the case's from then on; a "subject" is a watched name, or "" for nobody we watch.
    What was judged in the first place takes the correction back. Raises UnknownCase, and ValueError for any
    other kind or level.
    """
    _must_be_known(kind, value)
    with store.commit() as db:
        _correct_case(db, must_find(db, case_id), kind, value, by, now)
        return read_case(must_find(db, case_id))


def correct_post(store: Store, url: str, kind: str, value: str, by: Actor, now: datetime) -> Kept | None:
    """The same of a post by its link, a case or none; None where no such post is kept.

    Here the kind "complaint" serves as well: "1" says that it is one, "0" that it is none.
    """
    _must_be_known(kind, value)
    link = bare_link(clean_line(url, MAX_URL) or "")
    with store.commit() as db:
        found = mentions.find_by_link(db, link)
        if found is None:
            return None
        public_id = cases.public_id_of(db, found["case_id"])
        row = None if public_id is None else must_find(db, public_id)
        if row is None or row["mention_id"] != found["id"]:  # a repost has no card of its own
            new = _label_post(db, found["id"], public_id, (kind, value), by, now)
            return Kept(new=new, case_id=public_id)
        return Kept(new=_correct_case(db, row, kind, value, by, now), case_id=public_id)


def _must_be_known(kind: str, value: str) -> None:
    allowed = {"urgency": LEVELS, "complaint": ("0", "1"), "subject": (value,)}
    if value not in allowed.get(kind, ()):
        raise ValueError(f"no such correction: {kind}")


def _correct_case(db: Connection, row: Row, kind: str, value: str, by: Actor, now: datetime) -> bool:
    """False where nothing changed."""
    if not _keep_or_drop(db, row["mention_id"], kind, value, by, now):
        return False
    if kind == "urgency":
        cases.move(db, row["id"], {"urgency": value})
    tell(db, must_find(db, row["public_id"]), f"wrong_{kind}", by, now, value or None)
    return True


def _label_post(
    db: Connection, mention_id: int, public_id: str | None, said: tuple[str, str], by: Actor, now: datetime
) -> bool:
    """The same of a post without a card of its own, which has no history but the audit's."""
    kind, value = said
    if not _keep_or_drop(db, mention_id, kind, value, by, now):
        return False
    audit.record(
        db, audit.LABELLED, by, now, case=public_id, detail=f"mention {mention_id}: {kind} {value}".rstrip()
    )
    return True


def _keep_or_drop(db: Connection, mention_id: int, kind: str, value: str, by: Actor, now: datetime) -> bool:
    standing, judged = labels.find(db, mention_id, kind), _judged(labels.judged(db, mention_id), kind)
    if standing is None and value == judged:
        return False
    if standing is not None and standing["value"] == value and standing["given"] == SAID:
        return False
    if value == judged:
        labels.drop(db, mention_id, kind)
    else:
        keep(db, mention_id, kind, value, SAID, by, now)
    return True


def _judged(verdict: Row, kind: str) -> str | None:
    """What the verdict said of it. That it is a complaint may be confirmed, so there it says nothing."""
    if kind == "subject":
        return str(json.loads(verdict["subjects"])[0])
    return str(verdict["urgency"]) if kind == "urgency" else None
