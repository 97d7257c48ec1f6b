"""Files of JSON lines: growing, cut, replaced, and written by anybody."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.watchers.stages import Clock, append, drain, only
from triage.source import SourceRefused, SourceUnavailable
from watchers.file import JsonLines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.jsonl"


@pytest.fixture
def watcher(path: Path, clock: Clock) -> JsonLines:
    return JsonLines("answers", path=path, now=clock)


def _line(id_: object, text: object = "words", **more: object) -> str:
    return json.dumps({"id": id_, "text": text, **more}) + "\n"


def test_every_field_is_read(path: Path, watcher: JsonLines) -> None:
    append(path, _line(7, "words", author="Ann", time="2026-11-20T11:00:00Z", url="https://a.test/", reach=3))
    (mention,) = drain(watcher).mentions
    assert (mention.native_id, mention.author, mention.url, mention.reach) == (
        "7",
        "Ann",
        "https://a.test/",
        3,
    )


@pytest.mark.parametrize("when", ["2026-11-20T11:00:00Z", 1795172400])
def test_a_time_is_iso_or_epoch_seconds(path: Path, watcher: JsonLines, when: object) -> None:
    append(path, _line(1, time=when))
    (mention,) = drain(watcher).mentions
    assert str(mention.written_at) == "2026-11-20 11:00:00+00:00"


def test_signs_that_an_export_writes_as_html_are_read_as_they_were_meant(
    path: Path, watcher: JsonLines
) -> None:
    append(path, _line(1, "She isn&#39;t breathing &amp; nobody comes"))
    (mention,) = drain(watcher).mentions
    assert mention.text == "She isn't breathing & nobody comes"


def test_a_missing_file_is_unavailable_by_its_name(path: Path, watcher: JsonLines) -> None:
    with pytest.raises(SourceUnavailable, match=r"answers\.jsonl cannot be read: No such file"):
        watcher.fetch({})


def test_a_folder_is_refused(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(SourceRefused, match="is not a file"):
        JsonLines("a", path=tmp_path, now=clock).fetch({})


def test_a_pipe_is_refused_and_not_waited_for(path: Path, watcher: JsonLines) -> None:
    os.mkfifo(path)
    with pytest.raises(SourceRefused, match="is not a file"):
        watcher.fetch({})


def test_a_line_without_its_end_waits_while_it_is_no_whole_object(path: Path, watcher: JsonLines) -> None:
    append(path, _line(1) + '{"id": 2, "te')
    first = drain(watcher)
    append(path, 'xt": "whole"}\n')
    assert [first.ids, drain(watcher, first.cursor).texts] == [["1"], ["whole"]]


def test_a_last_line_without_its_end_is_read_where_it_is_whole(path: Path, watcher: JsonLines) -> None:
    append(path, _line(1).strip())
    assert drain(watcher).ids == ["1"]


def test_the_end_of_a_line_that_comes_late_is_no_line(path: Path, watcher: JsonLines) -> None:
    append(path, _line(1).strip())
    cursor = drain(watcher).cursor
    append(path, "\n" + _line(2))
    found = drain(watcher, cursor)
    assert (found.ids, found.errors) == (["2"], [])


def test_a_truncated_file_is_read_from_its_beginning(path: Path, watcher: JsonLines) -> None:
    append(path, _line(1) + _line(2))
    cursor = drain(watcher).cursor
    path.write_text(_line(3))
    assert drain(watcher, cursor).ids == ["3"]


def test_a_file_rewritten_longer_is_read_from_its_beginning(path: Path, watcher: JsonLines) -> None:
    append(path, _line(1))
    cursor = drain(watcher).cursor
    path.write_text(_line(2) + _line(3))
    assert drain(watcher, cursor).ids == ["2", "3"]


def test_a_replaced_file_is_read_from_its_beginning(path: Path, watcher: JsonLines) -> None:
    append(path, _line(1))
    cursor = drain(watcher).cursor
    path.rename(path.with_suffix(".1"))
    append(path, _line(1) + _line(2))
    assert drain(watcher, cursor).ids == ["1", "2"]


def test_a_file_that_only_grew_is_read_on(path: Path, watcher: JsonLines) -> None:
    append(path, "".join(_line(n) for n in range(100)))
    cursor = drain(watcher).cursor
    append(path, _line(100))
    assert drain(watcher, cursor).ids == ["100"]


def test_a_batch_holds_500_records(path: Path, watcher: JsonLines) -> None:
    append(path, "".join(_line(n) for n in range(1200)))
    found = drain(watcher)
    assert [len(batch.mentions) for batch in found.batches] == [500, 500, 200]
    assert found.ids == [str(n) for n in range(1200)]


def test_a_batch_ends_after_4_mb(path: Path, watcher: JsonLines) -> None:
    append(path, "".join(_line(n, "x" * 1_500_000) for n in range(5)))
    assert [len(batch.mentions) for batch in drain(watcher).batches] == [3, 2]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"[]\n", "line 2: is not a JSON object"),
        (b"words\n", "line 2: is not JSON"),
        (b'{"id": 1}\n', "line 2: lacks 'text'"),
        (b'{"text": "a"}\n', "line 2: lacks 'id'"),
        (b'{"id": null, "text": "a"}\n', "line 2: its id is neither text nor a whole number"),
        (b'{"id": 1, "text": 5}\n', "line 2: its text is missing or not text"),
        (b'{"id": ' + b"1" * 5000 + b"}\n", "line 2: has an unexpected shape (ValueError)"),
    ],
)
def test_a_line_nobody_can_read_is_rejected_by_its_number(
    path: Path, watcher: JsonLines, line: bytes, error: str
) -> None:
    append(path, _line(1).encode() + line + _line(3).encode())
    found = drain(watcher)
    assert (found.ids, found.errors) == (["1", "3"], [error])


def test_a_line_too_deep_to_read_is_rejected_by_its_number(path: Path, watcher: JsonLines) -> None:
    append(path, _line(1).encode() + b"[" * 200_000 + b"\n" + _line(3).encode())
    found = drain(watcher)
    assert found.ids == ["1", "3"]
    assert found.errors[0].startswith("line 2: ")  # how it fails depends on the Python


def test_lines_are_counted_through_all_batches(path: Path, watcher: JsonLines) -> None:
    append(path, "".join(_line(n) for n in range(600)) + "\n" + "oops\n")
    assert drain(watcher).errors == ["line 602: is not JSON"]


def test_the_bytes_of_a_rejected_line_are_kept(path: Path, watcher: JsonLines) -> None:
    append(path, b"\xff\xfe oops\n")
    batch = only(drain(watcher).batches)
    assert [rejected.raw for rejected in batch.rejected] == [b"\xff\xfe oops\n"]


def test_an_overlong_line_is_rejected_and_reading_goes_on_behind_it(path: Path, watcher: JsonLines) -> None:
    append(path, _line(1) + _line(2, "x" * 9_000_000) + _line(3))
    found = drain(watcher)
    assert (found.ids, found.errors) == (["1", "3"], ["line 2: is longer than 4,000,000 bytes"])


def test_of_an_overlong_line_64_kb_are_kept(path: Path, watcher: JsonLines) -> None:
    append(path, _line(2, "x" * 5_000_000))
    (rejected,) = drain(watcher).batches[0].rejected
    assert len(rejected.raw) == 64 * 1024


def test_an_overlong_line_still_being_written_is_rejected_once(path: Path, watcher: JsonLines) -> None:
    append(path, '{"id": 1, "text": "' + "x" * 5_000_000)
    first = drain(watcher)
    append(path, "x" * 5_000_000 + '"}\n' + _line(2))
    second = drain(watcher, first.cursor)
    assert (len(first.errors), second.errors, second.ids) == (1, [], ["2"])


def test_a_line_of_gigabytes_is_passed_over_in_steps(path: Path, watcher: JsonLines) -> None:
    with path.open("wb") as hole:
        hole.seek(150_000_000)
        hole.write(b"\n" + _line(2).encode())
    found = drain(watcher)
    assert (found.ids, len(found.errors), len(found.batches) > 2) == (["2"], 1, True)


@pytest.mark.parametrize(
    "content",
    [
        b'\xef\xbb\xbf{"id": 1, "text": "words"}\n',
        b'{"id": 1, "text": "words"}\r\n',
        b'\r\n \n{"id": 1, "text": "words"}\r\n\n',
        b'{"id": 1, "text": "w\\u006frds"}\n',
        b'{"id": 1, "text": "words\\ud800"}\n',
        b'{"id": 1, "text": "words", "author": null, "time": "x", "url": "x", "reach": "x"}\n',
    ],
    ids=["byte-order mark", "CRLF", "blank lines", "escapes", "half a pair", "odd extras"],
)
def test_a_file_is_read_however_it_was_written(path: Path, watcher: JsonLines, content: bytes) -> None:
    append(path, content)
    found = drain(watcher)
    assert (found.texts, found.errors) == (["words"], [])


def test_bytes_that_are_no_utf8_cost_their_own_letter_only(path: Path, watcher: JsonLines) -> None:
    append(path, b'{"id": 1, "text": "caf\xe9!"}\n')
    assert drain(watcher).texts[0].startswith("caf")


def test_a_cursor_of_another_file_begins_anew(
    tmp_path: Path, path: Path, watcher: JsonLines, clock: Clock
) -> None:
    append(path, _line(1))
    other = tmp_path / "other.jsonl"
    append(other, _line(2))
    found: Any = drain(JsonLines("other", path=other, now=clock), drain(watcher).cursor)
    assert found.ids == ["2"]
