"""A routine complaint that many see is for the same day, with the figure as its reason."""

import pytest

from tests.triage.test_judge import judge, mention
from triage.model import Route, Urgency, When
from triage.reach import FLOOR, norm_of

RUDE = "The receptionist at Northgate was rude and nobody answers the phone"


def test_a_norm_needs_enough_posts_and_never_lies_below_the_floor() -> None:
    assert norm_of([10_000] * 49) is None
    assert norm_of([10] * 50) == FLOOR
    assert norm_of([*range(0, 100_000, 1000)]) == 95_000


@pytest.mark.parametrize(
    ("reach", "urgency"), [(50_000, Urgency.SAME_DAY), (900, Urgency.ROUTINE), (None, Urgency.ROUTINE)]
)
def test_reach_above_the_norm_raises_a_routine_complaint(reach: int | None, urgency: Urgency) -> None:
    found = judge().verdict(mention(RUDE, reach=reach), 1_000).assessment
    assert found is not None
    assert found.urgency is urgency


def test_the_figure_is_the_reason_and_the_route_is_chosen_anew() -> None:
    loud = Route(name="loud", channel="#l", when=When(urgency_at_least=2))
    found = judge(loud).verdict(mention(RUDE, reach=50_000), 1_000)
    assert found.route == "loud"
    assert found.assessment is not None
    assert "50,000" in found.assessment.reasons[0].sentence
    assert "1,000" in found.assessment.reasons[0].sentence


def test_praise_that_many_see_stays_praise() -> None:
    found = judge().verdict(mention("Northgate nurses are wonderful, thank you", reach=50_000), 1_000)
    assert found.assessment is not None
    assert found.assessment.urgency is Urgency.DIGEST
