"""Hints on queries that are legal and rarely meant."""

import pytest

from triage.query_hints import hints


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ('@RiverbendHosp or "Riverbend Hospital"', "write OR"),
        ("riverbend near/4 clinic", "write NEAR/4"),
        ("riverbend and (not jobs)", "write AND"),
        ("'Riverbend Hospital'", "in double ones"),
    ],
)
def test_what_looks_like_an_operator_is_told(query: str, told: str) -> None:
    assert any(told in hint for hint in hints(query))


@pytest.mark.parametrize(
    "query",
    ['"trick or treat" OR riverbend', "o'brien's NEAR/3 clinic", 'riverbend AND "not now"', "oregon andover"],
)
def test_what_is_meant_is_left_alone(query: str) -> None:
    assert list(hints(query)) == []
