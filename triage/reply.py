"""The legal moves of a reply: written, approved by others, sent; each undone by its inverse."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from triage.model import Actor


class ReplyState(StrEnum):
    """Where a reply stands. Of a case's replies only the last one counts."""

    WAITING = "waiting"  # for approvals
    APPROVED = "approved"  # may be posted
    SENT_BACK = "sent_back"  # to whoever wrote it, with a comment
    WITHDRAWN = "withdrawn"
    SENT = "sent"
    REPLACED = "replaced"  # by a later one


class ReplyAct(StrEnum):
    """What a person does to a reply."""

    APPROVE = "approve"
    UNAPPROVE = "unapprove"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    SENT = "sent"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer in the making. `suggestion` names the suggested response that it is, word for word."""

    id: int
    case_id: str
    text: str
    state: ReplyState
    by: Actor
    at: datetime
    needed: int = 0  # approvals
    approved_by: tuple[Actor, ...] = ()
    suggestion: str | None = None
    reason: str | None = None  # why what the check warned of may stand
    comment: str | None = None  # of whoever sent it back
    sent_at: datetime | None = None
    sent_by: str | None = None
    link: str | None = None  # where it stands

    @property
    def is_live(self) -> bool:
        """Somebody must still do something with it."""
        return self.state in (ReplyState.WAITING, ReplyState.APPROVED, ReplyState.SENT_BACK)

    @property
    def missing(self) -> int:
        """Approvals that are still needed."""
        return max(0, self.needed - len(self.approved_by))


_FROM = {
    ReplyAct.APPROVE: {ReplyState.WAITING},
    ReplyAct.UNAPPROVE: {ReplyState.WAITING, ReplyState.APPROVED},
    ReplyAct.SEND_BACK: {ReplyState.WAITING, ReplyState.APPROVED},
    ReplyAct.WITHDRAW: {ReplyState.WAITING, ReplyState.APPROVED, ReplyState.SENT_BACK},
    ReplyAct.SENT: {ReplyState.APPROVED},
    ReplyAct.NOT_SENT: {ReplyState.SENT},
}


def refusal(reply: Reply | None, act: ReplyAct, by: Actor) -> str | None:
    """Why an act on a reply changes nothing, as a sentence for whoever tried; None where it may be done."""
    if reply is None:
        return "There is no reply to this case yet. Press Draft reply on its card."
    if reply.state not in _FROM[act]:
        return _too_late(reply, act)
    if act is ReplyAct.APPROVE and reply.by.id == by.id:
        return "Nobody approves their own reply. Somebody else must press Approve."
    approved = any(actor.id == by.id for actor in reply.approved_by)
    if act is ReplyAct.APPROVE and approved:
        return "You have approved this reply already; somebody else must approve it too."
    if act is ReplyAct.UNAPPROVE and not approved:
        return "You have not approved this reply, so there is nothing to take back."
    return None


def next_state(reply: Reply, act: ReplyAct) -> ReplyState:
    """The state after an act that refusal() lets pass."""
    match act:
        case ReplyAct.APPROVE:
            return ReplyState.APPROVED if reply.missing <= 1 else ReplyState.WAITING
        case ReplyAct.UNAPPROVE:
            return ReplyState.WAITING
        case ReplyAct.SEND_BACK:
            return ReplyState.SENT_BACK
        case ReplyAct.WITHDRAW:
            return ReplyState.WITHDRAWN
        case ReplyAct.SENT:
            return ReplyState.SENT
        case _:
            return ReplyState.APPROVED


def _too_late(reply: Reply, act: ReplyAct) -> str:
    if act is ReplyAct.NOT_SENT and reply.state in (ReplyState.WAITING, ReplyState.APPROVED):
        return "This reply does not count as posted, so there is nothing to take back."
    match reply.state:
        case ReplyState.SENT:
            return "This reply was posted already. Press Not posted after all on the card if it was not."
        case ReplyState.WITHDRAWN:
            return "This reply was withdrawn. Press Draft reply on the card to write another."
        case ReplyState.SENT_BACK:
            return f"This reply was sent back to {reply.by.name}. Press Edit reply on the card to change it."
        case ReplyState.APPROVED if act is ReplyAct.APPROVE:
            return "This reply is approved already and may be posted."
        case ReplyState.WAITING if act is ReplyAct.SENT:
            return f"This reply still needs {reply.missing} more approval{'' if reply.missing == 1 else 's'}."
        case _:
            return "Somebody was quicker: the reply has changed meanwhile. The card shows how it stands."
