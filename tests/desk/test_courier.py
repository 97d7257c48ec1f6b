"""What the courier sends, in which order, how fast, and how long it rests."""

from datetime import timedelta

import pytest

from desk import cases, operator
from desk.courier import IDLE
from desk.messenger import Busy, CardContent, ChannelGone, Refused, Unclear, Unreachable, Unsendable
from desk.store import notices, outbox
from desk.store.times import to_text
from tests.desk.fakes import ANA, NOW, OURS, Office, card_cases, policy
from triage.lifecycle import Act
from triage.model import CaseEvent, ReplyTemplate, State, Urgency


def test_a_new_case_becomes_a_card_in_its_routes_channel(office: Office) -> None:
    case_id = office.stand("now")
    (sent,) = office.talk.messages.values()
    assert (sent.key, sent.channel, sent.plain) == (("card", case_id), "#safety", False)


def test_a_case_knows_where_its_card_stands(office: Office) -> None:
    receipt = office.case(office.stand()).receipt
    assert receipt is not None
    assert receipt.ts in office.talk.messages


def test_a_case_is_found_by_its_card(office: Office) -> None:
    case_id = office.stand()
    receipt = office.case(case_id).receipt
    assert receipt is not None
    found = cases.find_by_card(office.store, receipt)
    assert found is not None
    assert found.id == case_id


def test_a_delivered_message_is_not_sent_again(office: Office) -> None:
    office.stand()
    office.pass_time(3600)
    office.deliver()
    assert office.talk.methods() == ["post"]


def test_an_act_changes_the_card_and_leaves_a_note_in_its_thread(office: Office) -> None:
    case_id = office.stand()
    office.act(case_id, Act.CLAIM)
    office.deliver()
    ((card_ts, card), (_, note)) = office.talk.messages.items()
    assert [case.state for case in card_cases([card])] == [State.CLAIMED]
    assert note.thread == card_ts
    assert isinstance(note.content, CaseEvent)
    assert note.content.actor == ANA


def test_a_card_is_drawn_as_the_case_is_when_it_is_sent(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.CLAIM)
    office.step()
    assert [case.state for case in card_cases(office.talk.messages.values())] == [State.CLAIMED]


def test_many_acts_before_a_card_is_refreshed_are_one_change(office: Office) -> None:
    case_id = office.stand()
    for act in (Act.CLAIM, Act.UNCLAIM, Act.CLAIM, Act.SNOOZE, Act.WAKE):
        office.act(case_id, act)
    office.deliver()
    assert office.talk.methods().count("change") == 1


def test_an_act_while_a_card_is_on_its_way_is_shown_afterwards(office: Office) -> None:
    case_id = office.open()
    post = office.talk.post

    def claimed_meanwhile(key, content, channel, *, thread, plain):  # type: ignore[no-untyped-def]
        if key[0] == "card":
            office.act(case_id, Act.CLAIM)
        return post(key, content, channel, thread=thread, plain=plain)

    office.talk.post = claimed_meanwhile  # type: ignore[method-assign]
    office.deliver()
    assert card_cases(office.talk.of_kind("card"))[0].state is State.CLAIMED


def test_a_card_carries_its_routes_people_and_a_reply(office: Office) -> None:
    reply = ReplyTemplate(name="sorry", text="We are sorry. {contact}, {organisation}, {subject}, {source}")
    office.policy = policy(replies=(reply,), reply_contact="patient.relations@northgate.example")
    office.restart()
    content = office.courier.card(office.open("now"))
    assert content.notify == ("S1",)
    assert [(each.name, each.text) for each in content.suggestions] == [
        ("sorry", "We are sorry. patient.relations@northgate.example, Northgate Health, Northgate, reviews")
    ]


def test_a_card_of_a_route_that_is_gone_notifies_nobody(office: Office) -> None:
    case_id = office.open("now")
    office.policy = policy(routes=())
    office.restart()
    content = office.courier.card(case_id)
    assert (content.notify, content.suggestions, content.case.subject) == ((), (), OURS)


def test_an_unknown_case_has_no_card(office: Office) -> None:
    with pytest.raises(cases.UnknownCase):
        office.courier.card("7K2QM9")


# Order


def test_the_most_urgent_card_goes_first(office: Office) -> None:
    office.take("default one", "desk two", "now three")
    office.deliver()
    urgencies = [case.urgency for case in card_cases(office.talk.messages.values())]
    assert urgencies == [Urgency.NOW, Urgency.SAME_DAY, Urgency.ROUTINE]


def test_of_two_alike_the_older_card_goes_first(office: Office) -> None:
    first, second = office.open("one two three"), office.open("four five six")
    office.deliver()
    assert [case.id for case in card_cases(office.talk.messages.values())] == [first, second]


def test_a_change_goes_before_a_new_card(office: Office) -> None:
    case_id = office.stand()
    office.open("now")
    office.act(case_id, Act.CLAIM)
    office.step()
    assert office.talk.calls[-1] == ("change", "card", case_id)


def test_a_card_goes_before_a_notice_and_a_notice_before_a_note(office: Office) -> None:
    case_id = office.stand("now")
    office.pass_time(60)
    office.act(case_id, Act.CLAIM)
    operator.raise_notice(office.store, office.policy, "x", "trouble", office.now)
    office.open("desk")
    office.deliver()
    assert [kind for _, kind, _ in office.talk.calls] == ["card", "card", "card", "notice", "note"]


# Pace


def test_a_channel_is_posted_to_at_its_pace(office: Office) -> None:
    office.take("one two", "three four", "five six")
    office.deliver()
    times = [sent.at - NOW for sent in office.talk.messages.values()]
    assert times == [timedelta(seconds=1.1 * n) for n in range(3)]


def test_channels_do_not_wait_for_one_another(office: Office) -> None:
    office.take("now", "desk", "default")
    assert [office.step() for _ in range(3)] == [0.0, 0.0, 0.0]
    assert office.talk.methods() == ["post"] * 3


def test_the_pace_of_a_channel_survives_a_restart(office: Office) -> None:
    office.take("one two", "three four")
    office.step()
    office.restart()
    assert office.step() == pytest.approx(1.1)
    assert office.talk.methods() == ["post"]


def test_a_clock_that_was_set_back_does_not_stop_a_channel_after_a_restart(office: Office) -> None:
    office.open("one two")
    office.step()
    office.pass_time(-7200)
    office.open("three four")
    office.restart()
    assert office.step() == pytest.approx(1.1)


def test_a_note_keeps_the_pace_of_its_cards_channel(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.CLAIM)
    office.deliver()
    card, note = office.talk.messages.values()
    assert note.at - card.at == timedelta(seconds=1.1)


def test_no_more_than_45_changes_a_minute_are_sent(office: Office) -> None:
    standing = [office.open(f"complaint number {n} here") for n in range(50)]
    office.deliver()
    for case_id in standing:
        office.act(case_id, Act.CLAIM)
    office.run(29)
    assert office.talk.methods().count("change") == 45


def test_the_rest_of_the_changes_follow_in_the_next_minute(office: Office) -> None:
    standing = [office.open(f"complaint number {n} here") for n in range(50)]
    office.deliver()
    for case_id in standing:
        office.act(case_id, Act.CLAIM)
    office.deliver(patience=29)
    office.pass_time(61)
    office.deliver()
    assert office.talk.methods().count("change") == 50


# Rest


def test_with_nothing_to_do_the_courier_rests(office: Office) -> None:
    assert office.step() == IDLE


def test_after_a_message_the_courier_looks_for_the_next_one_at_once(office: Office) -> None:
    office.open()
    assert office.step() == 0.0


def test_the_courier_rests_until_a_channel_is_free(office: Office) -> None:
    office.take("one two", "three four")
    office.step()
    assert office.step() == pytest.approx(1.1)


def test_the_courier_does_not_wake_for_a_channel_that_nobody_waits_for(office: Office) -> None:
    office.open("now")
    office.step()
    assert office.step() == IDLE


def test_the_courier_rests_until_the_next_message_is_due(office: Office) -> None:
    office.open()
    office.talk.fail("post", Busy("wait", retry_after=20.0))
    office.step()
    assert office.step() == pytest.approx(20.0)


def test_the_courier_does_not_wake_for_a_note_whose_card_does_not_stand(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.CLAIM)
    office.talk.fail("post", Busy("wait", retry_after=25.0))
    office.step()
    assert office.step() == pytest.approx(25.0)


def test_the_courier_does_not_wake_for_notes_of_a_card_that_was_given_up(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.CLAIM)
    office.talk.fail("post", Unsendable("no"), Unsendable("no"))
    office.deliver()
    assert office.step() == IDLE


def test_the_courier_rests_while_all_changes_are_held(office: Office) -> None:
    case_id = office.stand()
    office.talk.fail("change", Busy("wait", retry_after=12.0))
    office.act(case_id, Act.CLAIM)
    office.deliver(patience=1.5)
    assert office.step() == pytest.approx(12.0 - (office.now - NOW).total_seconds())


def test_a_message_that_another_process_leased_is_waited_for(office: Office) -> None:
    office.open()
    with office.store.commit() as db:
        outbox.claim_next(
            db,
            now=to_text(NOW),
            lease_until=to_text(NOW + timedelta(seconds=20)),
            held=[],
            updates_held=False,
        )
    assert office.step() == pytest.approx(20.0)


@pytest.mark.parametrize(
    "error",
    [
        Unclear("?"),
        ChannelGone("gone"),
        Busy("wait", retry_after=0.0),
        Unreachable("dns"),
        Refused("invalid_auth"),
    ],
)
def test_the_courier_never_spins_on_a_message_that_cannot_be_sent(office: Office, error: Exception) -> None:
    office.open()
    office.talk.fail("post", *[error] * 1000)
    office.talk.fail("find", *[error] * 1000)
    assert office.run(60) < 130  # a call and a rest a second at most, also for the notice about it


# Other messages


def test_a_notice_goes_to_the_operators_channel(office: Office) -> None:
    operator.raise_notice(office.store, office.policy, "x", "trouble", NOW)
    office.deliver()
    assert office.talk.texts("#ops") == ["trouble"]


def test_a_notice_about_nothing_is_dropped(office: Office) -> None:
    with office.store.commit() as db:
        outbox.want(db, [("notice", "99", "#ops", 0, to_text(NOW), to_text(NOW))])
    office.deliver()
    assert (office.talk.calls, office.waiting()) == ([], 0)


def test_a_digest_of_no_scheduled_day_is_dropped(office: Office) -> None:
    with office.store.commit() as db:
        outbox.want(db, [("digest", "2026-01-01", "#digest", 0, to_text(NOW), to_text(NOW))])
    office.deliver()
    assert (office.talk.calls, office.waiting()) == ([], 0)


def test_a_notice_that_was_never_raised_has_no_text(office: Office) -> None:
    assert notices.text_of(office.store.reader, 99) == ""


def test_two_messages_in_one_channel_stay_two(office: Office) -> None:
    office.take("one two", "three four")
    office.deliver()
    assert len({sent.key for sent in office.talk.messages.values()}) == 2
    assert all(isinstance(sent.content, CardContent) for sent in office.talk.messages.values())
