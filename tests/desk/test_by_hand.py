"""What people bring in themselves: one case each, by the person's choice, through the way every card goes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from desk import cases, history, labels
from desk.by_hand import Told, add_by_hand, case_of_message, propose
from tests.desk.fakes import ANA, BEN, COMPLAINT, NOW, OURS, RIVAL, Office, post
from triage.lifecycle import Act
from triage.model import Actor, Case, Route, State, Urgency, When

PHONED = "The caller waited nine hours in the ER and nobody came."
LINK = "https://closed.example.org/reviews"


def add(office: Office, text: str = PHONED, *, by: Actor = ANA, days: int = 0, **more: object) -> Case:
    told = Told(text=text, **more)  # type: ignore[arg-type]
    return add_by_hand(office.store, office.policy, told, by, NOW + timedelta(days=days)).case


def test_what_somebody_tells_becomes_a_case_with_a_card_in_the_routes_channel(office: Office) -> None:
    case = add(office)
    office.deliver()
    assert (case.state, case.subject, case.mention.source) == (State.NEW, OURS, "by hand")
    assert cases.find(office.store, case.id).receipt is not None


def test_its_history_names_who_added_it_and_what_they_noted(office: Office) -> None:
    case = add(office, note="Call back\nbefore noon")
    (event,) = cases.history(office.store, case)
    assert (event.act, event.actor, event.detail) == ("added", ANA, "Call back before noon")


def test_the_first_reason_on_the_card_says_who_added_it(office: Office) -> None:
    assert add(office).assessment.reasons[0].sentence == "Ana added it by hand"


def test_urgency_and_subject_are_the_persons_choice(office: Office) -> None:
    chosen = add(office, "Everything was wonderful.", urgency=Urgency.NOW, subject=OURS)
    assert (chosen.urgency, chosen.subject) == (Urgency.NOW, OURS)


def test_without_a_choice_it_is_judged_and_is_at_least_routine(office: Office) -> None:
    assert add(office, "Everything was wonderful.").urgency is Urgency.ROUTINE
    assert add(office, "I am at Northgate and I am going to kill myself tonight.").urgency is Urgency.NOW


@pytest.mark.parametrize("subject", [RIVAL, "somebody nobody watches", ""])
def test_a_case_is_about_an_own_name_whatever_was_asked(office: Office, subject: str) -> None:
    assert add(office, "Eastgate let me wait.", subject=subject).subject == OURS


def test_the_first_route_that_fits_takes_it(office: Office) -> None:
    urgent = Route(name="urgent", channel="#safety", when=When(urgency_at_least=3), answer_within=900.0)
    office.policy = replace(office.policy, routes=(urgent, *office.policy.routes))
    case = add(office, urgency=Urgency.NOW)
    assert (case.route, case.due_at) == ("urgent", NOW + timedelta(minutes=15))


def test_what_no_route_asks_for_goes_to_the_last_one(office: Office) -> None:
    picky = Route(name="picky", channel="#all", when=When(urgency_at_least=3))
    office.policy = replace(office.policy, routes=(picky,))
    assert add(office).route == "picky"


def test_a_text_that_asks_for_a_look_has_had_one(office: Office) -> None:
    _, judged = propose(office.policy, "Northgate \u672a\u8655\u7406\u306e\u82e6\u60c5\u3067\u3059")
    assert [reason.rule for reason in judged.reasons if reason.rule.startswith("look")] == []


# once


def test_one_message_is_one_case_whoever_adds_it(office: Office) -> None:
    first = add(office, message=("C1", "1.5"))
    again = add_by_hand(
        office.store, office.policy, Told(text="other words", message=("C1", "1.5")), BEN, NOW
    )
    assert (again.case.id, again.new) == (first.id, False)
    assert len(cases.history(office.store, first)) == 1


def test_of_two_who_add_a_message_at_once_one_opens_the_case(office: Office) -> None:
    with ThreadPoolExecutor(4) as people:
        found = list(people.map(lambda n: add(office, message=("C1", "1.5")).id, range(8)))
    assert len(set(found)) == 1
    assert cases.list_open(office.store, 1, 9)[1] == 1


def test_the_case_of_a_message_is_found(office: Office) -> None:
    case = add(office, message=("C1", "1.5"))
    assert case_of_message(office.store, "C1", "1.5") == case
    assert case_of_message(office.store, "C1", "1.6") is None


def test_the_same_words_under_the_same_link_are_one_case(office: Office) -> None:
    first = add(office, url=LINK)
    assert add(office, PHONED.upper(), url=LINK + "/?utm_source=x", by=BEN, days=9).id == first.id


def test_other_words_under_a_link_are_another_case_because_a_page_may_hold_many(office: Office) -> None:
    assert add(office, url=LINK).id != add(office, "The nurse shouted at us.", url=LINK).id


def test_a_link_that_a_source_read_is_that_posts_case(office: Office) -> None:
    (case_id,) = office.take(post("1", COMPLAINT, url="https://www.example.org/p/1")).case_ids
    assert add(office, "in other words", url="http://example.org/p/1").id == case_id


def test_a_link_that_a_source_read_and_took_for_no_complaint_becomes_a_case(office: Office) -> None:
    office.take(post("1", "digest all is well", url="https://example.org/p/1"))
    assert add(office, url="https://example.org/p/1").state is State.NEW


def test_the_same_words_on_the_phone_are_one_case_a_person_and_day(office: Office) -> None:
    first = add(office)
    assert add(office).id == first.id
    assert add(office, by=BEN).id != first.id
    assert add(office, days=1).id != first.id


# what follows


def test_a_link_that_nobody_should_click_on_is_not_kept(office: Office) -> None:
    assert add(office, url="javascript:alert(1)").mention.url is None


def test_tuning_and_backtests_learn_nothing_from_what_people_brought_in(office: Office) -> None:
    case = add(office)
    cases.act_on(office.store, case.id, Act.NOT_A_COMPLAINT, ANA, NOW)
    long_ago = NOW - timedelta(days=1)
    assert list(history.stored(office.store, long_ago)) == []
    assert list(labels.said(office.store, long_ago)) == []


def test_it_can_be_resolved_and_reopened_like_any_other(office: Office) -> None:
    case = add(office)
    cases.act_on(office.store, case.id, Act.RESOLVE, BEN, NOW, disposition="answered_privately")
    assert cases.act_on(office.store, case.id, Act.REOPEN, BEN, NOW).case.state is State.NEW
