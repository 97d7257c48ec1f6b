"""bot.py digest and bot.py status: what Slack shows, in the terminal."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from desk.digest import summarise
from desk.status import read_status
from desk.store import Store
from handlers.commands import status_answer
from handlers.digest_card import digest_card
from handlers.terminal import draw
from roof.run import clock
from triage.policy import Policy


def _open(policy: Policy) -> Store | None:
    if not Path(policy.database).exists():
        click.echo(f"There is no database {policy.database} yet: bot.py run makes it.", err=True)
        return None
    return Store(policy.database)


def print_digest(policy: Policy, hours: int) -> int:
    """The digest of the last hours; never marks a day as told."""
    store = _open(policy)
    if store is None:
        return 1
    now = clock()
    day = now.astimezone(ZoneInfo(policy.time_zone)).date()
    digest = summarise(store, policy, day, now - timedelta(hours=hours), now)
    Console(width=80, highlight=False).print(draw(digest_card(digest)))
    store.close()
    return 0


def print_status(policy: Policy) -> int:
    store = _open(policy)
    if store is None:
        return 1
    answer = status_answer(read_status(store, policy), policy.time_zone, clock())
    Console(width=80, highlight=False).print(draw(answer.blocks))
    store.close()
    return 0
