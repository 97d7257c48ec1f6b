"""Suggested replies fit the post, fit into a post, and give nobody away."""

import re
from itertools import product

import pytest

from triage.model import Assessment, Reason, ReplyTemplate, Urgency, When
from triage.replies import MOST_SUGGESTED, VARIABLES, fill, shipped_replies, suggest, unknown_variables

HCAT = (
    "quality",
    "safety",
    "environment",
    "institutional_processes",
    "listening",
    "communication",
    "respect",
)
GENERAL = ("delay", "cancellation", "loss_or_damage", "billing", "conduct", "access", "product_fault")
CATEGORIES = {"healthcare": HCAT, "general": GENERAL}
SHIPPED = [
    pytest.param(reply, id=f"{name}: {reply.name}") for name in CATEGORIES for reply in shipped_replies(name)
]
VALUES = {
    "organisation": "Northgate Regional Medical Centre",
    "contact": "Patient Relations, +1 555 0142 880, care@northgate.example.org",
    "subject": "Northgate Health",
    "source": "x",
    "author": "@northgate_visitor",
}
LONGEST = 270  # X takes 280, and a link or a handle in front costs some


def judged(urgency: int, category: str = "", language: str = "en") -> Assessment:
    return Assessment(
        complaint=0.9,
        negativity=0.9,
        urgency=Urgency(urgency),
        tone=-0.5,
        language=language,
        categories=(category,) if category else (),
        severity=2,
    )


def named(name: str, **when: object) -> ReplyTemplate:
    return ReplyTemplate(name=name, text="", when=When(**when))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("", []),
        ("no braces", []),
        ("{organisation} {contact} {subject} {source}", []),
        ("{{organisation}}", []),
        ("{organization}", ["organization"]),
        ("{}", [""]),
        ("{0}", ["0"]),
        ("{contact.__class__}", ["contact.__class__"]),
        ("{contact[0]}", ["contact[0]"]),
        ("{contact!r}", ["contact!r"]),
        ("{contact:>9}", ["contact:>9"]),
        ("{contact:{subject}}", ["contact:{subject}"]),
        ("{a} {contact} {b}", ["a", "b"]),
    ],
)
def test_only_the_variables_there_are_may_stand_in_a_reply(text: str, unknown: list[str]) -> None:
    assert unknown_variables(text) == unknown


@pytest.mark.parametrize("text", ["{", "}", "{contact", "contact}", "{contact!}", "a { b"])
def test_braces_that_do_not_pair_are_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        unknown_variables(text)


def test_a_reply_is_filled_in() -> None:
    reply = ReplyTemplate(name="own", text=" {organisation}: {contact} {{sic}}\n")
    assert (
        fill(reply, {**VALUES, "contact": "{call} us"})
        == "Northgate Regional Medical Centre: {call} us {sic}"
    )


def test_the_first_replies_that_fit_are_suggested() -> None:
    replies = [named("no", urgency_at_least=3), *(named(str(n)) for n in range(5))]
    assert [reply.name for reply in suggest(replies, judged(1), "us", "x")] == ["0", "1", "2"][
        :MOST_SUGGESTED
    ]


@pytest.mark.parametrize(
    ("language", "found"),
    [("en", ["hello", "both"]), ("es", ["hola", "both"]), ("fr", ["both"]), ("und", ["both"])],
)
def test_a_reply_is_suggested_in_the_language_of_the_post(language: str, found: list[str]) -> None:
    replies = [named("hello", language=("en",)), named("hola", language=("es",)), named("both")]
    assert [reply.name for reply in suggest(replies, judged(1, language=language), "us", "x")] == found


@pytest.mark.parametrize("language", ["en", "es", "und"])
def test_the_operators_own_reply_comes_before_the_shipped_ones(language: str) -> None:
    replies = (named("mine"), *shipped_replies())
    assert suggest(replies, judged(2, "safety", language), "us", "x")[0].name == "mine"


@pytest.mark.parametrize("reply", SHIPPED)
def test_a_shipped_reply_uses_known_variables_only(reply: ReplyTemplate) -> None:
    assert unknown_variables(reply.text) == []


@pytest.mark.parametrize("reply", SHIPPED)
def test_a_shipped_reply_fits_into_a_post(reply: ReplyTemplate) -> None:
    assert len(fill(reply, VALUES)) <= LONGEST


@pytest.mark.parametrize("reply", SHIPPED)
def test_a_shipped_reply_says_where_to_turn(reply: ReplyTemplate) -> None:
    assert VALUES["contact"] in fill(reply, VALUES)


GIVES_AWAY = re.compile(
    r"""
    \byour\ (?:visit|stay|appointment|treatment|care|surgery|procedure|admission|discharge|results?|tests?|medications?
      |diagnosis|condition|chart|records?|file|account|bill|doctor|nurse|provider|experience|recent|order|purchase|room
      |loved\ one|mother|father|child|baby|family|complaint|case)\b
    |\b(?:our|the)\ (?:records?|files?|charts?)\b
    |\bas\ (?:a|our)\ (?:patient|customer|guest|client)\b
    |\byou\ (?:were|have\ been|had|received|visited|came|waited|stayed|experienced|bought|ordered)\b
    |\b(?:patient|customer)s?\ like\ you\b|\bwhile\ (?:here|with\ us|in\ our\ care)\b|\bthank\ you\ for\ (?:visiting|choosing)
    |\bsorry\b|\bapologi[sz]e|\bapolog(?:y|ies)\b|\bour\ (?:fault|mistake|error)\b
    |\bsu\ (?:visita|estancia|cita|tratamiento|cirug[ií]a|expediente|historial|cuenta|factura|m[ée]dico|caso|experiencia|hij[oa])\b
    |\bcomo\ (?:paciente|cliente)\b|\bnuestros\ (?:registros|archivos)\b|\bdurante\ su\b|\b(?:perd[oó]n|disculp)
    |\busted\ (?:fue|estuvo|vino|recibi[oó])\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


@pytest.mark.parametrize("reply", SHIPPED)
def test_a_shipped_reply_neither_says_that_somebody_was_there_nor_admits_fault(reply: ReplyTemplate) -> None:
    """Even to confirm that somebody was a patient is a disclosure, and has been fined."""
    assert GIVES_AWAY.search(reply.text) is None


@pytest.mark.parametrize("name", CATEGORIES)
def test_shipped_replies_have_names_of_their_own(name: str) -> None:
    names = [reply.name for reply in shipped_replies(name)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", CATEGORIES)
def test_shipped_replies_speak_of_their_own_categories_and_of_all_of_them(name: str) -> None:
    asked = {category for reply in shipped_replies(name) for category in reply.when.category}
    assert asked == set(CATEGORIES[name])


EVERY_COMPLAINT = [
    (name, category, urgency) for name in CATEGORIES for category in CATEGORIES[name] for urgency in (1, 2, 3)
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("name", "category", "urgency"), EVERY_COMPLAINT)
def test_every_complaint_gets_replies_in_its_language(
    name: str, category: str, urgency: int, language: str
) -> None:
    found = suggest(shipped_replies(name), judged(urgency, category, language), "us", "x")
    assert [reply.when.language for reply in found] == [(language,)] * MOST_SUGGESTED


@pytest.mark.parametrize(
    ("name", "urgency", "language"), list(product(CATEGORIES, (1, 2, 3), ("en", "es", "und", "fr")))
)
def test_every_complaint_without_a_category_gets_a_reply(name: str, urgency: int, language: str) -> None:
    assert suggest(shipped_replies(name), judged(urgency, "", language), "us", "x")


@pytest.mark.parametrize(("name", "category", "urgency"), EVERY_COMPLAINT)
def test_no_complaint_is_answered_with_cheer(name: str, category: str, urgency: int) -> None:
    for language in ("en", "es", "und"):
        found = suggest(shipped_replies(name), judged(urgency, category, language), "us", "x")
        assert not {"thanks", "gracias"} & {reply.name for reply in found}


@pytest.mark.parametrize("language", ["en", "es", "und"])
def test_where_life_may_be_in_danger_the_emergency_number_comes_first(language: str) -> None:
    for name, categories in CATEGORIES.items():
        for category in categories:
            first = suggest(shipped_replies(name), judged(3, category, language), "us", "x")[0]
            assert re.search(r"911|emergenc", first.text), first.name


def test_the_variables_are_those_of_the_documentation() -> None:
    assert set(VALUES) == set(VARIABLES)


def test_a_threat_is_given_no_public_answer() -> None:
    threat = Reason(rule="threat", sentence="Somebody threatens others", weight=0.0, evidence=("my shotgun",))
    found = Assessment(
        complaint=0.9, negativity=0.9, urgency=Urgency.NOW, tone=-0.5, language="en", reasons=(threat,)
    )
    assert suggest(shipped_replies(), found, "Northgate", "x") == ()


@pytest.mark.parametrize(("rule", "number"), [("self_harm", "988"), ("emergency_now", "911")])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_rule_decides_which_help_is_named(rule: str, number: str, language: str) -> None:
    reason = Reason(rule=rule, sentence="x", weight=0.0)
    found = Assessment(
        complaint=0.9,
        negativity=0.9,
        urgency=Urgency.NOW,
        tone=-0.5,
        language=language,
        categories=("institutional_processes",),
        reasons=(reason,),
    )
    first = suggest(shipped_replies(), found, "Northgate", "x")[0].text
    assert number in first
    assert ("988" in first) == (rule == "self_harm")
