"""bot.py as a person meets it: every mistake is told with its way out, and the exit status says which kind it was."""

import os
import re
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from desk.store import Store
from tests.roof.conftest import CONFIG, FILE_SOURCE

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def run(*arguments: object, env: dict[str, str] | None = None, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments], env=env, input=stdin)


# check


def test_a_config_in_order_is_summed_up(config: Path) -> None:
    result = run("check", "--config", config, env=TOKENS)
    assert result.exit_code == 0
    assert re.search(
        r"heedline\.toml is in order: 1 subject, 0 sources, \d+ routes?, \d+ suggested", result.output
    )


def test_every_mistake_is_listed_at_once_with_its_place(config: Path) -> None:
    config.write_text(CONFIG.replace('kind = "own"', 'kind = "ours"').replace("Europe/London", "Lodnon"))
    result = run("check", "--config", config, env={"SLACK_BOT_TOKEN": "xapp-1"})
    assert result.exit_code == 2
    assert f"{config}: 3 mistakes to mend:" in result.output
    assert re.findall(r"^  ([\w.\[\]]+):", result.output, re.MULTILINE) == [
        "heedline.time_zone", "subject[1].kind", "SLACK_BOT_TOKEN",
    ]  # fmt: skip


def test_one_mistake_is_one_mistake(config: Path) -> None:
    config.write_text(CONFIG.replace("Europe/London", "Nowhere"))
    assert "1 mistake to mend:" in run("check", "--config", config).output


def test_a_mistake_in_a_query_is_shown_where_it_stands(config: Path) -> None:
    config.write_text(CONFIG.replace("northgate OR @northgate", "(northgate OR"))
    lines = run("check", "--config", config).output.splitlines()
    assert lines[1].startswith("  subject[1].match:")
    assert all(line.startswith("      ") for line in lines[2:])
    assert len(lines) > 2


def test_missing_tokens_are_told_with_where_to_find_them(config: Path) -> None:
    result = run("check", "--config", config)
    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN: is not set. Put it into .env: the bot's token" in result.output
    assert "SLACK_APP_TOKEN: is not set." in result.output


def test_a_source_without_its_key_is_a_note_and_no_mistake(config: Path) -> None:
    config.write_text(CONFIG + '[[source]]\nname = "x"\nkind = "x"\n')
    result = run("check", "--config", config, env=TOKENS)
    assert result.exit_code == 0
    assert "Note: source 'x': needs X_BEARER_TOKEN in .env; until then it is off" in result.output


def test_notes_are_told_before_the_tokens_are_there(config: Path) -> None:
    result = run("check", "--config", config)
    assert result.exit_code == 2
    assert "Note: " in result.output
    assert "911" in result.output  # of another country than London


@pytest.mark.parametrize("verb", ["check", "doctor"])
def test_replies_that_can_never_serve_are_noted(config: Path, verb: str) -> None:
    general = CONFIG.replace("[slack]", 'replies = "general"\n[slack]')
    long = f'[[source]]\nname = "posts"\nkind = "x"\n[[reply]]\nname = "mine"\ntext = "{"x" * 300}"\n'
    config.write_text(general + long)
    result = run(verb, "--config", config, env=TOKENS | {"SLACK_API_URL": "http://127.0.0.1:9"})
    assert "Note: heedline.replies: " in result.output
    assert "Note: reply 'mine': takes 300 or more of the 280 characters" in result.output


def test_a_config_cannot_colour_the_terminal(config: Path) -> None:
    config.write_text(CONFIG.replace('kind = "own"', r'kind = "\u001b[31mown"'))
    assert "\x1b" not in run("check", "--config", config).output


def test_check_never_prints_a_secret(config: Path) -> None:
    (config.parent / ".env").write_text("SLACK_BOT_TOKEN=xapp-very-secret\n")
    assert "very-secret" not in run("check", "--config", config).output


@pytest.mark.parametrize("verb", ["run", "check", "doctor", "digest", "status"])
def test_a_missing_config_says_what_to_do(tmp_path: Path, verb: str) -> None:
    result = run(verb, "--config", tmp_path / "heedline.toml")
    assert result.exit_code == 2
    assert "there is no such file. Copy heedline.example.toml to heedline.toml" in result.output


# run


def test_run_without_tokens_says_where_they_are_and_what_works_without(config: Path) -> None:
    result = run("run", "--config", config)
    assert result.exit_code == 2
    assert "SLACK_APP_TOKEN: is not set" in result.output
    assert "bot.py demo and bot.py replay work without one" in result.output


def test_a_second_bot_on_one_database_is_refused(config: Path) -> None:
    first = Store(config.parent / "heedline.db")
    first.keep_for_one_bot()
    result = run("run", "--config", config, env=TOKENS | {"SLACK_API_URL": "http://127.0.0.1:9/"})
    first.close()
    assert result.exit_code == 1
    assert f"is in use by another Heedline (process {os.getpid()} on " in result.output
    assert "Stop that one first" in result.output


@pytest.mark.parametrize("verb", ["run", "status", "digest"])
def test_a_database_that_cannot_be_used_is_told_with_its_path(config: Path, verb: str) -> None:
    database = config.parent / "heedline.db"
    database.write_bytes(b"this is no database, whatever its name says" * 100)
    result = run(verb, "--config", config, env=TOKENS)
    assert result.exit_code == 1
    assert f"The database {database} cannot be used: " in result.output


def test_a_port_that_is_taken_ends_the_bot_with_a_word(config: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        config.write_text(CONFIG.replace("[slack]", f'[slack]\nmode = "http"\nport = {port}'))
        secrets = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
        result = run("run", "--config", config, env=secrets | {"SLACK_API_URL": "http://127.0.0.1:9/"})
    assert result.exit_code == 1
    assert f"Port {port} cannot be used: Address already in use. See [slack] port." in result.output


# explain


@pytest.mark.parametrize("text", ["\x1b[31m\u202e", "W" * 3000, "\u8a71" * 200, "\ud800", "[bold]x[/]"])
def test_explain_takes_any_text(text: str) -> None:
    result = run("explain", text)
    assert result.exit_code == 0
    assert "\x1b" not in result.output


def test_explain_speaks_of_what_would_happen() -> None:
    assert run("explain", "Nine hours in the ER and nobody came").output.startswith("It would ")


def test_explain_by_a_config_names_subject_and_route(config: Path) -> None:
    told = run("explain", "--config", config, "Northgate lost my file and the staff was rude").output
    assert "About: Northgate" in told
    assert "Route: default" in told


def test_explain_names_category_and_severity() -> None:
    assert "Category: " in run("explain", "The nurse was rude and the ward was filthy").output


def test_explain_of_words_without_a_sign_says_so() -> None:
    assert "No rule fired" in run("explain", "the the the").output


# digest and status


@pytest.mark.parametrize(("verb", "shown"), [("status", "Delivery to Slack"), ("digest", "A quiet day")])
def test_a_report_is_drawn_from_the_database(config: Path, verb: str, shown: str) -> None:
    config.write_text(CONFIG + FILE_SOURCE)
    Store(config.parent / "heedline.db").close()
    result = run(verb, "--config", config)
    assert result.exit_code == 0
    assert shown in result.output


def test_a_digest_of_more_hours_says_from_when(config: Path) -> None:
    Store(config.parent / "heedline.db").close()
    assert run("digest", "--config", config, "--hours", 48).exit_code == 0


@pytest.mark.parametrize("hours", [0, 10**9])
def test_a_digest_of_no_time_or_of_all_time_is_refused(config: Path, hours: int) -> None:
    assert run("digest", "--config", config, "--hours", hours).exit_code == 2


@pytest.mark.parametrize("verb", ["digest", "status"])
def test_a_report_makes_no_database(config: Path, verb: str) -> None:
    assert run(verb, "--config", config).exit_code == 1
    assert not (config.parent / "heedline.db").exists()


# the rest


@pytest.mark.parametrize("verb", list(cli.commands))
def test_every_verb_explains_itself(verb: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert cli.commands[verb].help


def test_the_bot_tells_its_version() -> None:
    assert run("--version").output.startswith("heedline, version ")


def test_a_verb_that_nobody_knows_is_refused() -> None:
    assert run("rnu").exit_code == 2
