""" "Why did nobody tell us?": what became of a post, from its link."""

import json
from dataclasses import dataclass
from datetime import datetime

from desk.fingerprint import bare_link, post_key
from desk.nouns import read_assessment
from desk.store import Store, cases, mentions
from desk.store.times import from_text
from triage.cleaning import MAX_URL, clean_line
from triage.model import Assessment, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What became of one post; `assessment` is None where it was about nobody we watch."""

    outcome: Outcome
    source: str
    seen_at: datetime
    subjects: tuple[str, ...] = ()
    assessment: Assessment | None = None
    case_id: str | None = None


def explain_link(store: Store, url: str) -> Explanation | None:
    """None where no such post was ever read. Scheme, "www." and tracking tail of the link do not matter."""
    db, url = store.reader, clean_line(url, MAX_URL) or ""
    row = mentions.find_by_link(db, bare_link(url))
    if row is None:
        passed = mentions.find_passed_over(db, post_key(url, "", ""))
        if passed is None:
            return None
        return Explanation(
            outcome=Outcome.OFF_TOPIC, source=passed["source"], seen_at=from_text(passed["seen_at"])
        )
    return Explanation(
        outcome=Outcome(row["outcome"]),
        source=row["source"],
        seen_at=from_text(row["seen_at"]),
        subjects=tuple(json.loads(row["subjects"])),
        assessment=read_assessment(row),
        case_id=cases.public_id_of(db, row["case_id"]),
    )
