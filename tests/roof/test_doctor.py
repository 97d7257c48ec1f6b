"""bot.py doctor: each thing that can be wrong is found, named, and has a way out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from roof import doctor
from roof.doctor import LINK_SCOPES, SCOPES
from tests.fakes.slack import FakeSlack
from tests.roof.conftest import CONFIG, FILE_SOURCE
from triage.source import Batch, SourceRefused, SourceUnavailable, Watcher


def examine(config: Path, slack: FakeSlack, *flags: str, **env: str) -> Result:
    return CliRunner().invoke(cli, ["doctor", "--config", str(config), *flags], env=slack.env | env)


def failures(result: Result) -> list[str]:
    """Each failure with its way out."""
    lines = result.output.splitlines()
    return [
        f"{line.removeprefix('FAIL ')} -> {lines[at + 1].partition('-> ')[2]}"
        for at, line in enumerate(lines)
        if line.startswith("FAIL")
    ]


def test_where_all_is_well_it_says_so(slack: FakeSlack, config: Path) -> None:
    result = examine(config, slack)
    assert (result.exit_code, failures(result)) == (0, [])
    assert "ok   bot token: heedline in Fake" in result.output
    assert "ok   scopes: all 7 granted" in result.output
    assert "ok   app token: a socket was opened" in result.output
    assert f"ok   channel #alerts: {slack.channel('alerts').id}, the bot is in it" in result.output
    assert result.output.endswith("All is well.\n")


def test_nothing_is_posted_unless_asked_for(slack: FakeSlack, config: Path) -> None:
    examine(config, slack)
    assert slack.messages("alerts") == []


def test_a_test_line_is_posted_to_each_channel_on_request(slack: FakeSlack, config: Path) -> None:
    examine(config, slack, "--post")
    assert [len(slack.messages(name)) for name in ("alerts", "ops")] == [1, 1]


def test_every_channel_that_the_config_names_is_tried_once(slack: FakeSlack, config: Path) -> None:
    slack.add_channel("safety")
    route = '[[route]]\nname = "r{}"\nchannel = "#safety"\n'
    config.write_text(CONFIG + route.format(1) + route.format(2))
    assert examine(config, slack).output.count("channel #safety") == 1


# Slack


BREAKAGES: dict[str, tuple[Callable[[FakeSlack], object], str]] = {
    "revoked token": (
        lambda slack: slack.revoke(),
        "bot token: token_revoked -> Copy the token again from the app's page at Slack",
    ),
    "no answer": (
        lambda slack: slack.faults.status("auth.test", 503, times=9),
        "bot token: HTTP 503 -> Slack has trouble or a proxy answers in its place.",
    ),
    "a proxy's page": (
        lambda slack: slack.faults.html("auth.test"),
        "bot token: HTTP 200 -> Slack has trouble or a proxy answers in its place.",
    ),
    "rate limit": (
        lambda slack: slack.faults.rate_limit("auth.test"),
        "bot token: asked to wait -> Wait a minute",
    ),
    "missing scope": (
        lambda slack: slack.set_scopes(*SCOPES.keys() - {"commands"}),
        "scope commands: not granted; it is needed for /heed -> Paste manifest.json",
    ),
    "no list allowed": (
        lambda slack: slack.set_scopes(*SCOPES.keys() - {"channels:read", "groups:read"}),
        "channel #alerts: missing_scope (needs channels:read) -> Paste manifest.json",
    ),
    "app token refused": (
        lambda slack: slack.faults.error("apps.connections.open", "invalid_auth"),
        "app token: invalid_auth -> Make a new one with the scope connections:write",
    ),
    "app token without its scope": (
        lambda slack: slack.faults.error("apps.connections.open", "missing_scope"),
        "app token: missing_scope -> Make a new one with the scope connections:write",
    ),
    "firewall": (
        lambda slack: slack.refuse_handshakes(9),
        "app token: no websocket comes about: WebSocketBadStatusException -> Ask your network's people",
    ),
    "archived channel": (
        lambda slack: vars(slack.channel("alerts")).update(archived=True),
        "channel #alerts: is_archived -> Unarchive the channel or name another one",
    ),
    "not a member": (
        lambda slack: vars(slack.channel("alerts")).update(member=False),
        "channel #alerts: not_in_channel -> Create #alerts if it does not exist, then type /invite @heedline in it.",
    ),
    "private and not a member": (
        lambda slack: vars(slack.channel("alerts")).update(kind="private", member=False),
        "channel #alerts: channel_not_found -> Create #alerts",
    ),
    "missing channel": (
        lambda slack: vars(slack.channel("alerts")).update(name="renamed"),
        "channel #alerts: channel_not_found -> Create #alerts",
    ),
    "shared channel": (
        lambda slack: vars(slack.channel("alerts")).update(shared=True),
        "channel #alerts: SHARED with another organisation, or about to be: outsiders would read complaints -> Use a channel of your own",
    ),
}


def with_roles(slack: FakeSlack, config: Path, roles: str) -> Result:
    config.write_text(CONFIG.replace("[[subject]]", f"[roles]\n{roles}\n[[subject]]"))
    return examine(config, slack)


def test_without_roles_it_says_that_everybody_may_do_everything(slack: FakeSlack, config: Path) -> None:
    told = "ok   roles: none named in [roles], so everybody in the workspace may do everything"
    assert told in examine(config, slack).output


def test_each_role_is_told_with_its_holders_and_each_group_with_its_members(
    slack: FakeSlack, config: Path
) -> None:
    group = slack.add_group("care", ["maya", "ben"])["id"]
    lone = slack.add_group("admins", ["maya"])["id"]
    result = with_roles(slack, config, f'agent = ["@care", "U0123"]\nadmin = "{lone}"')
    assert result.exit_code == 0
    for line in (
        "role agent: @care, U0123",
        "role approver: none named, so every agent may approve what others wrote",
        "role privacy_officer: none named, so there are no privacy officers",
        f"role admin: {lone}",
        f"user group @care: {group}, 2 members",
        f"user group {lone}: {lone}, 1 member\n",
    ):
        assert f"ok   {line}" in result.output


def test_where_only_approvers_are_named_everybody_is_an_agent(slack: FakeSlack, config: Path) -> None:
    shown = with_roles(slack, config, 'approver = "U0123"').output
    assert "ok   role agent: none named, so everybody is an agent" in shown


@pytest.mark.parametrize("name", ["@nobody", "S0123"])
def test_a_user_group_that_is_not_there_is_found(slack: FakeSlack, config: Path, name: str) -> None:
    (failure,) = failures(with_roles(slack, config, f'agent = "{name}"'))
    assert failure == (
        f"user group {name}: no_such_subteam -> There is no such user group, or it was disabled. "
        "Correct [roles] in heedline.toml."
    )


def test_user_groups_that_slack_does_not_tell_of_are_found(slack: FakeSlack, config: Path) -> None:
    slack.set_scopes(*SCOPES.keys() - {"usergroups:read"})
    slack.add_group("care", ["maya"])
    found = failures(with_roles(slack, config, 'agent = "@care"'))
    assert [line.partition(" -> ")[0] for line in found] == [
        "scope usergroups:read: not granted; it is needed to know who is in the user groups of [roles]",
        "user group @care: missing_scope (needs usergroups:read)",
    ]


def test_a_channel_to_which_outsiders_are_invited_is_found(slack: FakeSlack, config: Path) -> None:
    slack.channel("alerts").pending = True
    (failure,) = failures(examine(config, slack))
    assert failure.startswith("channel #alerts: SHARED with another organisation, or about to be")


@pytest.mark.parametrize(("break_it", "found"), BREAKAGES.values(), ids=BREAKAGES)
def test_what_is_wrong_with_slack_is_found_with_a_way_out(
    slack: FakeSlack, config: Path, break_it: Callable[[FakeSlack], object], found: str
) -> None:
    break_it(slack)
    result = examine(config, slack)
    assert result.exit_code == 1
    assert [each for each in failures(result) if each.startswith(found)] != [], result.output
    assert "Mend what failed, then run bot.py doctor again." in result.output


def test_an_address_where_nobody_answers_is_found(slack: FakeSlack, config: Path) -> None:
    result = examine(config, slack, SLACK_API_URL="http://127.0.0.1:9/")
    assert failures(result) == [
        "bot token: connection refused -> Check the network, the proxy, and SLACK_API_URL if it is set."
    ]


@pytest.mark.parametrize(
    ("missing", "mode", "found"),
    [
        (
            "SLACK_BOT_TOKEN",
            "socket",
            "bot token: SLACK_BOT_TOKEN is not set -> Follow \u201cConnect Slack\u201d",
        ),
        ("SLACK_APP_TOKEN", "socket", "app token: SLACK_APP_TOKEN is not set -> Make a new one"),
        ("SLACK_SIGNING_SECRET", "http", "signing secret: SLACK_SIGNING_SECRET is not set -> Copy it from"),
    ],
)
def test_a_secret_that_is_not_set_is_found(
    slack: FakeSlack, config: Path, missing: str, mode: str, found: str
) -> None:
    config.write_text(CONFIG.replace("[slack]", f'[slack]\nmode = "{mode}"'))
    result = examine(config, slack, **{missing: ""})
    assert [each for each in failures(result) if each.startswith(found)] != [], result.output


def test_in_http_mode_no_app_token_is_asked_for(slack: FakeSlack, config: Path) -> None:
    config.write_text(CONFIG.replace("[slack]", '[slack]\nmode = "http"'))
    assert examine(config, slack, SLACK_APP_TOKEN="").exit_code == 0


def test_scopes_that_slack_does_not_list_are_no_failure(slack: FakeSlack, config: Path) -> None:
    slack.set_scopes("")
    assert "ok   scopes: Slack did not list them" in examine(config, slack).output


def test_no_secret_is_printed(slack: FakeSlack, config: Path) -> None:
    slack.faults.error("auth.test", slack.bot_token)
    result = examine(config, slack)
    assert (slack.bot_token in result.output, slack.app_token in result.output) == (False, False)


# sources


def test_a_source_is_read_once_and_nothing_of_it_kept(slack: FakeSlack, config: Path) -> None:
    config.write_text(CONFIG + FILE_SOURCE)
    lines = [json.dumps({"id": n, "text": "northgate"}) for n in range(3)]
    (config.parent / "posts.jsonl").write_text("\n".join([*lines, "oops", ""]))
    result = examine(config, slack)
    assert "ok   source survey (file): 3 posts read, 1 records unreadable" in result.output
    assert not (config.parent / "heedline.db").exists()


class Broken:
    """A source that fails in its own way."""

    name = "survey"

    def __init__(self, error: Exception) -> None:
        self._error, self.closed = error, False

    def fetch(self, cursor: object) -> Batch:
        raise self._error

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (
            SourceRefused("the key is refused"),
            "source survey (file): the key is refused -> A person must act",
        ),
        (SourceUnavailable("HTTP 503"), "source survey (file): HTTP 503 -> The bot keeps trying"),
        (ZeroDivisionError("Nine hours"), "source survey (file): a fault of Heedline's own -> Report it"),
    ],
)
def test_a_source_that_cannot_be_read_is_found_and_the_next_one_tried(
    slack: FakeSlack, config: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, found: str
) -> None:
    config.write_text(CONFIG + FILE_SOURCE + FILE_SOURCE.replace("survey", "second"))
    made: list[Broken] = []

    def build(*_: object) -> Watcher:
        made.append(Broken(error))
        return made[-1]

    monkeypatch.setattr(doctor, "build", build)
    result = examine(config, slack)
    assert result.exit_code == 1
    assert failures(result)[0].startswith(found)
    assert [source.closed for source in made] == [True, True]


def test_a_source_without_its_key_is_found(slack: FakeSlack, config: Path) -> None:
    config.write_text(CONFIG + '[[source]]\nname = "posts"\nkind = "x"\n')
    (failure,) = failures(examine(config, slack))
    assert failure.startswith("source posts (x): X_BEARER_TOKEN is not set -> A person must act")


def test_links_to_cases_need_two_scopes_more(slack: FakeSlack, config: Path) -> None:
    slack.set_scopes(*SCOPES)
    assert failures(examine(config, slack)) == []
    linked = 'case_link = "https://heedline.example.org/case/{id}"'
    config.write_text(config.read_text().replace("[slack]", f"[slack]\n{linked}"))
    assert [
        line.partition(":read")[0].partition(":write")[0] for line in failures(examine(config, slack))
    ] == [
        "scope links",
        "scope links",
    ]
    slack.set_scopes(*SCOPES, *LINK_SCOPES)
    assert "ok   scopes: all 9 granted" in examine(config, slack).output
