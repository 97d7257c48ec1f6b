"""Words by number, and what is left of a text without how it closes."""

import pytest

from triage.vocabulary import Vocabulary

VOCABULARY = Vocabulary(["there", "is", "a bomb", "general"])


def left(text: str) -> list[str]:
    known = {VOCABULARY.place(word): word for word in ("there", "is", "a", "bomb", "general")}
    return [known.get(number, "?") for number in VOCABULARY.bare(VOCABULARY.numbers(text.split()))]


def test_that_a_post_is_forwarded_is_not_heard() -> None:
    assert left("rt there is a bomb") == ["there", "is", "a", "bomb"]


def test_a_word_that_nobody_knows_stays_in_front() -> None:
    assert left("foo there is") == ["?", "there", "is"]


@pytest.mark.parametrize(
    "text",
    [
        "there is a bomb thank you",
        "there is a bomb please thanks in advance kind regards",
        "there is a bomb sent from my iphone",
        "there is a bomb por favor gracias",
    ],
)
def test_how_a_message_closes_is_not_heard(text: str) -> None:
    assert left(text) == ["there", "is", "a", "bomb"]


def test_a_message_that_is_but_a_closing_keeps_words() -> None:
    assert len(left("thanks thanks thanks thank you")) == 3


def test_thanks_within_a_text_stay() -> None:
    assert left("there is thank you a bomb") == ["there", "is", "?", "?", "a", "bomb"]
