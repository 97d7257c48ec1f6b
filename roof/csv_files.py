"""CSV files that a verb writes: in nobody's way."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from roof.database import CannotStart

_ENCODING = (
    "utf-8-sig"  # with the mark at the beginning without which spreadsheets take accents for other letters
)


def new_csv(path: Path, head: Sequence[str]) -> TextIO:
    """The empty file to write to, `head` first. What stands there already is replaced if it begins as an earlier one did.

    Raises CannotStart where something else would be lost (a database, a config), and where it cannot be written.
    """
    try:
        if path.is_file() and path.stat().st_size and not _is_ours(path, head):
            raise CannotStart(
                f"--csv: {path} is there already and is no such file of Heedline's. Name another file."
            )
        return path.open("w", encoding=_ENCODING, newline="")
    except OSError as error:
        raise CannotStart(f"--csv: {path} cannot be written: {error.strerror}") from None


def _is_ours(path: Path, head: Sequence[str]) -> bool:
    """Whether it begins with the first names of `head`: a later version may have more."""
    with path.open(encoding=_ENCODING, errors="replace", newline="") as file:
        begun = file.read(2_000).split("\n", 1)[0]
    first = next(csv.reader([begun]), [])
    return first[:2] == [*head[:2]]
