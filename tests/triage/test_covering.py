"""Spans within spans."""

from hypothesis import given
from hypothesis import strategies as st

from triage.covering import covering

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda span: (min(span), max(span))))


@given(SPANS, SPANS)
def test_a_span_is_covered_where_one_of_the_others_holds_it(
    wider: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> None:
    covers = covering(wider)
    for start, end in spans:
        assert covers(start, end) == any(first <= start and end <= last for first, last in wider)
