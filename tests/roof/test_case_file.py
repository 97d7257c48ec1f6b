"""bot.py cases: the cases that fit, in a file that any spreadsheet opens."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from desk import audit, cases
from desk.intake import take_in
from desk.store import DatabaseError, Store
from roof.run import clock
from tests.handlers.given import MAYA, Everything, a_mention
from triage.lifecycle import Act
from triage.model import Route
from triage.source import Batch


def run(config: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["cases", "--config", str(config), *arguments])


@pytest.fixture
def filled(config: Path) -> Path:
    """Two cases, one of them resolved."""
    store = Store(config.parent / "heedline.db")
    posts = [a_mention(native_id=str(n), text=f"=1+{n} " + "long " * 100, author=None) for n in range(2)]
    judge: object = Everything()
    routes = {"default": Route(name="default", channel="#alerts")}
    taken = take_in(store, judge, routes, Batch(mentions=posts, cursor={}), source="reviews", now=clock())  # type: ignore[arg-type]
    cases.act_on(store, taken.case_ids[0], Act.RESOLVE, MAYA, clock(), disposition="passed_on")
    store.close()
    return config


def test_open_cases_go_to_the_terminal(filled: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run(filled).output))
    assert (row["state"], row["text"]) == ("new", "'=1+1 " + "long " * 100)


def test_filters_and_a_file(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "cases.csv"
    result = run(filled, "resolved", "source", "reviews", "7d", "--csv", str(target))
    assert result.exit_code == 0
    assert f"1 case stands in {target}, times in Europe/London." in result.output
    (row,) = csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig")))
    assert (row["state"], row["ended"]) == ("resolved", "passed to a department")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["urgnt"], "Did you mean \u201curgent\u201d?"),
        (["mine"], "in Slack only"),
        (["--csv", "/nowhere/cases.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_says_why(filled: Path, arguments: list[str], said: str) -> None:
    result = run(filled, *arguments)
    assert (result.exit_code, said in result.output) == (1, True)


def test_without_a_database_it_says_who_makes_it(config: Path) -> None:
    assert "bot.py run makes it" in run(config).output


def test_a_damaged_database_is_named_with_the_way_out(filled: Path) -> None:
    path = filled.parent / "heedline.db"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    result = run(filled)
    assert result.exit_code == 1
    assert "It is damaged: put a backup in its place" in result.output


def test_a_database_that_another_program_writes_to_is_named(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise sqlite_error("SQLITE_BUSY", "database is locked")

    monkeypatch.setattr(audit, "note", busy)
    result = run(filled)
    assert result.exit_code == 1
    assert "Another program is writing to it" in result.output


def sqlite_error(name: str, told: str) -> DatabaseError:
    """As the driver raises it."""
    error = DatabaseError(told)
    error.sqlite_errorname = name
    return error
