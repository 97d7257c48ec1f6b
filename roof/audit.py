"""bot.py audit: the record of who did and saw what, listed, verified, or one case of it as a file."""

import getpass
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import click

from desk import audit, cases
from desk.audit import Entry
from desk.case_file import case_file
from desk.chain import Checked
from desk.store import Store
from desk.store.times import to_text
from handlers import audit_words
from handlers import blocks as b
from handlers.case_record import MARK, case_record
from roof.database import CannotStart
from roof.report import opened
from roof.run import clock
from triage.cleaning import for_terminal
from triage.model import Actor
from triage.policy import Policy

NEWEST = 50  # entries listed where neither a case nor a time was asked for
KEEP = (
    "Keep the head where nobody who can write to the database can change it; --head compares with it later."
)


def must_go_together(given: set[str]) -> None:
    """Refuses flags that say nothing without one another, or beside one another."""
    for one, needed in (("--head", "--verify"), ("--export", "--case"), ("--force", "--export")):
        if one in given and needed not in given:
            raise click.UsageError(f"{one} goes with {needed}.")
    for one, allowed in (("--verify", {"--head"}), ("--export", {"--case", "--force"})):
        if one in given and (beside := sorted(given - allowed - {one})):
            raise click.UsageError(f"{one} and {beside[0]} do not go together.")


def hash_of(typed: str | None) -> str | None:
    """A hash as it is kept, from one that somebody noted: the whole or the digest's beginning of it."""
    if typed is None:
        return None
    noted = typed.strip().lower()
    if not 16 <= len(noted) <= 64 or not set(noted) <= set("0123456789abcdef"):
        raise click.BadParameter("a head is 16 to 64 of the signs 0-9 and a-f.", param_hint="--head")
    return noted


def verify(policy: Policy, noted: str | None) -> int:
    """Says whether the chain is whole and holds the head somebody noted; the exit status."""
    with opened(policy, to_read=True) as store:
        found = audit.verify(store, noted)
    _say(audit_words.checked(found, policy.time_zone))
    if found.fault:
        return 1
    if noted:
        return _compare(found, noted)
    if found.length:
        _say(KEEP)
    return 0


def _compare(found: Checked, noted: str) -> int:
    if found.noted is None:
        _say(
            f"But no entry has the hash that was noted ({noted}): entries at the end were dropped, or the whole "
            "was written anew. Compare with a backup."
        )
        return 1
    later = found.length - found.noted
    _say(
        f"The noted hash is that of entry {found.noted}; {b.count(later, 'entry', 'entries')} came after it."
    )
    return 0


def show(policy: Policy, case_id: str | None, days: int | None, *, as_json: bool) -> None:
    """Lists entries, the oldest first: all of a case, all of the last days, else the newest ones."""
    since = None if days is None else clock() - timedelta(days=days)
    with opened(policy, to_read=True) as store:
        case = None if case_id is None else _public_id(store, case_id)
        most = NEWEST if case is None and since is None else None
        found = audit.entries(store, case=case, since=since, most=most)
    if as_json:
        _print_json(found)
    elif not found:
        _say("Nothing of it is recorded.")
    for entry in () if as_json else found:
        about = entry.case_id or "-"
        told = f"{entry.id:>6}  {audit_words.stamp(entry.at, policy.time_zone)}  {about:<6}  "
        _say(told + audit_words.entry(entry, policy.time_zone))


def _print_json(found: Sequence[Entry]) -> None:
    for entry in found:
        record = {
            "id": entry.id,
            "at": to_text(entry.at),
            "actor_id": entry.actor.id,
            "actor": entry.actor.name,
            "act": entry.act,
            "case": entry.case_id,
            "detail": entry.detail,
            "previous": entry.previous,
            "hash": entry.hash,
        }
        click.echo(json.dumps(record))


def export(policy: Policy, case_id: str, path: Path, *, force: bool) -> None:
    """Writes all that is kept of a case to one file, and records who asked for it."""
    with opened(policy) as store:
        case = _public_id(store, case_id)
        _must_be_free(path, force)
        by, now = operator_here(), clock()
        audit.note(store, audit.EXPORTED, by, now, case=case, detail="the whole case to a file, bot.py audit")
        page = case_record(case_file(store, case), policy.time_zone, by, now)
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(page)
    except OSError as error:
        raise CannotStart(f"--export: {path} cannot be written: {error.strerror}.") from None
    _say(f"Case {case} stands in {path}. It holds the post's words: keep it as you keep the case.")


def _must_be_free(path: Path, force: bool) -> None:
    """Raises CannotStart where something would be lost that is no earlier export."""
    try:
        if not path.exists():
            return
        if not force:
            raise CannotStart(f"--export: {path} is there already. Name another file, or add --force.")
        with path.open(encoding="utf-8", errors="replace") as file:
            earlier = MARK in file.read(200)
    except OSError as error:
        raise CannotStart(f"--export: {path} cannot be read: {error.strerror}.") from None
    if not earlier:
        raise CannotStart(
            f"--export: {path} is no earlier export of a case, so --force does not replace it. Name another file."
        )


def _public_id(store: Store, case_id: str) -> str:
    try:
        return cases.find(store, case_id).id
    except cases.UnknownCase:
        told = "/heed list shows the open ones, bot.py audit the newest acts."
        raise CannotStart(f"There is no case {b.name(case_id, 40)}. {told}") from None


def operator_here() -> Actor:
    """Who runs the command, as the operating system knows them."""
    number = str(os.getuid()) if hasattr(os, "getuid") else ""
    name = f"user {number}".strip()
    with suppress(OSError, KeyError, ImportError):  # a container's user may have no name
        name = getpass.getuser()
    return Actor(id=f"os:{number or name}", name=f"{name} (command line)")


def _say(text: str) -> None:
    click.echo(for_terminal(text))
