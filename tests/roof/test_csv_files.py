"""CSV files that a verb writes take nobody's place."""

from pathlib import Path

import pytest

from roof.csv_files import new_csv
from roof.database import CannotStart

HEAD = ("id", "source", "text")


@pytest.mark.parametrize(
    "there",
    [
        b"SQLite format 3\x00",
        b'[slack]\nmode = "socket"\n',
        b"id,text\n1,rude\n",
        b"\xff\xfe\x00",
        b"id,source,text\n9,mine,precious\n",
        b"\xef\xbb\xbfid,source,mine\n",
    ],
)
def test_what_is_no_such_file_is_not_replaced(there: bytes, tmp_path: Path) -> None:
    path = tmp_path / "day.db"
    path.write_bytes(there)
    with pytest.raises(CannotStart, match="is there already"):
        new_csv(path, HEAD)
    assert path.read_bytes() == there


@pytest.mark.parametrize(
    "there", [b"", b"\xef\xbb\xbfid,source,text\r\n1,x,rude\r\n", b"\xef\xbb\xbfid,source,text,more\r\n"]
)
def test_an_earlier_one_is_replaced(there: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(there)
    new_csv(path, HEAD).close()
    assert path.read_bytes() in (b"", b"\xef\xbb\xbf")


def test_where_no_file_can_be_it_says_why(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="cannot be written: No such file"):
        new_csv(tmp_path / "nowhere" / "cases.csv", HEAD)
