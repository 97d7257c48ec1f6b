"""Mention -> Verdict: whom it is about, whether it is a complaint, how urgent, why, and who hears of it."""

import math
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from triage.aim import part_about
from triage.cues import Cue, Found, reason_of, shipped_cues
from triage.folding import fold
from triage.language import detect
from triage.matching import Hit, Matcher
from triage.model import Assessment, Mention, Outcome, Reason, Subject, Urgency, Verdict
from triage.policy import COMPLAINT_CUT, Policy
from triage.routing import choose_route
from triage.rules import NOW_CUES, NOW_RULES, WEIGHING, Findings, Rule
from triage.tone import clean_for_tone, compound

# Hand-set for the first judgement: log-odds of a text without any cue, and what VADER's compound adds.
COMPLAINT_BIAS, COMPLAINT_TONE = -1.9, -1.2
NEGATIVITY_BIAS, NEGATIVITY_TONE = -0.9, -2.6
REASON_NEGATIVITY = 0.6  # of a rule's weight counts towards negativity
MOST_FOR = 5.0  # log-odds: ten small grumbles are no surer than three
VADER_HEARS = 0.4  # compound beyond which VADER's reading is worth a reason of its own
JUDGED_CHARACTERS = 12_000  # of a longer text its beginning and its end are judged


def assess(text: str, *, language_tag: str | None = None, extra: tuple[Reason, ...] = ()) -> Assessment:
    """What a clean text says by itself, taken to be about us. `extra` are reasons found elsewhere."""
    text = _head_and_tail(text)
    folded = fold(text)
    cues = shipped_cues()
    found = cues.find(folded)
    tone = compound(clean_for_tone(text))
    findings = Findings(folded=folded, cues=found, tone=tone)
    now = () if NOW_CUES.isdisjoint(found) else _fired(NOW_RULES, findings)
    weighed = _fired(WEIGHING, findings) + extra
    fired = [cues.cues[name] for name in found]
    complaint, negativity = _scores(fired, now + weighed, tone)
    return Assessment(
        complaint=complaint,
        negativity=negativity,
        urgency=_urgency(complaint, fired, bool(now)),
        tone=tone,
        language=detect(folded, language_tag),
        categories=_categories(fired),
        severity=max([cue.severity for cue in fired], default=0),
        reasons=_reasons(found, fired, now, weighed, tone),
    )


def _head_and_tail(text: str) -> str:
    if len(text) <= JUDGED_CHARACTERS:
        return text
    half = JUDGED_CHARACTERS // 2
    return f"{text[:half]} {text[-half:]}"


def _fired(rules: tuple[Rule, ...], findings: Findings) -> tuple[Reason, ...]:
    return tuple([reason for rule in rules if (reason := rule(findings)) is not None])


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _scores(fired: Iterable[Cue], reasons: Iterable[Reason], tone: float) -> tuple[float, float]:
    """Complaint and negativity in [0, 1]: what speaks for each is capped, what speaks against it is not."""
    complaint_for = complaint_against = negative_for = negative_against = 0.0
    weights = [(cue.complaint, cue.negativity) for cue in fired]
    weights += [(reason.weight, reason.weight * REASON_NEGATIVITY) for reason in reasons]
    for complaint, negative in weights:
        if complaint > 0:
            complaint_for += complaint
        else:
            complaint_against += complaint
        if negative > 0:
            negative_for += negative
        else:
            negative_against += negative
    return (
        _logistic(COMPLAINT_BIAS + min(MOST_FOR, complaint_for) + complaint_against + COMPLAINT_TONE * tone),
        _logistic(NEGATIVITY_BIAS + min(MOST_FOR, negative_for) + negative_against + NEGATIVITY_TONE * tone),
    )


def _urgency(complaint: float, fired: Iterable[Cue], now: bool) -> Urgency:
    """Level 3 does not ask whether it is a complaint; the others do."""
    if now:
        return Urgency.NOW
    if complaint < COMPLAINT_CUT:
        return Urgency.DIGEST
    return Urgency.SAME_DAY if max([cue.urgency for cue in fired], default=0) >= 2 else Urgency.ROUTINE


def _categories(fired: Iterable[Cue]) -> tuple[str, ...]:
    """HCAT categories, the gravest first."""
    named = [cue for cue in fired if cue.category]
    if len(named) > 1:
        named.sort(key=lambda cue: (-cue.severity, -cue.complaint))
    return tuple(dict.fromkeys([cue.category for cue in named if cue.category]))


def _reasons(
    found: Found, fired: list[Cue], now: tuple[Reason, ...], weighed: tuple[Reason, ...], tone: float
) -> tuple[Reason, ...]:
    """The strongest first; helper cues that weigh nothing by themselves are left out."""
    reasons = [*weighed, *[reason_of(cue, found[cue.name]) for cue in fired if cue.complaint]]
    if abs(tone) >= VADER_HEARS:
        reasons.append(_tone_reason(round(tone, 2)))
    if len(reasons) > 1:
        reasons.sort(key=lambda reason: -abs(reason.weight))
    return (*now, *reasons)


@lru_cache(maxsize=256)
def _tone_reason(tone: float) -> Reason:
    mood = "sounds positive" if tone > 0 else "sounds negative"
    return Reason(
        rule="tone", sentence=f"The wording {mood} (VADER {tone:+.2f})", weight=COMPLAINT_TONE * tone
    )


class Judge:
    """A policy made ready: one call a mention, no state between calls, safe to share between threads."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._matcher = Matcher(policy.subjects)
        self._assumed = next((s for s in policy.subjects if s.name == policy.assume_subject), None)

    def verdict(self, mention: Mention) -> Verdict:
        """Never raises on any text; a text about nobody we watch is OFF_TOPIC and not assessed."""
        hits = self._matcher.find(mention.text)
        subjects = self._subjects(hits)
        if not subjects:
            return _OFF_TOPIC
        primary = next((s for s in subjects if s.is_own), subjects[0])
        text, extra = mention.text, _NO_REASONS
        if len(subjects) > 1 and len({s.kind for s in subjects}) > 1:
            text, extra = part_about(primary, mention.text, hits, self._matcher)
        assessment = assess(text, language_tag=mention.language, extra=extra)
        return self._route(mention, primary, subjects, assessment)

    def _subjects(self, hits: tuple[Hit, ...]) -> tuple[Subject, ...]:
        named = tuple(dict.fromkeys(hit.subject for hit in hits))
        return named or ((self._assumed,) if self._assumed else ())

    def _route(
        self, mention: Mention, primary: Subject, subjects: tuple[Subject, ...], assessment: Assessment
    ) -> Verdict:
        names = tuple(dict.fromkeys(chain((primary.name,), (s.name for s in subjects))))
        if not primary.is_own or assessment.urgency == Urgency.DIGEST:
            return Verdict(outcome=Outcome.DIGEST, subjects=names, assessment=assessment)
        route = choose_route(self._policy.routes, assessment, primary.name, mention.source)
        if route is None:
            return Verdict(outcome=Outcome.NO_ROUTE, subjects=names, assessment=assessment)
        return Verdict(outcome=Outcome.CASE, subjects=names, assessment=assessment, route=route.name)


_OFF_TOPIC = Verdict(outcome=Outcome.OFF_TOPIC)
_NO_REASONS: tuple[Reason, ...] = ()
