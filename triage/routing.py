"""Who hears of a complaint: the first route whose condition holds."""

from collections.abc import Iterable

from triage.model import Assessment, Route, When


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
