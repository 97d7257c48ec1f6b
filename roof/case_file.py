"""bot.py cases: the cases that fit some filters, written as CSV."""

import csv
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
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
from roof.csv_files import new_csv
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
        rows = case_table.rows(every_case(store, asked.wanted), policy.time_zone)
        with nullcontext(sys.stdout) if path is None else new_csv(path, case_table.COLUMNS) as file:
            audit.note(store, audit.EXPORTED, operator_here(), clock(), detail="cases as CSV, bot.py cases")
            number = _write(file, rows, path)
    if path is None:
        return
    told = "1 case stands" if number == 1 else f"{number:,} cases stand"
    click.echo(f"{told} in {for_terminal(str(path))}, times in {policy.time_zone}.")


def _write(file: TextIO, rows: Iterable[list[str]], path: Path | None) -> int:
    writer, number = csv.writer(file), -1  # the head is no case
    try:
        for row in rows:
            writer.writerow(row)
            number += 1
    except OSError as error:
        if path is None:
            raise
        raise CannotStart(f"--csv: {path} cannot be written: {error.strerror}") from None
    return number


def _counter(store: Store, policy: Policy) -> Counter:
    """Filters are read at a counter; nobody acts or draws there."""

    def nothing(*_: object) -> NoReturn:
        raise AssertionError("filters draw no card")

    return Counter(store=store, policy=policy, clock=clock, draw=nothing, on_work=lambda: None)
