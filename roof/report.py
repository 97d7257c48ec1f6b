"""bot.py digest and bot.py status: what Slack shows, in the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from desk.digest import summarise
from desk.status import read_status
from desk.store import DatabaseError, Store, is_trouble_outside
from handlers.digest_card import digest_card
from handlers.status_card import status_answer
from handlers.terminal import draw
from roof.database import CannotStart, cannot_be_used, open_store
from roof.run import clock
from triage.policy import Policy


@contextmanager
def opened(policy: Policy, *, to_read: bool = False) -> Iterator[Store]:
    """The config's database, which `to_read` cannot write to; raises CannotStart where there is none yet, and where it turns out
    to be damaged, locked or on a full disk.
    """
    if not Path(policy.database).exists():
        raise CannotStart(f"There is no database {policy.database} yet: bot.py run makes it.")
    store = open_store(policy.database, to_read=to_read)
    try:
        yield store
    except DatabaseError as error:
        if not is_trouble_outside(error):
            raise
        raise CannotStart(cannot_be_used(policy.database, error)) from None
    finally:
        store.close()


def print_digest(policy: Policy, hours: int) -> None:
    """The digest of the last hours; never marks a day as told."""
    now = clock()
    day = now.astimezone(ZoneInfo(policy.time_zone)).date()
    with opened(policy, to_read=True) as store:
        digest = summarise(store, policy, day, now - timedelta(hours=hours), now)
        _print(digest_card(digest))


def print_status(policy: Policy) -> None:
    """What /heed status shows, and above it whether any bot is there to make it true."""
    with opened(policy, to_read=True) as store:
        now = clock()
        if store.runs_no_bot():
            click.secho(
                "No bot runs on this database: nothing is read, nothing is delivered.", fg="red", bold=True
            )
            click.echo("bot.py run starts it. This is how things stood when the last one stopped:")
        _print(status_answer(read_status(store, policy, now), policy.time_zone, now).blocks)


def _print(blocks: list[dict[str, object]]) -> None:
    Console(width=80, highlight=False).print(draw(blocks))
