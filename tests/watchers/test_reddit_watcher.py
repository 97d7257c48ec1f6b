"""Reddit: pages back to what is known, tells what it missed, and survives prawcore."""

import json
from collections.abc import Iterator
from typing import Any

import praw
import pytest

from tests.fakes.platforms import HANG, SERVER_ERROR, UNAUTHORISED, FakeReddit, Fault, answer, too_many
from tests.watchers.stages import Clock, drain
from triage.source import SourceRefused, SourceUnavailable
from watchers.reddit import RedditListings, listings


@pytest.fixture
def site(clock: Clock) -> Iterator[FakeReddit]:
    with FakeReddit(clock) as site:
        yield site


def _watcher(
    site: FakeReddit,
    clock: Clock,
    subreddits: tuple[str, ...] = ("northgate",),
    searches: tuple[str, ...] = (),
    **settings: Any,
) -> RedditListings:
    return site.closes(
        RedditListings(
            "reddit",
            client_id="reddit-id",
            client_secret="reddit-key",
            user_agent="heedline by /u/northgate",
            listings=listings(subreddits, searches),
            now=clock,
            base_url=site.base_url,
            **settings,
        )
    )


@pytest.fixture
def watcher(site: FakeReddit, clock: Clock) -> RedditListings:
    return _watcher(site, clock)


def _listing(*children: object, after: object = None) -> Fault:
    body = {"kind": "Listing", "data": {"children": children, "after": after}}
    return answer(200, json.dumps(body).encode())


def test_posts_and_comments_are_read(site: FakeReddit, watcher: RedditListings) -> None:
    names = {site.submit("a post"), site.comment("a comment")}
    assert set(drain(watcher).ids) == names


def test_a_post_is_its_title_and_its_text(site: FakeReddit, watcher: RedditListings) -> None:
    site.submit("title", "text")
    assert drain(watcher).texts == ["title\n\ntext"]


def test_a_post_that_is_a_link_is_its_title(site: FakeReddit, watcher: RedditListings) -> None:
    site.submit("title", selftext=None)
    assert drain(watcher).texts == ["title"]


def test_a_mention_links_to_its_place(site: FakeReddit, watcher: RedditListings) -> None:
    site.comment("a", permalink="/r/northgate/comments/1/", score=-4)
    (mention,) = drain(watcher).mentions
    assert (mention.url, mention.reach) == ("https://www.reddit.com/r/northgate/comments/1/", 0)


@pytest.mark.parametrize("author", [None, "[deleted]", ...])
def test_a_deleted_author_is_nobody(site: FakeReddit, watcher: RedditListings, author: object) -> None:
    site.comment("still here", author=author, permalink="javascript:")
    (mention,) = drain(watcher).mentions
    assert (mention.author, mention.url) == (None, None)


@pytest.mark.parametrize("words", ["[deleted]", "[removed]"])
def test_deleted_words_are_passed_over(site: FakeReddit, watcher: RedditListings, words: str) -> None:
    site.comment(words)
    site.submit("title", words)
    site.submit("[deleted by user]")
    assert drain(watcher).ids == []


def test_several_subreddits_are_one_listing(site: FakeReddit, clock: Clock) -> None:
    site.comment("one", subreddit="a")
    site.comment("two", subreddit="b")
    site.comment("three", subreddit="c")
    assert sorted(drain(_watcher(site, clock, ("a", "b"))).texts) == ["one", "two"]


def test_a_search_finds_posts_of_all_subreddits_newest_first(site: FakeReddit, clock: Clock) -> None:
    site.submit("northgate again", subreddit="elsewhere")
    site.submit("nothing")
    assert drain(_watcher(site, clock, (), ("northgate",))).texts == ["northgate again"]
    assert site.requests[-1].query["sort"] == "new"


def test_three_hundred_comments_between_two_polls_with_the_newest_known_one_deleted_are_all_seen(
    site: FakeReddit, watcher: RedditListings
) -> None:
    for n in range(150):
        site.comment(f"old {n}")
    newest = site.comment("the newest known")
    cursor = drain(watcher).cursor
    site.delete(newest)
    names = [site.comment(f"new {n}") for n in range(300)]
    found = drain(watcher, cursor)
    assert set(names) <= set(found.ids)
    assert found.gaps == []


def test_what_comes_back_to_the_first_page_because_newer_things_went_is_not_new(
    site: FakeReddit, watcher: RedditListings
) -> None:
    for n in range(100):
        site.comment(f"old {n}")
    cursor = drain(watcher).cursor
    newer = [site.comment(f"new {n}") for n in range(50)]
    cursor = drain(watcher, cursor).cursor
    for name in newer:
        site.delete(name)
    assert drain(watcher, cursor).ids == []


def test_the_first_poll_reads_one_page(site: FakeReddit, watcher: RedditListings) -> None:
    for n in range(150):
        site.comment(f"old {n}")
    assert len(drain(watcher).ids) == 100


def test_a_listing_without_anything_known_is_a_gap(
    site: FakeReddit, clock: Clock, watcher: RedditListings
) -> None:
    site.comment("known")
    cursor, last = drain(watcher).cursor, clock()
    clock.ahead(hours=1)
    for n in range(1100):
        site.comment(f"new {n}")
    batch = watcher.fetch(cursor)
    assert len(batch.mentions) == 1000
    assert [(gap.begin, gap.end) for gap in batch.gaps] == [(last, clock())]


def test_a_short_listing_without_anything_known_was_read_whole(
    site: FakeReddit, watcher: RedditListings
) -> None:
    known = site.comment("known")
    cursor = drain(watcher).cursor
    site.delete(known)
    site.comment("new")
    assert drain(watcher, cursor).gaps == []


def test_a_listing_that_is_suddenly_empty_is_no_news(site: FakeReddit, watcher: RedditListings) -> None:
    known = site.comment("known")
    cursor = drain(watcher).cursor
    site.delete(known)
    with pytest.raises(SourceUnavailable, match="r/northgate/comments is empty"):
        watcher.fetch(cursor)


def test_an_empty_answer_without_length_is_no_empty_listing(
    site: FakeReddit, watcher: RedditListings
) -> None:
    cursor = drain(watcher).cursor
    site.fail_next(answer(204))
    with pytest.raises(SourceUnavailable):
        watcher.fetch(cursor)


def test_a_listing_that_fails_holds_back_nothing_of_the_others(site: FakeReddit, clock: Clock) -> None:
    watcher = _watcher(site, clock, ("northgate",), ("rare",))
    rare = site.submit("rare", subreddit="elsewhere")
    cursor = drain(watcher).cursor
    site.delete(rare)
    comment = site.comment("news")
    assert drain(watcher, cursor).ids == [comment]


def test_a_listing_that_fails_is_read_from_where_it_stood(site: FakeReddit, watcher: RedditListings) -> None:
    site.comment("known")
    cursor = drain(watcher).cursor
    post, comment = site.submit("post"), site.comment("comment")
    site.fail_next(SERVER_ERROR, on="/comments")
    found = drain(watcher, cursor)
    assert [found.ids, drain(watcher, found.cursor).ids] == [[post], [comment]]


def test_a_wait_asked_for_behind_the_first_listing_is_handed_on(
    site: FakeReddit, watcher: RedditListings
) -> None:
    site.submit("post")
    site.fail_next(too_many(45), on="/comments")
    assert watcher.fetch({}).wait == 45


def test_no_requests_left_is_a_wait_and_not_a_sleep(site: FakeReddit, watcher: RedditListings) -> None:
    page = _listing()
    spent = {"x-ratelimit-remaining": "0.0", "x-ratelimit-used": "100", "x-ratelimit-reset": "590"}
    assert page.reply is not None
    reply = answer(200, page.reply.body, **{k.replace("-", "_"): v for k, v in spent.items()})
    site.fail_next(reply, reply, on="/r/")
    assert watcher.fetch({}).wait == 590


@pytest.mark.parametrize("headers", [{"x_ratelimit_remaining": "1.0"}, {"x_ratelimit_remaining": "many"}])
def test_odd_rate_headers_stop_nothing(
    site: FakeReddit, watcher: RedditListings, headers: dict[str, str]
) -> None:
    page = _listing()
    assert page.reply is not None
    site.fail_next(answer(200, page.reply.body, **headers), on="/r/")
    assert drain(watcher).mentions == []


def test_access_that_has_run_out_is_asked_for_again(site: FakeReddit, watcher: RedditListings) -> None:
    cursor = drain(watcher).cursor
    site.expire_token()
    comment = site.comment("news")
    with pytest.raises(SourceUnavailable, match="asked for again"):
        watcher.fetch(cursor)
    assert drain(watcher, cursor).ids == [comment]


def test_a_bare_401_again_after_new_access_is_refused(site: FakeReddit, watcher: RedditListings) -> None:
    cursor = drain(watcher).cursor
    site.fail_next(UNAUTHORISED, UNAUTHORISED, UNAUTHORISED, on="/r/")
    with pytest.raises(SourceUnavailable):
        watcher.fetch(cursor)
    for _ in range(2):
        with pytest.raises(SourceRefused):
            watcher.fetch(cursor)


@pytest.mark.parametrize(
    "body",
    [b'{"error": "invalid_grant"}', b'{"error": "unsupported_grant_type", "error_description": "x"}'],
)
def test_a_key_reddit_does_not_know_is_refused(
    site: FakeReddit, watcher: RedditListings, body: bytes
) -> None:
    site.fail_next(answer(200, body), on="access_token")
    with pytest.raises(SourceRefused, match="does not accept our key"):
        watcher.fetch({})


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b"5",
        b"<html>",
        b'{"access_token": "a", "expires_in": "soon", "scope": "*"}',
        b"[" * 9000,
    ],
)
def test_a_login_that_answers_nonsense_is_unavailable(
    site: FakeReddit, watcher: RedditListings, body: bytes
) -> None:
    site.fail_next(answer(200, body), on="access_token")
    with pytest.raises(SourceUnavailable):
        watcher.fetch({})


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"data": 5}', b'{"data": {"children": 5}}', b"[" * 9000])
def test_a_listing_that_is_none_is_unavailable(
    site: FakeReddit, watcher: RedditListings, body: bytes
) -> None:
    site.fail_next(answer(200, body), on="/r/")
    with pytest.raises(SourceUnavailable):
        watcher.fetch({})


@pytest.mark.parametrize("child", [None, 5, {}, {"kind": "t1"}, {"kind": "t1", "data": {"name": "t1_a"}}])
def test_a_child_of_another_shape_is_rejected_once(
    site: FakeReddit, watcher: RedditListings, child: object
) -> None:
    site.comment("readable")
    site.fail_next(_listing(child), on="/new")
    first = drain(watcher)
    site.fail_next(_listing(child), on="/new")
    second = drain(watcher, first.cursor)
    assert (len(first.ids), len(first.errors), len(second.errors)) == (1, 1, 0)


def test_a_listing_that_leads_back_to_itself_comes_to_an_end(
    site: FakeReddit, watcher: RedditListings
) -> None:
    site.submit("known")
    cursor = drain(watcher).cursor
    children = [{"kind": "t3", "data": {"name": f"t3_x{n}", "title": "a"}} for n in range(100)]
    site.fail_next(*[_listing(*children, after="t3_x99")] * 50, on="/new")
    assert len(drain(watcher, cursor).ids) == 100


def test_reddit_without_a_say_on_its_next_page_has_none(site: FakeReddit, watcher: RedditListings) -> None:
    site.fail_next(_listing(after=5), on="/new")
    assert drain(watcher).mentions == []


def test_silence_ends_after_the_timeout(site: FakeReddit, clock: Clock) -> None:
    site.fail_next(HANG)
    with pytest.raises(SourceUnavailable, match="ReadTimeout"):
        _watcher(site, clock, timeout=(1.0, 0.05)).fetch({})


def test_praw_does_not_ask_the_package_index_for_updates(
    watcher: RedditListings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(praw.Reddit, "update_checked", False)  # praw's own note that it has asked
    drain(watcher)
    assert praw.Reddit.update_checked is False


def test_our_name_is_told_to_reddit(site: FakeReddit, watcher: RedditListings) -> None:
    watcher.fetch({})
    assert "heedline by /u/northgate" in site.requests[0].headers["user-agent"]


def test_a_listing_taken_out_of_the_config_is_forgotten(site: FakeReddit, clock: Clock) -> None:
    cursor = drain(_watcher(site, clock, ("northgate",), ("rare",))).cursor
    assert list(drain(_watcher(site, clock, (), ("rare",)), cursor).cursor["listings"]) == ["search rare"]
