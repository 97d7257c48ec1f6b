"""Mutes: no cards about a name, a source, an author or some words, for a time that ends by itself."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from sqlite3 import Connection, Row
from zoneinfo import ZoneInfo

from desk import audit
from desk.plan import Judged
from desk.store import Store
from desk.store import mutes as rows
from desk.store.times import from_text, maybe_time, to_text
from triage.cleaning import clean_line
from triage.folding import fold
from triage.model import Actor, Outcome, Reason, Urgency

LONGEST = timedelta(days=30)
MOST = 100  # at a time
LOOK_BACK = timedelta(days=7)
LOOKED_AT = 20_000  # cases of that time that are looked at
RULE = "muted"
_MAKES_CARDS = (Outcome.CASE, Outcome.LOOK)


class Kind(StrEnum):
    """What a mute goes by."""

    SUBJECT = "subject"
    SOURCE = "source"
    AUTHOR = "author"
    TERM = "term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """One mute as it stands; `ended_at` where somebody ended it before its time."""

    id: int
    kind: Kind
    value: str
    at: datetime
    until: datetime
    zone: str
    by: Actor
    ended_at: datetime | None = None
    ended_by: str | None = None

    @property
    def over_at(self) -> datetime:
        return min(self.until, self.ended_at) if self.ended_at else self.until


class TooMany(Exception):
    """There are MOST mutes already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a mute would have done in the last LOOK_BACK: so many of all the cards; `urgent` would have come all the same."""

    hidden: int
    urgent: int
    cards: int


class Hides:
    """Whether a mute fits a mention, whose words are given as fold() has them; made once, asked often."""

    def __init__(self, kind: Kind, value: str) -> None:
        self._kind, self._value = kind, value
        if kind is Kind.AUTHOR:
            self._value = author_key(value)
        if kind is Kind.TERM:
            self._term = re.compile(rf"(?<!\w){re.escape(fold(value))}(?!\w)")

    def __call__(self, about: str, source: str, author: str | None, folded: str) -> bool:
        match self._kind:
            case Kind.SUBJECT:
                return about == self._value
            case Kind.SOURCE:
                return source == self._value
            case Kind.AUTHOR:
                return author is not None and author_key(author) == self._value
            case _:
                return self._term.search(folded) is not None


def author_key(name: str) -> str:
    """@Tin, tin and u/tin are one."""
    return (clean_line(name) or "").casefold().removeprefix("/").removeprefix("u/").lstrip("@")


def mute(
    store: Store, kind: Kind, value: str, until: datetime, by: Actor, now: datetime, *, zone: str = "UTC"
) -> Mute:
    """Begins a mute; one of the same thing that holds already gives way to it. Its end is told in `zone`.

    Raises ValueError for an end that is past or further away than LONGEST, and TooMany.
    """
    if not now < until <= now + LONGEST:
        raise ValueError("a mute ends after now and within 30 days")
    moment = to_text(now)
    with store.commit() as db:
        holding = [_read(row) for row in rows.active(db, moment)]
        same = [each for each in holding if (each.kind, each.value) == (kind, value)]
        if len(holding) - len(same) >= MOST:
            raise TooMany
        for each in same:
            rows.end(db, each.id, moment, by.name)
        number = rows.add(db, (kind.value, value, moment, to_text(until), zone, by.id, by.name))
        made = Mute(id=number, kind=kind, value=value, at=now, until=until, zone=zone, by=by)
        audit.record(db, audit.MUTED, by, now, detail=f"{_for_audit(made)} until {to_text(until)}")
    return made


def _for_audit(given: Mute) -> str:
    """What is muted; an author or a term is named by the mute's number, for the audit holds no words of posts."""
    what = given.value if given.kind in (Kind.SUBJECT, Kind.SOURCE) else f"of mute {given.id}"
    return f"the {given.kind} {what}"


def unmute(store: Store, mute_id: int, by: Actor, now: datetime) -> Mute | None:
    """Ends a mute and returns it as it stands then; None where there is no such one. One that is over stays as it was."""
    with store.commit() as db:
        ended = rows.end(db, mute_id, to_text(now), by.name)
        row = rows.find(db, mute_id)
        if row is None:
            return None
        found = _read(row)
        if ended:
            audit.record(db, audit.UNMUTED, by, now, detail=_for_audit(found))
    return found


def holding(store: Store, now: datetime) -> list[Mute]:
    """The mutes that hold now, the one that ends first in front."""
    return [_read(row) for row in rows.active(store.reader, to_text(now))]


def between(db: Connection, begin: str, end: str) -> list[Mute]:
    """Those that held at any time of a period."""
    return [_read(row) for row in rows.between(db, begin, end)]


def effect(store: Store, kind: Kind, value: str, now: datetime) -> Effect:
    """What the mute would have done to the cards of the last LOOK_BACK."""
    hides, hidden, urgent, cards = Hides(kind, value), 0, 0, 0
    for row in rows.judged_for_cards(store.reader, to_text(now - LOOK_BACK), LOOKED_AT):
        cards += 1
        if hides(_first(row["subjects"]), row["source"], row["author"], fold(row["text"])):
            hidden += row["urgency"] < Urgency.NOW
            urgent += row["urgency"] >= Urgency.NOW
    return Effect(hidden=hidden, urgent=urgent, cards=cards)


def _first(subjects: str) -> str:
    names = json.loads(subjects)
    return str(names[0]) if names else ""


def heed(db: Connection, judged: Sequence[Judged], now: datetime) -> list[Judged]:
    """The same verdicts; what would make a card and is muted is kept without one, and says who muted it until when.

    Within the caller's commit. Urgency NOW is never muted.
    """
    standing = [_read(row) for row in rows.active(db, to_text(now))]
    if not standing:
        return list(judged)
    asked = [(each, Hides(each.kind, each.value)) for each in standing]
    return [_heeded(each, asked) for each in judged]


def _heeded(given: Judged, asked: Iterable[tuple[Mute, Hides]]) -> Judged:
    mention, verdict, said = given
    if verdict.outcome not in _MAKES_CARDS or said.urgency is Urgency.NOW:
        return given
    about = verdict.subjects[0] if verdict.subjects else ""
    folded = fold(mention.text)
    for mute_, hides in asked:
        if hides(about, mention.source, mention.author, folded):
            said = said._replace(reasons=(_reason(mute_), *said.reasons))
            return mention, verdict._replace(outcome=Outcome.MUTED, assessment=said), said
    return given


def _reason(given: Mute) -> Reason:
    local = given.until.astimezone(ZoneInfo(given.zone))
    until = f"{local.day} {local:%b %Y %H:%M}"
    sentence = f"{given.by.name} muted the {given.kind} \u201c{given.value}\u201d until {until}"
    return Reason(rule=RULE, sentence=sentence, weight=0.0)


def _read(row: Row) -> Mute:
    return Mute(
        id=row["id"],
        kind=Kind(row["kind"]),
        value=row["value"],
        at=from_text(row["at"]),
        until=from_text(row["until"]),
        zone=row["zone"],
        by=Actor(id=row["actor_id"], name=row["actor_name"]),
        ended_at=maybe_time(row["ended_at"]),
        ended_by=row["ended_by"],
    )
