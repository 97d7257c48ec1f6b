"""The digest: within Slack's limits however much there is, and never silent about what it leaves out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.mutes import Kind, Mute
from handlers import digest_card
from tests.fakes.block_check import check_message, text_of
from tests.handlers.given import (
    HOSTILE,
    HOSTILE_NAME,
    NOON,
    a_digest,
    a_gap,
    a_subject_line,
    an_open_line,
)
from triage.model import Actor, Urgency

MUTE = Mute(
    id=1, kind=Kind.TERM, value=HOSTILE_NAME[:100], at=NOON - timedelta(days=1), until=NOON + timedelta(days=1), zone="UTC",
    by=Actor(id="U1", name=HOSTILE_NAME[:60]),
)  # fmt: skip
QUIET: dict[str, Any] = {
    "subjects": [],
    "sources": [("reviews", 0)],
    "passed_over": 0,
    "opened": 0,
    "claimed": 0,
    "resolved": 0,
    "median_claim": None,
    "open_count": 0,
    "open_cases": [],
    "categories": [],
}


def told(**changes: Any) -> str:
    return text_of(digest_card.digest_card(a_digest(**changes)))


def problems_of(**changes: Any) -> list[str]:
    digest = a_digest(**changes)
    return check_message(
        {"text": digest_card.fallback(digest), "blocks": digest_card.digest_card(digest), "channel": "C1"}
    )


SWOLLEN: dict[str, Any] = {
    "organisation": HOSTILE_NAME,
    "subjects": [a_subject_line(f"{n} {HOSTILE_NAME}", mentions=10**9) for n in range(100)],
    "sources": [(f"{n} {HOSTILE_NAME}", 10**9) for n in range(100)],
    "gaps": [a_gap(n, source=HOSTILE_NAME, reason=HOSTILE * 3) for n in range(50)],
    "skipped": tuple(f"2026-11-{n:02}" for n in range(1, 15)),
    "open_cases": [an_open_line(owner=HOSTILE_NAME, subject=HOSTILE_NAME) for _ in range(5)],
    "open_count": 10**6,
    "categories": [(f"category_{n}", 10**6) for n in range(50)],
    "quarantined": 10**6,
    "muted": 10**6,
    "mutes": [MUTE] * 100,
}


@pytest.mark.parametrize(
    ("number", "words"), [(0, "(4 claimed, 3 resolved)"), (2, "3 resolved, 2 no complaint)")]
)
def test_cards_that_were_no_complaint_are_counted(number: int, words: str) -> None:
    assert words in told(opened=9, claimed=4, resolved=3, not_complaints=number)


@pytest.mark.parametrize("changes", [{}, QUIET, SWOLLEN], ids=["a day", "a quiet day", "everything at once"])
def test_a_digest_fits_into_slack(changes: dict[str, Any]) -> None:
    assert problems_of(**changes) == []


@pytest.mark.parametrize("changes", [{"organisation": ""}, {"organisation": "\n"}, {"subjects": []}])
def test_a_digest_of_next_to_nothing_fits_into_slack(changes: dict[str, Any]) -> None:
    assert problems_of(**changes) == []


def test_nothing_in_a_digest_is_mrkdwn() -> None:
    assert "mrkdwn" not in str(digest_card.digest_card(a_digest(**SWOLLEN)))


def test_the_top_level_text_holds_no_sign_that_slack_would_read() -> None:
    assert not set("*_~`<>&@") & set(digest_card.fallback(a_digest(**SWOLLEN)))


def test_the_top_level_text_tells_the_day_and_what_waits() -> None:
    text = digest_card.fallback(a_digest())
    assert text == "Digest for Northgate Health, Friday 20 November: 3 new cases, 1 open"


def test_a_quiet_day_is_one_line() -> None:
    assert "A quiet day" in told(**QUIET)


def test_a_quiet_day_tells_its_blind_spots() -> None:
    assert "Where we were blind" in told(**QUIET, gaps=[a_gap()])


def test_a_day_with_an_open_case_is_not_called_quiet() -> None:
    assert "A quiet day" not in told(**{**QUIET, "open_count": 1, "open_cases": [an_open_line()]})


def test_skipped_days_are_named_as_people_name_them() -> None:
    assert "no digest was sent for Wednesday 18 November, Thursday 19 November" in told(
        skipped=("2026-11-18", "2026-11-19")
    )


def test_numbers_carry_their_change_against_the_day_before() -> None:
    assert "Complaints about us\n5 (\u22122 on the day before)" in told(
        subjects=[a_subject_line("Northgate Health", is_own=True)]
    )


@pytest.mark.parametrize(
    ("hours", "said"), [(24, "on the day before"), (25, "on the day before"), (72, "on the 72 hours before")]
)
def test_a_change_names_the_time_it_is_against(hours: int, said: str) -> None:
    assert said in told(begin=NOON - timedelta(hours=hours))


def test_without_a_day_before_there_is_no_change() -> None:
    newcomer = a_subject_line("Northgate Health", is_own=True)
    changes = {
        "subjects": [type(newcomer)(**{**_fields(newcomer), "mentions_before": 0, "complaints_before": 0})]
    }
    assert "before" not in told(**changes)


def _fields(line: Any) -> dict[str, Any]:
    return {name: getattr(line, name) for name in line.__slots__}


def test_of_many_subjects_the_rest_is_counted() -> None:
    subjects = [a_subject_line(f"Rival {n}", mentions=2) for n in range(100)]
    assert "and 80 names more with 160 mentions" in told(subjects=subjects)


def test_of_many_sources_the_rest_is_counted() -> None:
    assert "and 60 from 30 more sources" in told(sources=[(f"source {n}", 2) for n in range(50)])


def test_of_many_blind_spots_the_rest_is_counted() -> None:
    assert "and 42 more times" in told(gaps=[a_gap(n) for n in range(50)])


def test_a_blind_spot_that_lasts_is_told_before_all_that_are_over() -> None:
    gaps = [*(a_gap(n) for n in range(20)), a_gap(40, ended=False, source="x")]
    assert "x: from 18 Nov 18:00 and still is" in told(gaps=gaps)


def test_of_blind_spots_that_are_over_the_latest_are_told() -> None:
    shown = told(gaps=[a_gap(n, reason=f"reason {n}") for n in range(30, -1, -1)])
    assert ("reason 0" in shown, "reason 30" in shown) == (True, False)


def test_a_day_without_blind_spots_says_so() -> None:
    assert "No source was silent for longer than it may be." in told()


def test_a_bot_that_reads_nothing_does_not_say_that_no_source_was_silent() -> None:
    shown = told(sources=[])
    assert "no source is configured" in shown
    assert "No source was silent for longer than it may be." not in shown


def test_records_that_could_not_be_read_are_told() -> None:
    assert "1 record could not be read" in told(quarantined=1)


def test_open_cases_are_listed_with_how_long_they_wait_and_who_has_them() -> None:
    assert "Same day \u00b7 7K2QM9 \u00b7 Northgate Health \u00b7 unclaimed, 1 d 6 h, overdue" in told()


def test_an_open_case_names_its_holder() -> None:
    assert "with ben" in told(open_cases=[an_open_line(owner="ben")])


def test_a_case_opened_after_the_period_is_new() -> None:
    assert "unclaimed, new" in told(open_cases=[an_open_line(opened_at=NOON + timedelta(minutes=1))])


@pytest.mark.parametrize("url", [None, "javascript:alert(1)"])
def test_an_open_case_without_a_web_address_has_no_link(url: str | None) -> None:
    assert "'link'" not in str(digest_card.digest_card(a_digest(open_cases=[an_open_line(url=url)])))


def test_when_not_all_open_cases_are_shown_it_says_where_the_others_are() -> None:
    assert "the first 1 of 9; /heed list shows all" in told(open_count=9)


def test_a_busy_day_with_nothing_left_open_says_so() -> None:
    assert "No case is open." in told(open_count=0, open_cases=[])


def test_an_unclaimed_day_does_not_invent_a_time_to_claim() -> None:
    assert "nobody claimed one" in told(median_claim=None)


def test_a_subject_without_a_verdict_has_no_negativity() -> None:
    silent = a_subject_line("Lakeside")
    line = type(silent)(**{**_fields(silent), "negativity": None})
    assert "negativity" not in told(subjects=[line])


def test_categories_are_in_words() -> None:
    assert "What the new cases are about: Safety 2" in told()


def test_a_day_without_categories_says_nothing_of_them() -> None:
    assert "What the new cases" not in told(categories=[])


def test_the_small_print_carries_the_head_of_the_audit() -> None:
    assert "Audit: 1,234 entries, head 0123456789abcdef" in told(audit=(1234, "0123456789abcdef"))
    assert "Audit" not in told()


def test_the_small_print_names_zone_and_next_digest() -> None:
    assert "(Europe/London) \u00b7 next digest 21 Nov 12:00" in told()


@pytest.mark.parametrize("urgency", list(Urgency))
def test_an_open_case_of_any_urgency_is_drawn(urgency: Urgency) -> None:
    assert problems_of(open_cases=[an_open_line(urgency=urgency)]) == []


def test_mutes_are_told_with_whoever_made_them_and_their_end() -> None:
    mute = replace(MUTE, kind=Kind.SOURCE, value="reviews", by=Actor(id="U1", name="Ana"))
    over = replace(mute, until=NOON - timedelta(hours=1))
    assert "2 mentions muted, without a card: the source reviews (Ana, until 21 Nov 12:00)." in told(
        muted=2, mutes=[mute]
    )
    assert "the source reviews (Ana, ended 20 Nov 11:00)" in told(mutes=[over])
    assert "and 3 more" in told(mutes=[mute] * 8)
    assert "muted" not in told()


def test_mentions_whose_mute_is_not_known_any_more_are_counted_all_the_same() -> None:
    assert "1 mention muted, without a card." in told(muted=1)
