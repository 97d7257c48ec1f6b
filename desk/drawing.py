"""What a message shows, drawn from the store when it is sent."""

from dataclasses import replace
from sqlite3 import Row

from desk import cases, replies, sending, writing
from desk.digest import compose
from desk.messenger import CardContent, Content
from desk.store import Store, notices
from triage import post_rules
from triage.lifecycle import Act
from triage.model import Case, CaseEvent, Route, State, Urgency
from triage.policy import Policy
from triage.replies import suggestions
from triage.routing import choose_route


def draw(store: Store, policy: Policy, row: Row) -> Content | None:
    """The content of a message of the outbox; None where there is nothing to show any more."""
    match row["kind"]:
        case "card":
            return draw_card(store, policy, row["ref"])
        case "note":
            return _note(store, policy, int(row["ref"]))
        case "digest":
            return compose(store, policy, row["ref"])
        case _:
            return notices.text_of(store.reader, int(row["ref"])) or None


def draw_card(store: Store, policy: Policy, case_id: str) -> CardContent:
    """What the case's card shows now; raises UnknownCase."""
    case = cases.find(store, case_id)
    route = _route(policy, case)
    return CardContent(
        case=case,
        suggestions=suggestions(policy, case.assessment, case.subject, case.mention),
        corrections=cases.corrections(store, case),
        subjects=tuple(subject.name for subject in policy.subjects),
        reposts=cases.reposts(store, case) if case.joined else (),
        teams=tuple((route.name, route.channel) for route in policy.routes),
        notify=route.notify if route else (),
        merged=cases.merged(store, case),
        posting=post_rules.on_card(policy, case.mention),
        sending=sending.current(store, case_id),
        reply=replies.current(store, case_id),
        writing=writing.of(store, case_id),
    )


def _note(store: Store, policy: Policy, event_id: int) -> CaseEvent | None:
    """With those whom the config names for an escalation, unless it was taken back meanwhile, and for what somebody
    says cannot wait, unless it is closed.
    """
    event = cases.find_event(store, event_id)
    if event is None or event.act not in (Act.ESCALATE, "wrong_urgency"):
        return event
    case = cases.find(store, event.case_id)
    if event.act == Act.ESCALATE:
        route = _route(policy, case) if case.escalated_by else None
        return replace(event, notify=route.escalate_to or route.notify) if route else event
    if (
        case.urgency is not Urgency.NOW
        or event.detail != str(int(Urgency.NOW))
        or case.state is State.RESOLVED
    ):
        return event
    said = case.assessment._replace(urgency=Urgency.NOW)
    route = choose_route(policy.routes, said, case.subject, case.mention.source)
    return replace(event, notify=route.notify) if route else event


def _route(policy: Policy, case: Case) -> Route | None:
    return next((route for route in policy.routes if route.name == case.route), None)
