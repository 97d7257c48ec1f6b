"""bot.py score as another program drives it: over pipes, for hours, with anything in a line."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roof.lines import arriving
from roof.score import assessor, score_lines
from roof.text_files import LONGEST_LINE
from tests.roof.conftest import CONFIG
from triage.judge import Judge
from triage.schema import read_policy

ROOT = Path(__file__).parents[2]


def score(*lines: str) -> list[Any]:
    out = io.StringIO()
    score_lines([lines], assessor(None), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, '{"a":' * 100_000, '{"id": NaN, "text": "x"}', '{"id": 1, "text": Infinity}', '{"id": 1e999, "text": "x"}', "\ufeff{", "1" * 5_000,
     '{"id": ' + "1" * 5_000 + ', "text": "x"}', '"\ud800"'],
    ids=range(9),
)  # fmt: skip
def test_no_line_stops_the_next_one(line: str) -> None:
    first, second = score(line, '{"id": 2, "text": "fine"}')
    assert "error" in first
    assert second["id"] == 2


@pytest.mark.parametrize(
    "given",
    [1, "a", "\ud800x", "\u8a71", "\x00\x1b", None, 1.5, True, [1], {"a": "\ud800"}, "\u2028"],
    ids=range(11),
)
def test_an_id_comes_back_as_it_was_given(given: object) -> None:
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding="utf-8")
    score_lines([[json.dumps({"id": given, "text": "x"})]], assessor(None), text)
    (line,) = out.getvalue().decode().split("\n")[:-1]
    assert json.loads(line)["id"] == given


def test_an_error_names_the_id_where_it_is_known() -> None:
    (answer,) = score('{"id": "seven", "text": 7}')
    assert answer == {"id": "seven", "error": 'line 1 needs "text", and "text" must be a string'}


def test_blank_lines_count_so_that_an_error_names_the_line_of_the_file() -> None:
    (answer,) = score("", "\n", "oops")
    assert answer["error"].startswith("line 3 is no JSON")


@pytest.mark.parametrize(
    "place",
    [
        {"from": -5, "to": 99_999},
        {"from": "a", "to": 1},
        {"from": 10**9, "to": 0},
        {"from": 1},
        {"from": 900, "to": 905},
        {"from": 0, "to": 4},
    ],
)
def test_a_place_that_is_none_is_answered_all_the_same(place: dict[str, object]) -> None:
    (answer,) = score(json.dumps({"id": 1, "text": "rude staff", "target": "staff", **place}))
    assert answer["subject_tone"] in ("negative", "neutral", "positive")
    assert answer["note"].startswith('"from" and "to" were not used')


@pytest.mark.parametrize(
    "place", [{}, {"from": None, "to": None}, {"from": 5, "to": 10}, {"from": 5, "to": 99}]
)
def test_of_a_place_that_is_one_nothing_is_noted(place: dict[str, object]) -> None:
    (answer,) = score(json.dumps({"text": "rude staff", "target": "staff", **place}))
    assert "note" not in answer


@pytest.mark.parametrize("name", ["St. Brannoc\u2019s", "st brannoc-s", "St.\xa0Brannoc's", "St.\nBrannoc's"])
def test_a_target_is_found_with_other_apostrophes_and_breaks(name: str) -> None:
    text = f"{name} was lovely. Lakeside was awful, rude, filthy and horrible, the worst nightmare ever."
    target = "St Brannoc s" if "-" in name else "St. Brannoc's"
    (answer,) = score(json.dumps({"text": text, "target": target}))
    assert answer["subject_tone"] == "positive"
    assert "note" not in answer


def test_a_target_that_is_too_long_is_noted_as_such() -> None:
    (answer,) = score(json.dumps({"text": "rude staff", "target": "staff " * 40}))
    assert "longer than 200 characters" in answer["note"]


def test_a_target_behind_what_is_kept_is_noted_as_such() -> None:
    (answer,) = score(json.dumps({"text": "a b " * 11_000 + "Northgate was rude", "target": "Northgate"}))
    assert "first 40,000 characters" in answer["note"]


def test_a_target_that_does_not_stand_in_the_text_is_noted() -> None:
    (answer,) = score(json.dumps({"text": "rude staff", "target": "food"}))
    assert answer["subject_tone"] == "negative"
    assert answer["note"].startswith('"target" does not stand in the text')


@pytest.mark.parametrize("target", [7, [], {}, True, "\u200b"])
def test_a_target_that_is_none_is_noted(target: object) -> None:
    (answer,) = score(json.dumps({"text": "rude staff", "target": target}))
    assert answer["note"].startswith('"target" was not used')


@pytest.mark.parametrize("target", ["", 7, None, []])
def test_without_a_target_there_is_no_tone_towards_it(target: object) -> None:
    (answer,) = score(json.dumps({"id": 1, "text": "rude", "target": target}))
    assert "subject_tone" not in answer


def test_by_a_config_a_text_about_nobody_is_no_complaint() -> None:
    judge = Judge(read_policy(CONFIG, lambda kind, options: ()))
    out = io.StringIO()
    score_lines(
        [['{"text": "nine hours and nobody came"}', '{"text": "northgate: nine hours and nobody came"}']],
        assessor(judge),
        out,
    )
    off_topic, about_us = (json.loads(line) for line in out.getvalue().splitlines())
    assert (off_topic["complaint"], off_topic["reasons"]) == (0.0, ["It names nobody the config watches."])
    assert about_us["complaint"] > 0.5


# as they come in


class Trickle(io.RawIOBase):
    """A pipe that has one block after another."""

    def __init__(self, *blocks: bytes) -> None:
        self._blocks = [*blocks]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._blocks.pop(0) if self._blocks else b""
        buffer[: len(block)] = block
        return len(block)


def arrived(*blocks: bytes) -> list[list[str]]:
    return list(arriving(io.BufferedReader(Trickle(*blocks))))


def test_lines_that_are_there_stand_together_and_none_is_waited_for() -> None:
    assert arrived(b"one\ntwo\nthr", b"ee\n", b"four") == [["one", "two"], ["three"], ["four"]]


def test_a_letter_cut_in_two_is_one_letter() -> None:
    assert arrived(b"caf\xc3", b"\xa9\n") == [["caf\u00e9"], [""]]


def test_a_mark_at_the_beginning_is_no_letter() -> None:
    assert arrived(b"\xef\xbb\xbfone\n") == [["one"], [""]]


def test_many_lines_are_answered_as_one_by_one() -> None:
    lines = [
        json.dumps({"id": n, "text": text})
        for n, text in enumerate(["rude", "oops", "lovely", "nobody came"] * 20)
    ]
    lines[7] = "{"
    together, alone = io.StringIO(), io.StringIO()
    score_lines([lines], assessor(None), together)
    score_lines([[line] for line in lines], assessor(None), alone)
    assert together.getvalue() == alone.getvalue()


# a process of its own


@pytest.fixture
def process() -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, str(ROOT / "bot.py"), "score"]
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(
        command, env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, **pipes
    ) as made:
        yield made
        made.kill()


def test_any_bytes_are_answered_line_by_line_and_nothing_is_said_beside(
    process: "subprocess.Popen[bytes]",
) -> None:
    lines = [
        b"\xef\xbb\xbf" + json.dumps({"id": 1, "text": "rude"}).encode(),
        '{"id": 2, "text": "La m\u00e9dica \u8a71 \U0001f621"}'.encode(),
        b'{"id": 3, "text": "\xff\xfe broken"}',
        json.dumps({"id": 4, "text": "x" * 1_000_000}).encode(),
        b"oops",
        b'{"id": 6, "text": "\\u2028 \\u0085 no line ends here"}',
        b"",
        b'{"id": 8, "text": "the last, without an end"}',
    ]
    out, err = process.communicate(b"\r\n".join(lines), timeout=60)
    answers = [json.loads(line) for line in out.decode().splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4, None, 6, 8]
    assert err == b""
    assert process.returncode == 1


def test_a_reader_that_goes_away_ends_it_without_a_traceback(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    try:
        process.stdin.write(b'{"id": 1, "text": "rude"}\n' * 100)
        process.stdin.close()
    except BrokenPipeError:
        process.stdin = None
    process.wait(20)
    assert b"Traceback" not in process.stderr.read()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize(
    "verb", [["score"], ["replay", "demo/day.jsonl", "--limit", "20"]], ids=["score", "replay"]
)
def test_a_full_disk_is_told_in_a_sentence(verb: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, str(ROOT / "bot.py"), *verb],
            cwd=ROOT,
            input=b'{"text": "rude"}\n',
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.decode().splitlines() == [
        "What was to be written has no room: No space left on device. Free some and try again."
    ]


@pytest.mark.parametrize("verb", ["score", "explain", "check-reply", "status"])
def test_a_closed_stdout_is_told(verb: str) -> None:
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.stdout = None; sys.argv = ['bot.py', {verb!r}]; import bot; bot._main()",
        ],
        cwd=ROOT,
        input=b"rude",
        stderr=subprocess.PIPE,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.decode() == "Error: stdout is closed; nothing can be written to it\n"


def test_what_a_shell_of_windows_writes_is_read() -> None:
    stream = io.BytesIO('{"text": "m\xe9dico"}\n{"text": 2}\n'.encode("utf-16"))
    assert [*arriving(stream)] == [['{"text": "m\xe9dico"}', '{"text": 2}'], [""]]


def test_of_a_line_that_never_ends_no_more_is_kept_than_is_read() -> None:
    stream = io.BytesIO(b"x" * (3 * LONGEST_LINE) + b'\n{"id": 2, "text": "rude"}\n')
    (long, after), _ = arriving(stream)
    assert len(long) < 1.1 * LONGEST_LINE
    first, second = score(long, after)
    assert first["error"] == "line 1 is longer than 10,000,000 characters"
    assert second["id"] == 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("oops", "Expecting value, at its character 1"),
        ('{"id": 1' + "0" * 5_000 + "}", "a number in it has too many digits"),
        ("[" * 100_000, "it is nested too deep"),
    ],
    ids=["oops", "digits", "deep"],
)
def test_what_is_wrong_with_a_line_is_told(line: str, why: str) -> None:
    assert score("", line)[0]["error"] == f"line 2 is no JSON: {why}"
