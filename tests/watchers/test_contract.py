"""What every kind of source promises; a new kind is held to it by its entry in stages.py."""

import json
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from tests.fakes.platforms import (
    CUT,
    EMPTY,
    FORBIDDEN,
    HTML,
    RESET,
    SERVER_ERROR,
    TORN,
    UNAUTHORISED,
    FakeSite,
    Fault,
    answer,
    too_many,
)
from tests.watchers.stages import NEVER_UNREADABLE, NO_SERVER, SECRETS, STAGES, SUBJECTS, Clock, Stage, drain
from triage.source import SourceRefused, SourceUnavailable, Watcher
from watchers import KINDS, build


@pytest.fixture(params=sorted(KINDS))
def stage(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> Iterator[Stage]:
    assert request.param in STAGES, "a new kind of source needs an entry in stages.py"
    with STAGES[request.param](clock, tmp_path) as stage:
        yield stage


@pytest.fixture
def watcher(stage: Stage, clock: Clock) -> Iterator[Watcher]:
    watcher = build(stage.settings, SECRETS, SUBJECTS, clock)
    yield watcher
    watcher.close()


@pytest.fixture
def site(stage: Stage) -> FakeSite:
    assert stage.site is not None
    return stage.site


served = pytest.mark.parametrize("stage", sorted(KINDS.keys() - NO_SERVER), indirect=True)
spoilable = pytest.mark.parametrize("stage", sorted(KINDS.keys() - NEVER_UNREADABLE), indirect=True)


def test_everything_published_arrives_once(stage: Stage, watcher: Watcher) -> None:
    ids = [stage.publish(f"northgate {n}") for n in range(5)]
    assert sorted(drain(watcher).ids) == sorted(ids)


def test_a_mention_bears_the_name_of_its_source(stage: Stage, watcher: Watcher) -> None:
    stage.publish("northgate")
    assert [mention.source for mention in drain(watcher).mentions] == ["here"]


def test_a_mention_says_what_was_written(stage: Stage, watcher: Watcher) -> None:
    stage.publish("northgate: 5 > 4 & caf\u00e9 \U0001f621")
    assert drain(watcher).texts == ["northgate: 5 > 4 & caf\u00e9 \U0001f621"]


def test_times_are_utc_and_not_in_the_future(stage: Stage, watcher: Watcher, clock: Clock) -> None:
    stage.publish("northgate")
    clock.ahead(minutes=-10)
    (mention,) = drain(watcher).mentions
    assert mention.written_at is not None
    assert mention.written_at.tzinfo is UTC
    assert mention.written_at <= clock()


def test_nothing_new_brings_nothing(stage: Stage, watcher: Watcher) -> None:
    stage.publish("northgate")
    first = drain(watcher)
    assert drain(watcher, first.cursor).mentions == []


def test_what_comes_later_arrives_later(stage: Stage, watcher: Watcher, clock: Clock) -> None:
    stage.publish("northgate one")
    cursor = drain(watcher).cursor
    clock.ahead(minutes=1)
    second = stage.publish("northgate two")
    assert drain(watcher, cursor).ids == [second]


def test_the_same_cursor_brings_the_same_again(stage: Stage, watcher: Watcher) -> None:
    stage.publish("northgate one")
    cursor = drain(watcher).cursor
    stage.publish("northgate two")
    lost = drain(watcher, cursor)
    assert drain(watcher, cursor).mentions == lost.mentions


def test_a_source_with_nothing_in_it_is_no_error(watcher: Watcher) -> None:
    assert drain(watcher).mentions == []


@spoilable
def test_an_unreadable_record_stops_nothing_else(stage: Stage, watcher: Watcher) -> None:
    before = stage.publish("northgate one")
    stage.spoil()
    after = stage.publish("northgate two")
    assert sorted(drain(watcher).ids) == sorted([before, after])


@spoilable
def test_an_unreadable_record_is_kept_once_with_its_bytes(stage: Stage, watcher: Watcher) -> None:
    stage.spoil()
    first = drain(watcher)
    second = drain(watcher, first.cursor)
    rejected = [r for batch in (*first.batches, *second.batches) for r in batch.rejected]
    assert [bool(r.raw) for r in rejected] == [True]


def test_half_a_surrogate_pair_does_no_harm(stage: Stage, watcher: Watcher) -> None:
    stage.publish("northgate \ud83d !")
    (mention,) = drain(watcher).mentions
    assert mention.text.encode().split() == [b"northgate", b"!"]


def test_control_characters_are_left_out(stage: Stage, watcher: Watcher) -> None:
    stage.publish("north\x00gate\x1b[31m")
    (mention,) = drain(watcher).mentions
    assert "\x00" not in mention.text
    assert "\x1b" not in mention.text


@pytest.mark.parametrize(
    "fault", [SERVER_ERROR, HTML, EMPTY, CUT, TORN, RESET, answer(503), answer(418)], ids=lambda f: f.name
)
@served
def test_what_may_pass_is_unavailable(stage: Stage, watcher: Watcher, site: FakeSite, fault: Fault) -> None:
    stage.publish("northgate")
    drain(watcher)
    stage.publish("northgate again")
    site.fail_next(fault)
    with pytest.raises(SourceUnavailable):
        drain(watcher)


@pytest.mark.parametrize("fault", [FORBIDDEN, answer(402), answer(410)], ids=lambda f: f.name)
@served
def test_what_needs_a_person_is_refused(watcher: Watcher, site: FakeSite, fault: Fault) -> None:
    site.fail_next(fault)
    with pytest.raises(SourceRefused):
        watcher.fetch({})


@served
def test_a_bare_401_at_first_contact_is_refused(watcher: Watcher, site: FakeSite) -> None:
    site.fail_next(UNAUTHORISED)
    with pytest.raises(SourceRefused):
        watcher.fetch({})


@served
def test_a_wait_in_seconds_is_handed_on(watcher: Watcher, site: FakeSite) -> None:
    site.fail_next(too_many(90))
    with pytest.raises(SourceUnavailable) as caught:
        watcher.fetch({})
    assert caught.value.retry_after == 90


@served
def test_a_wait_until_a_date_is_handed_on(watcher: Watcher, site: FakeSite, clock: Clock) -> None:
    site.fail_next(too_many(clock() + timedelta(minutes=2)))
    with pytest.raises(SourceUnavailable) as caught:
        watcher.fetch({})
    assert caught.value.retry_after == 120


@served
def test_429_without_a_word_names_no_wait(watcher: Watcher, site: FakeSite) -> None:
    site.fail_next(too_many())
    with pytest.raises(SourceUnavailable) as caught:
        watcher.fetch({})
    assert caught.value.retry_after is None


@served
def test_one_failure_costs_one_request(watcher: Watcher, site: FakeSite) -> None:
    site.fail_next(SERVER_ERROR)
    with pytest.raises(SourceUnavailable):
        watcher.fetch({})
    assert len(site.requests) == 1


@served
def test_after_a_failure_nothing_is_missing(stage: Stage, watcher: Watcher, site: FakeSite) -> None:
    cursor = drain(watcher).cursor
    published = stage.publish("northgate")
    site.fail_next(RESET)
    with pytest.raises(SourceUnavailable):
        watcher.fetch(cursor)
    assert drain(watcher, cursor).ids == [published]


@pytest.mark.parametrize("status", [401, 403, 400, 500])
@served
def test_no_secret_gets_into_an_error(stage: Stage, watcher: Watcher, site: FakeSite, status: int) -> None:
    keys = [SECRETS[name] for name in KINDS[stage.settings.kind].secrets if name != "REDDIT_USER_AGENT"]
    site.fail_next(answer(status, json.dumps({"message": f"you sent {keys}"}).encode()))
    with pytest.raises((SourceRefused, SourceUnavailable)) as caught:
        watcher.fetch({})
    assert not any(key in str(caught.value) for key in keys)


@served
def test_a_server_that_is_not_there_is_unavailable(stage: Stage, watcher: Watcher, site: FakeSite) -> None:
    site.__exit__()
    with pytest.raises(SourceUnavailable):
        watcher.fetch({})


@served
def test_nobody_but_the_platform_is_asked(
    stage: Stage, watcher: Watcher, site: FakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", site.base_url)  # where anybody else would be asked for
    stage.publish("northgate")
    drain(watcher)
    assert {request.method for request in site.requests} <= {"GET", "POST"}


def test_closing_twice_is_harmless(stage: Stage, watcher: Watcher) -> None:
    stage.publish("northgate")
    watcher.fetch({})
    watcher.close()
    watcher.close()
