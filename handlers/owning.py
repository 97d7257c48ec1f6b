"""The case that a button belongs to."""

import json
from typing import Any

from desk import cases
from handlers.counter import Counter
from handlers.private import Body
from triage.model import Case, Receipt


def case_of(counter: Counter, body: Body) -> Case:
    """By the id that the button carries, else by the message it stands on; raises UnknownCase."""
    try:
        return cases.find(counter.store, str(json.loads(body["actions"][0]["value"])["case"]))
    except (ValueError, KeyError, TypeError, cases.UnknownCase):
        container: dict[str, Any] = body.get("container") or {}
        place = Receipt(channel=str(container.get("channel_id")), ts=str(container.get("message_ts")))
        case = cases.find_by_card(counter.store, place)
        if case is None:
            raise cases.UnknownCase("of this card") from None
        return case
