"""A case moves as people expect, and who comes too late is told why."""

import re
from itertools import product

import pytest

from triage.lifecycle import DISPOSITIONS, Act, Standing, next_state, why_not
from triage.model import Actor, State

ANA, BEN = Actor(id="U1", name="Ana"), Actor(id="U2", name="Ben")
NEW = Standing(state=State.NEW)
ANAS = Standing(state=State.CLAIMED, owner=ANA)
SNOOZED = Standing(state=State.SNOOZED)
ANAS_SNOOZED = Standing(state=State.SNOOZED, owner=ANA)
RESOLVED = Standing(state=State.RESOLVED, resolved_by="Ana")
ANAS_RESOLVED = Standing(state=State.RESOLVED, owner=ANA, resolved_by="Ana")
STANDINGS = [NEW, ANAS, SNOOZED, ANAS_SNOOZED, RESOLVED, ANAS_RESOLVED]

MOVES = {
    (State.NEW, Act.CLAIM): State.CLAIMED,
    (State.NEW, Act.SNOOZE): State.SNOOZED,
    (State.NEW, Act.RESOLVE): State.RESOLVED,
    (State.NEW, Act.NOT_A_COMPLAINT): State.RESOLVED,
    (State.CLAIMED, Act.UNCLAIM): State.NEW,
    (State.CLAIMED, Act.SNOOZE): State.SNOOZED,
    (State.CLAIMED, Act.RESOLVE): State.RESOLVED,
    (State.CLAIMED, Act.NOT_A_COMPLAINT): State.RESOLVED,
    (State.SNOOZED, Act.CLAIM): State.CLAIMED,
    (State.SNOOZED, Act.WAKE): State.NEW,
    (State.SNOOZED, Act.RESOLVE): State.RESOLVED,
    (State.SNOOZED, Act.NOT_A_COMPLAINT): State.RESOLVED,
    (State.RESOLVED, Act.REOPEN): State.NEW,
    **{(state, Act.ESCALATE): state for state in State if state is not State.RESOLVED},
    **{(state, Act.MERGE): State.RESOLVED for state in State if state is not State.RESOLVED},
}


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_a_case_moves_where_a_move_is_known_and_nowhere_else(state: State, act: Act) -> None:
    assert next_state(Standing(state=state), act) == MOVES.get((state, act))


@pytest.mark.parametrize(("standing", "act"), [(ANAS_SNOOZED, Act.WAKE), (ANAS_RESOLVED, Act.REOPEN)])
def test_what_comes_back_goes_to_whoever_held_it(standing: Standing, act: Act) -> None:
    assert next_state(standing, act) is State.CLAIMED


@pytest.mark.parametrize(
    ("standing", "act", "inverse"),
    [
        (NEW, Act.CLAIM, Act.UNCLAIM),
        (NEW, Act.SNOOZE, Act.WAKE),
        (NEW, Act.RESOLVE, Act.REOPEN),
        (NEW, Act.NOT_A_COMPLAINT, Act.REOPEN),
        (ANAS, Act.SNOOZE, Act.WAKE),
        (ANAS, Act.RESOLVE, Act.REOPEN),
        (ANAS, Act.NOT_A_COMPLAINT, Act.REOPEN),
    ],
)
def test_an_act_and_its_inverse_undo_one_another(standing: Standing, act: Act, inverse: Act) -> None:
    between = next_state(standing, act)
    assert between is not None
    assert next_state(Standing(state=between, owner=standing.owner), inverse) is standing.state


@pytest.mark.parametrize("standing", STANDINGS)
def test_every_case_has_a_way_on(standing: Standing) -> None:
    assert any(next_state(standing, act) for act in Act)


@pytest.mark.parametrize(
    ("standing", "act", "told"),
    [
        (ANAS, Act.CLAIM, "already claimed by Ana"),
        (Standing(state=State.CLAIMED), Act.CLAIM, "already claimed by somebody"),
        (Standing(state=State.CLAIMED, owner=BEN), Act.CLAIM, "already claimed by you"),
        (NEW, Act.UNCLAIM, "Nobody holds this case"),
        (SNOOZED, Act.UNCLAIM, "Nobody holds this case"),
        (ANAS_SNOOZED, Act.UNCLAIM, "snoozed. Press Wake"),
        (SNOOZED, Act.SNOOZE, "already snoozed. Press Wake"),
        (NEW, Act.WAKE, "awake already"),
        (ANAS, Act.WAKE, "awake already"),
        (NEW, Act.REOPEN, "open already"),
        (NEW, Act.STAND_DOWN, "not escalated"),
        (Standing(state=State.NEW, escalated_by="Ana"), Act.ESCALATE, "escalated already by Ana"),
        (
            Standing(state=State.RESOLVED, merged_into="7K2QM9"),
            Act.CLAIM,
            "merged into 7K2QM9. Press Unmerge",
        ),
        (ANAS_SNOOZED, Act.REOPEN, "open already"),
        (RESOLVED, Act.RESOLVE, "already resolved by Ana. Press Reopen"),
        (RESOLVED, Act.CLAIM, "already resolved by Ana. Press Reopen"),
        (Standing(state=State.RESOLVED), Act.NOT_A_COMPLAINT, "already resolved. Press Reopen"),
    ],
)
def test_whose_click_changes_nothing_is_told_why(standing: Standing, act: Act, told: str) -> None:
    assert next_state(standing, act) is None
    assert told in why_not(standing, act, BEN)


def test_who_escalated_a_case_can_stand_down() -> None:
    escalated = Standing(state=State.CLAIMED, owner=ANA, escalated_by="Ben")
    assert next_state(escalated, Act.STAND_DOWN) is State.CLAIMED


REFUSED = [(s, act) for s, act in product(STANDINGS, Act) if next_state(s, act) is None]


@pytest.mark.parametrize(("standing", "act"), REFUSED)
def test_every_refusal_is_a_sentence_without_blanks_to_fill(standing: Standing, act: Act) -> None:
    assert re.fullmatch(r"(?!.*None)[A-Z].*\.", why_not(standing, act, BEN))


def test_a_resolved_case_can_be_told_to_have_been_no_complaint() -> None:
    assert Act.NOT_A_COMPLAINT.value in DISPOSITIONS
