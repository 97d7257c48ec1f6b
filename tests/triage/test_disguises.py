"""Words hidden from filters, read as what they are."""

import pytest

from triage.assessing import assess
from triage.disguises import undisguised, without_disguises
from triage.model import Urgency


@pytest.mark.parametrize(
    ("piece", "word"),
    [
        ("k*ll", "kill"),
        ("su!cide,", "suicide,"),
        ("b0mb.", "bomb."),
        ("sh*t", "shit"),
        ("($h0t)", "(shot)"),
        ("drunk,r*pe", "drunk,rape"),
        ("m4tar", "matar"),
    ],
)
def test_a_hidden_word_is_read_and_every_letter_keeps_its_place(piece: str, word: str) -> None:
    assert undisguised(piece) == word


@pytest.mark.parametrize(
    "piece",
    [
        "shot!",
        "deaths*",
        "4pm",
        "b12",
        "h1n1",
        "covid19",
        "5*",
        "c*t",
        "i",
        "g**",
        "555-0134",
        "@s0ho",
        "$100",
    ],
)
def test_what_hides_nothing_stays_as_it_is(piece: str) -> None:
    assert undisguised(piece) == piece


def test_a_text_keeps_its_blanks() -> None:
    assert without_disguises("i will k!ll  you ") == "i will kill  you "


@pytest.mark.parametrize(
    "text",
    [
        "I am going to k*ll myself tonight",
        "he has a kn1fe in reception",
        "the nurse on ward 4 is dr*nk",
        "voy a m4tarlos a todos con un cuch1llo",
    ],
)
def test_a_hidden_danger_pages_and_is_quoted_as_written(text: str) -> None:
    found = assess(text)
    assert found.urgency is Urgency.NOW
    assert all(phrase in text.lower() for reason in found.reasons for phrase in reason.evidence)
