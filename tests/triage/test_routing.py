"""A complaint goes to the first route that asks for it."""

import pytest

from triage.model import Assessment, Route, Urgency, When
from triage.policy import default_route
from triage.routing import choose_route, holds

GRAVE = Assessment(
    complaint=0.9,
    negativity=0.8,
    urgency=Urgency.SAME_DAY,
    tone=-0.4,
    language="en",
    categories=("safety", "quality"),
    severity=2,
)


@pytest.mark.parametrize(
    "when",
    [
        When(),
        When(urgency_at_least=2),
        When(urgency_at_most=2),
        When(severity_at_least=2),
        When(category=("quality",)),
        When(category=("respect", "safety")),
        When(subject=("us", "them")),
        When(source=("x",)),
        When(language=("es", "en")),
        When(
            urgency_at_least=1,
            severity_at_least=1,
            category=("safety",),
            subject=("us",),
            source=("x",),
            language=("en",),
        ),
    ],
)
def test_a_condition_holds_where_every_field_gets_what_it_asks_for(when: When) -> None:
    assert holds(when, GRAVE, "us", "x")


@pytest.mark.parametrize(
    "when",
    [
        When(urgency_at_least=3),
        When(urgency_at_most=1),
        When(severity_at_least=3),
        When(category=("respect",)),
        When(subject=("them",)),
        When(source=("reddit",)),
        When(language=("es",)),
        When(urgency_at_least=1, category=("safety",), subject=("us",), source=("x",), language=("und",)),
    ],
)
def test_a_condition_fails_where_one_field_does_not(when: When) -> None:
    assert not holds(when, GRAVE, "us", "x")


def route(name: str, urgency: int) -> Route:
    return Route(name=name, channel="#c", when=When(urgency_at_least=urgency))


def test_the_first_route_that_fits_takes_the_case() -> None:
    routes = [route("now", 3), route("serious", 2), route("any", 0)]
    chosen = choose_route(routes, GRAVE, "us", "x")
    assert chosen is routes[1]


def test_where_no_route_fits_nobody_is_told() -> None:
    assert choose_route([route("now", 3)], GRAVE, "us", "x") is None


@pytest.mark.parametrize("urgency", [1, 2, 3])
def test_the_default_route_takes_every_complaint(urgency: int) -> None:
    assert default_route("#c").when.urgency_at_least <= urgency
