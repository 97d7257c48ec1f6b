"""bot.py cases: the cases that fit some filters, written as CSV."""

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

import click

from desk import audit
from desk.listing import every_case
from desk.store import Store
from handlers import case_table
from handlers.counter import Counter
from handlers.verbs import filters
from roof.audit import operator_here
from roof.database import CannotStart
from roof.report import opened
from roof.run import clock
from triage.cleaning import for_terminal
from triage.policy import Policy


def write_cases(policy: Policy, words: Sequence[str], path: Path | None) -> None:
    """To the file, or to stdout. Raises CannotStart for filters that are none and a file that cannot be written."""
    with opened(policy) as store:
        try:
            asked = filters.read(_counter(store, policy), words)
        except filters.NotUnderstood as problem:
            raise CannotStart(str(problem).replace("/heed list", "bot.py cases")) from None
        audit.note(store, audit.EXPORTED, operator_here(), clock(), detail="cases as CSV, bot.py cases")
        rows = case_table.rows(every_case(store, asked.wanted), policy.time_zone)
        if path is None:
            _write(sys.stdout, rows)
            return
        try:
            # with the mark at the beginning without which spreadsheets take accents for other letters
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                number = _write(file, rows)
        except OSError as error:
            raise CannotStart(f"--csv: {path} cannot be written: {error.strerror}") from None
    told = "1 case stands" if number == 1 else f"{number:,} cases stand"
    click.echo(f"{told} in {for_terminal(str(path))}, times in {policy.time_zone}.")


def _write(file: TextIO, rows: Iterable[list[str]]) -> int:
    writer, number = csv.writer(file), -1  # the head is no case
    for row in rows:
        writer.writerow(row)
        number += 1
    return number


def _counter(store: Store, policy: Policy) -> Counter:
    """Filters are read at a counter; nobody acts or draws there."""

    def nothing(*_: object) -> NoReturn:
        raise AssertionError("filters draw no card")

    return Counter(store=store, policy=policy, clock=clock, draw=nothing, on_work=lambda: None)
