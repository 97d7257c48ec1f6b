"""take_in(): judge a batch, then store mentions, cases, outbox and cursor in one commit."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Connection

from desk.fingerprint import record_key, safe_id
from desk.looks import grant
from desk.mutes import heed
from desk.plan import Judged, Plan
from desk.store import Store, mentions, sources
from desk.store.times import to_text
from triage.cleaning import clean, clean_line
from triage.judge import Judge
from triage.model import Mention, Outcome, Route, Verdict
from triage.reach import norm_of
from triage.source import Batch, Rejected

log = logging.getLogger(__name__)

REACH_LOOKED_AT = 1000  # newest mentions of all sources
MOST_RAW = 64 * 1024  # bytes kept of a record that could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What became of a batch: how many mentions were new, by outcome, the cases opened and how many of these ask for a look."""

    outcomes: Mapping[Outcome, int]
    case_ids: tuple[str, ...] = ()
    looks: int = 0

    @property
    def new(self) -> int:
        return sum(self.outcomes.values())


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

    A mention seen before is passed over by its (source, native id); nothing is told twice. `routes` are the
    policy's by name. An export that is replayed has no cursor to keep. A mention that our own judgement
    fails on is quarantined. Raises only what the database raises; the cursor then stays where it was.
    """
    fresh, expected_id = _fresh(store, source, batch.mentions)
    judged, unjudged = _judge(judge, fresh, _reach_norm(store, source, fresh))
    about_us: list[Judged] = [(m, v, v.assessment) for m, v in judged if v.assessment is not None]
    plan = Plan(source, routes, now)
    others = [plan.key_of(m) for m, v in judged if v.assessment is None]
    opens_cases = any(verdict.outcome in (Outcome.CASE, Outcome.LOOK) for _, verdict, _ in about_us)
    with store.commit(durable=opens_cases or not keeps_cursor) as db:
        fresh_ones = _still_fresh(db, source, about_us, expected_id)
        if opens_cases:
            fresh_ones = heed(db, fresh_ones, now)
        if any(verdict.outcome is Outcome.LOOK for _, verdict, _ in fresh_ones):
            fresh_ones = grant(db, judge.policy, fresh_ones, now)
        plan.add(db, fresh_ones)
        plan.store(db)
        passed_over = mentions.pass_over(db, source, plan.moment, others)
        _quarantine(db, source, plan.moment, [*batch.rejected, *unjudged])
        for gap in batch.gaps:
            sources.add_gap(db, source, to_text(gap.begin), to_text(gap.end), gap.reason)
        if keeps_cursor:
            sources.advance(db, source, batch.cursor, plan.moment, len(plan.mentions) + passed_over)
            _keep_lag(db, source, fresh, now)
    if passed_over:
        plan.outcomes[Outcome.OFF_TOPIC] = passed_over
    return Intake(outcomes=plan.outcomes, case_ids=tuple(plan.case_ids), looks=plan.looks)


def _fresh(store: Store, source: str, batch: Sequence[Mention]) -> tuple[list[Mention], int]:
    """The mentions not stored yet, each id once, with clean text; and the id that the next one stored gets."""
    by_id = {safe_id(mention.native_id): mention for mention in reversed(batch)}
    expected_id = mentions.next_id(store.reader, "mention")
    known = mentions.known_ids(store.reader, source, list(by_id)) if by_id else ()
    fresh = []
    for native_id, mention in reversed(by_id.items()):
        if native_id not in known:
            text = clean(mention.text)
            if text != mention.text or native_id != mention.native_id:
                mention = replace(mention, text=text, native_id=native_id)
            fresh.append(mention)
    return fresh, expected_id


def _reach_norm(store: Store, source: str, fresh: Sequence[Mention]) -> int | None:
    """What this source's posts usually reach; not looked up for a batch without any reach."""
    if not any(mention.reach for mention in fresh):
        return None
    return norm_of(mentions.last_reaches(store.reader, source, REACH_LOOKED_AT))


def _judge(
    judge: Judge, fresh: Sequence[Mention], norm: int | None
) -> tuple[list[tuple[Mention, Verdict]], list[Rejected]]:
    """The verdicts, and those mentions that our own judgement fails on."""
    try:
        return list(zip(fresh, judge.verdicts(fresh, norm), strict=True)), []
    except Exception:  # noqa: BLE001 - one post must not stop its source for good: below each one is judged by itself
        judged, unjudged = [], []
    for mention in fresh:
        try:
            judged.append((mention, judge.verdicts([mention], norm)[0]))
        except Exception as error:  # the same; a person finds the post in the quarantine
            log.exception("could not judge %s of %s", mention.native_id, mention.source)
            kept = {
                "id": mention.native_id,
                "url": mention.url,
                "author": mention.author,
                "text": mention.text,
            }
            problem = f"not judged: {type(error).__name__}"
            unjudged.append(Rejected(raw=json.dumps(kept).encode(), error=problem))
    return judged, unjudged


def _still_fresh(db: Connection, source: str, judged: list[Judged], expected_id: int) -> list[Judged]:
    """Without those that somebody stored since we looked, such as a replay beside the running bot."""
    if not judged or mentions.next_id(db, "mention") == expected_id:
        return judged
    known = mentions.known_ids(db, source, [mention.native_id for mention, _, _ in judged])
    return [each for each in judged if each[0].native_id not in known]


def _quarantine(db: Connection, source: str, moment: str, rejected: Sequence[Rejected]) -> None:
    mentions.quarantine(
        db,
        [
            (source, moment, clean_line(r.error, 300) or "", r.raw[:MOST_RAW], record_key(r.raw))
            for r in rejected
        ],
    )


def _keep_lag(db: Connection, source: str, fresh: Sequence[Mention], now: datetime) -> None:
    """Seconds from writing to reading; a post from the future counts as written now."""
    newest = max([m.written_at for m in fresh if m.written_at], default=None)
    if newest is not None:
        newest = min(newest, now)
        sources.saw_post(db, source, to_text(newest), (now - newest).total_seconds())
