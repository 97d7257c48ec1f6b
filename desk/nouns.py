"""Rows of the store as nouns."""

import json
from sqlite3 import Row

from desk.store.times import from_text, maybe_time
from triage.model import Actor, Assessment, Case, CaseEvent, Mention, Reason, Receipt, State, Urgency


def read_mention(row: Row) -> Mention:
    return Mention(
        source=row["source"],
        native_id=row["native_id"],
        text=row["text"],
        author=row["author"],
        url=row["url"],
        written_at=maybe_time(row["written_at"]),
        reach=row["reach"],
        language=row["language"],
        addressed=None if row["addressed"] is None else bool(row["addressed"]),
    )


def read_assessment(row: Row) -> Assessment:
    return Assessment(
        complaint=row["complaint"],
        negativity=row["negativity"],
        urgency=Urgency(row["urgency"]),
        tone=row["tone"],
        language=row["language"],
        categories=tuple(json.loads(row["categories"])),
        severity=row["severity"],
        reasons=tuple(
            Reason(rule=rule, sentence=sentence, weight=weight, evidence=tuple(evidence))
            for rule, sentence, weight, evidence in json.loads(row["reasons"])
        ),
        bias=row["bias"],
    )


def read_case(row: Row) -> Case:
    placed = row["posted_ts"] is not None
    return Case(
        id=row["public_id"],
        state=State(row["state"]),
        subject=row["subject"],
        urgency=Urgency(row["urgency"]),
        route=row["route"],
        mention=read_mention(row),
        assessment=read_assessment(row),
        opened_at=from_text(row["opened_at"]),
        due_at=maybe_time(row["due_at"]),
        overdue=bool(row["overdue"]),
        owner=read_owner(row),
        claimed_at=maybe_time(row["claimed_at"]),
        resolved_at=maybe_time(row["resolved_at"]),
        resolved_by=row["resolved_by"],
        disposition=row["disposition"],
        snoozed_until=maybe_time(row["snoozed_until"]),
        joined=row["joined"],
        escalated_at=maybe_time(row["escalated_at"]),
        escalated_by=row["escalated_by"],
        merged_into=row["merged_into"],
        receipt=Receipt(channel=row["posted_channel"], ts=row["posted_ts"]) if placed else None,
    )


def read_owner(row: Row) -> Actor | None:
    return Actor(id=row["owner_id"], name=row["owner_name"]) if row["owner_id"] else None


def read_event(row: Row, case_id: str) -> CaseEvent:
    return CaseEvent(
        case_id=case_id,
        at=from_text(row["at"]),
        actor=Actor(id=row["actor_id"], name=row["actor_name"]),
        act=row["act"],
        detail=row["detail"],
    )
