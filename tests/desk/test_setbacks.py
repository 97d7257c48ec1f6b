"""Each way in which Slack fails, at each point: nothing lost, nothing doubled, nobody else held up."""

import logging
from datetime import timedelta
from itertools import pairwise

import pytest

from desk import cases, operator
from desk.messenger import (
    Busy,
    ChannelGone,
    MessageGone,
    MessengerError,
    Refused,
    Unclear,
    Unreachable,
    Unsendable,
)
from desk.store import outbox
from desk.store.times import to_text
from tests.desk.fakes import NOW, Office, card_cases, policy
from triage.lifecycle import Act
from triage.model import State

BUSY, LOST = Busy("ratelimited", retry_after=20.0), Unclear("timeout")
PASSING = {
    "busy": BUSY,
    "unreachable": Unreachable("gaierror"),
    "unclear": Unclear("HTTP 502"),
    "refused": Refused("token_expired"),
    "unsendable": Unsendable("invalid_blocks"),
    "a bug": KeyError("blocks"),
}


def first_card(office: Office) -> str:
    office.open("one two three")
    return "card"


def note(office: Office) -> str:
    office.act(office.stand(), Act.CLAIM)
    office.step()  # the card's change
    return "note"


def digest(office: Office) -> str:
    with office.store.commit() as db:
        db.execute("INSERT INTO digest VALUES ('2026-03-17', ?, ?, NULL)", (to_text(NOW), to_text(NOW)))
        outbox.want(db, [("digest", "2026-03-17", "#digest", 0, to_text(NOW), to_text(NOW))])
    return "digest"


def notice(office: Office) -> str:
    operator.raise_notice(office.store, office.policy, "x", "trouble", office.now)
    return "notice"


POSTS = [first_card, note, digest, notice]


@pytest.mark.parametrize("failure", PASSING)
@pytest.mark.parametrize("prepare", POSTS)
def test_a_post_that_fails_once_is_sent_once(office: Office, prepare, failure: str) -> None:  # type: ignore[no-untyped-def]
    kind = prepare(office)
    office.talk.fail("post", PASSING[failure])
    office.run(120)
    keys = [sent.key for sent in office.talk.of_kind(kind)]
    assert len(keys) == len(set(keys)) >= 1
    assert office.one("SELECT count(*) FROM outbox WHERE kind = ? AND wanted > done", kind) == 0


@pytest.mark.parametrize("prepare", POSTS)
def test_a_post_whose_answer_was_lost_is_found_and_not_sent_again(office: Office, prepare) -> None:  # type: ignore[no-untyped-def]
    kind = prepare(office)
    office.talk.fail("post", LOST, arrives=True)
    office.deliver()
    assert len(office.talk.of_kind(kind)) == 1
    assert office.talk.methods().count("find") == 1


@pytest.mark.parametrize("failure", PASSING)
def test_a_change_that_fails_once_is_made(office: Office, failure: str) -> None:
    case_id = office.stand()
    office.act(case_id, Act.CLAIM)
    office.talk.fail("change", PASSING[failure])
    office.run(120)
    assert [case.state for case in card_cases(office.talk.of_kind("card"))] == [State.CLAIMED]
    assert len(office.talk.of_kind("note")) == 1


@pytest.mark.parametrize("failure", [*PASSING, "lost channel", "lost message"])
def test_a_search_that_fails_doubles_nothing(office: Office, failure: str) -> None:
    office.open()
    office.talk.fail("post", LOST, arrives=True)
    office.step()
    office.pass_time(2)
    kinds = {**PASSING, "lost channel": ChannelGone("x"), "lost message": MessageGone("x")}
    office.talk.fail("find", kinds[failure])
    if failure in ("refused", "unsendable", "lost channel", "lost message"):
        office.talk.fail("post", Busy("wait", retry_after=1.0))  # the post that follows fails too
    office.deliver(patience=29)
    assert len(office.talk.of_kind("card")) == 1


# Unclear ends


def test_an_unclear_post_is_looked_for_after_it_had_time_to_appear(office: Office) -> None:
    office.open()
    office.talk.fail("post", LOST)
    office.step()
    assert office.step() == pytest.approx(2.0)


def test_an_act_does_not_bring_the_look_for_a_lost_post_forward(office: Office) -> None:
    case_id = office.open()
    office.talk.fail("post", LOST)
    office.step()
    office.act(case_id, Act.CLAIM)
    assert office.step() == pytest.approx(2.0)


def test_a_lost_post_is_looked_for_from_a_little_before_it_was_sent(office: Office) -> None:
    office.open()
    office.talk.fail("post", LOST)
    office.deliver()
    assert office.talk.searches[0][2] == NOW - timedelta(minutes=5)


def test_a_post_that_did_not_arrive_is_sent_again(office: Office) -> None:
    office.open()
    office.talk.fail("post", LOST)
    office.deliver()
    assert office.talk.methods() == ["post", "find", "post"]


def test_what_was_looked_for_in_vain_is_in_doubt_no_longer(office: Office) -> None:
    office.open()
    office.talk.fail("post", LOST, Busy("wait", retry_after=1.0))
    office.deliver()
    assert office.talk.methods() == ["post", "find", "post", "post"]


def test_a_lost_post_is_looked_for_from_its_first_attempt_on_however_late(office: Office) -> None:
    office.open()
    office.talk.fail("post", LOST, arrives=True)
    office.talk.fail("find", *[Unclear("HTTP 503")] * 9)
    office.run(3600)
    assert len(office.talk.of_kind("card")) == 1


def test_a_search_that_never_ends_clearly_while_all_else_works_is_given_up_but_not_the_card(
    office: Office,
) -> None:
    office.open()
    office.talk.fail("post", LOST)
    office.talk.fail("find", *[Unclear("new_error")] * 999)
    office.run(7200)
    assert [sent.plain for sent in office.talk.of_kind("card")] == [False]
    assert office.talk.methods().count("find") == 10
    assert any("may be there twice" in text for text in office.talk.texts("#ops"))


def test_in_an_outage_nothing_is_posted_without_having_been_looked_for(office: Office) -> None:
    office.open()
    office.talk.fail("post", LOST, *[Unclear("HTTP 503")] * 999)
    office.talk.fail("find", *[Unclear("HTTP 503")] * 999)
    office.run(7200)
    assert office.talk.calls.count(office.talk.calls[0]) == 1


def test_a_found_card_may_be_old_and_is_redrawn(office: Office) -> None:
    case_id = office.open()
    office.talk.fail("post", LOST, arrives=True)
    office.step()
    office.act(case_id, Act.CLAIM)
    office.deliver()
    assert [case.state for case in card_cases(office.talk.of_kind("card"))] == [State.CLAIMED]


def test_a_lost_note_is_looked_for_in_its_thread(office: Office) -> None:
    note(office)
    office.talk.fail("post", LOST, arrives=True)
    office.deliver()
    (ts,) = [ts for ts, sent in office.talk.messages.items() if sent.key[0] == "card"]
    assert office.talk.searches[0][3] is not None
    assert office.talk.searches[0][3].ts == ts


@pytest.mark.parametrize("later", [Busy("wait", retry_after=3.0), Unreachable("dns"), Refused("revoked")])
def test_what_fails_after_a_search_that_was_refused_does_not_make_us_forget_the_doubt(
    office: Office, later: MessengerError
) -> None:
    office.open()
    office.talk.fail("post", LOST, arrives=True)
    office.step()
    office.talk.fail("find", Refused("token_revoked"))
    office.talk.fail("post", later)
    office.run(120)
    assert len(office.talk.of_kind("card")) == 1


def test_where_looking_is_not_allowed_a_card_comes_rather_twice_than_never(office: Office) -> None:
    office.open()
    office.talk.fail("post", LOST, arrives=True)
    office.talk.fail("find", Refused("missing_scope"))
    office.deliver()
    assert len(office.talk.of_kind("card")) == 2
    assert office.talk.texts("#ops") == [
        "Could not look up whether a message reached #all (missing_scope); it may be there twice."
    ]


def test_when_looking_works_again_the_operators_hear_of_it(office: Office) -> None:
    office.take("one two three")
    office.talk.fail("post", LOST)
    office.talk.fail("find", Refused("missing_scope"))
    office.deliver()
    office.talk.fail("post", LOST)
    office.open("four five six")
    office.deliver()
    assert "Messages in #all can be looked up again." in office.talk.texts("#ops")


def test_being_slow_to_look_up_holds_no_other_post_in_the_channel(office: Office) -> None:
    office.open("one two three")
    office.talk.fail("post", LOST)
    office.step()
    office.pass_time(2)
    office.talk.fail("find", Busy("ratelimited", retry_after=60.0))
    office.step()
    office.open("four five six")
    office.step()
    assert len(office.talk.of_kind("card")) == 1


def test_a_search_waits_as_long_as_slack_asks(office: Office) -> None:
    office.open()
    office.talk.fail("post", LOST)
    office.step()
    office.pass_time(2)
    office.talk.fail("find", Busy("ratelimited", retry_after=25.0))
    office.step()
    assert office.step() == pytest.approx(25.0)


def test_one_message_that_always_ends_unclear_goes_plain_and_is_then_given_up(office: Office) -> None:
    case_id = office.open("one two three")
    office.talk.cursed["card", case_id] = Unclear("unknown_error")
    for number in range(60):
        office.open(f"another complaint {number}")
        office.run(60)
    assert office.rows("SELECT plain, dead FROM outbox WHERE ref = ?", case_id) == [(1, 1)]
    assert office.talk.calls.count(("post", "card", case_id)) == 11
    assert len(office.talk.of_kind("card")) == 60


@pytest.mark.parametrize(("fault", "fewer"), [(Unclear("HTTP 500"), 9), (KeyError("blocks"), 4)])
def test_a_message_that_got_through_begins_anew(office: Office, fault: Exception, fewer: int) -> None:
    case_id = office.stand()
    for act in (Act.CLAIM, Act.UNCLAIM):
        office.act(case_id, act)
        office.talk.fail("change", *[fault] * fewer)
        office.run(3600)
    assert office.rows("SELECT plain, dead, wanted - done FROM outbox WHERE kind = 'card'") == [(0, 0, 0)]


def test_an_outage_of_a_day_gives_nothing_up(office: Office) -> None:
    office.take("one two three", "four five six", "now seven")
    office.talk.fail("post", *[Unclear("HTTP 503")] * 5000)
    office.run(24 * 3600)
    office.talk.calm()
    office.run(400)
    assert [sent.plain for sent in office.talk.of_kind("card")] == [False] * 3


# Busy


def test_a_busy_channel_holds_no_other_channel(office: Office) -> None:
    office.take("now", "desk")
    office.talk.fail("post", BUSY)
    office.step()
    office.step()
    assert [sent.channel for sent in office.talk.of_kind("card")] == ["#desk"]


def test_a_busy_channel_holds_its_other_posts(office: Office) -> None:
    office.take("one two three", "four five six")
    office.talk.fail("post", BUSY)
    office.step()
    assert office.step() == pytest.approx(20.0)


def test_busy_changes_hold_no_post(office: Office) -> None:
    office.act(office.stand(), Act.CLAIM)
    office.talk.fail("change", BUSY)
    office.step()
    office.open("now")
    office.step()
    assert office.talk.calls[-1][:2] == ("post", "card")


def test_busy_changes_hold_the_other_changes(office: Office) -> None:
    for case_id in (office.stand("one two three"), office.stand("four five six")):
        office.act(case_id, Act.CLAIM)
    office.talk.fail("change", BUSY)
    office.run(15)
    assert office.talk.methods().count("change") == 1


def test_nobody_makes_us_wait_longer_than_an_hour(office: Office) -> None:
    office.open()
    office.talk.fail("post", Busy("wait", retry_after=1e12))
    office.step()
    assert office.outbox()["due_at"] == to_text(NOW + timedelta(hours=1))


# Unreachable and refused


def test_while_slack_cannot_be_reached_nothing_else_is_tried(office: Office) -> None:
    office.take("now", "desk")
    office.talk.fail("post", Unreachable("gaierror"))
    office.step()
    assert office.step() == pytest.approx(2.0)


def test_tries_to_reach_slack_become_rarer_up_to_half_a_minute(office: Office) -> None:
    office.open()
    office.talk.fail("post", *[Unreachable("gaierror")] * 8)
    gaps = []
    for _ in range(8):
        office.step()
        gaps.append(round(office.step()))
        office.pass_time(gaps[-1])
    assert gaps == [2, 4, 8, 16, 30, 30, 30, 30]


@pytest.mark.parametrize("failures", [5, 9])
def test_the_operators_hear_once_of_an_outage_and_once_of_its_end(office: Office, failures: int) -> None:
    office.open()
    office.talk.fail("post", *[Unreachable("gaierror")] * failures)
    office.run(300)
    assert office.talk.texts("#ops") == ["Slack cannot be reached (gaierror).", "Slack takes messages again."]


def test_a_short_outage_is_nobodys_business(office: Office) -> None:
    office.open()
    office.talk.fail("post", *[Unreachable("gaierror")] * 4)
    office.run(60)
    assert office.talk.texts("#ops") == []


def test_a_refusal_parks_everything_and_is_told_at_once(office: Office) -> None:
    office.take("now", "desk")
    office.talk.fail("post", Refused("invalid_auth"))
    office.step()
    assert office.rows("SELECT topic FROM notice WHERE open = 1") == [("slack",)]
    office.pass_time(59)
    assert office.step() == pytest.approx(1.0)


def test_after_a_refusal_everything_resumes(office: Office) -> None:
    office.take("now", "desk")
    office.talk.fail("post", Refused("invalid_auth"))
    office.step()
    office.pass_time(60)
    office.deliver()
    assert len(office.talk.of_kind("card")) == 2
    assert office.talk.texts("#ops")[-1] == "Slack takes messages again."


# A channel that is gone


def test_a_card_for_a_channel_that_is_gone_goes_to_the_default_channel(office: Office) -> None:
    office.talk.gone.add("#safety")
    office.stand("now")
    assert [sent.channel for sent in office.talk.of_kind("card")] == ["#all"]


def test_of_a_channel_that_is_gone_the_operators_hear_once(office: Office) -> None:
    office.talk.gone.add("#safety")
    office.take("now one", "now two", "now three")
    office.deliver()
    assert office.talk.texts("#ops") == [
        "The channel #safety cannot be posted to (is_archived). Its messages go to #all. "
        "Unarchive it, or name another one in heedline.toml."
    ]


def test_when_a_channel_is_back_the_operators_hear_of_it(office: Office) -> None:
    office.open("now one")
    office.talk.fail("post", ChannelGone("not_in_channel"))
    office.deliver()
    office.stand("now two")
    assert office.talk.texts("#ops")[-1] == "The channel #safety takes messages again."


def test_a_change_does_not_prove_that_a_channel_can_be_posted_to(office: Office) -> None:
    case_id = office.stand("now one")
    office.talk.fail("post", ChannelGone("not_in_channel"))
    office.stand("now two")
    office.act(case_id, Act.CLAIM)
    office.deliver()
    assert office.rows("SELECT topic FROM notice WHERE open = 1") == [("channel:#safety",)]


def test_a_digest_for_a_channel_that_is_gone_goes_to_the_default_channel(office: Office) -> None:
    office.talk.gone.add("#digest")
    digest(office)
    office.deliver()
    assert [sent.channel for sent in office.talk.of_kind("digest")] == ["#all"]


def test_an_open_card_in_a_channel_that_is_gone_is_posted_anew_in_the_default_channel(office: Office) -> None:
    case_id = office.stand("now")
    office.talk.gone.add("#safety")
    office.act(case_id, Act.CLAIM)
    office.deliver()
    assert [sent.channel for sent in office.talk.of_kind("card")] == ["#safety", "#all"]


def test_a_note_follows_its_redirected_card(office: Office) -> None:
    case_id = office.stand("now")
    office.talk.gone.add("#safety")
    office.act(case_id, Act.CLAIM)
    office.deliver()
    (note_sent,) = office.talk.of_kind("note")
    assert (note_sent.channel, note_sent.thread) == ("#all", list(office.talk.messages)[1])


def test_a_note_that_was_tried_before_its_card_moved_follows_it(office: Office) -> None:
    case_id = office.stand("now")
    office.talk.gone.add("#safety")
    office.act(case_id, Act.CLAIM)
    office.talk.cursed["card", case_id] = BUSY
    office.run(15)
    office.talk.calm()
    office.talk.gone.add("#safety")
    office.run(60)
    assert [sent.channel for sent in office.talk.of_kind("note")] == ["#all"]
    assert office.talk.calls.count(("post", "note", "1")) > 1


def test_a_redirected_note_keeps_the_pace_of_the_default_channel(office: Office) -> None:
    office.talk.gone.add("#safety")
    office.act(office.open("now"), Act.CLAIM)
    office.take("one two three", "four five six")
    office.deliver()
    office.stand("seven eight nine")
    sent = [each for each in office.talk.messages.values() if each.channel == "#all"]
    assert [each.key[0] for each in sent] == ["card", "card", "card", "note", "card"]
    assert all(later.at - each.at >= timedelta(seconds=1.1) for each, later in pairwise(sent))


def test_a_note_that_cannot_be_posted_under_a_card_that_can_is_given_up_in_the_end(office: Office) -> None:
    case_id = office.stand()
    office.act(case_id, Act.CLAIM)
    office.talk.fail("post", *[ChannelGone("restricted_action_non_threadable_channel")] * 99)
    office.run(900)
    assert office.outbox("note")["dead"] == 1
    assert office.talk.methods().count("post") < 12


def test_a_resolved_card_in_a_channel_that_is_gone_is_left_alone(office: Office) -> None:
    case_id = office.stand("now")
    office.talk.gone.add("#safety")
    office.act(case_id, Act.RESOLVE)
    office.deliver()
    assert [sent.channel for sent in office.talk.of_kind("card")] == ["#safety"]
    assert office.waiting() == 0


def test_without_the_default_channel_messages_wait_for_a_person(office: Office) -> None:
    office.talk.gone.add("#all")
    office.open()
    office.deliver()
    assert office.talk.texts("#ops") == [
        "The channel #all cannot be posted to (is_archived). What belongs there waits; nothing is lost. "
        "Unarchive it, or name another one in heedline.toml."
    ]
    assert office.waiting() == 1


def test_a_default_channel_that_is_gone_is_asked_once_a_minute_whatever_waits(office: Office) -> None:
    office.talk.gone.add("#all")
    office.take(*(f"complaint number {n}" for n in range(30)))
    office.run(119)
    assert [kind for _, kind, _ in office.talk.calls].count("card") == 2


def test_when_the_default_channel_is_back_what_waited_is_sent(office: Office) -> None:
    office.open()
    office.talk.fail("post", ChannelGone("not_in_channel"))
    office.step()
    office.pass_time(60)
    office.deliver()
    assert len(office.talk.of_kind("card")) == 1


def test_a_redirect_is_one_commit_and_due_at_once(office: Office) -> None:
    office.open("now")
    office.talk.fail("post", ChannelGone("is_archived"))
    office.step()
    row = office.outbox()
    assert (row["channel"], row["due_at"], row["lease_until"], row["last_error"]) == (
        "#all",
        to_text(NOW),
        None,
        "is_archived",
    )


# A message that Slack does not take


def test_a_poison_card_is_sent_plain(office: Office) -> None:
    office.open()
    office.talk.fail("post", Unsendable("invalid_blocks"))
    office.deliver()
    assert [sent.plain for sent in office.talk.of_kind("card")] == [True]


def test_a_card_that_is_poison_even_plain_is_given_up_and_told(office: Office) -> None:
    case_id = office.open()
    office.talk.fail("post", Unsendable("invalid_blocks"), Unsendable("msg_too_long"))
    office.deliver()
    assert office.outbox()["dead"] == 1
    assert office.talk.texts("#ops") == [
        f"Slack does not take card {case_id} in any form (msg_too_long). /heed show {case_id} has it."
    ]


def test_a_poison_card_blocks_no_other(office: Office) -> None:
    office.talk.cursed["card", office.open("now poison")] = Unsendable("x")
    office.take("one two three", "now two", "now three")
    office.deliver()
    assert len(office.talk.of_kind("card")) == 3


def test_the_notes_of_a_card_that_was_given_up_do_not_wait_for_ever(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.CLAIM)
    office.talk.fail("post", Unsendable("x"), Unsendable("x"))
    office.deliver()
    assert office.waiting() == 0


def test_a_card_that_was_given_up_is_tried_again_when_something_happens(office: Office) -> None:
    case_id = office.open()
    office.talk.fail("post", Unsendable("x"), Unsendable("x"))
    office.deliver()
    office.act(case_id, Act.CLAIM)
    office.deliver()
    assert [case.state for case in card_cases(office.talk.of_kind("card"))] == [State.CLAIMED]
    assert office.talk.texts("#ops")[-1] == f"Slack takes card {case_id} after all."


def test_a_notice_that_slack_does_not_take_raises_no_other(office: Office) -> None:
    notice(office)
    office.talk.fail("post", *[Unsendable("x")] * 99)
    office.deliver()
    assert office.talk.methods() == ["post", "post"]


def test_a_poison_note_is_given_up_without_its_card(office: Office) -> None:
    note(office)
    office.talk.fail("post", Unsendable("metadata_too_large"), Unsendable("metadata_too_large"))
    office.deliver()
    assert (office.outbox("note")["dead"], office.outbox("card")["dead"]) == (1, 0)
    assert office.talk.texts("#ops") == ["Slack does not take note 1 in any form (metadata_too_large)."]


def test_a_note_whose_card_was_deleted_goes_beneath_the_new_card(office: Office) -> None:
    note(office)
    office.talk.fail("post", MessageGone("thread_not_found"))
    office.talk.fail("change", MessageGone("message_not_found"))
    office.deliver()
    office.pass_time(10)
    office.deliver()
    assert office.talk.methods().count("post") == 4  # the card, the note in vain, a new card, the note
    assert (office.outbox("note")["done"], office.outbox("note")["dead"]) == (1, 0)
    assert office.talk.texts("#ops") == []


def test_a_note_of_a_closed_case_whose_card_was_deleted_is_left_alone(office: Office) -> None:
    note(office)
    with office.store.commit() as db:
        db.execute("UPDATE cases SET state = 'resolved'")
    office.talk.fail("post", MessageGone("thread_not_found"))
    office.deliver()
    assert (office.outbox("note")["done"], office.outbox("note")["dead"]) == (1, 0)


# Faults of our own


def test_a_fault_of_ours_gives_a_plain_card_after_five_tries(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.open()
    office.talk.fail("post", *[KeyError("blocks")] * 5)
    office.run(120)
    assert [sent.plain for sent in office.talk.of_kind("card")] == [True]
    assert "could not send card" in caplog.text


def test_a_fault_of_ours_that_stays_is_given_up_and_blocks_no_other(office: Office) -> None:
    office.open("now broken")
    with office.store.commit() as db:
        db.execute("UPDATE mention SET reasons = 'no JSON'")
    office.open("one two three")
    office.run(300)
    assert office.rows("SELECT dead FROM outbox WHERE kind = 'card' ORDER BY id") == [(1,), (0,)]
    assert [case.urgency for case in card_cases(office.talk.of_kind("card"))] == [1]


def test_a_fault_before_anything_was_sent_leaves_no_doubt(office: Office) -> None:
    office.open()
    with office.store.commit() as db:
        db.execute("UPDATE mention SET reasons = 'no JSON'")
    office.step()
    with office.store.commit() as db:
        db.execute("UPDATE mention SET reasons = '[]'")
    office.deliver()
    assert office.talk.methods() == ["post"]


def test_an_outage_does_not_count_as_a_fault_of_ours(office: Office) -> None:
    office.open()
    office.talk.fail("post", *[Unreachable("dns")] * 9, KeyError("blocks"))
    office.run(600)
    assert [sent.plain for sent in office.talk.of_kind("card")] == [False]


def test_post_text_is_not_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    office.open("a very secret complaint")
    office.talk.fail("post", KeyError("x"), LOST, Unsendable("x"), BUSY)
    office.deliver(patience=29)
    assert "secret" not in caplog.text


# A deleted card


def test_a_deleted_card_of_an_open_case_is_posted_anew(office: Office) -> None:
    case_id = office.stand()
    office.talk.delete(office.case(case_id).receipt)
    office.act(case_id, Act.CLAIM)
    office.deliver()
    assert [case.state for case in card_cases(office.talk.of_kind("card"))] == [State.CLAIMED]


def test_the_note_goes_to_the_new_card(office: Office) -> None:
    case_id = office.stand()
    office.talk.delete(office.case(case_id).receipt)
    office.act(case_id, Act.CLAIM)
    office.deliver()
    (note_sent,) = office.talk.of_kind("note")
    receipt = office.case(case_id).receipt
    assert receipt is not None
    assert note_sent.thread == receipt.ts


def test_a_deleted_card_of_a_resolved_case_is_left_alone(office: Office) -> None:
    case_id = office.stand()
    office.talk.delete(office.case(case_id).receipt)
    office.act(case_id, Act.RESOLVE)
    office.deliver()
    assert office.talk.of_kind("card") == []
    assert tuple(outbox.depth(office.store.reader)) == (0, None, 0, None)


def test_a_resolved_case_that_is_opened_again_gets_its_card_back(office: Office) -> None:
    case_id = office.stand()
    office.talk.delete(office.case(case_id).receipt)
    office.act(case_id, Act.RESOLVE)
    office.deliver()
    office.act(case_id, Act.REOPEN)
    office.deliver()
    assert [case.state for case in card_cases(office.talk.of_kind("card"))] == [State.NEW]


def test_a_note_whose_thread_is_gone_is_left_alone(office: Office) -> None:
    note(office)
    office.talk.fail("post", MessageGone("message_not_found"))
    office.deliver()
    assert (office.waiting(), office.talk.texts("#ops")) == (0, [])


# Restarts


def die(office: Office, *, before: bool) -> None:
    """The process ends in the middle of a post: before or after it reached Slack."""

    class Killed(BaseException):
        pass

    office.talk.fail("post", Killed(), arrives=not before)  # type: ignore[arg-type]
    with pytest.raises(Killed):
        office.run(60)


@pytest.mark.parametrize("before", [True, False])
def test_a_process_that_is_killed_while_posting_leaves_one_card(office: Office, before: bool) -> None:
    office.open()
    die(office, before=before)
    office.restart()
    office.deliver()
    assert len(office.talk.of_kind("card")) == 1


def test_what_a_dead_process_was_posting_is_given_time_to_appear(office: Office) -> None:
    office.open()
    die(office, before=False)
    office.restart()
    assert office.step() == pytest.approx(2.0)


def test_a_change_that_a_dead_process_was_making_is_made_at_once(office: Office) -> None:
    case_id = office.stand()
    office.act(case_id, Act.CLAIM)
    with office.store.commit() as db:
        outbox.claim_next(
            db, now=to_text(NOW), lease_until=to_text(NOW + timedelta(minutes=2)), held=[], updates_held=False
        )
    office.restart()
    office.step()
    assert office.talk.calls[-1] == ("change", "card", case_id)


def test_many_deaths_lose_nothing_and_double_nothing(office: Office) -> None:
    office.take(*(f"complaint number {n} here" for n in range(30)))
    for number in range(12):
        die(office, before=number % 3 == 0)
        office.restart()
    office.run(120)
    keys = [sent.key for sent in office.talk.of_kind("card")]
    assert len(keys) == len(set(keys)) == 30


def test_a_database_that_fails_after_a_post_is_no_reason_to_post_again(office: Office) -> None:
    office.open()
    with office.store.commit() as db:
        db.execute(
            "CREATE TRIGGER full BEFORE UPDATE OF done ON outbox BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(Exception, match="disk full"):
        office.step()
    with office.store.commit() as db:
        db.execute("DROP TRIGGER full")
    office.pass_time(121)
    office.deliver()
    assert office.talk.methods() == ["post", "find", "change"]


def test_the_default_channel_may_be_the_only_one(office: Office) -> None:
    office.policy = policy(slack_ops_channel="#all", slack_digest_channel="#all")
    office.restart()
    office.talk.gone.add("#all")
    office.open()
    office.deliver()
    assert office.waiting() == 2  # the card, and the notice about it


def test_an_unknown_case_cannot_be_looked_at(office: Office) -> None:
    with pytest.raises(cases.UnknownCase):
        cases.find(office.store, "\ud800")
