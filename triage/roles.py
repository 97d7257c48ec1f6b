"""Who may do what: roles, their rights, and the sentence for whoever lacks one."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

MOST_ASKED = 5  # names in a refusal; nobody writes to more


class Role(StrEnum):
    """What a person may be; one person may be several."""

    AGENT = "agent"
    APPROVER = "approver"
    PRIVACY_OFFICER = "privacy_officer"
    ADMIN = "admin"


class Right(StrEnum):
    """What a click, a command or a form asks for."""

    VIEW = "view"  # lists, posts in full, figures
    CLAIM = "claim"
    UNCLAIM_OWN = "unclaim_own"
    UNCLAIM_OTHERS = "unclaim_others"
    RESOLVE = "resolve"
    NOT_A_COMPLAINT = "not_a_complaint"
    SNOOZE = "snooze"  # and wake
    REOPEN = "reopen"
    ESCALATE = "escalate"  # and stand down
    MERGE = "merge"
    CORRECT = "correct"
    ADD = "add"  # a case of one's own
    MUTE = "mute"
    DRAFT = "draft"
    SEND = "send"
    APPROVE = "approve"  # and send back; that nobody approves what they wrote is the approval's own rule
    EXPORT = "export"
    AUDIT = "audit"
    OTHER = "other"  # what bears no name of its own


_AGENT = frozenset(Right) - {Right.UNCLAIM_OTHERS, Right.APPROVE, Right.EXPORT, Right.AUDIT}
MAY: dict[Role, frozenset[Right]] = {
    Role.AGENT: _AGENT,
    Role.APPROVER: _AGENT | {Right.APPROVE, Right.UNCLAIM_OTHERS},
    Role.PRIVACY_OFFICER: frozenset(
        {Right.VIEW, Right.CORRECT, Right.APPROVE, Right.EXPORT, Right.AUDIT, Right.OTHER}
    ),
    Role.ADMIN: frozenset(Right),
}

TITLES = {
    Role.AGENT: "agents",
    Role.APPROVER: "approvers",
    Role.PRIVACY_OFFICER: "privacy officers",
    Role.ADMIN: "admins",
}
DOING = {
    Right.VIEW: "look at cases here",
    Right.CLAIM: "claim a case",
    Right.UNCLAIM_OWN: "give a case back",
    Right.UNCLAIM_OTHERS: "give back a case that somebody else holds",
    Right.RESOLVE: "resolve a case",
    Right.NOT_A_COMPLAINT: "say that a case is not a complaint",
    Right.SNOOZE: "snooze a case or wake it",
    Right.REOPEN: "reopen a case",
    Right.ESCALATE: "escalate a case or take that back",
    Right.MERGE: "merge cases",
    Right.CORRECT: "correct a verdict",
    Right.ADD: "add a case",
    Right.MUTE: "mute anything",
    Right.DRAFT: "draft a reply",
    Right.SEND: "send a reply",
    Right.APPROVE: "approve a reply or send it back",
    Right.EXPORT: "export cases",
    Right.AUDIT: "look into the audit",
    Right.OTHER: "do this",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The table [roles]: for each role Slack user groups ("S...", "@handle") and people ("U...").

    Where no role is named at all, everybody holds every role: a small team works out of the box. Where some are,
    an unnamed agent is everybody, an unnamed approver every agent, and the others are nobody.
    """

    agent: tuple[str, ...] = ()
    approver: tuple[str, ...] = ()
    privacy_officer: tuple[str, ...] = ()
    admin: tuple[str, ...] = ()

    def named(self, role: Role) -> tuple[str, ...]:
        """Whom the config names for exactly this role."""
        return {
            Role.AGENT: self.agent,
            Role.APPROVER: self.approver,
            Role.PRIVACY_OFFICER: self.privacy_officer,
            Role.ADMIN: self.admin,
        }[role]

    @property
    def every_name(self) -> tuple[str, ...]:
        """Each group and person once, in the order of the roles."""
        return tuple(dict.fromkeys(name for role in Role for name in self.named(role)))

    @property
    def unrestricted(self) -> bool:
        return not self.every_name

    def held_by(self, names: Collection[str]) -> frozenset[Role]:
        """The roles of a person who is, or whose groups are, among the names of the config."""
        if self.unrestricted:
            return frozenset(Role)
        held = {role for role in Role if any(name in names for name in self.named(role))}
        if not self.agent:
            held.add(Role.AGENT)
        if not self.approver and Role.AGENT in held:
            held.add(Role.APPROVER)
        return frozenset(held)


NO_ROLES = Roles()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why not, as a sentence, and whom to ask: names of the config, to be shown as mentions."""

    told: str
    ask: tuple[str, ...] = ()


def allows(held: Collection[Role], right: Right) -> bool:
    return any(right in MAY[role] for role in held)


def refusal(held: Collection[Role], right: Right, roles: Roles) -> Refusal | None:
    """None where somebody who holds these roles may do it."""
    if allows(held, right):
        return None
    able = [role for role in Role if right in MAY[role]]
    if roles.agent and not roles.approver and Role.APPROVER in able:  # then every agent is one
        able = list(dict.fromkeys(Role.AGENT if role is Role.APPROVER else role for role in able))
    named = [role for role in able if roles.named(role)]
    if not named:
        told = f"Nobody may {DOING[right]} until [roles] in the config names {_listed(able, 'or')}."
        return Refusal(told=told)
    told = f"Only {_listed(named, 'and')} may {DOING[right]}. Nothing was changed."
    ask = dict.fromkeys(name for role in named for name in roles.named(role))
    return Refusal(told=told, ask=tuple(ask)[:MOST_ASKED])


def _listed(roles: Collection[Role], last: str) -> str:
    titles = [TITLES[role] for role in roles]
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} {last} {titles[-1]}"
