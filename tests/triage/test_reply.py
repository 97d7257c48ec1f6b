"""What may be done to a reply in which state, by whom, and what to say where it may not."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from triage.model import Actor
from triage.reply import Reply, ReplyAct, ReplyState, next_state, refusal

ANA, BEN, CLEO = (Actor(id=f"U{name}", name=name) for name in ("Ana", "Ben", "Cleo"))
NOON = datetime(2026, 3, 17, 12, tzinfo=UTC)
A, S = ReplyAct, ReplyState
LEADS: dict[S, dict[A, S]] = {
    S.WAITING: {A.APPROVE: S.APPROVED, A.SEND_BACK: S.SENT_BACK, A.WITHDRAW: S.WITHDRAWN},
    S.APPROVED: {
        A.UNAPPROVE: S.WAITING,
        A.SEND_BACK: S.SENT_BACK,
        A.WITHDRAW: S.WITHDRAWN,
        A.SENT: S.SENT,
    },
    S.SENT_BACK: {A.WITHDRAW: S.WITHDRAWN},
    S.WITHDRAWN: {},
    S.SENT: {A.NOT_SENT: S.APPROVED},
    S.REPLACED: {},
}
SAYS = {
    S.SENT: "posted already",
    S.WITHDRAWN: "Press Draft reply on the card to write another",
    S.SENT_BACK: "sent back to Ana. Press Edit reply",
    S.REPLACED: "Somebody was quicker",
}


def a_reply(state: S = S.WAITING, **changes: Any) -> Reply:
    """Ana's, of one approval, given by Ben where it has been given."""
    given = (BEN,) if state in (S.APPROVED, S.SENT) else ()
    made = Reply(
        id=1, case_id="7K2QM9", text="Thank you.", state=state, by=ANA, at=NOON, needed=1, approved_by=given
    )
    return replace(made, **changes)


@pytest.mark.parametrize("act", A)
@pytest.mark.parametrize("state", S)
def test_an_act_leads_where_it_should_or_is_refused_in_words(state: S, act: A) -> None:
    reply, leads = a_reply(state), LEADS[state].get(act)
    told = refusal(reply, act, BEN)
    assert (told is None) == (leads is not None)
    if leads is None:
        assert str(told).endswith(".")
    else:
        assert next_state(reply, act) is leads


@pytest.mark.parametrize("act", A)
@pytest.mark.parametrize("state", SAYS)
def test_what_is_over_is_told_with_the_way_on(state: S, act: A) -> None:
    if act not in LEADS[state]:
        assert SAYS[state] in str(refusal(a_reply(state), act, BEN))


@pytest.mark.parametrize("act", A)
def test_without_a_reply_there_is_nothing_to_do_but_to_write_one(act: A) -> None:
    assert "There is no reply to this case yet" in str(refusal(None, act, BEN))


def test_nobody_approves_their_own_reply() -> None:
    assert refusal(a_reply(), A.APPROVE, ANA) == (
        "Nobody approves their own reply. Somebody else must press Approve."
    )


def test_a_name_that_is_the_same_is_not_the_same_person() -> None:
    assert refusal(a_reply(), A.APPROVE, Actor(id="U9", name=ANA.name)) is None


def test_nobody_approves_twice() -> None:
    told = refusal(a_reply(needed=2, approved_by=(BEN,)), A.APPROVE, BEN)
    assert told == "You have approved this reply already; somebody else must approve it too."


@pytest.mark.parametrize(
    ("needed", "given", "after"),
    [(1, (), S.APPROVED), (2, (), S.WAITING), (2, (BEN,), S.APPROVED)],
)
def test_a_reply_is_approved_once_as_many_as_needed_have_approved_it(
    needed: int, given: tuple[Actor, ...], after: S
) -> None:
    reply = a_reply(needed=needed, approved_by=given)
    assert refusal(reply, A.APPROVE, CLEO) is None
    assert next_state(reply, A.APPROVE) is after


@pytest.mark.parametrize(
    ("needed", "given", "missing"), [(0, (), 0), (2, (), 2), (2, (BEN,), 1), (0, (BEN,), 0)]
)
def test_the_missing_approvals_are_counted(needed: int, given: tuple[Actor, ...], missing: int) -> None:
    assert a_reply(needed=needed, approved_by=given).missing == missing


def test_only_ones_own_approval_can_be_taken_back() -> None:
    reply = a_reply(needed=2, approved_by=(BEN,))
    assert refusal(reply, A.UNAPPROVE, BEN) is None
    assert refusal(reply, A.UNAPPROVE, CLEO) == (
        "You have not approved this reply, so there is nothing to take back."
    )


@pytest.mark.parametrize(
    ("begin", "act", "inverse", "given"),
    [(S.WAITING, A.APPROVE, A.UNAPPROVE, (BEN,)), (S.APPROVED, A.SENT, A.NOT_SENT, (BEN,))],
)
def test_an_inverse_undoes_its_act(begin: S, act: A, inverse: A, given: tuple[Actor, ...]) -> None:
    done = replace(a_reply(begin), state=next_state(a_reply(begin), act), approved_by=given)
    assert refusal(done, inverse, BEN) is None
    assert next_state(done, inverse) is begin


@pytest.mark.parametrize(("needed", "told"), [(1, "1 more approval."), (2, "2 more approvals.")])
def test_what_waits_cannot_be_posted_and_says_what_is_missing(needed: int, told: str) -> None:
    assert str(refusal(a_reply(needed=needed), A.SENT, BEN)).endswith(told)


def test_what_is_approved_need_not_be_approved_again() -> None:
    assert "approved already and may be posted" in str(refusal(a_reply(S.APPROVED), A.APPROVE, CLEO))


@pytest.mark.parametrize("state", [S.WAITING, S.APPROVED])
def test_what_was_not_posted_cannot_be_taken_back(state: S) -> None:
    assert "does not count as posted" in str(refusal(a_reply(state), A.NOT_SENT, BEN))


@pytest.mark.parametrize("state", S)
def test_a_reply_is_live_while_somebody_must_do_something_with_it(state: S) -> None:
    assert a_reply(state).is_live == (state in (S.WAITING, S.APPROVED, S.SENT_BACK))
