"""bot.py demo, explain, check, digest and status, as a person runs them."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from bot import cli
from tests.roof.conftest import logging_kept

CONFIG = """
[heedline]
organisation = "Northgate"
[slack]
default_channel = "#complaints"
[[subject]]
name = "Northgate"
kind = "own"
match = "northgate"
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture(scope="module")
def demo() -> Result:
    with logging_kept():
        return run("demo")


def test_the_demo_plays_to_its_end(demo: Result) -> None:
    assert demo.exit_code == 0
    assert "bot.py doctor" in demo.output.rpartition("next digest")[2]


def test_the_demo_fits_eighty_columns(demo: Result) -> None:
    assert max(map(cell_len, demo.output.splitlines())) <= 80


def test_the_demo_shows_each_level_and_what_agents_do(demo: Result) -> None:
    shown = (
        "Now",
        "Same day",
        "Routine",
        "clicks [ Claim ]",
        "clicks [ Resolve ]",
        "clicks [ Snooze ]",
        "Resolved",
    )
    assert [words for words in shown if words not in demo.output] == []


def test_the_demo_says_where_it_was_blind(demo: Result) -> None:
    assert re.search(r"news: from 17 Mar \d\d:\d\d to 17 Mar", demo.output)


def test_nothing_in_the_demo_moves_the_cursor(demo: Result) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]", demo.output)


def test_explain_gives_the_reasons_with_their_words() -> None:
    told = run("explain", "Nine hours in the ER and nobody came").output
    assert "Urgency: 1 (routine)" in told
    assert "\u201cnobody came\u201d" in told


def test_explain_says_that_a_person_must_judge_what_we_cannot_read() -> None:
    told = run("explain", "Sechs Stunden in der Notaufnahme und niemand kommt").output
    assert "A person would have to judge it" in told
    assert "It is in a language that we do not read" in told


@pytest.mark.parametrize(
    "text",
    [
        "Northgate: Sechs Stunden in der Notaufnahme",
        "Northgate. I have all the pills in my hand",
        "Hi Northgate",
    ],
)
def test_explain_without_a_config_judges_as_one_whose_name_the_text_holds(text: str, tmp_path: Path) -> None:
    config = tmp_path / "heedline.toml"
    config.write_text(CONFIG)
    alone, by_config = run("explain", text).output, run("explain", "--config", str(config), text).output
    assert re.findall("Urgency: .*", alone) == re.findall("Urgency: .*", by_config) != []


def test_explain_says_which_words_gave_category_and_severity() -> None:
    told = run("explain", "They operated on the wrong leg").output
    assert re.search(r"Category: Safety \(error\), high: \u201c.*wrong leg\u201d", told)


def test_explain_offers_three_responses_and_why() -> None:
    told = run("explain", "They operated on the wrong leg").output
    assert told.count("Suggested response") == 3
    assert "\u201cgrave safety concern\u201d (chosen for: Safety, high, in English):" in " ".join(
        told.split()
    )
    assert "{contact}" in told
    assert "--config FILE fills what stands in {}" in told


def test_explain_tells_a_severity_that_belongs_to_no_one_category() -> None:
    told = run("explain", "My mother died in your ER after nine hours").output
    assert re.search(r"Category: No one category, high: \u201c.*died", told)


def test_explain_offers_no_response_to_a_threat() -> None:
    told = run("explain", "I will bring my shotgun to the ER tomorrow and shoot you all").output
    assert "No public reply: tell security or the police first." in told
    assert "Suggested response" not in told


def test_explain_by_a_config_of_another_trade_uses_its_categories_and_replies(tmp_path: Path) -> None:
    config = tmp_path / "heedline.toml"
    config.write_text(
        CONFIG.replace("[slack]", 'categories = "general"\nreply_contact = "555-0142"\n[slack]')
    )
    told = run("explain", "--config", str(config), "The clerk at Northgate was so rude to us").output
    assert "Category: Conduct of staff (disrespect), medium:" in told
    assert "\u201cconduct\u201d (chosen for: Conduct of staff, in English):" in told
    assert "555-0142" in told


def test_explain_suggests_no_response_to_what_is_said_of_others(tmp_path: Path) -> None:
    config = tmp_path / "heedline.toml"
    config.write_text(CONFIG + '[[subject]]\nname = "Lakeside"\nkind = "competitor"\nmatch = "lakeside"\n')
    told = run("explain", "--config", str(config), "The nurse at Lakeside was so rude to us").output
    assert "Urgency: 1 (routine, if it were about you)" in told
    assert "Category: Respect and rights" in told
    assert "Suggested response" not in told


@pytest.mark.parametrize(
    "text", ["- nobody came, how rude", "--- nobody came, how rude", "-nobody came, how rude"]
)
def test_explain_takes_a_text_that_begins_with_a_dash(text: str) -> None:
    result = run("explain", text)
    assert result.exit_code == 0
    assert "nobody came" in result.output


@pytest.mark.parametrize("text", ["", "  "])
def test_explain_asks_for_a_text_where_there_is_none(text: str) -> None:
    result = run("explain", text)
    assert result.exit_code == 2
    assert "TEXT is empty" in result.output


def test_explain_helps() -> None:
    assert run("explain", "-h").output == run("explain", "--help").output


def test_explain_says_what_the_numbers_beside_the_reasons_are() -> None:
    assert "+ speaks for a complaint" in run("explain", "Nine hours in the ER and nobody came").output


def test_explain_by_a_config_says_when_a_text_names_nobody(tmp_path: Path) -> None:
    config = tmp_path / "heedline.toml"
    config.write_text(CONFIG)
    assert "names nobody we watch" in run("explain", "--config", str(config), "Nine hours in the ER").output


def test_explain_judges_a_text_that_names_nobody_as_one_of_a_source_that_is_about_us(tmp_path: Path) -> None:
    config = tmp_path / "heedline.toml"
    source = '[[source]]\nname = "ours"\nkind = "feed"\nurl = "https://example.org/f"\nabout = "Northgate"\n'
    config.write_text(CONFIG + source)
    told = run("explain", "--config", str(config), "Nine hours in the ER and nobody came").output
    assert "From ours, whose posts are about Northgate where they name nobody:" in told
    assert "It would become a case with a card of its own." in told


def test_check_lists_every_mistake_and_exits_with_2(tmp_path: Path) -> None:
    config = tmp_path / "heedline.toml"
    config.write_text(CONFIG.replace('kind = "own"', 'kind = "mine"').replace("match", "mach"))
    result = run("check", "--config", str(config))
    assert result.exit_code == 2
    assert "subject[1].kind" in result.output
    assert "subject[1].mach" in result.output


def test_check_passes_a_config_that_is_in_order(tmp_path: Path) -> None:
    config = tmp_path / "heedline.toml"
    config.write_text(CONFIG)
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\n")
    result = run("check", "--config", str(config))
    assert (result.exit_code, "is in order" in result.output) == (0, True)


@pytest.mark.parametrize("verb", ["digest", "status"])
def test_a_report_before_the_first_run_says_how_to_begin(tmp_path: Path, verb: str) -> None:
    config = tmp_path / "heedline.toml"
    config.write_text(CONFIG)
    result = run(verb, "--config", str(config))
    assert result.exit_code == 1
    assert "bot.py run" in result.output


def test_run_without_tokens_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    config = tmp_path / "heedline.toml"
    config.write_text(CONFIG)
    result = run("run", "--config", str(config))
    assert result.exit_code == 2
    assert "SLACK_APP_TOKEN" in result.output
