"""The two heads: what rules and fitted words make of a text, blended into complaint and negativity."""

from collections.abc import Collection, Sequence

from triage.chords import Chord
from triage.model import Reason
from triage.odds import logistic
from triage.weights import LANGUAGES, Weights

# Hand-set for the first judgement: log-odds of a text without any cue, and what VADER's compound adds.
COMPLAINT_BIAS, COMPLAINT_TONE = -1.9, -0.4
NEGATIVITY_BIAS, NEGATIVITY_TONE = -0.9, -4.5
REASON_NEGATIVITY = 0.6  # of a rule's weight counts towards negativity
MOST_FOR = 8.0  # log-odds: ten small grumbles are no surer than three
# Of the log-odds of complaint and of negativity; the fitted words have the rest. On sources never seen rules help, on stories
# they mislead.
RULES = (0.35, 0.42)
NAMED = 0.5  # of what reasons found elsewhere weigh, beside the blend, for the fitted words know no names; all where rules judge alone


def rule_scores(fired: Chord, reasons: Sequence[Reason], tone: float) -> tuple[float, float]:
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
    if complaint_for > MOST_FOR:
        complaint_for = MOST_FOR
    if negative_for > MOST_FOR:
        negative_for = MOST_FOR
    return (
        COMPLAINT_BIAS + complaint_for + complaint_against + COMPLAINT_TONE * tone,
        NEGATIVITY_BIAS + negative_for + negative_against + NEGATIVITY_TONE * tone,
    )


def blend(
    by_rules: tuple[float, float],
    weights: Weights | None,
    known: Collection[int],
    tone: float,
    more: float,
    named: float,
) -> tuple[float, float]:
    """Complaint and negativity in [0, 1]: the rules' log-odds and the fitted ones, blended; `more` is added to the first, and
    `named`, what the reasons found elsewhere weigh, to both.

    The rules judge alone where there are no weights.
    """
    if weights is None:
        return logistic(by_rules[0] + more + named), logistic(by_rules[1] + named * REASON_NEGATIVITY)
    complaint, negativity = weights.score(known, tone)
    named *= NAMED
    if negativity is None:
        negativity = by_rules[1]
    return (
        logistic(_between(RULES[0], by_rules[0], complaint) + more + named),
        logistic(_between(RULES[1], by_rules[1], negativity) + named * REASON_NEGATIVITY),
    )


def named_weight(weight: float, language: str) -> float:
    """What a reason found elsewhere adds to the log-odds of a complaint, in a text of this language."""
    return weight * NAMED if language in LANGUAGES else weight


def _between(share: float, one: float, other: float) -> float:
    return share * one + (1.0 - share) * other
