"""Which kinds there are, and what is said of options they cannot use."""

import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.watchers.stages import SECRETS, SUBJECTS, Clock
from triage.model import SourceSettings
from triage.source import SourceRefused
from watchers import KINDS, build, problems

GOOD: dict[str, dict[str, object]] = {
    "x": {
        "query": ["northgate", "@northgate"],
        "max_pages": 3,
        "expand_authors": True,
        "account": "@northgate",
        "post_replies": True,
    },
    "reddit": {"subreddits": "nhs", "search": ["northgate"], "post_replies": False},
    "feed": {
        "url": "https://news.test/feed",
        "mastodon": "https://mastodon.example.org",
        "post_replies": True,
    },
    "file": {"path": "answers.jsonl"},
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_good_options_are_no_problem(kind: str) -> None:
    assert problems(kind, GOOD[kind]) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_option_has_a_line_of_help(kind: str) -> None:
    assert all(option.help for option in KINDS[kind].options.values())


@pytest.mark.parametrize(
    ("kind", "options", "problem"),
    [
        ("x", {"querry": "a"}, ("querry", "is no known key; did you mean 'query'?")),
        (
            "x",
            {"zzz": "a"},
            ("zzz", "is no known key; there are query, max_pages, expand_authors, account, post_replies"),
        ),
        ("x", {"query": 5}, ("query", "must be a query of at most 512 characters or a list of them")),
        ("x", {"query": []}, ("query", "must be a query of at most 512 characters or a list of them")),
        ("x", {"query": [""]}, ("query", "'' is not a query of at most 512 characters")),
        ("x", {"max_pages": True}, ("max_pages", "must be a whole number from 1 to 100")),
        ("x", {"max_pages": 0}, ("max_pages", "must be a whole number from 1 to 100")),
        ("x", {"expand_authors": "yes"}, ("expand_authors", "must be true or false")),
        ("reddit", {}, ("subreddits", "is missing: give subreddits or search, or both")),
        (
            "reddit",
            {"subreddits": ["r/nhs"]},
            ("subreddits", "'r/nhs' is not the name of a subreddit, without r/"),
        ),
        ("feed", {}, ("url", "is missing")),
        ("feed", {"url": "news"}, ("url", "must be a web address that begins with https:// or http://")),
        ("feed", {"url": "http://[x"}, ("url", "must be a web address that begins with https:// or http://")),
        ("feed", {"url": 5}, ("url", "must be a web address that begins with https:// or http://")),
        ("file", {"path": " "}, ("path", "must be text")),
        ("fed", {}, ("kind", "'fed' is no kind of source; did you mean 'feed'?")),
        ("tv", {}, ("kind", "'tv' is no kind of source; there are x, reddit, feed, file")),
    ],
)
def test_a_mistake_is_told_with_the_way_out(
    kind: str, options: Mapping[str, object], problem: tuple[str, str]
) -> None:
    assert problems(kind, options) == [problem]


def test_all_mistakes_are_told_at_once() -> None:
    assert [key for key, _ in problems("x", {"query": 1, "max_pages": "2", "colour": 3})] == [
        "query",
        "max_pages",
        "colour",
    ]


def _settings(kind: str, **options: object) -> SourceSettings:
    return SourceSettings(name="here", kind=kind, every=60, options=options)


@pytest.mark.parametrize(
    ("secrets", "message"),
    [
        ({}, "X_BEARER_TOKEN is not set"),
        ({"X_BEARER_TOKEN": " "}, "X_BEARER_TOKEN is not set"),
        ({"X_BEARER_TOKEN": "a\nb"}, "X_BEARER_TOKEN holds a character that no key has"),
        ({"X_BEARER_TOKEN": "\u2026"}, "X_BEARER_TOKEN holds a character that no key has"),
    ],
)
def test_a_source_without_its_key_refuses_and_stops_nothing_else(
    clock: Clock, secrets: dict[str, str], message: str
) -> None:
    watcher = build(_settings("x"), secrets, SUBJECTS, clock)
    with pytest.raises(SourceRefused) as caught:
        watcher.fetch({})
    watcher.close()
    assert str(caught.value) == message


def test_a_source_that_cannot_be_asked_refuses_at_its_first_fetch(clock: Clock) -> None:
    watcher = build(_settings("x"), SECRETS, [], clock)
    with pytest.raises(SourceRefused, match="no subject"):
        watcher.fetch({})


def test_a_bot_reddit_would_throttle_for_its_name_is_refused(clock: Clock) -> None:
    watcher = build(_settings("reddit"), {**SECRETS, "REDDIT_USER_AGENT": "bot"}, SUBJECTS, clock)
    with pytest.raises(SourceRefused, match="REDDIT_USER_AGENT"):
        watcher.fetch({})


def test_an_unknown_kind_cannot_be_built(clock: Clock) -> None:
    with pytest.raises(ValueError, match="no kind of source"):
        build(_settings("tv"), SECRETS, SUBJECTS, clock)


def test_checking_options_loads_no_platforms_library() -> None:
    code = "import sys, watchers; watchers.problems('x', {}); print({'tweepy', 'praw', 'httpx'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
