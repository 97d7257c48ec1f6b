"""Words by number, and what is left of a text without whom it begins with."""

import pytest

from triage.vocabulary import Vocabulary

VOCABULARY = Vocabulary(["there", "is", "a bomb", "general"])


def left(text: str, *names: str) -> list[str]:
    known = {VOCABULARY.place(word): word for word in ("there", "is", "a", "bomb", "general")}
    numbers = VOCABULARY.numbers(text.split())
    return [known.get(number, "?") for number in VOCABULARY.nameless(numbers, names)]


@pytest.mark.parametrize(
    "text", ["general there is", "northgate general there is", "rt northgate general there is"]
)
def test_names_at_the_beginning_are_not_heard(text: str) -> None:
    assert left(text, "northgate", "general") == ["there", "is"]


def test_names_within_a_text_stay() -> None:
    assert left("there is general a bomb", "general") == ["there", "is", "general", "a", "bomb"]


def test_that_a_post_is_forwarded_is_not_heard() -> None:
    assert left("rt there is a bomb") == ["there", "is", "a", "bomb"]


def test_a_text_that_names_nobody_stays_as_it_is() -> None:
    numbers = VOCABULARY.numbers(["there", "is", "a", "general", "bomb"])
    assert [*VOCABULARY.nameless(numbers, ["lakeside"])] == [*numbers]
