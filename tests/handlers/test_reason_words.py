"""Which reasons people read."""

from handlers.reason_words import worth_telling
from triage.danger_said import THREAT
from triage.look import LOOK_DANGER
from triage.model import Reason
from triage.rules_now import NEAR


def reason(rule: str, weight: float, *evidence: str) -> Reason:
    return Reason(rule, f"It is {rule}", weight, evidence)


FAINT, TELLS = reason("lack", 0.4, "not"), reason("waiting", 1.8, "nine hours")
LOOK, NEARLY = reason(LOOK_DANGER, 0.0, "so ill"), NEAR._replace(evidence=("so ill",))


def test_what_weighs_hardly_anything_is_told_where_nothing_else_is() -> None:
    assert worth_telling([FAINT]) == [FAINT]
    assert worth_telling([TELLS, FAINT]) == [TELLS]
    assert worth_telling([THREAT, FAINT]) == [THREAT]


def test_a_faint_one_beside_weak_ones_stays() -> None:
    weak = reason("request", 0.8, "should")
    assert worth_telling([weak, FAINT]) == [weak, FAINT]


def test_a_doubt_about_a_danger_is_told_once() -> None:
    assert worth_telling([LOOK, NEARLY, TELLS]) == [LOOK, TELLS]
    assert worth_telling([NEARLY, TELLS]) == [NEARLY, TELLS]


def test_a_tuning_that_decided_is_told_however_little_it_weighs() -> None:
    tuned = reason("tuned", 0.3)
    assert worth_telling([TELLS, tuned]) == [TELLS, tuned]


def test_what_speaks_for_a_complaint_is_told_beside_strong_words_against_it() -> None:
    praise = reason("thanks", -1.4, "thank you")
    assert worth_telling([praise, FAINT]) == [praise, FAINT]


def test_what_says_another_thing_of_the_same_words_is_told() -> None:
    told, death = reason("told", 1.4, "they said that when dad died"), reason("death", 1.0, "dad died")
    assert worth_telling([told, death]) == [told, death]


def test_words_that_a_stronger_reason_quotes_are_not_counted_again() -> None:
    again = reason("long_span", 1.0, "hours")
    assert worth_telling([TELLS, again]) == [TELLS]


def test_words_of_which_one_is_new_are_quoted() -> None:
    more = reason("silence", 1.0, "hours", "nobody came")
    assert worth_telling([TELLS, more]) == [TELLS, more]


def test_praise_and_blame_may_quote_the_same_words() -> None:
    praise = reason("thanks", -1.4, "nine hours")
    assert worth_telling([TELLS, praise]) == [TELLS, praise]


def test_a_danger_that_quotes_a_whole_clause_hides_no_other_reason() -> None:
    danger = THREAT._replace(evidence=("nine hours and he has a knife",))
    assert worth_telling([danger, TELLS]) == [danger, TELLS]


def test_what_quotes_nothing_is_told() -> None:
    reach = reason("reach", 0.0)
    assert worth_telling([TELLS, reach]) == [TELLS, reach]
