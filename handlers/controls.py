"""What may be pressed on a card: the verbs that apply now, and what was judged wrongly."""

import json

from desk.labels import NOBODY
from desk.messenger import CardContent
from handlers import blocks as b
from handlers import wording
from triage.model import Case, State, Urgency


def controls(content: CardContent) -> b.Block:
    """The verbs that apply now; what was done offers its inverse."""
    case = content.case
    value = json.dumps({"case": case.id})
    claim = b.button("Claim", "claim", value, style="primary" if case.state is State.NEW else None)
    resolve = b.button("Resolve", "resolve", value)
    not_complaint = b.button("Not a complaint", "not_a_complaint", value)
    snooze = b.button("Snooze", "snooze", value)
    match case.state:
        case State.RESOLVED:
            row = [b.button("Reopen", "reopen", value)]
        case State.CLAIMED:
            row = [b.button("Unclaim", "unclaim", value), resolve, not_complaint, snooze]
        case State.SNOOZED:
            row = [claim, resolve, not_complaint, b.button("Wake", "wake", value)]
        case _:
            row = [claim, resolve, not_complaint, snooze]
    return {"type": "actions", "block_id": f"case-{case.id}", "elements": [*row, _corrections(content)]}


def _corrections(content: CardContent) -> b.Element:
    """What was judged wrongly: another urgency, or a post about somebody else. Slack takes five options at most."""
    case = content.case
    options = [
        b.option(
            f"Wrong urgency: this is {wording.URGENCY[level][1].lower()}",
            _correction(case, "urgency", str(int(level))),
        )
        for level in Urgency
        if level is not case.urgency
    ]
    options.append(b.option("Not about us", _correction(case, "subject", NOBODY)))
    if len(content.subjects) > 1:
        options.append(b.option("Wrong subject: choose whom it is about", _correction(case, "choose", "")))
    return {"type": "overflow", "action_id": "correct", "options": options}


def _correction(case: Case, kind: str, value: str) -> str:
    return json.dumps([case.id, kind, value], separators=(",", ":"))
