"""heedline.toml -> Policy: the tables and keys there are, each with its type and default."""

import tomllib
from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from triage import schema_problems as problems
from triage.folding import fold
from triage.model import ReplyTemplate, Route, SourceSettings, Subject, When
from triage.policy import (
    COMPLAINT_CUT,
    CRISIS_LINE,
    DEFAULT_ROUTE,
    EMERGENCY_NUMBER,
    LAST_RESORT,
    ConfigError,
    Policy,
    Problem,
    SlackSettings,
    default_route,
)
from triage.replies import shipped_replies
from triage.roles import Roles
from triage.schema_problems import SourceCheck
from triage.schema_values import (
    Address,
    CaseLink,
    Channel,
    Clock,
    Contact,
    Languages,
    Level,
    Name,
    Names,
    Number,
    Pause,
    Query,
    RoleHolders,
    Seconds,
    SlackIds,
    Template,
    Zone,
)

Text = Annotated[str, Field(min_length=1)]
Cut = Annotated[float, Field(strict=True, ge=0.05, le=0.95, allow_inf_nan=False)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Approvals = Annotated[int, Field(strict=True, ge=0, le=2)]


class _Heedline(_Table):
    organisation: Name
    time_zone: Zone = "UTC"
    database: Text = "heedline.db"
    reply_contact: Contact = ""
    emergency_number: Number = EMERGENCY_NUMBER
    crisis_line: Number = CRISIS_LINE
    categories: Literal["healthcare", "general"] = "healthcare"
    replies: Literal["healthcare", "general", "none"] | None = None  # None: as the categories
    complaint_cut: Cut = COMPLAINT_CUT
    looks_per_day: Annotated[int, Field(strict=True, ge=0, le=1000)] = 20
    keep_days: Annotated[int, Field(strict=True, ge=7, le=3650)] = 400
    quiet_after: Seconds = 15 * 60.0
    approval_nudge: Seconds = 30 * 60.0


class _Slack(_Table):
    default_channel: Channel
    ops_channel: Channel | None = None
    digest_channel: Channel | None = None
    digest_at: Clock = time(8, 0)
    mode: Literal["socket", "http"] = "socket"
    port: Annotated[int, Field(strict=True, ge=1, le=65535)] = 3000
    post_interval: Seconds = 1.1
    snooze_for: Seconds = 4 * 3600.0
    case_link: CaseLink = ""


class _Subject(_Table):
    name: Name
    kind: Literal["own", "competitor"]
    match: Query
    exclude: Query | None = None


class _Source(BaseModel):
    """What every kind has; the rest of the keys are the kind's own options."""

    model_config = ConfigDict(extra="allow", frozen=True)
    name: Name
    kind: str
    every: Pause = 60.0
    base_url: Address | None = None
    complaint_cut: Cut | None = None
    complaint_bias: Annotated[float, Field(strict=True, ge=-4.0, le=4.0, allow_inf_nan=False)] = 0.0
    about: Name | None = None


class _When(_Table):
    urgency_at_least: Level = 0
    urgency_at_most: Level = 3
    severity_at_least: Level = 0
    category: Names = ()
    subject: Names = ()
    source: Names = ()
    language: Languages = ()
    rule: Names = ()


class _Route(_Table):
    name: Name
    channel: Channel
    when: _When = _When(urgency_at_least=1)
    notify: SlackIds = ()
    answer_within: Seconds | None = None
    escalate_to: SlackIds = ()
    approvals: Approvals = 0
    urgent_approvals: Approvals | None = None


class _Reply(_Table):
    name: Name
    text: Template
    when: _When = _When()
    pre_approved: Annotated[bool, Field(strict=True)] = False


class _Roles(_Table):
    agent: RoleHolders = ()
    approver: RoleHolders = ()
    privacy_officer: RoleHolders = ()
    admin: RoleHolders = ()


class _Config(_Table):
    heedline: _Heedline
    slack: _Slack
    roles: _Roles = _Roles()
    subject: tuple[_Subject, ...]
    source: tuple[_Source, ...] = ()
    route: tuple[_Route, ...] = ()
    reply: tuple[_Reply, ...] = ()


KEYS = {
    "": list(_Config.model_fields),
    "heedline": list(_Heedline.model_fields),
    "slack": list(_Slack.model_fields),
    "roles": list(_Roles.model_fields),
    "subject": list(_Subject.model_fields),
    "source": list(_Source.model_fields),
    "route": list(_Route.model_fields),
    "when": list(_When.model_fields),
    "reply": list(_Reply.model_fields),
}
"""The keys of each table by its name; those of the file itself under ""."""


_TOML_RULES = (
    "Text stands in straight quotes (\"...\"), text that holds such quotes itself, as queries do, in '...'; [[subject]], "
    "[[source]], [[route]] and [[reply]] stand in two brackets"
)


def read_policy(toml: str, check_source: SourceCheck) -> Policy:
    """The config as a Policy; raises ConfigError with every problem, and nothing else.

    `check_source(kind, options)` yields (key, message) for what a kind of source cannot use.
    """
    try:
        table = tomllib.loads(toml.removeprefix("\ufeff"))  # Notepad writes one
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than Python reads
        told = f"is not TOML: {error}. {_TOML_RULES}"
        raise ConfigError([Problem(path="the file", message=told)]) from None
    except RecursionError:
        message = "is not TOML anybody would write: brackets stand too deep inside each other"
        raise ConfigError([Problem(path="the file", message=message)]) from None
    return policy_of(table, check_source)


def policy_of(table: Mapping[str, Any], check_source: SourceCheck) -> Policy:
    """The same for a TOML file that is read already."""
    found = [*problems.of_sources(table, KEYS, check_source), *problems.of_names(table)]
    try:
        config = _Config.model_validate(table)
    except ValidationError as error:
        found += [problems.explained(e, KEYS) for e in error.errors(include_url=False, include_input=False)]
        raise ConfigError(problems.in_order(found)) from None
    if found:
        raise ConfigError(problems.in_order(found))
    return _policy(config)


def _policy(config: _Config) -> Policy:
    general, slack = config.heedline, config.slack
    own = {reply.name for reply in config.reply}
    chosen = general.replies or general.categories
    shipped = () if chosen == "none" else shipped_replies(chosen)
    return Policy(
        **general.model_dump(exclude={"replies"}),
        slack=SlackSettings(
            **slack.model_dump(exclude={"ops_channel", "digest_channel"}),
            ops_channel=slack.ops_channel or slack.default_channel,
            digest_channel=slack.digest_channel or slack.default_channel,
        ),
        subjects=tuple(Subject(**subject.model_dump()) for subject in config.subject),
        routes=_routes(config),
        replies=(*map(_reply, config.reply), *(reply for reply in shipped if reply.name not in own)),
        sources=tuple(map(_source, config.source)),
        roles=Roles(**config.roles.model_dump()),
    )


def _routes(config: _Config) -> tuple[Route, ...]:
    """Those of the config, and the one that takes what none of them took."""
    is_taken = any(fold(route.name) == fold(DEFAULT_ROUTE) for route in config.route)
    last = default_route(config.slack.default_channel, name=LAST_RESORT if is_taken else DEFAULT_ROUTE)
    return (*map(_route, config.route), last)


def _route(route: _Route) -> Route:
    return Route(**route.model_dump(exclude={"when"}), when=When(**route.when.model_dump()))


def _reply(reply: _Reply) -> ReplyTemplate:
    when = When(**reply.when.model_dump())
    return ReplyTemplate(name=reply.name, text=reply.text, when=when, pre_approved=reply.pre_approved)


def _source(source: _Source) -> SourceSettings:
    return SourceSettings(
        name=source.name,
        kind=source.kind,
        every=source.every,
        base_url=source.base_url,
        complaint_cut=source.complaint_cut,
        complaint_bias=source.complaint_bias,
        about=source.about,
        options=dict(source.model_extra or {}),
    )
