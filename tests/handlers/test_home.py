"""The home page: drawn from what there is, within Slack's limits, its buttons work, and it never goes back in time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.overview import MOST_CLOCKS, MOST_MINE, MOST_WAITING, Overview, Waiting, Week
from desk.status import SourceStatus, Status
from handlers.home import home
from tests.fakes.block_check import check_view, text_of
from tests.fakes.slack import FakeSlack, View
from tests.handlers.given import HOSTILE, HOSTILE_NAME, MAYA, NOON, TEXTS, ZONE, Desk, a_case, swollen_case
from triage.lifecycle import Act
from triage.model import State, Urgency

HOUR = timedelta(hours=1)


def a_week(**changes: Any) -> Week:
    return replace(Week(complaints=12, opened=9, resolved=4, median_claim=600.0), **changes)


def an_overview(**changes: Any) -> Overview:
    empty = Overview(
        now=NOON, zone=ZONE, mine=[], mine_count=0, waiting=[], clocks=[], clock_count=0, late_count=0,
        status=Status(sources=[], waiting=0, oldest=None, dead=0, error=None, notices=[]),
        this_week=a_week(), week_before=a_week(complaints=15, median_claim=None),
    )  # fmt: skip
    return replace(empty, **changes)


def a_source(name: str = "reviews", health: str = "ok", **more: Any) -> SourceStatus:
    return SourceStatus(name=name, kind="feed", health=health, **more)


def swollen(text: str) -> Overview:
    """Every list full, every text at its longest."""
    cases = [
        replace(swollen_case(state, text), id=f"7K2QM{n}")
        for n, state in enumerate((State.CLAIMED, State.SNOOZED) * (MOST_MINE // 2))
    ]
    source = a_source(HOSTILE_NAME, "failing", last_error=HOSTILE * 20, last_error_at=NOON, posts=10**12)
    return an_overview(
        mine=cases[:MOST_MINE],
        mine_count=10**6,
        waiting=[
            Waiting(urgency=u, count=10**6, cases=[swollen_case(State.NEW, text)] * MOST_WAITING)
            for u in Urgency
        ],
        clocks=(cases * 2)[:MOST_CLOCKS],
        clock_count=10**6,
        late_count=10**5,
        status=Status(
            sources=[source] * 60, waiting=10**6, oldest=NOON - 999 * HOUR, dead=9, error=HOSTILE, notices=[]
        ),
        this_week=a_week(complaints=10**9),
    )


def shown(**changes: Any) -> str:
    return text_of(home(an_overview(**changes))["blocks"])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_page_fits_into_slack_however_much_there_is(text: str) -> None:
    view = home(swollen(text), "https://fake.example.org/", HOSTILE * 50)
    assert check_view(view) == []
    assert len(view["blocks"]) <= 80


def test_an_empty_page_fits_too_and_says_what_to_do() -> None:
    view = home(an_overview())
    assert check_view(view) == []
    told = text_of(view["blocks"])
    for words in (
        "You hold no case.", "Nothing waits", "No open case has a time to answer by.", "No source is configured"
    ):  # fmt: skip
        assert words in told


def test_it_holds_no_words_of_any_post() -> None:
    case = a_case()
    told = shown(
        mine=[case], mine_count=1, clocks=[case], clock_count=1,
        waiting=[Waiting(urgency=Urgency.NOW, count=1, cases=[case])],
    )  # fmt: skip
    assert case.mention.text not in told
    assert case.id in told


def test_a_clock_says_how_long_is_left_or_by_how_much_it_is_late() -> None:
    left, late = a_case(due_at=NOON + 2 * HOUR), a_case(due_at=NOON - 3 * HOUR)
    told = shown(clocks=[late, left], clock_count=2, late_count=1)
    assert "2 cases to answer in time, 1 of them overdue" in told
    assert "OVERDUE by 3 h" in told
    assert "2 h left" in told


def test_sources_in_trouble_are_named_and_the_others_counted() -> None:
    status = Status(
        sources=[a_source(), a_source("x", "parked"), a_source("news", "waiting")],
        waiting=0, oldest=None, dead=0, error=None, notices=[],
    )  # fmt: skip
    told = shown(status=status)
    assert "2 of 3 sources well" in told
    assert "refused: needs a person" in told


def test_this_week_stands_beside_the_week_before() -> None:
    told = shown()
    assert "12 (before: 15)" in told
    assert "10 min (before: nobody claimed one)" in told


def test_a_list_that_was_cut_says_how_much_is_left() -> None:
    level = Waiting(urgency=Urgency.SAME_DAY, count=7, cases=[a_case()] * 5)
    told = shown(waiting=[level], mine=[a_case(State.CLAIMED)], mine_count=4)
    assert "Same day: the oldest 5 of 7" in told
    assert "and 3 cases more" in told


def test_a_row_leads_to_the_card_and_to_the_post() -> None:
    view = home(an_overview(mine=[a_case(State.CLAIMED)], mine_count=1), "https://fake.example.org/")
    assert "https://fake.example.org/archives/C0001/p10" in str(view["blocks"])
    assert "https://reviews.example.org/1" in str(view["blocks"])


# end to end


@pytest.fixture
def case_id(desk: Desk) -> str:
    made = desk.hear()
    desk.card_of(made)
    return made


def page(slack: FakeSlack, words: str, user: str = "maya") -> View:
    """The page of a person, once it says this."""

    def standing() -> View | None:
        view = slack.home(user)
        return view if view and words in text_of(view.blocks) else None

    found = slack.wait_for(standing, 5, f"{words!r} on the home page")
    assert isinstance(found, View)
    return found


def test_it_is_drawn_when_it_is_opened_and_anew_at_every_opening(
    slack: FakeSlack, desk: Desk, case_id: str
) -> None:
    assert slack.open_home().acked
    page(slack, case_id)
    another = desk.hear("Another complaint of quite other words.", native_id="2", author=None)
    slack.open_home()
    page(slack, another)
    assert slack.problems == []


def test_each_person_has_a_page_of_their_own(slack: FakeSlack, desk: Desk, case_id: str) -> None:
    desk.counter.act(case_id, Act.CLAIM, replace(MAYA, id=slack.user("maya").id))
    for who in ("maya", "ben"):
        slack.open_home(who)
    page(slack, case_id, "maya")
    page(slack, "You hold no case.", "ben")


def test_a_case_is_claimed_resolved_and_given_back_from_the_page(
    slack: FakeSlack, desk: Desk, case_id: str
) -> None:
    slack.open_home()
    slack.click(page(slack, "You hold no case."), "home_claim")
    slack.click(page(slack, "Nothing waits"), "home_snooze")
    slack.click(page(slack, "snoozed until"), "home_wake")
    slack.wait_for(lambda: desk.state_of(case_id) is State.CLAIMED, 5, "the case awake")
    slack.wait_for(lambda: "home_unclaim" in str(slack.home().blocks), 5, "the button to give it back")
    slack.click(page(slack, "Nothing waits"), "home_resolve")
    form = slack.wait_for(lambda: slack.modal(), 5, "the form")
    assert slack.submit(form, {"disposition": "answered_privately"}).acked
    page(slack, "You hold no case.")
    assert desk.state_of(case_id) is State.RESOLVED


def test_giving_back_puts_a_case_among_the_unclaimed(slack: FakeSlack, desk: Desk, case_id: str) -> None:
    slack.open_home()
    slack.click(page(slack, case_id), "home_claim")
    slack.click(page(slack, "Nothing waits"), "home_unclaim")
    page(slack, "You hold no case.")
    assert desk.state_of(case_id) is State.NEW


def test_what_somebody_else_did_first_is_said_on_the_page(slack: FakeSlack, desk: Desk, case_id: str) -> None:
    slack.open_home()
    view = page(slack, case_id)
    desk.counter.act(case_id, Act.CLAIM, replace(MAYA, id="U9", name="ben"))
    slack.click(view, "home_claim")
    page(slack, "already claimed by ben. Nothing was changed.")


def test_resolve_on_a_page_that_is_out_of_date_opens_no_form(
    slack: FakeSlack, desk: Desk, case_id: str
) -> None:
    slack.open_home()
    slack.click(page(slack, case_id), "home_claim")
    view = page(slack, "Nothing waits")
    desk.counter.act(case_id, Act.RESOLVE, replace(MAYA, name="ben"), disposition="duplicate")
    slack.click(view, "home_resolve")
    page(slack, "already resolved by ben")
    assert slack.modal() is None


def test_a_form_that_came_too_late_is_told_on_the_page(slack: FakeSlack, desk: Desk, case_id: str) -> None:
    del desk
    slack.open_home()
    slack.click(page(slack, case_id), "home_claim")
    slack.faults.error("views.open", "expired_trigger_id")
    slack.click(page(slack, "Nothing waits"), "home_resolve")
    page(slack, "Slack took too long to open the window. Press Resolve again. Nothing was changed.")


def test_the_form_of_the_page_asks_for_a_choice(slack: FakeSlack, desk: Desk, case_id: str) -> None:
    slack.open_home()
    slack.click(page(slack, case_id), "home_claim")
    slack.click(page(slack, "Nothing waits"), "home_resolve")
    form = slack.wait_for(lambda: slack.modal(), 5, "the form")
    for block in form.body["blocks"]:
        block["optional"] = True
    assert slack.submit(form).payload["errors"] == {"disposition": "Choose how the case ended."}
    assert desk.state_of(case_id) is State.CLAIMED


def test_refresh_draws_it_anew(slack: FakeSlack, desk: Desk, case_id: str) -> None:
    slack.open_home()
    view = page(slack, case_id)
    desk.counter.act(case_id, Act.NOT_A_COMPLAINT, MAYA)
    slack.click(view, "home_refresh")
    page(slack, "Nothing waits")


def test_where_another_drawing_came_first_a_newer_one_takes_its_place(
    slack: FakeSlack, desk: Desk, case_id: str
) -> None:
    slack.open_home()
    page(slack, case_id)
    desk.counter.act(case_id, Act.NOT_A_COMPLAINT, MAYA)
    slack.faults.error("views.publish", "hash_conflict")
    slack.open_home()
    page(slack, "Nothing waits")
    first, second = slack.called("views.publish")[-2:]
    assert first.args.get("hash")
    assert not second.args.get("hash")


def test_the_messages_tab_draws_nothing(slack: FakeSlack, desk: Desk) -> None:
    del desk
    assert slack.event("app_home_opened", tab="messages").acked
    slack.open_home()
    page(slack, "You hold no case.")
    assert len(slack.called("views.publish")) == 1


def test_a_page_that_slack_does_not_take_harms_nothing_and_a_refusal_is_told_otherwise(
    slack: FakeSlack, desk: Desk, case_id: str
) -> None:
    slack.open_home()
    view = page(slack, case_id)
    desk.counter.act(case_id, Act.CLAIM, replace(MAYA, id="U9", name="ben"))
    slack.faults.error("views.publish", "not_enabled", times=2)
    slack.click(view, "home_claim")
    direct = slack.wait_for(lambda: slack.messages("@maya"), 5, "a direct message")
    assert "already claimed by ben" in text_of(direct[-1].blocks)


def test_without_the_workspaces_address_there_are_no_links_to_cards(
    slack: FakeSlack, desk: Desk, case_id: str
) -> None:
    del desk
    slack.faults.error("auth.test", "internal_error")
    slack.open_home()
    assert "/archives/" not in str(page(slack, case_id).blocks)
    slack.open_home()
    slack.wait_for(lambda: "/archives/" in str(slack.home().blocks), 5, "links to cards")


def test_a_fault_of_ours_is_told_to_whoever_opened_the_page(slack: FakeSlack, desk: Desk) -> None:
    desk.fragile.broken = True
    assert slack.open_home().acked
    direct = slack.wait_for(lambda: slack.messages("@maya"), 5, "a direct message")
    assert "the fault is ours" in text_of(direct[-1].blocks)
