"""Damaged CSV: one row costs no other."""

import pytest

from roof import csv_rows
from roof.csv_rows import MOST_LINES, rows

UNCLOSED = "a quotation mark is opened here and never closed"


def read(text: str) -> list[tuple[int, list[str] | str]]:
    return list(rows(text.splitlines(keepends=True), ","))


def test_rows_come_with_the_number_of_their_first_line() -> None:
    text = 'id,text\n\n1,"two\nlines"\n2,"say ""no"""\n'
    assert read(text) == [(1, ["id", "text"]), (3, ["1", "two\nlines"]), (5, ["2", 'say "no"'])]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_alone() -> None:
    assert read('1,fine\n2,"open\n3,late\n4,rude') == [
        (1, ["1", "fine"]),
        (2, UNCLOSED),
        (3, ["3", "late"]),
        (4, ["4", "rude"]),
    ]


def test_it_does_so_in_the_last_line_too() -> None:
    assert read('1,fine\n2,"open') == [(1, ["1", "fine"]), (2, UNCLOSED)]


def test_and_where_the_file_goes_on_for_ever() -> None:
    text = '1,"open\n' + "2,late\n" * (2 * MOST_LINES)
    found = read(text)
    assert found[0] == (1, UNCLOSED)
    assert found[1:] == [(number, ["2", "late"]) for number in range(2, 2 * MOST_LINES + 2)]


@pytest.mark.parametrize("lines", [MOST_LINES - 1, MOST_LINES])
def test_a_cell_of_as_many_lines_is_read(lines: int) -> None:
    text = '1,"' + "word\n" * (lines - 1) + 'end"\n2,late\n'
    assert [number for number, row in read(text) if isinstance(row, list)] == [1, lines + 1]


def test_several_of_them_are_all_told() -> None:
    text = '1,"open\n' + "2,late\n" * MOST_LINES + '3,"open\n4,late\n'
    assert [number for number, row in read(text) if row == UNCLOSED] == [1, MOST_LINES + 2]


def test_a_cell_that_is_too_long_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "LONGEST_CELL", 10)
    found = read("1,fine\n2," + "x" * 11 + "\n3,late\n")
    assert (found[0], found[2]) == ((1, ["1", "fine"]), (3, ["3", "late"]))
    assert "larger than field limit" in found[1][1]


def test_it_swallows_no_row_whose_cell_is_quoted() -> None:
    text = '1,"lost my x-ray,Ann\n2,"the wrong knee",Bob\n3,"good food",Cy\n'
    assert read(text) == [(1, UNCLOSED), (2, ["2", "the wrong knee", "Bob"]), (3, ["3", "good food", "Cy"])]


def test_a_quotation_mark_amid_a_cell_is_a_letter() -> None:
    assert read('1,the 5" pipe\n2,late\n') == [(1, ["1", 'the 5" pipe']), (2, ["2", "late"])]


def test_of_nothing_there_is_no_row() -> None:
    assert read("") == read("\n\n") == []
