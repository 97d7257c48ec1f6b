"""What bench/judge.py says of a ranking does not hang on the order of its inputs."""

from itertools import permutations

import pytest

from bench.judge import average_precision, best_f1, precision_at_recall


def test_equal_scores_are_one_cut_whatever_their_order() -> None:
    told = {average_precision([0.0] * 4, labels) for labels in permutations([1, 1, 0, 0])}
    assert told == {0.5}


@pytest.mark.parametrize(
    ("scores", "labels", "told"),
    [
        ([4, 3, 2, 1], [1, 1, 0, 0], (1.0, 1.0, 1.0)),
        ([4, 3, 2, 1], [0, 1, 0, 1], (0.5, 2 / 3, 0.5)),
        ([4, 3, 3, 1], [1, 1, 0, 0], (0.5 + 1 / 3, 0.8, 2 / 3)),
        ([2, 1], [0, 0], (0.0, 0.0, 0.0)),
    ],
)
def test_a_ranking_is_told_by_three_figures(
    scores: list[float], labels: list[int], told: tuple[float, ...]
) -> None:
    figures = average_precision(scores, labels), best_f1(scores, labels), precision_at_recall(scores, labels)
    assert figures == pytest.approx(told)
