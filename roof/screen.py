"""The terminal while cards are drawn on it: where it takes no more, the courier must not think that Slack failed."""

import sys
from typing import TextIO

from rich.console import Console


class Screen:
    """A text file that remembers the first failure instead of raising it; what comes after that is passed over."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._failure: OSError | None = None
        self.encoding = out.encoding

    def write(self, text: str) -> int:
        if self._failure is None:
            try:
                self._out.write(text)
            except OSError as error:
                self._failure = error
        return len(text)

    def flush(self) -> None:
        if self._failure is None:
            try:
                self._out.flush()
            except OSError as error:
                self._failure = error

    def isatty(self) -> bool:
        return self._out.isatty()

    def fileno(self) -> int:
        return self._out.fileno()

    def check(self) -> None:
        """Raises the OSError that was met, if any."""
        if self._failure is not None:
            raise self._failure


def screen(*, quiet: bool = False) -> tuple[Screen, Console]:
    """stdout as a Screen, and the console on it, 80 columns wide."""
    made = Screen(sys.stdout)
    return made, Console(file=made, width=80, highlight=False, quiet=quiet)  # type: ignore[arg-type]
