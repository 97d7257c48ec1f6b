"""English and Spanish are told apart, and another language is not taken for either."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.assessing import assess
from triage.folding import fold
from triage.language import UNKNOWN, detect


@pytest.mark.parametrize(
    "text",
    [
        "Nine hours in the ER and nobody came",
        "worst hospital ever",
        "Hospital sucks",
        "terrible!!",
        "Never again.",
        "Rude staff, dirty rooms",
        "no complaints",
        "my son waited 6 hrs",
        "They let him die in the hallway",
        "ER wait = 9 hours, la la land",
        "Dr. M\u00fcller was rude to my mom and I waited for hours",
        "The caf\u00e9 at St. Br\u00e9nnoc is the only good thing",
        "What a na\u00efve r\u00e9sum\u00e9 from the El Camino clinic",
        "@Northgate your de facto policy is a joke \U0001f621\U0001f621",
        "billing!!! again!!! #fail https://t.co/x",
        "Thank you so much, Dr. Garc\u00eda de la Cruz",
        "I can't even",
        "WHY IS IT SO HARD",
        "Northgate Hospital",
    ],
)
def test_english_is_told(text: str) -> None:
    assert detect(fold(text)) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Llevo nueve horas en urgencias y nadie me atiende",
        "llevo 5 horas esperando y nadie contesta",
        "P\u00e9simo servicio",
        "pesimo servicio",
        "Muy mala atencion en el hospital",
        "No hay citas",
        "Gracias!",
        "\u00a1Gracias, doctora!",
        "que asco de hospital",
        "la enfermera fue muy grosera con mi mama",
        "mi hijo tiene fiebre y no nos atienden",
        "No me contestan el telefono",
        "Nunca mas vuelvo",
        "Se niegan a atender a mi padre",
        "cobraron dos veces la misma factura",
        "ni\u00f1o",
        "peor hospital de la ciudad",
        "Mi esposo lleva 3 d\u00edas esperando los resultados",
        "El celador va borracho",
        "La anciana va sangrando",
    ],
)
def test_spanish_is_told_with_and_without_its_accents(text: str) -> None:
    assert detect(fold(text)) == "es"


@pytest.mark.parametrize(
    "text",
    [
        "Neuf heures aux urgences et personne n'est venu",
        "Le personnel est tr\u00e8s impoli et l'attente est interminable",
        "Je suis d\u00e9\u00e7u de cet h\u00f4pital, c'est une honte",
        "Neun Stunden in der Notaufnahme und niemand kam",
        "Ens van tenir set hores esperant a urgències i ningú ens va dir res",
        "Gràcies per res, ningú no contesta mai",
        "Die Wartezeit ist eine Zumutung, nie wieder",
        "Das Personal war sehr unfreundlich zu meiner Mutter",
        "Esperei nove horas na emerg\u00eancia e ningu\u00e9m veio",
        "O atendimento foi p\u00e9ssimo, n\u00e3o recomendo",
        "A minha m\u00e3e est\u00e1 h\u00e1 dois dias sem medica\u00e7\u00e3o",
        "Ang tagal ng pila sa ospital, walang doktor",
        "Hindi nila kami pinansin, grabe ang serbisyo dito",
        "Nove ore al pronto soccorso e nessuno \u00e8 venuto",
        "Il personale \u00e8 stato molto scortese con mia madre",
        "Negen uur op de spoedeisende hulp en niemand kwam",
        "Dziewi\u0119\u0107 godzin na izbie przyj\u0119\u0107 i nikt nie przyszed\u0142",
        "Mwen tann n\u00e8f \u00e8dtan nan lopital la, pa gen moun ki ede m",
        "Ch\u1edd chín ti\u1ebfng \u1edf ph\u00f2ng c\u1ea5p c\u1ee9u m\u00e0 kh\u00f4ng ai \u0111\u1ebfn",
        "Sudah sembilan jam di IGD dan tidak ada yang datang",
        "\u6025\u8bca\u5ba4\u7b49\u4e86\u4e5d\u4e2a\u5c0f\u65f6\u6ca1\u4eba\u7406",
        "Northgate \u533b\u9662\u592a\u5dee\u4e86\uff0c\u7b49\u4e86\u4e5d\u4e2a\u5c0f\u65f6",
        "\u5728Northgate\u7684 ER \u7b49\u4e86\u4e5d\u4e2a\u5c0f\u65f6",
        "\u042f \u0436\u0434\u0430\u043b \u0434\u0435\u0432\u044f\u0442\u044c \u0447\u0430\u0441\u043e\u0432 \u0432 \u0431\u043e\u043b\u044c\u043d\u0438\u0446\u0435",
        "\u0627\u0646\u062a\u0638\u0631\u062a \u062a\u0633\u0639 \u0633\u0627\u0639\u0627\u062a \u0641\u064a \u0627\u0644\u0637\u0648\u0627\u0631\u0626",
        "\u0905\u0938\u094d\u092a\u0924\u093e\u0932 \u092e\u0947\u0902 \u0928\u094c \u0918\u0902\u091f\u0947",
        "\uc751\uae09\uc2e4\uc5d0\uc11c \uc544\ud649 \uc2dc\uac04",
    ],
)
def test_another_language_is_taken_for_neither(text: str) -> None:
    assert detect(fold(text)) == UNKNOWN


@pytest.mark.parametrize("text", ["", " ", "9", "!!!", "\U0001f621\U0001f621", "@a 12:30", "https://t.co/x1"])
def test_a_text_without_words_has_no_language(text: str) -> None:
    assert detect(fold(text)) == UNKNOWN


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("ES", "es"),
        ("fr", "fr"),
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        ("zh-Hant-TW", "zh"),
        ("in", "id"),
        ("iw", "he"),
    ],
)
def test_the_platforms_own_tag_comes_first(tag: str, language: str) -> None:
    assert detect("nobody came in nine hours", tag) == language


@pytest.mark.parametrize(
    "tag", [None, "", "und", "qme", "zxx", "art", "mul", "x", "e1", "\u00e9n", "-", "en glish"]
)
def test_a_tag_that_says_nothing_is_not_believed(tag: str | None) -> None:
    assert detect("llevo horas en urgencias", tag) == "es"


def test_the_made_up_day_is_read_in_its_languages() -> None:
    lines = Path(__file__).parents[2].joinpath("demo/day.jsonl").read_text(encoding="utf-8").splitlines()
    found = [detect(fold(json.loads(line)["text"])) for line in lines]
    assert set(found) <= {"en", "es", UNKNOWN}
    assert found.count("en") > 0.9 * len(found)


@given(st.text(), st.none() | st.text(max_size=6))
def test_any_text_has_a_language_or_none(text: str, tag: str | None) -> None:
    assert len(detect(fold(text), tag)) in (2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Jag tänker ta mitt liv ikväll",
        "Jeg ringer i morgen, personalet var uforskammet",
        "Kukaan ei vastaa puhelimeen",
        "Hastaneyi havaya uçuracağım, hepiniz öleceksiniz",
        "Tapan itseni tänä yönä",
        "Zabije sie dzis wieczorem",
        "Baba yangu hawezi kupumua",
        "Cidna taleefanka kama jawaabto",
        "Koi phone nahi uthata",
        "Laukiau devynias valandas ir niekas neatėjo",
        "Nimeni nu răspunde la telefon",
    ],
)
def test_a_text_of_words_that_nobody_knows_is_in_no_language_that_we_read(text: str) -> None:
    assert assess(text).language == UNKNOWN


@pytest.mark.parametrize(
    "text", ["Stop Greer.", "Splendid snowdrops", "Northgate Brannoc Tilbury closed again", "Nadie contesta"]
)
def test_a_few_strange_words_change_no_language(text: str) -> None:
    assert assess(text).language != UNKNOWN
