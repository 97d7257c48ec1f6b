"""bot.py demo --keep: a day in a folder that the other verbs can read."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from desk.store import Store
from tests.roof.conftest import logging_kept


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)])


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "kept"
    with logging_kept():
        told = run("demo", "--keep", folder)
    assert f"digest --hours 48 --config {folder / 'heedline.toml'}" in told.output
    return folder


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        (("digest", "--hours", 48), "Where we were blind"),
        (("status",), "all is delivered"),
        (("cases",), "Northgate Health"),
        (("tune", "--alerts-per-day", 20), "its cut is 0.5"),
        (("backtest", "--days", 2), "0 verdicts change"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_verb_finds_the_day_as_yesterdays(kept: Path, verb: tuple[object, ...], told: str) -> None:
    result = run(*verb, "--config", kept / "heedline.toml")
    assert result.exit_code == 0
    assert told in result.output


def test_a_rule_that_is_changed_in_it_changes_verdicts(kept: Path) -> None:
    config = kept / "other.toml"
    config.write_text(
        (kept / "heedline.toml").read_text().replace("[heedline]", "[heedline]\ncomplaint_cut = 0.9")
    )
    told = run("backtest", "--config", config).output
    assert "verdicts change" in told
    assert "; 0 verdicts change" not in told


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    told = run("demo", "--keep", tmp_path)
    assert (told.exit_code, "is not empty. Name a new folder" in told.output) == (1, True)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    told = run("demo", "--keep", tmp_path / "nowhere" / "kept")
    assert (told.exit_code, "kept cannot be used: No such file" in told.output) == (1, True)


def test_the_status_says_that_no_bot_runs(kept: Path) -> None:
    assert "No bot runs on this database" in run("status", "--config", kept / "heedline.toml").output


def test_the_status_of_a_running_bot_does_not(kept: Path) -> None:
    running = Store(kept / "demo.db", for_one_bot=True)
    told = run("status", "--config", kept / "heedline.toml").output
    running.close()
    assert "No bot runs" not in told
