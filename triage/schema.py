"""heedline.toml -> Policy: every mistake at once, each with its path and the way out."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import time
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from triage.cues import shipped_cues
from triage.model import ReplyTemplate, Route, SourceSettings, Subject, When
from triage.policy import ConfigError, Policy, Problem, SlackSettings, default_route
from triage.query import parse
from triage.query_error import QueryError
from triage.replies import VARIABLES, shipped_replies, unknown_variables

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?[smhd])+")
_SLACK_ID = re.compile(r"[UWS][A-Z0-9]{2,}|here|channel")
SourceCheck = Callable[[str, Mapping[str, object]], Iterable[tuple[str, str]]]


def parse_duration(value: object) -> float:
    """Seconds of "90s", "5m", "1h30m", "2d"; raises ValueError on anything else or on nothing at all."""
    if not isinstance(value, str) or not _DURATION.fullmatch(value):
        raise ValueError('write a duration as "30s", "5m", "1h" or "2d"')
    seconds = sum(float(n) * _UNITS[unit] for n, unit in re.findall(r"([\d.]+)([smhd])", value))
    if seconds <= 0:
        raise ValueError("the duration must be longer than nothing")
    return seconds


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _clock(value: object) -> time:
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return time.fromisoformat(value)
    raise ValueError('write a time of day as "08:00"')


def _zone(value: object) -> str:
    if not isinstance(value, str) or value not in available_timezones():
        near = difflib.get_close_matches(str(value), sorted(available_timezones()), 1)
        hint = f"; did you mean {near[0]!r}?" if near else ', such as "Europe/London" or "America/Chicago"'
        raise ValueError(f"not an IANA time zone{hint}")
    return ZoneInfo(value).key


def _query(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a query is text")
    try:
        parse(value)
    except QueryError as error:
        raise ValueError("\n" + str(error)) from None
    return value


def _slack_id(value: str) -> str:
    if not _SLACK_ID.fullmatch(value):
        raise ValueError(
            'needs a Slack id of a person ("U...") or user group ("S..."), or "here" or "channel"'
        )
    return value


def _template(value: str) -> str:
    try:
        unknown = unknown_variables(value)
    except ValueError as error:
        raise ValueError(f"{error}; write {{{{ and }}}} for braces that are text") from None
    if unknown:
        known = ", ".join("{%s}" % name for name in VARIABLES)
        raise ValueError(f"nothing is known as {{{unknown[0]}}}; there are {known}")
    return value


Seconds = Annotated[float, BeforeValidator(parse_duration)]
Query = Annotated[str, BeforeValidator(_query)]
Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Text = Annotated[str, Field(min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)


class _Heedline(_Table):
    organisation: Text
    time_zone: Annotated[str, BeforeValidator(_zone)] = "UTC"
    database: Text = "heedline.db"
    reply_contact: str = ""
    replies: Literal["healthcare", "general", "none"] = "healthcare"
    keep_days: Annotated[int, Field(ge=7)] = 400


class _Slack(_Table):
    default_channel: Text
    ops_channel: Text | None = None
    digest_channel: Text | None = None
    digest_at: Annotated[time, BeforeValidator(_clock)] = time(8, 0)
    mode: Literal["socket", "http"] = "socket"
    port: Annotated[int, Field(ge=1, le=65535)] = 3000
    post_interval: Seconds = 1.1
    snooze_for: Seconds = 4 * 3600.0


class _Subject(_Table):
    name: Text
    kind: Literal["own", "competitor"]
    match: Query
    exclude: Query | None = None


class _Source(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)
    name: Text
    kind: Text
    every: Seconds = 60.0
    base_url: str | None = None


class _When(_Table):
    urgency_at_least: Annotated[int, Field(ge=0, le=3)] = 0
    severity_at_least: Annotated[int, Field(ge=0, le=3)] = 0
    category: Names = ()
    subject: Names = ()
    source: Names = ()
    language: Names = ()


class _Route(_Table):
    name: Text
    channel: Text
    when: _When = _When(urgency_at_least=1)
    notify: Annotated[tuple[Annotated[str, BeforeValidator(_slack_id)], ...], BeforeValidator(_listed)] = ()
    answer_within: Seconds | None = None


class _Reply(_Table):
    name: Text
    text: Annotated[str, BeforeValidator(_template)]
    when: _When = _When()


class _Config(_Table):
    heedline: _Heedline
    slack: _Slack
    subject: Annotated[tuple[_Subject, ...], Field(min_length=1)]
    source: tuple[_Source, ...] = ()
    route: tuple[_Route, ...] = ()
    reply: tuple[_Reply, ...] = ()


def read_policy(toml: str, check_source: SourceCheck) -> Policy:
    """The config as a Policy; raises ConfigError with every problem.

    `check_source(kind, options)` yields (key, message) for what a kind of source cannot use.
    """
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([Problem(path="the file", message=f"is not TOML: {error}")]) from None
    problems: list[Problem] = []
    config: _Config | None = None
    try:
        config = _Config.model_validate(table)
    except ValidationError as error:
        problems += [_problem(e) for e in error.errors(include_url=False)]
    problems += _source_problems(table, check_source)
    problems += _dangling(table)
    if problems or config is None:
        raise ConfigError(sorted(set(problems), key=lambda p: p.path))
    return _policy(config)


def _path(loc: tuple[int | str, ...]) -> str:
    parts = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in loc if "-" not in str(p))
    return parts.lstrip(".") or "the file"


_MODELS: dict[str, type[BaseModel]] = {
    "heedline": _Heedline, "slack": _Slack, "subject": _Subject, "route": _Route, "reply": _Reply, "when": _When,
}  # fmt: skip


def _problem(error: Any) -> Problem:
    loc: tuple[int | str, ...] = error["loc"]
    match error["type"]:
        case "extra_forbidden":
            message = _unknown_key(loc)
        case "missing":
            message = "is missing"
        case "too_short" if loc == ("subject",):
            message = "needs at least one [[subject]]: the name you answer for"
        case "string_too_short":
            message = "must not be empty"
        case "value_error":
            message = str(error["ctx"]["error"])
        case _:
            message = error["msg"][0].lower() + error["msg"][1:]
    return Problem(path=_path(loc), message=message)


def _unknown_key(loc: tuple[int | str, ...]) -> str:
    tables = [p for p in loc[:-1] if isinstance(p, str)]
    known = list(
        _MODELS[tables[-1]].model_fields if tables and tables[-1] in _MODELS else _Config.model_fields
    )
    near = difflib.get_close_matches(str(loc[-1]), known, 1)
    return "is no known key; " + (f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}")


def _tables(table: Mapping[str, Any], name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    entries = table.get(name, [])
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        if isinstance(entry, dict):
            yield number, entry


def _source_problems(table: Mapping[str, Any], check_source: SourceCheck) -> Iterator[Problem]:
    own_keys = _Source.model_fields.keys()
    for number, entry in _tables(table, "source"):
        if isinstance(entry.get("kind"), str):
            options = {k: v for k, v in entry.items() if k not in own_keys}
            for key, message in check_source(entry["kind"], options):
                yield Problem(path=f"source[{number}].{key}", message=message)
        base_url = entry.get("base_url")
        if isinstance(base_url, str) and not base_url.startswith(("http://", "https://")):
            yield Problem(path=f"source[{number}].base_url", message="must begin with https:// or http://")


def _dangling(table: Mapping[str, Any]) -> Iterator[Problem]:
    """Names used twice, and names used in a `when` that nothing bears."""
    for kind in ("subject", "source", "route", "reply"):
        seen: set[object] = set()
        for number, entry in _tables(table, kind):
            if (name := str(entry.get("name"))) in seen:
                yield Problem(path=f"{kind}[{number}].name", message=f"{name!r} is used twice")
            seen.add(name)
    known = {
        "subject": [str(e.get("name")) for _, e in _tables(table, "subject")],
        "source": [str(e.get("name")) for _, e in _tables(table, "source")],
        "category": sorted({c.category for c in shipped_cues().cues.values() if c.category}),
    }
    for kind in ("route", "reply"):
        for number, entry in _tables(table, kind):
            when = entry.get("when")
            for key, names in known.items():
                for value in _values(when, key):
                    if value not in names:
                        near = difflib.get_close_matches(value, names, 1) or [", ".join(names) or "none yet"]
                        yield Problem(
                            path=f"{kind}[{number}].when.{key}",
                            message=f"there is no {key} {value!r}; known: {near[0]}",
                        )


def _values(when: object, key: str) -> list[str]:
    value = _listed(when.get(key, [])) if isinstance(when, dict) else []
    return [str(v) for v in value] if isinstance(value, list) else []


def _policy(config: _Config) -> Policy:
    slack = config.slack
    shipped = () if config.heedline.replies == "none" else shipped_replies(config.heedline.replies)
    own_names = {r.name for r in config.reply}
    return Policy(
        organisation=config.heedline.organisation,
        time_zone=config.heedline.time_zone,
        database=config.heedline.database,
        reply_contact=config.heedline.reply_contact,
        keep_days=config.heedline.keep_days,
        slack=SlackSettings(
            **slack.model_dump(exclude={"ops_channel", "digest_channel"}),
            ops_channel=slack.ops_channel or slack.default_channel,
            digest_channel=slack.digest_channel or slack.default_channel,
        ),
        subjects=tuple(Subject(**s.model_dump()) for s in config.subject),
        routes=(*(_route(r) for r in config.route), default_route(slack.default_channel)),
        replies=(
            *(
                ReplyTemplate(name=r.name, text=r.text, when=When(**r.when.model_dump()))
                for r in config.reply
            ),
            *(r for r in shipped if r.name not in own_names),
        ),
        sources=tuple(
            SourceSettings(
                name=s.name,
                kind=s.kind,
                every=s.every,
                base_url=s.base_url,
                options=dict(s.model_extra or {}),
            )
            for s in config.source
        ),
    )


def _route(route: _Route) -> Route:
    return Route(
        name=route.name,
        channel=route.channel,
        when=When(**route.when.model_dump()),
        notify=route.notify,
        answer_within=route.answer_within,
    )
