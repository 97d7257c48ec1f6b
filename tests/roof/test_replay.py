"""bot.py replay: exports in, cards out."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot import cli
from roof.export import Columns, Record, read_export
from triage.cleaning import clean
from triage.judge import Judge
from triage.model import Mention
from triage.policy import policy_about_us

RUDE = "The staff was rude and nobody came for nine hours"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def replay(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["replay", *map(str, arguments)])


def json_lines(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def test_without_a_config_every_text_is_about_us(tmp_path: Path) -> None:
    result = replay(json_lines(tmp_path / "e.jsonl", {"id": 1, "text": RUDE}))
    assert result.exit_code == 0
    assert "[ Claim ]" in result.output
    assert "1 mention read" in result.output
    assert "No responses were suggested, for they name your contact" in result.output


def test_columns_are_named_by_flags(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text(f'Datum;Bewertung;Wer\n2026-03-01;"{RUDE};\n""again""";Kim\n')
    result = replay(path, "--text", "Bewertung", "--author", "Wer", "--time", "Datum")
    assert "Kim" in result.output


def test_a_csv_without_the_text_column_says_which_there_are(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("review,date\nx,y\n")
    result = replay(path)
    assert result.exit_code == 2
    assert "review, date" in result.output


def test_verdicts_in_a_csv_hold_no_formula(tmp_path: Path) -> None:
    path = json_lines(
        tmp_path / "e.jsonl", {"id": "=1+1", "text": '=HYPERLINK("x") \x1b[31m' + RUDE, "author": "@me"}
    )
    assert replay(path, "--csv", "out.csv", "--quiet").exit_code == 0
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert not [cell for cell in rows[0].values() if cell.startswith(("=", "@", "+"))]
    assert "\x1b" not in rows[0]["text"]


def test_records_that_cannot_be_read_are_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text('{oops\n{"id": 1}\n' + json.dumps({"id": 2, "text": RUDE}) + "\n")
    result = replay(path, "--quiet")
    assert result.exit_code == 1
    assert "line 1:" in result.output
    assert "1 mention read" in result.output


def test_reviews_of_stars_alone_are_counted_and_no_mistake(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "e.jsonl", {"id": 1, "text": ""}, {"id": 2, "text": RUDE})
    result = replay(path, "--quiet")
    assert result.exit_code == 0
    assert "1 without any words" in result.output


def test_an_export_that_cannot_be_read_costs_no_earlier_verdicts(tmp_path: Path) -> None:
    export, verdicts = tmp_path / "e.csv", tmp_path / "verdicts.csv"
    export.write_text("stars\n5\n")
    verdicts.write_text("of last week")
    assert replay(export, "--csv", verdicts).exit_code == 2
    assert verdicts.read_text() == "of last week"


def test_a_limit_ends_it_early(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "e.jsonl", *({"id": n, "text": f"{RUDE} {n}"} for n in range(9)))
    assert "3 mentions read" in replay(path, "--limit", 3, "--quiet").output


def test_a_terminal_escape_in_a_review_is_not_printed(tmp_path: Path) -> None:
    result = replay(json_lines(tmp_path / "e.jsonl", {"id": 1, "text": f"\x1b]0;owned\x07{RUDE}"}))
    assert "\x1b]0" not in result.output


def read(path: Path) -> list[Record]:
    return list(read_export(path, Columns()))


def test_a_record_without_an_id_gets_one_that_stays(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "e.jsonl", {"text": RUDE})
    assert read(path) == read(path)


@pytest.mark.parametrize("time", ["2026-03-01T10:00:00Z", 1772359200, "1772359200", "2026-03-01 10:00"])
def test_times_are_read_in_all_their_spellings(tmp_path: Path, time: object) -> None:
    (found,) = read(json_lines(tmp_path / "e.jsonl", {"id": 1, "text": RUDE, "time": time}))
    assert isinstance(found, Mention)
    assert found.written_at is not None
    assert found.written_at.isoformat() == "2026-03-01T10:00:00+00:00"


def test_a_time_that_is_none_is_left_out(tmp_path: Path) -> None:
    (found,) = read(json_lines(tmp_path / "e.jsonl", {"id": 1, "text": RUDE, "time": "last week"}))
    assert isinstance(found, Mention)
    assert found.written_at is None


def test_what_only_asks_for_a_look_is_counted_by_itself(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "e.jsonl", {"id": 1, "text": RUDE}, {"id": 2, "text": "meh :("})
    told = replay(path, "--quiet").output
    assert "1  became a case with a card of its own" in told
    assert "1  a person must judge: it has a card that asks for a look" in told


def test_times_are_read_as_a_flag_says(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "e.jsonl", {"id": 1, "text": RUDE, "time": "17/03/2026"})
    assert "without a time" in replay(path, "--quiet").output
    assert "without a time" not in replay(path, "--quiet", "--time-format", "%d/%m/%Y").output


def test_a_format_that_tells_no_day_is_refused(tmp_path: Path) -> None:
    told = replay(json_lines(tmp_path / "e.jsonl", {"text": RUDE}), "--time-format", "dd/mm/yyyy")
    assert (told.exit_code, "write it with %d, %m and %Y" in told.output) == (2, True)


def test_a_time_that_its_format_cannot_read_is_told_with_it(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "e.jsonl", {"id": 1, "text": RUDE, "time": "31/02/2026"})
    told = replay(path, "--quiet", "--time-format", "%d/%m/%Y").output
    assert "no day of the calendar, or not as --time-format %d/%m/%Y has it" in " ".join(told.split())


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffrude staff",
        "All fine here. " * 3_000 + "I'm going to kill myself tonight",
        "\x00rude  staff\x00",
    ],
)
def test_the_verdicts_in_a_csv_are_those_of_the_texts_as_they_are_kept(text: str, tmp_path: Path) -> None:
    path = json_lines(tmp_path / "e.jsonl", {"id": 1, "text": text})
    replay(path, "--csv", "out.csv", "--quiet")
    (row,) = csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines())
    verdict = Judge(policy_about_us("us")).verdict(Mention(source="export", native_id="1", text=clean(text)))
    assert verdict.assessment is not None
    told = (row["text"], row["outcome"], row["urgency"], row["complaint"])
    assert told == (
        clean(text),
        verdict.outcome.value,
        str(int(verdict.assessment.urgency)),
        f"{verdict.assessment.complaint:.3f}",
    )


def test_an_address_that_no_link_may_have_is_left_out_of_the_csv(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "e.jsonl", {"id": 1, "text": RUDE, "url": "javascript:alert(1)"})
    replay(path, "--csv", "out.csv", "--quiet")
    (row,) = csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines())
    assert row["url"] == ""


def test_ids_that_stand_twice_are_counted(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "e.jsonl", {"id": 6, "text": "fine"}, {"id": 6, "text": RUDE})
    assert "1 with an id that was read before" in replay(path, "--quiet").output


def test_lines_in_another_encoding_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_bytes(f"text\n{RUDE}\nLa m\xe9dica was rude\n".encode("cp1252"))
    assert "1 line not written in UTF-8, read as Windows-1252" in replay(path, "--quiet").output
