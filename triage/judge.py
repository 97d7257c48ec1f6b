"""Mention -> Verdict: whom it is about, whether it is a complaint, how urgent, why, and who hears of it."""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from triage.aim import part_about
from triage.chords import Chord, chord
from triage.cues import Cue, Found, reason_of, shipped_cues
from triage.folding import fold
from triage.language import detect
from triage.look import look_reason
from triage.matching import Matcher
from triage.model import Assessment, Mention, Outcome, Reason, Subject, Urgency, Verdict
from triage.policy import COMPLAINT_CUT, Policy
from triage.reach import reach_reason
from triage.reading import Reading, shipped_reader
from triage.routing import choose_route
from triage.rules_now import now_reasons
from triage.rules_weighing import WEIGHING, WEIGHING_CUES, Findings
from triage.taxonomy import Taxonomy, shipped_taxonomy
from triage.tuning import shifted
from triage.weights import Weights, shipped_weights

# Hand-set for the first judgement: log-odds of a text without any cue, and what VADER's compound adds.
COMPLAINT_BIAS, COMPLAINT_TONE = -1.9, -1.2
NEGATIVITY_BIAS, NEGATIVITY_TONE = -0.9, -2.6
REASON_NEGATIVITY = 0.6  # of a rule's weight counts towards negativity
MOST_FOR = 8.0  # log-odds: ten small grumbles are no surer than three
# Of the log-odds; the fitted words have the rest. On sources never seen rules help most.
COMPLAINT_RULES, NEGATIVITY_RULES = 0.5, 0.6
SHIFT = (
    0.4,
    0.8,
)  # log-odds: a post that names us is likelier a complaint than any post; more so if a cue says it
SERIOUS = 0.6  # the least score where grave harm is named
LOUD, MOST_WORDS = 0.35, 3  # log-odds from which a word is worth naming, and how many are named
VADER_HEARS, VADER_SHOUTS = (
    0.4,
    0.75,
)  # compound from which VADER's reading is worth a reason, and a strong one
JUDGED_CHARACTERS = 12_000  # of a longer text its beginning and its end are judged


def assess(
    text: str,
    *,
    folded: str | None = None,
    language_tag: str | None = None,
    extra: tuple[Reason, ...] = (),
    taxonomy: Taxonomy | None = None,
    whole: str | None = None,
    cut: float = COMPLAINT_CUT,
    bias: float = 0.0,
) -> Assessment:
    """What a clean text says by itself, taken to be about us.

    `folded` is its matching copy, where the caller has it; `extra` are reasons found elsewhere. Without a
    `taxonomy` the categories are those of health care. Where `text` is but a part of a post, `whole` is the
    folded post: level 3 looks at all of it. A complaint scores `cut` or more, after `bias` (log-odds) was added.
    """
    taxonomy = taxonomy or shipped_taxonomy()
    if folded is None or len(text) > JUDGED_CHARACTERS:
        text = _head_and_tail(text)
        folded = fold(text)
    reading = shipped_reader().read(text)
    language = detect(folded, language_tag, "".join(reading.marks))
    found = shipped_cues().find(folded, language)
    tone = reading.tone()
    now = now_reasons(folded if whole is None else whole)
    weighed = _weighed(folded, reading, found, tone) + extra
    names, meant = _meant(found, weighed, tone)
    fired = chord(names, taxonomy)
    by_rules = _rule_scores(fired, now + weighed, meant)
    weights = shipped_weights() if language == "en" else None  # the weights know no other
    known = weights.known(reading.numbers) if weights else ()
    complaint, negativity = _blend(by_rules, weights, known, meant, fired.heard)
    if fired.grave and complaint < SERIOUS:  # no fitted word may hide that
        complaint = SERIOUS
    if bias:
        plain, complaint = complaint, shifted(complaint, bias)
        if (plain >= cut) != (complaint >= cut):
            weighed = (*weighed, _bias_reason(bias))
    return Assessment(
        complaint=complaint,
        negativity=negativity,
        urgency=_urgency(complaint, fired.urgency, bool(now), cut),
        tone=tone,
        language=language,
        categories=fired.categories,
        severity=fired.severity,
        reasons=_reasons(found, fired.cues, now, weighed, tone)
        + (_word_reason(weights, known, fired) if weights and complaint >= cut else ()),
        bias=bias,
    )


def _head_and_tail(text: str) -> str:
    if len(text) <= JUDGED_CHARACTERS:
        return text
    half = JUDGED_CHARACTERS // 2
    return f"{text[:half]} {text[-half:]}"


def _weighed(folded: str, reading: Reading, found: Found, tone: float) -> tuple[Reason, ...]:
    """The reasons of the weighing rules; a text without a cue for any of them is not asked."""
    if WEIGHING_CUES.isdisjoint(found):
        return ()
    findings = Findings(folded, reading.marks, found, tone)
    return tuple([reason for rule in WEIGHING if (reason := rule(findings)) is not None])


def _meant(found: Found, weighed: tuple[Reason, ...], tone: float) -> tuple[tuple[str, ...], float]:
    """The cues and the tone without the praise that a bitter text does not mean."""
    names = tuple(found)
    if weighed and any(reason.rule == "sarcasm" for reason in weighed):
        return tuple([name for name in names if name != "thanks"]), min(tone, 0.0)
    return names, min(tone, 0.0) if "irony" in found else tone


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _rule_scores(fired: Chord, reasons: Sequence[Reason], tone: float) -> tuple[float, float]:
    """Complaint and negativity in log-odds: what speaks for each is capped, what speaks against it is not."""
    complaint_for, complaint_against = fired.complaint_for, fired.complaint_against
    negative_for, negative_against = fired.negative_for, fired.negative_against
    for reason in reasons:
        if reason.weight > 0:
            complaint_for += reason.weight
            negative_for += reason.weight * REASON_NEGATIVITY
        else:
            complaint_against += reason.weight
            negative_against += reason.weight * REASON_NEGATIVITY
    return (
        COMPLAINT_BIAS + min(MOST_FOR, complaint_for) + complaint_against + COMPLAINT_TONE * tone,
        NEGATIVITY_BIAS + min(MOST_FOR, negative_for) + negative_against + NEGATIVITY_TONE * tone,
    )


def _blend(
    by_rules: tuple[float, float], weights: Weights | None, known: Collection[int], tone: float, heard: bool
) -> tuple[float, float]:
    """Complaint and negativity in [0, 1]: the rules' log-odds and the fitted ones, blended.

    The rules judge alone where there are no weights.
    """
    if weights is None:
        return _logistic(by_rules[0]), _logistic(by_rules[1])
    complaint, negativity = weights.score(known, tone)
    return (
        _logistic(COMPLAINT_RULES * by_rules[0] + (1.0 - COMPLAINT_RULES) * complaint + SHIFT[heard]),
        _logistic(NEGATIVITY_RULES * by_rules[1] + (1.0 - NEGATIVITY_RULES) * negativity),
    )


def _word_reason(weights: Weights, known: Collection[int], fired: Chord) -> tuple[Reason, ...]:
    """Where no rule says why a text is a complaint, the words that weighed most do."""
    if fired.plain:
        return ()
    loud = weights.loudest(known, MOST_WORDS, LOUD)
    if not loud:
        return ()
    return (Reason(rule="words", sentence="It uses words that complaints use", weight=LOUD, evidence=loud),)


@lru_cache(maxsize=64)
def _bias_reason(bias: float) -> Reason:
    way = "raised" if bias > 0 else "lowered"
    sentence = f"This source's scores are {way} by {abs(bias):g} as tuned, which decided it"
    return Reason(rule="tuned", sentence=sentence, weight=bias)


def _urgency(complaint: float, fired: int, now: bool, cut: float) -> Urgency:
    """Level 3 does not ask whether it is a complaint; the others do."""
    if now:
        return Urgency.NOW
    if complaint < cut:
        return Urgency.DIGEST
    return Urgency.SAME_DAY if fired >= 2 else Urgency.ROUTINE


def _reasons(
    found: Found, fired: Sequence[Cue], now: tuple[Reason, ...], weighed: tuple[Reason, ...], tone: float
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
    mood = "positive" if tone > 0 else "negative"
    very = "very " if abs(tone) >= VADER_SHOUTS else ""
    return Reason(rule="tone", sentence=f"The wording sounds {very}{mood}", weight=COMPLAINT_TONE * tone)


class Judge:
    """A policy made ready: one call a mention, no state between calls, safe to share between threads."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._matcher = Matcher(policy.subjects)
        self._taxonomy = shipped_taxonomy(policy.categories)
        self._tuned = {
            source.name: (source.complaint_cut or policy.complaint_cut, source.complaint_bias)
            for source in policy.sources
        }
        self._assumed = next((s for s in policy.subjects if s.name == policy.assume_subject), None)

    @property
    def policy(self) -> Policy:
        return self._policy

    def verdict(self, mention: Mention, reach_norm: int | None = None) -> Verdict:
        """Never raises on any text; a text about nobody we watch is OFF_TOPIC and not assessed.

        A routine complaint that reaches more people than `reach_norm` is for the same day.
        """
        found = self._verdict(mention)
        if found.outcome is not Outcome.CASE or found.assessment is None:
            return found
        if found.assessment.urgency is not Urgency.ROUTINE:
            return found
        reason = reach_reason(mention, reach_norm)
        return found if reason is None else self._raised(mention, found, found.assessment, reason)

    def _raised(self, mention: Mention, found: Verdict, said: Assessment, reason: Reason) -> Verdict:
        raised = replace(said, urgency=Urgency.SAME_DAY, reasons=(reason, *said.reasons))
        route = choose_route(self._policy.routes, raised, found.subjects[0], mention.source)
        return replace(found, assessment=raised, route=route.name if route else found.route)

    def _verdict(self, mention: Mention) -> Verdict:
        folded = fold(mention.text)
        hits = self._matcher.folded_find(folded)
        if not hits:
            return self._of(mention, self._assumed, folded=folded) if self._assumed else _OFF_TOPIC
        if len(hits) == 1:
            return self._of(mention, hits[0].subject, folded=folded)
        primary = next((hit.subject for hit in hits if hit.subject.is_own), hits[0].subject)
        names = tuple(dict.fromkeys(chain((primary.name,), (hit.subject.name for hit in hits))))
        if len({hit.subject.kind for hit in hits}) == 1:
            return self._of(mention, primary, names, folded=folded)
        part, extra = part_about(primary, mention.text, hits, self._matcher)
        return self._of(mention, primary, names, part=part, whole=folded, extra=extra)

    def _of(
        self,
        mention: Mention,
        primary: Subject,
        names: tuple[str, ...] = (),
        *,
        part: str | None = None,
        folded: str | None = None,
        whole: str | None = None,
        extra: tuple[Reason, ...] = (),
    ) -> Verdict:
        """The verdict on a mention chiefly about `primary`, judged by `part` of its text, or by all of it."""
        names = names or (primary.name,)
        text = mention.text if part is None else part
        cut, bias = self._tuned.get(mention.source, (self._policy.complaint_cut, 0.0))
        assessment = assess(
            text,
            folded=folded,
            language_tag=mention.language,
            extra=extra,
            taxonomy=self._taxonomy,
            whole=whole,
            cut=cut,
            bias=bias,
        )
        if primary.is_own and assessment.urgency == Urgency.DIGEST:
            split = part is not None and part != mention.text
            look = look_reason(mention, assessment, cut, names=len(names), split=split)
            if look is not None:
                return self._for_a_person(mention, assessment, look, names)
        if not primary.is_own or assessment.urgency == Urgency.DIGEST:
            return Verdict(outcome=Outcome.DIGEST, subjects=names, assessment=assessment)
        route = choose_route(self._policy.routes, assessment, primary.name, mention.source)
        if route is None:
            return Verdict(outcome=Outcome.NO_ROUTE, subjects=names, assessment=assessment)
        return Verdict(outcome=Outcome.CASE, subjects=names, assessment=assessment, route=route.name)

    def _for_a_person(
        self, mention: Mention, assessment: Assessment, look: Reason, names: tuple[str, ...]
    ) -> Verdict:
        """What the desk makes a routine case of while the day's budget lasts."""
        asked = replace(assessment, urgency=Urgency.ROUTINE, reasons=(look, *assessment.reasons))
        route = choose_route(self._policy.routes, asked, names[0], mention.source)
        if route is None:
            return Verdict(outcome=Outcome.LOOK, subjects=names, assessment=assessment)
        return Verdict(outcome=Outcome.LOOK, subjects=names, assessment=asked, route=route.name)


_OFF_TOPIC = Verdict(outcome=Outcome.OFF_TOPIC)
