"""A bias and a cut from labels and a budget."""

import pytest

from triage import tuning


def test_false_alarms_lower_the_bias_and_missed_complaints_raise_it() -> None:
    scores = [0.7] * 20
    assert tuning.fit_bias(scores, [False] * 20) < -0.5
    assert tuning.fit_bias(scores, [True] * 20) > 0.2


def test_few_labels_move_the_bias_less_than_many() -> None:
    few, many = tuning.fit_bias([0.7] * 2, [False] * 2), tuning.fit_bias([0.7] * 200, [False] * 200)
    assert many < few < 0


def test_labels_that_agree_with_the_scores_change_nothing_much() -> None:
    scores = [0.8] * 80 + [0.2] * 20
    labels = [n % 5 != 0 for n in range(80)] + [n % 5 == 0 for n in range(20)]
    assert tuning.fit_bias(scores, labels) == pytest.approx(0, abs=0.05)


def test_a_bias_shifts_a_score_in_log_odds() -> None:
    assert tuning.shifted(0.5, 1.0) == pytest.approx(0.731, abs=0.001)
    assert tuning.shifted(0.3, 0.0) == pytest.approx(0.3)


def test_the_cut_keeps_the_budget() -> None:
    scores = [n / 100 for n in range(100)]
    cut = tuning.cut_for_budget(scores, days=5, a_day=2)
    assert sum(score >= cut for score in scores) == 10
    assert tuning.cut_for_budget(scores, days=5, a_day=100) == tuning.LOWEST_CUT


def test_equal_scores_never_break_the_budget() -> None:
    scores = [0.8] * 50
    cut = tuning.cut_for_budget(scores, days=1, a_day=10)
    assert sum(score >= cut for score in scores) <= 10


def test_the_cut_reaches_the_precision_if_any_does() -> None:
    scores, labels = [0.9, 0.8, 0.7, 0.6, 0.5], [True, True, False, True, False]
    assert tuning.cut_for_precision(scores, labels, 0.75) == 0.6
    assert tuning.cut_for_precision(scores, [False] * 5, 0.5) is None


def test_the_cut_reaches_the_precision_as_it_is_typed() -> None:
    scores, labels = [0.90041, 0.60042, 0.60048], [True, True, False]
    cut = tuning.cut_for_precision(scores, labels, 0.66)
    assert cut is not None
    found = tuning.hits(scores, labels, cut).precision
    assert found is not None
    assert found >= 0.66


def test_a_share_of_few_is_not_sure() -> None:
    assert tuning.sure_of(8, 10) == pytest.approx(0.490, abs=0.001)
    assert tuning.sure_of(800, 1000) > 0.77
    assert tuning.sure_of(0, 0) == 0.0


def test_nothing_flagged_has_no_precision() -> None:
    found = tuning.hits([0.2], [False], 0.5)
    assert (found.precision, found.recall) == (None, None)


def test_scores_that_were_sure_and_wrong_pull_the_bias_down_as_well() -> None:
    assert tuning.fit_bias([0.999] * 30, [False] * 30) < -2
