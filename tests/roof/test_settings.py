"""Config and secrets from files and the environment."""

from pathlib import Path

import pytest

from roof.settings import (
    SECRET_NAMES,
    Secrets,
    load,
    missing_for_slack,
    missing_for_sources,
    rarely_meant,
    read_secrets,
    readable_by_others,
)
from triage.policy import ConfigError

CONFIG = """
[heedline]
organisation = "Northgate"
database = "data/heedline.db"
[slack]
default_channel = "#complaints"
[[subject]]
name = "Northgate"
kind = "own"
match = "northgate"
[[source]]
name = "survey"
kind = "file"
path = "posts.jsonl"
[[source]]
name = "x"
kind = "x"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "heedline.toml"
    path.write_text(CONFIG)
    return path


def mistakes(config: Path, environ: dict[str, str] | None = None) -> dict[str, str]:
    with pytest.raises(ConfigError) as caught:
        load(config, environ or {})
    return {problem.path: problem.message for problem in caught.value.problems}


def test_secrets_come_from_the_file_beside_the_config(config: Path) -> None:
    (config.parent / ".env").write_text("SLACK_BOT_TOKEN=xoxb-file\r\n")
    assert load(config, {})[1]["SLACK_BOT_TOKEN"] == "xoxb-file"


def test_the_environment_beats_the_file(config: Path) -> None:
    (config.parent / ".env").write_text("SLACK_BOT_TOKEN=xoxb-file\n")
    assert load(config, {"SLACK_BOT_TOKEN": "xoxb-env"})[1]["SLACK_BOT_TOKEN"] == "xoxb-env"


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_each_secret_may_stand_in_a_file_of_its_own(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("https://x.example.org/\n")
    secrets, problems = read_secrets(tmp_path, {f"{name}_FILE": "secret"})
    assert (secrets[name], problems) == ("https://x.example.org/", [])


def test_a_secret_file_that_is_missing_is_named(config: Path) -> None:
    told = mistakes(config, {"SLACK_BOT_TOKEN_FILE": "nowhere"})
    assert "nowhere cannot be read" in told["SLACK_BOT_TOKEN_FILE"]


def test_a_secret_given_twice_is_refused(config: Path) -> None:
    (config.parent / "token").write_text("xoxb-file")
    told = mistakes(config, {"SLACK_BOT_TOKEN": "xoxb-env", "SLACK_BOT_TOKEN_FILE": "token"})
    assert "keep one of them" in told["SLACK_BOT_TOKEN_FILE"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("SLACK_BOT_TOKEN", "xapp-1"), ("SLACK_APP_TOKEN", "xoxb-1"), ("SLACK_API_URL", "slack.example.org")],
)
def test_a_secret_in_the_wrong_place_is_refused(config: Path, name: str, value: str) -> None:
    assert list(mistakes(config, {name: value})) == [name]


def test_no_secret_is_shown() -> None:
    secrets = Secrets({"SLACK_BOT_TOKEN": "xoxb-very-secret"})
    assert "very-secret" not in f"{secrets!r} {secrets}"


def test_what_must_not_be_logged_leaves_out_addresses() -> None:
    secrets = Secrets({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_API_URL": "https://slack.example.org"})
    assert secrets.to_hide() == ["xoxb-1"]


def test_a_missing_config_says_how_to_make_one(tmp_path: Path) -> None:
    told = mistakes(tmp_path / "heedline.toml")
    assert "heedline.example.toml" in next(iter(told.values()))


def test_mistakes_in_config_and_secrets_are_told_together(config: Path) -> None:
    config.write_text(CONFIG.replace('kind = "own"', 'kind = "ours"'))
    told = mistakes(config, {"SLACK_BOT_TOKEN": "xapp-1"})
    assert {"subject[1].kind", "SLACK_BOT_TOKEN"} <= told.keys()


def test_paths_are_meant_from_where_the_config_stands(config: Path) -> None:
    policy, _ = load(config, {})
    assert policy.database == str(config.parent / "data/heedline.db")
    assert policy.sources[0].options["path"] == str(config.parent / "posts.jsonl")


def test_the_credentials_that_slack_needs_depend_on_the_mode(config: Path) -> None:
    config.write_text(CONFIG.replace("[slack]", '[slack]\nmode = "http"'))
    policy, secrets = load(config, {})
    assert [p.path for p in missing_for_slack(policy, secrets)] == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]


def test_a_source_without_its_key_is_named(config: Path) -> None:
    policy, secrets = load(config, {})
    assert [p.path for p in missing_for_sources(policy, secrets)] == ["source 'x'"]


def test_a_query_that_is_rarely_meant_is_told(config: Path) -> None:
    config.write_text(CONFIG.replace('"northgate"', '"northgate or lakeside"'))
    policy, _ = load(config, {})
    assert ["write OR" in str(hint) for hint in rarely_meant(policy)] == [True]


def test_a_route_that_never_gets_a_case_is_told(config: Path) -> None:
    routes = [
        'name = "all"\nchannel = "#all"',
        'name = "grave"\nchannel = "#grave"\nwhen = { urgency_at_least = 2 }',
    ]
    config.write_text("".join([CONFIG, *(f"[[route]]\n{route}\n" for route in routes)]))
    told = [str(hint) for hint in rarely_meant(load(config, {})[0])]
    assert ["'grave'" in hint and "'all' stands before it" in hint for hint in told] == [True]


def test_subjects_with_the_same_match_are_told(config: Path) -> None:
    other = '[[subject]]\nname = "Lakeside"\nkind = "competitor"\nmatch = "NORTHGATE"\n'
    config.write_text(CONFIG + other)
    (told,) = map(str, rarely_meant(load(config, {})[0]))
    assert "subject 'Lakeside'" in told
    assert "each post counts for both" in told


def test_a_subject_that_excludes_all_that_it_matches_is_told(config: Path) -> None:
    other = '[[subject]]\nname = "Lakeside"\nkind = "competitor"\nmatch = "lakeside"\nexclude = "Lakeside"\n'
    config.write_text(CONFIG + other)
    (told,) = map(str, rarely_meant(load(config, {})[0]))
    assert "named by no post" in told


def test_routes_that_all_get_cases_are_passed_over(config: Path) -> None:
    assert rarely_meant(load(config, {})[0]) == []


@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_file_of_secrets_that_others_can_read_is_told(config: Path, mode: int, told: bool) -> None:
    path = config.parent / ".env"
    path.write_text("")
    path.chmod(mode)
    assert ["chmod 600" in str(problem) for problem in readable_by_others(config.parent)] == [True] * told


def test_without_a_file_of_secrets_nobody_can_read_it(config: Path) -> None:
    assert readable_by_others(config.parent) == []


def test_a_file_that_would_be_two_things_is_refused(config: Path) -> None:
    config.write_text(CONFIG.replace("data/heedline.db", "heedline.toml"))
    assert mistakes(config)["heedline.database"].endswith(
        "heedline.toml is this config already: name another file"
    )
    config.write_text(CONFIG.replace("data/heedline.db", "posts.jsonl"))
    assert "is heedline.database already" in mistakes(config)["source[1].path"]


def test_a_folder_is_no_database(config: Path) -> None:
    (config.parent / "data" / "heedline.db").mkdir(parents=True)
    assert mistakes(config)["heedline.database"].endswith("is a folder: name a file in it")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="only Linux has a device without end")
def test_a_device_is_no_config() -> None:
    assert mistakes(Path("/dev/zero")) == {
        "/dev/zero": "cannot be read: it is a device and no file. Name a file"
    }


def test_a_file_far_too_large_is_no_config(config: Path) -> None:
    config.write_bytes(b"#" * 10_000_001)
    assert "it is longer than 10,000,000 bytes" in mistakes(config)[str(config)]


@pytest.mark.parametrize("name", ["a\\u0000b", "a" * 5_000])
def test_what_no_file_can_be_called_is_a_mistake(config: Path, name: str) -> None:
    config.write_text(CONFIG.replace("data/heedline.db", name))
    assert mistakes(config)["heedline.database"].startswith("no file can be called so")
