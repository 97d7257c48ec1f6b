"""bot.py doctor: tries every credential, scope, channel and source, and says what to do about each failure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click
from slack_sdk import WebClient

from desk.messenger import Busy, ChannelGone, MessengerError, Refused, Unreachable
from handlers.slack import SlackMessenger, call, make_client
from roof.run import clock
from roof.settings import Secrets
from triage.cleaning import for_terminal
from triage.policy import Policy
from triage.source import SourceRefused, SourceUnavailable
from watchers import build

SCOPES = {
    "chat:write": "to post cards",
    "commands": "for /heed",
    "channels:read": "to find public channels by name",
    "groups:read": "to find private channels by name",
    "channels:history": "to make sure after a lost answer that no card is posted twice",
    "groups:history": "the same in private channels",
}
_REINSTALL = "Paste manifest.json into the app's manifest again and reinstall the app."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing tried. `way_out` is "" where it works."""

    what: str
    fine: bool
    told: str = ""
    way_out: str = ""


def examine(policy: Policy, secrets: Secrets, *, post: bool) -> int:
    """Prints each finding as it comes; returns 0 where all is well, else 1."""
    healthy = True
    for finding in _findings(policy, secrets, post):
        healthy &= finding.fine
        mark = click.style("ok  ", fg="green") if finding.fine else click.style("FAIL", fg="red")
        told = f": {finding.told}" if finding.told else ""
        click.echo(f"{mark} {for_terminal(finding.what + told)}")
        if finding.way_out:
            click.echo(f"       -> {for_terminal(finding.way_out)}")
    click.echo("All is well." if healthy else "Mend what failed, then run bot.py doctor again.")
    return 0 if healthy else 1


def _findings(policy: Policy, secrets: Secrets, post: bool) -> Iterator[Finding]:
    yield from _slack(policy, secrets, post)
    for source in policy.sources:
        yield _source(policy, secrets, source.name)


def _slack(policy: Policy, secrets: Secrets, post: bool) -> Iterator[Finding]:
    if not secrets["SLACK_BOT_TOKEN"]:
        yield Finding(
            "bot token",
            False,
            "SLACK_BOT_TOKEN is not set",
            "Follow \u201cConnect Slack\u201d in the README.",
        )
        return
    client = make_client(secrets["SLACK_BOT_TOKEN"], secrets["SLACK_API_URL"] or None)
    scopes: set[str] = set()

    def who() -> str:
        answer = client.auth_test()
        listed = {k.lower(): v for k, v in dict(answer.headers).items()}.get("x-oauth-scopes", "")
        scopes.update(
            s.strip() for s in (listed if isinstance(listed, str) else listed[0]).split(",") if s.strip()
        )
        return f"{answer.get('user')} in {answer.get('team')}"

    token = _try("bot token", who)
    yield token
    if not token.fine:
        return
    yield from _scopes(scopes)
    if policy.slack.mode == "socket":
        yield _app_token(client, secrets)
    elif not secrets["SLACK_SIGNING_SECRET"]:
        yield Finding(
            "signing secret", False, "SLACK_SIGNING_SECRET is not set", "Copy it from Basic Information."
        )
    slack = policy.slack
    names = (
        slack.default_channel,
        slack.ops_channel,
        slack.digest_channel,
        *(r.channel for r in policy.routes),
    )
    for channel in dict.fromkeys(names):
        yield _channel(client, policy, channel, post)


def _scopes(granted: set[str]) -> Iterator[Finding]:
    if not granted:  # Slack names them in a header; without it there is nothing to compare
        yield Finding("scopes", True, "Slack did not list them")
        return
    for scope, purpose in SCOPES.items():
        if scope not in granted:
            yield Finding(f"scope {scope}", False, f"not granted; it is needed {purpose}", _REINSTALL)
    if granted >= SCOPES.keys():
        yield Finding("scopes", True, f"all {len(SCOPES)} granted")


def _app_token(client: WebClient, secrets: Secrets) -> Finding:
    if not secrets["SLACK_APP_TOKEN"]:
        return Finding(
            "app token",
            False,
            "SLACK_APP_TOKEN is not set",
            "Make one under Basic Information, App-Level Tokens.",
        )
    return _try(
        "app token",
        lambda: (
            "a socket may be opened"
            if client.apps_connections_open(app_token=secrets["SLACK_APP_TOKEN"])
            else ""
        ),
    )


def _channel(client: WebClient, policy: Policy, channel: str, post: bool) -> Finding:
    what = f"channel {channel}"

    def look() -> str:
        channel_id = SlackMessenger(client, policy.time_zone).channel_id(channel)
        info: Mapping[str, Any] = client.conversations_info(channel=channel_id).get("channel") or {}
        if info.get("is_archived"):
            raise ChannelGone("is_archived")
        if info.get("is_ext_shared"):
            return "SHARED with another organisation: outsiders would read complaints"
        if info.get("is_member") is False:
            raise ChannelGone("not_in_channel")
        if post:
            client.chat_postMessage(channel=channel_id, text="Heedline can post here (bot.py doctor --post).")
        return f"{channel_id}, the bot is in it"

    found = _try(what, look)
    if found.fine and found.told.startswith("SHARED"):
        return Finding(what, False, found.told, "Use a channel of your own workspace alone.")
    return found


def _try(what: str, attempt: Callable[[], str]) -> Finding:
    told: list[str] = []

    class _Done:
        data: Mapping[str, Any] = {}

    def step() -> _Done:
        told.append(attempt())
        return _Done()

    try:
        call(step)
    except MessengerError as error:
        return Finding(what, False, str(error), _way_out(what, error))
    return Finding(what, True, told[0])


def _way_out(what: str, error: MessengerError) -> str:
    match error:
        case Refused() if "scope" in str(error):
            return _REINSTALL
        case Refused():
            return (
                "Copy the token again from the app's page at Slack; if the app was removed, install it again."
            )
        case ChannelGone() if str(error) == "is_archived":
            return "Unarchive the channel or name another one in heedline.toml."
        case ChannelGone():
            name = what.removeprefix("channel ")
            return f"Create {name} if it does not exist, then type /invite @heedline in it."
        case Busy():
            return "Wait a minute and run bot.py doctor again."
        case Unreachable():
            return "Check the network, the proxy, and SLACK_API_URL if it is set."
        case _:
            return "Slack has trouble or a proxy answers in its place. Try again; see status.slack.com."


def _source(policy: Policy, secrets: Secrets, name: str) -> Finding:
    """Fetches once, from the start, and keeps nothing; X charges for the posts of that fetch."""
    settings = next(s for s in policy.sources if s.name == name)
    what = f"source {name} ({settings.kind})"
    watcher = build(settings, secrets.values, policy.subjects, clock)
    try:
        batch = watcher.fetch({})
    except SourceRefused as error:
        return Finding(
            what, False, str(error), "A person must act: check the key and what the platform allows it."
        )
    except SourceUnavailable as error:
        return Finding(
            what, False, str(error), "The bot keeps trying; if it lasts, check the address and the network."
        )
    finally:
        watcher.close()
    rejected = f", {len(batch.rejected)} records unreadable" if batch.rejected else ""
    return Finding(what, True, f"{len(batch.mentions)} posts read{rejected}")
