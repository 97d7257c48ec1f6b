"""What a message shows, drawn from the store when it is sent."""

from sqlite3 import Row

from desk import cases, replies
from desk.digest import compose
from desk.messenger import CardContent, Content
from desk.store import Store, notices
from triage.policy import Policy
from triage.replies import suggestions


def draw(store: Store, policy: Policy, row: Row) -> Content | None:
    """The content of a message of the outbox; None where there is nothing to show any more."""
    match row["kind"]:
        case "card":
            return draw_card(store, policy, row["ref"])
        case "note":
            return cases.find_event(store, int(row["ref"]))
        case "digest":
            return compose(store, policy, row["ref"])
        case _:
            return notices.text_of(store.reader, int(row["ref"])) or None


def draw_card(store: Store, policy: Policy, case_id: str) -> CardContent:
    """What the case's card shows now; raises UnknownCase."""
    case = cases.find(store, case_id)
    route = next((r for r in policy.routes if r.name == case.route), None)
    return CardContent(
        case=case,
        suggestions=suggestions(policy, case.assessment, case.subject, case.mention),
        corrections=cases.corrections(store, case),
        subjects=tuple(subject.name for subject in policy.subjects),
        reposts=cases.reposts(store, case) if case.joined else (),
        notify=route.notify if route else (),
        escalate_to=(route.escalate_to or route.notify) if route else (),
        merged=cases.merged(store, case),
        reply=replies.current(store, case_id),
        writing=replies.writing(store, case_id),
    )
