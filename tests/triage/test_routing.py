"""A complaint goes to the first route that asks for it."""

from datetime import UTC, datetime

import pytest

from triage.model import Assessment, Case, Mention, ReplyTemplate, Route, State, Urgency, When
from triage.policy import Policy, SlackSettings, default_route
from triage.routing import approvals, choose_route, holds, unreachable

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


# how many must approve


def a_policy(*routes: Route) -> Policy:
    return Policy(
        organisation="Northgate Health",
        slack=SlackSettings(default_channel="#c", ops_channel="#c", digest_channel="#c"),
        subjects=(),
        routes=routes,
        replies=(
            ReplyTemplate(name="thanks", text="Thank you.", pre_approved=True),
            ReplyTemplate(name="sorry", text="We are sorry."),
        ),
    )


def a_case(route: str, urgency: Urgency = Urgency.ROUTINE) -> Case:
    return Case(
        id="7K2QM9",
        state=State.NEW,
        subject="us",
        urgency=urgency,
        route=route,
        mention=Mention(source="x", native_id="1", text="Nine hours."),
        assessment=GRAVE,
        opened_at=datetime(2026, 3, 17, tzinfo=UTC),
    )


STRICT = Route(name="strict", channel="#c", approvals=1, urgent_approvals=2)
EASY = Route(name="easy", channel="#c")
LAX = Route(name="lax", channel="#c", approvals=1, urgent_approvals=0)


@pytest.mark.parametrize(
    ("route", "urgency", "needed"),
    [
        ("strict", Urgency.ROUTINE, 1),
        ("strict", Urgency.SAME_DAY, 2),
        ("strict", Urgency.NOW, 2),
        ("easy", Urgency.ROUTINE, 0),
        ("easy", Urgency.NOW, 0),
        ("lax", Urgency.ROUTINE, 1),
        ("lax", Urgency.SAME_DAY, 0),
    ],
)
def test_a_reply_needs_the_approvals_of_its_route_and_urgency(
    route: str, urgency: Urgency, needed: int
) -> None:
    assert approvals(a_policy(STRICT, EASY, LAX), a_case(route, urgency), None) == needed


@pytest.mark.parametrize("urgency", [Urgency.ROUTINE, Urgency.NOW])
@pytest.mark.parametrize(("left", "needed"), [((EASY, STRICT), 2), ((EASY, LAX), 1), ((EASY,), 0), ((), 0)])
def test_a_route_that_is_gone_asks_for_as_many_as_the_strictest_that_is_left(
    left: tuple[Route, ...], needed: int, urgency: Urgency
) -> None:
    assert approvals(a_policy(*left), a_case("gone", urgency), None) == needed


@pytest.mark.parametrize("route", ["strict", "gone"])
def test_a_pre_approved_suggestion_unchanged_needs_none(route: str) -> None:
    assert approvals(a_policy(STRICT), a_case(route, Urgency.NOW), "thanks") == 0


@pytest.mark.parametrize("suggestion", [None, "sorry", "unknown", ""])
def test_every_other_text_needs_what_the_route_says(suggestion: str | None) -> None:
    assert approvals(a_policy(STRICT), a_case("strict", Urgency.NOW), suggestion) == 2


def test_a_route_behind_one_that_takes_everything_is_never_reached() -> None:
    first, last = (
        Route(name="all", channel="#a"),
        Route(name="grave", channel="#b", when=When(urgency_at_least=2)),
    )
    assert list(unreachable([first, last])) == [(last, first)]
    assert list(unreachable([last, first])) == []


@pytest.mark.parametrize(
    ("before", "after", "hides"),
    [
        (When(source=("x", "feed")), When(source=("x",)), True),
        (When(source=("x",)), When(source=("x", "feed")), False),
        (When(source=("x",)), When(), False),
        (When(urgency_at_least=1), When(urgency_at_least=2, category=("safety",)), True),
        (When(urgency_at_least=1, urgency_at_most=2), When(urgency_at_least=2), False),
        (When(severity_at_least=2), When(rule=("threat",)), False),
        (When(rule=("threat", "privacy")), When(rule=("threat",), subject=("us",)), True),
        (When(language=("es",)), When(language=("en",)), False),
    ],
)
def test_a_condition_hides_another_where_it_asks_for_no_more(before: When, after: When, hides: bool) -> None:
    routes = [Route(name="one", channel="#a", when=before), Route(name="two", channel="#b", when=after)]
    assert (list(unreachable(routes)) != []) is hides
