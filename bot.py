"""Heedline's command line. Every verb's work is in roof/; this names the verbs and reads their flags."""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from roof.settings import Secrets
    from triage.policy import Policy

DEFAULT_CONFIG = Path("heedline.toml")
_config = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT_CONFIG,
    show_default=True,
    help="The config file; .env is read from its folder.",
)


def _load(config: Path) -> "tuple[Policy, Secrets]":
    from roof.settings import load
    from triage.policy import ConfigError

    try:
        return load(config)
    except ConfigError as error:
        _complain(error.problems)
        sys.exit(2)


def _complain(problems: object) -> None:
    from triage.cleaning import for_terminal

    listed = list(problems)  # type: ignore[call-overload]
    click.echo(f"{len(listed)} {'mistake' if len(listed) == 1 else 'mistakes'} to mend:", err=True)
    for problem in listed:
        first, *rest = for_terminal(str(problem)).split("\n")
        click.echo("\n".join([f"  {first}", *(f"      {line}" for line in rest)]), err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="heedline")
def cli() -> None:
    """Hears what people say about an organisation, judges each mention, and puts every complaint on one Slack
    card until somebody has answered it. New here? Try: bot.py demo
    """


@cli.command()
@_config
@click.option(
    "--log-level", type=click.Choice(["debug", "info", "warning", "error"]), default="info", show_default=True
)
def run(config: Path, log_level: str) -> None:
    """Run the bot until it is stopped (SIGTERM or Ctrl-C)."""
    policy, secrets = _load(config)
    from desk.store import DatabaseInUse
    from roof import logs
    from roof.run import run as run_bot
    from roof.settings import missing_for_slack

    missing = missing_for_slack(policy, secrets)
    if missing:
        _complain(missing)
        click.echo("No Slack yet? bot.py demo and bot.py replay work without one.", err=True)
        sys.exit(2)
    logs.set_up(log_level, secrets.to_hide())
    try:
        run_bot(policy, secrets)
    except DatabaseInUse as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@cli.command()
@_config
def check(config: Path) -> None:
    """Check the config and .env offline; list every mistake (exit 2)."""
    policy, secrets = _load(config)
    from roof.settings import missing_for_slack, missing_for_sources

    missing = missing_for_slack(policy, secrets)
    if missing:
        _complain(missing)
        sys.exit(2)
    for problem in missing_for_sources(policy, secrets):
        click.echo(f"Note: {problem}")
    counts = f"{len(policy.subjects)} subjects, {len(policy.sources)} sources, {len(policy.routes)} routes"
    click.echo(f"{config} is in order: {counts}, {len(policy.replies)} replies.")


@cli.command()
@_config
@click.option("--post", is_flag=True, help="Also post a test line to each channel.")
def doctor(config: Path, post: bool) -> None:
    """Try each credential, scope, channel and source, and say what to do about each failure."""
    policy, secrets = _load(config)
    from roof.doctor import examine

    sys.exit(examine(policy, secrets, post=post))


@cli.command()
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Judge by this config; without one every text is taken to be about us.",
)
@click.argument("text")
def explain(config: Path | None, text: str) -> None:
    """Print the verdict on TEXT and every reason."""
    from roof.explain import explain as explain_text

    policy = _load(config)[0] if config else None
    explain_text(text, policy)


@cli.command()
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Judge by this config; without one every text is taken to be about us.",
)
def score(config: Path | None) -> None:
    """Read JSON lines {"id", "text", "target"?} on stdin, write a judgement for each on stdout.

    A line that cannot be read gets an answer with "error" in its place; the exit status is then 1.
    """
    from roof.score import assessor, score_lines
    from triage.judge import Judge

    judge = Judge(_load(config)[0]) if config else None
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace")
    sys.exit(1 if score_lines(lines, assessor(judge), out) else 0)


@cli.command()
@_config
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--slack", is_flag=True, help="Take the cases into the database and deliver their cards to Slack."
)
@click.option("--about", help="Take every text to be about this subject: for an export of your own reviews.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many records.")
@click.option(
    "--csv",
    "csv_out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every verdict to this CSV file.",
)
@click.option("--quiet", is_flag=True, help="Draw no cards, only the summary.")
@click.option("--id", "id_column", default="id", show_default=True)
@click.option("--text", "text_column", default="text", show_default=True)
@click.option("--author", "author_column", default="author", show_default=True)
@click.option("--time", "time_column", default="time", show_default=True)
@click.option("--url", "url_column", default="url", show_default=True)
@click.option("--source", "source_column", default="source", show_default=True)
def replay(config: Path, file: Path, slack: bool, **options: object) -> None:
    """Run an export (CSV or JSON lines) through the real pipeline; cards go to the terminal.

    The column flags say what your file calls things. Without a heedline.toml every text is taken to be
    about you.
    """
    from roof.replay import ReplayOptions, replay_file

    given = config if config.exists() or config != DEFAULT_CONFIG or slack else None
    policy, secrets = _load(given) if given else (None, None)
    sys.exit(replay_file(file, policy, secrets, ReplayOptions(slack=slack, **options)))  # type: ignore[arg-type]


@cli.command()
@_config
@click.option("--hours", type=click.IntRange(1), default=24, show_default=True, help="How far back to look.")
def digest(config: Path, hours: int) -> None:
    """Print the digest of the last hours from the database."""
    policy, _ = _load(config)
    from roof.report import print_digest

    sys.exit(print_digest(policy, hours))


@cli.command()
@_config
def status(config: Path) -> None:
    """Print how each source and the delivery to Slack fare."""
    policy, _ = _load(config)
    from roof.report import print_status

    sys.exit(print_status(policy))


@cli.command()
@click.option("--all", "every_card", is_flag=True, help="Draw every card whole.")
def demo(every_card: bool) -> None:
    """Play a made-up day through the real pipeline: no account, no key."""
    from roof.demo import play

    play(every_card=every_card)


if __name__ == "__main__":
    cli()
