"""Mentions that a person must judge: cards while the day's budget lasts, the digest for the rest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.digest import summarise
from desk.intake import take_in
from desk.store import Store
from tests.triage.test_judge import judge
from triage.judge import Judge
from triage.model import Mention, Outcome, Route, Urgency, When
from triage.source import Batch

NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)
TEXT = "Northgate: esperei {} horas e ninguém me atendeu, uma vergonha"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "looks.db")


def take(store: Store, made: Judge, numbers: range, now: datetime = NOW) -> dict[Outcome, int]:
    batch = tuple(Mention(source="x", native_id=str(n), text=TEXT.format(n), language="pt") for n in numbers)
    routes = {route.name: route for route in made.policy.routes}
    taken = take_in(store, made, routes, Batch(mentions=batch, cursor={}), source="x", now=now)
    return dict(taken.outcomes)


def test_the_budget_is_the_days_and_not_the_batchs(store: Store) -> None:
    made = judge()
    assert take(store, made, range(15)) == {Outcome.CASE: 15}
    assert take(store, made, range(15, 30)) == {Outcome.CASE: 5, Outcome.LOOK: 10}
    assert take(store, made, range(30, 32)) == {Outcome.LOOK: 2}
    assert take(store, made, range(40, 43), NOW + timedelta(days=1)) == {Outcome.CASE: 3}


def test_what_no_route_takes_uses_up_no_budget(store: Store) -> None:
    nobody = Route(name="urgent", channel="#c", when=When(urgency_at_least=Urgency.NOW))
    made = Judge(replace(judge().policy, routes=(nobody,)))
    assert take(store, made, range(3)) == {Outcome.LOOK: 3}
    assert take(store, judge(), range(10, 31)) == {Outcome.CASE: 20, Outcome.LOOK: 1}


def test_the_digest_lists_what_got_no_card(store: Store) -> None:
    made = judge()
    take(store, made, range(30))
    told = summarise(store, made.policy, NOW.date(), NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    assert (told.looks, len(told.look_posts)) == (10, 5)
