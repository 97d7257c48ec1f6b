"""The lines of a text file as programs really write them, read once: a pipe can be read no second time."""

import codecs
import os
import re
import stat
from collections.abc import Iterator
from io import BufferedReader, TextIOWrapper
from pathlib import Path

LONGEST_LINE = 10_000_000  # characters or bytes
_RETURN = re.compile(r"(?<=\r)(?!\n)")  # where old Macs end a line


class NotText(Exception):
    """The file cannot be read as text; `str()` says why and what to do."""


def whole(path: Path) -> str:
    """All of a small file in UTF-8, without the mark that Windows editors put first. Raises OSError, UnicodeDecodeError, and NotText where
    it is a device or larger than LONGEST_LINE.
    """
    with path.open("rb") as file:
        _refuse_devices(file)
        data = file.read(LONGEST_LINE + 1)
    if len(data) > LONGEST_LINE:
        raise NotText(f"it is longer than {LONGEST_LINE:,} bytes")
    return data.decode("utf-8-sig")


def _refuse_devices(file: BufferedReader) -> None:
    mode = os.fstat(file.fileno()).st_mode
    if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and not file.isatty()):
        raise NotText("it is a device and no file. Name a file")


class TextFile:
    """Iterable once. `guessed` counts the lines so far that were no UTF-8 and were read as Windows-1252, as many programs write."""

    def __init__(self, path: Path) -> None:
        self._path, self.guessed = path, 0

    def __iter__(self) -> Iterator[str]:
        """Each line with its end.

        Raises OSError where the file cannot be opened, NotText where it is a device, which may never end, and where a line is
        longer than LONGEST_LINE.
        """
        with self._path.open("rb") as file:
            _refuse_devices(file)
            head = file.peek(2)[:2]
            is_wide = head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
            for number, line in enumerate(_wide(file) if is_wide else self._narrow(file), start=1):
                if len(line) > LONGEST_LINE:
                    raise NotText(
                        f"its line {number} is longer than {LONGEST_LINE:,} characters. Is it text at all?"
                    )
                yield from filter(None, _RETURN.split(line)) if "\r" in line else [line]

    def _narrow(self, file: BufferedReader) -> Iterator[str]:
        encoding = "utf-8-sig"  # of the first line; the mark stands nowhere else
        while line := file.readline(LONGEST_LINE + 1):
            try:
                yield line.decode(encoding)
            except UnicodeDecodeError:
                self.guessed += 1
                yield line.decode("cp1252", "replace")
            encoding = "utf-8"


def _wide(file: BufferedReader) -> Iterator[str]:
    with TextIOWrapper(file, encoding="utf-16", errors="replace", newline="") as text:
        while line := text.readline(LONGEST_LINE + 1):
            yield line
