"""bot.py demo --keep: the made-up day in a folder, so that every verb that reads a database can be tried on it."""

import os
import shlex
import shutil
import sys
from pathlib import Path

from roof.database import CannotStart

DATABASE = "demo.db"  # as the demo's config names it
HINTS = """
Kept in {folder}, as if that day had been yesterday. Try on it, without Slack:
  {bot} digest --hours 48 --config {config}
  {bot} status --config {config}
  {bot} cases --config {config}
  {bot} tune --alerts-per-day 20 --config {config}
  {bot} backtest --config {config}    (change a rule in it first)"""


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
    return HINTS.format(folder=folder, bot=_bot(), config=shlex.quote(str(folder / config.name)))


def _bot() -> str:
    """How this program is called from where we are."""
    here = f"{Path.cwd()}{os.sep}"
    return " ".join(shlex.quote(part.removeprefix(here)) for part in (sys.executable, sys.argv[0]))
