"""Feeds: conditional requests, moves, windows, and every state a feed can be in."""

import gzip
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.platforms import HANG, FakeFeeds, answer, rss
from tests.watchers.stages import Clock, drain
from triage.source import SourceRefused, SourceUnavailable
from watchers.feed import Feed


@pytest.fixture
def site(clock: Clock) -> Iterator[FakeFeeds]:
    with FakeFeeds(clock) as site:
        yield site


def _watcher(site: FakeFeeds, clock: Clock, path: str = "/feed", **settings: Any) -> Feed:
    return site.closes(Feed("news", url=site.url(path), now=clock, **settings))


@pytest.fixture
def watcher(site: FakeFeeds, clock: Clock) -> Feed:
    return _watcher(site, clock)


def _item(words: str, more: str = "") -> str:
    return f"<item><title>{words}</title>{more}</item>"


def test_an_unchanged_feed_is_not_sent_again(site: FakeFeeds, watcher: Feed) -> None:
    site.publish("one")
    cursor = drain(watcher).cursor
    drain(watcher, cursor)
    assert site.requests[-1].headers["if-none-match"] == cursor["etag"]


def test_a_date_of_change_is_given_back_to_the_letter(site: FakeFeeds, clock: Clock) -> None:
    site.serve("/dated", rss([_item("a")]), last_modified="yesterday, more or less")
    watcher = _watcher(site, clock, "/dated")
    drain(watcher, drain(watcher).cursor)
    assert site.requests[-1].headers["if-modified-since"] == "yesterday, more or less"


def test_a_validator_no_header_can_hold_is_left_out(site: FakeFeeds, clock: Clock) -> None:
    site.serve("/odd", rss([_item("a")]), etag='"caf\u00e9"')
    watcher = _watcher(site, clock, "/odd")
    drain(watcher, drain(watcher).cursor)
    assert "if-none-match" not in site.requests[-1].headers


def test_a_feed_that_passed_by_unseen_is_a_gap(site: FakeFeeds, clock: Clock, watcher: Feed) -> None:
    site.window = 2
    site.publish("one")
    cursor, last = drain(watcher).cursor, clock()
    clock.ahead(hours=1)
    for n in range(3):
        site.publish(f"new {n}")
    batch = watcher.fetch(cursor)
    assert [(gap.begin, gap.end) for gap in batch.gaps] == [(last, clock())]


def test_an_entry_that_returns_to_the_window_is_not_new(site: FakeFeeds, watcher: Feed) -> None:
    site.publish("one")
    first = drain(watcher).cursor
    site.serve("/feed", rss([_item("two")]))
    second = drain(watcher, first).cursor
    site.publish("three")
    assert drain(watcher, second).texts == ["three"]


def test_a_feed_of_more_entries_than_the_ring_holds_repeats_none(site: FakeFeeds, clock: Clock) -> None:
    site.serve("/big", rss(_item(f"entry {n}") for n in range(700)))
    watcher = _watcher(site, clock, "/big")
    assert drain(watcher, drain(watcher).cursor).mentions == []


def test_a_changed_address_begins_anew(site: FakeFeeds, clock: Clock, watcher: Feed) -> None:
    site.serve("/other", rss([_item("other")]))
    site.publish("one")
    found = drain(_watcher(site, clock, "/other"), drain(watcher).cursor)
    assert (found.texts, found.gaps) == (["other"], [])


def test_a_private_feeds_address_is_not_kept(site: FakeFeeds, clock: Clock) -> None:
    site.serve("/key-9731", rss([_item("a")]))
    assert "key-9731" not in str(drain(_watcher(site, clock, "/key-9731")).cursor)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_at_once(site: FakeFeeds, clock: Clock, status: int) -> None:
    site.publish("one")
    site.move("/old", site.url(), status)
    assert drain(_watcher(site, clock, "/old")).texts == ["one"]


def _paths(site: FakeFeeds, watcher: Feed, polls: int) -> list[str]:
    cursor: Any = {}
    for _ in range(polls):
        cursor = drain(watcher, cursor).cursor
        asked, site.requests = site.requests, []
    return [request.path for request in asked]


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_move_is_believed_after_two_sightings(site: FakeFeeds, clock: Clock, status: int) -> None:
    site.move("/old", "/feed", status)
    watcher = _watcher(site, clock, "/old")
    assert [_paths(site, watcher, 2), _paths(site, watcher, 3)] == [["/old", "/feed"], ["/feed"]]


@pytest.mark.parametrize("status", [302, 307])
def test_a_passing_move_is_never_believed(site: FakeFeeds, clock: Clock, status: int) -> None:
    site.move("/old", "/feed", status)
    assert _paths(site, _watcher(site, clock, "/old"), 4) == ["/old", "/feed"]


def test_a_move_seen_once_and_taken_back_is_forgotten(site: FakeFeeds, clock: Clock) -> None:
    watcher = _watcher(site, clock, "/old")
    site.move("/old", "/feed")
    cursor = drain(watcher).cursor
    site.serve("/old", rss([_item("a")]))
    cursor = drain(watcher, cursor).cursor
    site.move("/old", "/feed")
    drain(watcher, cursor)
    assert "url" not in cursor


def test_moves_to_two_different_places_are_not_believed(site: FakeFeeds, clock: Clock) -> None:
    watcher = _watcher(site, clock, "/old")
    site.serve("/other", rss([_item("a")]))
    site.move("/old", "/feed")
    cursor = drain(watcher).cursor
    site.move("/old", "/other")
    assert "url" not in drain(watcher, cursor).cursor


def test_a_circle_of_redirects_is_unavailable(site: FakeFeeds, clock: Clock) -> None:
    site.move("/a", "/b")
    site.move("/b", "/a")
    with pytest.raises(SourceUnavailable, match="circle"):
        _watcher(site, clock, "/a").fetch({})


@pytest.mark.parametrize("to", ["ftp://a.test/", "http://[", "http:///", "file:///etc/passwd"])
def test_a_redirect_to_no_web_address_is_unavailable(site: FakeFeeds, clock: Clock, to: str) -> None:
    site.move("/old", to)
    with pytest.raises(SourceUnavailable):
        _watcher(site, clock, "/old").fetch({})


def test_a_base_url_is_asked_instead_of_the_feeds_own_host(site: FakeFeeds, clock: Clock) -> None:
    site.publish("one")
    watcher = Feed("news", url="https://news.test/feed", now=clock, base_url=site.base_url)
    assert drain(site.closes(watcher)).texts == ["one"]


def test_a_feed_that_is_gone_is_refused(site: FakeFeeds, clock: Clock) -> None:
    site.serve("/gone", b"", 410)
    with pytest.raises(SourceRefused, match="gone"):
        _watcher(site, clock, "/gone").fetch({})


@pytest.mark.parametrize("squeezed", [False, True])
def test_a_feed_too_large_is_unavailable_and_says_so(site: FakeFeeds, clock: Clock, squeezed: bool) -> None:
    body = rss([_item("x" * 3_000_000)])
    if squeezed:
        site.serve("/big", gzip.compress(body), content_encoding="gzip")
    else:
        site.serve("/big", body)
    with pytest.raises(SourceUnavailable, match="more than 2,000,000 bytes"):
        _watcher(site, clock, "/big").fetch({})


def test_a_feed_that_drips_for_ever_is_given_up_after_a_minute(site: FakeFeeds, clock: Clock) -> None:
    def slow() -> Any:
        clock.ahead(seconds=45)
        return clock()

    site.publish("x" * 500_000)
    with pytest.raises(SourceUnavailable, match="more than a minute"):
        site.closes(Feed("news", url=site.url(), now=slow)).fetch({})


def test_silence_ends_after_the_timeout(site: FakeFeeds, clock: Clock) -> None:
    site.fail_next(HANG)
    with pytest.raises(SourceUnavailable, match="ReadTimeout"):
        _watcher(site, clock, timeout=(1.0, 0.05)).fetch({})


def test_a_closed_watcher_is_unavailable(watcher: Feed) -> None:
    watcher.close()
    with pytest.raises(SourceUnavailable):
        watcher.fetch({})


def test_an_error_names_the_host_and_not_the_key_in_the_address(site: FakeFeeds, clock: Clock) -> None:
    with pytest.raises(SourceUnavailable) as caught:
        _watcher(site, clock, "/feed-key-9731?token=55").fetch({})
    assert str(caught.value) == "127.0.0.1 answered HTTP 404"


def test_no_feed_is_read_from_a_file_whose_name_a_server_sends(site: FakeFeeds, clock: Clock) -> None:
    site.serve("/feed", b"/etc/passwd")
    with pytest.raises(SourceUnavailable, match="no feed"):
        _watcher(site, clock).fetch({})


def _read(site: FakeFeeds, clock: Clock, body: bytes, **headers: Any) -> list[str]:
    site.serve("/feed", body, **headers)
    return drain(_watcher(site, clock)).texts


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (rss([_item("caf\u00e9")]), {}),
        (rss([_item("caf\u00e9")]), {"content_type": "text/xml"}),
        (rss([_item("caf\u00e9")]), {"content_type": "text/html"}),
        (rss([_item("caf\u00e9")]), {"content_type": "application/xml; charset=us-ascii"}),
        (rss([_item("caf\u00e9")]), {"content_type": "application/xml; charset=no-such"}),
        (b"\xef\xbb\xbf" + rss([_item("caf\u00e9")]), {}),
        (b"\r\n  " + rss([_item("caf\u00e9")]), {}),
        (rss([_item("caf\u00e9")]).decode().replace("utf-8", "utf-16").encode("utf-16"), {}),
        (rss([_item("caf\u00e9")]).decode().encode("cp1252"), {}),
        (rss([_item("caf\u00e9")]).decode().replace("utf-8", "iso-8859-1").encode("iso-8859-1"), {}),
    ],
)
def test_a_feed_is_read_in_whatever_character_set_it_came(
    site: FakeFeeds, clock: Clock, body: bytes, headers: dict[str, str]
) -> None:
    assert _read(site, clock, body, **headers) == ["caf\u00e9"]


@pytest.mark.parametrize("charset", ["undefined"])
def test_a_character_set_no_feed_has_is_unavailable(site: FakeFeeds, clock: Clock, charset: str) -> None:
    with pytest.raises(SourceUnavailable, match="character set"):
        _read(site, clock, rss([_item("a")]), content_type=f"text/xml; charset={charset}")


_BOMB = b'<!ENTITY a "%s">' % (b"lol" * 1000) + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 50) for n in range(8)
)


@pytest.mark.parametrize(
    "bomb",
    [
        b'<?xml version="1.0"?><!DOCTYPE rss [' + _BOMB + b"]>" + rss([_item("&i;&i; safe")])[39:],
        b'<!DOCTYPE rss [<!ENTITY z "<rss>">' + _BOMB + b"]>" + rss([_item("&i;&i; safe")])[39:],
        (b"\n" * 1_900_000) + b"<!--  -->" + rss([_item("safe")])[39:],
    ],
    ids=["nested entities", "an entity that hides as the root", "a prolog of blanks"],
)
def test_a_bomb_before_the_root_costs_nothing(site: FakeFeeds, clock: Clock, bomb: bytes) -> None:
    begun = time.process_time()
    (text,) = _read(site, clock, bomb)
    assert (text.endswith("safe"), len(text) < 50, time.process_time() - begun < 1) == (True, True, True)


@pytest.mark.parametrize(
    "body",
    [
        b"\x01" * 1_900_000,
        b"\x00" * 1_900_000,
        b"<" * 1_900_000,
        b"<!ENTITY " * 200_000,
        b"<!DOCTYPE html><html><body>Are you human?</body></html>",
        b"just words",
        b'{"json": true}',
    ],
    ids=["control characters", "noughts", "brackets", "entities", "html", "words", "json"],
)
def test_what_is_no_feed_is_unavailable_within_a_moment(site: FakeFeeds, clock: Clock, body: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(SourceUnavailable, match="no feed"):
        _read(site, clock, body)
    assert time.process_time() - begun < 0.5


def test_a_feed_without_entries_is_no_news(site: FakeFeeds, clock: Clock) -> None:
    assert _read(site, clock, rss([])) == []


def test_a_broken_feed_without_entries_is_unavailable(site: FakeFeeds, clock: Clock) -> None:
    with pytest.raises(SourceUnavailable, match="broken"):
        _read(site, clock, b"<rss><channel><<</channel></rss>")


def test_an_undeclared_entity_is_no_obstacle(site: FakeFeeds, clock: Clock) -> None:
    assert _read(site, clock, rss([_item("a&nbsp;b"), _item("c")])) == ["a b", "c"]


def test_an_emoji_written_as_two_halves_is_made_whole(site: FakeFeeds, clock: Clock) -> None:
    assert _read(site, clock, rss([_item("&#55357;&#xDE21; &#xD83D; &#0;&#9999999; a")])) == ["\U0001f621 a"]


def test_a_feed_beyond_feedparser_is_unavailable(site: FakeFeeds, clock: Clock) -> None:
    with pytest.raises(SourceUnavailable, match="beyond reading"):
        _read(site, clock, b"<channel<item<link</item</link>")


def test_ordinary_character_references_stay_as_they_are(site: FakeFeeds, clock: Clock) -> None:
    assert _read(site, clock, rss([_item("caf&#233;&#x21;")])) == ["caf\u00e9!"]


def test_of_a_feed_cut_short_the_whole_entries_are_read(site: FakeFeeds, clock: Clock) -> None:
    body = rss([_item("one"), _item("two"), _item("three is lo")])
    assert _read(site, clock, body[: body.index(b" is lo")]) == ["one", "two"]


def test_the_rest_of_a_feed_cut_short_comes_with_the_next_poll(site: FakeFeeds, clock: Clock) -> None:
    body = rss([_item("one"), _item("two is long")])
    watcher = _watcher(site, clock)
    site.serve("/feed", body[: body.index(b" is long")], etag='"1"')
    cursor = drain(watcher).cursor
    site.serve("/feed", body, etag='"1"')
    assert drain(watcher, cursor).texts == ["two is long"]


def test_entries_without_ids_are_told_apart_by_link_or_words(site: FakeFeeds, clock: Clock) -> None:
    items = [_item("a", "<link>https://a.test/1</link>"), _item("a", "<link>https://a.test/2</link>")]
    assert _read(site, clock, rss([*items, _item("b"), _item("b")])) == ["a", "a", "b"]


def _one(site: FakeFeeds, clock: Clock, more: str) -> Any:
    site.publish_raw(_item("title", more))
    (mention,) = drain(_watcher(site, clock)).mentions
    return mention


@pytest.mark.parametrize(
    "date", ["", "<pubDate>soon</pubDate>", "<pubDate/>", "<pubDate>Mon, 99 Foo</pubDate>"]
)
def test_an_entry_without_a_date_has_none(site: FakeFeeds, clock: Clock, date: str) -> None:
    assert _one(site, clock, date).written_at is None


def test_an_entry_from_the_future_is_from_now(site: FakeFeeds, clock: Clock) -> None:
    assert _one(site, clock, "<pubDate>Fri, 01 Jan 2100 00:00:00 GMT</pubDate>").written_at == clock()


def test_a_date_keeps_its_zone(site: FakeFeeds, clock: Clock) -> None:
    mention = _one(site, clock, "<pubDate>Fri, 20 Nov 2026 12:00:00 +0200</pubDate>")
    assert mention.written_at == clock() - timedelta(hours=2)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://a.test/1", "https://a.test/1"),
        ("javascript:alert(1)", None),
        ("https://www.google.com/url?rct=j&amp;url=https://a.test/2&amp;ct=ga", "https://a.test/2"),
        ("https://www.google.com/url?rct=j", "https://www.google.com/url?rct=j"),
    ],
)
def test_a_link_leads_to_the_page_itself(site: FakeFeeds, clock: Clock, link: str, url: str | None) -> None:
    assert _one(site, clock, f"<link>{link}</link>").url == url


def test_a_link_may_be_relative_to_the_feed(site: FakeFeeds, clock: Clock) -> None:
    assert _one(site, clock, "<link>/page</link>").url == site.url("/page")


def test_an_author_is_named(site: FakeFeeds, clock: Clock) -> None:
    assert _one(site, clock, "<author>ann@news.test (Ann)</author>").author is not None


@pytest.mark.parametrize(
    ("more", "text"),
    [
        (
            "<description>&lt;p&gt;one&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;two</description>",
            "title\n\none\ntwo",
        ),
        ("<description>title</description>", "title"),
        ("<description/>", "title"),
        ("<description>title of a longer story</description>", "title of a longer story"),
        (
            '<description>short</description><c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/">'
            "the whole story</c:encoded>",
            "title\n\nthe whole story",
        ),
    ],
)
def test_an_entry_says_its_title_and_its_longest_text(
    site: FakeFeeds, clock: Clock, more: str, text: str
) -> None:
    assert _one(site, clock, more).text == text


def test_atom_is_read_too(site: FakeFeeds, clock: Clock) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:1</id><title type="html">&lt;b&gt;bold&lt;/b&gt; '
        '</title><link href="https://a.test/1"/><updated>2026-11-20T11:00:00Z</updated><author><name>Ann</name>'
        '</author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a</p><p>b</p></div></content>'
        "</entry></feed>"
    )
    site.serve("/feed", atom.encode())
    (mention,) = drain(_watcher(site, clock)).mentions
    assert (mention.native_id, mention.text, mention.author) == ("tag:1", "bold\n\na\nb", "Ann")


def test_a_server_error_with_a_body_is_not_read(site: FakeFeeds, watcher: Feed) -> None:
    site.fail_next(answer(503, rss([_item("not news")]), retry_after="7"))
    with pytest.raises(SourceUnavailable) as caught:
        watcher.fetch({})
    assert caught.value.retry_after == 7


def test_we_say_who_we_are(site: FakeFeeds, watcher: Feed) -> None:
    drain(watcher)
    assert site.requests[0].headers["user-agent"] == "Heedline (feed reader)"


@pytest.mark.parametrize("frame", ["{}", "<![CDATA[{}]]>", "<name>{}</name>"])
def test_an_author_of_very_many_letters_costs_nothing(site: FakeFeeds, clock: Clock, frame: str) -> None:
    author = frame.format("a" * 300_000)  # feedparser alone would look for an address in it for minutes
    item = f"<item><guid>1</guid><title>News</title><author>{author}</author></item>"
    assert _read(site, clock, rss([item])) == ["News"]
