"""The card's menu: every choice in it does what it says, and can be taken back where it should be."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk import cases
from desk.store import labels
from handlers import more, reply_questions
from tests.fakes.block_check import check_view, text_of
from tests.fakes.slack import FakeSlack, Message, View
from tests.handlers.given import (
    HOSTILE,
    HOSTILE_NAME,
    STATES,
    TEXTS,
    Desk,
    a_case,
    a_mention,
    a_policy,
    content_of,
    hides,
    shows,
    swollen_case,
    whispered,
)
from triage.lifecycle import Act
from triage.model import Actor, Route, State, Subject, Urgency, When
from triage.policy import Policy

Serve = Callable[[Policy], Desk]
BODY = {"container": {"channel_id": "C1", "message_ts": "1.0"}}
BEN = Actor(id="U0BEN", name="ben")
ROUTES = (
    Route(name="default", channel="#alerts", notify=("U0ON", "S0DUTY"), escalate_to=("S0BOSS",)),
    Route(name="billing", channel="#billing"),
)
SUBJECTS = (
    Subject(name="Northgate", kind="own", match="northgate"),
    Subject(name="Lakeside", kind="competitor", match="lakeside"),
)


@pytest.fixture
def desk(slack: FakeSlack, served: Serve, tmp_path: Path) -> Desk:
    slack.add_channel("billing")
    return served(a_policy(tmp_path / "heedline.db", routes=ROUTES, subjects=SUBJECTS))


@pytest.fixture
def case_id(desk: Desk) -> str:
    return desk.hear()


@pytest.fixture
def card(desk: Desk, case_id: str) -> Message:
    return desk.card_of(case_id)


def choose(slack: FakeSlack, card: Message, what: str, user: str = "maya") -> None:
    assert slack.select(card, "more", what, user=user).acked


def window(slack: FakeSlack, user: str = "maya") -> View:
    found = slack.wait_for(lambda: slack.modal(user), 5, "a window")
    assert isinstance(found, View)
    return found


def notes(slack: FakeSlack, card: Message, words: str) -> list[Message]:
    return [note for note in slack.thread(card) if words in text_of(note.blocks)]


def offered(card: Message) -> list[str]:
    menu = card.blocks[-1]["elements"][-1]
    return [option["text"]["text"] for group in menu["option_groups"] for option in group["options"]]


# what may be chosen


def test_a_new_case_offers_everything(card: Message) -> None:
    assert offered(card) == [
        "Snooze",
        "Escalate",
        "Merge into another case\u2026",
        "Urgency should be: for the digest",
        "Urgency should be: routine",
        "Urgency should be: now",
        "Not about us",
        "Subject: choose whom it is about\u2026",
        "Team: tell another channel\u2026",
    ]


def test_a_snoozed_case_offers_that_it_is_no_complaint(slack: FakeSlack, desk: Desk, card: Message) -> None:
    choose(slack, card, "Snooze")
    shows(slack, card, "Snoozed until")
    assert "Snooze" not in offered(card)
    choose(slack, card, "Not a complaint")
    shows(slack, card, "Not a complaint \u00b7 by maya")


def test_a_closed_case_offers_corrections_alone(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    desk.counter.act(case_id, Act.NOT_A_COMPLAINT, BEN)
    shows(slack, card, "Resolved")
    assert not {"Snooze", "Escalate", "Merge into another case\u2026"} & set(offered(card))


# escalation


def test_an_escalation_pings_whom_the_config_names_in_the_thread_and_the_channel(
    slack: FakeSlack, card: Message
) -> None:
    choose(slack, card, "Escalate")
    shows(slack, card, "Escalated by maya")
    (note,) = slack.wait_for(lambda: notes(slack, card, "escalated this case"), 5, "a note")
    assert note.reply_broadcast
    pinged = [e for e in note.blocks[0]["elements"][0]["elements"] if e["type"] != "text"]
    assert pinged == [{"type": "usergroup", "usergroup_id": "S0BOSS"}]
    assert slack.problems == []


def test_standing_down_takes_it_back_and_pings_nobody(slack: FakeSlack, card: Message) -> None:
    choose(slack, card, "Escalate")
    shows(slack, card, "Escalated by maya")
    choose(slack, card, "Stand down")
    hides(slack, card, "Escalated by maya")
    (note,) = slack.wait_for(lambda: notes(slack, card, "took the escalation back"), 5, "a note")
    assert not note.reply_broadcast
    assert "Escalate" in offered(card)


def test_without_anybody_for_escalations_those_of_the_card_are_pinged(
    slack: FakeSlack, served: Serve, tmp_path: Path
) -> None:
    route = Route(name="default", channel="#alerts", notify=("U0ON", "here"))
    slack.work.allowed_pings = frozenset({"here"})
    desk = served(a_policy(tmp_path / "h.db", routes=(route,)))
    card = desk.card_of(desk.hear())
    choose(slack, card, "Escalate")
    (note,) = slack.wait_for(lambda: notes(slack, card, "escalated this case"), 5, "a note")
    pinged = [e["type"] for e in note.blocks[0]["elements"][0]["elements"] if e["type"] != "text"]
    assert pinged == ["user", "broadcast"]


def test_escalating_twice_is_told(slack: FakeSlack, card: Message) -> None:
    choose(slack, card, "Escalate")
    shows(slack, card, "Escalated by maya")
    slack.select(
        card, "more", {"text": {"type": "plain_text", "text": "x"}, "value": escalate(card)}, user="ben"
    )
    whispered(slack, "was escalated already by maya", "ben")


def escalate(card: Message) -> str:
    case_id = json.loads(card.blocks[-1]["elements"][0]["value"])["case"]
    return json.dumps([case_id, "act", "escalate"])


# merging


def test_a_case_is_merged_into_another_and_taken_out_again(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    other = desk.hear("It is loud in the ward.", native_id="2", author="@b")
    other_card = desk.card_of(other)
    choose(slack, card, "Merge into another case\u2026")
    view = window(slack)
    assert slack.submit(view, {"into": other}).acked
    shows(slack, card, f"Merged into {other}")
    shows(slack, other_card, f"Merged into this case: {case_id}")
    slack.wait_for(lambda: notes(slack, other_card, f"merged case {case_id} into this one"), 5, "a note")
    slack.click(card, "Unmerge")
    hides(slack, card, "Merged into")
    hides(slack, other_card, "Merged into this case")
    slack.wait_for(lambda: notes(slack, other_card, f"took case {case_id} out again"), 5, "a note")
    assert slack.problems == []


def test_the_cases_of_the_same_name_are_offered_first_the_newest_of_them_first(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    ids = [desk.hear(f"Complaint number {n}.", native_id=str(n + 5), author=f"@{n}") for n in range(3)]
    choose(slack, card, "Merge into another case\u2026")
    (menu,) = [block["element"] for block in window(slack).blocks if block.get("block_id") == "into"]
    assert [option["value"] for option in menu["options"]] == ids[::-1]


def test_of_cases_of_the_same_moment_the_later_is_offered_first(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    ids = [desk.hear(f"Complaint number {n}.", native_id=str(n + 5), author=f"@{n}") for n in range(3)]
    with desk.store.commit() as db:
        db.execute("UPDATE cases SET opened_at = (SELECT max(opened_at) FROM cases)")
    choose(slack, card, "Merge into another case\u2026")
    (menu,) = [block["element"] for block in window(slack).blocks if block.get("block_id") == "into"]
    assert [option["value"] for option in menu["options"]] == ids[::-1]


def test_alone_there_is_nothing_to_merge_with(slack: FakeSlack, card: Message) -> None:
    choose(slack, card, "Merge into another case\u2026")
    whispered(slack, "No other case is open")


def test_a_case_that_closed_meanwhile_takes_none_in(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    other = desk.hear("It is loud in the ward.", native_id="2", author="@b")
    choose(slack, card, "Merge into another case\u2026")
    view = window(slack)
    desk.counter.act(other, Act.NOT_A_COMPLAINT, BEN)
    slack.submit(view, {"into": other})
    whispered(slack, f"Case {other} is closed. Reopen it first")
    assert desk.state_of(case_id) is State.NEW


def test_merge_on_an_old_look_of_a_closed_card_opens_no_form(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    desk.hear("It is loud in the ward.", native_id="2", author="@b")
    desk.counter.act(case_id, Act.NOT_A_COMPLAINT, BEN)
    shows(slack, card, "Resolved")
    slack.select(card, "more", "Merge into another case\u2026", stale=True)
    whispered(slack, "closed already. Press Reopen")
    assert slack.modal() is None


# another team


def give(slack: FakeSlack, card: Message, team: str, user: str = "maya") -> None:
    choose(slack, card, "Team: tell another channel\u2026", user)
    slack.submit(window(slack, user), {"team": team}, user=user)


def test_the_other_team_is_told_once_and_the_card_stays(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str
) -> None:
    give(slack, card, "billing")
    shows(slack, card, "maya said that this is for billing")
    (told,) = slack.wait_for(lambda: slack.messages("billing"), 5, "a notice")
    assert f"maya says that case {case_id} (Northgate) is for billing." in text_of(told.blocks)
    assert f"/heed show {case_id}" in text_of(told.blocks)
    give(slack, card, "billing", "ben")
    desk.bell.ring()
    slack.wait_for(lambda: not waiting(desk), 5, "an empty outbox")
    assert len(slack.messages("billing")) == 1
    kept = labels.find(desk.store.reader, mention_of(desk, case_id), "team")
    assert kept is not None
    assert kept["value"] == "billing"
    assert slack.problems == []


def waiting(desk: Desk) -> int:
    return int(desk.store.reader.execute("SELECT count(*) FROM outbox WHERE wanted > done").fetchone()[0])


def mention_of(desk: Desk, case_id: str) -> int:
    row = desk.store.reader.execute("SELECT mention_id FROM cases WHERE public_id = ?", (case_id,)).fetchone()
    return int(row[0])


def test_ones_own_team_is_not_offered(slack: FakeSlack, card: Message) -> None:
    choose(slack, card, "Team: tell another channel\u2026")
    (menu,) = [block["element"] for block in window(slack).blocks if block.get("block_id") == "team"]
    assert [option["value"] for option in menu["options"]] == ["billing"]


def test_a_team_that_is_gone_keeps_the_form_and_says_so(slack: FakeSlack, card: Message) -> None:
    choose(slack, card, "Team: tell another channel\u2026")
    view = window(slack)
    gone = {"text": {"type": "plain_text", "text": "old"}, "value": "of last year"}
    errors = slack.submit(view, {"team": gone}).payload["errors"]
    assert errors == {
        "team": "There is no such team any more: the config has changed. Choose another, or press Cancel."
    }


@pytest.mark.parametrize("what", ["Merge into another case\u2026", "Team: tell another channel\u2026"])
def test_a_form_that_came_too_late_is_told(slack: FakeSlack, desk: Desk, card: Message, what: str) -> None:
    desk.hear("It is loud in the ward.", native_id="2", author="@b")
    slack.faults.error("views.open", "expired_trigger_id")
    choose(slack, card, what)
    whispered(slack, "Slack took too long to open the window. Press or choose it again.")


# what was judged wrongly


@pytest.mark.parametrize("level", [level for level in Urgency if level is not Urgency.SAME_DAY])
def test_the_urgency_is_corrected(
    slack: FakeSlack, desk: Desk, card: Message, case_id: str, level: Urgency
) -> None:
    (words,) = [
        text for text in offered(card) if text.startswith("Urgency") and f"{level_word(level)}" in text
    ]
    choose(slack, card, words)
    shows(slack, card, f"maya set this to {int(level)}")


def level_word(level: Urgency) -> str:
    return {0: "for the digest", 1: "routine", 3: "now"}[int(level)]


def test_it_is_not_about_us(slack: FakeSlack, card: Message) -> None:
    choose(slack, card, "Not about us")
    shows(slack, card, "maya said that this is about nobody we watch")


def test_it_is_about_another_name(slack: FakeSlack, card: Message) -> None:
    choose(slack, card, "Subject: choose whom it is about\u2026")
    slack.submit(window(slack), {"subject": "Lakeside"})
    shows(slack, card, "maya said that this is about Lakeside")


# cards that were drawn by earlier versions


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [("urgency", "3", "maya set this to 3 (now)"), ("subject", "", "about nobody we watch")],
)
def test_the_menu_of_an_older_card_still_corrects(
    slack: FakeSlack, card: Message, case_id: str, kind: str, value: str, said: str
) -> None:
    old = json.dumps([case_id, kind, value], separators=(",", ":"))
    select_old(slack, card, old)
    shows(slack, card, said)


def select_old(slack: FakeSlack, card: Message, value: str) -> None:
    option = {"text": {"type": "plain_text", "text": "old"}, "value": value}
    menu: dict[str, Any] = {"type": "static_select", "action_id": "correct", "options": [option]}
    card.blocks[-1]["elements"].append(menu)
    assert slack.select(card, "correct", option).acked


def test_the_menu_of_an_older_card_still_asks_for_a_name(
    slack: FakeSlack, card: Message, case_id: str
) -> None:
    select_old(slack, card, json.dumps([case_id, "choose", ""]))
    assert window(slack).callback_id == "right_subject"


@pytest.mark.parametrize("kind", ["act", "choose", "team", "urgency"])
def test_a_case_that_nobody_knows_is_told(slack: FakeSlack, card: Message, kind: str) -> None:
    value = {"act": "escalate", "urgency": "1"}.get(kind, "")
    select_old(slack, card, json.dumps(["GONE00", kind, value]))
    whispered(slack, "not in Heedline's records any more")


# the windows


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("state", STATES)
def test_the_windows_fit_into_slack_whatever_the_case_holds(state: State, text: str) -> None:
    names = tuple(f"{n} {HOSTILE_NAME}"[:100] for n in range(150))
    content = content_of(
        swollen_case(state, text), teams=tuple((name, name) for name in names), subjects=names
    )
    assert check_view(more.team_view(content, BODY)) == []
    cases_ = [a_case(id=f"{n:06}", mention=a_mention(text=text)) for n in range(more.MOST_OFFERED)]
    near = [(each.id, more._told(each)) for each in cases_]
    assert check_view(reply_questions.merge_form(content, "C1", near)) == []


@pytest.mark.parametrize("text", [*TEXTS.values(), HOSTILE * 30])
def test_the_questions_around_a_reply_fit_into_slack(text: str) -> None:
    for form in (reply_questions.send_back_form, reply_questions.posted_form):
        assert check_view(form("7K2QM9", 10**9, "C" * 20, text[:3000])) == []


def test_a_hundred_open_cases_are_offered_and_no_more(slack: FakeSlack, desk: Desk, card: Message) -> None:
    desk.hear_many(130)
    choose(slack, card, "Merge into another case\u2026")
    (menu,) = [block["element"] for block in window(slack).blocks if block.get("block_id") == "into"]
    assert len(menu["options"]) == 100
    assert cases.list_open(desk.store, 1, 1)[1] == 130
    assert slack.problems == []


def test_what_somebody_says_cannot_wait_mentions_those_whom_its_route_names(
    slack: FakeSlack, served: Callable[[Policy], Desk], tmp_path: Path
) -> None:
    ben = slack.add_user("ben").id
    urgent = Route(name="urgent", channel="#alerts", when=When(urgency_at_least=3), notify=(ben,))
    default = Route(name="default", channel="#alerts")
    desk = served(a_policy(tmp_path / "urgent.db", routes=(urgent, default)))
    card = desk.card_of(desk.hear())
    choose(slack, card, "Urgency should be: now")
    slack.wait_for(lambda: slack.thread(card), 5, "a note")
    (note,) = slack.thread(card)
    assert ben in str(note.blocks)
    assert note.reply_broadcast
