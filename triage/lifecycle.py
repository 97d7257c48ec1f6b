"""The legal moves of a case, and the sentence for each one that is not."""

from dataclasses import dataclass
from enum import StrEnum

from triage.model import Actor, State


class Act(StrEnum):
    """What a person can do to a case; each act and its inverse undo one another."""

    CLAIM = "claim"
    UNCLAIM = "unclaim"
    RESOLVE = "resolve"
    NOT_A_COMPLAINT = "not_a_complaint"
    REOPEN = "reopen"
    SNOOZE = "snooze"
    WAKE = "wake"
    ESCALATE = "escalate"
    STAND_DOWN = "stand_down"
    MERGE = "merge"


DISPOSITIONS = {
    "answered_publicly": "answered publicly",
    "answered_privately": "answered privately",
    "passed_on": "passed to a department",
    "no_answer_needed": "no answer needed",
    "duplicate": "duplicate",
    "not_a_complaint": "not a complaint",
    "merged": "merged into another case",
}
TO_CHOOSE = tuple(name for name in DISPOSITIONS if name not in ("not_a_complaint", "merged"))
"""What may be chosen when a case is resolved; the others have buttons of their own."""

_OPEN = frozenset({State.NEW, State.CLAIMED, State.SNOOZED})
_FROM = {
    Act.CLAIM: frozenset({State.NEW, State.SNOOZED}),
    Act.UNCLAIM: frozenset({State.CLAIMED}),
    Act.RESOLVE: _OPEN,
    Act.NOT_A_COMPLAINT: _OPEN,
    Act.REOPEN: frozenset({State.RESOLVED}),
    Act.SNOOZE: frozenset({State.NEW, State.CLAIMED}),
    Act.WAKE: frozenset({State.SNOOZED}),
    Act.ESCALATE: _OPEN,
    Act.STAND_DOWN: _OPEN,
    Act.MERGE: _OPEN,
}
_TO = {
    Act.CLAIM: State.CLAIMED,
    Act.UNCLAIM: State.NEW,
    Act.RESOLVE: State.RESOLVED,
    Act.NOT_A_COMPLAINT: State.RESOLVED,
    Act.SNOOZE: State.SNOOZED,
    Act.MERGE: State.RESOLVED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a move depends on: the state, who holds the case, who escalated it, into which one it was merged."""

    state: State
    owner: Actor | None = None
    resolved_by: str | None = None
    escalated_by: str | None = None
    merged_into: str | None = None


def next_state(standing: Standing, act: Act) -> State | None:
    """The state after the act, None where the act does not apply (somebody was quicker).

    Reopening and waking give a case back to whoever held it, or to nobody.
    """
    if standing.state not in _FROM[act] or (act is Act.CLAIM and standing.owner is not None):
        return None
    if act in (Act.ESCALATE, Act.STAND_DOWN):
        return standing.state if (act is Act.ESCALATE) == (standing.escalated_by is None) else None
    if act in (Act.REOPEN, Act.WAKE):
        return State.CLAIMED if standing.owner else State.NEW
    return _TO[act]


def why_not(standing: Standing, act: Act, by: Actor) -> str:
    """What to tell the person whose click changed nothing."""
    if standing.merged_into:
        return f"This case was merged into {standing.merged_into}. Press Unmerge on the card to change that."
    if standing.state is State.RESOLVED:
        closer = f" by {standing.resolved_by}" if standing.resolved_by else ""
        return f"This case is already resolved{closer}. Press Reopen on the card to change that."
    if act is Act.CLAIM:
        return f"This case is already claimed by {_holder(standing, by)}."
    if act is Act.UNCLAIM and standing.owner:
        return "This case is snoozed. Press Wake on the card before you give it back."
    if act is Act.UNCLAIM:
        return "Nobody holds this case, so there is nothing to give back."
    if act is Act.SNOOZE:
        return "This case is already snoozed. Press Wake on the card to bring it back now."
    if act is Act.WAKE:
        return "This case is awake already."
    if act is Act.ESCALATE:
        return f"This case was escalated already by {standing.escalated_by}."
    if act is Act.STAND_DOWN:
        return "This case is not escalated."
    return "This case is open already."


def _holder(standing: Standing, by: Actor) -> str:
    if standing.owner is None:
        return "somebody"
    return "you" if standing.owner.id == by.id else standing.owner.name
