"""Figures of a period beside the one before."""

from datetime import timedelta

import pytest

from desk import figures
from desk.figures import Count, Pace
from desk.store import figures as rows
from tests.desk.fakes import NOW, OURS, RIVAL, Office
from triage.lifecycle import Act

DAY = timedelta(days=1)


def test_nothing_is_told_as_nothing(office: Office) -> None:
    found = figures.stats(office.store, NOW - DAY, NOW)
    nothing = Pace(opened=0, claimed=0, resolved=0, to_claim=None, to_resolve=None)
    assert (found.now, found.before, found.sources, found.open_count) == (nothing, nothing, [], 0)


def test_a_case_counts_when_it_happened_to_it(office: Office) -> None:
    early = office.open("early")
    office.pass_time(86_400)
    late = office.open("now late")
    office.pass_time(600)
    office.act(early, Act.CLAIM)
    office.act(late, Act.CLAIM)
    office.act(early, Act.RESOLVE)
    found = figures.stats(office.store, office.now - timedelta(hours=12), office.now + timedelta(seconds=1))
    assert found.now == Pace(opened=1, claimed=2, resolved=1, to_claim=43_800.0, to_resolve=87_000.0)
    assert figures.stats(office.store, NOW, NOW + DAY).now.opened == 1
    assert (found.open_count, found.overdue) == (1, 0)


def test_the_period_before_stands_beside_it(office: Office) -> None:
    office.take("one", "two")
    office.take("from x", source="x")
    office.pass_time(86_400)
    office.take("now three")
    found = figures.stats(
        office.store, office.now - DAY + timedelta(seconds=1), office.now + timedelta(seconds=1)
    )
    assert (found.now.opened, found.before.opened) == (1, 3)
    assert found.sources == [Count(name="reviews", now=1, before=2), Count(name="x", now=0, before=1)]
    assert found.urgencies == [Count(name="3", now=1, before=0), Count(name="1", now=0, before=3)]


def test_endings_are_counted_by_what_they_were(office: Office) -> None:
    for text, how in (("a", "passed_on"), ("b", "passed_on"), ("c", "duplicate")):
        office.act(office.open(text), Act.RESOLVE, disposition=how)
    found = figures.stats(office.store, NOW - DAY, NOW + DAY)
    assert [(count.name, count.now) for count in found.endings] == [("passed_on", 2), ("duplicate", 1)]


def test_a_reopened_case_is_not_resolved(office: Office) -> None:
    case_id = office.open("a")
    office.act(case_id, Act.RESOLVE)
    office.act(case_id, Act.REOPEN)
    assert figures.stats(office.store, NOW - DAY, NOW + DAY).now.resolved == 0


def test_names_are_compared_our_own_first(office: Office) -> None:
    office.take(*(f"complaint {n}" for n in range(9)), "digest fine", *(f"rival {n}" for n in range(9)))
    ours, rival = figures.compare(office.store, office.policy.subjects, NOW - DAY, NOW + DAY)
    assert (ours.name, ours.is_own, ours.mentions, ours.complaints, ours.share) == (OURS, True, 10, 9, 0.9)
    assert (rival.name, rival.mentions, rival.complaints) == (RIVAL, 9, 0)
    assert ours.low < 0.9 < ours.high
    assert ours.is_above(rival)
    assert not rival.is_above(ours)
    assert ours.negativity == pytest.approx(0.32)


def test_a_name_nobody_mentioned_has_no_share(office: Office) -> None:
    ours, rival = figures.compare(office.store, office.policy.subjects, NOW - DAY, NOW)
    assert (ours.share, ours.negativity, ours.mentions_before) == (None, None, 0)
    assert not ours.is_above(rival)


def test_other_moments_are_refused(office: Office) -> None:
    with pytest.raises(ValueError, match="no such moment"):
        rows.waits(office.store.reader, "at; DROP TABLE cases", "", "")
