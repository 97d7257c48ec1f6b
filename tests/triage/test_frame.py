"""What stands in front of a post's first word and behind its last is no part of what it says."""

import pytest

from triage.frame import laughed, thanked, unanswered, unframed

SAID = "nobody came to turn her over"


@pytest.mark.parametrize(
    "text",
    [
        f"Hi there, {SAID}",
        f"Good  morning! FYI: {SAID}",
        f"\xa1Buenas tardes! {SAID}",
        f"\u2022 {SAID}",
        f"(2/3) {SAID}",
        f"{SAID} 2/3",
        f"{SAID}. Sent from my Pixel 9",
        f"{SAID}\nSent via the app",
        f"{SAID}... see more",
        f"{SAID} (cont'd)",
        f"{SAID}. Many thanks in advance! Best wishes, Nadia Ferrer",
        f"{SAID}\nYours faithfully\nN. Ferrer",
        f"1/2 {SAID.capitalize()}",
        f"{SAID} Sent from my Samsung Galaxy S9",
        f"{SAID}. Quedo a la espera. Gracias de antemano, un saludo",
        f"RT @ward_watch: {SAID}",
        f"{SAID} via @ward_watch",
        f"{SAID}\n--\nNadia Ferrer",
    ],
)
def test_openings_and_closings_go(text: str) -> None:
    assert unframed(text).rstrip(". ").lower().startswith(SAID)
    assert len(unframed(text)) <= len(SAID) + len(". Quedo a la espera.")


@pytest.mark.parametrize(
    "text",
    [
        "Hi, thanks!",  # all that is said
        "Regards",
        "Thank you in advance",
        "The bill was sent from my bank twice and nobody knows why it was",
        "They give no regards to anyone who waits",
        "We waited on ward 3/4 for a bed and got none in the end",
        "More staff would help, they told us, and there are no more",
        "Hello Kitty plasters made her day",
        "Dear Northgate, how many more times",
        "Thanks for everything. Regards, hanging myself tonight",
        "GRACIAS POR TODO. UN SALUDO, ME MATO HOY",
        "I took them all. Sent from my bathroom floor",
        "My mother was sent from ward to ward",
        "El informe fue enviado desde otro hospital",
        "1/2 my pills were missing from the bag",
        "I do not want to be here any\u2026 more",
        "Great hospital. Yours sincerely, waited nine hours",
        "The lift is out -- Nadia was late -- again",
        "They told me via @northgate that it was cancelled",
    ],
)
def test_what_is_said_stays(text: str) -> None:
    assert unframed(text) is text


def test_behind_a_name_only_closings_go() -> None:
    assert unframed(f"Hi, {SAID} 1/2", front=False) == f"Hi, {SAID}"


def test_a_text_of_greetings_alone_keeps_most_of_them() -> None:
    text = "hi, " * 10_000
    assert len(unframed(text)) > len(text) // 2


@pytest.mark.parametrize(
    ("closing", "words"),
    [
        (". Thank you.", "thank you"),
        ("\nThanks,\nNadia", "thanks"),
        (". Many thanks Nadia Ferrer", "many thanks"),
        (", cheers", "cheers"),
        (". Muchas gracias", "muchas gracias"),
        (" \U0001f64f\U0001f64f", "\U0001f64f"),
    ],
)
def test_thanks_at_the_end_are_parted_from_what_is_said(closing: str, words: str) -> None:
    parted = thanked(SAID + closing)
    assert parted is not None
    assert (parted[0].rstrip(".,"), parted[1]) == (SAID, words)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you",
        "Hi, thanks!",
        "Thank you for nothing, nobody came",
        "No thanks to you",
        "Thanks, goodbye, I took them all",
        "Your driver came back for my bag. Thank you!",
    ],
)
def test_thanks_elsewhere_stay(text: str) -> None:
    assert thanked(text) is None


@pytest.mark.parametrize(
    ("closing", "words"),
    [(" lol", "lol"), (". LMAO!!", "lmao"), (", hahaha \U0001f602", "hahaha"), ("... jajaja", "jajaja")],
)
def test_a_laugh_at_the_end_is_parted_from_what_is_said(closing: str, words: str) -> None:
    parted = laughed(SAID + closing)
    assert parted is not None
    assert (parted[0].rstrip(".,"), parted[1]) == (SAID, words)


@pytest.mark.parametrize(
    "text", ["lol", "Hi haha", "lol they lost it", "The dog is called Lolo", "I am in Omaha"]
)
def test_a_laugh_elsewhere_and_what_only_sounds_so_stay(text: str) -> None:
    assert laughed(text) is None


@pytest.mark.parametrize(
    "text",
    [
        f"> has anybody been there?\n{SAID}",
        f">has anybody been there?\n\n{SAID}",
        f"> has anybody\n> been there?\n\n{SAID}\n\n> \xbfy las enfermeras?",
    ],
)
def test_lines_quoted_to_answer_them_go(text: str) -> None:
    assert unanswered(text) == SAID


@pytest.mark.parametrize(
    "text",
    [
        "> nobody came to turn her over",
        "> nobody came\nSame on ward 4, twice this week",
        "> nadie vino\nLo mismo en la planta 4, dos veces",
        ">4 hours and still nobody\nnobody at all",
        ">:( four hours\nnobody at all",
        f"{SAID} > they said > nothing",
    ],
)
def test_what_the_author_says_or_agrees_with_stays(text: str) -> None:
    assert unanswered(text) is text
