"""What a text is about and to whom it speaks: two rules, and what is expected before anything is known."""

import pytest

from triage.asked import Asked
from triage.assessing import assess, assess_all
from triage.folding import fold
from triage.model import Reason
from triage.rules_about import LONG, expected
from triage.topics import ACCOUNT, SERVICE, account_in


def reason(text: str, rule: str) -> Reason | None:
    return next((each for each in assess(text).reasons if each.rule == rule), None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I hate how this election makes everyone so rude", ("election",)),
        ("worst essay ever and my roommate's no help", ("essay", "roommate's")),
        ("#Football was cancelled AGAIN", ("football",)),
    ],
)
def test_what_is_no_organisations_matter_is_told_with_its_words(text: str, words: tuple[str, ...]) -> None:
    found = reason(text, "elsewhere")
    assert found is not None
    assert found.evidence == words
    assert found.weight < 0


def test_a_sign_that_stands_alone_hides_no_word() -> None:
    (about,) = [
        each for each in assess("the \u00a8 election and the senate").reasons if each.rule == "elsewhere"
    ]
    assert about.evidence == ("election", "senate")


def test_a_watched_name_is_no_other_matter() -> None:
    asked = Asked("Album Records lost my order", "album records lost my order")
    assert [each.rule for each in assess_all([asked])[0].reasons].count("elsewhere") == 1
    named = asked._replace(name_words=frozenset({"album", "records"}))
    assert "elsewhere" not in [each.rule for each in assess_all([named])[0].reasons]


@pytest.mark.parametrize(
    "text",
    [
        "@NorthgateRail the 8.40 left with one coach",
        "Hi @parcelo my parcel went to number 14, I live at 41",
        ".@HaldenBank four of us in the queue and one cashier",
    ],
)
def test_particulars_told_to_an_account_speak_for_a_complaint(text: str) -> None:
    found = reason(text, "addressed")
    assert found is not None
    assert found.weight > 1


def test_a_question_to_an_account_speaks_for_it_less() -> None:
    asking = reason("@NorthgateRail is the 8.40 one coach now?", "addressed")
    telling = reason("@NorthgateRail the 8.40 is one coach now", "addressed")
    assert asking is not None
    assert telling is not None
    assert 0 < asking.weight < telling.weight


@pytest.mark.parametrize(
    "text",
    [
        "@NorthgateRail thank you for the two seats",  # thanks
        "@NorthgateRail love the new train, so happy!",  # cheerful
        "@sam see what they said",  # no particulars
        "the 8.40 left with one coach @NorthgateRail",  # names an account, speaks to everybody
    ],
)
def test_nothing_is_made_of_other_posts_with_a_handle(text: str) -> None:
    assert reason(text, "addressed") is None


def test_gloom_does_not_depend_on_what_a_text_is_about() -> None:
    plain, topical = "the worst, I am so sad", "the worst election, I am so sad"
    assert assess(topical).negativity == pytest.approx(assess(plain).negativity, abs=0.05)
    assert assess(topical).complaint < assess(plain).complaint


def test_more_is_expected_of_what_speaks_of_service_and_less_of_what_is_long() -> None:
    none, one, two = (expected(SERVICE * number, 5, frozenset()) for number in range(3))
    assert none < one < two == expected(SERVICE * 9, 5, frozenset())
    assert expected("", LONG, frozenset()) == 0.0 > expected("", 2 * LONG, frozenset())


def test_what_a_name_is_made_of_is_not_what_the_text_speaks_of() -> None:
    name = frozenset(fold("Northgate Hospital").split())
    assert expected(SERVICE, 5, name) == 0.0 < expected(2 * SERVICE, 5, name)


@pytest.mark.parametrize(
    "piece",
    [
        "@NorthgateRail", ".@HaldenBank,", "(@AskLakeside)", "@Lakeside_Air", "@BrightFibreUK", "@lakesidesupport",
        "@NORTHGATERAIL", "@NGRhelp", "@Sam,@NorthgateRail", "@_NorthgateClinic", "@AirLakesideFR",
    ],
)  # fmt: skip
def test_an_organisations_handle_is_told_by_a_word_in_it(piece: str) -> None:
    assert account_in(piece) == ACCOUNT


@pytest.mark.parametrize(
    "piece",
    [
        "@northgate", "@SamMillerson", "@SamMillersonUK", "@JustBeSmart", "@caring_sam", "@HelpMeSam", "@TeamSam",
        "@storeysam", "rail", "sam@lakesidesupport.example", "@ab",
    ],
)  # fmt: skip
def test_a_name_or_an_address_is_no_organisations_handle(piece: str) -> None:
    assert account_in(piece) == ""


def test_more_is_expected_where_an_organisations_account_is_named() -> None:
    plain, named = (assess(f"@{handle} left in the cold") for handle in ("samwoodlake", "NorthgateRail"))
    assert plain.complaint < named.complaint
    assert (
        expected("", 5, frozenset())
        < expected(ACCOUNT, 5, frozenset())
        == expected(2 * ACCOUNT, 5, frozenset())
    )
