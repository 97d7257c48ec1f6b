"""Cases that fit what somebody asks for, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desk.nouns import read_case
from desk.store import Store, sources
from desk.store import listing as rows
from desk.store.times import maybe_text
from triage.model import Case, State, Urgency
from triage.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases are asked for: `resolved` ones, open ones, or (None) both; what is None otherwise asks for nothing."""

    resolved: bool | None = False
    state: State | None = None
    owner_id: str | None = None
    overdue: bool = False
    urgency_from: Urgency = Urgency.DIGEST
    urgency_to: Urgency = Urgency.NOW
    subject: str | None = None
    source: str | None = None
    category: str | None = None
    opened_from: datetime | None = None

    @property
    def values(self) -> dict[str, object]:
        """As the store's conditions name them."""
        asked: dict[str, object] = {
            "state": self.state and self.state.value,
            "owner": self.owner_id,
            "overdue": self.overdue or None,
            "urgency_from": int(self.urgency_from) or None,
            "urgency_to": None if self.urgency_to is Urgency.NOW else int(self.urgency_to),
            "subject": self.subject,
            "source": self.source,
            "category": self.category,
            "opened_from": maybe_text(self.opened_from),
        }
        return {name: value for name, value in asked.items() if value is not None}


def list_cases(store: Store, wanted: Wanted, page: int, size: int) -> tuple[list[Case], int]:
    """One page (from 1) and how many there are in all.

    Open ones come the most urgent and then the oldest first, a list with resolved ones the newest first.
    """
    found = rows.page(store.reader, wanted.resolved, wanted.values, size, (page - 1) * size)
    return [read_case(row) for row in found], rows.count(store.reader, wanted.resolved, wanted.values)


def every_case(store: Store, wanted: Wanted) -> Iterator[Case]:
    """All of them in the same order, one at a time."""
    for row in rows.page(store.reader, wanted.resolved, wanted.values, -1, 0):
        yield read_case(row)


def source_names(store: Store, policy: Policy) -> list[str]:
    """Those of the config, and those that anything was ever read from."""
    configured = [source.name for source in policy.sources]
    return list(dict.fromkeys([*configured, *sources.ever_read(store.reader)]))
