"""Who hears of a complaint, and how many must approve its answer: what routes say."""

from collections.abc import Iterable, Iterator, Sequence

from triage.model import Assessment, Case, Route, Urgency, When
from triage.policy import Policy


def holds(when: When, assessment: Assessment, subject: str, source: str) -> bool:
    """True where every field of the condition that asks for something gets it."""
    return (
        when.urgency_at_least <= assessment.urgency <= when.urgency_at_most
        and assessment.severity >= when.severity_at_least
        and (not when.subject or subject in when.subject)
        and (not when.source or source in when.source)
        and (not when.language or assessment.language in when.language)
        and (not when.rule or any(reason.rule in when.rule for reason in assessment.reasons))
        and (not when.category or not set(when.category).isdisjoint(assessment.categories))
    )


def choose_route(routes: Iterable[Route], assessment: Assessment, subject: str, source: str) -> Route | None:
    """The first match wins; None where not even the default route asks for it."""
    for route in routes:
        if holds(route.when, assessment, subject, source):
            return route
    return None


def unreachable(routes: Sequence[Route]) -> Iterator[tuple[Route, Route]]:
    """Each route that never gets a case, with the one before it that takes all that it asks for."""
    for place, route in enumerate(routes):
        before = next((each for each in routes[:place] if _takes_all(each.when, route.when)), None)
        if before is not None:
            yield route, before


def _takes_all(one: When, other: When) -> bool:
    """Whether one condition holds wherever the other does."""
    names = ((one.subject, other.subject), (one.source, other.source), (one.language, other.language),
             (one.rule, other.rule), (one.category, other.category))  # fmt: skip
    return (
        one.urgency_at_least <= other.urgency_at_least
        and one.urgency_at_most >= other.urgency_at_most
        and one.severity_at_least <= other.severity_at_least
        and all(not wide or (narrow and set(narrow) <= set(wide)) for wide, narrow in names)
    )


def approvals(policy: Policy, case: Case, suggestion: str | None) -> int:
    """How many others must approve a reply, by the case's route and urgency; 0 where it is, word for word, the
    suggestion of that name and the config calls it pre-approved. A route that is gone asks for as many as the
    strictest that is left.
    """
    if is_pre_approved(policy, suggestion):
        return 0
    route = next((route for route in policy.routes if route.name == case.route), None)
    if route is None:
        return max((max(each.approvals, each.urgent_approvals or 0) for each in policy.routes), default=0)
    if route.urgent_approvals is not None and case.urgency >= Urgency.SAME_DAY:
        return route.urgent_approvals
    return route.approvals


def is_pre_approved(policy: Policy, suggestion: str | None) -> bool:
    """Whether the config lets the suggestion of that name be posted as it is; never one with a stranger's name in it."""
    approved = [reply for reply in policy.replies if reply.pre_approved and "{author}" not in reply.text]
    return any(reply.name == suggestion for reply in approved)
