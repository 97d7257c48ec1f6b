"""/heed add: what came by phone, by e-mail or on a closed site becomes a case, typed in whatever way."""

from dataclasses import replace

import pytest

from desk import cases
from handlers import commands
from handlers.adding import add_complaint
from tests.fakes.block_check import check_message, text_of
from tests.fakes.slack import FakeSlack
from tests.handlers.given import HOSTILE, MAYA, Desk
from triage.lifecycle import Act
from triage.model import Case

PHONED = "The caller waited nine hours and nobody came."
LINK = "https://closed.example.org/review/1"


def told(desk: Desk, *words: str) -> str:
    answer = add_complaint(replace(desk.counter, person=MAYA), list(words))
    assert check_message({"text": answer.text, "blocks": answer.blocks, "channel": "C1"}) == []
    return text_of(answer.blocks)


def opened(desk: Desk) -> list[Case]:
    return cases.list_open(desk.store, 1, 9)[0]


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ([PHONED], None),
        (PHONED.split(), None),
        ([LINK, PHONED], LINK),
        ([LINK, *PHONED.split()], LINK),
        ([*PHONED.split(), LINK], LINK),
        ([f"<{LINK}>", PHONED], LINK),
        ([f"<{LINK}|closed.example.org>", *PHONED.split()], LINK),
        (["<https://example.org/?a=1&amp;b=2>", PHONED], "https://example.org/?a=1&b=2"),
    ],
    ids=["one word", "many words", "link first", "link and many", "link last", "as slack", "labelled", "escaped"],
)  # fmt: skip
def test_words_and_link_are_understood_however_they_arrive(
    quiet_desk: Desk, words: list[str], url: str | None
) -> None:
    told(quiet_desk, *words)
    (case,) = opened(quiet_desk)
    assert (case.mention.text, case.mention.url, case.mention.author) == (PHONED, url, None)


def test_the_answer_names_the_case_its_urgency_and_where_its_card_comes(quiet_desk: Desk) -> None:
    said = told(quiet_desk, PHONED)
    (case,) = opened(quiet_desk)
    assert said.startswith(f"Case {case.id} is open in #alerts: ")
    assert "about Northgate. If that is wrong, the menu on its card corrects it." in said


@pytest.mark.parametrize("words", [[], [""], ["\u200b"], [LINK], [" ", "\n"]])
def test_without_words_an_example_is_shown_and_nothing_added(quiet_desk: Desk, words: list[str]) -> None:
    assert 'Example: /heed add "The caller waited' in told(quiet_desk, *words)
    assert opened(quiet_desk) == []


def test_the_same_again_names_the_case_it_is(quiet_desk: Desk) -> None:
    told(quiet_desk, PHONED)
    (case,) = opened(quiet_desk)
    assert told(quiet_desk, PHONED).startswith(f"This is case {case.id} already, open and unclaimed.")
    assert opened(quiet_desk) == [case]


def test_a_case_that_somebody_holds_already_is_named_with_them(quiet_desk: Desk) -> None:
    told(quiet_desk, PHONED)
    quiet_desk.counter.act(opened(quiet_desk)[0].id, Act.CLAIM, MAYA)
    assert "already, with maya." in told(quiet_desk, PHONED)


def test_an_address_that_is_none_counts_as_words(quiet_desk: Desk) -> None:
    told(quiet_desk, "javascript:alert(1)", PHONED)
    assert opened(quiet_desk)[0].mention.text == f"javascript:alert(1) {PHONED}"


def test_hostile_words_are_kept_and_shown_letter_for_letter(quiet_desk: Desk) -> None:
    told(quiet_desk, LINK, HOSTILE)
    assert "bold" in opened(quiet_desk)[0].mention.text


def test_typed_as_a_command_it_bears_the_name_of_who_typed_it(quiet_desk: Desk) -> None:
    commands.answer(replace(quiet_desk.counter, person=MAYA), f'add "{PHONED}"')
    (case,) = opened(quiet_desk)
    assert [(event.act, event.actor) for event in cases.history(quiet_desk.store, case)] == [("added", MAYA)]
    assert case.mention.text == PHONED


def test_its_card_comes_into_the_channel_and_the_thread_says_who_added_it(
    slack: FakeSlack, desk: Desk
) -> None:
    assert slack.command("/heed", f'add {LINK} "{PHONED}"').acked
    slack.wait_for(lambda: opened(desk), 5, "a case")
    card = desk.card_of(opened(desk)[0].id)
    assert "maya added it by hand" in text_of(card.blocks)
    slack.wait_for(lambda: slack.thread(card), 5, "a note")
    assert text_of(slack.thread(card)[0].blocks).startswith("maya added this case by hand")
    assert slack.problems == []
