"""X: pages, clamps, recoveries, and what becomes of a post."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.platforms import HANG, FakeX, Fault, answer, too_many
from tests.watchers.stages import Clock, drain
from triage.source import SourceRefused, SourceUnavailable
from watchers.x import XSearch


@pytest.fixture
def x(clock: Clock) -> Iterator[FakeX]:
    with FakeX(clock) as x:
        yield x


def _watcher(x: FakeX, clock: Clock, *queries: str, **settings: Any) -> XSearch:
    asked = queries or ["northgate"]
    return x.closes(XSearch("x", token=x.token, queries=asked, now=clock, base_url=x.base_url, **settings))


@pytest.fixture
def watcher(x: FakeX, clock: Clock) -> XSearch:
    return _watcher(x, clock)


def _posts(x: FakeX, clock: Clock, number: int) -> list[str]:
    return [x.post(f"post {n}", at=clock() - timedelta(seconds=number - n)) for n in range(number)]


def _json(body: object) -> Fault:
    return answer(200, json.dumps(body).encode())


def test_all_pages_are_read(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    ids = _posts(x, clock, 250)
    assert sorted(drain(watcher).ids) == sorted(ids)


def test_one_fetch_is_one_page(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    _posts(x, clock, 250)
    assert [len(batch.mentions) for batch in drain(watcher).batches] == [100, 100, 50]


def test_the_high_water_mark_moves_only_when_the_last_page_is_in(
    x: FakeX, clock: Clock, watcher: XSearch
) -> None:
    ids = _posts(x, clock, 250)
    marks = [batch.cursor["queries"]["northgate"]["since_id"] for batch in drain(watcher).batches]
    assert marks == [None, None, ids[-1]]


def test_a_crash_between_two_pages_loses_nothing(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    ids = _posts(x, clock, 250)
    first = watcher.fetch({})
    rest = drain(_watcher(x, clock), json.loads(json.dumps(first.cursor)))
    assert sorted([mention.native_id for mention in first.mentions] + rest.ids) == sorted(ids)


def test_the_first_poll_reads_five_pages_at_most_and_calls_it_no_gap(
    x: FakeX, clock: Clock, watcher: XSearch
) -> None:
    _posts(x, clock, 700)
    found = drain(watcher)
    assert (len(found.ids), found.gaps) == (500, [])


def test_more_posts_than_the_pages_allow_are_a_gap(x: FakeX, clock: Clock) -> None:
    watcher = _watcher(x, clock, max_pages=2)
    x.post("the first")
    cursor = drain(watcher).cursor
    clock.ahead(hours=1)
    _posts(x, clock, 300)
    found = drain(watcher, cursor)
    assert (len(found.ids), found.gaps) == (200, ["more than 2 pages since the last poll"])


def test_after_a_gap_reading_goes_on_from_the_newest(x: FakeX, clock: Clock) -> None:
    watcher = _watcher(x, clock, max_pages=1)
    cursor = drain(watcher).cursor
    _posts(x, clock, 300)
    cursor = drain(watcher, cursor).cursor
    clock.ahead(minutes=10)
    later = x.post("later")
    assert drain(watcher, cursor).ids == [later]


def test_a_post_indexed_late_is_found_all_the_same(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    x.post("on time")
    cursor = drain(watcher).cursor
    late = x.post("indexed late", at=clock() - timedelta(minutes=2))
    assert drain(watcher, cursor).ids == [late]


def test_ids_that_hold_no_time_are_asked_for_as_they_are(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    x.post("old style", id="1234")
    drain(watcher, drain(watcher).cursor)
    assert x.requests[-1].query["since_id"] == "1234"


def test_a_week_of_downtime_is_read_back_as_far_as_x_allows(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    x.post("before")
    cursor = drain(watcher).cursor
    clock.ahead(days=9)
    x.post("while away", at=clock() - timedelta(days=3))
    assert drain(watcher, cursor).texts == ["while away"]


@pytest.mark.parametrize("id_", [None, "1234"])
def test_a_week_of_downtime_is_a_gap(x: FakeX, clock: Clock, watcher: XSearch, id_: str | None) -> None:
    x.post("before", id=id_)
    down, cursor = clock(), drain(watcher).cursor
    clock.ahead(days=9)
    (gap,) = watcher.fetch(cursor).gaps
    assert (gap.begin, gap.end) == (down, clock() - timedelta(days=7) + timedelta(minutes=5))


def test_a_quiet_week_is_no_gap(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    x.post("before")
    cursor, gaps = drain(watcher).cursor, list[str]()
    for _ in range(9):
        clock.ahead(days=1)
        found = drain(watcher, cursor)
        cursor, gaps = found.cursor, gaps + found.gaps
    assert gaps == []


def test_a_token_x_takes_no_more_starts_the_round_again(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    ids = _posts(x, clock, 150)
    cursor = json.loads(json.dumps(watcher.fetch({}).cursor))
    cursor["queries"]["northgate"]["round"]["token"] = "stale"
    found = drain(watcher, cursor)
    assert set(ids[:50]) <= set(found.ids)


def test_a_week_of_downtime_in_the_middle_of_a_round_is_a_gap(
    x: FakeX, clock: Clock, watcher: XSearch
) -> None:
    x.post("before")
    cursor = drain(watcher).cursor
    _posts(x, clock, 250)
    cursor = watcher.fetch(cursor).cursor
    clock.ahead(days=9)
    x.fail_next(answer(400))
    assert drain(watcher, cursor).gaps == ["X's search reaches back 7 days only"]


def test_a_since_id_x_does_not_take_is_replaced_by_the_time_of_the_last_poll(
    x: FakeX, clock: Clock, watcher: XSearch
) -> None:
    x.post("before")
    cursor = drain(watcher).cursor
    after = x.post("after")
    x.fail_next(answer(400))
    assert drain(watcher, cursor).ids == [after]
    assert x.requests[-1].query["start_time"] == "2026-11-20T11:57:00Z"


def test_a_query_x_rejects_is_refused_in_xs_words(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    cursor = drain(watcher).cursor
    x.fail_next(*[answer(400, b'{"errors": [{"message": "Ambiguous use of OR"}]}')] * 5)
    with pytest.raises(SourceRefused, match="Ambiguous use of OR"):
        watcher.fetch(cursor)


def test_a_rejected_query_is_asked_twice_at_most(x: FakeX, watcher: XSearch) -> None:
    x.post("before")
    cursor = drain(watcher).cursor
    x.fail_next(answer(400), answer(400), answer(400))
    with pytest.raises(SourceRefused):
        watcher.fetch(cursor)
    assert len(x.requests) == 3


def test_queries_take_turns_and_each_keeps_its_own_place(x: FakeX, clock: Clock) -> None:
    watcher = _watcher(x, clock, "a", "b")
    x.post("one")
    asked = [request.query["query"] for _ in drain(watcher).batches for request in x.requests]
    assert asked[:2] == ["a", "b"]


def test_a_query_is_read_to_its_end_before_the_next_one_is_asked(x: FakeX, clock: Clock) -> None:
    _posts(x, clock, 250)
    drain(_watcher(x, clock, "a", "b"))
    assert [request.query["query"] for request in x.requests] == ["a"] * 3 + ["b"] * 3


def test_a_deleted_post_moves_no_mark_backwards(x: FakeX, watcher: XSearch) -> None:
    newest = x.post("soon deleted")
    cursor = drain(watcher).cursor
    x.posts.clear()
    assert drain(watcher, cursor).cursor["queries"]["northgate"]["since_id"] == newest


def test_a_query_taken_out_of_the_config_is_forgotten(x: FakeX, clock: Clock) -> None:
    cursor = drain(_watcher(x, clock, "a", "b")).cursor
    assert list(drain(_watcher(x, clock, "b"), cursor).cursor["queries"]) == ["b"]


def test_a_long_post_is_read_whole(x: FakeX, watcher: XSearch) -> None:
    x.post("the beginn\u2026", note_tweet={"text": "the beginning and the end"})
    assert drain(watcher).texts == ["the beginning and the end"]


def test_an_edited_post_is_the_post_it_was(x: FakeX, watcher: XSearch) -> None:
    x.post("edited", id="20", edit_history_tweet_ids=["10", "20"])
    (mention,) = drain(watcher).mentions
    assert (mention.native_id, mention.url) == ("10", "https://x.com/i/status/20")


def test_signs_that_x_writes_as_html_are_read_as_they_were_meant(x: FakeX, watcher: XSearch) -> None:
    x.post("5 &gt; 4 &amp;amp;")
    assert drain(watcher).texts == ["5 > 4 &amp;"]


def test_an_author_nobody_paid_for_is_a_number(x: FakeX, watcher: XSearch) -> None:
    x.post("hello", author_id="42")
    (mention,) = drain(watcher).mentions
    assert mention.author == "id:42"


def test_without_authors_reach_counts_what_people_did_with_the_post(x: FakeX, watcher: XSearch) -> None:
    x.post("hello", public_metrics={"like_count": 3, "retweet_count": 2, "impression_count": 900})
    (mention,) = drain(watcher).mentions
    assert mention.reach == 5


def test_authors_come_with_name_and_followers_where_they_are_paid_for(x: FakeX, clock: Clock) -> None:
    x.users["7"] = {"id": "7", "username": "ann", "public_metrics": {"followers_count": 900}}
    x.post("hello")
    (mention,) = drain(_watcher(x, clock, expand_authors=True)).mentions
    assert (mention.author, mention.reach) == ("ann", 900)


def test_an_author_who_is_missing_stops_nothing(x: FakeX, clock: Clock) -> None:
    x.post("hello", author_id=None, public_metrics=None)
    (mention,) = drain(_watcher(x, clock, expand_authors=True)).mentions
    assert (mention.author, mention.reach) == (None, None)


@pytest.mark.parametrize("id_", ["abc", "1" * 30, "", None, ["1"], "\u0663"])
def test_a_post_without_a_proper_id_is_rejected_and_moves_no_mark(
    x: FakeX, watcher: XSearch, id_: object
) -> None:
    x.fail_next(_json({"meta": {}, "data": [{"id": id_, "text": "a"}]}))
    found = drain(watcher)
    assert len(found.errors) == 1
    assert found.cursor["queries"]["northgate"]["since_id"] is None


@pytest.mark.parametrize(
    "body", [{}, {"errors": [{}]}, {"meta": 5}, {"meta": {}, "data": {}}, {"meta": {}, "data": 5}]
)
def test_an_answer_without_its_frame_is_unavailable(x: FakeX, watcher: XSearch, body: object) -> None:
    x.fail_next(_json(body))
    with pytest.raises(SourceUnavailable):
        watcher.fetch({})


def test_the_reset_header_says_how_long_to_wait(x: FakeX, clock: Clock, watcher: XSearch) -> None:
    x.fail_next(too_many(reset_at=clock() + timedelta(minutes=11)))
    with pytest.raises(SourceUnavailable) as caught:
        watcher.fetch({})
    assert caught.value.retry_after == 660


def test_a_reset_header_that_is_no_number_is_no_wait(x: FakeX, watcher: XSearch) -> None:
    x.fail_next(answer(429, b"{}", x_rate_limit_reset="soon"))
    with pytest.raises(SourceUnavailable) as caught:
        watcher.fetch({})
    assert caught.value.retry_after is None


def test_a_months_cap_is_refused_because_no_wait_ends_it(x: FakeX, watcher: XSearch) -> None:
    x.fail_next(answer(429, b'{"title": "UsageCapExceeded"}'))
    with pytest.raises(SourceRefused, match="usage cap"):
        watcher.fetch({})


def test_silence_ends_after_the_timeout(x: FakeX, clock: Clock) -> None:
    x.fail_next(HANG)
    with pytest.raises(SourceUnavailable, match="ReadTimeout"):
        _watcher(x, clock, timeout=(1.0, 0.05)).fetch({})


def test_the_token_stands_in_no_log(x: FakeX, watcher: XSearch, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    drain(watcher)
    assert x.token not in caplog.text


def test_a_redirect_is_not_followed(x: FakeX, watcher: XSearch) -> None:
    x.fail_next(answer(302, location="http://127.0.0.1:1/elsewhere"))
    with pytest.raises(SourceUnavailable, match="302"):
        watcher.fetch({})
