"""Which spans lie within others, in time that grows with their number and not with its square."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate


def covering(wider: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Whether one of the `wider` spans (from, to) holds a span: of those that begin no later the one that ends last."""
    spans = sorted(wider)
    starts = [start for start, _ in spans]
    ends = [*accumulate([end for _, end in spans], max)]

    def covers(start: int, end: int) -> bool:
        before = bisect_right(starts, start)
        return before > 0 and ends[before - 1] >= end

    return covers
