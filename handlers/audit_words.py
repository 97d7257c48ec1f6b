"""Entries of the audit and of a case's history in words, the same in a list and in a file. Pure."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from desk import audit
from desk.audit import Entry
from desk.chain import Checked
from desk.store.times import from_text
from handlers import blocks as b
from handlers import wording
from triage.model import CaseEvent

_SIGHTS = {
    audit.VIEWED: "saw",
    audit.SEARCHED: "saw",
    audit.EXPORTED: "exported",
    audit.SHARED: "shared with a channel",
    audit.LABELLED: "labelled",
    audit.MUTED: "muted",
    audit.UNMUTED: "ended the mute of",
}


def stamp(moment: datetime, zone: str) -> str:
    """A time that cannot be mistaken for another: "2026-03-17 14:05:09 GMT"."""
    with suppress(OverflowError):  # the first and the last day there is
        moment = moment.astimezone(ZoneInfo(zone))
    return f"{moment:%Y-%m-%d %H:%M:%S %Z}"


def entry(given: Entry, zone: str) -> str:
    """Who did what: "ana: claimed this case"."""
    if given.act in _SIGHTS:
        return f"{given.actor.name}: {_SIGHTS[given.act]} {given.detail or 'something'}"
    return event(
        CaseEvent(
            case_id=given.case_id or "", at=given.at, actor=given.actor, act=given.act, detail=given.detail
        ),
        zone,
    )


def event(given: CaseEvent, zone: str) -> str:
    """The same of a case's history. What this page has no words for is told as it was recorded."""
    try:
        told = _sentence(given, zone)
    except ValueError:  # a detail that no act of ours has: somebody changed the entry
        told = _as_recorded(given)
    return f"{given.actor.name}: {told}"


def _sentence(given: CaseEvent, zone: str) -> str:
    if given.act == "snooze" and given.detail:
        return f"snoozed this case until {stamp(from_text(given.detail), zone)}"
    if given.act == "wake" and not given.actor.id:
        return "the snooze is over"
    told = wording.act(given)
    return _as_recorded(given) if told == given.act else told


def _as_recorded(given: CaseEvent) -> str:
    name = given.act.replace("_", " ")
    return f"{name}: {given.detail}" if given.detail else name


def checked(found: Checked, zone: str) -> str:
    """What a check of the chain came to, in a sentence."""
    if found.fault:
        return f"The audit is broken: {found.fault}. {_before(found, zone)}"
    if not found.length:
        return "The audit is empty: nothing was done yet."
    return f"The audit is whole: {_length(found, zone)}. Its head is {found.head}"


def _before(found: Checked, zone: str) -> str:
    if not found.length:
        return "Nothing before it is whole."
    return f"Up to there it is whole: {_length(found, zone)}."


def _length(found: Checked, zone: str) -> str:
    first, last = (_maybe_stamp(at, zone) for at in (found.first_at, found.last_at))
    return f"{b.count(found.length, 'entry', 'entries')}, from {first} to {last}"


def _maybe_stamp(at: str | None, zone: str) -> str:
    """Entries that a chain vouches for hold times; of one written by a forger that is not said."""
    try:
        return stamp(from_text(at or ""), zone)
    except ValueError:
        return "an unreadable time"
