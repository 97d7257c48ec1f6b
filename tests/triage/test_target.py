"""Tone towards one of several names or things in a text."""

import pytest

from triage.comparing import preferred
from triage.folding import fold
from triage.language import READ, detect
from triage.target import place_of
from triage.towards import tone_towards


@pytest.mark.parametrize(
    ("subject", "text", "tone"),
    [
        ("Lakeside", "left Lakeside for Northgate, best decision ever", "negative"),
        ("Northgate", "left Lakeside for Northgate, best decision ever", "positive"),
        ("Lakeside", "Northgate is so much better than Lakeside", "negative"),
        ("Northgate", "Northgate is so much better than Lakeside", "positive"),
        ("Northgate", "I'd drive an hour to Lakeside rather than go to Northgate.", "negative"),
        ("Lakeside", "I'd drive an hour to Lakeside rather than go to Northgate.", "positive"),
        ("Northgate", "Unlike Northgate, Lakeside calls you back.", "negative"),
        ("Northgate", "Unlike Northgate, Lakeside left me nine hours in a corridor.", "positive"),
        ("Lakeside", "Lakeside was rude and dirty, but Northgate was wonderful and kind", "negative"),
        ("Northgate", "Lakeside was rude and dirty, but Northgate was wonderful and kind", "positive"),
        ("Northgate", "Northgate is no better than Lakeside", "negative"),
        ("Lakeside", "Northgate is no better than Lakeside", "neutral"),
        ("Northgate", "Northgate is no worse than Lakeside", "neutral"),
        ("Northgate", "Nobody does it better than Northgate, sorry Lakeside", "positive"),
        ("Northgate", "Nobody is slower than Northgate", "negative"),
        ("@NorthgateHealth", "@NorthgateHealth was awful today", "negative"),
        ("Northgate", "Northgate is worse than anywhere else", "negative"),
        ("Northgate", "even the bus is slower than Northgate", "positive"),
        ("Northgate", "Northgate heeft geen parkeerplaatsen", "neutral"),
        ("Northgate", "I would never leave Northgate for Lakeside", "positive"),
        ("waiter", "The soup was terrible but the waiter was lovely and very friendly", "positive"),
        ("soup", "The soup was terrible but the waiter was lovely and very friendly", "negative"),
    ],
)
def test_each_name_gets_its_own_tone(subject: str, text: str, tone: str) -> None:
    assert tone_towards(subject, text) == tone


@pytest.mark.parametrize(
    ("subject", "text", "tone"),
    [
        ("Thai food", "Thai food was terrible but the waiter was lovely", "negative"),
        ("Soup", "Soup was terrible but the waiter was lovely", "negative"),
        ("orbifone", "orbifone lost my number, Tellwave found it in ten minutes", "negative"),
        ("Tellwave", "orbifone lost my number, Tellwave found it in ten minutes", "positive"),
        ("eTell", "Walgate lost my card twice and was rude, eTell found it", "positive"),
        ("7-Twelve", "Walgate lost my card twice and was rude, 7-Twelve found it", "positive"),
    ],
)
def test_a_capital_makes_no_name_and_a_name_needs_none(subject: str, text: str, tone: str) -> None:
    assert tone_towards(subject, text) == tone


@pytest.mark.parametrize(
    ("text", "thing", "tone"),
    [
        ("My doctor was wonderful. The receptionist was dismissive and rude.", "doctor", "positive"),
        ("My doctor was wonderful. The receptionist was dismissive and rude.", "receptionist", "negative"),
        (
            "Discharge took nine hours but the ward sister rang me at home that evening",
            "Discharge",
            "negative",
        ),
        ("The engineer came within the hour, the call centre hung up on me twice", "engineer", "positive"),
        ("The engineer came within the hour, the call centre hung up on me twice", "call centre", "negative"),
    ],
)
def test_things_of_other_trades_than_restaurants_are_known(text: str, thing: str, tone: str) -> None:
    assert tone_towards(thing, text) == tone


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Northgate", "Northgate opens on Monday"),
        ("Northgate", "Northgate is on Mill Street"),
        ("Northgate Health", "Northgate Health announces a new chief executive"),
        ("Northgate", "Does Northgate take walk-ins?"),
        ("Clínica Norte", "la Clínica Norte abre el lunes"),
        ("Hospital Norte", "El Hospital Norte tiene dos aparcamientos"),
    ],
)
def test_a_plain_fact_about_a_name_that_stands_alone_is_neutral(name: str, text: str) -> None:
    assert tone_towards(name, text) == "neutral"


def test_who_moves_because_of_others_blames_nobody() -> None:
    text = "Our surgeon is leaving Northgate for Lakeside in May, does anybody know her clinic days there?"
    assert tone_towards("Northgate", text) == "neutral"


def test_a_language_that_the_words_do_not_know_is_judged_by_the_clause() -> None:
    text = "Northgate: zwei Stunden gewartet. Lakeside war great und friendly, wirklich lovely"
    assert detect(fold(text)) not in READ
    assert tone_towards("Lakeside", text) == "positive"


def test_the_offsets_say_which_of_two_is_meant() -> None:
    text = "Northgate in Elm Street was filthy and rude. Northgate in Oak Street was wonderful, thank you"
    second = text.rindex("Northgate")
    assert tone_towards("Northgate", text, 0, 9) == "negative"
    assert tone_towards("Northgate", text, second, second + 9) == "positive"


@pytest.mark.parametrize(("begin", "end"), [(-5, 3), (3, 3), (900, 950), (5, 2), (None, None), (2, 11)])
def test_offsets_that_do_not_fit_mean_the_nearest_place(begin: int | None, end: int | None) -> None:
    assert place_of("Northgate", "I hate Northgate", begin, end) == (7, 16)


def test_a_name_is_looked_for_as_a_word_first() -> None:
    assert place_of("Ford", "I can't afford a Ford", None, None) == (17, 21)
    assert place_of("Ford", "I can't afford it", None, None) == (10, 14)


@pytest.mark.parametrize("target", ["", " ", "x" * 20_000])
def test_a_target_that_is_none_or_too_long_is_judged_by_the_whole_text(target: str) -> None:
    assert tone_towards(target, "lovely and kind " + "x" * 39_000) == "positive"


def test_a_name_that_is_not_there_has_no_place() -> None:
    assert place_of("Lakeside", "I hate Northgate", None, None) is None
    assert tone_towards("Lakeside", "I hate Northgate") == "negative"


@pytest.mark.parametrize(
    "text", ["x", "x" * 100_000, "\U0001f621 x \u0130\u0130 x", "(" * 5000 + "x", "x" + "\u0301" * 50]
)
def test_any_text_is_taken(text: str) -> None:
    assert tone_towards("x", text) in ("negative", "neutral", "positive")


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("Northgate really does put Lakeside to shame", "Northgate", "Lakeside"),
        ("If only Lakeside's wards were as clean as Northgate", "Northgate", "Lakeside"),
        ("Why can't Lakeside be more like Northgate?", "Northgate", "Lakeside"),
        ("Lakeside isn’t half as friendly as @Northgate", "Northgate", "Lakeside"),
        ("Lakeside is nowhere near as bad as Northgate", "Lakeside", "Northgate"),
        ("Northgate is miles ahead of the Lakeside", "Northgate", "Lakeside"),
        ("Lakeside could learn a thing or two from Northgate", "Northgate", "Lakeside"),
        ("Lakeside can't hold a candle to Northgate", "Northgate", "Lakeside"),
        ("Lakeside is worse than Northgate", "Northgate", "Lakeside"),
        ("Northgate le da mil vueltas a Lakeside", "Northgate", "Lakeside"),
        ("Ojalá Lakeside fuera tan limpio como Northgate", "Northgate", "Lakeside"),
        ("I wish Lakeside answered its phone like Northgate does", "Northgate", "Lakeside"),
        ("Why can't Lakeside treat people the way Northgate does?", "Northgate", "Lakeside"),
        ("Ojalá Lakeside contestara los correos como lo hace Northgate", "Northgate", "Lakeside"),
    ],
)
def test_a_comparison_prefers_one_name(text: str, better: str, worse: str) -> None:
    assert (tone_towards(better, text), tone_towards(worse, text)) == ("positive", "negative")


@pytest.mark.parametrize(
    "text", ["I wish Lakeside never became like Northgate", "Ojalá Lakeside no acabe como Northgate"]
)
def test_who_is_wished_not_to_become_like_another_is_not_the_worse(text: str) -> None:
    _, middle, _ = text.partition("Lakeside")
    assert preferred(text.split("Lakeside")[0], middle.split("Northgate")[0], "") is None


def test_offsets_count_where_the_name_stands_without_its_accents() -> None:
    text = "clinica belen was terrible. Much later a friend said that Clínica Belén is wonderful"
    assert place_of("Clínica Belén", text, 0, 13) == (0, 13)
    assert place_of("clinica belen", text, 58, 71) == (58, 71)


def test_a_name_without_its_accents_is_not_looked_for_where_letters_change_their_places() -> None:
    assert place_of("Clinica Belén", "\u0130zmir: clínica belen was terrible", None, None) is None
    assert place_of("Clinica Belén", "Izmir: clínica belen was terrible", None, None) == (7, 20)


def test_offsets_count_however_the_letters_are_cased() -> None:
    text = "Die Stra\u00dfe is wide, and the STRASSE is closed again"
    assert place_of("Stra\u00dfe", text, text.index("STRASSE"), text.index("STRASSE") + 7) == (
        text.index("STRASSE"),
        text.index("STRASSE") + 7,
    )
