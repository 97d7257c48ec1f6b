"""What only a person can judge is never passed over in silence."""

from functools import cache

import pytest

from tests.triage.test_corpus import corpus
from tests.triage.test_judge import judge, mention
from triage.look import LOOK_DANGER, LOOKS, rank, wants_look
from triage.model import Assessment, Outcome, Urgency, Verdict


def verdict(text: str, language: str | None = None) -> Verdict:
    return judge().verdict(mention(text, language=language))


def assessment(text: str, language: str | None = None) -> Assessment:
    found = verdict(text, language).assessment
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rule", "text", "language"),
    [
        ("look_language", "Northgate Hospital: esperei seis horas e ninguém me atendeu, uma vergonha", "pt"),
        ("look_language", "ノースゲート northgate hospital 待合室で六時間待ちました", "ja"),
        ("look_language", "northgate 等了九个小时没有人来我妈妈快死了", None),
        ("look_short", "Northgate 😡", None),
        ("look_short", "Northgate Hospital https://pic.example.org/1", None),
    ],
)
def test_an_unreadable_mention_of_us_asks_for_a_person(rule: str, text: str, language: str | None) -> None:
    found = verdict(text, language)
    assert found.outcome is Outcome.LOOK
    assert assessment(text, language).reasons[0].rule == rule
    assert found.route == "default"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Northgate Hospital: obrigada a toda a equipa 😍❤️🎉", "pt"),
        ("Northgate Hospital is in Mill Street, opposite the library", "en"),
        ("Northgate Hospital", "en"),
        ("Lakeside Clinic 😡", None),
    ],
)
def test_praise_plain_facts_and_others_need_no_look(text: str, language: str | None) -> None:
    assert verdict(text, language).outcome in (Outcome.DIGEST, Outcome.OFF_TOPIC)


@cache
def near_a_danger() -> str:
    """A text of the corpus that falls a little short of a danger and is no complaint; which one is the fit's to say."""
    named = (f"Northgate: {each.text.text}" for each in corpus() if each.text.language == "en")
    return next(text for text in named if LOOK_DANGER in [reason.rule for reason in assessment(text).reasons])


def test_what_may_be_a_danger_asks_for_a_person() -> None:
    found = verdict(near_a_danger())
    assert found.outcome is Outcome.LOOK
    assert found.route == "default"


def test_a_danger_comes_before_the_unreadable_and_that_before_the_short() -> None:
    danger = assessment(near_a_danger())
    language = assessment("Northgate Hospital: esperei seis horas e ninguém me atendeu", "pt")
    short = assessment("Northgate 😡")
    assert sorted([short, language, danger], key=rank) == [danger, language, short]


def test_a_complaint_near_a_danger_is_a_complaint_that_says_so() -> None:
    named = (
        f"Northgate: {each.text.text}"
        for each in corpus()
        if each.text.language == "en" and each.text.complaint
    )
    found = next(each for each in map(verdict, named) if "near_danger" in rules_of(each))
    assert found.outcome is Outcome.CASE
    assert found.assessment is not None
    assert found.assessment.urgency is Urgency.SAME_DAY


def rules_of(found: Verdict) -> list[str]:
    return [reason.rule for reason in found.assessment.reasons] if found.assessment else []


def test_a_case_that_came_of_a_look_says_so() -> None:
    assert wants_look(assessment("Northgate 😡"))
    assert not wants_look(None)
    assert len(LOOKS) == 5


@pytest.mark.parametrize(
    "text",
    [
        "Northgate super, huit heures aux urgences avec ma fille",
        "Northgate: kein Arzt, keine Hilfe, super Laden",
    ],
)
def test_a_cheerful_word_does_not_silence_a_language_that_we_do_not_read(text: str) -> None:
    assert verdict(text).outcome is Outcome.LOOK


def test_praise_that_may_be_bitter_asks_for_a_person() -> None:
    found = verdict("Nine hours \U0001f643 thanks Northgate General \U0001f44f")
    assert found.outcome is Outcome.LOOK


def test_a_heart_means_a_heart_in_any_language() -> None:
    assert (
        verdict("Northgate: danke f\u00fcr alles, ihr seid die Besten \u2764\ufe0f\U0001f60d").outcome
        is Outcome.DIGEST
    )


def test_a_look_at_what_may_be_a_danger_quotes_where_it_stands() -> None:
    first, *others = assessment(near_a_danger()).reasons
    assert first.rule == LOOK_DANGER
    assert first.evidence == next(each.evidence for each in others if each.rule == "near_danger") != ()
