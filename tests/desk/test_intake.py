"""take_in(): all of a batch or none of it, and nothing twice."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from desk.intake import take_in
from desk.store import Store, sources, times
from tests.desk.fakes import COMPLAINT, NOW, ROUTES, ObedientJudge, Office, post
from triage.model import Mention, Outcome, Urgency, Verdict
from triage.source import Batch, Gap, Rejected

GAP = Gap(begin=NOW - timedelta(hours=2), end=NOW - timedelta(hours=1), reason="cut off")
BAD = Rejected(raw=b"{", error="no JSON")
TABLES = ("mention", "cases", "outbox", "passed_over", "quarantine", "gap", "mention_fts", "reading")


def counts(office: Office) -> dict[str, int]:
    return {table: office.one(f"SELECT count(*) FROM {table}") for table in TABLES}


def everything(office: Office) -> None:
    """A batch that leaves something in every table."""
    office.take(COMPLAINT, "off topic", "digest us", rejected=[BAD], gaps=[GAP], cursor=7)


def test_a_batch_is_stored_whole(office: Office) -> None:
    everything(office)
    assert counts(office) == {
        "mention": 2, "cases": 1, "outbox": 1, "passed_over": 1, "quarantine": 1, "gap": 1, "mention_fts": 2, "reading": 1,
    }  # fmt: skip


def test_the_cursor_is_stored_with_the_batch(office: Office) -> None:
    everything(office)
    assert sources.cursor_of(office.store.reader, "reviews") == {"at": 7}


@pytest.mark.parametrize(
    ("event", "table"),
    [
        ("INSERT", "mention"),
        ("INSERT", "cases"),
        ("INSERT", "outbox"),
        ("INSERT", "passed_over"),
        ("INSERT", "quarantine"),
        ("INSERT", "gap"),
        ("INSERT", "source"),
        ("UPDATE", "source"),
    ],
)
def test_a_failure_in_the_middle_leaves_nothing_of_a_batch(office: Office, event: str, table: str) -> None:
    with office.store.commit() as db:
        db.execute(
            f"CREATE TRIGGER fault BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(sqlite3.IntegrityError, match="disk full"):
        everything(office)
    assert set(counts(office).values()) == {0}
    assert sources.cursor_of(office.store.reader, "reviews") == {}


def test_after_a_failure_the_same_batch_is_taken_in_whole(office: Office) -> None:
    with office.store.commit() as db:
        db.execute("CREATE TRIGGER fault BEFORE UPDATE ON source BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(sqlite3.IntegrityError):
        office.take(post("1"))
    with office.store.commit() as db:
        db.execute("DROP TRIGGER fault")
    assert len(office.take(post("1")).case_ids) == 1


def test_the_same_batch_twice_is_told_once(office: Office) -> None:
    batch = [post("1"), post("2", "digest us"), post("3", "off topic")]
    first, second = office.take(*batch), office.take(*batch)
    assert (first.new, second.new, len(second.case_ids)) == (3, 0, 0)


def test_of_an_overlap_only_the_new_part_is_told(office: Office) -> None:
    office.take(post("1"), post("2"))
    assert office.take(post("2"), post("3")).outcomes == {Outcome.CASE: 1}


def test_a_duplicate_within_a_batch_is_told_once(office: Office) -> None:
    assert office.take(post("1"), post("1"), post("1", "digest us")).outcomes == {Outcome.CASE: 1}


def test_the_same_id_from_two_sources_is_two_mentions(office: Office) -> None:
    office.take(post("1"))
    assert office.take(post("1"), source="x").new == 1


def test_a_mention_is_stored_under_the_source_it_was_taken_in_from(office: Office) -> None:
    office.take(post("1"), source="x")
    assert office.take(post("1"), source="x").new == 0


def test_an_off_topic_post_that_comes_again_is_not_counted_again(office: Office) -> None:
    office.take(post("1", "off topic"))
    assert office.take(post("1", "off topic"), post("2", "off topic")).outcomes == {Outcome.OFF_TOPIC: 1}


def test_a_reading_of_old_off_topic_posts_leaves_no_row(office: Office) -> None:
    for _ in range(3):
        office.take(post("1", "off topic"))
    assert office.one("SELECT count(*) FROM reading") == 1


def test_a_source_counts_its_posts_once(office: Office) -> None:
    for _ in range(3):
        office.take(post("1"), post("2", "off topic"), post("3", "digest us"))
    assert office.one("SELECT posts FROM source") == 3


def test_of_an_off_topic_post_only_a_fingerprint_is_kept(office: Office) -> None:
    office.take(post("1", "off secret words", author="@ana", url="https://a.example/1"))
    dump = "\n".join(office.store.reader.iterdump())
    assert not [word for word in ("secret", "@ana", "a.example") if word in dump]


def test_every_outcome_is_counted(office: Office) -> None:
    taken = office.take("now", "desk", "digest", "off", "unrouted", "rival")
    assert taken.outcomes == {
        Outcome.CASE: 2, Outcome.DIGEST: 2, Outcome.OFF_TOPIC: 1, Outcome.NO_ROUTE: 1,
    }  # fmt: skip


def test_a_mention_comes_back_as_it_was_read(office: Office) -> None:
    given = Mention(
        source="reviews",
        native_id="1",
        text="now: \u201cnine hours\u201d \U0001f621",
        author="@ana",
        url="https://a.example/1",
        written_at=NOW - timedelta(hours=1),
        reach=1200,
        language="en",
    )
    (case_id,) = office.take(given).case_ids
    assert office.case(case_id).mention.text == given.text
    assert office.case(case_id).mention == given


def test_an_assessment_comes_back_as_it_was_made(office: Office) -> None:
    mention = post("1", "now")
    (case_id,) = office.take(mention).case_ids
    made = office.judge.verdict(mention).assessment
    kept = office.case(case_id).assessment
    assert (kept.complaint, kept.categories, kept.urgency) == (made.complaint, made.categories, Urgency.NOW)
    assert [(r.sentence, r.weight, r.evidence) for r in kept.reasons] == [
        ("Somebody waited", 1.23, ("nine hours",))
    ]


def test_a_case_is_due_when_its_route_says(office: Office) -> None:
    assert office.case(office.open("now")).due_at == NOW + timedelta(minutes=30)


def test_a_case_of_a_route_without_a_deadline_is_never_due(office: Office) -> None:
    assert office.case(office.open()).due_at is None


def test_a_card_is_wanted_in_its_routes_channel(office: Office) -> None:
    office.open("desk")
    assert (office.outbox()["channel"], office.outbox()["urgency"]) == ("#desk", 2)


def test_an_empty_batch_still_keeps_the_cursor(office: Office) -> None:
    assert office.take(cursor=9).new == 0
    assert sources.cursor_of(office.store.reader, "reviews") == {"at": 9}


def test_a_replayed_export_leaves_no_cursor(office: Office) -> None:
    batch = Batch(mentions=[post("1")], cursor={})
    take_in(office.store, office.judge, office.routes, batch, source="reviews", now=NOW, keeps_cursor=False)
    assert office.rows("SELECT * FROM source") == []


class NotedStore(Store):
    """Notes which commits wait for the disk."""

    durable: list[bool]

    @contextmanager
    def commit(self, *, durable: bool = True) -> Iterator[Connection]:
        self.durable.append(durable)
        with super().commit(durable=durable) as db:
            yield db


@pytest.mark.parametrize(
    ("text", "keeps_cursor", "durable"),
    [("one two", True, True), ("digest", True, False), ("off", True, False), ("digest", False, True)],
)
def test_a_batch_waits_for_the_disk_where_it_would_not_be_read_again(
    database: Path, text: str, keeps_cursor: bool, durable: bool
) -> None:
    NotedStore.durable = []
    store = NotedStore(database)
    batch = Batch(mentions=[post("1", text)], cursor={})
    routes = {route.name: route for route in ROUTES}
    take_in(store, ObedientJudge(), routes, batch, source="x", now=NOW, keeps_cursor=keeps_cursor)  # type: ignore[arg-type]
    store.close()
    assert NotedStore.durable == [durable]


# Unreadable records


def test_a_record_that_could_not_be_read_is_kept_with_its_bytes(office: Office) -> None:
    office.take(rejected=[BAD])
    assert office.rows("SELECT source, error, raw FROM quarantine") == [("reviews", "no JSON", b"{")]


def test_an_unreadable_record_that_comes_again_is_kept_once(office: Office) -> None:
    for _ in range(3):
        office.take(rejected=[BAD, Rejected(raw=b"[", error="no JSON")])
    assert office.one("SELECT count(*) FROM quarantine") == 2


def test_a_huge_unreadable_record_is_cut(office: Office) -> None:
    office.take(rejected=[Rejected(raw=b"x" * 10**6, error="e" * 10**6)])
    assert office.rows("SELECT length(raw), length(error) FROM quarantine") == [(65_536, 300)]


def test_a_post_that_our_own_judgement_fails_on_is_quarantined_and_the_others_go_on(office: Office) -> None:
    taken = office.take(post("1", "bug here"), post("2"))
    assert taken.outcomes == {Outcome.CASE: 1}
    assert office.one("SELECT error FROM quarantine") == "not judged: RuntimeError"


def test_a_post_that_was_not_judged_keeps_its_words_for_a_person(office: Office) -> None:
    office.take(post("1", "bug \u201chere\u201d", author="@ana"))
    assert b'"@ana"' in office.one("SELECT raw FROM quarantine")


# What a source tells of itself


def test_the_lag_is_that_of_the_newest_post(office: Office) -> None:
    office.take(
        post("1", written_at=NOW - timedelta(seconds=90)), post("2", written_at=NOW - timedelta(seconds=30))
    )
    assert office.one("SELECT lag FROM source") == 30.0


def test_an_old_post_that_comes_again_does_not_make_a_source_lag(office: Office) -> None:
    office.take(post("1", "off topic", written_at=NOW))
    office.pass_time(3600)
    office.take(post("1", "off topic", written_at=NOW))
    assert office.one("SELECT lag FROM source") == 0.0


def test_a_post_from_the_future_counts_as_written_now(office: Office) -> None:
    office.take(post("1", written_at=NOW + timedelta(days=900)))
    assert office.rows("SELECT lag, newest_post FROM source") == [(0.0, times.to_text(NOW))]


def test_a_success_ends_what_failed_before(office: Office) -> None:
    with office.store.commit() as db:
        sources.failed(db, "reviews", "", "HTTP 500", parked=True)
    office.take()
    assert office.rows("SELECT failures, parked FROM source") == [(0, 0)]


# Two at once


class SlowJudge:
    """While it judges, somebody else takes the same batch in."""

    def __init__(self, office: Office, batch: list[Mention]) -> None:
        self._office, self._batch, self._plain = office, batch, office.judge

    def verdicts(self, mentions: Sequence[Mention], reach_norm: int | None = None) -> list[Any]:
        return [self.verdict(mention) for mention in mentions]

    def verdict(self, mention: Mention) -> Any:
        batch, self._batch = self._batch, []
        if batch:
            self._office.judge = self._plain
            self._office.take(*batch)
            self._office.judge = self
        verdict: Verdict = self._plain.verdict(mention)
        return verdict


def test_what_another_stored_while_we_judged_is_not_told_again(office: Office) -> None:
    office.judge = SlowJudge(office, [post("1"), post("2")])
    assert office.take(post("1"), post("2"), post("3")).outcomes == {Outcome.CASE: 1}


# Public ids


COLLIDING = ("p19632", "p29824")  # both XV49QA


def test_of_two_cases_with_one_short_id_in_a_batch_one_gets_a_longer_id(office: Office) -> None:
    assert office.take(*map(post, COLLIDING)).case_ids == ("XV49QA", "XV49QAB2")


def test_a_short_id_that_is_taken_gives_a_longer_one(office: Office) -> None:
    office.take(post(COLLIDING[0]))
    assert office.take(post(COLLIDING[1])).case_ids == ("XV49QAB2",)


def test_both_of_two_colliding_cases_are_found(office: Office) -> None:
    office.take(*map(post, COLLIDING))
    assert [office.case(i).mention.native_id for i in ("XV49QA", "XV49QAB2")] == list(COLLIDING)
