"""bot.py demo --keep: the made-up day in a folder, so that every verb that reads a database can be tried on it."""

import shlex
import shutil
from pathlib import Path

from roof.database import CannotStart

DATABASE = "demo.db"  # as the demo's config names it
HINTS = """
Kept in {folder}, as if that day had been yesterday. Try on it, without Slack:
  bot.py digest --hours 48 --config {config}
  bot.py status --config {config}
  bot.py cases --config {config}
  bot.py tune --alerts-per-day 20 --config {config}
  bot.py backtest --config {config}    (change a rule in it first)"""


def make(folder: Path, config: Path) -> None:
    """A new folder with the demo's config; raises CannotStart where there is something already, or it cannot be made."""
    try:
        folder.mkdir(exist_ok=True)
        if any(folder.iterdir()):
            raise CannotStart(f"--keep: {folder} is not empty. Name a new folder.")
        shutil.copyfile(config, folder / config.name)
    except OSError as error:
        raise CannotStart(f"--keep: {folder} cannot be used: {error.strerror}.") from None


def hints(folder: Path, config: Path) -> str:
    """What can be tried on it."""
    return HINTS.format(folder=folder, config=shlex.quote(str(folder / config.name)))
