"""Mutes: no cards for a time, nothing lost, and never what cannot wait."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from desk import mutes
from desk.digest import summarise
from desk.keeper import Keeper
from desk.mutes import Kind
from desk.status import read_status
from desk.why import explain_link
from tests.desk.fakes import ANA, BEN, NOW, OURS, RIVAL, Office, policy, post
from triage.model import Outcome

TWO_HOURS = timedelta(hours=2)
FEE = "the parking fee at Northgate is a disgrace"


def hush(office: Office, kind: Kind, value: str, length: timedelta = TWO_HOURS, **more: Any) -> mutes.Mute:
    return mutes.mute(office.store, kind, value, office.now + length, ANA, office.now, **more)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.SUBJECT, OURS), (Kind.SOURCE, "reviews"), (Kind.AUTHOR, "@Tin"), (Kind.AUTHOR, "u/TIN"),
        (Kind.TERM, "parking fee"), (Kind.TERM, "Parking  FEE"), (Kind.TERM, "disgrace"),
    ],
)  # fmt: skip
def test_a_muted_mention_makes_no_card(office: Office, kind: Kind, value: str) -> None:
    hush(office, kind, value)
    taken = office.take(post("1", FEE, author="tin"))
    assert (taken.outcomes, taken.case_ids) == ({Outcome.MUTED: 1}, ())
    assert office.waiting() == 0


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.SUBJECT, RIVAL), (Kind.SOURCE, "x"), (Kind.AUTHOR, "tinfoil"), (Kind.TERM, "park"),
        (Kind.TERM, "fee parking"), (Kind.TERM, "grace"),
    ],
)  # fmt: skip
def test_what_a_mute_does_not_name_makes_its_card(office: Office, kind: Kind, value: str) -> None:
    hush(office, kind, value)
    assert len(office.take(post("1", FEE, author="tin")).case_ids) == 1


def test_an_unsigned_post_is_nobodys(office: Office) -> None:
    hush(office, Kind.AUTHOR, "tin")
    assert len(office.take(post("1", FEE)).case_ids) == 1


@pytest.mark.parametrize("kind", Kind)
def test_what_cannot_wait_is_never_muted(office: Office, kind: Kind) -> None:
    for value in (OURS, "reviews", "tin", "somebody will die"):
        hush(office, kind, value)
    assert len(office.take(post("1", "now somebody will die", author="tin")).case_ids) == 1


def test_what_makes_no_card_anyway_is_not_called_muted(office: Office) -> None:
    hush(office, Kind.SOURCE, "reviews")
    taken = office.take("digest nice", "off topic", "unrouted", "rival bad")
    assert Outcome.MUTED not in taken.outcomes


def test_a_look_that_is_muted_spends_none_of_the_days_budget(office: Office) -> None:
    office.judge = Unsure(office.judge)
    hush(office, Kind.SOURCE, "reviews")
    assert office.take("look at this").outcomes == {Outcome.MUTED: 1}
    assert office.rows("SELECT * FROM look") == []


class Unsure:
    """Of whatever would be a case it says that a person must judge."""

    def __init__(self, judge: Any) -> None:
        self._judge, self.policy = judge, policy()

    def verdicts(self, mentions: Sequence[Any], reach_norm: int | None = None) -> list[Any]:
        return [self.verdict(mention) for mention in mentions]

    def verdict(self, mention: Any) -> Any:
        return self._judge.verdict(mention)._replace(outcome=Outcome.LOOK)


def test_a_mute_ends_by_itself(office: Office) -> None:
    hush(office, Kind.SOURCE, "reviews")
    office.pass_time(TWO_HOURS.total_seconds())
    assert len(office.take("a complaint").case_ids) == 1
    assert mutes.holding(office.store, office.now) == []


def test_unmuting_ends_it_at_once(office: Office) -> None:
    made = hush(office, Kind.SOURCE, "reviews")
    office.pass_time(60)
    ended = mutes.unmute(office.store, made.id, BEN, office.now)
    assert ended is not None
    assert (ended.ended_by, ended.over_at) == ("Ben", office.now)
    assert len(office.take("a complaint").case_ids) == 1


def test_ending_what_is_over_changes_nothing(office: Office) -> None:
    made = hush(office, Kind.SOURCE, "reviews")
    office.pass_time(3 * 3600)
    ended = mutes.unmute(office.store, made.id, BEN, office.now)
    assert ended is not None
    assert (ended.ended_by, ended.over_at) == (None, made.until)
    assert mutes.unmute(office.store, 99, BEN, office.now) is None


def test_muting_the_same_again_takes_the_new_end(office: Office) -> None:
    hush(office, Kind.SOURCE, "reviews", timedelta(days=2))
    hush(office, Kind.SOURCE, "reviews")
    assert [each.until for each in mutes.holding(office.store, office.now)] == [NOW + TWO_HOURS]


@pytest.mark.parametrize("length", [timedelta(0), timedelta(hours=-1), timedelta(days=30, seconds=1)])
def test_a_mute_has_an_end_within_thirty_days(office: Office, length: timedelta) -> None:
    with pytest.raises(ValueError, match="30 days"):
        hush(office, Kind.SOURCE, "reviews", length)


def test_there_cannot_be_ever_more_mutes(office: Office) -> None:
    for number in range(mutes.MOST):
        hush(office, Kind.TERM, f"word{number}")
    hush(office, Kind.TERM, "word0")
    with pytest.raises(mutes.TooMany):
        hush(office, Kind.TERM, "one more")


def test_why_says_who_muted_it_and_until_when(office: Office) -> None:
    hush(office, Kind.TERM, "parking fee", zone="America/New_York")
    office.take(post("1", FEE, url="https://reviews.example.org/1"))
    found = explain_link(office.store, "https://reviews.example.org/1")
    assert found is not None
    assert found.assessment is not None
    assert found.outcome is Outcome.MUTED
    assert (
        found.assessment.reasons[0].sentence
        == "Ana muted the term \u201cparking fee\u201d until 17 Mar 2026 10:00"
    )
    assert len(found.assessment.reasons) == 2


def test_the_digest_counts_what_was_muted_and_tells_which_mutes_held(office: Office) -> None:
    made = hush(office, Kind.SOURCE, "reviews")
    office.take("one", "two")
    office.pass_time(5 * 3600)
    hush(office, Kind.TERM, "parking")
    told = summarise(office.store, office.policy, office.now.date(), NOW - TWO_HOURS, office.now + TWO_HOURS)
    assert told.muted == 2
    assert [each.value for each in told.mutes] == ["reviews", "parking"]
    assert told.mutes[0].over_at == made.until
    later = summarise(office.store, office.policy, office.now.date(), office.now, office.now + TWO_HOURS)
    assert (later.muted, [each.value for each in later.mutes]) == (0, ["parking"])


def test_the_status_knows_what_is_muted_now(office: Office) -> None:
    hush(office, Kind.SOURCE, "reviews")
    assert [m.value for m in read_status(office.store, office.policy, office.now).mutes] == ["reviews"]
    assert read_status(office.store, office.policy, office.now + TWO_HOURS).mutes == []


def test_the_effect_counts_the_cards_of_the_last_days(office: Office) -> None:
    office.take(post("old", FEE))
    office.pass_time(8 * 86_400)
    office.take(post("1", FEE), post("2", f"now {FEE}"), post("3", "something else"), "digest parking fee")
    found = mutes.effect(office.store, Kind.TERM, "parking fee", office.now)
    assert (found.hidden, found.urgent, found.cards) == (1, 1, 3)


def test_old_mutes_are_forgotten_because_they_name_people(office: Office) -> None:
    hush(office, Kind.AUTHOR, "tin")
    office.pass_time(86_400.0 * (office.policy.keep_days + 1))
    Keeper(office.store, office.policy, office.now, lambda: None).step(office.now)
    assert office.rows("SELECT * FROM mute") == []


def test_a_mute_survives_a_restart(office: Office) -> None:
    hush(office, Kind.SOURCE, "reviews")
    office.restart()
    assert office.take("a complaint").case_ids == ()
