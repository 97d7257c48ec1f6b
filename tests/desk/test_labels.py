"""What people say of a verdict is kept; a later word replaces an earlier one, and reopening takes it back."""

from datetime import timedelta

import pytest

from desk import cases, history, labels
from desk.corrections import correct, correct_post
from desk.labels import Said
from tests.desk.fakes import ANA, BEN, NOW, OURS, RIVAL, Office, post
from triage.lifecycle import Act
from triage.model import Urgency

LONG_AGO = NOW - timedelta(days=1)
LINK = "https://example.org/post/1"


def said(office: Office) -> list[Said]:
    return list(labels.said(office.store, LONG_AGO))


def told(office: Office) -> list[bool | None]:
    return [each.complaint for each in said(office)]


def test_not_a_complaint_is_a_label_and_reopening_takes_it_back(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    cases.act_on(office.store, case_id, Act.NOT_A_COMPLAINT, ANA, NOW)
    assert told(office) == [False]
    cases.act_on(office.store, case_id, Act.REOPEN, ANA, NOW)
    assert told(office) == []


@pytest.mark.parametrize(
    ("disposition", "label"),
    [("answered_publicly", [True]), ("passed_on", [True]), ("not_a_complaint", [False]), ("duplicate", [])],
)
def test_every_ending_says_what_it_was(office: Office, disposition: str, label: list[bool]) -> None:
    (case_id,) = office.take("a").case_ids
    cases.act_on(office.store, case_id, Act.RESOLVE, ANA, NOW, disposition=disposition)
    assert told(office) == label


def test_what_was_said_in_words_outweighs_how_the_case_ended(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    correct(office.store, case_id, "complaint", "0", ANA, NOW)
    cases.act_on(office.store, case_id, Act.RESOLVE, BEN, NOW, disposition="answered_publicly")
    cases.act_on(office.store, case_id, Act.REOPEN, BEN, NOW)
    assert told(office) == [False]


def test_a_corrected_urgency_is_the_cases_from_then_on_and_stands_in_its_history(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    case = correct(office.store, case_id, "urgency", "3", ANA, NOW)
    assert case.urgency is Urgency.NOW
    assert [(event.act, event.detail) for event in cases.history(office.store, case)] == [
        ("wrong_urgency", "3")
    ]


def test_the_card_is_drawn_again_with_what_was_said(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    case = correct(office.store, case_id, "subject", RIVAL, ANA, NOW)
    assert [(each.kind, each.value, each.by) for each in cases.corrections(office.store, case)] == [
        ("subject", RIVAL, "Ana")
    ]


def test_the_same_correction_twice_is_one(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    for _ in range(2):
        case = correct(office.store, case_id, "subject", "", ANA, NOW)
    assert len(cases.history(office.store, case)) == 1


def test_whoever_says_what_was_judged_anyway_says_nothing_new(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    case = correct(office.store, case_id, "subject", OURS, ANA, NOW)
    assert (cases.history(office.store, case), said(office)) == ([], [])


def test_what_was_judged_in_the_first_place_takes_a_correction_back(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    correct(office.store, case_id, "subject", RIVAL, ANA, NOW)
    case = correct(office.store, case_id, "subject", OURS, BEN, NOW)
    assert cases.corrections(office.store, case) == ()
    assert said(office) == []


@pytest.mark.parametrize(
    ("kind", "value"), [("urgency", "4"), ("urgency", ""), ("complaint", "2"), ("mood", "1")]
)
def test_another_correction_is_refused(office: Office, kind: str, value: str) -> None:
    (case_id,) = office.take("a").case_ids
    with pytest.raises(ValueError, match="no such correction"):
        correct(office.store, case_id, kind, value, ANA, NOW)


def test_a_correction_of_an_unknown_case_says_so(office: Office) -> None:
    with pytest.raises(cases.UnknownCase):
        correct(office.store, "ZZZZZZ", "urgency", "2", ANA, NOW)


def test_a_post_that_got_no_card_is_corrected_by_its_link(office: Office) -> None:
    office.take(post("1", "digest nothing much", url=LINK))
    kept = correct_post(office.store, f"{LINK}?utm_source=x", "complaint", "1", ANA, NOW)
    assert kept is not None
    assert (kept.new, kept.case_id) == (True, None)
    assert told(office) == [True]
    again = correct_post(office.store, LINK, "complaint", "1", ANA, NOW)
    assert again is not None
    assert not again.new


def test_a_case_corrected_by_its_posts_link_shows_it(office: Office) -> None:
    (case_id,) = office.take(post("1", "a", url=LINK)).case_ids
    kept = correct_post(office.store, LINK, "urgency", "2", ANA, NOW)
    assert kept is not None
    assert kept.case_id == case_id
    assert cases.find(office.store, case_id).urgency is Urgency.SAME_DAY


def test_a_link_nobody_read_is_no_label(office: Office) -> None:
    assert correct_post(office.store, LINK, "complaint", "1", ANA, NOW) is None


def test_for_the_digest_says_that_it_is_no_complaint(office: Office) -> None:
    (case_id,) = office.take("a").case_ids
    correct(office.store, case_id, "urgency", "0", ANA, NOW)
    assert [(each.complaint, each.urgency) for each in said(office)] == [(False, Urgency.DIGEST)]


def test_stored_mentions_come_with_their_outcome(office: Office) -> None:
    office.take("a", "digest b")
    found = list(history.stored(office.store, LONG_AGO))
    assert [each.outcome.value for each in found] == ["case", "digest"]
    assert history.wiped(office.store, LONG_AGO) == 0
