"""A config becomes a policy, or everything that is wrong with it is told at once, each with the way out."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from triage.model import SourceSettings, When
from triage.policy import ConfigError, Policy, Problem
from triage.replies import shipped_replies
from triage.schema import KEYS, policy_of, read_policy
from triage.schema_problems import explained
from triage.schema_values import parse_duration

SMALLEST = """
[heedline]
organisation = "Northgate Health"
[slack]
default_channel = "#care"
[[subject]]
name = "Northgate"
kind = "own"
match = "northgate"
"""
FULL = """
[heedline]
organisation = "Northgate Health"
time_zone = "America/Chicago"
database = "here.db"
reply_contact = "care@northgate.example.org"
emergency_number = "112"
crisis_line = "555-0199"
replies = "none"
categories = "healthcare"
complaint_cut = 0.6
looks_per_day = 5
keep_days = 30
quiet_after = "30m"
approval_nudge = "1h"
[slack]
default_channel = "#care"
ops_channel = "#ops"
digest_channel = "C0123456789"
digest_at = "17:30"
mode = "http"
port = 8080
post_interval = "2s"
snooze_for = "1d"
case_link = "https://heedline.example.org/case/{id}"
[roles]
agent = "@care"
approver = ["S0123ABCD", "U0123ABCD"]
privacy_officer = ["@privacy"]
admin = ["W0123ABCD"]
[[subject]]
name = "Northgate"
kind = "own"
match = '"northgate hospital" OR @northgate'
exclude = "football"
[[subject]]
name = "Lakeside"
kind = "competitor"
match = "lakeside"
[[source]]
name = "news"
kind = "feed"
every = "5m"
complaint_cut = 0.7
complaint_bias = -0.5
about = "Northgate"
base_url = "http://127.0.0.1:8080"
url = "https://example.org/feed"
[[route]]
name = "urgent"
channel = "#safety"
when = { urgency_at_least = 2, urgency_at_most = 3, severity_at_least = 1, category = ["safety"], subject = "Northgate", source = ["news"], language = ["en", "und"], rule = "threat" }
notify = ["S0123ABCD", "here"]
answer_within = "15m"
escalate_to = ["S0456EFGH"]
approvals = 1
urgent_approvals = 2
[[route]]
name = "rest"
channel = "#care"
[[reply]]
name = "mine"
text = "Please write to {contact}. {{sic}}"
pre_approved = true
when = { language = "en" }
"""


def feeds_only(kind: str, options: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """A kind of source with one option."""
    if kind != "feed":
        yield "kind", f"{kind!r} is no kind of source"
    elif "url" not in options:
        yield "url", "is missing"
    for key in options:
        if key != "url":
            yield key, "is no known key; there are url"


def policy(toml: str) -> Policy:
    return read_policy(toml, feeds_only)


def problems(toml: str) -> dict[str, str]:
    with pytest.raises(ConfigError) as caught:
        policy(toml)
    told = {problem.path: problem.message for problem in caught.value.problems}
    assert len(told) == len(caught.value.problems)
    return told


def with_line(toml: str, line: str, table: str) -> str:
    """The config with a line more, or another one, in its first such table."""
    key = line.partition("=")[0].strip()
    lines, at = toml.strip().split("\n"), 0
    at = next(number for number, text in enumerate(lines) if text.strip("[]") == table) + 1
    end = next((n for n in range(at, len(lines)) if lines[n].startswith("[")), len(lines))
    kept = [text for text in lines[at:end] if text.partition("=")[0].strip() != key]
    return "\n".join([*lines[:at], line, *kept, *lines[end:]])


def test_the_smallest_config_gets_the_defaults() -> None:
    read = policy(SMALLEST)
    assert (read.organisation, read.time_zone, read.database) == ("Northgate Health", "UTC", "heedline.db")
    assert (read.reply_contact, read.keep_days, read.quiet_after, read.sources) == ("", 400, 900.0, ())
    assert (read.slack.ops_channel, read.slack.digest_channel) == ("#care", "#care")
    assert (read.slack.digest_at, read.slack.mode, read.slack.port) == (time(8, 0), "socket", 3000)
    assert (read.slack.post_interval, read.slack.snooze_for) == (1.1, 14_400.0)
    assert [route.name for route in read.routes] == ["default"]
    assert read.replies == shipped_replies("healthcare")


def test_the_fullest_config_is_read_whole() -> None:
    read = policy(FULL)
    assert (read.time_zone, read.database, read.keep_days) == ("America/Chicago", "here.db", 30)
    assert (read.reply_contact, read.quiet_after) == ("care@northgate.example.org", 1800.0)
    assert (read.emergency_number, read.crisis_line) == ("112", "555-0199")
    assert (read.slack.ops_channel, read.slack.digest_channel) == ("#ops", "C0123456789")
    assert (read.slack.digest_at, read.slack.mode, read.slack.port) == (time(17, 30), "http", 8080)
    assert (read.slack.post_interval, read.slack.snooze_for) == (2.0, 86_400.0)
    assert [(subject.name, subject.is_own) for subject in read.subjects] == [
        ("Northgate", True),
        ("Lakeside", False),
    ]
    assert read.sources == (
        SourceSettings(
            name="news",
            kind="feed",
            every=300.0,
            base_url="http://127.0.0.1:8080",
            complaint_cut=0.7,
            complaint_bias=-0.5,
            about="Northgate",
            options={"url": "https://example.org/feed"},
        ),
    )
    assert [reply.name for reply in read.replies] == ["mine"]


def test_a_route_is_read_whole() -> None:
    urgent, rest, default = policy(FULL).routes
    assert urgent.when == When(
        urgency_at_least=2,
        urgency_at_most=3,
        severity_at_least=1,
        category=("safety",),
        subject=("Northgate",),
        source=("news",),
        language=("en", "und"),
        rule=("threat",),
    )
    assert (urgent.notify, urgent.answer_within) == (("S0123ABCD", "here"), 900.0)
    assert (rest.when, rest.notify, rest.answer_within) == (When(urgency_at_least=1), (), None)
    assert (default.name, default.channel, default.when) == ("default", "#care", When(urgency_at_least=1))


def test_every_key_there_is_stands_in_the_fullest_config() -> None:
    for keys in KEYS.values():
        assert all(key in FULL for key in keys)


@pytest.mark.parametrize("replies", ["healthcare", "general"])
def test_the_operators_replies_stand_before_the_shipped_ones(replies: str) -> None:
    read = policy(with_line(FULL, f'replies = "{replies}"', "heedline"))
    assert [reply.name for reply in read.replies[:1]] == ["mine"]
    assert read.replies[1:] == shipped_replies(replies)


def test_a_contact_may_be_left_empty() -> None:
    assert policy(with_line(FULL, 'reply_contact = ""', "heedline")).reply_contact == ""


def test_a_reply_of_the_same_name_replaces_a_shipped_one() -> None:
    read = policy(SMALLEST + '[[reply]]\nname = "thanks"\ntext = "Thank you."\n')
    assert [reply.text for reply in read.replies if reply.name == "thanks"] == ["Thank you."]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1s", 1), ("90s", 90), ("5m", 300), ("1h", 3600), ("2d", 172_800), ("1h30m", 5400), ("1.5h", 5400), ("3650d", 315_360_000)],
)  # fmt: skip
def test_a_duration_is_read(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "value",
    ["", "5", "m", "5 m", "-5m", "5M", "5min", "m5", "1.m", "\u0663s", "0s", "0h0m", "3651d", "9" * 500 + "s", 5, 5.0, True, None, [], "5m\n"],
)  # fmt: skip
def test_what_is_no_duration_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(value)


@pytest.mark.parametrize(
    ("table", "line", "path", "says"),
    [
        ("heedline", "organisation = 5", "heedline.organisation", "text in quotes"),
        ("heedline", 'organisation = " "', "heedline.organisation", "not be empty"),
        ("heedline", f'organisation = "{"a" * 101}"', "heedline.organisation", "at most 100 characters"),
        ("heedline", 'organisation = "A\\nB"', "heedline.organisation", "write 'A B'"),
        ("heedline", 'organisation = "A\\u202eB"', "heedline.organisation", "write 'AB'"),
        ("heedline", f'reply_contact = "{"a" * 201}"', "heedline.reply_contact", "at most 200 characters"),
        ("heedline", 'emergency_number = ""', "heedline.emergency_number", "not be empty"),
        ("heedline", f'crisis_line = "{"1" * 41}"', "heedline.crisis_line", "at most 40 characters"),
        ("heedline", 'reply_contact = " "', "heedline.reply_contact", "not be empty"),
        ("heedline", 'database = ""', "heedline.database", "not be empty"),
        ("heedline", 'replies = "hospital"', "heedline.replies", "'healthcare', 'general' or 'none'"),
        ("heedline", "keep_days = 6", "heedline.keep_days", "at least 7"),
        ("heedline", "keep_days = 99999", "heedline.keep_days", "at most 3650"),
        ("heedline", 'keep_days = "400"', "heedline.keep_days", "whole number"),
        ("heedline", "keep_days = 400.5", "heedline.keep_days", "whole number"),
        ("heedline", "keep_days = true", "heedline.keep_days", "whole number"),
        ("heedline", "keep_days = 2024-01-01", "heedline.keep_days", "whole number"),
        ("heedline", 'time_zone = "america/chicago"', "heedline.time_zone", "'America/Chicago'"),
        ("heedline", 'time_zone = "Chicago"', "heedline.time_zone", "'America/Chicago'"),
        ("heedline", 'time_zone = "Europe/Lundon"', "heedline.time_zone", "'Europe/London'"),
        ("heedline", 'time_zone = "new york"', "heedline.time_zone", "'America/New_York'"),
        ("heedline", 'time_zone = "Factory"', "heedline.time_zone", "not an IANA time zone"),
        ("heedline", 'time_zone = "UTC-6"', "heedline.time_zone", 'such as "Europe/London"'),
        ("heedline", 'time_zone = "../etc"', "heedline.time_zone", "IANA"),
        ("heedline", "time_zone = 1", "heedline.time_zone", "IANA"),
        ("slack", 'default_channel = "<!channel>"', "slack.default_channel", "write a channel as"),
        ("slack", 'default_channel = "#Care"', "slack.default_channel", "write '#care'"),
        ("slack", 'default_channel = "# care"', "slack.default_channel", '"#patient-relations"'),
        ("slack", "ops_channel = 5", "slack.ops_channel", "text in quotes"),
        ("slack", 'digest_at = "8:00"', "slack.digest_at", 'as "08:00"'),
        ("slack", 'digest_at = "24:00"', "slack.digest_at", 'as "08:00"'),
        ("slack", 'digest_at = "08:00\\n"', "slack.digest_at", 'as "08:00"'),
        ("slack", "digest_at = 08:00:00", "slack.digest_at", 'as "08:00"'),
        ("slack", 'mode = "rtm"', "slack.mode", "'socket' or 'http'"),
        ("slack", "port = 0", "slack.port", "at least 1"),
        ("slack", "port = 65536", "slack.port", "at most 65535"),
        ("slack", "post_interval = 2", "slack.post_interval", 'as "30s"'),
        ("slack", 'snooze_for = "for ever"', "slack.snooze_for", 'as "30s"'),
        ("subject", 'kind = "rival"', "subject[1].kind", "'own' or 'competitor'"),
        ("subject", "match = 5", "subject[1].match", "text in quotes"),
        ("reply", 'name = ""', "reply[1].name", "not be empty"),
        ("source", 'every = "0.5s"', "source[1].every", '"1s"'),
        ("source", "every = 60", "source[1].every", 'as "30s"'),
        ("source", 'base_url = "example.org"', "source[1].base_url", "https://"),
        ("source", "kind = 5", "source[1].kind", "text in quotes"),
        ("source", 'kind = "fed"', "source[1].kind", "no kind of source"),
        ("source", 'evry = "5m"', "source[1].evry", "did you mean 'every'?"),
        ("source", "max_pages = 5", "source[1].max_pages", "there are url"),
        ("source", 'client_secret = "x"', "source[1].client_secret", ".env"),
        ("route", 'channel = "#safety, #care"', "route[1].channel", '"#patient-relations"'),
        ("route", 'notify = ["here", "@jane"]', "route[1].notify[2]", "'@jane' is no Slack id"),
        ("route", 'notify = "jane"', "route[1].notify[1]", "'jane' is no Slack id"),
        ("route", "notify = 5", "route[1].notify", "list of such texts"),
        ("route", "notify = [5]", "route[1].notify[1]", "text in quotes"),
        ("route", 'answer_within = "soon"', "route[1].answer_within", 'as "30s"'),
        ("route", "when = []", "route[1].when", "{ urgency_at_least = 2 }"),
        ("route", 'when = "urgent"', "route[1].when", "{ urgency_at_least = 2 }"),
        ("route", "when = { urgency_at_least = 4 }", "route[1].when.urgency_at_least", "at most 3"),
        ("route", 'when = { urgency_at_least = "now" }', "route[1].when.urgency_at_least", "3 now"),
        ("heedline", 'categories = "airline"', "heedline.categories", "general is for every trade"),
        ("reply", 'pre_approved = "yes"', "reply[1].pre_approved", "must be true or false, without quotes"),
        ("route", "when = { urgency_at_least = true }", "route[1].when.urgency_at_least", "whole number"),
        ("route", "when = { urgency = 3 }", "route[1].when.urgency", "did you mean 'urgency_at_least'?"),
        ("route", "when = { urgency_at_least = 2, urgency_at_most = 1 }", "route[1].when.urgency_at_most", "never holds"),
        ("route", "when = { urgency_at_most = 0 }", "route[1].when.urgency_at_most", "no card has urgency 0"),
        ("heedline", 'complaint_cut = "0.5"', "heedline.complaint_cut", "must be a number, without quotes"),
        ("heedline", "complaint_cut = nan", "heedline.complaint_cut", "must be a number"),
        ("source", "complaint_bias = inf", "source[1].complaint_bias", "must be a number"),
        ("source", "complaint_bias = true", "source[1].complaint_bias", "must be a number, without quotes"),
        ("heedline", 'time_zone = "utc"', "heedline.time_zone", "did you mean 'UTC'?"),
        ("route", 'when = { language = "xx" }', "route[1].when.language[1]", "another of ISO 639-1"),
        ("route", "when = { category = [] }", "route[1].when.category", "names nothing: leave the line out"),
        ("route", 'when = { language = "english" }', "route[1].when.language[1]", "'english' is no language"),
        ("route", "when = { category = 5 }", "route[1].when.category", "list of such texts"),
        ("route", 'when = { category = "safty" }', "route[1].when.category", "did you mean 'safety'?"),
        ("route", 'when = { category = ["safety", "x"] }', "route[1].when.category[2]", "there are communication"),
        ("route", 'when = { category = "billing" }', "route[1].when.category", "no category 'billing'"),
        ("route", 'when = { subject = "Northgat" }', "route[1].when.subject", "did you mean 'Northgate'?"),
        ("route", 'when = { source = ["x"] }', "route[1].when.source[1]", "there are news"),
        ("reply", 'text = ""', "reply[1].text", "not be empty"),
        ("reply", 'text = "{contract}"', "reply[1].text", "nothing is known as {contract}; there are {organisation}"),
        ("reply", 'text = "a { b"', "reply[1].text", "write {{ and }}"),
        ("reply", f'text = "{"a" * 1001}"', "reply[1].text", "at most 1000 characters"),
        ("reply", "text = 5", "reply[1].text", "text in quotes"),
        ("reply", 'when = { category = "delay" }', "reply[1].when.category", "no category 'delay'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_path_and_the_way_out(table: str, line: str, path: str, says: str) -> None:
    told = problems(with_line(FULL, line, table))
    assert list(told) == [path]
    assert says in told[path]


@pytest.mark.parametrize(
    ("line", "path", "says"),
    [
        ("heedline = 5", "heedline", "one table [heedline]"),
        ('heedline = "x"', "heedline", "one table [heedline]"),
        ("slack = []", "slack", "one table [slack]"),
        ("subject = []", "subject", "at least one [[subject]]"),
        ('subject = { name = "Northgate" }', "subject", "at least one [[subject]]"),
        ('route = "x"', "route", "each as [[route]]"),
        ("source = 5", "source", "each as [[source]]"),
        ("reply = { a = 1 }", "reply", "each as [[reply]]"),
        ("route = [5]", "route[1]", "must be a table"),
        ("source = [[]]", "source[1]", "must be a table"),
        ("extra = 1", "extra", "is no known key; there are heedline, slack"),
        ("sources = []", "sources", "did you mean 'source'?"),
        ("'a.b c' = 1", "'a.b c'", "is no known key"),
        ("'' = 1", "''", "is no known key"),
        ("9" * 5000 + " = 1", "9" * 5000, "is no known key"),
        ('SLACK_BOT_TOKEN = "xoxb-1"', "SLACK_BOT_TOKEN", "secrets stand in .env"),
    ],
    ids=lambda text: ascii(text[:40]),
)
def test_a_table_of_the_wrong_shape_is_told(line: str, path: str, says: str) -> None:
    name = line.partition(" ")[0]
    kept = [f"[{part}" for part in SMALLEST.split("\n[")[1:] if part.strip("[").partition("]")[0] != name]
    told = problems("\n".join([line, *kept]))
    assert list(told) == [path]
    assert says in told[path]


@pytest.mark.parametrize("key", ["organisatoin", "reply-contact"])
def test_an_unknown_key_is_told_by_its_full_path_and_with_what_was_meant(key: str) -> None:
    told = problems(with_line(FULL, f'{key} = "x"', "heedline"))
    assert list(told) == [f"heedline.{key}"]
    assert "did you mean" in told[f"heedline.{key}"]


def test_an_empty_file_is_told_what_it_lacks() -> None:
    assert list(problems("")) == ["heedline", "slack", "subject"]


def test_empty_tables_are_told_what_they_lack() -> None:
    told = problems("[heedline]\n[slack]\n[[subject]]\n[[source]]\n[[route]]\n[[reply]]\n")
    assert set(told.values()) == {"is missing"}
    assert list(told) == [
        *("heedline.organisation", "reply[1].name", "reply[1].text", "route[1].channel", "route[1].name"),
        *("slack.default_channel", "source[1].kind", "source[1].name"),
        *("subject[1].kind", "subject[1].match", "subject[1].name"),
    ]


def test_every_mistake_of_a_file_is_told_at_once_and_in_its_order() -> None:
    toml = with_line(with_line(FULL, "keep_days = 1", "heedline"), 'notify = "x"', "route")
    toml += "".join(f'\n[[subject]]\nname = "s{n}"\nkind = "own"\nmatch = "("' for n in range(10))
    told = problems(with_line(toml, 'evry = "1s"', "source"))
    subjects = [f"subject[{n}].match" for n in range(3, 13)]
    assert list(told) == ["heedline.keep_days", "route[1].notify[1]", "source[1].evry", *subjects]


@pytest.mark.parametrize("key", ["match", "exclude"])
def test_the_fault_in_a_query_is_shown_under_its_line(key: str) -> None:
    told = problems(with_line(FULL, f"{key} = 'northgate AND'", "subject"))[f"subject[1].{key}"]
    assert told.split("\n")[-2:] == ["northgate AND", "          ^"]


@pytest.mark.parametrize("kind", ["subject", "source", "route", "reply"])
def test_a_name_used_twice_is_told_with_the_other_place(kind: str) -> None:
    toml = FULL
    again = next(part for part in FULL.split("\n[[") if part.startswith(f"{kind}]]"))
    told = problems(f"{toml}\n[[{again}")
    (path,) = told
    assert path.startswith(f"{kind}[")
    assert told[path].endswith(f"{kind}[1] has it too")


def test_a_name_in_other_letters_is_the_same_name() -> None:
    again = '[[subject]]\nname = "NORTHG\u0430TE"\nkind = "competitor"\nmatch = "lakeside"\n'
    (told,) = problems(SMALLEST.replace('name = "us"', 'name = "Northgate"') + again).values()
    assert "is used twice" in told


def test_a_name_that_is_missing_twice_is_not_used_twice() -> None:
    told = problems(SMALLEST + '[[route]]\nchannel = "#a"\n[[route]]\nchannel = "#b"\n')
    assert told == {"route[1].name": "is missing", "route[2].name": "is missing"}


def test_without_a_source_a_route_that_asks_for_one_is_told_so() -> None:
    told = problems(SMALLEST + '[[route]]\nname = "r"\nchannel = "#a"\nwhen = { source = "x" }\n')
    assert told == {"route[1].when.source": "there is no source 'x'; no source is configured"}


def test_a_source_about_nobody_we_watch_is_told_so() -> None:
    source = '[[source]]\nname = "s"\nkind = "file"\npath = "s.jsonl"\nabout = "Northgte"\n'
    told = problems(SMALLEST + source)
    assert told["source[1].about"].startswith("there is no subject 'Northgte'; ")


@pytest.mark.parametrize("name", ["slack", "by hand"])
def test_a_route_may_ask_for_what_people_bring_in_but_no_source_may_bear_its_name(name: str) -> None:
    route = f'[[route]]\nname = "r"\nchannel = "#a"\nwhen = {{ source = "{name}" }}\n'
    assert policy(SMALLEST + route).routes[0].when.source == (name,)
    told = problems(SMALLEST + f'[[source]]\nname = "{name}"\nkind = "feed"\nurl = "https://example.org"\n')
    assert told == {"source[1].name": f"'{name}' is kept for what people add themselves; choose another name"}


def test_nor_may_one_bear_it_in_other_letters() -> None:
    told = problems(SMALLEST + '[[source]]\nname = "Slack"\nkind = "feed"\nurl = "https://example.org"\n')
    assert told["source[1].name"].startswith("'Slack' is kept for")


@pytest.mark.parametrize(
    "link",
    [
        "https://h.example.org/case/{id}",
        "https://h.example.org/?case={id}&x=1",
        "http://10.0.0.1:8080/{id}/",
        "",
    ],
)
def test_the_address_of_a_case_may_be_any_with_one_id_in_its_path(link: str) -> None:
    assert policy(with_line(SMALLEST, f'case_link = "{link}"', "slack")).slack.case_link == link


@pytest.mark.parametrize(
    "link",
    [
        *("https://h.example.org/case/", "https://h.example.org/{id}/{id}", "https://{id}.example.org/"),
        *(
            "https://{id}.example.org/{id}",
            "h.example.org/{id}",
            "javascript:{id}",
            "{id}",
            "https://h.example.org/{ID}",
        ),
        *("https://h.example.org/{id}/{name}", " "),
    ],
)
def test_any_other_address_of_a_case_is_refused_with_an_example(link: str) -> None:
    told = problems(with_line(SMALLEST, f'case_link = "{link}"', "slack"))
    assert 'such as "https://heedline.example.org/case/{id}"' in told["slack.case_link"]


def test_a_config_that_watches_only_others_is_told_so() -> None:
    told = problems(SMALLEST.replace('"own"', '"competitor"'))
    assert list(told) == ["subject"]
    assert 'none has kind = "own"' in told["subject"]


OWN_REPLY = (
    '[[reply]]\nname = "mine"\ntext = "Hello."\nwhen = { category = ["billing", "delay", "safety"] }\n'
)


def test_a_reply_may_ask_for_the_categories_that_are_chosen() -> None:
    told = problems(with_line(SMALLEST, 'categories = "general"', "heedline") + "\n" + OWN_REPLY)
    assert list(told) == ["reply[1].when.category[3]"]


@pytest.mark.parametrize(
    ("category", "says"), [("biling", "did you mean 'billing'?"), ("safety", "there are access, billing")]
)
def test_a_route_may_ask_for_the_categories_that_are_chosen_and_no_others(category: str, says: str) -> None:
    route = f'[[route]]\nname = "r"\nchannel = "#a"\nwhen = {{ category = "{category}" }}\n'
    told = problems(with_line(SMALLEST, 'categories = "general"', "heedline") + "\n" + route)
    assert says in told["route[1].when.category"]


ROUTES = '[[route]]\nname = "{}"\nchannel = "#a"\n[[route]]\nname = "{}"\nchannel = "#b"\nwhen = {{ category = "billing" }}\n'


def test_what_no_route_takes_has_a_name_of_its_own_whatever_the_routes_are_called() -> None:
    read = policy(
        with_line(SMALLEST, 'categories = "general"', "heedline") + "\n" + ROUTES.format("Default", "bills")
    )
    assert [route.name for route in read.routes] == ["Default", "bills", "everything else"]


def test_two_routes_for_what_no_other_takes_are_refused() -> None:
    told = problems(
        with_line(SMALLEST, 'categories = "general"', "heedline")
        + "\n"
        + ROUTES.format("Everything else", "default")
    )
    assert told == {
        "route[1].name": "'everything else' is kept for what no other route takes; choose another name"
    }


def test_the_replies_go_with_the_categories() -> None:
    read = policy(with_line(SMALLEST, 'categories = "general"', "heedline"))
    assert read.replies == shipped_replies("general")


def test_a_source_may_have_its_own_cut_and_bias() -> None:
    read = policy(FULL)
    assert (read.complaint_cut, read.sources[0].complaint_cut, read.sources[0].complaint_bias) == (
        0.6,
        0.7,
        -0.5,
    )


@pytest.mark.parametrize("replies", ["healthcare", "none"])
def test_elsewhere_it_may_not(replies: str) -> None:
    told = problems(with_line(SMALLEST, f'replies = "{replies}"', "heedline") + "\n" + OWN_REPLY)
    assert list(told) == ["reply[1].when.category[1]", "reply[1].when.category[2]"]


@pytest.mark.parametrize(
    "toml",
    [
        "[heedline",
        "a = ",
        "a = 1\na = 2",
        'a = "\\x"',
        "\0",
        "a = " + "9" * 5000,
        "a = " + "[" * 10_000,
        "\ud800",
    ],
    ids=lambda toml: ascii(toml[:12]),
)
def test_what_is_no_toml_is_told_in_one_line(toml: str) -> None:
    told = problems(toml)
    assert list(told) == ["the file"]
    assert "is not TOML" in told["the file"]


def test_a_byte_order_mark_does_no_harm() -> None:
    assert policy("\ufeff" + SMALLEST) == policy(SMALLEST)


def test_the_error_reads_as_a_list_of_places_and_sentences() -> None:
    error = ConfigError([Problem(path="a.b", message="is missing"), Problem(path="c", message="is wrong")])
    assert str(error) == "a.b: is missing\nc: is wrong"


def test_what_pydantic_may_find_one_day_is_told_in_its_own_words() -> None:
    found = explained({"type": "new_type", "loc": ("slack", "port"), "msg": "Odd"}, KEYS)
    assert str(found) == "slack.port: Odd"


def told(read: Callable[[], Policy]) -> tuple[Problem, ...]:
    """The problems of a config, () where there are none; any other error is the test's."""
    try:
        read()
    except ConfigError as error:
        return error.problems
    return ()


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from places(inner, (*path, key))


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=2)
    | st.sampled_from([time(8), datetime(2026, 1, 1), "default", "own", "5m", "#x", "{", "(", "9" * 400 + "s", "news"])
)  # fmt: skip
WORDS = st.sampled_from([key for keys in KEYS.values() for key in keys]) | st.text(max_size=4)
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(WORDS, v, max_size=3), max_leaves=6
)
PLACES = [path for path in places(tomllib.loads(FULL)) if path]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.none() | WORDS, VALUES), min_size=1, max_size=3))
@example([(("route",), None, "x")])
@example([(("source",), None, 5)])
@example([(("route", 0, "when"), None, [])])
@example([(("route", 0, "when", "category"), None, {"a": 1})])
@example([(("subject", 0, "name"), None, ["Northgate"])])
def test_any_config_is_a_policy_or_a_list_of_problems(
    changes: list[tuple[tuple[Any, ...], str | None, Any]],
) -> None:
    mutated = tomllib.loads(FULL)
    for path, key, value in changes:
        try:
            inner: Any = mutated
            for part in path[:-1]:
                inner = inner[part]
            if key is not None and isinstance(inner[path[-1]], dict):
                inner[path[-1]][key] = value
            else:
                inner[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    for problem in told(lambda: policy_of(mutated, feeds_only)):
        assert problem.path
        assert problem.message
        assert "function-" not in problem.path


@given(st.text(alphabet="[]{}='\"\n.#ab1 \\:-") | st.integers(0, len(FULL)).map(lambda at: FULL[:at]))
def test_any_text_is_a_policy_or_a_list_of_problems(toml: str) -> None:
    assert all(problem.message for problem in told(lambda: policy(toml)))


def test_the_demos_config_is_in_order() -> None:
    toml = Path(__file__).parents[2].joinpath("demo/heedline.toml").read_text(encoding="utf-8")
    assert read_policy(toml, lambda kind, options: ()).organisation == "Northgate Health"


def test_a_channel_without_its_sign_gets_it() -> None:
    made = policy(with_line(SMALLEST, 'ops_channel = "care"', "slack"))
    assert made.slack.ops_channel == "#care"


def test_a_short_channel_id_is_an_id() -> None:
    made = policy(with_line(SMALLEST, 'ops_channel = "C01"', "slack"))
    assert made.slack.ops_channel == "C01"


def test_a_route_of_ones_own_may_be_called_default() -> None:
    own = '\n[[route]]\nname = "default"\nchannel = "#care"\nwhen = { urgency_at_least = 2 }\n'
    assert [route.name for route in policy(SMALLEST + own).routes] == ["default", "everything else"]
