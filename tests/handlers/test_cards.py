"""Cards: within Slack's limits whatever they hold, safe whatever they quote, and saying what a person needs."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers import cards, wording
from tests.fakes.block_check import check_message, text_of
from tests.handlers.given import (
    HOSTILE,
    NOON,
    STATES,
    TEXTS,
    ZONE,
    a_case,
    a_mention,
    an_assessment,
    content_of,
    swollen_case,
    swollen_content,
)
from triage.lifecycle import Act
from triage.model import Actor, Case, Mention, Reason, State, Urgency

Json = dict[str, Any]


def problems_of(text: str, blocks: list[Json]) -> list[str]:
    return check_message({"channel": "C1", "text": text, "blocks": blocks}, allowed=("here", "channel"))


def drawn(case: Case, **changes: Any) -> str:
    return text_of(cards.card(content_of(case, **changes), ZONE))


def elements_of(value: Any) -> Iterator[Json]:
    """Every object in the blocks that has a type."""
    if isinstance(value, list):
        for each in value:
            yield from elements_of(each)
    elif isinstance(value, dict):
        if "type" in value:
            yield value
        for each in value.values():
            yield from elements_of(each)


def kinds_of(blocks: list[Json]) -> set[str]:
    return {str(each["type"]) for each in elements_of(blocks)}


def menu_of(case: Case) -> list[str]:
    """The acts in the card's menu."""
    groups = cards.card(content_of(case), ZONE)[-1]["elements"][-1]["option_groups"]
    chosen = [json.loads(option["value"]) for group in groups for option in group["options"]]
    return [value for _, kind, value in chosen if kind == "act"]


def buttons_of(case: Case) -> list[str]:
    last = cards.card(content_of(case), ZONE)[-1]
    return [each["action_id"] for each in last["elements"]]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("state", STATES)
def test_a_card_in_any_state_and_with_everything_at_its_longest_fits_into_slack(
    state: State, text: str
) -> None:
    case = swollen_case(state, text)
    assert problems_of(cards.fallback(case), cards.card(swollen_content(case), ZONE)) == []


@pytest.mark.parametrize("state", STATES)
def test_a_card_of_which_next_to_nothing_is_known_fits_into_slack(state: State) -> None:
    bare = Mention(source="x", native_id="1", text="")
    case = replace(
        a_case(state), mention=bare, subject="", route="", due_at=None, owner=None, claimed_at=None,
        snoozed_until=None, resolved_at=None, resolved_by=None, disposition=None, receipt=None,
        assessment=an_assessment(categories=(), reasons=(), severity=0, language="und"),
    )  # fmt: skip
    assert problems_of(cards.fallback(case), cards.card(content_of(case), ZONE)) == []


@pytest.mark.parametrize("state", STATES)
def test_nothing_from_outside_stands_in_mrkdwn(state: State) -> None:
    case = swollen_case(state, HOSTILE)
    assert "mrkdwn" not in kinds_of(cards.card(swollen_content(case), ZONE))


@pytest.mark.parametrize("state", STATES)
def test_the_top_level_text_holds_no_sign_that_slack_would_read(state: State) -> None:
    assert not set("*_~`<>&@") & set(cards.fallback(swollen_case(state, HOSTILE)))


def test_the_top_level_text_says_how_urgent_and_about_whom_and_nothing_of_the_post() -> None:
    told = cards.fallback(a_case(State.CLAIMED))
    assert told == "Claimed. Same day: complaint about Northgate Health (reviews), case 7K2QM9"


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "example.org/1", "https://",
     "https://a b.example.org", "ftp://example.org/1", "https://example.org/\u202e1"],
)  # fmt: skip
def test_only_a_web_address_becomes_a_link(url: str | None) -> None:
    case = a_case(mention=a_mention(url=url), joined=1)
    again = content_of(case, reposts=[a_mention(url=url)])
    assert "link" not in kinds_of(cards.card(again, ZONE))


def test_the_link_leads_to_the_post() -> None:
    blocks = cards.card(content_of(a_case()), ZONE)
    links = [each["url"] for each in elements_of(blocks) if each["type"] == "link"]
    assert links == ["https://reviews.example.org/1"]


@pytest.mark.parametrize("state", STATES)
def test_a_card_pings_nobody_whom_the_config_does_not_name(state: State) -> None:
    blocks = cards.card(content_of(swollen_case(state, HOSTILE)), ZONE)
    pings = {"usergroup", "broadcast", "channel"} & kinds_of(blocks)
    assert not pings


def test_a_new_card_pings_those_whom_the_route_names() -> None:
    blocks = cards.card(content_of(a_case(), notify=("S0123", "U0ANA", "here")), ZONE)
    pinged = [
        each.get("usergroup_id") or each.get("user_id") or each.get("range") for each in elements_of(blocks)
    ]
    assert [each for each in pinged if each] == ["S0123", "U0ANA", "here"]


def test_a_card_that_somebody_holds_pings_the_rota_no_more() -> None:
    blocks = cards.card(content_of(a_case(State.CLAIMED), notify=("S0123",)), ZONE)
    assert "usergroup" not in kinds_of(blocks)


@pytest.mark.parametrize("state", [State.CLAIMED, State.SNOOZED])
def test_a_card_that_is_posted_anew_names_its_holder_without_a_ping(state: State) -> None:
    deleted = a_case(state, receipt=None)
    assert "user" not in kinds_of(cards.card(content_of(deleted), ZONE))
    assert "maya" in drawn(deleted)


def test_a_snoozed_card_says_until_when_and_who_holds_it() -> None:
    assert "Snoozed until 20 Nov 16:00 \u00b7 held by <@U0MAYA>" in drawn(a_case(State.SNOOZED))


def test_a_snoozed_card_that_nobody_holds_names_nobody() -> None:
    assert "held by" not in drawn(a_case(State.SNOOZED, owner=None))


def test_a_claimed_card_says_by_whom_and_when() -> None:
    assert "Claimed by <@U0MAYA> at 20 Nov 12:00" in drawn(a_case(State.CLAIMED))


def test_a_resolved_card_says_how_by_whom_and_when() -> None:
    assert "Answered publicly \u00b7 by maya at 20 Nov 12:00" in drawn(a_case(State.RESOLVED))


def test_a_resolved_card_shows_little_more_than_that() -> None:
    assert len(drawn(swollen_case(State.RESOLVED, TEXTS["longest"]))) < 900


def test_a_resolved_card_says_where_the_rest_of_the_post_is() -> None:
    assert "/heed show 7K2QM9" in drawn(a_case(State.RESOLVED, mention=a_mention(text="x" * 201)))


@pytest.mark.parametrize("state", [State.NEW, State.CLAIMED, State.SNOOZED])
def test_an_open_card_gives_its_reasons_in_words(state: State) -> None:
    assert "It speaks of a long wait: \u201cnine hours\u201d, \u201cnobody came\u201d" in drawn(a_case(state))


def test_a_card_gives_the_strongest_reason_against_a_complaint_behind_those_for_it() -> None:
    told = drawn(a_case())
    assert told.index("nine hours") < told.index("praise") < told.index("(speaks against a complaint)")
    weak = Reason("question", "It asks something", -0.9, ("when",))
    both = an_assessment(reasons=(*an_assessment().reasons, weak))
    assert "It asks something" not in drawn(a_case(assessment=both))


def test_a_card_without_a_single_reason_says_that_too() -> None:
    told = drawn(a_case(assessment=an_assessment(reasons=())))
    assert "The words as a whole read like a complaint" in told


def test_a_long_post_is_cut_with_the_number_of_characters_left_and_where_they_are() -> None:
    told = drawn(a_case(mention=a_mention(text="x" * 1800)))
    assert "1,000 characters more: /heed show 7K2QM9" in told


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_text_that_retention_took_is_told_as_such(text: str) -> None:
    assert "has passed its retention time" in drawn(a_case(mention=a_mention(text=text)))


def test_a_post_is_quoted_letter_for_letter() -> None:
    text = "*bold* <!channel> :x: `y` & z"
    blocks = cards.card(content_of(a_case(mention=a_mention(text=text))), ZONE)
    quotes = [each for each in elements_of(blocks) if each["type"] == "rich_text_quote"]
    assert quotes[0]["elements"] == [{"type": "text", "text": text}]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"urgency": Urgency.NOW}, "Now"),
        ({"mention": a_mention(author=None)}, "Northgate Health \u00b7 reviews \u00b7"),
        ({"overdue": True}, "Answer by\n20 Nov 15:00 (overdue)"),
        ({"overdue": True}, "Same day, overdue"),
        ({"assessment": an_assessment(language="es")}, "Language\nSpanish"),
        ({"assessment": an_assessment(language="xx")}, "Language\nxx"),
        (
            {"assessment": an_assessment(severity=0)},
            "Category\nWaits and processes (delay): \u201cnine hours\u201d",
        ),
        ({"assessment": an_assessment(categories=("brand_new",))}, "Category\nBrand new, medium"),
        (
            {"assessment": an_assessment(categories=("institutional_processes", "listening"))},
            "nobody came\u201d; also Listening",
        ),
        (
            {"assessment": an_assessment(categories=(), severity=3, reasons=())},
            "Category\nNo one category, high",
        ),
        ({"mention": a_mention(reach=1_234_567)}, "Reach\n1,234,567"),
    ],
)
def test_a_card_says(changes: Json, said: str) -> None:
    assert said in drawn(a_case(**changes))


@pytest.mark.parametrize(
    ("changes", "silent"),
    [
        ({"mention": a_mention(reach=None)}, "Reach"),
        ({"mention": a_mention(reach=0)}, "Reach"),
        ({"mention": a_mention(written_at=None)}, "Written"),
        ({"assessment": an_assessment(language="en")}, "Language"),
        ({"due_at": None}, "Answer by"),
        ({"assessment": an_assessment(categories=(), severity=0)}, "Category"),
    ],
)
def test_a_card_leaves_out_what_says_nothing(changes: Json, silent: str) -> None:
    assert silent not in drawn(a_case(**changes))


@pytest.mark.parametrize("year", [1, 9999])
def test_a_made_up_date_at_the_end_of_the_calendar_is_shown_all_the_same(year: int) -> None:
    strange = datetime(year, 1, 1, tzinfo=UTC) if year == 1 else datetime(year, 12, 31, 23, tzinfo=UTC)
    for zone in ("America/Chicago", "Asia/Tokyo"):
        assert "Written" in text_of(
            cards.card(content_of(a_case(mention=a_mention(written_at=strange))), zone)
        )


def test_reposts_are_counted_and_the_first_five_linked() -> None:
    again = [a_mention(author=f"@copy{n}", url=f"https://x.example.org/{n}") for n in range(9)]
    told = drawn(a_case(joined=9), reposts=again)
    assert "Said again 9 times" in told
    assert ("@copy4" in told, "@copy5" in told) == (True, False)


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (State.NEW, ["claim", "draft_reply", "resolve", "not_a_complaint", "more"]),
        (State.CLAIMED, ["unclaim", "draft_reply", "resolve", "not_a_complaint", "more"]),
        (State.SNOOZED, ["draft_reply", "resolve", "wake", "more"]),
        (State.RESOLVED, ["reopen", "more"]),
    ],
)
def test_a_card_offers_what_applies_and_the_way_back(state: State, buttons: list[str]) -> None:
    assert buttons_of(a_case(state)) == buttons


@pytest.mark.parametrize("act", Act)
def test_every_act_is_offered_in_some_state(act: Act) -> None:
    looks = [*(a_case(state) for state in STATES), a_case(escalated_by="Ben")]
    assert any(act in (*buttons_of(case), *menu_of(case)) for case in looks)


def test_only_claiming_a_new_case_is_the_primary_button() -> None:
    styles = [
        (state, each["action_id"])
        for state in STATES
        for each in cards.card(content_of(a_case(state)), ZONE)[-1]["elements"]
        if each.get("style")
    ]
    assert styles == [(State.NEW, "claim")]


def test_every_button_carries_the_case_it_belongs_to() -> None:
    last = cards.card(content_of(a_case()), ZONE)[-1]
    assert {json.loads(each["value"])["case"] for each in last["elements"] if "value" in each} == {"7K2QM9"}


@pytest.mark.parametrize("state", STATES)
def test_the_plain_form_fits_and_keeps_id_and_buttons(state: State) -> None:
    case = swollen_case(state, HOSTILE)
    blocks = cards.plain_card(swollen_content(case))
    assert problems_of(cards.fallback(case), blocks) == []
    assert "/heed show 7K2QM9" in text_of(blocks)
    assert blocks[-1]["elements"][0]["action_id"] == buttons_of(case)[0]


def test_a_holder_without_a_claiming_time_is_shown_without_one() -> None:
    holder = Actor(id="U0BEN", name="ben")
    assert drawn(a_case(State.CLAIMED, owner=holder, claimed_at=None)).count("<@U0BEN>") == 1


def test_every_urgency_has_a_word_beside_its_colour() -> None:
    assert set(wording.URGENCY) == set(Urgency)


def test_the_hour_is_that_of_the_configured_zone() -> None:
    blocks = cards.card(content_of(a_case(due_at=NOON)), "Asia/Tokyo")
    assert "Answer by\n20 Nov 21:00" in text_of(blocks)
