"""Who holds which role now: the members of the user groups that [roles] names, by Slack's word."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from slack_sdk import WebClient

from desk import operator
from desk.messenger import Busy, MessengerError, Unclear, Unreachable
from desk.store import Store
from desk.troubles import code_of, way_out
from handlers.web_api import call
from triage.policy import Policy
from triage.roles import Role

log = logging.getLogger(__name__)

EXPIRY = timedelta(minutes=10)
AFTER_FAILURE = timedelta(seconds=30)
LOOKS_A_MINUTE = 12  # beyond the expiry; Slack takes about twenty a minute
PATIENCE = 2  # seconds a call: a form must be answered within three
NO_GROUP = frozenset({"no_such_subteam", "subteam_not_found"})
TOPIC = "roles"


@dataclass(frozen=True, slots=True)
class Group:
    """A user group of the config: its id once known, its members as of `known_at`, when it was last `asked_at`."""

    id: str | None = None
    members: frozenset[str] = frozenset()
    known_at: datetime | None = None
    asked_at: datetime | None = None
    error: MessengerError | None = None

    def is_due(self, now: datetime) -> bool:
        if self.asked_at is None:
            return True
        return now - self.asked_at >= (AFTER_FAILURE if self.error else EXPIRY)


class Membership:
    """Remembers members for ten minutes. While Slack has no answer the last known list counts, however old."""

    def __init__(
        self, client: WebClient, store: Store, policy: Policy, on_work: Callable[[], None] = lambda: None
    ) -> None:
        self._client = WebClient(
            token=client.token, base_url=client.base_url, timeout=PATIENCE, retry_handlers=[]
        )
        self._store, self._policy, self._roles, self._on_work = store, policy, policy.roles, on_work
        self._groups: dict[str, Group] = {
            name: Group(id=name if name.startswith("S") else None)
            for name in self._roles.every_name
            if name.startswith(("S", "@"))
        }
        self._lock = threading.Lock()
        self._looks: deque[datetime] = deque(maxlen=LOOKS_A_MINUTE)

    def step(self, now: datetime) -> float:
        """For a loop: keeps the lists fresh, so that a click seldom waits for Slack."""
        self.refresh(now, ahead=EXPIRY / 2)
        return EXPIRY.total_seconds() / 4

    def roles_of(self, person: str) -> frozenset[Role]:
        """By what is known; asks nobody."""
        names = {name for name, group in self._groups.items() if person in group.members}
        return self._roles.held_by({person, *names})

    def is_fresh(self, now: datetime) -> bool:
        """False where Slack should be asked first."""
        return not any(group.is_due(now) for group in self._groups.values())

    def refresh(self, now: datetime, *, ahead: timedelta = timedelta(0)) -> None:
        """Asks for the lists that are too old now, or will be `ahead`."""
        with self._lock:
            due = [name for name, group in self._groups.items() if group.is_due(now + ahead)]
            self._ask(due, now)

    def look_again(self, now: datetime) -> None:
        """Asks anew, before somebody is refused by an old list; not more often than Slack puts up with."""
        with self._lock:
            if len(self._looks) == LOOKS_A_MINUTE and now - self._looks[0] < timedelta(minutes=1):
                return
            self._ask(
                [name for name, group in self._groups.items() if not self._just_failed(group, now)], now
            )

    def _just_failed(self, group: Group, now: datetime) -> bool:
        return group.error is not None and not group.is_due(now)

    def _ask(self, names: list[str], now: datetime) -> None:
        """At most PATIENCE in all, give or take one call."""
        if not names:
            return
        until = monotonic() + PATIENCE
        self._find_ids(names, now)
        for name in names:
            group = self._groups[name]
            if group.id is not None and monotonic() < until:
                self._looks.append(now)
                self._groups[name] = self._asked(name, group, now)
        self._tell(now)

    def _find_ids(self, names: list[str], now: datetime) -> None:
        """The ids behind handles, all by one call."""
        handles = [name for name in names if self._groups[name].id is None]
        if not handles:
            return
        try:
            listed = {f"@{group.get('handle')}": str(group["id"]) for group in self._list()}
            missing: MessengerError = Unclear("no_such_subteam")
        except MessengerError as error:
            listed, missing = {}, error
        for name in handles:
            found = listed.get(name)
            trouble = None if found else missing
            self._groups[name] = replace(self._groups[name], id=found, asked_at=now, error=trouble)

    def _list(self) -> list[Mapping[str, Any]]:
        return list(call(self._client.usergroups_list).get("usergroups") or ())

    def _asked(self, name: str, group: Group, now: datetime) -> Group:
        try:
            users = call(self._client.usergroups_users_list, usergroup=group.id).get("users") or ()
        except MessengerError as error:
            log.info("the members of a user group were not told: %s", error)
            asked = replace(group, asked_at=now, error=error)
            if code_of(error) not in NO_GROUP:
                return asked
            handle_may_have_moved = name.startswith("@")
            return replace(asked, members=frozenset(), id=None if handle_may_have_moved else group.id)
        return replace(group, members=frozenset(map(str, users)), known_at=now, asked_at=now, error=None)

    def _tell(self, now: datetime) -> None:
        """A group that is not there and a scope that is gone need a person; of an outage the courier tells."""
        for name, group in self._groups.items():
            error = group.error
            if error is not None and (code_of(error) in _NEED_A_PERSON or not isinstance(error, _PASSING)):
                known = "its last known members count" if group.members else "nobody holds a role by it"
                text = f"Slack does not tell who is in {name} ({error}); {known}. {way_out(error)}".strip()
                if operator.raise_notice(self._store, self._policy, TOPIC, text, now):
                    self._on_work()
                return
        if not any(group.error for group in self._groups.values()):
            told = "Slack tells again who is in the user groups of [roles]."
            if operator.clear_notice(self._store, self._policy, TOPIC, told, now):
                self._on_work()

    def in_doubt(self) -> str:
        """A sentence for somebody who is refused while Slack does not say who is in a group; else ""."""
        failing = [(name, group) for name, group in self._groups.items() if group.error]
        if not failing:
            return ""
        name, group = failing[0]
        if code_of(group.error or Unclear("")) in NO_GROUP:
            return f"Slack knows no user group {name}; your operator was told."
        if group.known_at is None:
            return f"Slack does not tell at the moment who is in {name}. Try again in a minute."
        return f"Slack does not tell at the moment who is in {name}, so an earlier list counts."

    def id_of(self, name: str) -> str | None:
        """The id to mention a group or person of the config by; None for a handle that Slack has not told of."""
        return self._groups[name].id if name in self._groups else name


_PASSING = (Busy, Unreachable, Unclear)
_NEED_A_PERSON = NO_GROUP | {"plan_upgrade_required", "paid_teams_only"}
