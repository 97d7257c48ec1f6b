"""A case that belongs to another team: its channel is told, once."""

import pytest

from desk import cases, teams
from desk.messenger import CardContent
from tests.desk.fakes import ANA, BEN, Office


def test_the_other_teams_channel_is_told_once_by_whoever_says_it(office: Office) -> None:
    case_id = office.stand()
    for who in (ANA, BEN):
        teams.hand_over(office.store, office.policy, case_id, "desk", who, office.now)
        office.deliver()
    assert office.talk.texts("#desk") == [
        f"Ana says that case {case_id} (Northgate) is for desk. Read it with: /heed show {case_id}"
    ]
    (card,) = office.talk.of_kind("card")
    assert isinstance(card.content, CardContent)
    assert (card.channel, card.content.case.route) == ("#all", "default")
    assert [event.act for event in cases.history(office.store, office.case(case_id))] == ["wrong_team"]


def test_a_case_may_be_handed_on(office: Office) -> None:
    case_id = office.stand()
    for team in ("desk", "safety"):
        teams.hand_over(office.store, office.policy, case_id, team, ANA, office.now)
    office.deliver()
    assert [len(office.talk.texts(channel)) for channel in ("#desk", "#safety")] == [1, 1]


def test_a_team_or_a_case_that_is_unknown_is_named_and_nothing_changes(office: Office) -> None:
    case_id = office.open()
    with pytest.raises(ValueError, match="no such team: nobody"):
        teams.hand_over(office.store, office.policy, case_id, "nobody", ANA, office.now)
    with pytest.raises(cases.UnknownCase):
        teams.hand_over(office.store, office.policy, "ZZZZZZ", "desk", ANA, office.now)
    assert cases.history(office.store, office.case(case_id)) == []
