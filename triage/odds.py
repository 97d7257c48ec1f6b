"""Scores in [0, 1] and their log-odds."""

import math

_MOST = 30.0  # log-odds beyond which a score is as good as certain


def logistic(log_odds: float) -> float:
    """Log-odds -> score in (0, 1)."""
    if not -_MOST < log_odds < _MOST:
        log_odds = _MOST if log_odds > 0.0 else -_MOST
    return 1.0 / (1.0 + math.exp(-log_odds))


def log_odds(score: float, edge: float = 1e-9) -> float:
    """Score in [0, 1] -> log-odds; a score nearer than `edge` to 0 or 1 counts as that near."""
    score = min(1.0 - edge, max(edge, score))
    return math.log(score / (1.0 - score))
