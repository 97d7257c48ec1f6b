"""Drawing in a terminal: 80 columns at most, and no text can do anything to the terminal."""

import io
import re
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from desk.messenger import CardContent, Content
from handlers.cards import card
from handlers.case_story import whole_case
from handlers.digest_card import digest_card
from handlers.terminal import TerminalMessenger, draw
from tests.handlers.given import (
    HOSTILE,
    HOSTILE_NAME,
    NOON,
    STATES,
    TEXTS,
    ZONE,
    a_case,
    a_digest,
    a_gap,
    a_mention,
    a_suggestion,
    an_assessment,
    an_open_line,
    content_of,
    swollen_case,
    swollen_content,
)
from triage.cleaning import clean
from triage.model import Actor, CaseEvent, Reason, Receipt, State

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def printed(*renderables: Any) -> str:
    out = io.StringIO()
    console = Console(file=out, width=80, highlight=False, color_system=None)
    for each in renderables:
        console.print(each)
    return out.getvalue()


def widest(text: str) -> int:
    return max(cell_len(line) for line in text.split("\n"))


class Screen:
    """A terminal messenger and what it drew."""

    def __init__(self, **how: Any) -> None:
        self.out = io.StringIO()
        console = Console(file=self.out, width=80, highlight=False, color_system=None)
        self.messenger = TerminalMessenger(console, ZONE, **how)

    def post(self, content: Content, *, channel: str = "#alerts", thread: Receipt | None = None) -> str:
        self.messenger.post(("card", "1"), content, channel, thread=thread, plain=False)
        return self.out.getvalue()


@pytest.mark.parametrize("text", [clean(text) for text in TEXTS.values()], ids=TEXTS)
@pytest.mark.parametrize("state", STATES)
def test_a_card_is_never_wider_than_the_terminal(state: State, text: str) -> None:
    blocks = card(swollen_content(swollen_case(state, text)), ZONE)
    assert widest(printed(draw(blocks))) <= 80


@pytest.mark.parametrize("state", STATES)
def test_no_text_can_send_a_control_character_to_the_terminal(state: State) -> None:
    content = swollen_content(swollen_case(state, HOSTILE))
    shown = printed(draw(card(content, ZONE)), draw(whole_case(content, [], ZONE)))
    assert not _CONTROL.search(shown)


@pytest.mark.parametrize("state", STATES)
def test_no_text_can_turn_the_direction_of_reading(state: State) -> None:
    content = swollen_content(swollen_case(state, HOSTILE))
    assert not _BIDI.search(printed(draw(card(content, ZONE))))


def test_a_hostile_channel_or_person_is_harmless_too() -> None:
    screen = Screen(name_of=lambda user_id: f"\x1b[31m{user_id}\u202e")
    shown = screen.post(content_of(a_case(State.CLAIMED)), channel="#\x1b[2Jalerts")
    assert not _CONTROL.search(shown)
    assert not _BIDI.search(shown)


def test_a_digest_is_never_wider_than_the_terminal() -> None:
    digest = a_digest(
        organisation="\u8a71" * 100,
        gaps=[a_gap(n, reason=HOSTILE) for n in range(9)],
        open_cases=[an_open_line(subject=HOSTILE_NAME)],
        skipped=("2026-11-18",),
    )
    assert widest(printed(draw(digest_card(digest)))) <= 80


@pytest.mark.parametrize(
    "part",
    ["Northgate Health", "@tinfoil on reviews", "Same day", "\U0001f534", "Nine hours", "20 Nov 15:00", "serious",
     "It speaks of a long wait", "We are sorry.", "[ Other suggestions ]", "[ Claim ]", "[ Not a complaint ]", "Case 7K2QM9", "@S0123", "@here"],
)  # fmt: skip
def test_a_card_in_the_terminal_shows_what_it_shows_in_slack(part: str) -> None:
    content = content_of(a_case(), suggestions=[a_suggestion()] * 2, notify=("S0123", "here"))
    assert part in printed(draw(card(content, ZONE)))


def test_no_letter_of_a_long_word_is_lost() -> None:
    word = "W" * 300
    shown = printed(draw(card(content_of(a_case(mention=a_mention(text=word))), ZONE)))
    assert shown.count("W") == len(word) + shown.count("Written") + shown.count("Waits") + shown.count("Why")


def test_a_long_reason_is_folded_and_not_cut() -> None:
    reason = Reason(rule="r", sentence="\u00a7" * 140, weight=1.0)
    case = a_case(assessment=an_assessment(reasons=(reason,)))
    assert printed(draw(card(content_of(case), ZONE))).count("\u00a7") == 140


def test_people_are_named_where_their_names_are_known() -> None:
    screen = Screen(name_of={"U0MAYA": "Maya Lopez"}.get)
    assert "Claimed by @Maya Lopez" in screen.post(content_of(a_case(State.CLAIMED)))


def test_an_unknown_emoji_is_shown_by_its_name() -> None:
    blocks: Any = [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "emoji", "name": "tada"}]}],
        }
    ]
    assert ":tada:" in printed(draw(blocks))


def test_a_note_is_drawn_under_its_card() -> None:
    event = CaseEvent(case_id="7K2QM9", at=NOON, actor=Actor(id="U1", name="ben"), act="claim")
    shown = Screen().post(event, thread=Receipt(channel="#alerts", ts="1.0"))
    assert "\u21b3 7K2QM9: ben claimed this case" in shown


def test_a_notice_is_drawn_with_its_mark() -> None:
    assert "\U0001f527 Slack is down." in Screen().post("Slack is down.")


@pytest.mark.parametrize(
    "content", [content_of(a_case()), a_digest(), "a notice"], ids=["card", "digest", "notice"]
)
def test_what_is_not_wanted_whole_is_one_line(content: Content) -> None:
    shown = Screen(wants=lambda content: False).post(content)
    assert shown.count("\n") == 1


def test_one_line_of_a_long_title_is_cut_to_the_width() -> None:
    case = a_case(subject="N" * 200, mention=a_mention(author="A" * 200))
    assert widest(Screen(wants=lambda content: False).post(content_of(case))) <= 80


def test_the_plain_form_is_drawn_too() -> None:
    screen = Screen()
    receipt = screen.messenger.post(("card", "1"), content_of(a_case()), "#alerts", thread=None, plain=True)
    assert "/heed show 7K2QM9" in screen.out.getvalue()
    assert receipt.channel == "#alerts"


def test_a_change_is_drawn_anew_at_the_same_place() -> None:
    screen, place = Screen(), Receipt(channel="#alerts", ts="1.0")
    content = CardContent(case=a_case(State.RESOLVED))
    assert screen.messenger.change(("card", "1"), content, place, plain=False) == place
    assert "[ Reopen ]" in screen.out.getvalue()


def test_nothing_that_was_drawn_can_be_found_again() -> None:
    assert Screen().messenger.find(("card", "1"), "#alerts", NOON, thread=None) is None
