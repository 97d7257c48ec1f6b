"""What only asks for a look says so wherever it is named, and nothing else does."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers import cards, case_table, digest_card, home, unfurling
from handlers.verbs.listing import case_line
from handlers.wording import LOOK, URGENCY, level_of
from tests.fakes.block_check import text_of
from tests.handlers.given import (
    NOON,
    ZONE,
    a_case,
    a_digest,
    a_look,
    an_open_line,
    content_of,
)
from tests.handlers.test_home import an_overview
from tests.handlers.test_terminal import Screen
from triage.model import Case, Urgency

_MARK, _WORDS = LOOK


def _open_line(case: Case) -> str:
    line = an_open_line(urgency=case.urgency, assessment=case.assessment)
    return text_of(digest_card.digest_card(a_digest(open_cases=[line])))


SURFACES: dict[str, Callable[[Case], str]] = {
    "card": lambda case: text_of(cards.card(content_of(case), ZONE)),
    "notification": cards.fallback,
    "plain card": lambda case: text_of(cards.plain_card(content_of(case))),
    "line on the screen": lambda case: Screen(wants=lambda content: False).post(content_of(case)),
    "list": lambda case: str(case_line(case, NOON)),
    "spreadsheet": lambda case: str(list(case_table.rows([case], ZONE))),
    "small card": lambda case: text_of(unfurling.small_card(case, "C0001", ZONE)),
    "digest": _open_line,
}


@pytest.mark.parametrize("surface", SURFACES)
def test_what_only_asks_for_a_look_says_so(surface: str) -> None:
    told = SURFACES[surface](a_look())
    assert (_WORDS in told, "Routine" in told) == (True, False)


def test_the_home_page_marks_a_look() -> None:
    assert f":{_MARK}:" in text_of(home.home(an_overview(mine=[a_look()], mine_count=1))["blocks"])


@pytest.mark.parametrize("form", ["notification", "plain card"])
def test_nothing_to_look_at_is_called_a_complaint_in_short(form: str) -> None:
    assert "complaint about" not in SURFACES[form](a_look())


@pytest.mark.parametrize("level", [Urgency.DIGEST, Urgency.SAME_DAY, Urgency.NOW])
def test_a_level_that_a_person_gave_is_shown_instead(level: Urgency) -> None:
    assert level_of(replace(a_look(), urgency=level)) == URGENCY[level]


def test_a_routine_complaint_asks_for_no_look() -> None:
    assert level_of(a_case(urgency=Urgency.ROUTINE)) == URGENCY[Urgency.ROUTINE]
