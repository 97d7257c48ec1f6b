"""Exports as other programs write them."""

import json
import math
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from roof.export import Blank, Columns, Guessed, NotAnExport, Record, Unreadable, read_export, tells_a_day
from roof.text_files import LONGEST_LINE
from triage.model import Mention

RUDE = "La m\u00e9dica was rude"


def read(path: Path, **columns: str) -> list[Record]:
    return list(read_export(path, Columns(**columns)))


def csv_file(folder: Path, text: str | bytes, name: str = "e.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def texts(path: Path, **columns: str) -> list[str]:
    told = [each for each in read(path, **columns) if not isinstance(each, Guessed)]
    return [each.text if isinstance(each, Mention) else each.message for each in told]


def only(path: Path) -> Mention:
    (found,) = read(path)
    assert isinstance(found, Mention)
    return found


def json_lines(folder: Path, *records: Any) -> Path:
    return csv_file(folder, "".join(json.dumps(each) + "\n" for each in records), "e.jsonl")


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_delimiter_is_told_by_the_header_and_not_by_the_prose(tmp_path: Path, delimiter: str) -> None:
    prose = "rude, cold; late, slow, deaf\tand, well, blind; yes, all of it, every day"
    path = csv_file(tmp_path, f'id{delimiter}text\n1{delimiter}"{prose}"\n')
    assert texts(path) == [prose]


@pytest.mark.parametrize("head", ["id, text", "ID,Text", " id , TEXT "])
def test_blanks_and_capitals_in_the_names_of_columns_do_not_matter(tmp_path: Path, head: str) -> None:
    found = only(csv_file(tmp_path, f"{head}\n7,rude\n"))
    assert (found.native_id, found.text) == ("7", "rude")


def test_of_columns_alike_but_for_capitals_the_one_that_was_asked_for_is_read(tmp_path: Path) -> None:
    assert texts(csv_file(tmp_path, "TEXT,text\nno,yes\n")) == ["yes"]


@pytest.mark.parametrize("nothing", [math.nan, math.inf, True, None])
def test_an_id_that_is_nothing_makes_no_two_posts_one(tmp_path: Path, nothing: object) -> None:
    path = json_lines(tmp_path, {"id": nothing, "text": "rude"}, {"id": nothing, "text": "late"})
    assert len({each.native_id for each in read(path) if isinstance(each, Mention)}) == 2


def test_quotes_and_line_breaks_stay_within_a_cell(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'id;text\r\n1;"first;\r\n""second"""\r\n2;third\r\n')
    assert texts(path) == ['first;\n"second"', "third"]


def test_signs_that_an_export_writes_as_html_are_read_as_they_were_meant(tmp_path: Path) -> None:
    assert texts(csv_file(tmp_path, "id,text\n1,she isn&#39;t breathing &amp; nobody comes\n")) == [
        "she isn't breathing & nobody comes"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_arrive_whatever_program_wrote_the_file(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path, f"id,text\n1,{RUDE}".encode(encoding))
    assert texts(path) == [RUDE]


def test_a_letter_broken_far_behind_does_not_change_the_encoding_of_the_rest(tmp_path: Path) -> None:
    rows = f"{RUDE}\n" * 60_000
    path = csv_file(tmp_path, f"text\n{rows}".encode() + b"\xff\n")
    *found, guessed = read(path)
    assert {each.text for each in found[:-1] if isinstance(each, Mention)} == {RUDE}
    assert guessed == Guessed(lines=1)


def test_lines_of_two_programs_are_each_read_as_written(tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"text\n{RUDE}\n".encode() + f"{RUDE}\n".encode("cp1252"))
    assert texts(path) == [RUDE, RUDE]


def test_a_pipe_is_read_once_and_whole(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("text\n" + f"{RUDE}\n" * 100, encoding="utf-8"))
    writer.start()
    found = texts(pipe)
    writer.join()
    assert found == [RUDE] * 100


def test_a_device_is_refused() -> None:
    with pytest.raises(NotAnExport, match="it is a device and no file"):
        read(Path("/dev/zero"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_without_end_is_refused(tmp_path: Path, encoding: str) -> None:
    path = json_lines(tmp_path, {"text": RUDE})
    path.write_bytes(
        '{"text": "rude"}\n'.encode(encoding)
        + ("x" * (LONGEST_LINE + 1)).encode(encoding.replace("16", "16-le"))
    )
    with pytest.raises(NotAnExport, match="its line 2 is longer than 10,000,000"):
        read(path)


def test_lines_that_old_macs_end_are_lines(tmp_path: Path) -> None:
    assert texts(csv_file(tmp_path, "id,text\r1,rude\r2,late\r")) == ["rude", "late"]


@pytest.mark.parametrize("head", ["sep=\t", "sep=\\t"])
def test_a_separator_may_be_a_tab(tmp_path: Path, head: str) -> None:
    assert texts(csv_file(tmp_path, f"{head}\nid\ttext\n1\trude, and more, and more\n")) == [
        "rude, and more, and more"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[{"text": "rude"}]', "write each of its objects on a line"),
        ("id,text\n1,rude", "let its name end in .csv"),
    ],
)
def test_what_is_no_json_lines_file_is_told_with_the_way_out(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "export.txt"
    path.write_text(text)
    assert told in texts(path)[0]


def test_long_ids_that_begin_alike_stay_two(tmp_path: Path) -> None:
    path = json_lines(tmp_path, *[{"id": "x" * 300 + end, "text": "rude"} for end in "ab"])
    assert len({each.native_id for each in read(path) if isinstance(each, Mention)}) == 2


def test_a_file_without_a_single_line_break_is_read(tmp_path: Path) -> None:
    assert texts(csv_file(tmp_path, "text")) == []


def test_a_name_ending_in_tsv_is_csv_too(tmp_path: Path) -> None:
    assert texts(csv_file(tmp_path, "id\ttext\n1\trude\n", "E.TSV")) == ["rude"]


def test_nul_bytes_are_passed_over(tmp_path: Path) -> None:
    assert texts(csv_file(tmp_path, b"id,text\n1,ru\x00de\n")) == ["rude"]


def test_a_row_that_is_too_short_is_told_with_its_line(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "id,text\n1,rude\n2\n3,late\n")
    assert read(path)[1] == Unreadable(line=3, message="no text in 'text'")


def test_a_row_that_is_too_long_is_told_for_its_text_may_be_cut(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "\nsep=,\nid,text\n1,rude,and a bomb in the lobby\n")
    told = "it has 3 cells, the first line names 2: a text with ',' in it must stand between quotation marks"
    assert read(path) == [Unreadable(line=4, message=told)]


def test_empty_cells_behind_a_row_are_nothing(tmp_path: Path) -> None:
    assert texts(csv_file(tmp_path, "id,text\n1,rude,, \n")) == ["rude"]


@pytest.mark.parametrize(
    ("text", "named"), [("review,date\nx,y\n", "review, date"), ("", "none"), ("\x1b[31m[31m\n", "[31m")]
)
def test_a_file_without_the_text_column_says_which_it_has(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(NotAnExport) as caught:
        read(csv_file(tmp_path, text))
    assert f"no column 'text'; the file has {named}. Name one with --text" in str(caught.value)


@pytest.mark.parametrize(("head", "named"), [("text,id,text", "text"), ("id,text,id", "id")])
def test_a_name_that_stands_twice_is_told(tmp_path: Path, head: str, named: str) -> None:
    with pytest.raises(NotAnExport, match=f"two columns are named '{named}'"):
        read(csv_file(tmp_path, f"{head}\na,b,c\n"))


def test_a_name_that_nothing_reads_may_stand_twice(tmp_path: Path) -> None:
    assert texts(csv_file(tmp_path, "note,text,note\na,b,c\n")) == ["b"]


def test_columns_may_have_any_names(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "Nr,Review Text,By,On,Link,Site\n7,rude,Kim,2026-03-01,https://r.example.org/7,maps\n"
    )
    (found,) = read(path, id="Nr", text="Review Text", author="By", time="On", url="Link", source="Site")
    assert isinstance(found, Mention)
    assert (found.native_id, found.author, found.url, found.source) == (
        "7",
        "Kim",
        "https://r.example.org/7",
        "maps",
    )
    assert str(found.written_at) == "2026-03-01 12:00:00+00:00"  # noon: the same day nearly everywhere


def test_a_folder_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(NotAnExport, match="it cannot be read: Is a directory"):
        read(tmp_path)


# JSON lines


@pytest.mark.parametrize(
    "line",
    [
        "{oops",
        "[1]",
        "7",
        '"x"',
        "null",
        "[" * 200_000,
        '{"id": 1}',
        '{"text": 7}',
    ],
    ids=range(8),
)
def test_a_line_that_cannot_be_read_is_told_with_its_number_and_the_next_is_read(
    tmp_path: Path, line: str
) -> None:
    path = csv_file(tmp_path, f'\n{line}\n{{"text": "rude"}}\n', "e.jsonl")
    first, second = read(path)
    assert isinstance(first, Unreadable)
    assert first.line == 2
    assert isinstance(second, Mention)


@pytest.mark.parametrize("line", ['{"text": null}', '{"text": " "}', '{"text": ""}'])
def test_stars_without_words_are_no_mistake(tmp_path: Path, line: str) -> None:
    path = csv_file(tmp_path, f'{line}\n{{"text": "rude"}}\n', "e.jsonl")
    assert read(path)[0] == Blank(line=1)


def test_a_row_of_stars_alone_is_no_mistake(tmp_path: Path) -> None:
    assert read(csv_file(tmp_path, "stars,text\n1,\n2,late\n"))[0] == Blank(line=2)


def test_half_an_emoji_becomes_a_mark_that_can_be_written(tmp_path: Path) -> None:
    path = csv_file(tmp_path, r'{"text": "rude \ud83d", "id": "\ud800"}', "e.jsonl")
    found = only(path)
    assert (found.text, found.native_id) == ("rude ?", "?")


@pytest.mark.parametrize(("given", "kept"), [(7, "7"), ("7", "7"), (7.5, "7.5"), ("x" * 200, "x" * 200)])
def test_an_id_is_text(tmp_path: Path, given: object, kept: str) -> None:
    assert only(json_lines(tmp_path, {"id": given, "text": "rude"})).native_id == kept


@pytest.mark.parametrize("given", [None, "", [], {}])
def test_without_an_id_each_line_has_one_of_its_own_that_stays(tmp_path: Path, given: object) -> None:
    path = json_lines(tmp_path, {"id": given, "text": "rude"}, {"id": given, "text": "rude"})
    ids = [each.native_id for each in read(path) if isinstance(each, Mention)]
    assert len(set(ids)) == 2
    assert ids == [each.native_id for each in read(path) if isinstance(each, Mention)]


def test_a_source_is_one_short_line(tmp_path: Path) -> None:
    assert only(json_lines(tmp_path, {"text": "x", "source": "a\nb" + "c" * 99})).source == "a b" + "c" * 57


def test_without_a_source_it_is_the_export(tmp_path: Path) -> None:
    assert only(json_lines(tmp_path, {"text": "x"})).source == "export"


@pytest.mark.parametrize(
    "given", ["2026-03-01T10:00:00Z", "2026-03-01T11:00:00+01:00", 1772359200, 1772359200.0, "1772359200", 1772359200000,
              "1772359200000", "1772359200.0", " 1772359200", " 2026-03-01 10:00 "]
)  # fmt: skip
def test_a_time_is_read_in_any_of_these_spellings(tmp_path: Path, given: object) -> None:
    found = only(json_lines(tmp_path, {"text": "x", "time": given}))
    assert str(found.written_at) == "2026-03-01 10:00:00+00:00"


def test_eight_digits_are_a_day(tmp_path: Path) -> None:
    found = only(json_lines(tmp_path, {"text": "x", "time": "20260301"}))
    assert str(found.written_at) == "2026-03-01 12:00:00+00:00"  # noon: the same day nearly everywhere


@pytest.mark.parametrize(
    "given",
    [None, "", "last week", "3/17/2026", [], {}, -1, 0, 1e300, "1" * 400, 10**30, "0001-01-01", "9999-12-31T23:59:59Z",
     float("inf")],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_time_since_the_web_began_is_left_out(tmp_path: Path, given: object) -> None:
    assert only(json_lines(tmp_path, {"text": "x", "time": given})).written_at is None


@pytest.mark.parametrize(
    ("time_format", "given", "told"),
    [
        ("%d/%m/%Y", "01/03/2026", "2026-03-01 12:00:00+00:00"),
        ("%m/%d/%y", " 03/01/26 ", "2026-03-01 12:00:00+00:00"),
        ("%d.%m.%Y %H:%M", "01.03.2026 10:15", "2026-03-01 10:15:00+00:00"),
        ("%d %B %Y %I:%M %p", "1 March 2026 1:05 pm", "2026-03-01 13:05:00+00:00"),
        ("%d/%m/%Y", "2026-03-01", "None"),
    ],
)
def test_a_time_is_read_as_its_format_says(tmp_path: Path, time_format: str, given: str, told: str) -> None:
    (found,) = read(json_lines(tmp_path, {"text": "x", "time": given}), time_format=time_format)
    assert isinstance(found, Mention)
    assert str(found.written_at) == told


@pytest.mark.parametrize(
    ("time_format", "tells"),
    [
        ("%d/%m/%Y", True),
        ("dd/mm/yyyy", False),
        ("%d/%m", False),
        ("%Q", False),
        ("%d/%m/%Y %d", False),
        ("%d/%m/%Y %Z", False),
    ],
)
def test_a_format_that_tells_no_day_is_known(time_format: str, tells: bool) -> None:
    assert tells_a_day(time_format) is tells


def test_a_first_line_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAnExport, match="its first line cannot be read: a quotation mark is opened"):
        read(csv_file(tmp_path, 'id,"mark\n1,rude\n'), text="mark")


@pytest.mark.parametrize("head", ["", "\n\n", "sep=;\n", "SEP=;\r\n"])
def test_the_first_line_with_words_tells_what_stands_between_cells(tmp_path: Path, head: str) -> None:
    assert texts(csv_file(tmp_path, f"{head}id;text\n1;rude, and late\n")) == ["rude, and late"]
