"""bot.py replay: an export through the real pipeline, to the terminal or to Slack."""

import csv
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import click

from desk.courier import Courier
from desk.intake import take_in
from desk.status import read_status
from desk.store import DatabaseInUse, Store
from handlers import reason_words, wording
from handlers.blocks import count
from handlers.slack import SlackMessenger
from handlers.terminal import TerminalMessenger
from handlers.web_api import make_client
from roof.csv_files import new_csv
from roof.database import CannotStart, open_store
from roof.export import Blank, Columns, Guessed, NotAnExport, Unreadable, read_export
from roof.run import clock
from roof.screen import Screen, screen
from roof.settings import Secrets
from triage.cleaning import for_csv_cell, for_terminal
from triage.judge import Judge
from triage.model import Mention, Outcome, Verdict
from triage.policy import Policy, policy_about_us
from triage.source import Batch

CHUNK = 200
OUR_NAME, CHANNEL = "us", "#complaints"  # where there is no config
MOSTLY = 0.9  # share of texts about nobody from which --about is worth a hint
LONGEST_PAUSE = 29.0  # seconds until the next message is due; beyond it replay leaves the rest to the bot
CSV_COLUMNS = ("id", "source", "author", "time", "url", "outcome", "urgency", "complaint", "categories", "severity",
               "reasons", "about", "text")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayOptions:
    """The verb's flags."""

    slack: bool = False
    about: str | None = None
    limit: int | None = None
    csv_out: Path | None = None
    quiet: bool = False
    columns: Columns = field(default_factory=Columns)


def replay_file(path: Path, policy: Policy | None, secrets: Secrets | None, options: ReplayOptions) -> int:
    """Returns the exit status: 0, 1 where records could not be read or cards not delivered, 2 on bad flags."""
    made = policy or policy_about_us(options.about or OUR_NAME, CHANNEL)
    about = _named(options.about, made)
    if options.about and about is None:
        names = ", ".join(repr(s.name) for s in made.subjects)
        return _refuse(f"--about: there is no subject {options.about!r}; the config has {names}.")
    if options.csv_out and options.csv_out.exists() and options.csv_out.samefile(path):
        return _refuse(f"--csv: {path} is the export itself, which would be lost. Name another file.")
    made = replace(made, assume_subject=about or made.assume_subject)
    with ExitStack() as stack:
        if not options.slack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="heedline-"))
            fast = replace(made.slack, post_interval=0.001)
            made = replace(made, slack=fast, database=str(Path(folder, "replay.db")))
        try:
            store = open_store(made.database)
            stack.callback(store.close)
            return _Replay(store, made, secrets, options).run(path)
        except NotAnExport as error:
            return _refuse(f"{path}: {error}")
        except CannotStart as error:
            return _refuse(str(error))


def _named(about: str | None, policy: Policy) -> str | None:
    """The subject that --about means; small and capital letters do not matter."""
    return next((s.name for s in policy.subjects if about and s.name.casefold() == about.casefold()), None)


def _refuse(message: str) -> int:
    click.echo(for_terminal(message), err=True)
    return 2


class _Replay:
    def __init__(self, store: Store, policy: Policy, secrets: Secrets | None, options: ReplayOptions) -> None:
        self._store, self._policy, self._options = store, policy, options
        self._secrets = secrets
        self._judge = Judge(policy)
        self._routes = {route.name: route for route in policy.routes}
        self._screen, self._console = screen(quiet=options.quiet)
        self._outcomes: Counter[Outcome] = Counter()
        self._unreadable: list[Unreadable] = []
        self._blank = self._timeless = self._looks = self._known = self._guessed = 0

    def run(self, path: Path) -> int:
        with ExitStack() as stack:
            chunks = self._chunks(path)
            first = next(chunks, [])  # what cannot be read at all must not cost an earlier file of verdicts
            writer = self._csv_writer(stack)
            deliver = None if self._options.slack else self._terminal()
            for chunk in chain([first], chunks):
                self._take_in(chunk)
                if writer is not None:
                    verdicts = self._judge.verdicts(chunk)
                    writer.writerows(map(_csv_row, chunk, verdicts))
                if deliver is not None:
                    _deliver_all(deliver, self._screen)
        self._summary()
        undelivered = self._deliver_to_slack() if self._options.slack else False
        return 1 if self._unreadable or undelivered else 0

    def _terminal(self) -> Courier:
        messenger = TerminalMessenger(self._console, self._policy.time_zone)
        return Courier(self._store, self._policy, messenger, clock())

    def _chunks(self, path: Path) -> Iterator[list[Mention]]:
        records = islice(self._mentions(path), self._options.limit)
        while chunk := list(islice(records, CHUNK)):
            yield chunk

    def _mentions(self, path: Path) -> Iterator[Mention]:
        for record in read_export(path, self._options.columns, self._policy.time_zone):
            if isinstance(record, Unreadable):
                self._unreadable.append(record)
            elif isinstance(record, Blank):
                self._blank += 1
            elif isinstance(record, Guessed):
                self._guessed = record.lines
            else:
                self._timeless += record.written_at is None
                yield record

    def _take_in(self, chunk: list[Mention]) -> None:
        by_source: dict[str, list[Mention]] = {}
        for mention in chunk:
            by_source.setdefault(mention.source, []).append(mention)
        for source, group in by_source.items():
            batch = Batch(mentions=group, cursor={})
            taken = take_in(
                self._store,
                self._judge,
                self._routes,
                batch,
                source=source,
                now=clock(),
                keeps_cursor=False,
            )
            self._outcomes.update(taken.outcomes)
            self._looks += taken.looks
            self._known += len(batch.mentions) - sum(taken.outcomes.values())

    def _csv_writer(self, stack: ExitStack) -> Any:
        if self._options.csv_out is None:
            return None
        handle = stack.enter_context(new_csv(self._options.csv_out, CSV_COLUMNS))
        writer = csv.writer(handle)
        writer.writerow(CSV_COLUMNS)
        return writer

    def _summary(self) -> None:
        total = sum(self._outcomes.values())
        read = "1 mention" if total == 1 else f"{total:,} mentions"
        click.echo(f"{read} read:" if total else "Nothing new was read.")
        for number, words in self._came_to():
            click.echo(f"  {number:6,}  {words}")
        for bad in self._unreadable[:5]:
            click.echo(for_terminal(f"  line {bad.line}: {bad.message}"), err=True)
        if self._unreadable:
            click.echo(f"{count(len(self._unreadable), 'record')} could not be read.", err=True)
        if self._blank:
            click.echo(f"{self._blank:,} without any words, as of stars alone: nothing was judged of them.")
        if self._guessed:
            click.echo(
                f"{count(self._guessed, 'line')} not written in UTF-8, read as Windows-1252: see whether accents are right."
            )
        if self._known:
            click.echo(
                f"{self._known:,} with an id that was read before: each id counts once, the first time."
            )
        if not self._policy.replies and self._outcomes[Outcome.CASE]:
            click.echo("No responses were suggested, for they name your contact: --config FILE has it.")
        if self._timeless:
            written = self._options.columns.time_format
            hint = "name the column with --time, and with --time-format '%d/%m/%Y %H:%M' how it writes 17/03/2026 08:00"
            if written:
                hint = f"empty, no day of the calendar, or not as --time-format {written} has it"
            click.echo(f"{self._timeless:,} without a time that could be read ({hint}).")
        if self._options.csv_out:
            click.echo(f"The verdicts stand in {for_terminal(str(self._options.csv_out))}.")
        if total and self._outcomes[Outcome.OFF_TOPIC] / total > MOSTLY:
            name = next((s.name for s in self._policy.subjects if s.is_own), "NAME")
            click.echo(f'Most name nobody you watch. For an export of your own reviews add --about "{name}".')

    def _came_to(self) -> list[tuple[int, str]]:
        """How many mentions became what, the most first; looks that were granted are told apart from other cards."""
        outcomes = self._outcomes - Counter({Outcome.CASE: self._looks})
        told = [
            (number, (wording.ONE if number == 1 else wording.MANY)[each])
            for each, number in outcomes.items()
        ]
        if self._looks:
            told.append((self._looks, wording.LOOKED_FOR_ONE if self._looks == 1 else wording.LOOKED_FOR))
        return sorted(told, key=lambda row: -row[0])

    def _deliver_to_slack(self) -> bool:
        """Posts what is due, at Slack's pace; a running bot on the same database does it itself."""
        assert self._secrets is not None
        try:
            self._store.keep_for_one_bot()
        except DatabaseInUse:
            click.echo(
                "A bot or another replay works on this database: a bot delivers the cards within half a minute."
            )
            return False
        token = self._secrets["SLACK_BOT_TOKEN"]
        if not token:
            click.echo("SLACK_BOT_TOKEN is not set: the cards wait in the database for bot.py run.", err=True)
            return True
        client = make_client(token, self._secrets["SLACK_API_URL"] or None)
        courier = Courier(self._store, self._policy, SlackMessenger(client, self._policy.time_zone), clock())
        waiting = read_status(self._store, self._policy).waiting
        click.echo(f"{waiting:,} messages to deliver; Ctrl-C stops, bot.py run goes on from there.")
        _deliver_all(courier, self._screen)
        status = read_status(self._store, self._policy)
        told = f"{status.waiting:,} waiting, {status.dead:,} given up"
        click.echo(f"{max(0, waiting - status.waiting - status.dead):,} delivered, {told}.")
        if status.error and (status.waiting or status.dead):
            click.echo(
                for_terminal(f"The last error: {status.error}. bot.py doctor says what to do."), err=True
            )
        return bool(status.waiting or status.dead)


def _deliver_all(courier: Courier, shown: Screen) -> None:
    """Delivers until nothing is due for a while; raises OSError where the terminal takes no more."""
    pause = threading.Event()
    while (wait := courier.deliver_due(clock())) < LONGEST_PAUSE:
        shown.check()
        pause.wait(wait)
    shown.check()


def _csv_row(mention: Mention, verdict: Verdict) -> list[str]:
    found = verdict.assessment
    cells: list[object] = [mention.native_id, mention.source, mention.author, mention.written_at, mention.url]
    cells.append(verdict.outcome.value)
    if found:
        reasons = "; ".join(reason_words.sentence(r) for r in reason_words.worth_telling(found.reasons))
        cells += [
            int(found.urgency),
            f"{found.complaint:.3f}",
            ", ".join(found.categories),
            found.severity,
            reasons,
        ]
    else:
        cells += ["", "", "", "", ""]
    return [for_csv_cell(cell) for cell in (*cells, ", ".join(verdict.subjects), mention.text)]
