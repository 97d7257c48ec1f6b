"""bot.py score: a line in, a line out, at once."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from roof.score import assessor, score_lines
from triage.judge import Judge
from triage.model import Subject
from triage.policy import Policy, SlackSettings, default_route

ROOT = Path(__file__).parents[2]


def score(*lines: str) -> tuple[list[dict[str, Any]], int]:
    out = io.StringIO()
    bad = score_lines([lines], assessor(None), out)
    return [json.loads(line) for line in out.getvalue().splitlines()], bad


def test_a_judgement_has_all_its_fields() -> None:
    (answer,), _ = score('{"id": 7, "text": "Nine hours in the ER and nobody came"}')
    assert answer["id"] == 7
    assert answer.keys() == {
        "id", "complaint", "negativity", "urgency", "categories", "severity", "reasons", "language", "look",
    }  # fmt: skip
    assert answer["complaint"] > 0.5
    assert answer["urgency"] == 1


def test_what_cannot_be_read_says_that_a_person_should_look() -> None:
    (answer,), _ = score('{"text": "Neuf heures aux urgences et personne ne vient nous voir"}')
    assert answer["look"]
    assert answer["reasons"] == ["It is in a language that we do not read"]


@pytest.mark.parametrize("text", ["Nine hours in the ER and nobody came", "Thank you all, kind as ever"])
def test_what_is_read_for_sure_needs_no_look(text: str) -> None:
    (answer,), _ = score(json.dumps({"text": text}))
    assert not answer["look"]


def of_acme(line: str) -> dict[str, Any]:
    """What is answered with a config of a trade that is not health care."""
    slack = SlackSettings(default_channel="#a", ops_channel="#a", digest_channel="#a")
    subjects = (Subject(name="us", kind="own", match="acme"),)
    policy = Policy(
        organisation="us", slack=slack, subjects=subjects, routes=(default_route("#a"),), categories="general"
    )
    out = io.StringIO()
    score_lines([[line]], assessor(Judge(policy)), out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_a_config_of_another_trade_names_its_categories() -> None:
    answer = of_acme('{"id": 1, "text": "The clerk at Acme was so rude to us"}')
    assert answer["categories"] == ["conduct"]


def test_a_look_is_asked_for_in_the_same_words_with_a_config_and_without() -> None:
    line = '{"text": "Acme: neuf heures aux urgences et personne ne vient nous voir"}'
    (answer,), _ = score(line)
    assert answer == of_acme(line)
    assert (answer["look"], answer["urgency"]) == (True, 0)


def test_a_target_gets_its_own_tone() -> None:
    text = "The nurses were wonderful, but the parking was horrible"
    answers, _ = score(
        json.dumps({"id": 1, "text": text, "target": "nurses"}),
        json.dumps({"id": 2, "text": text, "target": "parking"}),
    )
    assert [answer["subject_tone"] for answer in answers] == ["positive", "negative"]


def test_offsets_are_those_of_the_text_as_it_came() -> None:
    text = "\u200b" * 40 + "The staff was wonderful and kind. Then the other staff was rude and useless."
    records = [
        {"text": text, "target": "staff", "from": at, "to": at + 5} for at in (44, text.rindex("staff"))
    ]
    answers, _ = score(*map(json.dumps, records))
    assert [answer["subject_tone"] for answer in answers] == ["positive", "negative"]


def test_signs_of_html_are_read_as_they_were_meant() -> None:
    plain, escaped = 'He isn\'t "fine" & nobody came', "He isn&#39;t &quot;fine&quot; &amp; nobody came"
    first, second = score(json.dumps({"text": plain}), json.dumps({"text": escaped}))[0]
    assert first == second


def test_a_sign_that_is_no_number_of_html_stays_as_it_is() -> None:
    digits = "9" * 5000
    answers, bad = score(json.dumps({"text": f"rude &#{digits};"}), json.dumps({"text": "x?a=1&copy=2"}))
    assert bad == 0
    assert len(answers) == 2


def test_offsets_that_a_data_frame_wrote_are_whole_numbers() -> None:
    text = "The staff was wonderful and kind. Then the other staff was rude and useless."
    at = text.rindex("staff")
    (answer,), _ = score(json.dumps({"text": text, "target": "staff", "from": float(at), "to": at + 5.0}))
    assert answer["subject_tone"] == "negative"


@pytest.mark.parametrize("blanks", [" ", " ok" * 9])
def test_offsets_hold_where_blanks_have_no_width(blanks: str) -> None:
    text = f"ab\u200bcd\u200bef\u200bgh\u200bij rude staff then lovely staff{blanks}"
    begin = text.rindex("staff")
    (answer,), _ = score(json.dumps({"text": text, "target": "staff", "from": begin, "to": begin + 5}))
    assert "note" not in answer


def test_offsets_count_signs_of_html_as_they_stand() -> None:
    text = "Cafe &amp; staff were wonderful. The other staff &amp; cooks were rude and useless."
    at = [text.index("staff"), text.rindex("staff")]
    answers, _ = score(*[json.dumps({"text": text, "target": "staff", "from": a, "to": a + 5}) for a in at])
    assert [answer["subject_tone"] for answer in answers] == ["positive", "negative"]


def test_a_target_is_found_without_its_accents() -> None:
    text = (
        "clinica belen made us wait 5 hours, terrible. Hospital Norte is wonderful, the best staff, thank you"
    )
    accented, plain = score(
        json.dumps({"text": text, "target": "Clínica Belén"}),
        json.dumps({"text": text, "target": "Clinica Belen"}),
    )[0]
    assert accented["subject_tone"] == plain["subject_tone"] == "negative"


def test_a_target_of_nothing_that_can_be_seen_is_none() -> None:
    (answer,), _ = score(json.dumps({"id": 1, "text": "The staff were awful", "target": "\u200b"}))
    assert "subject_tone" not in answer


def test_a_target_that_occurs_twice_is_told_by_its_place() -> None:
    text = "Staff was great at noon. At night staff was horrible."
    record = {
        "id": 1,
        "text": text,
        "target": "staff",
        "from": text.index("staff"),
        "to": text.index("staff") + 5,
    }
    assert score(json.dumps(record))[0][0]["subject_tone"] == "negative"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{oops", "line 1 is no JSON"),
        ("[1]", "line 1 needs"),
        ('{"id": 1}', "line 1 needs"),
        ('{"id": 1, "text": null}', "line 1 needs"),
    ],
)
def test_a_line_that_cannot_be_read_is_answered_in_its_place(line: str, told: str) -> None:
    answers, bad = score(line, '{"id": 2, "text": "fine"}')
    assert told in answers[0]["error"]
    assert (answers[1]["id"], bad) == (2, 1)


def test_blank_lines_are_no_records() -> None:
    assert score("", "  \n") == ([], 0)


def test_half_emoji_and_controls_do_not_stop_it() -> None:
    answers, bad = score(r'{"id": "\ud800", "text": "\ud83d \u0000 rude"}')
    assert (len(answers), bad) == (1, 0)


def test_each_answer_comes_before_the_next_question() -> None:
    command = [sys.executable, str(ROOT / "bot.py"), "score"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": "rude staff"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(10) == 0


def test_it_starts_without_the_database_and_the_surfaces() -> None:
    code = "import sys, roof.score; print({'sqlite3', 'sqlite_utils', 'slack_sdk', 'asyncio'} & set(sys.modules))"
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout == "set()\n"


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ({"target": ""}, '"target" was not used: it must be a string that can be read'),
        ({"from": 0, "to": 3}, '"from" and "to" were not used: there is no "target"'),
        ({"target": None}, None),
    ],
)
def test_what_is_not_used_is_told(given: dict[str, Any], note: str | None) -> None:
    (answer,), bad = score(json.dumps({"id": 1, "text": "The staff were awful", **given}))
    assert (answer.get("note"), bad) == (note, 0)


def test_a_name_that_stands_twice_in_a_line_is_an_error() -> None:
    (answer,), bad = score('{"id": 1, "text": "nobody came", "text": "lovely"}')
    assert (answer["error"], bad) == ('line 1 is no JSON: "text" stands in it twice', 1)


def test_what_would_move_a_terminal_is_escaped_and_comes_back() -> None:
    out = io.StringIO()
    score_lines([['{"id": "\\u009b31m\\u202eX", "text": "x"}']], assessor(None), out)
    assert out.getvalue().rstrip("\n").isprintable()
    assert json.loads(out.getvalue())["id"] == "\x9b31m\u202eX"


def test_a_blank_target_is_none() -> None:
    (answer,), _ = score('{"text": "nobody came", "target": " "}')
    assert answer["note"] == '"target" was not used: it must be a string that can be read'
