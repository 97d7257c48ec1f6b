"""The table of tokens: bounded, and one entry for all that are alike to VADER's rules."""

from triage import lexicon


def test_the_table_never_outgrows_its_limit() -> None:
    words = lexicon._Words(limit=50, longest=20)
    for number in range(1000):
        assert words[f"good{number}"] is words["plain"]
        assert words["good"].marked
        assert len(words) <= 50


def test_long_tokens_are_not_remembered() -> None:
    words = lexicon._Words(limit=50, longest=20)
    assert words["!" * 17 + "good"].marked
    assert words["x" * 20] is words["x" * 21]
    assert list(words) == ["x" * 20]


def test_words_alike_to_the_rules_are_kept_once() -> None:
    words = lexicon._Words(limit=50, longest=20)
    assert words["good"] is words['"Good,'] is not words["GOOD"]
    assert words["table"] is words["chair!"] is not words["TABLE"]
