"""What may be pressed on a card: the verbs that apply now, the reply's, and what was judged wrongly."""

import json

from desk.labels import NOBODY
from desk.messenger import CardContent
from handlers import blocks as b
from handlers import wording
from triage.model import Case, State, Urgency
from triage.posting import Sending
from triage.reply import Reply, ReplyState


def controls(content: CardContent) -> b.Block:
    """The verbs that apply now; what was done offers its inverse. Five at most: the rest stands in the menu."""
    case = content.case
    value = json.dumps({"case": case.id})
    claim = b.button("Claim", "claim", value, style="primary" if case.state is State.NEW else None)
    live = content.reply is not None and content.reply.is_live
    draft = b.button("Edit reply" if live else "Draft reply", "draft_reply", value)
    resolve = b.button("Resolve", "resolve", value)
    not_complaint = b.button("Not a complaint", "not_a_complaint", value)
    match case.state:
        case State.RESOLVED:
            row = [b.button("Unmerge" if case.merged_into else "Reopen", "reopen", value)]
        case State.CLAIMED:
            row = [b.button("Unclaim", "unclaim", value), draft, resolve, not_complaint]
        case State.SNOOZED:
            row = [*([] if case.owner else [claim]), draft, resolve, b.button("Wake", "wake", value)]
        case _:
            row = [claim, draft, resolve, not_complaint]
    return {"type": "actions", "block_id": f"case-{case.id}", "elements": [*row, _more(content)]}


def reply_controls(
    case: Case, reply: Reply, *, by_api: bool = False, sending: Sending | None = None
) -> list[b.Block]:
    """What may be done with the reply now; `by_api`: Heedline itself may post it, and `sending` is how far it got."""
    value = json.dumps({"case": case.id, "reply": reply.id})
    if reply.state is ReplyState.APPROVED and sending and sending.state in _ON_ITS_WAY:
        row = [b.button(label, action, value) for label, action in _ON_ITS_WAY[sending.state]]
        return [{"type": "actions", "block_id": f"reply-{case.id}", "elements": row}] if row else []
    approve = b.button("Approve", "approve_reply", value, style="primary")
    send_back = b.button("Send back", "send_back_reply", value)
    withdraw = b.button("Withdraw", "withdraw_reply", value)
    unapprove = b.button("Take approval back", "unapprove_reply", value)
    posted = b.button("I posted it", "posted_reply", value, style=None if by_api else "primary")
    match reply.state:
        case ReplyState.WAITING:
            row = [approve, send_back, *([unapprove] if reply.approved_by else []), withdraw]
        case ReplyState.APPROVED:
            row = [*([_post_now(value, again=sending is not None)] if by_api else []), posted]
            row += [unapprove] if reply.approved_by else []
            row += [send_back, withdraw]
        case ReplyState.SENT_BACK:
            row = [withdraw]
        case ReplyState.SENT:
            row = [b.button("Not posted after all", "not_posted_reply", value)]
        case _:
            return []
    return [{"type": "actions", "block_id": f"reply-{case.id}", "elements": row}]


_ON_ITS_WAY: dict[str, tuple[tuple[str, str], ...]] = {
    "wanted": (("Do not post it", "take_back_posting"),),
    "claimed": (),
    "unclear": (("It is posted", "posted_reply"), ("It is not there", "not_there_reply")),
}
"""Of a reply that Heedline posts itself: the buttons of each state but "posted", and "refused", which is as before."""


def _post_now(value: str, *, again: bool) -> b.Element:
    return {
        **b.button("Post it again" if again else "Post it now", "post_reply", value, style="primary"),
        "confirm": {
            "title": b.plain("Post this reply?", 100),
            "text": b.plain("Heedline publishes it word for word under your organisation's account.", 300),
            "confirm": b.plain("Post", 30),
            "deny": b.plain("Cancel", 30),
        },
    }


def _more(content: CardContent) -> b.Element:
    """The rarer verbs, and what was judged wrongly: another urgency, or a post about somebody else."""
    case = content.case
    groups = []
    if case.state is not State.RESOLVED:
        snooze = (
            [("Snooze", "snooze")]
            if case.state is not State.SNOOZED
            else [("Not a complaint", "not_a_complaint")]
        )
        escalate = ("Stand down", "stand_down") if case.escalated_by else ("Escalate", "escalate")
        acts = [*snooze, escalate, ("Merge into another case\u2026", "merge")]
        groups.append(_group("This case", [b.option(text, _chosen(case, "act", act)) for text, act in acts]))
    wrong = [
        b.option(
            f"Urgency should be: {wording.URGENCY[level][1].lower()}",
            _chosen(case, "urgency", str(int(level))),
        )
        for level in Urgency
        if level is not case.urgency
    ]
    wrong.append(b.option("Not about us", _chosen(case, "subject", NOBODY)))
    if len(content.subjects) > 1:
        wrong.append(b.option("Subject: choose whom it is about\u2026", _chosen(case, "choose", "")))
    if len(content.teams) > 1:
        wrong.append(b.option("Team: tell another channel\u2026", _chosen(case, "team", "")))
    groups.append(_group("Judged wrongly", wrong))
    return {
        "type": "static_select",
        "action_id": "more",
        "placeholder": b.plain("More\u2026"),
        "option_groups": groups,
    }


def _group(label: str, options: list[b.Element]) -> b.Element:
    return {"label": b.plain(label, 75), "options": options}


def _chosen(case: Case, kind: str, value: str) -> str:
    return json.dumps([case.id, kind, value], separators=(",", ":"))
