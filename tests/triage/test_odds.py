"""Scores and their log-odds."""

import pytest

from triage.odds import log_odds, logistic


@pytest.mark.parametrize("score", [0.001, 0.5, 0.7])
def test_log_odds_and_back(score: float) -> None:
    assert logistic(log_odds(score)) == pytest.approx(score)


@pytest.mark.parametrize(("odds", "score"), [(1e6, 1.0), (-1e6, 0.0), (float("inf"), 1.0)])
def test_no_odds_are_too_great(odds: float, score: float) -> None:
    assert logistic(odds) == pytest.approx(score)


@pytest.mark.parametrize(("score", "sign"), [(0.0, -1), (1.0, 1), (7.0, 1)])
def test_what_is_certain_has_odds_all_the_same(score: float, sign: int) -> None:
    assert 20 < sign * log_odds(score) < 21
