"""Rows of a CSV file as people and programs really write them: one damaged row costs no other."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

LONGEST_CELL = 10_000_000
MOST_LINES = 200  # of a row: behind so many a quotation mark is taken for one that is never closed


def rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """The number of its first line and the cells of each row that is not blank, or why it cannot be read.

    Of a row that cannot be read only its first line is passed over.
    """
    csv.field_size_limit(LONGEST_CELL)
    feed, number = _Feed(lines), 1
    while True:
        feed.begin()
        try:
            row: list[str] | str = next(csv.reader(feed, delimiter=delimiter), [])
            if feed.taken and (feed.ended or not _is_closed(feed.taken, delimiter)):
                row = "a quotation mark is opened here and never closed"
        except csv.Error as error:
            row = str(error)
        if not feed.taken:
            return
        if row:
            yield number, row
        if isinstance(row, str):
            feed.give_back()
        number += len(feed.taken)


def _is_closed(lines: list[str], delimiter: str) -> bool:
    """Whether a cell of several lines ends where a cell may end, and not at the quotation mark that opens a later one."""
    if len(lines) == 1:
        return True
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


class _Feed:
    """Lines that can be given back; `taken` are those since `begin`, `ended` tells that no more were to be had."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again = deque[str]()
        self.begin()

    def begin(self) -> None:
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is not None and len(self.taken) < MOST_LINES:
            self.taken.append(line)
            return line
        if line is not None:
            self._again.appendleft(line)
        self.ended = True
        raise StopIteration

    def give_back(self) -> None:
        """All but the first."""
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
