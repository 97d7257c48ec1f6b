"""What check and doctor say of posting replies, and what no config may say."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from roof import posting
from roof.settings import load
from tests.fakes.platforms import answer
from tests.fakes.posting import MASTODON_KEYS, X_KEYS, FakeMastodon, FakePostingX
from tests.fakes.slack import FakeSlack
from tests.roof.conftest import CONFIG
from triage.model import Mention
from triage.policy import ConfigError
from triage.post_rules import eligibility

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
ON_X = '[[source]]\nname = "x"\nkind = "x"\naccount = "@NorthgateHealth"\npost_replies = true\n'
TAG = '[[source]]\nname = "{name}"\nkind = "feed"\nurl = "{url}/feed"\nmastodon = "{url}"\npost_replies = true\n'


def run(verb: str, config: Path, **env: str) -> Result:
    return CliRunner().invoke(cli, [verb, "--config", str(config)], env=TOKENS | env)


def test_posting_is_off_unless_a_source_turns_it_on(config: Path) -> None:
    config.write_text(CONFIG + ON_X.replace("post_replies = true\n", ""))
    assert "Replies are posted by people: no source has post_replies = true." in run("check", config).output


def test_check_names_the_keys_that_posting_lacks_and_goes_on(config: Path) -> None:
    config.write_text(CONFIG + ON_X)
    result = run("check", config, X_API_KEY="a", X_API_SECRET="b")
    assert result.exit_code == 0
    told = "post_replies = true needs X_ACCESS_TOKEN; X_ACCESS_TOKEN_SECRET in .env; until then it is off"
    assert f"Note: source 'x': {told}" in result.output
    assert "Replies are posted by people until the keys above are set." in result.output


def test_check_says_where_replies_may_be_posted_and_as_whom(config: Path) -> None:
    config.write_text(CONFIG + ON_X + TAG.format(name="tag", url="https://m.example.org"))
    result = run("check", config, **X_KEYS, **MASTODON_KEYS)
    told = "the API of X (source 'x', @NorthgateHealth), Mastodon (source 'tag', https://m.example.org)."
    assert f"Approved replies may be posted through {told}" in result.output
    assert not any(key in result.output for key in (*X_KEYS.values(), *MASTODON_KEYS.values()))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (ON_X.replace('account = "@NorthgateHealth"\n', ""), "account: is missing: post_replies = true needs it"),
        (ON_X.replace("@NorthgateHealth", "Northgate Health"), "account: must be the name of an account on X"),
        (ON_X.replace("true", '"yes"'), "post_replies: must be true or false"),
        (TAG.format(name="tag", url="http://m.example.org"), "mastodon: must be the address of your server"),
        (TAG.format(name="tag", url="https://m.example.org/@northgate"), "mastodon: must be the address"),
        ('[[source]]\nname = "f"\nkind = "file"\npath = "a"\npost_replies = true\n', "post_replies: is no known key"),
        (
            TAG.format(name="tag", url="https://m.example.org") + TAG.format(name="two", url="https://n.example.org"),
            "there is one MASTODON_ACCESS_TOKEN: 'tag' (https://m.example.org) and 'two' (https://n.example.org)",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_the_way_out(config: Path, lines: str, told: str) -> None:
    config.write_text(CONFIG + lines)
    result = run("check", config)
    assert (result.exit_code, told in result.output) == (2, True), result.output


def test_the_same_server_in_two_sources_is_no_mistake(config: Path) -> None:
    one = TAG.format(name="one", url="https://m.example.org")
    config.write_text(CONFIG + one + TAG.format(name="two", url="https://M.example.org/"))
    assert run("check", config, **MASTODON_KEYS).exit_code == 0


def test_no_card_offers_to_post_where_a_key_is_missing(config: Path) -> None:
    config.write_text(CONFIG + ON_X)
    mention = Mention(source="x", native_id="1", text="nine hours", addressed=True)
    for env, ok in ((X_KEYS, True), ({}, False)):
        policy, secrets = load(config, env)
        assert eligibility(posting.ready(policy, secrets.values), mention).ok is ok


def test_a_config_with_two_servers_cannot_be_loaded(config: Path) -> None:
    config.write_text(CONFIG + TAG.format(name="a", url="https://m.example.org") + TAG.format(name="b", url="https://n.example.org"))  # fmt: skip
    with pytest.raises(ConfigError):
        load(config, {})


def test_doctor_asks_in_whose_name_replies_go_out_and_posts_nothing(slack: FakeSlack, config: Path) -> None:
    with FakePostingX() as x, FakeMastodon() as server:
        tag = TAG.format(name="tag", url=server.base_url)
        config.write_text(CONFIG + ON_X + f'base_url = "{x.base_url}"\n' + tag)
        keys = {"X_BEARER_TOKEN": x.token, **X_KEYS, **MASTODON_KEYS}
        result = run("doctor", config, **slack.env, **keys)
        assert (
            "ok   replies to source 'x': approved replies may be posted as @NorthgateHealth" in result.output
        )
        assert (
            "ok   replies to source 'tag': approved replies may be posted as @northgate@127.0.0.1"
            in result.output
        )
        assert (x.replies, server.replies) == ([], [])


def test_doctor_tells_what_is_wrong_with_posting_and_the_way_out(slack: FakeSlack, config: Path) -> None:
    with FakePostingX() as x:
        x.username = "SomebodyElse"
        config.write_text(CONFIG + ON_X + f'base_url = "{x.base_url}"\n')
        keys = {"X_BEARER_TOKEN": x.token, **X_KEYS}
        result = run("doctor", config, **slack.env, **keys)
        assert "FAIL replies to source 'x': the keys are those of @SomebodyElse" in result.output
        assert "-> A person must act: docs/posting.md tells" in result.output
        x.fail_next(answer(503), on="/2/users/me")
        assert "-> Try again later" in run("doctor", config, **slack.env, **keys).output
        result = run("doctor", config, **slack.env, X_BEARER_TOKEN=x.token)
        assert "FAIL replies to source 'x': post_replies = true needs X_API_KEY;" in result.output
        assert result.exit_code == 1


def test_doctor_says_that_posting_is_off(slack: FakeSlack, config: Path) -> None:
    assert "ok   replies: Replies are posted by people" in run("doctor", config, **slack.env).output
