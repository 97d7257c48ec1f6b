"""bot.py demo --html: the made-up day's cards on one page."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from handlers import browser
from tests.roof.conftest import logging_kept


def demo(path: Path) -> Result:
    return CliRunner().invoke(cli, ["demo", "--html", str(path)])


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("out") / "day.html"
    with logging_kept():
        told = demo(path)
    assert told.exit_code == 0
    assert str(path) in told.output.replace("\n", "")
    return path.read_text(encoding="utf-8")


def test_the_page_holds_every_card_and_the_digest(page: str) -> None:
    assert len(set(re.findall(r"Case ([0-9A-Z]{6}) ", page))) > 100
    assert "Where we were blind" in page


def test_the_page_names_the_channels_and_shows_the_threads(page: str) -> None:
    assert "#patient-safety" in page
    assert "claimed this case" in page


def test_people_stand_on_the_page_by_their_names(page: str) -> None:
    assert "@<bdi>patient-safety</bdi>" in page
    assert "S0123ABCD" not in page


def test_a_file_of_somebody_elses_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "mine.html"
    path.write_text("my thesis")
    told = demo(path)
    assert told.exit_code == 1
    assert "mine.html" in told.output
    assert path.read_text() == "my thesis"


def test_an_earlier_page_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "day.html"
    path.write_text(browser.page("An earlier day", []))
    assert demo(path).exit_code == 0
    assert "An earlier day" not in path.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_named_before_the_day_is_played(tmp_path: Path) -> None:
    told = demo(tmp_path / "nowhere" / "day.html")
    assert told.exit_code == 1
    assert "nowhere" in told.output
    assert "patient-relations" not in told.output


def test_a_device_is_not_read_for_a_page() -> None:
    told = demo(Path("/dev/zero"))
    assert told.exit_code == 1
    assert "is no page of Heedline's" in told.output
