"""CSV files that a verb writes: in nobody's way."""

import codecs
import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from roof.database import CannotStart

_ENCODING = (
    "utf-8-sig"  # with the mark at the beginning without which spreadsheets take accents for other letters
)
_LEAST_NAMES = 6  # no version of ours wrote fewer


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
    """Whether it begins as what we write: with the mark of _ENCODING and the names of `head`, or as many of them as an earlier
    version had; a later one may have more.
    """
    with path.open("rb") as file:
        begun = file.read(2_000)
    if not begun.startswith(codecs.BOM_UTF8):
        return False
    first = next(csv.reader([begun.decode(_ENCODING, "replace").split("\n", 1)[0].rstrip("\r")]), [])
    known = min(len(first), len(head))
    return known >= min(_LEAST_NAMES, len(head)) and first[:known] == [*head[:known]]
