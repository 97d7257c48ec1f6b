"""A text is read once, and what each step gets of it is what it would have found by itself."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage import counting, language
from triage.asked import Asked
from triage.assessing import assess, assess_all
from triage.cleaning import clean
from triage.folding import fold
from triage.reading import SEVERAL, Reader, shipped_reader
from triage.tone import clean_for_tone, compound
from triage.vocabulary import Vocabulary
from triage.words import MOST_TOKENS, tokens

SMALL, NOTHING = Vocabulary(["nobody", "nobody came"]), Vocabulary(())
TEXTS = [
    "Nine hours in the ER and NOBODY came!!!",
    "Don\u2019t go there \U0001f621\U0001f621 never again\u2026",
    "1\xbd hours, caf\xe9 shut, (no-one) told us: see https://example.org/a?b=1 @northgate #fail",
    "no llegó nadie en tres horas",
    "\u8a71 \U0001f468\u200d\u2695\ufe0f \xa0 \u200b",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_tone_is_that_of_the_whole_text(text: str) -> None:
    assert shipped_reader().read(text).tone() == compound(clean_for_tone(text))


@given(st.text(max_size=80))
def test_the_tone_of_any_text_is_that_of_the_whole(text: str) -> None:
    assert shipped_reader().read(text).tone() == compound(clean_for_tone(text))


@given(st.text(max_size=80))
def test_the_words_of_any_text_are_its_tokens(text: str) -> None:
    text = clean(text)
    expected = SMALL.numbers(tokens(fold(text).split()))
    assert tuple(Reader(SMALL).read(text).numbers) == expected


def test_a_piece_has_the_marks_of_what_it_is() -> None:
    *_, each, _ = Reader(NOTHING).read("since nobody answered 3 calls \U0001f621 with")
    assert each[0] == counting.SINCE
    assert counting.NEGATION in each[1]
    assert counting.EXPECTED in each[2]
    assert (each[3], counting.COUNTED in each[4]) == (counting.COUNT, True)
    assert SEVERAL in each[5]
    assert each[6] == language.ENGLISH


def test_the_table_never_outgrows_its_limit() -> None:
    reader = Reader(SMALL, limit=50)
    for number in range(400):
        reader.read(f"word{number} \U0001f621{number} nobody")
        assert len(reader) <= 50
    assert len(reader._several) <= 50


def test_a_long_piece_is_read_and_not_remembered() -> None:
    reader = Reader(SMALL, longest=10)
    piece = "\U0001f621" * 11
    assert reader.read(f"nobody {piece}").tone() == compound(f"nobody {piece}")
    assert list(reader) == ["nobody"]


def test_only_so_many_words_of_a_text_count() -> None:
    reading = Reader(SMALL).read("nobody " * (MOST_TOKENS + 5))
    assert len(reading.numbers) == MOST_TOKENS


def test_without_a_vocabulary_no_word_has_a_number() -> None:
    assert Reader(NOTHING).read("nobody came").numbers == [0, 0]


def test_texts_judged_together_are_judged_as_one_by_one() -> None:
    draw = random.Random(7)
    texts = [clean(draw.choice(TEXTS) + draw.choice(TEXTS)) for _ in range(60)] + ["x " * 9000]
    assert assess_all([Asked(text, fold(text)) for text in texts]) == [assess(text) for text in texts]


def test_no_text_is_judged_to_nothing() -> None:
    assert assess_all([]) == []


def test_vader_s_english_reads_no_sin_in_spanish() -> None:
    found = assess("Voxaline lleva tres días sin servicio en mi colonia y no contestan")
    assert (found.language, found.tone) == ("es", 0.0)
    assert "tone" not in {reason.rule for reason in found.reasons}


def test_emoji_and_words_of_both_languages_keep_their_tone_in_spanish() -> None:
    assert assess("La comida del hospital es horrible y la sala está sucia 😡").tone < 0.0


@pytest.mark.parametrize(
    "text",
    [
        "Mi hermano mayor esperó seis horas y nadie lo atendió",
        "Le dieron una dosis diez veces mayor. Pasó la noche en terapia intensiva.",
        "Según la enfermera, perdieron mis análisis otra vez y nadie me da respuesta",
    ],
)
def test_words_that_news_use_make_no_news_of_a_spanish_complaint(text: str) -> None:
    assert assess(text).urgency >= 1
