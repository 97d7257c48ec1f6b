"""The same post in another dress: whom it is addressed to, how loudly and with which emoji makes it no more and no less of a danger."""

from collections.abc import Callable
from functools import cache

import pytest

from tests.triage.test_corpus import corpus
from triage.asked import Asked
from triage.assessing import assess_all
from triage.cleaning import clean_written
from triage.folding import fold
from triage.model import Urgency

DRESSES: dict[str, Callable[[str], str]] = {
    "a handle in front": lambda text: f"@NorthgateHealth {text}",
    "handles of other networks": lambda text: f"@northgate@social.example.org @northgate.example.org {text}",
    "a handle behind": lambda text: f"{text} @NorthgateHealth",
    "forwarded": lambda text: f"RT @northgate: {text}",
    "shouted": lambda text: f"{text.upper()}!!!",
    "emoji": lambda text: f"\U0001f6a8 {text} \U0001f62d\U0001f62d",
    "a link": lambda text: f"{text} https://t.example.org/haha1",
    "polite": lambda text: f"{text} Thank you in advance, kind regards",
    "on a telephone": lambda text: f"{text} Sent from my iPhone",
    "typographic apostrophes": lambda text: text.replace("'", "\u2019"),
    "signs as HTML writes them": lambda text: text.replace("'", "&#39;").replace('"', "&quot;"),
}


@cache
def plain() -> tuple[str, ...]:
    """The English and Spanish texts of the corpus that tell of a danger, and as many others."""
    texts = [each.text for each in corpus()]
    dangers = [each.text for each in texts if each.urgency == Urgency.NOW]
    return (*dangers, *[each.text for each in texts if each.urgency != Urgency.NOW][: len(dangers)])


def paged(texts: list[str]) -> list[bool]:
    asked = [Asked(text, fold(text)) for text in map(clean_written, texts)]
    return [found.urgency is Urgency.NOW for found in assess_all(asked)]


@cache
def paged_plain() -> list[bool]:
    return paged([*plain()])


def test_there_are_dangers_to_dress() -> None:
    assert sum(paged_plain()) > 400


@pytest.mark.parametrize("dress", DRESSES)
def test_no_dress_pages_or_hides(dress: str) -> None:
    after = paged([*map(DRESSES[dress], plain())])
    changed = [text for text, was, now in zip(plain(), paged_plain(), after, strict=True) if was is not now]
    assert changed == []


def test_accents_for_show_hide_hardly_any_danger() -> None:
    marks = str.maketrans("aeiou", "\xe1\xe9\xed\xf3\xfa")
    english = [text for text, was in zip(plain(), paged_plain(), strict=True) if was and text.isascii()]
    heard = paged([text.translate(marks) for text in english])
    assert sum(heard) > 0.95 * len(english)
