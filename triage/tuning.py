"""What labels and a budget say about a source's bias and cut. Pure arithmetic; a person applies it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from triage.interval import wilson
from triage.odds import log_odds, logistic

FEWEST_LABELS = 10  # below it nothing is learnt; 50 to 100 a source are enough
FEWEST_OF_A_KIND = 3  # of complaints, and of others: where all say the same, more of them say no more
PRIOR_WIDTH = 1.0  # log-odds: how far a bias is believed to lie from 0 before any label is seen
LOWEST_CUT, HIGHEST_CUT = 0.05, 0.95
MOST_BIAS = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Of labelled mentions: how many count as complaints at a cut, how many of them are, and how many there are."""

    flagged: int
    right: int
    complaints: int

    @property
    def precision(self) -> float | None:
        return self.right / self.flagged if self.flagged else None

    @property
    def recall(self) -> float | None:
        return self.right / self.complaints if self.complaints else None


def fit_bias(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The shift in log-odds under which the scores fit the labels best, drawn towards 0 by a normal prior.

    `scores` lie in [0, 1]; the shift within MOST_BIAS either way. The slope falls all along, so halving finds its
    root where Newton's steps would leap over it.
    """
    odds = [log_odds(score) for score in scores]
    low, high = -MOST_BIAS, MOST_BIAS
    for _ in range(40):
        middle = (low + high) / 2
        expected = sum([logistic(odd + middle) for odd in odds])
        if sum(labels) - expected - middle / PRIOR_WIDTH**2 > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def shifted(score: float, bias: float) -> float:
    """A score in [0, 1] after a bias in log-odds."""
    return logistic(log_odds(score) + bias)


def teach(labels: Sequence[bool]) -> bool:
    """Whether there are so many labels, and enough of either kind, that they tell a right card from a wrong one."""
    right = sum(labels)
    return len(labels) >= FEWEST_LABELS and min(right, len(labels) - right) >= FEWEST_OF_A_KIND


def cut_not_below(score: float, cut: float, bias: float) -> float:
    """The cut, raised where after this bias it would take in scores below this one."""
    return cut if shifted(cut, -bias) >= score - 1e-3 else _between(shifted(score, bias))


def cut_for_budget(scores: Sequence[float], days: float, a_day: float) -> float:
    """The lowest cut at which at most `a_day` of the scores a day are complaints."""
    most = int(a_day * days)
    ranked = sorted(scores, reverse=True)
    if len(ranked) <= most:
        return LOWEST_CUT
    return _between(ranked[most] + 1e-4)


def cut_for_precision(scores: Sequence[float], labels: Sequence[bool], wanted: float) -> float | None:
    """The lowest cut at which the share of right ones among the flagged is `wanted` or more; None where none is."""
    typed = {_between(score, way) for score in scores for way in (math.floor, math.ceil)}
    for cut in sorted(typed):
        found = hits(scores, labels, cut).precision
        if found is not None and found >= wanted:
            return cut
    return None


def hits(scores: Sequence[float], labels: Sequence[bool], cut: float) -> Hits:
    flagged = [label for score, label in zip(scores, labels, strict=True) if score >= cut]
    return Hits(flagged=len(flagged), right=sum(flagged), complaints=sum(labels))


def sure_of(right: int, flagged: int) -> float:
    """The lower end of the 95 % interval of a share; 0 of nothing."""
    return wilson(right, flagged)[0]


def _between(cut: float, way: Callable[[float], int] = math.ceil) -> float:
    """Rounded to what one types into a config, within what a config takes."""
    return max(LOWEST_CUT, min(HIGHEST_CUT, way(cut * 1000) / 1000))
