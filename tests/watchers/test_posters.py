"""Posters: what goes out, in whose name, and what is said of every answer a platform may give."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.platforms import EMPTY, HANG, HTML, RESET, TORN, FakeSite, answer, too_many
from tests.fakes.posting import (
    MASTODON_KEYS,
    REDDIT_KEYS,
    X_KEYS,
    FakeMastodon,
    FakePostingReddit,
    FakePostingX,
)
from tests.watchers.stages import Clock
from triage.model import Mention, SourceSettings
from triage.posting import Poster, PostRefused, PostUnavailable, PostUnclear
from watchers.post_mastodon import MastodonPoster
from watchers.post_reddit import RedditPoster
from watchers.post_x import XPoster
from watchers.posters import missing, posters

TEXT = "We are sorry that you waited. Please write to us: care@northgate.example.org"
QUICK = (5.0, 0.3)


@pytest.fixture
def x(clock: Clock) -> Iterator[FakePostingX]:
    with FakePostingX(clock) as site:
        yield site


@pytest.fixture
def reddit(clock: Clock) -> Iterator[FakePostingReddit]:
    with FakePostingReddit(clock) as site:
        site.submit("Nine hours in the ER")
        yield site


@pytest.fixture
def mastodon(clock: Clock) -> Iterator[FakeMastodon]:
    with FakeMastodon(clock) as site:
        site.status("9", "https://far.example.org/@ana/5", "ana@far.example.org")
        yield site


def x_poster(site: FakePostingX, clock: Clock, **keys: str) -> XPoster:
    made = XPoster(
        "x",
        account="NorthgateHealth",
        keys=X_KEYS | keys,
        now=clock,
        base_url=site.base_url,
        timeout=QUICK,
    )
    return site.closes(made)


def reddit_poster(site: FakePostingReddit, clock: Clock, **keys: str) -> RedditPoster:
    given = REDDIT_KEYS | keys
    return site.closes(RedditPoster("reddit", keys=given, now=clock, base_url=site.base_url, timeout=QUICK))


def mastodon_poster(site: FakeMastodon, clock: Clock, token: str = "mastodon-token") -> MastodonPoster:
    made = MastodonPoster("tag", instance=site.base_url, token=token, now=clock, timeout=QUICK)
    return site.closes(made)


def a_mention(**changes: Any) -> Mention:
    given: dict[str, Any] = {"source": "x", "native_id": "5", "text": "Nine hours", "addressed": True}
    return Mention(**given | {"url": "https://x.com/i/status/6"} | changes)


ON_REDDIT = a_mention(source="reddit", native_id="t3_1", url="https://www.reddit.com/r/northgate/comments/1/")
ON_MASTODON = a_mention(source="tag", url="https://far.example.org/@ana/5")


# What goes out


def test_x_replies_to_the_post_as_it_stands_and_tells_where(x: FakePostingX, clock: Clock) -> None:
    posted = x_poster(x, clock).post(a_mention(), TEXT, "key")
    assert x.replies == [{"text": TEXT, "reply": {"in_reply_to_tweet_id": "6"}}]
    assert posted.url == "https://x.com/NorthgateHealth/status/1001"


def test_x_is_asked_nothing_where_the_author_did_not_mention_us(x: FakePostingX, clock: Clock) -> None:
    for addressed in (False, None):
        with pytest.raises(PostRefused, match="mentioned"):
            x_poster(x, clock).post(a_mention(addressed=addressed), TEXT, "key")
    assert x.requests == []


def test_reddit_takes_a_comment_under_the_post(reddit: FakePostingReddit, clock: Clock) -> None:
    posted = reddit_poster(reddit, clock).post(ON_REDDIT, TEXT, "key")
    assert [(each["thing_id"], each["text"]) for each in reddit.replies] == [("t3_1", TEXT)]
    assert posted.url == "https://www.reddit.com/r/northgate/comments/1/_/r1/"


@pytest.mark.parametrize(
    ("keys", "grant"),
    [
        ({}, {"grant_type": "refresh_token", "refresh_token": "reddit-refresh"}),
        (
            {"REDDIT_REFRESH_TOKEN": "", "REDDIT_USERNAME": "northgate", "REDDIT_PASSWORD": "geh\u00e4im"},
            {"grant_type": "password", "username": "northgate", "password": "geh\u00e4im"},
        ),
    ],
)
def test_reddit_is_logged_into_by_token_or_by_name_and_password(
    reddit: FakePostingReddit, clock: Clock, keys: dict[str, str], grant: dict[str, str]
) -> None:
    reddit_poster(reddit, clock, **keys).post(ON_REDDIT, TEXT, "key")
    assert reddit.grants[0].items() >= grant.items()


def test_a_reddit_login_that_ran_out_is_asked_for_again_and_nothing_posted_meanwhile(
    reddit: FakePostingReddit, clock: Clock
) -> None:
    poster = reddit_poster(reddit, clock)
    poster.account()
    reddit.expire_token()
    with pytest.raises(PostUnavailable):
        poster.post(ON_REDDIT, TEXT, "key")
    assert reddit.replies == []
    poster.post(ON_REDDIT, TEXT, "key")
    assert len(reddit.replies) == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"author": "[deleted]"}, "deleted"),
        ({"locked": True}, "locked"),
        ({"archived": True}, "archived"),
    ],
)
def test_reddit_is_sent_no_comment_where_it_would_take_none(
    reddit: FakePostingReddit, clock: Clock, fields: dict[str, Any], why: str
) -> None:
    name = reddit.submit("Nine hours again", **fields)
    with pytest.raises(PostRefused, match=why):
        reddit_poster(reddit, clock).post(a_mention(source="reddit", native_id=name), TEXT, "key")
    assert reddit.replies == []


def test_reddits_own_errors_come_with_status_200_and_are_read(
    reddit: FakePostingReddit, clock: Clock
) -> None:
    reddit.errors = [["THREAD_LOCKED", "Comments are locked.", "parent"]]
    with pytest.raises(PostRefused, match="THREAD_LOCKED"):
        reddit_poster(reddit, clock).post(ON_REDDIT, TEXT, "key")
    reddit.errors = [["RATELIMIT", "Take a break for 9 minutes before trying again.", "ratelimit"]]
    with pytest.raises(PostUnavailable) as caught:
        reddit_poster(reddit, clock).post(ON_REDDIT, TEXT, "key")
    assert caught.value.retry_after == 540.0


def test_mastodon_finds_a_far_post_and_names_its_author(mastodon: FakeMastodon, clock: Clock) -> None:
    posted = mastodon_poster(mastodon, clock).post(ON_MASTODON, TEXT, "key")
    assert mastodon.replies == [
        {"status": f"@ana@far.example.org {TEXT}", "in_reply_to_id": "9", "visibility": "public"}
    ]
    assert posted.url == f"{mastodon.base_url}/@northgate/78"


def test_mastodon_asks_for_a_post_of_our_own_server_by_its_number(
    mastodon: FakeMastodon, clock: Clock
) -> None:
    mastodon.status("12", f"{mastodon.base_url}/@ben/12", "ben", visibility="unlisted")
    mention = a_mention(source="tag", url=f"{mastodon.base_url}/@ben/12")
    mastodon_poster(mastodon, clock).post(mention, f"@ben {TEXT}", "key")
    assert mastodon.replies == [{"status": f"@ben {TEXT}", "in_reply_to_id": "12", "visibility": "unlisted"}]


def test_mastodon_posts_one_key_once(mastodon: FakeMastodon, clock: Clock) -> None:
    poster = mastodon_poster(mastodon, clock)
    assert len({poster.post(ON_MASTODON, TEXT, "key").url for _ in range(2)}) == 1
    poster.post(ON_MASTODON, TEXT, "another")
    assert len(mastodon.replies) == 2


def test_mastodon_says_where_a_reply_is_too_long_or_the_post_is_gone(
    mastodon: FakeMastodon, clock: Clock
) -> None:
    poster = mastodon_poster(mastodon, clock)
    with pytest.raises(PostRefused, match="limit of 500"):
        poster.post(ON_MASTODON, "w" * 600, "key")
    with pytest.raises(PostRefused, match="gone"):
        poster.post(a_mention(source="tag", url="https://far.example.org/@ana/404"), TEXT, "key")


# What may go wrong: the same of all three

Stage = tuple[FakeSite, Poster, Mention, str]


@pytest.fixture(params=["x", "reddit", "mastodon"])
def stage(
    request: pytest.FixtureRequest,
    clock: Clock,
    x: FakePostingX,
    reddit: FakePostingReddit,
    mastodon: FakeMastodon,
) -> Stage:
    """A site, its poster, a mention there, and the path of the request that posts."""
    stages: dict[str, Callable[[], Stage]] = {
        "x": lambda: (x, x_poster(x, clock), a_mention(), "/2/tweets"),
        "reddit": lambda: (reddit, reddit_poster(reddit, clock), ON_REDDIT, "/api/comment"),
        "mastodon": lambda: (mastodon, mastodon_poster(mastodon, clock), ON_MASTODON, "/api/v1/statuses"),
    }
    return stages[request.param]()


def times_posted(site: FakeSite, path: str) -> int:
    return sum(each.method == "POST" and each.path == path for each in site.requests)


@pytest.mark.parametrize(
    "fault", [HANG, RESET, TORN, EMPTY, HTML, answer(500), answer(502), answer(503), answer(408)]
)
def test_an_answer_that_says_nothing_is_unclear_and_nobody_asks_again(stage: Stage, fault: Any) -> None:
    site, poster, mention, path = stage
    site.fail_next(fault, on=path)
    with pytest.raises(PostUnclear):
        poster.post(mention, TEXT, "key")
    assert times_posted(site, path) == 1


def test_being_asked_to_wait_is_no_refusal(stage: Stage) -> None:
    site, poster, mention, path = stage
    site.fail_next(too_many(30), on=path)
    with pytest.raises(PostUnavailable) as caught:
        poster.post(mention, TEXT, "key")
    assert (caught.value.retry_after, times_posted(site, path)) == (30.0, 1)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 410, 422])
def test_a_refusal_is_told_with_its_status(stage: Stage, status: int) -> None:
    site, poster, mention, path = stage
    site.fail_next(answer(status, b"{}"), on=path)
    with pytest.raises(PostRefused, match=f"HTTP {status}"):
        poster.post(mention, TEXT, "key")


def test_a_redirect_is_not_followed(stage: Stage) -> None:
    site, poster, mention, path = stage
    site.fail_next(answer(301, location=f"{site.base_url}/elsewhere"), on=path)
    with pytest.raises(PostRefused, match="another address"):
        poster.post(mention, TEXT, "key")
    assert not any(each.path == "/elsewhere" for each in site.requests)


def test_a_site_that_is_not_there_was_surely_sent_nothing(stage: Stage) -> None:
    site, poster, mention, _ = stage
    site.__exit__()
    poster_of = poster  # its sockets were closed with the site; asked again all the same
    with pytest.raises(PostUnavailable):
        poster_of.post(mention, TEXT, "key")


def test_neither_the_reply_nor_a_key_stands_in_what_is_told(stage: Stage) -> None:
    site, poster, mention, path = stage
    keys = [*X_KEYS.values(), *REDDIT_KEYS.values(), *MASTODON_KEYS.values()]
    body = f'{{"error": "{keys[0]} {keys[-1]}", "detail": "{" ".join(keys)}"}}'.encode()
    site.fail_next(answer(403, body), HANG, on=path)
    told = ""
    for _ in range(2):
        with pytest.raises((PostRefused, PostUnclear)) as caught:
            poster.post(mention, TEXT, "key")
        told += str(caught.value)
    assert TEXT not in told
    ours = {"/2/tweets": X_KEYS, "/api/comment": REDDIT_KEYS, "/api/v1/statuses": MASTODON_KEYS}[path]
    assert [key for name, key in ours.items() if key in told and name != "REDDIT_USER_AGENT"] == []


@pytest.mark.parametrize("fault", [HANG, RESET, answer(500), HTML])
def test_what_goes_wrong_before_the_reply_is_sent_may_be_tried_again(
    clock: Clock, reddit: FakePostingReddit, mastodon: FakeMastodon, fault: Any
) -> None:
    reddit.fail_next(fault, on="/api/info")
    with pytest.raises(PostUnavailable):
        reddit_poster(reddit, clock).post(ON_REDDIT, TEXT, "key")
    mastodon.fail_next(fault, on="/api/v2/search")
    with pytest.raises(PostUnavailable):
        mastodon_poster(mastodon, clock).post(ON_MASTODON, TEXT, "key")
    assert (reddit.replies, mastodon.replies) == ([], [])


def test_a_used_up_month_is_a_refusal(x: FakePostingX, clock: Clock) -> None:
    x.fail_next(answer(429, b'{"title": "UsageCapExceeded"}'))
    with pytest.raises(PostRefused, match="cap"):
        x_poster(x, clock).post(a_mention(), TEXT, "key")


# In whose name


def test_each_poster_tells_in_whose_name_it_posts(
    clock: Clock, x: FakePostingX, reddit: FakePostingReddit, mastodon: FakeMastodon
) -> None:
    made = (x_poster(x, clock), reddit_poster(reddit, clock), mastodon_poster(mastodon, clock))
    assert [poster.account() for poster in made] == [
        "@NorthgateHealth",
        "u/NorthgateHealth",
        "@northgate@127.0.0.1",
    ]


def test_keys_of_another_account_than_the_config_names_are_refused(x: FakePostingX, clock: Clock) -> None:
    x.username = "SomebodyElse"
    with pytest.raises(PostRefused, match=r"@SomebodyElse.*@NorthgateHealth"):
        x_poster(x, clock).account()


def test_a_wrong_key_is_refused(stage: Stage) -> None:
    site, poster, _, _ = stage
    site.fail_next(answer(401, b"{}"))
    with pytest.raises(PostRefused, match="HTTP 401"):
        poster.account()


# Eligible or not


@pytest.mark.parametrize(
    ("url", "ok"),
    [
        ("https://far.example.org/@ana/5", True),
        ("https://far.example.org/@ana@other.example.org/5/", True),
        ("https://far.example.org/users/ana/statuses/5", True),
        ("https://far.example.org/notice/AbC-1", True),
        ("https://news.example.org/2026/11/nine-hours", False),
        ("https://far.example.org/@ana", False),
        ("ftp://far.example.org/@ana/5", False),
        (None, False),
    ],
)
def test_mastodon_answers_posts_only(mastodon: FakeMastodon, clock: Clock, url: str | None, ok: bool) -> None:
    assert mastodon_poster(mastodon, clock).eligible(a_mention(source="tag", url=url)).ok is ok


def test_reddit_answers_what_is_its_own_and_younger_than_half_a_year(
    reddit: FakePostingReddit, clock: Clock
) -> None:
    eligible = reddit_poster(reddit, clock).eligible
    old = a_mention(native_id="t1_abc", written_at=clock() - timedelta(days=181))
    assert [eligible(a_mention(native_id=id_)).ok for id_ in ("t1_abc", "t3_1", "t5_1", "17")] == [
        True,
        True,
        False,
        False,
    ]
    assert not eligible(old).ok


# From the config


def _source(kind: str, name: str = "here", **options: object) -> SourceSettings:
    return SourceSettings(name=name, kind=kind, every=60, options=options)


ALL_KEYS = X_KEYS | REDDIT_KEYS | MASTODON_KEYS
SOURCES = [
    _source("x", "x", account="@NorthgateHealth", post_replies=True),
    _source("reddit", "reddit", subreddits="northgate", post_replies=True),
    _source("feed", "tag", url="https://far.example.org/tags/northgate.rss", mastodon="https://m.example.org", post_replies=True),
]  # fmt: skip


def test_there_is_a_poster_for_each_source_that_turned_it_on(clock: Clock) -> None:
    with ExitStack() as stack:
        made = posters(
            [*SOURCES, _source("x"), _source("file"), _source("x", post_replies=False)], ALL_KEYS, clock
        )
        for poster in made.values():
            stack.callback(poster.close)
        assert {name: type(poster) for name, poster in made.items()} == {
            "x": XPoster,
            "reddit": RedditPoster,
            "tag": MastodonPoster,
        }


def test_without_its_keys_a_source_has_no_poster_and_what_is_missing_is_named(clock: Clock) -> None:
    assert posters(SOURCES, {}, clock) == {}
    assert [missing(source, {"X_API_KEY": "a", "REDDIT_USERNAME": "b"}) for source in SOURCES] == [
        "X_API_SECRET; X_ACCESS_TOKEN; X_ACCESS_TOKEN_SECRET",
        "REDDIT_CLIENT_ID; REDDIT_CLIENT_SECRET; REDDIT_USER_AGENT; REDDIT_REFRESH_TOKEN, or REDDIT_USERNAME and REDDIT_PASSWORD",
        "MASTODON_ACCESS_TOKEN",
    ]
