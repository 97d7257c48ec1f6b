"""All that is kept of one case, gathered for a file of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk import audit, cases, replies
from desk.audit import Entry
from desk.chain import Checked
from desk.labels import Label
from desk.store import Store
from triage.model import Case, CaseEvent, Mention
from triage.reply import Reply

MOST_REPOSTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case with its history, its replies, what people said of its verdict, and its part of the audit.

    `checked` is what the check of the whole audit came to at that moment.
    """

    case: Case
    history: Sequence[CaseEvent]
    corrections: Sequence[Label]
    reposts: Sequence[Mention]
    entries: Sequence[Entry]
    checked: Checked
    replies: Sequence[Reply] = ()


def case_file(store: Store, case_id: str) -> CaseFile:
    """Raises UnknownCase."""
    case = cases.find(store, case_id)
    return CaseFile(
        case=case,
        history=cases.history(store, case),
        corrections=cases.corrections(store, case),
        reposts=cases.reposts(store, case, MOST_REPOSTS),
        entries=audit.entries(store, case=case.id),
        checked=audit.verify(store),
        replies=replies.every(store, case_id),
    )
