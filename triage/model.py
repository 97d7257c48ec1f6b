"""The nouns: what every room talks about. Frozen values, no behaviour beyond naming."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Urgency(IntEnum):
    """How soon a person must look; the number is what `score` prints."""

    DIGEST = 0
    ROUTINE = 1
    SAME_DAY = 2
    NOW = 3


class Outcome(StrEnum):
    """What became of a mention; every mention has exactly one."""

    CASE = "case"  # a card of its own
    JOINED = "joined"  # a repost: counted on the card of an open case
    DIGEST = "digest"  # about us or a competitor, kept for the digest
    LOOK = "look"  # about us and not to be judged by us; the day's cards for such ones were used up
    MUTED = "muted"  # somebody muted its name, source, author or words for a time
    NO_ROUTE = "no_route"  # a complaint about us that no route asks for
    OFF_TOPIC = "off_topic"  # names nobody we watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One post, review or article as its platform gave it.

    `native_id` is the platform's own id and unique within `source` (the configured source's name).
    Times are aware UTC datetimes. `reach` counts followers or votes, None where the source has none.
    """

    source: str
    native_id: str
    text: str
    author: str | None = None
    url: str | None = None
    written_at: datetime | None = None
    reach: int | None = None
    language: str | None = None  # the platform's own tag, ISO 639-1
    addressed: bool | None = None  # whether it mentions or quotes our own account; None where nobody can tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A watched name: our own organisation ("own") or a rival's ("competitor")."""

    name: str
    kind: str
    match: str
    exclude: str | None = None

    @property
    def is_own(self) -> bool:
        return self.kind == "own"


class Reason(NamedTuple):
    """Why a verdict is what it is: `sentence` is for people, `evidence` are the post's own words.

    `weight` is the reason's share of the complaint score (log-odds, positive speaks for a complaint).
    """

    rule: str
    sentence: str
    weight: float
    evidence: tuple[str, ...] = ()


class Assessment(NamedTuple):
    """What a text says, before anybody asks whom to tell.

    `complaint` and `negativity` lie in [0, 1]; `severity` is HCAT's 0 to 3; `tone` is VADER's compound
    in [-1, 1]; `language` is an ISO 639-1 code, or "und" where it cannot be told. `bias` is what the source's
    tuning had added to `complaint`, in log-odds.
    """

    complaint: float
    negativity: float
    urgency: Urgency
    tone: float
    language: str
    categories: tuple[str, ...] = ()
    severity: int = 0
    reasons: tuple[Reason, ...] = ()
    bias: float = 0.0


class Verdict(NamedTuple):
    """An assessment and what follows from it. `subjects` are the names the mention is about."""

    outcome: Outcome
    subjects: tuple[str, ...] = ()
    assessment: Assessment | None = None
    route: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A condition of a route or reply; an empty field asks for nothing."""

    urgency_at_least: int = 0
    urgency_at_most: int = 3
    category: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()  # names of reasons, such as "threat" or "privacy"
    severity_at_least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Who hears of a complaint: the first route whose `when` holds takes the case.

    `answer_within` is in seconds; `notify` holds Slack ids of people (U...) or groups (S...).
    """

    name: str
    channel: str
    when: When = field(default_factory=When)
    notify: tuple[str, ...] = ()
    answer_within: float | None = None
    escalate_to: tuple[str, ...] = ()  # who is mentioned when somebody escalates; none: those of `notify`
    approvals: int = 0  # a reply needs before it may be posted
    urgent_approvals: int | None = None  # the same of urgency 2 and 3; None: as `approvals`


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTemplate:
    """A suggested response; `text` holds {organisation}, {contact}, {subject} and the like."""

    name: str
    text: str
    when: When = field(default_factory=When)
    shipped: bool = False  # comes with Heedline, and is no operator's own
    pre_approved: bool = False  # sent word for word it needs no approval


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """One [[source]] of the config. `every` is in seconds; `options` are the kind's own keys."""

    name: str
    kind: str
    every: float
    base_url: str | None = None
    complaint_cut: float | None = None  # scores from it on are complaints; None: the config's general cut
    complaint_bias: float = 0.0  # log-odds added to the complaint score of what this source brings
    about: str | None = None  # the watched name that a text of it is about where it names none
    options: Mapping[str, object] = field(default_factory=dict)


class State(StrEnum):
    """Where a case stands."""

    NEW = "new"
    CLAIMED = "claimed"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acted: a Slack user id and the name shown in the record. The bot itself is `HEEDLINE`."""

    id: str
    name: str


HEEDLINE = Actor(id="", name="Heedline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Where a message stands in Slack: the channel's id and the message's ts."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A complaint somebody must answer, as it stands now; a card is drawn from it."""

    id: str  # the public one, such as 7K2QM9
    state: State
    subject: str
    urgency: Urgency
    route: str
    mention: Mention
    assessment: Assessment
    opened_at: datetime
    due_at: datetime | None = None
    overdue: bool = False
    owner: Actor | None = None
    claimed_at: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    disposition: str | None = None
    snoozed_until: datetime | None = None
    joined: int = 0  # reposts counted on this case
    escalated_at: datetime | None = None
    escalated_by: str | None = None
    merged_into: str | None = None  # the id of the case that goes on in its place
    receipt: Receipt | None = None  # where its card stands, once it does


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One line of a case's history."""

    case_id: str
    at: datetime
    actor: Actor
    act: str
    detail: str | None = None
    notify: tuple[str, ...] = ()  # whom its note pings: ids from the config, never from outside
