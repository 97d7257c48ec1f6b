"""How the bot fares, and what became of a post."""

from datetime import timedelta

import pytest

from desk import operator
from desk.messenger import Unclear, Unsendable
from desk.status import SourceStatus, Status, read_status
from desk.store import sources
from desk.store.times import to_text
from desk.why import explain_link
from tests.desk.fakes import NOW, OURS, Office, post
from triage.lifecycle import Act
from triage.model import Outcome


def status(office: Office) -> Status:
    return read_status(office.store, office.policy)


def reviews(office: Office) -> SourceStatus:
    return status(office).sources[0]


def read(office: Office) -> None:
    office.take(post("1", written_at=NOW - timedelta(seconds=40)))


def fail(office: Office, *, parked: bool = False) -> None:
    with office.store.commit() as db:
        sources.failed(db, "reviews", to_text(NOW), "HTTP 503", parked)


def fall_silent(office: Office) -> None:
    with office.store.commit() as db:
        sources.open_gap(db, "reviews", to_text(NOW), "no answer")


def test_a_new_bot_has_not_read_its_sources_yet(office: Office) -> None:
    assert [(s.name, s.kind, s.health) for s in status(office).sources] == [
        ("reviews", "feed", "waiting"),
        ("x", "x", "waiting"),
    ]


def test_a_source_that_was_read(office: Office) -> None:
    read(office)
    found = reviews(office)
    assert (found.health, found.state, found.posts, found.lag, found.last_success) == (
        "ok",
        "reading",
        1,
        40.0,
        NOW,
    )


def test_a_source_that_was_begun_but_not_read(office: Office) -> None:
    with office.store.commit() as db:
        sources.ensure(db, "reviews", to_text(NOW))
    assert reviews(office).state == "not read yet"


def test_a_source_that_fails(office: Office) -> None:
    read(office)
    fail(office)
    found = reviews(office)
    assert (found.state, found.last_error, found.last_error_at) == ("failing, tried again", "HTTP 503", NOW)


def test_a_source_that_refuses_us(office: Office) -> None:
    fail(office, parked=True)
    assert reviews(office).state == "refused: needs a person"


def test_a_source_that_hangs_is_not_called_well(office: Office) -> None:
    read(office)
    fall_silent(office)
    assert (reviews(office).health, reviews(office).state) == ("silent", "silent for too long")


def test_a_source_that_never_answered_is_not_called_waiting(office: Office) -> None:
    fall_silent(office)
    assert reviews(office).health == "silent"


def test_a_source_that_fails_is_called_that_even_when_silent(office: Office) -> None:
    fail(office)
    fall_silent(office)
    assert reviews(office).health == "failing"


def test_a_planned_fetch_is_told(office: Office) -> None:
    read(office)
    with office.store.commit() as db:
        sources.plan(db, "reviews", to_text(NOW + timedelta(minutes=5)))
    assert reviews(office).next_fetch == NOW + timedelta(minutes=5)


def test_what_waits_for_slack_is_counted(office: Office) -> None:
    office.take("one two", "three four")
    office.talk.fail("post", Unclear("HTTP 502"))
    office.step()
    found = status(office)
    assert (found.waiting, found.oldest, found.dead, found.error) == (2, NOW, 0, "HTTP 502")


def test_when_all_is_delivered_nothing_waits(office: Office) -> None:
    office.stand()
    found = status(office)
    assert (found.waiting, found.oldest, found.dead, found.error) == (0, None, 0, None)


def test_a_refresh_that_waits_is_no_unseen_message(office: Office) -> None:
    case_id = office.stand()
    office.act(case_id, Act.CLAIM)
    office.step()
    office.deliver()
    office.act(case_id, Act.UNCLAIM)
    with office.store.commit() as db:
        db.execute("UPDATE outbox SET done = wanted WHERE kind = 'note'")
    assert (status(office).waiting, status(office).oldest) == (1, None)


def test_what_was_given_up_stays_in_the_status(office: Office) -> None:
    office.open()
    office.talk.fail("post", Unsendable("x"), Unsendable("x"))
    office.deliver()
    assert (status(office).waiting, status(office).dead) == (0, 1)


def test_open_notices_are_told(office: Office) -> None:
    operator.raise_notice(office.store, office.policy, "a", "first", NOW)
    operator.raise_notice(office.store, office.policy, "b", "second", NOW)
    operator.clear_notice(office.store, office.policy, "a", "over", NOW)
    assert status(office).notices == [("second", NOW)]


# Operator notices


def test_a_trouble_is_told_once_and_its_end_once(office: Office) -> None:
    for _ in range(3):
        operator.raise_notice(office.store, office.policy, "a", "trouble", NOW)
    for _ in range(3):
        operator.clear_notice(office.store, office.policy, "a", "over", NOW)
    office.deliver()
    assert office.talk.texts("#ops") == ["trouble", "over"]


def test_raising_and_clearing_say_whether_they_told(office: Office) -> None:
    raised = [operator.raise_notice(office.store, office.policy, "a", "x", NOW) for _ in range(2)]
    cleared = [operator.clear_notice(office.store, office.policy, "a", "x", NOW) for _ in range(2)]
    assert (raised, cleared) == ([True, False], [True, False])


def test_a_trouble_that_comes_again_is_told_again(office: Office) -> None:
    for _ in range(2):
        operator.raise_notice(office.store, office.policy, "a", "trouble", NOW)
        operator.clear_notice(office.store, office.policy, "a", "over", NOW)
    office.deliver()
    assert office.talk.texts("#ops") == ["trouble", "over"] * 2


# Why


LINK = "https://www.a.example/posts/1?utm_source=mail"


def test_a_post_that_was_never_read_is_unknown(office: Office) -> None:
    assert explain_link(office.store, LINK) is None


@pytest.mark.parametrize("url", ["", "\ud800", "x" * 10**6, "?", "#"])
def test_what_is_no_link_is_unknown(office: Office, url: str) -> None:
    assert explain_link(office.store, url) is None


def test_a_post_about_nobody_we_watch_is_explained(office: Office) -> None:
    office.take(post("1", "off topic", url=LINK))
    found = explain_link(office.store, "a.example/posts/1")
    assert found is not None
    assert (found.outcome, found.source, found.seen_at, found.assessment) == (
        Outcome.OFF_TOPIC,
        "reviews",
        NOW,
        None,
    )


def test_a_post_that_became_a_case_is_explained(office: Office) -> None:
    (case_id,) = office.take(post("1", "now", url=LINK)).case_ids
    found = explain_link(office.store, "http://a.example/posts/1/")
    assert found is not None
    assert (found.outcome, found.case_id, found.subjects) == (Outcome.CASE, case_id, (OURS,))
    assert found.assessment is not None
    assert found.assessment.reasons[0].evidence == ("nine hours",)


def test_a_repost_is_explained_by_its_case(office: Office) -> None:
    text = "nobody came for nine hours"
    (case_id,) = office.take(post("1", text, author="@a"), post("2", text, author="@b", url=LINK)).case_ids
    found = explain_link(office.store, LINK)
    assert found is not None
    assert (found.outcome, found.case_id) == (Outcome.JOINED, case_id)


def test_a_post_that_was_kept_for_the_digest_is_explained(office: Office) -> None:
    office.take(post("1", "digest", url=LINK))
    found = explain_link(office.store, LINK)
    assert found is not None
    assert (found.outcome, found.case_id) == (Outcome.DIGEST, None)


def test_a_post_on_x_is_found_by_any_of_its_links(office: Office) -> None:
    office.take(post("1", "digest", url="https://x.com/i/status/1234"))
    assert explain_link(office.store, "https://twitter.com/ana/status/1234?s=20") is not None
