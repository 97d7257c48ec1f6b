"""Every message and window with a reply in it stays within Slack's limits, whatever it holds."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import cards, case_story, reply_card, reply_form, slack
from handlers.reply_form import Sheet
from tests.fakes.block_check import check_message, check_view, text_of
from tests.handlers.given import (
    HOSTILE,
    HOSTILE_NAME,
    NOON,
    STATES,
    TEXTS,
    ZONE,
    a_case,
    a_mention,
    a_suggestion,
    content_of,
    swollen_case,
    swollen_content,
)
from triage.length import LIMITS
from triage.model import Actor, CaseEvent, State
from triage.posting import Eligibility, Sending
from triage.reply import Reply, ReplyState
from triage.reply_check import Finding

ANA, BEN = Actor(id="U0ANA", name="ana"), Actor(id="U0BEN", name="ben")
STRANGER = Actor(id="U0X", name=HOSTILE_NAME[:80])
RTL = "\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 " * 150
REPLIES = {
    "plain": "Thank you. Please write to care@example.org.",
    "empty": "",
    "blank": " \n ",
    "longest": "x" * 3000,
    "hostile": HOSTILE * 20,
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 600,
    "right to left": RTL[:3000],
    "lines": "\n" * 2999 + "x",
    "control": "".join(map(chr, range(32))) * 90,
    "half a sign": "\ud83d" * 10,
}
FINDINGS = [
    Finding(rule=f"rule {n}", hard=n % 2 == 0, words=HOSTILE * 3, message="m" * 400) for n in range(40)
]


def a_reply(state: ReplyState = ReplyState.WAITING, **changes: Any) -> Reply:
    made = Reply(id=1, case_id="7K2QM9", text=REPLIES["plain"], state=state, by=ANA, at=NOON, needed=1)
    return replace(made, **changes)


def swollen_reply(state: ReplyState, text: str) -> Reply:
    return a_reply(
        state,
        text=text,
        by=STRANGER,
        needed=2,
        approved_by=(STRANGER, replace(STRANGER, id="U0Y")),
        suggestion="s" * 100,
        reason=HOSTILE * 3,
        comment=HOSTILE * 5,
        sent_at=NOON + timedelta(hours=1),
        sent_by=HOSTILE_NAME[:60],
        link="https://e.org/" + "l" * 1900,
    )


def everything(state: State, text: str, reply: Reply) -> Any:
    return replace(
        swollen_content(swollen_case(state, text)),
        reply=reply,
        writing=(STRANGER,) * 30,
        merged=tuple(f"{n:06}" for n in range(500)),
        posting=Eligibility(True, "w" * 300),
        subjects=tuple(f"{n} {HOSTILE_NAME}"[:100] for n in range(100)),
        teams=tuple((f"{n} {HOSTILE_NAME}"[:100], HOSTILE_NAME) for n in range(100)),
    )


@pytest.mark.parametrize("text", REPLIES.values(), ids=REPLIES)
@pytest.mark.parametrize("state", STATES)
def test_a_card_that_holds_everything_at_its_longest_fits_into_slack(state: State, text: str) -> None:
    for standing, plain in product(ReplyState, (False, True)):
        content = everything(state, HOSTILE * 100, swollen_reply(standing, text))
        escalated = replace(content.case, escalated_by=HOSTILE_NAME, escalated_at=NOON)
        for case in (content.case, escalated, replace(escalated, merged_into="7K2QM8")):
            words, blocks = slack.render(replace(content, case=case), ZONE, plain=plain)
            payload = {"text": words, "blocks": blocks}
            assert check_message(payload, allowed=("here", "channel")) == [], standing


@pytest.mark.parametrize("allowed", [True, False])
@pytest.mark.parametrize("state", ["wanted", "claimed", "posted", "refused", "unclear"])
def test_a_card_whose_reply_is_on_its_way_fits_into_slack(state: str, allowed: bool) -> None:
    on_its_way = Sending(
        id=1,
        reply_id=1,
        source=HOSTILE_NAME,
        state=state,
        wanted_by=STRANGER,
        try_at=NOON,
        tries=9,
        url=None,
        said=HOSTILE[:300],
    )
    content = everything(State.CLAIMED, HOSTILE * 100, swollen_reply(ReplyState.APPROVED, HOSTILE * 50))
    told = replace(content, posting=Eligibility(allowed, HOSTILE[:300]), sending=on_its_way)
    words, blocks = slack.render(told, ZONE)
    assert check_message({"text": words, "blocks": blocks}, allowed=("here", "channel")) == []


@pytest.mark.parametrize("text", REPLIES.values(), ids=REPLIES)
@pytest.mark.parametrize("said", ["longest", "empty", "hostile", "emoji"])
def test_a_whole_case_with_its_reply_fits_into_one_message(said: str, text: str) -> None:
    history = [
        CaseEvent(case_id="7K2QM9", at=NOON, actor=STRANGER, act="reply_send_back", detail=HOSTILE * 5)
    ] * 20
    for standing in ReplyState:
        content = everything(State.CLAIMED, TEXTS[said], swollen_reply(standing, text))
        blocks = case_story.whole_case(content, history, ZONE)
        assert check_message({"text": "Case", "blocks": blocks}) == [], standing


@pytest.mark.parametrize("text", REPLIES.values(), ids=REPLIES)
@pytest.mark.parametrize("said", TEXTS)
@pytest.mark.parametrize("findings", [(), FINDINGS], ids=["clean", "warned"])
def test_the_form_fits_into_slack_whatever_it_holds(said: str, text: str, findings: Any) -> None:
    content = everything(State.NEW, TEXTS[said], swollen_reply(ReplyState.SENT_BACK, text))
    sheet = Sheet(
        case="7K2QM9",
        channel="C" * 20,
        source="s" * 100,
        base=10**9,
        follows=True,
        number=10**6,
        warned=tuple(each.rule for each in FINDINGS),
    )
    for limit in (None, *LIMITS.values()):
        view = reply_form.form(
            content, sheet, text, limit, person=ANA, needed=2, warnings=findings, refusal="r" * 300
        )
        assert check_view(view) == []
        assert check_view(reply_form.counted(view, text, limit)) == []
        for block in view["blocks"]:
            held = (block.get("element") or {}).get("initial_value") or ""
            assert len(held.encode("utf-16-le", "surrogatepass")) // 2 <= reply_form.MOST_TYPED


def test_the_emptiest_form_and_card_fit_too() -> None:
    content = content_of(a_case(mention=a_mention(text="", author=None, url=None)), reply=a_reply(text=""))
    sheet = Sheet(case="7K2QM9", channel=None, source="")
    assert check_view(reply_form.form(content, sheet, "", None, person=ANA, needed=0)) == []
    assert check_message({"text": "x", "blocks": cards.card(content, ZONE)}) == []


@pytest.mark.parametrize("findings", [FINDINGS, FINDINGS[:1]])
def test_what_stands_beside_the_editor_is_cut(findings: list[Finding]) -> None:
    assert 0 < len(reply_form.refused(findings)) <= reply_form.MOST_TOLD
    assert reply_form.refused([each for each in findings if not each.hard]) == ""


@pytest.mark.parametrize(
    "act", ["reply_send_back", "reply_sent", "drafted", "approval_waits", "escalate", "merged_in"]
)
@pytest.mark.parametrize("detail", [None, "", HOSTILE * 5, "x" * 500, "7", "{}"])
def test_every_note_of_a_reply_fits_into_slack(act: str, detail: str | None) -> None:
    pings = ("here", "channel", *[f"U{n:04}" for n in range(20)]) if act == "escalate" else ()
    for actor in (BEN, STRANGER, Actor(id="", name="Heedline")):
        event = CaseEvent(case_id="7K2QM9", at=NOON, actor=actor, act=act, detail=detail, notify=pings)
        for plain in (False, True):
            words, blocks = slack.render(event, ZONE, plain=plain)
            assert check_message({"text": words, "blocks": blocks}, allowed=("here", "channel")) == []


@given(
    text=st.text(max_size=400),
    name=st.text(max_size=80),
    said=st.text(max_size=400),
    state=st.sampled_from(ReplyState),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_at_all_fit_into_slack(text: str, name: str, said: str, state: ReplyState) -> None:
    person = Actor(id="U0X", name=name)
    reply = a_reply(
        state, text=text, by=person, comment=said, reason=said, sent_by=name, sent_at=NOON, link=said
    )
    content = content_of(
        a_case(State.CLAIMED, mention=a_mention(text=said)),
        reply=reply,
        writing=(person,),
        suggestions=[a_suggestion(text)],
    )
    assert check_message({"text": "x", "blocks": cards.card(content, ZONE)}) == []
    sheet = Sheet(case="7K2QM9", channel=None, source="x")
    assert check_view(reply_form.form(content, sheet, text, LIMITS["x"], person=BEN, needed=1)) == []


# what the card says


def on_card(reply: Reply | None, case_state: State = State.CLAIMED, **changes: Any) -> str:
    content = content_of(a_case(case_state), reply=reply, **changes)
    return text_of(reply_card.on_card(content, ZONE))


@pytest.mark.parametrize(
    ("state", "pressed"),
    [
        (ReplyState.WAITING, ["approve_reply", "send_back_reply", "withdraw_reply"]),
        (ReplyState.APPROVED, ["posted_reply", "send_back_reply", "withdraw_reply"]),
        (ReplyState.SENT_BACK, ["withdraw_reply"]),
        (ReplyState.SENT, ["not_posted_reply"]),
        (ReplyState.WITHDRAWN, []),
        (ReplyState.REPLACED, []),
    ],
)
def test_under_a_reply_stands_what_may_be_done_with_it(state: ReplyState, pressed: list[str]) -> None:
    blocks = reply_card.on_card(content_of(a_case(State.CLAIMED), reply=a_reply(state)), ZONE)
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    assert [each["action_id"] for row in rows for each in row] == pressed


@pytest.mark.parametrize("standing", ReplyState)
def test_a_closed_card_tells_what_was_posted_and_nothing_else(standing: ReplyState) -> None:
    shown = on_card(a_reply(standing, sent_at=NOON, sent_by="ben"), State.RESOLVED, writing=(BEN,))
    assert shown == ("Reply posted by ben at 20 Nov 12:00" if standing is ReplyState.SENT else "")


@pytest.mark.parametrize("standing", [ReplyState.WAITING, ReplyState.APPROVED])
def test_whoever_approves_or_copies_a_reply_reads_all_of_it_on_the_card(standing: ReplyState) -> None:
    assert "x" * 3000 in on_card(a_reply(standing, text="x" * 3000))


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (None, ""),
        (Eligibility(True, "they mentioned us."), "Heedline may post it itself: they mentioned us."),
        (Eligibility(False, "they did not."), "Heedline cannot post it itself: they did not."),
    ],
)
def test_whether_heedline_may_post_it_is_told_with_why(found: Eligibility | None, told: str) -> None:
    shown = on_card(a_reply(ReplyState.APPROVED), posting=found)
    assert told in shown
    assert ("itself" in shown) == (found is not None)


def test_only_what_heedline_may_post_has_a_button_for_it() -> None:
    for found, first in (
        (Eligibility(True, "yes"), "post_reply"),
        (Eligibility(False, "no"), "posted_reply"),
    ):
        content = content_of(a_case(State.CLAIMED), reply=a_reply(ReplyState.APPROVED), posting=found)
        (row,) = [block for block in reply_card.on_card(content, ZONE) if block["type"] == "actions"]
        assert row["elements"][0]["action_id"] == first
        assert check_message({"text": "x", "blocks": cards.card(content, ZONE)}) == []


def test_the_cases_merged_into_one_are_counted_to_the_last() -> None:
    blocks = cards.card(content_of(a_case(), merged=tuple(f"{n:06}" for n in range(25))), ZONE)
    assert "000019 and 5 more" in text_of(blocks)


# the whole case


@pytest.mark.parametrize(
    "standing", [s for s in ReplyState if s not in (ReplyState.WITHDRAWN, ReplyState.REPLACED)]
)
def test_the_whole_case_shows_the_reply_as_it_stands_and_nothing_to_press(standing: ReplyState) -> None:
    reply = a_reply(standing, sent_at=NOON, sent_by="ben", link="https://example.org/a", reason="It is so.")
    content = content_of(a_case(State.CLAIMED), reply=reply, suggestions=[a_suggestion()])
    blocks = case_story.whole_case(content, [], ZONE)
    shown = text_of(blocks)
    for words in (f"Reply {reply_card.standing(reply, ZONE)}", reply.text, "It is so.", "see it"):
        assert words in shown
    assert "We are sorry." not in shown
    assert "actions" not in [block["type"] for block in blocks]


def test_the_whole_case_says_where_the_rest_of_a_long_reply_is() -> None:
    content = content_of(a_case(State.CLAIMED), reply=a_reply(text="x" * 3000))
    assert "2,000 characters more: Edit reply on the card shows all of it" in text_of(
        case_story.whole_case(content, [], ZONE)
    )


@pytest.mark.parametrize("standing", [ReplyState.WITHDRAWN, ReplyState.REPLACED])
def test_a_reply_that_counts_no_more_leaves_the_suggestions(standing: ReplyState) -> None:
    content = content_of(a_case(), reply=a_reply(standing), suggestions=[a_suggestion()])
    shown = text_of(case_story.whole_case(content, [], ZONE))
    assert "We are sorry." in shown
    assert REPLIES["plain"] not in shown
