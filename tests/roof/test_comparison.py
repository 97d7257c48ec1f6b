"""What people said of verdicts against what rules say: each kind of label counts for what it is about."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.history import Stored
from desk.labels import NOBODY, Said
from desk.plan import REPOST_WINDOW
from roof.comparison import against_labels
from roof.rehearsal import Rules, Span
from tests.handlers.given import NOON, a_mention, a_policy
from triage.model import Outcome, Subject, Urgency
from triage.policy import Policy

COMPLAINT = "Nine hours in the Northgate ER and nobody came. Worst hospital ever."


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    lakeside = Subject(name="Lakeside", kind="competitor", match="lakeside")
    made = a_policy(tmp_path / "none.db")
    return replace(made, subjects=(*made.subjects, lakeside))


def said(
    text: str = COMPLAINT,
    *,
    complaint: bool | None = None,
    urgency: Urgency | None = None,
    about: str | None = None,
) -> Said:
    return Said(
        mention=a_mention(text=text), score=0.5, complaint=complaint, weak=False, urgency=urgency, about=about
    )


@pytest.mark.parametrize(("level", "agrees"), [(Urgency.ROUTINE, True), (Urgency.NOW, False)])
def test_an_urgency_that_was_corrected_agrees_where_the_rules_say_the_same(
    level: Urgency, agrees: bool, policy: Policy
) -> None:
    assert against_labels([said(urgency=level)], policy).urgencies == [agrees]


@pytest.mark.parametrize(("name", "agrees"), [("Northgate", True), ("Lakeside", False)])
def test_a_subject_that_was_corrected_agrees_where_the_rules_say_the_same(
    name: str, agrees: bool, policy: Policy
) -> None:
    assert against_labels([said(about=name)], policy).names == [agrees]


@pytest.mark.parametrize("name", ["Lakeside", NOBODY])
def test_a_complaint_about_somebody_else_is_none_of_ours(name: str, policy: Policy) -> None:
    assert against_labels([said(complaint=True, about=name)], policy).flags == []
    assert against_labels([said(complaint=True)], policy).flags == [(Outcome.CASE, True)]


def test_of_wiped_words_nothing_is_compared(policy: Policy) -> None:
    found = against_labels([said("", complaint=True, urgency=Urgency.NOW, about="Northgate")], policy)
    assert (found.flags, found.urgencies, found.names) == ([], [], [])


# stored mentions under other rules


def kept(text: str, *, hours: float = 0, number: int = 0, outcome: Outcome = Outcome.CASE) -> Stored:
    return Stored(
        mention=replace(a_mention(text=text), native_id=str(number), author="ann", written_at=None),
        seen_at=NOON + timedelta(hours=hours), outcome=outcome, urgency=Urgency.ROUTINE,
        subjects=("Northgate",), categories=(), route="default", looked=False,
    )  # fmt: skip


def test_so_many_looks_a_day_are_granted_and_no_more(policy: Policy) -> None:
    rules = Rules(replace(policy, looks_per_day=2))
    unread = [f"Northgate: jag tänker på mitt liv ikväll nummer {n}" for n in range(4)]
    told = [rules.judge(kept(text, number=n))[0] for n, text in enumerate(unread)]
    assert told == [Outcome.CASE, Outcome.CASE, Outcome.LOOK, Outcome.LOOK]
    assert rules.judge(kept(unread[0] + " igen", hours=24, number=9))[0] is Outcome.CASE


def test_the_same_words_join_a_case_for_as_long_as_reposts_count(policy: Policy) -> None:
    rules = Rules(policy)
    window = REPOST_WINDOW / timedelta(hours=1)
    rules.judge(kept(COMPLAINT))
    again = [
        rules.judge(kept(COMPLAINT, hours=at, number=n, outcome=Outcome.DIGEST))[0]
        for n, at in enumerate((window, window + 1))
    ]
    assert again == [Outcome.JOINED, Outcome.CASE]


def test_a_span_counts_the_days_on_which_something_was_read() -> None:
    span = Span(NOON - timedelta(days=30), NOON + timedelta(days=3))
    assert span.days == 33
    for hours in (0, 1, 25, 49):
        span.see(kept(COMPLAINT, hours=hours))
    assert span.days == 3
