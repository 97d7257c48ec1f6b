"""Complaints that people bring in themselves: from a message in Slack, or told by phone, e-mail or on a closed site."""

from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from desk.cases import must_find, tell
from desk.fingerprint import bare_link, record_key
from desk.nouns import read_case
from desk.plan import Plan
from desk.store import Store, cases, mentions
from triage.cleaning import clean, clean_line, clean_url
from triage.judge import Judge
from triage.look import LOOKS
from triage.model import Actor, Assessment, Case, Mention, Outcome, Reason, Route, Urgency, Verdict
from triage.policy import Policy
from triage.routing import choose_route
from triage.source import BROUGHT_IN, BY_HAND, FROM_SLACK

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody brings in. `message` is (channel, ts) where it is a message in Slack.

    `subject` (an own name) and `urgency` are that person's choice; None leaves them to the judgement.
    """

    text: str
    url: str | None = None
    message: tuple[str, str] | None = None
    written_at: datetime | None = None
    subject: str | None = None
    urgency: Urgency | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The case it is; `new` is False where it was one already, and then nothing was changed."""

    case: Case
    new: bool


def own_names(policy: Policy) -> list[str]:
    """Whom a case may be about."""
    return [subject.name for subject in policy.subjects if subject.is_own]


def propose(policy: Policy, text: str) -> tuple[str, Assessment]:
    """The own name that a text is about and the judgement of it, at least routine.

    A text that names nobody is taken to be about the first own name: whoever told it knew whom they meant.
    """
    own = own_names(policy)
    judge = Judge(replace(policy, assume_subject=own[0]))
    verdict = judge.verdict(Mention(source=BY_HAND, native_id="", text=clean(text)))
    assert verdict.assessment is not None  # a name is assumed, so nothing is off topic
    said = verdict.assessment
    reasons = tuple(reason for reason in said.reasons if reason.rule not in LOOKS)  # a person did look
    about = next((name for name in verdict.subjects if name in own), own[0])
    return about, said._replace(urgency=max(Urgency.ROUTINE, said.urgency), reasons=reasons)


def add_by_hand(store: Store, policy: Policy, told: Told, by: Actor, now: datetime) -> Added:
    """Opens a case with its card, its mention and a line in its history that names who added it, in one commit.

    The same message, or the same words under the same link, is one case however often it is added; so are the
    same words from the same person on one day. A link that a source has read already is that post's case.
    """
    subject, assessment = _decided(policy, told, by)
    mention = _mention(policy, told, by, now)
    route = choose_route(policy.routes, assessment, subject, mention.source) or policy.routes[-1]
    with store.commit() as db:
        known = _case_already(db, mention)
        if known is not None:
            return Added(case=read_case(must_find(db, known)), new=False)
        case_id = _open(db, mention, subject, assessment, route, now)
        tell(db, must_find(db, case_id), "added", by, now, clean_line(told.note, LONGEST_NOTE), wiped=True)
        return Added(case=read_case(must_find(db, case_id)), new=True)


def case_of_message(store: Store, channel: str, ts: str) -> Case | None:
    """The case that was made of this message."""
    found = mentions.case_of(store.reader, FROM_SLACK, _message_id(channel, ts))
    return None if found is None else read_case(must_find(store.reader, found))


def _decided(policy: Policy, told: Told, by: Actor) -> tuple[str, Assessment]:
    """The judgement with what the person chose in its place, and who it was as the first reason."""
    about, judged = propose(policy, told.text)
    subject = told.subject if told.subject in own_names(policy) else about
    urgency = judged.urgency if told.urgency is None else told.urgency
    reason = Reason(rule="by_hand", sentence=f"{by.name} added it by hand", weight=0.0)
    return subject or about, judged._replace(urgency=urgency, reasons=(reason, *judged.reasons))


def _mention(policy: Policy, told: Told, by: Actor, now: datetime) -> Mention:
    """Without an author: whoever passes a complaint on is not the one whom a reply is for."""
    text, url = clean(told.text), clean_url(told.url)
    if told.message is not None:
        source, native_id = FROM_SLACK, _message_id(*told.message)
    else:
        day = now.astimezone(ZoneInfo(policy.time_zone)).date()
        place = bare_link(url) if url else f"{by.id} {day}"
        words = f"{place}\0{' '.join(text.casefold().split())}"
        source, native_id = (
            BY_HAND,
            f"{record_key(words.encode('utf-8', 'surrogatepass')) & (2**64 - 1):016x}",
        )
    return Mention(source=source, native_id=native_id, text=text, url=url, written_at=told.written_at)


def _message_id(channel: str, ts: str) -> str:
    return f"{channel}-{ts}"


def _case_already(db: Connection, mention: Mention) -> str | None:
    """A link that was typed may be a page with many complaints, so only one that a source read names the post."""
    found = mentions.case_of(db, mention.source, mention.native_id)
    if found is not None or mention.url is None:
        return found
    read = mentions.find_by_link(db, bare_link(mention.url))
    if read is None or read["source"] in BROUGHT_IN:
        return None
    return cases.public_id_of(db, read["case_id"])


def _open(
    db: Connection, mention: Mention, subject: str, assessment: Assessment, route: Route, now: datetime
) -> str:
    verdict = Verdict(outcome=Outcome.CASE, subjects=(subject,), assessment=assessment, route=route.name)
    plan = Plan(mention.source, {route.name: route}, now)
    plan.add(db, [(mention, verdict, assessment)])
    plan.store(db)
    (case_id,) = plan.case_ids
    return case_id
