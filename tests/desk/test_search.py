"""What was said is found by its words."""

import pytest

from desk.search import search
from desk.store import Store, mentions
from tests.desk.fakes import Office


def texts(office: Office, words: str) -> list[str]:
    return [found.mention.text for found in search(office.store, words, 5)]


@pytest.fixture
def heard(office: Office) -> Office:
    for text in ("Northgate waiting room, nine hours", "Northgate: nine nurses", "the waiting at Northgate"):
        office.take(text)
    return office


def test_all_words_must_be_there_in_any_order(heard: Office) -> None:
    assert texts(heard, "HOURS waiting") == ["Northgate waiting room, nine hours"]


def test_the_newest_comes_first(heard: Office) -> None:
    assert texts(heard, "waiting") == ["the waiting at Northgate", "Northgate waiting room, nine hours"]


@pytest.mark.parametrize("words", ["", " ", '"', "?!"])
def test_nothing_asked_is_nothing_found(heard: Office, words: str) -> None:
    assert texts(heard, words) == []


@pytest.mark.parametrize("words", ["nine OR hours", "nine NOT hours", "NEAR(nine hours)", "text:nine"])
def test_words_of_the_index_s_own_language_are_words(heard: Office, words: str) -> None:
    assert texts(heard, words) == []


def test_a_limit_holds(store: Store) -> None:
    assert mentions.search(store.reader, '"x"', 1) == []
