"""Suggested replies fit the post, fit into a post, and give nobody away."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest

from triage.assessing import assess
from triage.length import weighted_length
from triage.model import Assessment, Mention, Reason, ReplyTemplate, SourceSettings, Urgency, When
from triage.policy import Policy, SlackSettings
from triage.replies import (
    MOST_SUGGESTED,
    VARIABLES,
    Suggestion,
    check_for,
    fill,
    fitting,
    ours_of,
    shipped_replies,
    suggestions,
    unknown_variables,
    values_of,
)
from triage.reply_check import Ours, check_reply
from triage.taxonomy import TAXONOMIES, shipped_taxonomy

CATEGORIES = {name: tuple(shipped_taxonomy(name).titles) for name in TAXONOMIES}
SHIPPED = [reply for name in CATEGORIES for reply in shipped_replies(name)]
VALUES = {
    "organisation": "Northgate Regional Medical Centre",
    "contact": "Patient Relations, +1 555 0142 880, care@northgate.example.org",
    "emergency": "911",
    "crisis_line": "0800 555 0100",
    "subject": "Northgate Health",
    "source": "x",
    "author": "@northgate_visitor",
}
LONGEST = 270  # X takes 280, and a link or a handle in front costs some


def suggest(
    templates: Sequence[ReplyTemplate], assessment: Assessment, subject: str, source: str
) -> list[ReplyTemplate]:
    """Those that are offered."""
    return fitting(templates, assessment, subject, source)[:MOST_SUGGESTED]


def judged(
    urgency: int, category: str = "", language: str = "en", *, severity: int = 2, rules: tuple[str, ...] = ()
) -> Assessment:
    return Assessment(
        complaint=0.9,
        negativity=0.9,
        urgency=Urgency(urgency),
        tone=-0.5,
        language=language,
        categories=(category,) if category else (),
        severity=severity,
        reasons=tuple(Reason(rule=rule, sentence="x", weight=1.0) for rule in rules),
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


def test_a_shipped_reply_uses_known_variables_only() -> None:
    assert [reply.name for reply in SHIPPED if unknown_variables(reply.text)] == []


def test_a_shipped_reply_fits_into_a_post() -> None:
    assert [reply.name for reply in SHIPPED if weighted_length(fill(reply, VALUES)) > LONGEST] == []


def test_a_shipped_reply_says_where_to_turn() -> None:
    assert [reply.name for reply in SHIPPED if VALUES["contact"] not in fill(reply, VALUES)] == []


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


@pytest.mark.parametrize("reply", SHIPPED, ids=lambda reply: reply.name)
def test_a_shipped_reply_neither_says_that_somebody_was_there_nor_admits_fault(reply: ReplyTemplate) -> None:
    """Even to confirm that somebody was a patient is a disclosure, and has been fined."""
    assert GIVES_AWAY.search(reply.text) is None


HOLDS_OUT = re.compile(
    r"""
    \bwe(?:'ll|\ will|\ shall)\b|\bguarantee|\bpromise|\bmake\ (?:this|it|things)\ right|\b(?:fix|solve|resolve)\ (?:this|it)\b
    |\brefund|\bcompensat|\breimburs|\bdiscount|\bvoucher|\bwon't\ happen\ again|\bwithin\ \d+
    |\bgarantiza|\bpromet|\bsolucionar|\bresolver|\breembols|\bcompensa|\bdescuento|\bno\ volver[aá]|\bloaremos\b|\bharemos\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
ARGUES = re.compile(
    r"""
    \bhowever\b|\bactually\b|\bin\ fact\b|\bto\ be\ fair\b|\bmisunderst|\buntrue\b|\bnot\ true\b|\bincorrect|\binaccura
    |\bour\ polic|\byou\ (?:should|must|need\ to|failed)\b|\bcalm\ down\b|\bif\ you\ had\b|\bunfortunately\b
    |\bsin\ embargo\b|\ben\ realidad\b|\bno\ es\ (?:cierto|verdad)\b|\bmalentend|\bnuestra\ pol[ií]tica|\bdebe(?:r[ií]a)?\ usted\b
    |\blamentablemente\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def test_a_shipped_reply_promises_no_outcome() -> None:
    assert [reply.name for reply in SHIPPED if HOLDS_OUT.search(reply.text)] == []


def test_a_shipped_reply_does_not_argue() -> None:
    assert [reply.name for reply in SHIPPED if ARGUES.search(reply.text)] == []


@pytest.mark.parametrize("name", CATEGORIES)
def test_no_two_shipped_replies_say_the_same(name: str) -> None:
    texts = [reply.text for reply in shipped_replies(name)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("name", "category"), [(name, category) for name in CATEGORIES for category in CATEGORIES[name]]
)
def test_every_category_has_a_reply_of_its_own_in_each_language(
    name: str, category: str, language: str
) -> None:
    own = When(language=(language,), urgency_at_least=1, category=(category,))
    assert [reply.when for reply in shipped_replies(name)].count(own) == 1


@pytest.mark.parametrize("name", CATEGORIES)
def test_spanish_has_a_reply_wherever_english_has_one(name: str) -> None:
    asked = {
        language: sorted(str(replace(reply.when, language=())) for reply in shipped_replies(name)
                         if reply.when.language == (language,))
        for language in ("en", "es")
    }  # fmt: skip
    assert asked["en"] == asked["es"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "category", ["safety", "quality", "respect", "environment", "conduct", "product_fault"]
)
def test_a_grave_complaint_gets_another_first_reply_than_a_small_one(category: str, language: str) -> None:
    replies = shipped_replies("healthcare" if category in CATEGORIES["healthcare"] else "general")
    grave = suggest(replies, judged(2, category, language, severity=3), "us", "x")[0]
    small = suggest(replies, judged(1, category, language, severity=1), "us", "x")[0]
    assert (grave.when.severity_at_least, small.when.severity_at_least) == (3, 0)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", CATEGORIES)
def test_where_somebody_died_the_first_reply_is_not_about_waits_or_bills(name: str, language: str) -> None:
    for category in CATEGORIES[name]:
        found = judged(2, category, language, severity=3, rules=("waiting", "death"))
        assert suggest(shipped_replies(name), found, "us", "x")[0].when.rule == ("death",)


@pytest.mark.parametrize(
    "categories", [("listening", "safety"), ("safety", "listening"), ("environment", "quality")]
)
def test_of_two_categories_the_graver_one_has_the_first_reply(categories: tuple[str, ...]) -> None:
    found = judged(1, severity=1)._replace(categories=categories)
    asked = [reply.when.category for reply in suggest(shipped_replies(), found, "us", "x")]
    assert asked == [(categories[0],), (categories[1],), ()]


def test_the_operators_reply_to_the_lesser_category_comes_behind_the_first_one_to_the_graver() -> None:
    found = judged(1, severity=1)._replace(categories=("safety", "quality"))
    names = [
        each.name
        for each in suggest((named("mine", category=("quality",)), *shipped_replies()), found, "us", "x")
    ]
    assert names[:2] == ["safety", "mine"]


def test_lost_belongings_have_a_reply_of_their_own() -> None:
    found = assess("Your ward lost my mother's hearing aids and nobody replies")
    assert suggest(shipped_replies(), found, "us", "x")[0].name == "lost belongings"


@pytest.mark.parametrize("rule", ["self_harm", "emergency_now", "abuser_on_shift"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_in_a_danger_no_reply_about_something_else_comes_before_the_help(rule: str, language: str) -> None:
    mine = named("ours", category=("quality",), urgency_at_least=1)
    found = suggest((mine, *shipped_replies()), judged(3, "quality", language, rules=(rule,)), "s", "x")
    assert found[0].when.urgency_at_least == 3
    assert mine in found
    (two_languages, *_) = suggest(
        (mine, *shipped_replies()), judged(3, "quality", "fr", rules=(rule,)), "s", "x"
    )
    assert two_languages.when.urgency_at_least == 3
    asked = named("ours", rule=(rule,))
    assert suggest((asked, *shipped_replies()), judged(3, rules=(rule,)), "s", "x")[0] is asked


@pytest.mark.parametrize("name", CATEGORIES)
def test_praise_is_thanked_and_news_is_not(name: str) -> None:
    praise, news = judged(0, rules=("thanks",)), judged(0, rules=("news",))
    assert [reply.name for reply in suggest(shipped_replies(name), praise, "us", "x")] == ["thanks"]
    assert suggest(shipped_replies(name), news, "us", "x") == []


@pytest.mark.parametrize("name", CATEGORIES)
def test_what_is_no_complaint_gets_no_reply_to_one(name: str) -> None:
    category = next(iter(CATEGORIES[name]))
    assert suggest(shipped_replies(name), judged(0, category), "us", "x") == []
    praise = suggest(shipped_replies(name), judged(0, category, rules=("thanks",)), "us", "x")
    assert [reply.name for reply in praise] == ["thanks"]


@pytest.mark.parametrize("name", CATEGORIES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_where_it_may_be_a_danger_a_reply_says_whom_to_call(name: str, language: str) -> None:
    found = suggest(shipped_replies(name), judged(2, language=language, rules=("near_danger",)), "us", "x")
    assert "{emergency}" in found[0].text


@pytest.mark.parametrize("name", CATEGORIES)
@pytest.mark.parametrize("rule", ["death", "irony", "sarcasm", "near_danger"])
def test_nothing_cheerful_is_suggested_where_it_would_hurt(name: str, rule: str) -> None:
    found = judged(0, rules=("thanks", rule))
    assert suggest(shipped_replies(name), found, "us", "x") == []


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
            assert re.search(r"\{emergency\}|emergenc", first.text), first.name


def test_the_variables_are_those_of_the_documentation() -> None:
    assert set(VALUES) == set(VARIABLES)


def test_a_threat_is_given_no_public_answer() -> None:
    threat = Reason(
        rule="threat", sentence="It tells of a threat to people", weight=0.0, evidence=("my shotgun",)
    )
    found = Assessment(
        complaint=0.9, negativity=0.9, urgency=Urgency.NOW, tone=-0.5, language="en", reasons=(threat,)
    )
    assert suggest(shipped_replies(), found, "Northgate", "x") == []


@pytest.mark.parametrize(
    ("rule", "number"), [("self_harm", "{crisis_line}"), ("emergency_now", "{emergency}")]
)
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
    assert ("{crisis_line}" in first) == (rule == "self_harm")


# filled in for one mention

X = SourceSettings(name="posts", kind="x", every=60.0)
SLACK = SlackSettings(default_channel="#care", ops_channel="#care", digest_channel="#care")
SHORT = ReplyTemplate(name="short", text="Please write to {contact}.")
LONG = ReplyTemplate(name="long", text="{author}: " + "x" * 300)


def made_for(*replies: ReplyTemplate, source: SourceSettings = X, **mention: str) -> tuple[Suggestion, ...]:
    policy = Policy(
        organisation="Northgate Health",
        slack=SLACK,
        subjects=(),
        routes=(),
        sources=(source,),
        replies=replies,
    )
    return suggestions(policy, judged(1), "us", Mention(source="posts", native_id="1", text="", **mention))


def test_a_suggestion_is_filled_in_and_measured_as_its_source_counts() -> None:
    (made,) = made_for(ReplyTemplate(name="a", text="{author}, {contact}: {source}, {subject}, example.org"))
    assert made.text == "there, Northgate Health: posts, us, example.org"
    assert made.limit is not None
    assert (made.length, made.limit.most, made.fits) == (len(made.text) - 11 + 23, 280, True)


def test_what_is_too_long_for_its_source_stands_behind_what_fits() -> None:
    made = made_for(LONG, SHORT, named("second"))
    assert [(each.name, each.fits) for each in made] == [("short", True), ("second", True), ("long", False)]


def test_what_is_too_long_is_left_out_where_enough_fit() -> None:
    assert "long" not in [each.name for each in made_for(LONG, *[named(str(n)) for n in range(3)])]


def test_the_authors_name_counts_too() -> None:
    close = ReplyTemplate(name="close", text="{author} " + "x" * 270)
    assert [each.fits for each in made_for(close, author="@ana")] == [True]
    assert [each.fits for each in made_for(close, author="@northgate_visitor")] == [False]


@pytest.mark.parametrize(
    "source", [replace(X, kind="feed"), replace(X, kind="a new kind"), replace(X, name="other")]
)
def test_where_no_limit_is_known_the_order_stays(source: SourceSettings) -> None:
    made = made_for(LONG, SHORT, source=source)
    assert [(each.name, each.limit) for each in made] == [("long", None), ("short", None)]


def test_a_threat_gets_no_suggestion_however_well_one_fits() -> None:
    found = judged(3, rules=("threat",))
    policy = Policy(organisation="us", slack=SLACK, subjects=(), routes=(), replies=(SHORT,))
    assert suggestions(policy, found, "us", Mention(source="posts", native_id="1", text="")) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They operated on the wrong leg at Northgate", "grave safety concern"),
        ("We waited nine hours in the ER", "waits, bookings and bills"),
        ("The nurse was so rude to us", "respect"),
    ],
)
def test_what_a_text_says_decides_which_reply_comes_first(text: str, name: str) -> None:
    assert suggest(shipped_replies(), assess(text), "us", "x")[0].name == name


def test_a_reply_of_ones_own_that_the_check_would_stop_stands_last_and_says_so() -> None:
    unsafe = ReplyTemplate(
        name="unsafe", text="So sorry about your visit with us. Call the desk.", when=When()
    )
    safe = ReplyTemplate(name="safe", text="We would like to listen. Call the desk.", when=When())
    policy = Policy(
        organisation="us",
        slack=SlackSettings(default_channel="#a", ops_channel="#a", digest_channel="#a"),
        subjects=(),
        routes=(),
        replies=(unsafe, safe),
    )
    made = suggestions(policy, judged(1), "us", Mention(source="x", native_id="1", text="rude"))
    assert [each.name for each in made] == ["safe", "unsafe"]
    assert made[0].stopped == ()
    assert made[1].stopped == ("your visit",)


def test_ones_own_contacts_are_those_of_the_config_and_of_its_own_replies() -> None:
    policy = Policy(organisation="us", slack=SLACK, subjects=(), routes=(), replies=())
    own = replace(policy, reply_contact="555-0177", replies=(named("x"), *shipped_replies()))
    assert ours_of(policy) == Ours(names=("us",))
    assert ours_of(own) == Ours(("555-0177", own.emergency_number, own.crisis_line, ""), ("us",))


@pytest.mark.parametrize(
    "name", ["Marrow Creek Medical Center", "Willow Eye Surgery", "Hip & Knee Institute", "Baby Steps Clinic"]
)
def test_a_shipped_reply_passes_the_check_whatever_we_are_called(name: str) -> None:
    policy = Policy(organisation=name, slack=SLACK, subjects=(), routes=(), replies=shipped_replies())
    values = values_of(policy, name, Mention(source="", native_id="", text=""))
    texts = [fill(reply, values) for reply in policy.replies]
    stopped = [text for text in texts if any(f.hard for f in check_reply(text, ours=ours_of(policy)))]
    assert stopped == []


@pytest.mark.parametrize("name", CATEGORIES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_journalist_or_a_lawyer_is_not_answered_like_an_ordinary_complaint(
    name: str, language: str
) -> None:
    category = next(iter(CATEGORIES[name]))
    found = suggest(shipped_replies(name), judged(2, category, language, rules=("escalation",)), "us", "x")
    assert found[0].when.rule == ("escalation",)


@pytest.mark.parametrize(
    "contact",
    [
        "Patient Relations, 500 Lake Street, Suite 200, 217-555-0142",
        "Jane Smith, 217-555-0142",
        "Dr. Ana Ruiz at 217-555-0142",
        "Patient Relations on the third floor, care@northgate.example.org",
    ],
)
def test_a_contact_may_be_a_person_a_street_or_a_room(contact: str) -> None:
    policy = Policy(
        organisation="us",
        slack=SLACK,
        subjects=(),
        routes=(),
        replies=shipped_replies(),
        reply_contact=contact,
    )
    values = values_of(policy, "us", Mention(source="", native_id="", text=""))
    texts = [fill(reply, values) for reply in policy.replies]
    assert [text for text in texts if any(found.hard for found in check_for(policy, text))] == []
