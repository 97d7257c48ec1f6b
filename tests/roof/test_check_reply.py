"""bot.py check-reply: a reply in, findings out; or a line in, a line out."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import bot
from roof.check_reply import check_lines, print_findings

ROOT = Path(__file__).parents[2]
CAREFUL = "Thank you for your feedback. Please call our patient relations office at 555-0142."


def said(text: str) -> tuple[str, int]:
    out = io.StringIO()
    status = print_findings(text, out)
    return out.getvalue(), status


def answers(*lines: str) -> tuple[list[dict[str, Any]], int]:
    out = io.StringIO()
    bad = check_lines([lines], out)
    return [json.loads(line) for line in out.getvalue().splitlines()], bad


def test_a_careful_reply_passes() -> None:
    told, status = said(CAREFUL)
    assert (status, told) == (0, "Nothing found. The check helps; it is not legal advice.\n")


def test_what_must_go_is_shown_with_its_words_and_what_to_do() -> None:
    told, status = said("Sorry about your\nvisit. Call 555-0142.")
    assert status == 1
    assert told.startswith(
        'Must go, relationship: "your visit" in "Sorry about your visit. Call 555-0142."\n    It says'
    )


def test_a_rule_that_finds_much_says_once_what_to_do() -> None:
    told, _ = said("We made it right and it was fixed. Call 555-0142.")
    assert told.count("Must go, told: ") > 1
    assert told.count("It tells what happened.") == 1


def test_what_is_only_better_left_out_does_not_fail() -> None:
    told, status = said("Thank you!")
    assert status == 0
    assert told.startswith("Better not, no contact\n")
    assert told.endswith("Nothing must be taken out.\n")


def test_the_reply_cannot_move_the_cursor() -> None:
    told, _ = said("Sorry about your \x1b[2Jvisit, \u202eyour \x07surgery")
    assert not {"\x1b", "\x07", "\u202e"} & set(told)


def test_a_line_is_answered_with_what_was_found() -> None:
    (careful, unsafe), bad = answers(
        json.dumps({"id": "a", "text": CAREFUL}),
        json.dumps({"id": 2, "text": "Sorry about your visit. 555-0142"}),
    )
    assert bad == 0
    assert careful == {"id": "a", "ok": True, "findings": []}
    assert (unsafe["id"], unsafe["ok"]) == (2, False)
    (found,) = unsafe["findings"]
    assert found.keys() == {"rule", "hard", "words", "message"}
    assert (found["rule"], found["hard"], found["words"]) == ("relationship", True, "your visit")


def test_a_post_makes_what_is_new_known() -> None:
    record = {"id": 1, "text": "Your biopsy was fine.", "post": "Cold staff at Northgate"}
    (answer,), _ = answers(json.dumps(record))
    assert "new fact" in [found["rule"] for found in answer["findings"]]


def test_soft_findings_leave_a_reply_in_order() -> None:
    (answer,), _ = answers('{"id": 1, "text": "Thank you!"}')
    assert answer["ok"]
    assert [found["hard"] for found in answer["findings"]] == [False]


@pytest.mark.parametrize(
    ("line", "known", "told"),
    [
        ("nope", None, "line 2 is no JSON"),
        ("NaN", None, "line 2 is no JSON"),
        ("[" * 100_000, None, "line 2 is no JSON"),
        ("[]", None, 'line 2 needs "text"'),
        ('{"id": 5}', 5, 'line 2 needs "text"'),
        ('{"id": 5, "text": "a", "post": 3}', 5, '"post" must be a string'),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_go_on(
    line: str, known: object, told: str
) -> None:
    given, bad = answers("", line, '{"id": 9, "text": "Call us.", "post": null}')
    assert bad == 1
    assert given[0]["id"] == known
    assert told in given[0]["error"]
    assert given[1]["ok"]


def run(text: str, *flags: str) -> Any:
    return CliRunner().invoke(bot.cli, ["check-reply", *flags], input=text)


@pytest.mark.parametrize(
    ("text", "status"), [(CAREFUL, 0), ("Sorry about your visit.", 1), (" \n", 2), ("", 2)]
)
def test_the_exit_status_says_how_it_went(text: str, status: int) -> None:
    assert run(text).exit_code == status


def test_lines_are_read_from_stdin() -> None:
    done = run('{"id": 1, "text": "Sorry about your visit."}\n', "--jsonl")
    assert (done.exit_code, json.loads(done.stdout)["ok"]) == (0, False)
    assert run("nope\n", "--jsonl").exit_code == 1


def test_the_config_says_for_which_trade(tmp_path: Path) -> None:
    config = tmp_path / "heedline.toml"
    config.write_text(
        '[heedline]\norganisation = "Acme"\ncategories = "general"\n[slack]\ndefault_channel = "#care"\n'
        '[[subject]]\nname = "Acme"\nkind = "own"\nmatch = "acme"\n',
        encoding="utf-8",
    )
    assert run("Sorry about your visit. Call 555-0142.", "--config", str(config)).exit_code == 0
    assert run("x", "--config", str(tmp_path / "none.toml")).exit_code == 2


def test_the_program_itself_answers() -> None:
    done = subprocess.run(
        [sys.executable, "bot.py", "check-reply"],
        cwd=ROOT,
        input=b"\xff Your visit, \xc2\xbfno?",
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"Your visit" in done.stdout


def test_a_reply_may_be_written_in_utf_16() -> None:
    done = CliRunner().invoke(bot.cli, ["check-reply"], input="Sorry about your visit.".encode("utf-16"))
    assert "your visit" in done.stdout


def test_what_is_far_too_long_for_a_reply_is_refused() -> None:
    done = run("x" * (bot.MOST_OF_A_REPLY + 1))
    assert done.exit_code == 2
    assert "longer than 1,000,000 bytes" in done.output
