"""bot.py doctor: who holds which role, and whether each user group and person is there."""

from collections.abc import Callable, Iterator

from slack_sdk import WebClient

from desk.messenger import ChannelGone
from desk.troubles import WAYS_OUT
from handlers.web_api import call
from roof.finding import Finding
from triage.policy import Policy
from triage.roles import TITLES, Role

Try = Callable[[str, Callable[[], str]], Finding]


def roles(client: WebClient, policy: Policy, attempt: Try) -> Iterator[Finding]:
    """What [roles] comes to in words, then each name of it tried at Slack."""
    named = policy.roles
    if named.unrestricted:
        told = "none named in [roles], so everybody in the workspace may do everything"
        yield Finding("roles", True, told)
        return
    for role in Role:
        yield Finding(f"role {role}", True, _holders(policy, role))
    for name in named.every_name:
        if name.startswith(("S", "@")):
            yield attempt(f"user group {name}", lambda name=name: _members(client, name))  # type: ignore[misc]


def _holders(policy: Policy, role: Role) -> str:
    named = policy.roles.named(role)
    if named:
        return ", ".join(named)
    match role:
        case Role.AGENT:
            return "none named, so everybody is an agent"
        case Role.APPROVER:
            return "none named, so every agent may approve what others wrote"
        case _:
            return f"none named, so there are no {TITLES[role]}"


def _members(client: WebClient, name: str) -> str:
    group_id = name if name.startswith("S") else _id_of(client, name)
    users = call(client.usergroups_users_list, usergroup=group_id).get("users") or ()
    return f"{group_id}, {len(users)} members" if len(users) != 1 else f"{group_id}, 1 member"


def _id_of(client: WebClient, handle: str) -> str:
    for group in call(client.usergroups_list).get("usergroups") or ():
        if f"@{group.get('handle')}" == handle:
            return str(group["id"])
    raise ChannelGone("no_such_subteam")


def way_out(what: str, code: str) -> str:
    """For a user group; "" where the general advice serves."""
    return WAYS_OUT.get(code, "") if what.startswith("user group") else ""
