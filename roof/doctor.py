"""bot.py doctor: tries every credential, scope, channel and source, and says what to do about each failure."""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import click
from slack_sdk import WebClient

from desk.messenger import Busy, ChannelGone, MessengerError, Refused, Unreachable
from desk.troubles import code_of
from handlers.channels import Channels, is_shared
from handlers.connections import try_socket
from handlers.targets import targets
from handlers.web_api import call, make_client
from roof import doctor_roles, posting
from roof.finding import Finding
from roof.run import clock
from roof.settings import Secrets
from triage.cleaning import for_terminal
from triage.model import SourceSettings
from triage.policy import Policy
from triage.posting import Poster, PostRefused, PostUnavailable, PostUnclear
from triage.source import SourceRefused, SourceUnavailable
from watchers import build
from watchers.posters import posters

log = logging.getLogger(__name__)

SCOPES = {
    "chat:write": "to post cards",
    "commands": "for /heed",
    "channels:read": "to find public channels by name",
    "groups:read": "to find private channels by name",
    "channels:history": "to make sure after a lost answer that no card is posted twice",
    "groups:history": "the same in private channels",
    "usergroups:read": "to know who is in the user groups of [roles]",
}
LINK_SCOPES = {
    "links:read": "to see links to cases ([slack] case_link)",
    "links:write": "to show a small card under them",
}
_REINSTALL = "Paste manifest.json into the app's manifest again and reinstall the app."
_NEW_APP_TOKEN = "Make a new one with the scope connections:write under Basic Information, App-Level Tokens."
_WEBSOCKETS = (
    'Ask your network\'s people to let websockets through to wss://*.slack.com, or use [slack] mode = "http".'
)


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
        yield _source(policy, secrets, source)
    yield from _posting(policy, secrets)


def _slack(policy: Policy, secrets: Secrets, post: bool) -> Iterator[Finding]:
    if not secrets["SLACK_BOT_TOKEN"]:
        way_out = "Follow \u201cConnect Slack\u201d in the README."
        yield Finding("bot token", False, "SLACK_BOT_TOKEN is not set", way_out)
        return
    client = make_client(secrets["SLACK_BOT_TOKEN"], secrets["SLACK_API_URL"] or None)
    scopes: set[str] = set()
    token = _try("bot token", lambda: _who(client, scopes))
    yield token
    if not token.fine:
        return
    yield from _scopes(scopes, SCOPES | LINK_SCOPES if policy.slack.case_link else SCOPES)
    if policy.slack.mode == "socket":
        yield _app_token(client, secrets)
    elif not secrets["SLACK_SIGNING_SECRET"]:
        way_out = "Copy it from Basic Information."
        yield Finding("signing secret", False, "SLACK_SIGNING_SECRET is not set", way_out)
    for channel in targets(policy):
        yield _channel(client, channel, post)
    yield from doctor_roles.roles(client, policy, _try)


def _who(client: WebClient, scopes: set[str]) -> str:
    """Whose token it is; adds the scopes that Slack names in a header of the answer."""
    answer = client.auth_test()
    named = {str(name).lower(): value for name, value in dict(answer.headers).items()}
    scopes.update(scope.strip() for scope in named.get("x-oauth-scopes", "").split(",") if scope.strip())
    return f"{answer.get('user')} in {answer.get('team')}"


def _scopes(granted: set[str], needed: Mapping[str, str]) -> Iterator[Finding]:
    if not granted:
        yield Finding("scopes", True, "Slack did not list them")
        return
    for scope, purpose in needed.items():
        if scope not in granted:
            yield Finding(f"scope {scope}", False, f"not granted; it is needed {purpose}", _REINSTALL)
    if granted >= needed.keys():
        yield Finding("scopes", True, f"all {len(needed)} granted")


def _app_token(client: WebClient, secrets: Secrets) -> Finding:
    if not secrets["SLACK_APP_TOKEN"]:
        return Finding("app token", False, "SLACK_APP_TOKEN is not set", _NEW_APP_TOKEN)

    def opened() -> str:
        try_socket(client, secrets["SLACK_APP_TOKEN"])
        return "a socket was opened"

    return _try("app token", opened)


def _channel(client: WebClient, channel: str, post: bool) -> Finding:
    what = f"channel {channel}"
    shared: list[bool] = []

    def look() -> str:
        channels = Channels(client)
        info = channels.info(channel, archived=True)
        channel_id = channels.id_of(channel)
        if info.get("is_archived"):
            raise ChannelGone("is_archived")
        if is_shared(info):
            shared.append(True)
            return "SHARED with another organisation, or about to be: outsiders would read complaints"
        if info.get("is_member") is False:
            raise ChannelGone("not_in_channel")
        if post:
            client.chat_postMessage(channel=channel_id, text="Heedline can post here (bot.py doctor --post).")
        return f"{channel_id}, the bot is in it"

    found = _try(what, look)
    if shared:
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
    if of_group := doctor_roles.way_out(what, code_of(error)):
        return of_group
    match error:
        case Refused() if what == "app token":
            return _NEW_APP_TOKEN
        case Refused() if "scope" in str(error):
            return _REINSTALL
        case Refused():
            return (
                "Copy the token again from the app's page at Slack; if the app was removed, install it again."
            )
        case ChannelGone() if code_of(error) == "is_archived":
            return "Unarchive the channel or name another one in heedline.toml."
        case ChannelGone():
            name = what.removeprefix("channel ")
            return f"Create {name} if it does not exist, then type /invite @heedline in it."
        case Busy():
            return "Wait a minute and run bot.py doctor again."
        case Unreachable() if what == "app token":  # the bot token was just found good over the same network
            return _WEBSOCKETS
        case Unreachable():
            return "Check the network, the proxy, and SLACK_API_URL if it is set."
        case _:
            return "Slack has trouble or a proxy answers in its place. Try again; see status.slack.com."


def _posting(policy: Policy, secrets: Secrets) -> Iterator[Finding]:
    """Asks each platform whose name replies go out in; posts nothing."""
    for problem in posting.lacking(policy, secrets.values):
        way_out = "docs/posting.md tells where to get it; or take post_replies out of the config."
        yield Finding(f"replies to {problem.path}", False, problem.message, way_out)
    made = posters(policy.sources, secrets.values, clock)
    for name, poster in made.items():
        yield _poster(f"replies to source {name!r}", poster)
    if not made:
        yield Finding("replies", True, posting.told(policy, secrets.values).rstrip("."))


def _poster(what: str, poster: Poster) -> Finding:
    try:
        who = poster.account()
    except PostRefused as error:
        return Finding(
            what,
            False,
            str(error),
            "A person must act: docs/posting.md tells which keys and rights it needs.",
        )
    except (PostUnavailable, PostUnclear) as error:
        return Finding(
            what, False, str(error), "Try again later; if it lasts, check the address and the network."
        )
    except Exception:
        log.exception("%s", what)
        return Finding(what, False, "a fault of Heedline's own", "Report it with the traceback above.")
    finally:
        poster.close()
    return Finding(what, True, f"approved replies may be posted as {who}")


def _source(policy: Policy, secrets: Secrets, source: SourceSettings) -> Finding:
    """Fetches once, from the start, and keeps nothing; X charges for the posts of that fetch."""
    what = f"source {source.name} ({source.kind})"
    watcher = build(source, secrets.values, policy.subjects, clock)
    try:
        batch = watcher.fetch({})
    except SourceRefused as error:
        way_out = "A person must act: check the key and what the platform allows it."
        return Finding(what, False, str(error), way_out)
    except SourceUnavailable as error:
        way_out = "The bot keeps trying; if it lasts, check the address and the network."
        return Finding(what, False, str(error), way_out)
    except Exception:  # a bug in one source must not hide what is wrong with the others
        log.exception("%s", what)
        return Finding(what, False, "a fault of Heedline's own", "Report it with the traceback above.")
    finally:
        watcher.close()
    rejected = f", {len(batch.rejected)} records unreadable" if batch.rejected else ""
    return Finding(what, True, f"{len(batch.mentions)} posts read{rejected}")
