"""Credentials and configs as people really write them: in Windows editors, in containers, half finished."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from roof.settings import SECRET_NAMES, Secrets, load, missing_for_slack, read_secrets
from tests.handlers.given import a_policy
from triage.policy import ConfigError

CONFIG = """
[heedline]
organisation = "Northgate Health"
[slack]
default_channel = "#complaints"
[[subject]]
name = "Northgate"
kind = "own"
match = "northgate"
"""
BOT, APP = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"


def dotenv(folder: Path, text: str | bytes) -> None:
    (folder / ".env").write_bytes(text if isinstance(text, bytes) else text.encode())


def value(folder: Path, environ: dict[str, str] | None = None, name: str = BOT) -> str:
    secrets, problems = read_secrets(folder, environ or {})
    assert problems == []
    return secrets[name]


def problems(folder: Path, environ: dict[str, str] | None = None) -> list[str]:
    return [str(problem) for problem in read_secrets(folder, environ or {})[1]]


@pytest.mark.parametrize(
    "text",
    ["SLACK_BOT_TOKEN=xoxb-1", "SLACK_BOT_TOKEN=xoxb-1\r\nX=1\r\n", "export SLACK_BOT_TOKEN='xoxb-1'",
     "\ufeffSLACK_BOT_TOKEN=xoxb-1", 'SLACK_BOT_TOKEN = "xoxb-1"  # from Slack', "# note\n\nSLACK_BOT_TOKEN=xoxb-1  "],
    ids=["plain", "CRLF", "shell", "BOM", "quoted", "spaces"],
)  # fmt: skip
def test_a_secret_is_read_from_dotenv_however_it_was_written(tmp_path: Path, text: str) -> None:
    dotenv(tmp_path, text)
    assert value(tmp_path) == "xoxb-1"


def test_a_dollar_sign_in_a_secret_is_a_dollar_sign(tmp_path: Path) -> None:
    dotenv(tmp_path, "REDDIT_CLIENT_SECRET=a${HOME}b")
    assert value(tmp_path, name="REDDIT_CLIENT_SECRET") == "a${HOME}b"


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_in_the_environment_hides_nothing(tmp_path: Path, empty: str) -> None:
    dotenv(tmp_path, "SLACK_BOT_TOKEN=xoxb-1")
    assert value(tmp_path, {BOT: empty}) == "xoxb-1"


@pytest.mark.parametrize("content", ["xoxb-1", "xoxb-1\n", "xoxb-1\r\n", " xoxb-1 ", "\ufeffxoxb-1\r\n"])
def test_a_secret_is_read_from_the_file_that_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "token").write_bytes(content.encode())
    assert value(tmp_path, {f"{BOT}_FILE": "token"}) == "xoxb-1"


def test_a_named_file_may_stand_anywhere(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-1")
    assert value(Path("/nowhere"), {f"{BOT}_FILE": str(tmp_path / "token")}) == "xoxb-1"


def test_a_variable_in_the_environment_beats_a_file_named_in_dotenv(tmp_path: Path) -> None:
    dotenv(tmp_path, "SLACK_BOT_TOKEN_FILE=missing")
    assert value(tmp_path, {BOT: "xoxb-1"}) == "xoxb-1"


def test_a_file_named_in_the_environment_beats_a_variable_in_dotenv(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-file")
    dotenv(tmp_path, "SLACK_BOT_TOKEN=xoxb-1")
    assert value(tmp_path, {f"{BOT}_FILE": "token"}) == "xoxb-file"


def test_without_anything_every_secret_is_empty(tmp_path: Path) -> None:
    secrets, _ = read_secrets(tmp_path, {})
    assert {secrets[name] for name in SECRET_NAMES} == {""}


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"\r\n", "is empty"), (b"\xff\xfex\x00", "it is not UTF-8 text")],
)
def test_a_named_file_without_a_secret_in_it_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "token").write_bytes(content)
    (problem,) = problems(tmp_path, {f"{BOT}_FILE": "token"})
    assert said in problem


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {f"{BOT}_FILE": "."})
    assert "cannot be read: Is a directory" in problem


def test_a_secret_given_twice_in_dotenv_is_told(tmp_path: Path) -> None:
    dotenv(tmp_path, "SLACK_BOT_TOKEN=xoxb-1\nSLACK_BOT_TOKEN_FILE=token\n")
    assert problems(tmp_path) == ["SLACK_BOT_TOKEN_FILE: and SLACK_BOT_TOKEN are both set; keep one of them"]


@pytest.mark.parametrize("content", [b"\xff\xfeS\x00", "SLACK_BOT_TOKEN=caf\xe9".encode("latin-1")])
def test_a_dotenv_that_is_no_utf8_is_told(tmp_path: Path, content: bytes) -> None:
    dotenv(tmp_path, content)
    (problem,) = problems(tmp_path)
    assert problem.endswith(".env cannot be read: it is not UTF-8 text")


def test_a_dotenv_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert "Is a directory" in problems(tmp_path)[0]


def test_an_empty_dotenv_is_no_mistake(tmp_path: Path) -> None:
    dotenv(tmp_path, "")
    assert problems(tmp_path) == []


@pytest.mark.parametrize("wrong", ["xoxb-1\nxoxb-2", "xoxb-\u20261", "xoxb-1\tx", "xoxb-\u201c1\u201d"])
def test_a_token_with_a_letter_that_no_token_has_is_told_without_repeating_it(
    tmp_path: Path, wrong: str
) -> None:
    (problem,) = problems(tmp_path, {BOT: wrong})
    assert problem == "SLACK_BOT_TOKEN: holds a line break or a letter that no key has"


def test_a_user_agent_may_hold_any_letter(tmp_path: Path) -> None:
    assert problems(tmp_path, {"REDDIT_USER_AGENT": "Krankenhaus f\u00fcr alle"}) == []


@pytest.mark.parametrize("url", ["https://x/api/", "http://127.0.0.1:1"])
def test_an_address_of_slack_may_be_any_web_address(tmp_path: Path, url: str) -> None:
    assert value(tmp_path, {"SLACK_API_URL": url}, "SLACK_API_URL") == url


# the config's file


def loaded(folder: Path, text: str | bytes) -> Any:
    (folder / "heedline.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(folder / "heedline.toml", {})


@pytest.mark.parametrize(
    "text",
    ["\ufeff" + CONFIG, CONFIG.replace("\n", "\r\n"), "\ufeff" + CONFIG.replace("\n", "\r\n")],
    ids=["BOM", "CRLF", "both"],
)
def test_a_config_from_a_windows_editor_is_read(tmp_path: Path, text: str) -> None:
    policy, _ = loaded(tmp_path, text)
    assert policy.organisation == "Northgate Health"


def test_a_config_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="it is not UTF-8 text"):
        loaded(tmp_path, CONFIG.replace("Health", "Caf\xe9").encode("latin-1"))


def test_a_config_that_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Is a directory"):
        load(tmp_path, {})


def test_a_source_without_a_path_stays_as_it_is(tmp_path: Path) -> None:
    source = '[[source]]\nname = "s"\nkind = "feed"\nurl = "https://example.org/feed"\n'
    policy, _ = loaded(tmp_path, CONFIG + source)
    assert policy.sources[0].options == {"url": "https://example.org/feed"}


@pytest.mark.parametrize(
    ("mode", "given", "missing"),
    [
        ("socket", {}, [BOT, APP]),
        ("socket", {BOT: "xoxb-1"}, [APP]),
        ("socket", {BOT: "xoxb-1", APP: "xapp-1"}, []),
        ("http", {BOT: "xoxb-1"}, ["SLACK_SIGNING_SECRET"]),
        ("http", {BOT: "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, []),
    ],
)
def test_what_is_missing_for_slack_is_told_with_where_to_find_it(
    mode: str, given: dict[str, str], missing: list[str]
) -> None:
    policy = a_policy(Path("x.db"))
    found = missing_for_slack(replace(policy, slack=replace(policy.slack, mode=mode)), Secrets(given))
    assert [problem.path for problem in found] == missing
    assert all("Put it into .env: the " in problem.message for problem in found)
