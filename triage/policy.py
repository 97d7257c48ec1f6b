"""What the operator decided: the config as frozen values, checked and ready to use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from triage.model import ReplyTemplate, Route, SourceSettings, Subject, When
from triage.roles import NO_ROLES, Roles

DEFAULT_ROUTE = "default"
LAST_RESORT = "everything else"  # its name where a route of the config is called "default"
EMERGENCY_NUMBER, CRISIS_LINE = "911", "988"  # of the United States and Canada
COMPLAINT_CUT = 0.5  # complaint scores at or above it count as complaints


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """Where the bot talks. Channels are names ("#x") or ids; `post_interval` is in seconds a channel."""

    default_channel: str
    ops_channel: str
    digest_channel: str
    digest_at: time = time(8, 0)
    mode: str = "socket"  # or "http"
    port: int = 3000
    post_interval: float = 1.1
    snooze_for: float = 4 * 3600.0
    case_link: str = ""  # a case's own web address with {id} in it; links of this form are unfurled


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The whole config. `routes` ends with the default route, which takes what no other one took."""

    organisation: str
    slack: SlackSettings
    subjects: tuple[Subject, ...]
    routes: tuple[Route, ...]
    replies: tuple[ReplyTemplate, ...] = ()
    sources: tuple[SourceSettings, ...] = ()
    time_zone: str = "UTC"
    database: str = "heedline.db"
    reply_contact: str = ""
    emergency_number: str = EMERGENCY_NUMBER
    crisis_line: str = CRISIS_LINE
    categories: str = "healthcare"  # the taxonomy of complaints: one of taxonomy.TAXONOMIES
    complaint_cut: float = COMPLAINT_CUT
    looks_per_day: int = 20  # cards a day for mentions that a person must judge
    assume_subject: str | None = None  # every text is taken to be about this name (reviews, `score`)
    quiet_after: float = 0.0  # seconds without a success before a source counts as silent; 0: by its interval
    keep_days: int = 400
    approval_nudge: float = 1800.0  # seconds a reply waits for approval before somebody is reminded
    roles: Roles = NO_ROLES

    def source(self, name: str) -> SourceSettings | None:
        """The source of this name; None for what people bring in, and for what the config has no more."""
        return next((each for each in self.sources if each.name == name), None)

    def cut_of(self, source: SourceSettings) -> float:
        """The complaint score from which its posts are complaints."""
        return source.complaint_cut or self.complaint_cut


def default_route(channel: str, *, name: str = DEFAULT_ROUTE) -> Route:
    """Takes every complaint about an own subject of urgency 1 or more."""
    return Route(name=name, channel=channel, when=When(urgency_at_least=1))


def policy_about_us(name: str, channel: str = "") -> Policy:
    """Stands in for a config: every text is taken to be about one own subject, and one route takes what it takes."""
    return Policy(
        organisation="Our organisation",
        slack=SlackSettings(default_channel=channel, ops_channel=channel, digest_channel=channel),
        subjects=(Subject(name=name, kind="own", match='"our own organisation"'),),  # which nobody writes
        routes=(default_route(channel),),
        assume_subject=name,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in the config: where it stands and what to do about it."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ConfigError(Exception):
    """Everything that is wrong with a config, at once, in `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
