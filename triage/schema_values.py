"""What an operator may write for one value of the config: each type refuses with the way out."""

import difflib
import re
from datetime import time
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field

from triage.cleaning import clean_line, clean_url
from triage.query import parse
from triage.query_error import QueryError
from triage.replies import VARIABLES, unknown_variables

LONGEST_NAME = 100  # characters: a header in Slack takes 150
LONGEST_CONTACT = 200
LONGEST_NUMBER = 40  # a telephone number, or two with an "or"
LONGEST_REPLY = 1_000
_TEN_YEARS = 3650 * 86400.0
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = re.compile(r"(?:[0-9]{1,9}(?:\.[0-9]{1,3})?[smhd])+")
_SLACK_ID = re.compile(r"[UWS][A-Z0-9]{2,}|here|channel")
_HOLDER = re.compile(r"[UWS][A-Z0-9]{2,}|@[a-z0-9][a-z0-9._-]{0,79}")
_CHANNEL = re.compile(r"#?[\w-]{1,80}")
_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{2,}")
# ISO 639-1: https://www.loc.gov/standards/iso639-2/php/code_list.php
_WRITTEN = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo
fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg
li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se
sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu und
"""
_LANGUAGES = frozenset(_WRITTEN.split())
_NO_ZONES = frozenset(
    {"Factory", "localtime", "posixrules"}
)  # of some machines: none that one can name elsewhere


def parse_duration(value: object) -> float:
    """Seconds of "90s", "5m", "1h30m", "2d"; raises ValueError on anything else, on nothing and on more than ten years."""
    if not isinstance(value, str) or not _DURATION.fullmatch(value):
        raise ValueError('write a duration as "30s", "5m", "1h" or "2d", in quotes')
    seconds = sum(float(n) * _UNITS[unit] for n, unit in re.findall(r"([\d.]+)([smhd])", value))
    if seconds <= 0:
        raise ValueError("the duration must be longer than nothing")
    if seconds > _TEN_YEARS:
        raise ValueError("the duration must not be longer than ten years")
    return seconds


def _pause(seconds: float) -> float:
    if seconds < 1:
        raise ValueError('a source may be asked every "1s" at most')
    return seconds


def _clock(value: object) -> time:
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return time.fromisoformat(value)
    raise ValueError('write a time of day as "08:00" or "17:30", in quotes')


def _zone(value: object) -> str:
    zones = available_timezones() - _NO_ZONES
    if isinstance(value, str) and value in zones:
        return value
    real = sorted(zone for zone in zones if "/" in zone and not zone.startswith("Etc/"))
    if str(value).casefold() == "utc":
        raise ValueError("not an IANA time zone; did you mean 'UTC'?")
    names = {zone.casefold(): zone for zone in real} | {zone.split("/")[-1].casefold(): zone for zone in real}
    near = difflib.get_close_matches(str(value).casefold().replace(" ", "_"), names, 1, cutoff=0.75)
    hint = f"; did you mean {names[near[0]]!r}?" if near else ', such as "Europe/London" or "America/Chicago"'
    raise ValueError(f"not an IANA time zone{hint}")


def _query(value: str) -> str:
    try:
        parse(value)
    except QueryError as error:
        raise ValueError(f"cannot be read\n{error}") from None
    return value


def _some(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("names nothing: leave the line out, or name one")
    return value


def _slack_id(value: str) -> str:
    if not _SLACK_ID.fullmatch(value):
        raise ValueError(
            f'{value!r} is no Slack id: write a person\'s ("U...") or user group\'s ("S...") id, or "here" or "channel"'
        )
    return value


def _role_holder(value: str) -> str:
    if not _HOLDER.fullmatch(value):
        raise ValueError(
            f'{value!r} is no user group and no person: write a group as "@its-handle" or by its id ("S..."), '
            'a person by the id ("U...")'
        )
    return value


def _somebody(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("names nobody: leave the line out, or name a user group or a person")
    return value


def _channel(value: str) -> str:
    """An id as it is, a name with its "#"."""
    if _CHANNEL_ID.fullmatch(value):
        return value
    if not _CHANNEL.fullmatch(value):
        raise ValueError('write a channel as "#patient-relations" or by its id ("C...")')
    if value != value.lower():
        raise ValueError(f"the names of Slack's channels have no capitals: write {value.lower()!r}")
    return f"#{value.removeprefix('#')}"


def _language(value: str) -> str:
    if value not in _LANGUAGES:
        raise ValueError(
            f'{value!r} is no language code: write "en", "es" or another of ISO 639-1, in small letters, or "und"'
        )
    return value


def _template(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    try:
        unknown = unknown_variables(value)
    except ValueError as error:
        raise ValueError(f"{error}; write {{{{ and }}}} for braces that are text") from None
    if unknown:
        known = ", ".join("{%s}" % name for name in VARIABLES)
        raise ValueError(f"nothing is known as {{{unknown[0]}}}; there are {known}")
    return value


def _line(longest: int, *, may_be_empty: bool = False) -> AfterValidator:
    def check(value: str) -> str:
        tidy = clean_line(value, longest + 1) or ""
        if not tidy and not (may_be_empty and value == ""):
            raise ValueError("must not be empty")
        if len(tidy) > longest:
            raise ValueError(f"must be at most {longest} characters long")
        if tidy != value:
            raise ValueError(f"holds line breaks, needless blanks or signs nobody sees: write {tidy!r}")
        return value

    return AfterValidator(check)


def _address(value: str) -> str:
    if clean_url(value) is None:
        raise ValueError("must be a web address that begins with https:// or http://")
    return value


def _case_link(value: str) -> str:
    host, _, path = value.partition("://")[2].partition("/")
    ordinary = clean_url(value.replace("{id}", "7K2QM9")) is not None
    if value and not (ordinary and path.count("{id}") == 1 and "{" not in host):
        raise ValueError(
            'write the web address of a case with {id} in its path, such as "https://heedline.example.org/case/{id}"'
        )
    return value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Seconds = Annotated[float, BeforeValidator(parse_duration)]
Pause = Annotated[Seconds, AfterValidator(_pause)]
Clock = Annotated[time, BeforeValidator(_clock)]
Zone = Annotated[str, BeforeValidator(_zone)]
Query = Annotated[str, AfterValidator(_query)]
Name = Annotated[str, _line(LONGEST_NAME)]
Contact = Annotated[str, _line(LONGEST_CONTACT, may_be_empty=True)]
Number = Annotated[str, _line(LONGEST_NUMBER)]
Channel = Annotated[str, AfterValidator(_channel)]
Address = Annotated[str, AfterValidator(_address)]
CaseLink = Annotated[str, AfterValidator(_case_link)]
Template = Annotated[str, Field(max_length=LONGEST_REPLY), AfterValidator(_template)]
Level = Annotated[int, Field(strict=True, ge=0, le=3)]
Names = Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_some)]
Languages = Annotated[
    tuple[Annotated[str, AfterValidator(_language)], ...], BeforeValidator(_listed), AfterValidator(_some)
]
SlackIds = Annotated[tuple[Annotated[str, AfterValidator(_slack_id)], ...], BeforeValidator(_listed)]
RoleHolders = Annotated[
    tuple[Annotated[str, AfterValidator(_role_holder)], ...],
    BeforeValidator(_listed),
    AfterValidator(_somebody),
]
