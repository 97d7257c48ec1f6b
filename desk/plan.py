"""The rows of one commit, gathered before they are written: mentions, cases, reposts, cards."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from sqlite3 import Connection

from desk.fingerprint import bare_link, post_key, public_id, words_key
from desk.store import cases, mentions, outbox
from desk.store.times import maybe_text, to_text
from triage.cleaning import clean_line, clean_url
from triage.look import wants_look
from triage.model import Assessment, Mention, Outcome, Reason, Route, State, Verdict

REPOST_WINDOW = timedelta(hours=72)
REPOST_DEBOUNCE = timedelta(seconds=45)  # a card that many repost is redrawn this often, not once a repost
SHORTEST_ID = 6
MOST_REACH = 2**63 - 1  # SQLite's largest integer

Judged = tuple[Mention, Verdict, Assessment]


class Plan:
    """What a batch from one source comes to; `outcomes`, `case_ids` and `looks` say it, store() writes it."""

    def __init__(self, source: str, routes: Mapping[str, Route], now: datetime) -> None:
        self.moment = to_text(now)
        self.outcomes: Counter[Outcome] = Counter()
        self.case_ids: list[str] = []
        self.looks = 0
        self.mentions: list[tuple[object, ...]] = []
        self._source, self._routes, self._now = source, routes, now
        self._cases: list[tuple[object, ...]] = []
        self._cards: dict[str, tuple[str, str, str, int, str, str]] = {}
        self._joined: Counter[int] = Counter()

    def key_of(self, mention: Mention) -> int:
        """The fingerprint that stays of a post about nobody we watch."""
        return post_key(mention.url, self._source, mention.native_id)

    def add(self, db: Connection, judged: Sequence[Judged]) -> None:
        """Plans the rows of mentions that are not stored yet; reads only. At most once a plan."""
        complaints = [mention for mention, verdict, _ in judged if verdict.outcome is Outcome.CASE]
        keys = {mention.native_id: _repost_key(mention) for mention in complaints}
        names = _public_ids(db, self._source, complaints)
        wanted = [key for key in keys.values() if key is not None]
        told = mentions.cases_of_texts(db, wanted, to_text(self._now - REPOST_WINDOW))
        case_id = mentions.next_id(db, "cases")
        outcomes = []
        for row_id, (mention, verdict, assessment) in enumerate(judged, mentions.next_id(db, "mention")):
            outcome, of_case, key = verdict.outcome, None, None
            if outcome is Outcome.CASE:
                key = keys[mention.native_id]
                if key is not None and key in told:
                    of_case = self._join(*told[key], verdict)
                    outcome, key = Outcome.JOINED, None
                else:
                    of_case, case_id = case_id, case_id + 1
                    self._open(of_case, names[mention.native_id], row_id, verdict, assessment)
                    if key is not None:
                        told[key] = of_case, names[mention.native_id]
            outcomes.append(outcome)
            self.mentions.append(self._row(row_id, mention, verdict, assessment, outcome, of_case, key))
        self.outcomes = Counter(outcomes)

    def store(self, db: Connection) -> None:
        """Writes it all within the caller's commit."""
        mentions.insert(db, self.mentions)
        cases.insert(db, self._cases)
        cases.count_joined(db, self._joined)
        outbox.want(db, self._cards.values())

    def _join(self, case_id: int, name: str, verdict: Verdict) -> int:
        """Counts a repost on the card of its case and returns the case's id."""
        due = to_text(self._now + REPOST_DEBOUNCE)
        channel = self._routes[str(verdict.route)].channel
        self._joined[case_id] += 1
        self._cards.setdefault(name, ("card", name, channel, 0, due, self.moment))
        return case_id

    def _open(self, case_id: int, name: str, row_id: int, verdict: Verdict, assessment: Assessment) -> None:
        route, urgency = self._routes[str(verdict.route)], int(assessment.urgency)
        due = self._now + timedelta(seconds=route.answer_within) if route.answer_within else None
        about = verdict.subjects[0]
        self._cases.append(
            (case_id, name, row_id, about, urgency, route.name, State.NEW.value, self.moment, maybe_text(due))
        )
        self._cards[name] = ("card", name, route.channel, urgency, self.moment, self.moment)
        self.case_ids.append(name)
        self.looks += wants_look(assessment)

    def _row(
        self, row_id: int, mention: Mention, verdict: Verdict, assessment: Assessment, outcome: Outcome,
        case_id: int | None, key: int | None,
    ) -> tuple[object, ...]:  # fmt: skip
        """In the order of mentions.COLUMNS."""
        url, reach, written_at = clean_url(mention.url), mention.reach, mention.written_at
        return (
            row_id, self._source, mention.native_id, url, bare_link(url) if url else None,
            clean_line(mention.author), reach if reach is None else max(-MOST_REACH, min(MOST_REACH, reach)),
            mention.text, to_text(written_at) if written_at else None, self.moment, outcome.value, verdict.route,
            _names_json(verdict.subjects), assessment.language, assessment.tone, assessment.complaint,
            assessment.negativity, int(assessment.urgency), assessment.severity,
            _names_json(assessment.categories), _reasons_json(assessment.reasons), case_id, key, assessment.bias,
            mention.addressed,
        )  # fmt: skip


def _repost_key(mention: Mention) -> int | None:
    """Only a signed copy is a repost: two unsigned notes with the same words may be two people's."""
    return words_key(mention.text) if clean_line(mention.author) else None


def _public_ids(db: Connection, source: str, complaints: Sequence[Mention]) -> dict[str, str]:
    """A free public id for each, by native id; a longer one where the short one is taken."""
    names: dict[str, str] = {}
    waiting, length = [mention.native_id for mention in complaints], SHORTEST_ID
    while waiting:
        wanted = {native_id: public_id(source, native_id, length) for native_id in waiting}
        taken = cases.taken_ids(db, list(wanted.values())) | set(names.values())
        for native_id, name in wanted.items():
            if name not in taken:
                names[native_id] = name
                taken.add(name)
        waiting, length = [native_id for native_id in waiting if native_id not in names], length + 2
    return names


@lru_cache(maxsize=4096)
def _names_json(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)


@lru_cache(maxsize=16_384)
def _reason_json(reason: Reason) -> str:
    kept = (reason.rule, reason.sentence, round(reason.weight, 2), reason.evidence)
    return json.dumps(kept, ensure_ascii=False)


def _reasons_json(reasons: tuple[Reason, ...]) -> str:
    return f"[{', '.join([_reason_json(reason) for reason in reasons])}]"
