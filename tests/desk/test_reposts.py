"""The same words again: counted on one card, not told again, not redrawn each time."""

import pytest

from tests.desk.fakes import COMPLAINT, Office, card_cases, post
from triage.lifecycle import Act
from triage.model import Mention, Outcome


def signed(number: int, text: str = COMPLAINT) -> Mention:
    return post(f"r{number}", text, author=f"@person{number}")


@pytest.fixture
def first(office: Office) -> str:
    """A signed complaint whose card stands."""
    (case_id,) = office.take(signed(0)).case_ids
    office.deliver()
    return case_id


def test_a_repost_is_counted_on_the_case(office: Office, first: str) -> None:
    assert office.take(signed(1)).outcomes == {Outcome.JOINED: 1}
    assert office.case(first).joined == 1


def test_a_repost_in_the_same_batch_is_counted_too(office: Office) -> None:
    taken = office.take(signed(0), signed(1), signed(2))
    assert taken.outcomes == {Outcome.CASE: 1, Outcome.JOINED: 2}
    assert office.case(taken.case_ids[0]).joined == 2


def test_reposts_of_the_same_batch_are_on_the_first_card(office: Office) -> None:
    office.take(signed(0), signed(1))
    office.deliver()
    assert [case.joined for case in card_cases(office.talk.messages.values())] == [1]
    assert office.talk.methods() == ["post"]


def test_a_repost_of_a_repost_is_counted_on_the_same_case(office: Office, first: str) -> None:
    office.take(signed(1))
    office.take(signed(2, f"RT @person1: {COMPLAINT}"))
    assert office.case(first).joined == 2


@pytest.mark.parametrize("author", [None, "", "  ", "\0"])
def test_two_unsigned_notes_with_the_same_words_are_two_cases(office: Office, author: str | None) -> None:
    taken = office.take(post("1", author=author), post("2", author=author))
    assert len(taken.case_ids) == 2


def test_an_unsigned_note_is_not_counted_on_a_signed_one(office: Office, first: str) -> None:
    assert len(office.take(post("2")).case_ids) == 1


def test_short_texts_are_said_independently(office: Office) -> None:
    assert len(office.take(signed(1, "worst place ever"), signed(2, "worst place ever")).case_ids) == 2


def test_after_three_days_the_same_words_are_news(office: Office, first: str) -> None:
    office.pass_time(72 * 3600 + 1)
    assert len(office.take(signed(1)).case_ids) == 1


def test_a_card_that_many_repost_is_redrawn_once_in_a_while(office: Office, first: str) -> None:
    for number in range(1, 90):
        office.take(signed(number))
        office.deliver(patience=0.5)
        office.pass_time(1)
    assert office.talk.methods().count("change") == 1


def test_a_redrawn_card_shows_every_repost_so_far(office: Office, first: str) -> None:
    office.take(*map(signed, range(1, 8)))
    office.pass_time(45)
    office.deliver()
    (case,) = card_cases(office.talk.messages.values())
    assert case.joined == 7


def test_an_act_does_not_wait_for_the_reposts(office: Office, first: str) -> None:
    office.take(signed(1))
    office.act(first, Act.CLAIM)
    office.step()
    assert office.talk.methods() == ["post", "change"]


@pytest.mark.parametrize("act", [Act.RESOLVE, Act.NOT_A_COMPLAINT])
def test_the_words_of_a_closed_case_said_again_are_a_case_again(office: Office, first: str, act: Act) -> None:
    office.act(first, act)
    assert office.take(signed(1)).outcomes == {Outcome.CASE: 1}
    assert office.take(signed(2)).outcomes == {Outcome.JOINED: 1}


def test_a_card_names_the_first_five_reposts(office: Office, first: str) -> None:
    office.take(*map(signed, range(1, 8)))
    assert [m.author for m in office.courier.card(first).reposts] == [f"@person{n}" for n in range(1, 6)]


def test_a_card_without_reposts_names_none(office: Office, first: str) -> None:
    assert office.courier.card(first).reposts == ()


def test_looking_for_the_original_does_not_read_through_its_reposts(office: Office, first: str) -> None:
    office.take(*map(signed, range(1, 50)))
    assert office.one("SELECT count(*) FROM mention WHERE same_text IS NOT NULL") == 1
