"""take_in(): judge a batch, then store mentions, cases, outbox and cursor in one commit."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from sqlite3 import Connection

from desk.fingerprint import bare_link, post_key, public_id, words_key
from desk.store import Store, cases, mentions, outbox, sources
from desk.store.times import maybe_text, to_text
from triage.cleaning import clean, clean_line, clean_url
from triage.judge import Judge
from triage.model import Assessment, Mention, Outcome, Reason, Route, State, Verdict
from triage.source import Batch

REPOST_WINDOW = timedelta(hours=72)
REPOST_DEBOUNCE = timedelta(seconds=45)  # a card that many repost is redrawn this often, not once a repost
PUBLIC_ID_LENGTHS = (6, 8, 10, 12)

Judged = tuple[Mention, Verdict, Assessment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What became of a batch: how many mentions were new, by outcome, and the cases opened."""

    outcomes: Mapping[Outcome, int]
    case_ids: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        return sum(self.outcomes.values())


@dataclass(slots=True)
class _Plan:
    """The rows of one commit, gathered before they are written."""

    now: str
    mentions: list[tuple[object, ...]] = field(default_factory=list)
    cases: list[tuple[object, ...]] = field(default_factory=list)
    cards: list[tuple[str, str, str, int, str, str]] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)


def take_in(
    store: Store,
    judge: Judge,
    routes: Mapping[str, Route],
    batch: Batch,
    *,
    source: str,
    now: datetime,
    keeps_cursor: bool = True,
) -> Intake:
    """Judges what is new in a batch and stores all of it, with the cursor, or none of it.

    A mention seen before is passed over by its (source, native id); nothing is told twice. `routes` are
    the policy's by name. An export that is replayed has no cursor to keep. Raises only what the database raises; the cursor then stays where it was.
    """
    fresh = _fresh(store, source, batch.mentions)
    judged = [(mention, judge.verdict(mention)) for mention in fresh]
    about_us: list[Judged] = [(m, v, v.assessment) for m, v in judged if v.assessment is not None]
    moment = to_text(now)
    others = [post_key(m.url, source, m.native_id) for m, v in judged if v.assessment is None]
    opens_cases = any(verdict.outcome is Outcome.CASE for _, verdict in judged)
    with store.commit(durable=opens_cases or not keeps_cursor) as db:
        plan = _plan(db, about_us, routes, now)
        mentions.insert(db, plan.mentions)
        cases.insert(db, plan.cases)
        cases.count_joined(db, plan.joined)
        outbox.want(db, plan.cards)
        mentions.pass_over(db, source, moment, others)
        mentions.quarantine(db, source, moment, batch.rejected)
        for gap in batch.gaps:
            sources.add_gap(db, source, to_text(gap.begin), to_text(gap.end), gap.reason)
        if keeps_cursor:
            newest = max((m.written_at for m in fresh if m.written_at), default=None)
            lag = (now - newest).total_seconds() if newest else None
            sources.advance(db, source, batch.cursor, moment, len(fresh), maybe_text(newest), lag)
    counts = Counter(Outcome(row[10]) for row in plan.mentions)  # type: ignore[arg-type]
    if others:
        counts[Outcome.OFF_TOPIC] = len(others)
    return Intake(outcomes=counts, case_ids=tuple(str(row[1]) for row in plan.cases))


def _fresh(store: Store, source: str, batch: Sequence[Mention]) -> list[Mention]:
    """The mentions that are not stored yet, each id once, with clean text."""
    if not batch:
        return []
    by_id = {mention.native_id: mention for mention in reversed(batch)}
    known = mentions.known_ids(store.reader, source, list(by_id))
    fresh = []
    for mention in reversed(by_id.values()):
        if mention.native_id not in known:
            text = clean(mention.text)
            fresh.append(mention if text == mention.text else replace(mention, text=text))
    return fresh


def _plan(db: Connection, judged: Sequence[Judged], routes: Mapping[str, Route], now: datetime) -> _Plan:
    plan = _Plan(now=to_text(now))
    if not judged:
        return plan
    keys = [_repost_key(m) if v.outcome is Outcome.CASE else None for m, v, _ in judged]
    earlier = mentions.cases_of_texts(db, [k for k in keys if k is not None], to_text(now - REPOST_WINDOW))
    names = _public_ids(db, [m for m, v, _ in judged if v.outcome is Outcome.CASE])
    public = dict(_names_of(db, earlier.values()))
    mention_id, case_id = mentions.next_id(db, "mention"), mentions.next_id(db, "cases")
    for offset, ((mention, verdict, assessment), key) in enumerate(zip(judged, keys, strict=True)):
        of_case = earlier.get(key) if key is not None else None
        outcome = verdict.outcome
        if of_case is not None:
            outcome = Outcome.JOINED
            plan.joined.append(of_case)
            name, route = public[of_case], routes[str(verdict.route)]
            plan.cards.append(("card", name, route.channel, 0, to_text(now + REPOST_DEBOUNCE), plan.now))
        elif outcome is Outcome.CASE:
            of_case, case_id = case_id, case_id + 1
            name = names[mention.native_id]
            public[of_case] = name
            if key is not None:
                earlier[key] = of_case
            _open_case(
                plan, of_case, name, mention_id + offset, verdict, assessment, routes[str(verdict.route)], now
            )
        plan.mentions.append(
            _row(mention_id + offset, mention, verdict, assessment, outcome, of_case, key, plan.now)
        )
    return plan


def _open_case(
    plan: _Plan, case_id: int, name: str, mention_id: int, verdict: Verdict, assessment: Assessment, route: Route,
    now: datetime,
) -> None:  # fmt: skip
    due = now + timedelta(seconds=route.answer_within) if route.answer_within else None
    urgency = int(assessment.urgency)
    plan.cases.append(
        (
            case_id,
            name,
            mention_id,
            verdict.subjects[0],
            urgency,
            route.name,
            State.NEW.value,
            plan.now,
            maybe_text(due),
        )
    )
    plan.cards.append(("card", name, route.channel, urgency, plan.now, plan.now))


def _repost_key(mention: Mention) -> int | None:
    """Only a signed copy is a repost: two unsigned notes with the same words may be two people's."""
    return words_key(mention.text) if mention.author else None


def _public_ids(db: Connection, batch: Sequence[Mention]) -> dict[str, str]:
    """A free public id for each mention, by native id; a longer one where the short one is taken."""
    names: dict[str, str] = {}
    waiting = list(batch)
    for length in PUBLIC_ID_LENGTHS:
        wanted = {m.native_id: public_id(m.source, m.native_id, length) for m in waiting}
        taken = cases.taken_ids(db, list(wanted.values())) | set(names.values())
        for native_id, name in wanted.items():
            if name not in taken:
                names[native_id] = name
                taken.add(name)
        waiting = [m for m in waiting if m.native_id not in names]
        if not waiting:
            break
    return names


def _names_of(db: Connection, case_ids: Iterable[int]) -> list[tuple[int, str]]:
    found = (cases.find_by_row(db, case_id) for case_id in set(case_ids))
    return [(row["id"], row["public_id"]) for row in found if row is not None]


@lru_cache(maxsize=4096)
def _names_json(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)


@lru_cache(maxsize=16_384)
def _reason_json(reason: Reason) -> str:
    kept = (reason.rule, reason.sentence, round(reason.weight, 2), reason.evidence)
    return json.dumps(kept, ensure_ascii=False)


def _reasons_json(reasons: tuple[Reason, ...]) -> str:
    return f"[{', '.join([_reason_json(reason) for reason in reasons])}]"


def _row(
    row_id: int, mention: Mention, verdict: Verdict, assessment: Assessment, outcome: Outcome, case_id: int | None,
    key: int | None, now: str,
) -> tuple[object, ...]:  # fmt: skip
    url = clean_url(mention.url)
    return (
        row_id, mention.source, mention.native_id, url, bare_link(mention.url) if mention.url else None,
        clean_line(mention.author), mention.reach, mention.text, maybe_text(mention.written_at), now,
        outcome.value, verdict.route, _names_json(verdict.subjects), assessment.language, assessment.tone,
        assessment.complaint, assessment.negativity, int(assessment.urgency), assessment.severity,
        _names_json(assessment.categories), _reasons_json(assessment.reasons), case_id, key,
    )  # fmt: skip
