"""Heedline's command line. Every verb's work is in roof/; this names the verbs and reads their flags."""

import errno
import gc
import io
import math
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from triage.cleaning import for_terminal

if TYPE_CHECKING:
    from roof.settings import Secrets
    from triage.policy import Policy, Problem

# Objects made: what a batch holds until it is answered is no waste, and to look for some every 700 costs a sixth of the time.
COLLECTED_AFTER = 20_000
MOST_OF_A_REPLY = 1_000_000  # bytes
DEFAULT_CONFIG = Path("heedline.toml")
_FILE = click.Path(dir_okay=False, path_type=Path)
_config = click.option(
    "--config",
    type=_FILE,
    default=DEFAULT_CONFIG,
    show_default=True,
    help="The config file; .env is read from its folder.",
)
_maybe_config = click.option(
    "--config", type=_FILE, help="Judge by this config; without one every text is taken to be about us."
)


def _load(config: Path, log_level: str = "warning") -> "tuple[Policy, Secrets]":
    """Config and secrets, and from here on nothing secret in any log; exits with 2 where they hold mistakes."""
    from roof import logs
    from roof.settings import load
    from triage.policy import ConfigError

    try:
        policy, secrets = load(config)
    except ConfigError as error:
        _complain(error.problems, config)
        sys.exit(2)
    logs.set_up(log_level, secrets.to_hide())
    return policy, secrets


def _must_judge() -> None:
    """Exits with 2 where a file of fitted weights is damaged: no post must be lost or misjudged by it."""
    from triage.fitted import shipped_fitted
    from triage.naming import shipped_name_weights
    from triage.things import shipped_thing_weights

    try:
        shipped_fitted()
        shipped_thing_weights()
        shipped_name_weights()
    except ValueError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _complain(problems: "Sequence[Problem]", config: Path) -> None:

    click.echo(f"{for_terminal(str(config))}: {_count(len(problems), 'mistake')} to mend:", err=True)
    for problem in problems:
        first, *rest = for_terminal(str(problem)).split("\n")
        click.echo("\n".join([f"  {first}", *(f"      {line}" for line in rest)]), err=True)


def _note(problems: "Sequence[Problem]") -> None:

    for problem in problems:
        click.echo(f"Note: {for_terminal(str(problem))}")


def _note_what_is_rarely_meant(policy: "Policy") -> None:
    from roof.settings import rarely_meant
    from triage.reply_notes import reply_notes

    _note([*rarely_meant(policy), *reply_notes(policy)])


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _or_exit(work: Callable[[], None]) -> None:
    """Does it, or says what must be mended first and exits with 1."""
    from roof.database import CannotStart

    try:
        work()
    except CannotStart as error:
        click.echo(for_terminal(str(error)), err=True)
        sys.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="heedline")
@click.pass_context
def cli(context: click.Context) -> None:
    """Hears what people say about an organisation, judges each mention, and puts every complaint on one Slack
    card until somebody has answered it. New here? Try: bot.py demo
    """
    if sys.stdout is None and context.invoked_subcommand != "run":
        raise click.ClickException("stdout is closed; nothing can be written to it")


@cli.command()
@_config
@click.option(
    "--log-level", type=click.Choice(["debug", "info", "warning", "error"]), default="info", show_default=True
)
def run(config: Path, log_level: str) -> None:
    """Run the bot until it is stopped (SIGTERM or Ctrl-C)."""
    policy, secrets = _load(config, log_level)
    _must_judge()
    from roof.run import run as run_bot
    from roof.settings import missing_for_slack

    missing = missing_for_slack(policy, secrets)
    if missing:
        _complain(missing, config)
        click.echo("No Slack yet? bot.py demo and bot.py replay work without one.", err=True)
        sys.exit(2)
    _or_exit(lambda: run_bot(policy, secrets))


@cli.command()
@_config
def check(config: Path) -> None:
    """Check the config and .env offline; list every mistake (exit 2)."""
    policy, secrets = _load(config)
    _must_judge()
    from roof import posting
    from roof.settings import missing_for_slack, missing_for_sources, readable_by_others

    _note(readable_by_others(config.parent))
    _note([*missing_for_sources(policy, secrets), *posting.lacking(policy, secrets.values)])
    _note_what_is_rarely_meant(policy)

    if missing := missing_for_slack(policy, secrets):
        _complain(missing, config)
        sys.exit(2)
    counted = [(policy.subjects, "subject"), (policy.sources, "source"), (policy.routes, "route")]
    told = ", ".join(_count(len(things), thing) for things, thing in counted)
    click.echo(f"{for_terminal(str(config))} is in order: {told}, {len(policy.replies)} suggested replies.")
    click.echo(posting.told(policy, secrets.values))


@cli.command()
@_config
@click.option("--post", is_flag=True, help="Also post a test line to each channel.")
def doctor(config: Path, post: bool) -> None:
    """Try each credential, scope, channel and source, and say what to do about each failure."""
    policy, secrets = _load(config)
    from roof.doctor import examine

    _note_what_is_rarely_meant(policy)
    sys.exit(examine(policy, secrets, post=post))


# A text may begin with a dash and hold an h: so no flag but a long one is one.
@cli.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@_maybe_config
@click.argument("words", nargs=-1, metavar="TEXT")
@click.pass_context
def explain(context: click.Context, config: Path | None, words: tuple[str, ...]) -> None:
    """Print the verdict on TEXT and the reasons."""
    if len(words) > 1:
        raise click.UsageError(
            f'{len(words)} words or flags: write the post between quotes, as in bot.py explain "nobody came"; '
            "--config is the only flag"
        )
    text = "".join(words)
    if text == "-h":
        click.echo(context.get_help())
        return
    if not text.strip():
        raise click.UsageError(
            'TEXT is empty: write the post between quotes, as in bot.py explain "nobody came"'
        )
    from roof.explain import explain as explain_text

    _must_judge()
    policy = _load(config)[0] if config else None
    explain_text(text, policy)


def _stdin() -> io.BufferedReader:
    if sys.stdin is None:
        raise click.ClickException("stdin is closed; nothing can be read from it")
    return cast(io.BufferedReader, sys.stdin.buffer)


@cli.command()
@_maybe_config
def score(config: Path | None) -> None:
    """Read JSON lines {"id", "text", "target"?} on stdin, write a judgement for each on stdout.

    "look" is true where no complaint was heard and a person should read it first (it may tell of a danger, say too
    little, be in a language that we do not read); the first of the "reasons" says why. A "target" is answered with
    "subject_tone", the tone towards that name or thing; "from" and "to" (offsets of characters) say which occurrence
    is meant, "note" says where one of these could not be used. A line that cannot be read gets an answer with "error"
    in its place; the exit status is then 1.
    """
    from roof.lines import arriving
    from roof.score import assessor, score_lines
    from triage.judge import Judge

    _must_judge()
    judge = Judge(_load(config)[0]) if config else None
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
    sys.exit(1 if score_lines(arriving(_stdin()), assessor(judge), out) else 0)


@cli.command("check-reply")
@click.option(
    "--config",
    type=_FILE,
    help="Check for this config's categories, names and contacts; without one: health care.",
)
@click.option(
    "--jsonl", is_flag=True, help='Read lines {"id", "text", "post"?}, write {"id", "ok", "findings"}.'
)
def check_reply(config: Path | None, jsonl: bool) -> None:
    """Read a public reply on stdin and tell what must not stand in it.

    The exit status is 1 if anything must be taken out. With --jsonl each line gets an answer, "ok" if nothing must,
    "error" if it cannot be read; the exit status is then 1 if a line could not be read.
    """
    from roof.check_reply import check_lines, print_findings
    from roof.lines import arriving, text_of
    from triage.replies import ours_of
    from triage.reply_check import NOTHING_OURS

    policy = _load(config)[0] if config else None
    categories, ours = (policy.categories, ours_of(policy)) if policy else ("healthcare", NOTHING_OURS)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
    if jsonl:
        sys.exit(1 if check_lines(arriving(_stdin()), out, categories=categories, ours=ours) else 0)
    given = _stdin().read(MOST_OF_A_REPLY + 1)
    if len(given) > MOST_OF_A_REPLY:
        click.echo(f"What is on stdin is longer than {MOST_OF_A_REPLY:,} bytes: no reply is.", err=True)
        sys.exit(2)
    reply = text_of(given)
    if not reply.strip():
        click.echo(
            "There is no reply on stdin. Try: echo 'Thank you for writing.' | bot.py check-reply", err=True
        )
        sys.exit(2)
    status = print_findings(reply, out, categories=categories, ours=ours)
    out.flush()
    sys.exit(status)


def _time_format(context: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """Refuses what strptime cannot read, or cannot tell the day from."""
    from roof.export import tells_a_day

    if given is not None and not tells_a_day(given):
        raise click.BadParameter("write it with %d, %m and %Y (%H:%M for the time of day), as in '%d/%m/%Y'.")
    return given


@cli.command()
@_config
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--slack", is_flag=True, help="Take the cases into the database and deliver their cards to Slack."
)
@click.option(
    "--about",
    help="Take every text to be about this subject, whomever else it names: for an export of your own reviews.",
)
@click.option("--limit", type=click.IntRange(1), help="Stop after so many records.")
@click.option(
    "--csv",
    "csv_out",
    type=_FILE,
    help="Write to this CSV file what the rules say of each post by itself (the summary counts reposts and the day's looks).",
)
@click.option("--quiet", is_flag=True, help="Draw no cards, only the summary.")
@click.option("--id", "id_column", default="id", show_default=True)
@click.option("--text", "text_column", default="text", show_default=True)
@click.option("--author", "author_column", default="author", show_default=True)
@click.option("--time", "time_column", default="time", show_default=True)
@click.option("--url", "url_column", default="url", show_default=True)
@click.option("--source", "source_column", default="source", show_default=True)
@click.option(
    "--time-format",
    callback=_time_format,
    help="How times are written: '%d/%m/%Y' is 17/03/2026. Default: ISO 8601.",
)
def replay(
    config: Path,
    file: Path,
    slack: bool,
    about: str | None,
    limit: int | None,
    csv_out: Path | None,
    quiet: bool,
    time_format: str | None,
    **columns: str,
) -> None:
    """Run an export (CSV or JSON lines) through the real pipeline; cards go to the terminal.

    The column flags say what your file calls things. Without a heedline.toml every text is taken to be
    about you.
    """
    from roof.export import Columns
    from roof.replay import ReplayOptions, replay_file

    _must_judge()
    given = config if config.exists() or config != DEFAULT_CONFIG or slack else None
    policy, secrets = _load(given) if given else (None, None)
    named = {name.removesuffix("_column"): column for name, column in columns.items()}
    options = ReplayOptions(
        slack=slack,
        about=about,
        limit=limit,
        csv_out=csv_out,
        quiet=quiet,
        columns=Columns(**named, time_format=time_format),
    )
    sys.exit(replay_file(file, policy, secrets, options))


@cli.command()
@_config
@click.option(
    "--hours", type=click.IntRange(1, 87_600), default=24, show_default=True, help="How far back to look."
)
def digest(config: Path, hours: int) -> None:
    """Print the digest of the last hours from the database."""
    policy, _ = _load(config)
    from roof.report import print_digest

    _or_exit(lambda: print_digest(policy, hours))


@cli.command()
@_config
def status(config: Path) -> None:
    """Print how each source and the delivery to Slack fare."""
    policy, _ = _load(config)
    from roof.report import print_status

    _or_exit(lambda: print_status(policy))


@cli.command()
@_config
@click.argument("filters", nargs=-1)
@click.option("--csv", "csv_out", type=_FILE, help="Write to this file, not to stdout.")
def cases(config: Path, filters: tuple[str, ...], csv_out: Path | None) -> None:
    """Write the cases that fit FILTERS (those of /heed list, such as: resolved source reviews 30d) as CSV."""
    policy, _ = _load(config)
    from roof.case_file import write_cases

    _or_exit(lambda: write_cases(policy, filters, csv_out))


@cli.command()
@_config
@click.option(
    "--against", type=_FILE, help="Compare with what this config would say, not with what was said then."
)
@click.option(
    "--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="How far back to look."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each verdict that changes.")
@click.option("--all", "every", is_flag=True, help="List every verdict that changes.")
def backtest(config: Path, against: Path | None, days: int, as_json: bool, every: bool) -> None:
    """Replay the stored mentions under the rules of --config and show which verdicts change.

    Reads the database that the config names and writes nothing.
    """
    policy, _ = _load(config)
    _must_judge()
    other = _load(against)[0] if against else None
    from roof.backtest import backtest as replay_stored
    from roof.run import clock

    _or_exit(lambda: replay_stored(policy, other, clock(), days=days, as_json=as_json, every=every))


def _number(context: click.Context, option: click.Parameter, given: float | None) -> float | None:
    """Refuses what float() takes and nobody means: nan, and inf."""
    if given is not None and not math.isfinite(given):
        raise click.BadParameter(f"{given} is no number.")
    return given


def _share(context: click.Context, option: click.Parameter, given: float | None) -> float | None:
    """Refuses what is no share from 0.05 to 1, and says how one is written."""
    if given is not None and not 0.05 <= given <= 1.0:
        raise click.BadParameter(f"{given:g} is no share from 0.05 to 1: write 0.8 for 80%.")
    return given


@cli.command()
@_config
@click.option("--source", help="Only this source.")
@click.option(
    "--alerts-per-day",
    "a_day",
    type=click.FloatRange(0.0, 1_000_000.0),
    callback=_number,
    help="Choose each cut to keep this budget.",
)
@click.option(
    "--precision",
    type=float,
    callback=_share,
    help="Choose each cut to reach this share of right cards.",
)
@click.option(
    "--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="How far back to look."
)
def tune(config: Path, source: str | None, a_day: float | None, precision: float | None, days: int) -> None:
    """Propose a bias and a cut for each source from people's corrections; a person applies them."""
    policy, _ = _load(config)
    _must_judge()
    from roof.run import clock
    from roof.tune import tune as propose

    _or_exit(
        lambda: sys.exit(propose(policy, clock(), source=source, days=days, a_day=a_day, precision=precision))
    )


@cli.command()
@_config
@click.option("--verify", is_flag=True, help="Check that no entry was changed, dropped or put in.")
@click.option("--head", help="With --verify: also look for this hash, which you noted before.")
@click.option("--case", "case_id", help="Only what concerns this case.")
@click.option("--days", type=click.IntRange(1, 3650), help="Only the last days.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each entry.")
@click.option(
    "--export", "export_to", type=_FILE, help="With --case: write all of the case to this file (HTML)."
)
@click.option("--force", is_flag=True, help="With --export: replace an earlier export.")
def audit(
    config: Path,
    verify: bool,
    head: str | None,
    case_id: str | None,
    days: int | None,
    as_json: bool,
    export_to: Path | None,
    force: bool,
) -> None:
    """List who did and saw what; verify the record; export a case as one readable file.

    Without options: the newest entries. --verify exits with 1 and names the first broken entry.
    """
    given: dict[str, object] = {
        "--verify": verify,
        "--head": head,
        "--case": case_id,
        "--days": days,
        "--json": as_json,
    }
    given |= {"--export": export_to, "--force": force}
    from roof import audit as record

    record.must_go_together({name for name, value in given.items() if value})
    noted = record.hash_of(head)
    policy, _ = _load(config)

    if verify:
        _or_exit(lambda: sys.exit(record.verify(policy, noted)))
    elif export_to and case_id:
        _or_exit(lambda: record.export(policy, case_id, export_to, force=force))
    else:
        _or_exit(lambda: record.show(policy, case_id, days, as_json=as_json))


@cli.command()
@click.option("--all", "every_card", is_flag=True, help="Draw every card whole.")
@click.option("--html", type=_FILE, help="Also draw the day's cards on a page for the browser: this file.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the day's database and config in this new folder, to try digest, tune, backtest and others on.",
)
def demo(every_card: bool, html: Path | None, keep: Path | None) -> None:
    """Play a made-up day through the real pipeline: no account, no key."""
    from roof import logs
    from roof.demo import play

    _must_judge()
    logs.set_up("error", [])  # of the day's made-up troubles the status tells
    _or_exit(lambda: play(every_card=every_card, html=html, keep=keep))


def _main() -> None:
    """Any verb; where the disk or a device is full it says so and exits with 1. SIGTERM lets it put away what it made for a while."""
    gc.set_threshold(COLLECTED_AFTER)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an old locale has no curly quotes
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        cli()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        click.echo(
            f"What was to be written has no room: {error.strerror}. Free some and try again.", err=True
        )
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what is left to be written has none either
        sys.exit(1)


if __name__ == "__main__":
    _main()
