"""Each trade has its categories; cues speak for them, and the words that did can be told."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from triage import taxonomy
from triage.assessing import assess
from triage.cues import shipped_cues
from triage.judge import Judge
from triage.model import Assessment, Mention, Reason, Subject, Urgency
from triage.policy import Policy, SlackSettings, default_route
from triage.rules import RULE_NAMES
from triage.taxonomy import TAXONOMIES, Taxonomy, shipped_taxonomy, taxonomy_with
from triage.themes import shipped_themes

MADE = Taxonomy(
    titles={"care": "Care", "house": "House"},
    category_of={"wrong": "care", "late": "care", "cold": "house"},
    severity_of={"wrong": 3, "late": 1, "cold": 1, "died": 3},
)


def reason(rule: str, *evidence: str, weight: float = 1.0) -> Reason:
    return Reason(rule=rule, sentence="s", weight=weight, evidence=evidence)


def found(*reasons: Reason, categories: tuple[str, ...] = ("care",), severity: int = 3) -> Assessment:
    return Assessment(
        complaint=0.9, negativity=0.9, urgency=Urgency.SAME_DAY, tone=0.0, language="en", categories=categories,
        severity=severity, reasons=reasons,
    )  # fmt: skip


@pytest.mark.parametrize("name", TAXONOMIES)
def test_every_cue_that_is_named_is_one(name: str) -> None:
    shipped = shipped_taxonomy(name)
    assert shipped.category_of.keys() <= shipped.severity_of.keys() <= shipped_cues().cues.keys()
    assert shipped.kind_of.keys() <= shipped.category_of.keys()
    assert set(RULE_NAMES) | shipped_cues().cues.keys() >= shipped.otherwise.keys()
    assert shipped.otherwise.keys().isdisjoint(shipped.category_of)
    assert shipped.themes.keys() == shipped_themes().names


@pytest.mark.parametrize("name", TAXONOMIES)
def test_every_category_has_a_title_and_a_cue_that_speaks_for_it(name: str) -> None:
    shipped = shipped_taxonomy(name)
    assert all(title.strip() for title in shipped.titles.values())
    assert set(shipped.category_of.values()) == shipped.titles.keys()


@pytest.mark.parametrize("name", TAXONOMIES)
def test_every_severity_is_one_of_three(name: str) -> None:
    assert set(shipped_taxonomy(name).severity_of.values()) <= {1, 2, 3}


@pytest.mark.parametrize("name", TAXONOMIES)
def test_no_cue_speaks_for_two_categories(name: str) -> None:
    table = tomllib.loads(
        Path(taxonomy.__file__).with_name(f"taxonomy_{name}.toml").read_text(encoding="utf-8")
    )
    cues = [*table["other"], *(cue for category in table["category"] for cue in category["cues"])]
    assert sorted(cues) == sorted(set(cues))


def test_no_category_stands_in_two_taxonomies() -> None:
    names = [category for name in TAXONOMIES for category in shipped_taxonomy(name).titles]
    assert sorted(names) == sorted(set(names))


def test_a_category_leads_to_its_taxonomy() -> None:
    assert taxonomy_with("safety") is shipped_taxonomy("healthcare")
    assert taxonomy_with("billing") is shipped_taxonomy("general")
    assert taxonomy_with("brand_new") is None


@pytest.mark.parametrize(
    ("name", "text", "category", "severity"),
    [
        ("healthcare", "They operated on the wrong leg", "safety", 3),
        ("healthcare", "Mum is covered in bedsores", "quality", 3),
        ("healthcare", "The toilets on the ward were filthy", "environment", 1),
        ("healthcare", "We waited nine hours in the ER", "institutional_processes", 1),
        ("healthcare", "Nobody ever called me back", "communication", 1),
        ("healthcare", "The nurse was so rude to us", "respect", 2),
        ("general", "We waited nine hours at the gate", "delay", 1),
        ("general", "They cancelled my booking the night before", "cancellation", 2),
        ("general", "I was overcharged on my bill", "billing", 1),
        ("general", "The clerk was so rude to us", "conduct", 2),
        ("general", "I cannot get through on the phone", "access", 1),
        ("general", "They lost my luggage", "loss_or_damage", 2),
        ("general", "The zipper broke on the first day", "product_fault", 1),
    ],
)
def test_each_taxonomy_answers(name: str, text: str, category: str, severity: int) -> None:
    judged = assess(text, taxonomy=shipped_taxonomy(name))
    assert (judged.categories[:1], judged.severity) == ((category,), severity)


def test_the_config_chooses_the_taxonomy() -> None:
    policy = Policy(
        organisation="us",
        slack=SlackSettings(default_channel="#a", ops_channel="#a", digest_channel="#a"),
        subjects=(Subject(name="us", kind="own", match="acme"),),
        routes=(default_route("#a"),),
        categories="general",
    )
    verdict = Judge(policy).verdict(
        Mention(source="x", native_id="1", text="Acme: the clerk was so rude to us")
    )
    assert verdict.assessment is not None
    assert verdict.assessment.categories == ("conduct",)


# because


def test_the_reason_that_gave_category_and_severity_is_found() -> None:
    wrong, late = reason("wrong", "wrong leg"), reason("late", "nine hours")
    assert MADE.because(found(late, wrong)) == (wrong,)


def test_where_another_reason_made_it_as_grave_both_are_told() -> None:
    late, died = reason("late", "nine hours"), reason("died", "died")
    assert MADE.because(found(died, late)) == (late, died)


def test_a_severity_without_a_category_has_its_reason_too() -> None:
    died = reason("died", "died")
    assert MADE.because(found(died, categories=())) == (died,)


def test_reasons_for_another_category_are_not_told() -> None:
    late, cold = reason("late", "nine hours"), reason("cold", "freezing")
    assert MADE.because(found(cold, late, severity=1)) == (late,)
    assert MADE.because(found(cold, late, categories=("house",), severity=1)) == (cold,)


def test_a_complaint_for_which_no_cue_names_a_category_has_that_of_a_rule() -> None:
    made = replace(MADE, otherwise={"long": "house"})
    died, long = reason("died", "died"), reason("long", "nine hours")
    assert made.otherwise_of((died, long)) == ("house",)
    assert made.otherwise_of((died,)) == ()
    assert made.because(found(long, categories=("house",), severity=0)) == (long,)


@pytest.mark.parametrize(
    ("name", "category"), [("healthcare", "institutional_processes"), ("general", "delay")]
)
def test_a_bare_count_of_hours_or_calls_is_a_matter_of_waits(name: str, category: str) -> None:
    shipped = shipped_taxonomy(name)
    judged = assess("SEVEN HOURS in your ER for three stitches. SEVEN.", taxonomy=shipped)
    assert judged.categories == (category,)
    assert [each.rule for each in shipped.because(judged)] == ["long_span"]


def test_neither_praise_nor_a_danger_has_a_category_but_by_its_cues() -> None:
    assert assess("Seen within two hours, lovely people, thank you").categories == ()
    assert assess("Seven hours here and my son is not breathing, please").categories == ()


def test_without_reasons_there_is_nothing_to_tell() -> None:
    assert MADE.because(found()) == ()
    assert MADE.because(found(reason("praise"))._replace(categories=())) == ()


@pytest.mark.parametrize("name", TAXONOMIES)
@pytest.mark.parametrize(
    "text",
    ["They operated on the wrong leg and my father died", "We waited nine hours and the toilets were filthy",
     "The clerk was rude, the bill was wrong, they cancelled it and nobody called back", "All fine here"],
)  # fmt: skip
def test_what_is_told_always_gave_what_was_judged(name: str, text: str) -> None:
    shipped = shipped_taxonomy(name)
    judged = assess(text, taxonomy=shipped)
    told = shipped.because(judged)
    assert max([shipped.severity_of[each.rule] for each in told], default=0) == judged.severity
    assert [shipped.category_of[each.rule] for each in told[:1]] == list(judged.categories[:1])


@pytest.mark.parametrize(
    ("text", "category", "words"),
    [
        (
            "Appointment moved from March to May, then from May to August.",
            "institutional_processes",
            ("appointment",),
        ),
        ("the food. dear god the food. grey egg on grey toast.", "environment", ("food", "egg", "toast")),
        (
            "Un m\xe9dico me dice una cosa y el otro lo contrario. \xbfA qui\xe9n le hago caso?",
            "communication",
            ("me dice una cosa",),
        ),
    ],
)
def test_where_no_cue_tells_a_category_what_a_complaint_is_about_does(
    text: str, category: str, words: tuple[str, ...]
) -> None:
    made = assess(text)
    assert made.categories == (category,)
    (told,) = [each for each in made.reasons if each.rule in shipped_themes().names]
    assert set(words) <= set(told.evidence)
    assert told.weight == 0.0


def test_what_is_no_complaint_is_about_nothing() -> None:
    made = assess("Lovely food and a kind nurse at my appointment, thank you!")
    assert made.categories == ()
    assert {each.rule for each in made.reasons}.isdisjoint(shipped_themes().names)
