"""The same post in another dress: whom it is addressed to, how loudly and with which emoji makes it no more and no less of a danger."""

import re
from collections.abc import Callable
from functools import cache

import pytest

from tests.triage.test_corpus import corpus
from triage.asked import Asked
from triage.assessing import assess_all
from triage.folding import fold, unaccented
from triage.model import Assessment, Urgency
from triage.written import clean_written

# In these it is the same to every rule.
FRAMES: dict[str, Callable[[str], str]] = {
    "polite": lambda text: f"{text} Thank you in advance, kind regards",
    "gracias": lambda text: f"{text} Muchas gracias de antemano. Un cordial saludo, Nadia Ferrer",
    "signed": lambda text: f"{text}\n\nKind regards,\nNadia Ferrer",
    "on a telephone": lambda text: f"{text} Sent from my iPhone",
    "desde el m\xf3vil": lambda text: f"{text}\nEnviado desde mi iPhone",
    "greeted": lambda text: f"Hi, {text}",
    "saludado": lambda text: f"\xa1Buenos d\xedas! {text}",
    "announced": lambda text: f"FYI: {text}",
    "updated": lambda text: f"Update: {text}",
    "of a list": lambda text: f"\u2022 {text}",
    "quoted by mail": lambda text: f"> {text}",
    "of a thread": lambda text: f"(1/2) {text}",
    "of a thread, behind": lambda text: f"{text} (1/2)",
    "with a signature": lambda text: f"{text}\n--\nNadia Ferrer",
    "forwarded by another": lambda text: f"RT @ward_watch: {text}",
    "seen at another's": lambda text: f"{text} via @ward_watch",
    "cut short": lambda text: f"{text} ...read more",
    "a page": lambda text: f"<div class='post'><p>{text}</p></div>",
    "typographic apostrophes": lambda text: text.replace("'", "\u2019"),
    "acute accents": lambda text: text.replace("'", "\xb4"),
    "signs as HTML writes them": lambda text: text.replace("'", "&#39;").replace('"', "&quot;"),
    "twice over": lambda text: (
        text.replace("&", "&amp;amp;").replace("'", "&amp;#39;").replace('"', "&amp;quot;")
    ),
    "in the wrong encoding": lambda text: text.replace("'", "\xe2\u20ac\u2122"),
}
DRESSES: dict[str, Callable[[str], str]] = {
    "a handle in front": lambda text: f"@NorthgateHealth {text}",
    "handles of other networks": lambda text: f"@northgate@social.example.org @northgate.example.org {text}",
    "a handle behind": lambda text: f"{text} @NorthgateHealth",
    "forwarded": lambda text: f"RT @northgate: {text}",
    "shouted": lambda text: f"{text.upper()}!!!",
    "emoji": lambda text: f"\U0001f6a8 {text} \U0001f62d\U0001f62d",
    "a link": lambda text: f"{text} https://t.example.org/haha1",
}


@cache
def plain() -> tuple[str, ...]:
    """The English and Spanish texts of the corpus that tell of a danger, and as many others."""
    texts = [each.text for each in corpus()]
    dangers = [each.text for each in texts if each.urgency == Urgency.NOW]
    return (*dangers, *[each.text for each in texts if each.urgency != Urgency.NOW][: len(dangers)])


def judged(texts: list[str]) -> list[Assessment]:
    return assess_all([Asked(text, fold(text)) for text in map(clean_written, texts)])


@cache
def judged_plain() -> list[Assessment]:
    return judged([*plain()])


def test_there_are_dangers_to_dress() -> None:
    assert sum(said.urgency is Urgency.NOW for said in judged_plain()) > 400


@pytest.mark.parametrize("dress", DRESSES)
def test_no_dress_pages_or_hides(dress: str) -> None:
    after = judged([*map(DRESSES[dress], plain())])
    pages = [
        (was.urgency is Urgency.NOW, now.urgency is Urgency.NOW)
        for was, now in zip(judged_plain(), after, strict=True)
    ]
    assert [text for text, (was, now) in zip(plain(), pages, strict=True) if was is not now] == []


def test_accents_that_are_left_out_hide_nothing() -> None:
    spanish = [text for text in plain() if not text.isascii()]
    changed = [
        text
        for text, was, now in zip(spanish, judged(spanish), judged([*map(unaccented, spanish)]), strict=True)
        if was.urgency is not now.urgency and was.language == "es"
    ]
    assert changed == []


def test_letters_that_are_drawn_out_hide_hardly_any_danger() -> None:
    dangers = [text for text, was in zip(plain(), judged_plain(), strict=True) if was.urgency is Urgency.NOW]
    drawn = [re.sub(r"\b(\w{4,}?)([a-z])\b", r"\1\2\2\2", text, count=3) for text in dangers]
    heard = sum(said.urgency is Urgency.NOW for said in judged(drawn))
    assert heard > 0.97 * len(dangers)


def test_a_hashtag_behind_it_hides_no_danger() -> None:
    after = judged([f"{text} #health" for text in plain()])
    hidden = [
        text
        for text, was, now in zip(plain(), judged_plain(), after, strict=True)
        if was.urgency is Urgency.NOW is not now.urgency
    ]
    assert hidden == []


@pytest.mark.parametrize("frame", FRAMES)
def test_how_a_post_opens_and_closes_changes_nothing(frame: str) -> None:
    def told(said: Assessment) -> tuple[object, ...]:
        return said.urgency, said.complaint, said.language, said.categories

    half = slice([*FRAMES].index(frame) % 2, None, 2)  # every other text, and the next frame the others
    texts, before = plain()[half], judged_plain()[half]
    after = judged([*map(FRAMES[frame], texts)])
    assert [text for text, was, now in zip(texts, before, after, strict=True) if told(was) != told(now)] == []


def test_accents_for_show_hide_hardly_any_danger() -> None:
    marks = str.maketrans("aeiou", "\xe1\xe9\xed\xf3\xfa")
    english = [
        text
        for text, was in zip(plain(), judged_plain(), strict=True)
        if was.urgency is Urgency.NOW and text.isascii()
    ]
    heard = judged([text.translate(marks) for text in english])
    assert sum(said.urgency is Urgency.NOW for said in heard) > 0.95 * len(english)
