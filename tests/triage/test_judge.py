"""What the judge says of whole texts: levels, near misses, hostile input."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.assessing import assess
from triage.cleaning import clean
from triage.judge import Judge
from triage.model import Mention, Outcome, Route, SourceSettings, Subject, Urgency, When
from triage.policy import Policy, SlackSettings, default_route
from triage.rules import TWO_NAMES

SLACK = SlackSettings(default_channel="#c", ops_channel="#ops", digest_channel="#d")
NORTHGATE = Subject(name="Northgate", kind="own", match="northgate")
LAKESIDE = Subject(name="Lakeside", kind="competitor", match="lakeside")


def judge(*routes: Route, assume: str | None = None) -> Judge:
    policy = Policy(
        organisation="Northgate",
        slack=SLACK,
        subjects=(NORTHGATE, LAKESIDE),
        routes=(*routes, default_route("#c")),
        assume_subject=assume,
    )
    return Judge(policy)


def test_a_text_that_names_nobody_is_about_whom_its_source_says() -> None:
    policy = Policy(
        organisation="Northgate",
        slack=SLACK,
        subjects=(NORTHGATE, LAKESIDE),
        routes=(default_route("#c"),),
        sources=(SourceSettings(name="survey", kind="file", every=60.0, about="Northgate"),),
    )
    nine_hours = Mention(source="survey", native_id="1", text="Nine hours and nobody came.")
    assert Judge(policy).verdict(nine_hours).outcome is Outcome.CASE
    assert Judge(policy).verdict(replace(nine_hours, source="news")).outcome is Outcome.OFF_TOPIC
    of_lakeside = replace(nine_hours, text="Nine hours at Lakeside and nobody came.")
    assert Judge(policy).verdict(of_lakeside).subjects == ("Northgate", "Lakeside")
    assert Judge(policy).verdict(replace(of_lakeside, source="news")).subjects == ("Lakeside",)


def mention(text: str, **more: object) -> Mention:
    return Mention(source="x", native_id="1", text=text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "mi esposa está sangrando muchísimo en el pasillo, llevamos media hora y nos dicen que esperemos",
        "El doctor operó a mi suegro de la cadera y ya anda por ahí persiguiendo gallinas.",
        "¿El simulacro de incendio del jueves incluye la planta de consultas?",
    ],
)
def test_whom_a_post_is_addressed_to_is_not_heard_with_or_without_accents(text: str) -> None:
    clinic = Subject(name="Clínica Niño Jesús", kind="own", match='"clínica niño jesús"')
    about = Judge(replace(judge().policy, subjects=(clinic,)))
    levels = [
        found.urgency
        for name in ("Clínica Niño Jesús", "clinica nino jesus", "CLINICA NIÑO JESUS")
        if (found := about.verdict(mention(f"{name}: {text}")).assessment) is not None
    ]
    assert levels == [levels[0]] * 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "Fire House Hotel",
            "Fire in the kitchen of the Fire House Hotel, smoke everywhere and people trapped",
        ),
        ("Zqx", "Zqx branch manager is a dead man. I'm coming with a gun at nine"),
    ],
)
def test_words_of_a_name_are_heard_where_they_are_not_the_name_in_front(name: str, text: str) -> None:
    house = Subject(name=name, kind="own", match=f'"{name.lower()}"')
    found = Judge(replace(judge().policy, subjects=(house,))).verdict(mention(text)).assessment
    assert found is not None
    assert found.urgency is Urgency.NOW


@pytest.mark.parametrize("tuned", [{"complaint_cut": 0.95}, {"complaint_bias": -4.0}])
def test_no_cut_and_no_bias_hides_grave_harm(tuned: dict[str, float]) -> None:
    source = SourceSettings(name="x", kind="x", every=60.0, **tuned)  # type: ignore[arg-type]
    frugal = Judge(replace(judge().policy, sources=(source,)))
    grave = frugal.verdict(mention("Northgate left a sponge inside my father"))
    assert grave.outcome is Outcome.CASE
    assert grave.assessment is not None
    assert grave.assessment.urgency is Urgency.SAME_DAY
    assert "tuned" not in [reason.rule for reason in grave.assessment.reasons]
    assert frugal.verdict(mention("We waited two hours at Northgate")).outcome is not Outcome.CASE


def test_a_name_with_and_without_its_accents_is_one_name() -> None:
    ours = Subject(name="Belén", kind="own", match="belén")
    theirs = Subject(name="Sánchez", kind="competitor", match="sánchez")
    about = Judge(replace(judge().policy, subjects=(ours, theirs)))
    post = "Sánchez kept me waiting, then Belén saw me at once. Sánchez lied, {} told the truth"
    first, second = (about.verdict(mention(post.format(name))) for name in ("Belén", "Belen"))
    assert first.outcome is second.outcome
    assert first.assessment is not None
    assert second.assessment is not None
    assert first.assessment.complaint == pytest.approx(second.assessment.complaint, abs=0.05)


@pytest.mark.parametrize("emoji", ["😭", "😤😤", "🙄", "💔", "🤷🏽‍♀️"])
def test_emoji_of_everyday_tweets_hide_no_complaint(emoji: str) -> None:
    plain = "Four hours in your waiting room with a toddler and the desk shrugged"
    said, with_emoji = assess(plain).complaint, assess(clean(f"{plain} {emoji}")).complaint
    assert said > 0.5
    assert with_emoji > said - 0.05


@pytest.mark.parametrize(
    "begin",
    [
        "@NorthgateHealth ",
        "@NorthgateHealth @lakeside_fan ",
        "@northgate@social.example.org ",
        "RT @northgate: ",
        "Northgate: ",
        "",
    ],
)
@pytest.mark.parametrize("text", ["there is a bomb", "a patient is on the roof", "mi madre no respira"])
def test_a_danger_is_heard_whomever_the_post_is_addressed_to(begin: str, text: str) -> None:
    found = judge(assume="Northgate").verdict(mention(begin + text)).assessment
    assert found is not None
    assert found.urgency is Urgency.NOW


@pytest.mark.parametrize(
    ("name", "match", "text"),
    [
        ("Northgate", "northgate NEAR/9 (nurse* OR die)", "northgate, I want to die"),
        ("St. Mary's-General", '"st. mary\'s-general"', "St. Mary's-General: a patient is on the roof"),
    ],
)
def test_a_name_in_front_hides_nothing_nor_does_what_else_a_query_looks_for(
    name: str, match: str, text: str
) -> None:
    subject = Subject(name=name, kind="own", match=match)
    policy = Policy(organisation="us", slack=SLACK, subjects=(subject,), routes=(default_route("#c"),))
    found = Judge(policy).verdict(mention(text)).assessment
    assert found is not None
    assert found.urgency is Urgency.NOW


@pytest.mark.parametrize(
    "end", ["!", "!!!", " @lol", " https://lol.example.org/x", " https://t.example.org/haha1"]
)
def test_neither_loudness_nor_the_laugh_of_an_address_hides_a_danger(end: str) -> None:
    found = judge(assume="Northgate").verdict(mention(f"a patient is on the roof{end}")).assessment
    assert found is not None
    assert found.urgency is Urgency.NOW


def complaint_and_rules(text: str) -> tuple[float, set[str]]:
    found = judge().verdict(mention(text)).assessment
    assert found is not None
    return found.complaint, {each.rule for each in found.reasons}


NOW = [
    "I don't want to be here any more. Northgate bridge, tonight.",
    "ya no quiero vivir, estoy en el puente de Northgate",
    "if nobody at Northgate calls me by five I am coming back with my shotgun",
    "man with a knife in the lobby of Northgate General",
    "my wife is not breathing right and nobody is coming, we are in the Northgate waiting room right now",
    "The aide who slapped my mother is still on shift at Northgate tonight",
    "Northgate, I am going to kill myself in your parking lot tonight",
    "I can't do this anymore. I have the whole bottle of pills in front of me, Northgate",
    "I'm in your ER right now Northgate, my wife is bleeding through the towels and nobody comes",
    "Northgate: I will burn your building down with everyone inside",
    "I'm bringing a knife to Northgate and the surgeon will bleed",
    "that doctor at Northgate better watch his back",
]


@pytest.mark.parametrize("text", NOW)
def test_life_at_stake_is_level_3_and_a_case(text: str) -> None:
    verdict = judge().verdict(mention(text))
    assert verdict.outcome is Outcome.CASE
    assert verdict.assessment is not None
    assert verdict.assessment.urgency is Urgency.NOW


NOT_NOW = [
    "Northgate opens a suicide prevention hotline: you are not alone",
    "Police said a man with a gun was arrested near Northgate General last week",
    "Two years ago my dad stopped breathing at Northgate and they saved him, thank you",
    "i would kill for the chili at northgate right now",
    "these early shifts are gonna kill me lol, love my team at northgate",
    "Northgate nurses keep us from burn out, shoot me an e-mail if you want to join",
    "Northgate rehearses its response to a mass shooting on Thursday, a drill",
    "Watched a documentary about an overdose ward at Northgate, currently on TV",
    "Northgate is hiring security guards, no gun license needed, apply now",
]


@pytest.mark.parametrize("text", NOT_NOW)
def test_news_the_past_and_figures_of_speech_are_not_level_3(text: str) -> None:
    assessment = judge().verdict(mention(text)).assessment
    assert assessment is not None
    assert assessment.urgency < Urgency.NOW


SAME_DAY = [
    "Northgate operated on the wrong knee. The wrong knee.",
    "They left my grandfather in his own urine for a whole morning at Northgate",
    "The portal of Northgate showed me another patient's lab results",
    "They called my brother a slur at Northgate and refused him an interpreter. This is discrimination.",
    "My lawyer will be in touch with Northgate about how you treated my mother",
    "En Northgate le dieron el medicamento equivocado a mi madre",
    "Northgate gave my neighbour my lab results",
    "Northgate told me I was anxious, another hospital found the tumor",
    "Said women of my color always exaggerate pain. I'm calling a lawyer, Northgate",
    "My sister went home from Northgate without her meds and hanged herself two days later.",
    "Northgate gave my mother someone else's blood.",
    "My father got the wrong chemo at Northgate.",
    "Northgate sent my daughter home twice. It was appendicitis and it burst.",
    "Found a dirty needle in my bed at Northgate and was told to calm down",
    "Northgate lost my biopsy and never told me",
    "The night guard at Northgate broke my brother's arm.",
    "A stranger got my full chart in the mail from Northgate.",
    "En Northgate me operaron sin anestesia suficiente, lo sentí todo.",
]


@pytest.mark.parametrize("text", SAME_DAY)
def test_serious_harm_exposure_and_escalation_are_level_2(text: str) -> None:
    assessment = judge().verdict(mention(text)).assessment
    assert assessment is not None
    assert assessment.urgency is Urgency.SAME_DAY


ROUTINE = [
    "Nine hours in the ER at Northgate and nobody came",
    "Northgate made us wait nine hours",
    "Love how Northgate cancelled my scan while I was already in the gown",
    "The receptionist at Northgate was rude to my dad",
    "Could someone at Northgate please look at my referral? I have been waiting three weeks and heard nothing",
    "Northgate billed me twice for the same visit",
    "the toilets at northgate were filthy",
    "Llevo tres semanas esperando una llamada de Northgate y nadie contesta",
]


@pytest.mark.parametrize("text", ROUTINE)
def test_ordinary_complaints_are_level_1(text: str) -> None:
    assessment = judge().verdict(mention(text)).assessment
    assert assessment is not None
    assert assessment.urgency is Urgency.ROUTINE


QUIET = [
    "Thank you to the nurses at Northgate, you were wonderful with my mum",
    "Northgate is hiring nurses, apply now, sign-on bonus",
    "Register now for the Northgate fun run, free flu shots for everyone",
    "Does anyone know what the visiting hours at Northgate are?",
    "No complaints about Northgate at all, great care",
    "Northgate opens new cancer centre after survey, officials said",
    "Gracias a todos en Northgate, excelente atención",
    "The Northgate cafeteria has a new salad bar",
    "Northgate to open a new cancer wing next year, board announces",
    "Muchas gracias a las enfermeras de Northgate, muy amables",
]


@pytest.mark.parametrize("text", QUIET)
def test_praise_news_jobs_and_questions_are_for_the_digest(text: str) -> None:
    verdict = judge().verdict(mention(text))
    assert verdict.outcome is Outcome.DIGEST


def test_who_threatens_themselves_is_no_threat_to_others() -> None:
    rules = [reason.rule for reason in assess("I am going to kill myself in your parking lot").reasons]
    assert "self_harm" in rules
    assert "threat" not in rules


def test_a_text_that_names_nobody_is_off_topic_and_not_assessed() -> None:
    verdict = judge().verdict(mention("Nine hours in the ER and nobody came"))
    assert (verdict.outcome, verdict.assessment) == (Outcome.OFF_TOPIC, None)


def test_an_assumed_subject_takes_texts_that_name_a_competitor_alone() -> None:
    text = "This hospital left my son in the corridor for nine hours, rude staff. Lakeside saw him at once"
    verdict = judge(assume="Northgate").verdict(mention(text))
    assert (verdict.outcome, verdict.subjects) == (Outcome.CASE, ("Northgate", "Lakeside"))


def test_an_assumed_subject_takes_texts_that_name_nobody() -> None:
    verdict = judge(assume="Northgate").verdict(mention("Nine hours in the ER and nobody came"))
    assert (verdict.outcome, verdict.subjects) == (Outcome.CASE, ("Northgate",))


def test_a_complaint_about_a_competitor_opens_no_case() -> None:
    verdict = judge().verdict(mention("Nine hours in the ER at Lakeside and nobody came"))
    assert (verdict.outcome, verdict.subjects) == (Outcome.DIGEST, ("Lakeside",))


@pytest.mark.parametrize(
    "text",
    [
        "Left Lakeside for Northgate, best decision ever",
        "Left Lakeside Medical Center for Northgate and never looked back",
    ],
)
def test_who_came_to_us_does_not_complain_about_us(text: str) -> None:
    verdict = judge().verdict(mention(text))
    assert verdict.outcome is Outcome.DIGEST
    assert verdict.subjects == ("Northgate", "Lakeside")


@pytest.mark.parametrize(
    "text",
    [
        "the soup at Northgate slaps, no notes",
        "the food at Northgate hits different",
        "zero fuss at Northgate",
    ],
)
def test_praise_in_other_words_than_most_is_no_complaint(text: str) -> None:
    assert judge().verdict(mention(text)).outcome is Outcome.DIGEST


def test_who_switched_to_us_from_another_does_not_complain_about_us_either() -> None:
    _, rules = complaint_and_rules(
        "Switched to Northgate from Lakeside in May, should have done it years ago"
    )
    assert "came_to_us" in rules


def test_a_move_between_two_others_is_none_to_or_from_us() -> None:
    policy = judge().policy
    eastgate = Subject(name="Eastgate", kind="competitor", match="eastgate")
    three = Judge(replace(policy, subjects=(*policy.subjects, eastgate)))
    found = three.verdict(mention("We moved to Lakeside from Eastgate, and at Northgate they lost my file"))
    assert found.assessment is not None
    assert found.outcome is Outcome.CASE
    assert {"came_to_us", "left_us"}.isdisjoint(reason.rule for reason in found.assessment.reasons)


def test_a_name_is_compared_with_others_and_not_with_itself() -> None:
    _, rules = complaint_and_rules("Northgate, Northgate! It is worse than Lakeside ever was, nobody came")
    assert "we_better" not in rules


def test_a_post_about_two_houses_of_ours_is_about_both_whole() -> None:
    southgate = Subject(name="Southgate", kind="own", match="southgate")
    both = Judge(replace(judge().policy, subjects=(NORTHGATE, southgate)))
    found = both.verdict(mention("Northgate and Southgate both left us waiting for nine hours"))
    assert (found.outcome, found.subjects) == (Outcome.CASE, ("Northgate", "Southgate"))


def test_who_left_us_does() -> None:
    verdict = judge().verdict(mention("Switched from Northgate to Lakeside, should have done it years ago"))
    assert verdict.outcome is Outcome.CASE


@pytest.mark.parametrize(
    "text",
    [
        "Northgate puts Lakeside to shame",
        "If only Lakeside were as clean as Northgate",
        "Lakeside could learn a thing or two from Northgate",
        "Lakeside isn't half as clean as Northgate",
    ],
)
def test_who_finds_us_better_does_not_complain_about_us(text: str) -> None:
    complaint, rules = complaint_and_rules(text)
    assert "we_better" in rules
    assert complaint < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Lakeside puts Northgate to shame",
        "If only Northgate were as clean as Lakeside",
        "Northgate could learn a thing or two from Lakeside",
        "Lakeside is better than Northgate",
        "Ojalá hubiera ido a Lakeside en vez de a Northgate",
    ],
)
def test_who_finds_another_better_complains_about_us(text: str) -> None:
    complaint, rules = complaint_and_rules(text)
    assert "another_better" in rules
    assert complaint >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Wish I had gone to Lakeside instead of Northgate",
        "I'd rather drive to Lakeside with a broken foot than go to Northgate again",
        "We should have booked Lakeside rather than Northgate",
        "Lakeside > Northgate any day",
        "Lakeside did in one visit what Northgate couldn't in a year",
    ],
)
def test_whom_the_writer_would_rather_have_chosen_is_told_and_a_person_looks(text: str) -> None:
    found = judge().verdict(mention(text))
    assert found.assessment is not None
    assert "another_better" in {reason.rule for reason in found.assessment.reasons}
    assert found.outcome in (Outcome.CASE, Outcome.LOOK)


@pytest.mark.parametrize(
    "text",
    [
        "Do you think Lakeside is better than Northgate?",
        "I don't think Lakeside is better than Northgate",
        "Northgate is no better than Lakeside",
        "Northgate and Lakeside beat the traffic",
        "Lakeside is as good as Northgate",
        "Whoever thinks Lakeside is better than Northgate has never waited there",
        "Northgate beats Lakeside 3-2 in the charity match",
        "Northgate was better than Lakeside until they cut the staff",
        "They sent me to Lakeside instead of Northgate, fine by me",
        "Does anyone wish they had gone to Lakeside instead of Northgate?",
        "Northgate is better than Lakeside but they left my mum in a corridor",
    ],
)
def test_what_is_asked_denied_level_or_taken_back_prefers_nobody(text: str) -> None:
    _, rules = complaint_and_rules(text)
    assert not {"we_better", "another_better"} & rules


@pytest.mark.parametrize(
    ("text", "rule", "outcome"),
    [
        ("Lakeside Medical lost my chart and was rude, Northgate General found it", "spares_us", Outcome.DIGEST),
        ("Lakeside sent me home twice. Northgate had me scanned by Friday.", "spares_us", Outcome.DIGEST),
        ("Northgate lost my chart and was rude, Lakeside Medical found it", "blames_us", Outcome.CASE),
        ("Northgate sent me home twice. Lakeside had me scanned by Friday.", "blames_us", Outcome.CASE),
        ("En Lakeside me dejaron seis horas. En Northgate me atendieron ya.", "spares_us", Outcome.DIGEST),
    ],
)  # fmt: skip
def test_of_two_names_the_one_that_is_blamed_is_told(text: str, rule: str, outcome: Outcome) -> None:
    found = judge().verdict(mention(text))
    assert found.outcome is outcome
    assert found.assessment is not None
    assert [reason.rule for reason in found.assessment.reasons if reason.rule in TWO_NAMES] == [rule]


def test_the_clause_that_tells_who_is_blamed_is_quoted() -> None:
    found = judge().verdict(mention("Northgate lost my chart and was rude, Lakeside Medical found it"))
    assert found.assessment is not None
    (reason,) = [reason for reason in found.assessment.reasons if reason.rule == "blames_us"]
    assert reason.evidence == ("northgate lost my chart and was rude",)


NGH = Subject(name="Northgate", kind="own", match="northgate OR ngh")
BANK = Subject(name="Bank", kind="competitor", match='"northgate bank"')
WEST = Subject(name="West", kind="own", match='"mercy west"')
MERCY = Subject(name="Mercy", kind="competitor", match="mercy")
NEAR_NURSE = Subject(name="Northgate", kind="own", match="northgate NEAR/9 (nurse* OR hospital)")


@pytest.mark.parametrize(
    ("own", "other", "text"),
    [
        (NGH, LAKESIDE, "Lakeside lost my chart and was rude. NGH found it, northgate rang me the same day"),
        (NORTHGATE, BANK, "Northgate Bank lost my form and was rude. Northgate found it in ten minutes."),
    ],
)
def test_a_name_may_have_two_spellings_or_begin_as_another(own: Subject, other: Subject, text: str) -> None:
    assert "spares_us" in rules_between(own, other, text)


@pytest.mark.parametrize(
    ("own", "other", "text"),
    [
        (WEST, MERCY, "Mercy West lost my chart twice. Mercy found it at once."),
        (NEAR_NURSE, LAKESIDE, "The nurse at Northgate was rude and lost my chart twice. Lakeside found it at once."),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_no_name_and_a_short_one_no_long_one(
    own: Subject, other: Subject, text: str
) -> None:
    assert "blames_us" in rules_between(own, other, text)


def rules_between(own: Subject, other: Subject, text: str) -> set[str]:
    policy = Policy(organisation="us", slack=SLACK, subjects=(own, other), routes=(default_route("#c"),))
    found = Judge(policy).verdict(mention(text)).assessment
    assert found is not None
    return {reason.rule for reason in found.reasons}


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000"])
def test_a_run_of_blanks_between_two_names_takes_no_longer_than_any_text(blank: str) -> None:
    text = "Northgate is bad" + blank * 30_000 + "Lakeside is good"
    assert judge().verdict(mention(text)).subjects == ("Northgate", "Lakeside")


@pytest.mark.parametrize(
    "text",
    [
        "Left Northgate General for Lakeside Medical after 11 years. Best decision I made.",
        "Me fui de Northgate a Lakeside y por fin me escuchan.",
        "Bye Northgate, hello Lakeside",
        "Done with Northgate, it's Lakeside for me from now on",
        "Me paso de Northgate a Lakeside, harto",
        "I cancelled Northgate and signed up with Lakeside instead",
    ],
)
def test_who_left_us_is_seen_however_cheerful_they_are(text: str) -> None:
    assert judge().verdict(mention(text)).outcome in (Outcome.CASE, Outcome.LOOK)


@pytest.mark.parametrize(
    "text",
    [
        "I would never leave Northgate for Lakeside",
        "Don't leave Northgate for Lakeside!",
        "I never switched from Northgate to Lakeside and I am glad",
        "Nunca cambié Northgate por Lakeside",
    ],
)
def test_who_never_left_us_has_not_left(text: str) -> None:
    assert "left_us" not in complaint_and_rules(text)[1]


def test_who_would_not_come_to_us_has_not_come() -> None:
    score, rules = complaint_and_rules("I would not switch to Northgate from Lakeside, filthy wards")
    assert (score >= 0.5, "came_to_us" in rules) == (True, False)


def test_of_a_move_that_nobody_is_to_blame_for_no_reason_tells() -> None:
    _, rules = complaint_and_rules(
        "Our surgeon is leaving Northgate for Lakeside in May, any idea of her clinic days?"
    )
    assert "left_us" not in rules


def test_a_very_long_post_with_two_names_tells_by_its_clauses_alone() -> None:
    text = "Lakeside was rude. " + "We went on and on. " * 300 + "Northgate was wonderful, thank you!"
    found = judge().verdict(mention(text))
    assert found.assessment is not None
    assert not {"blames_us", "spares_us"} & {reason.rule for reason in found.assessment.reasons}


def test_the_clause_about_us_is_what_counts() -> None:
    verdict = judge().verdict(mention("Lakeside was rude and dirty. Northgate was wonderful, thank you!"))
    assert verdict.outcome is Outcome.DIGEST


def test_a_clause_that_begins_with_the_place_is_about_it() -> None:
    text = "At Lakeside I was seen in ten minutes, at Northgate nobody came for six hours"
    assert judge().verdict(mention(text)).outcome is Outcome.CASE
    other = "At Northgate I was seen in ten minutes, at Lakeside nobody came for six hours"
    assert judge().verdict(mention(other)).outcome is Outcome.DIGEST


def test_a_relative_clause_is_about_the_name_before_it() -> None:
    text = "Northgate was wonderful and kind, far better than Lakeside, where I waited nine hours on a gurney"
    assert judge().verdict(mention(text)).outcome is Outcome.DIGEST
    other = "Lakeside is quicker than Northgate, where I waited nine hours on a gurney"
    assert judge().verdict(mention(other)).outcome is Outcome.CASE


def test_the_first_route_that_fits_takes_the_case() -> None:
    routes = (
        Route(name="now", channel="#now", when=When(urgency_at_least=3)),
        Route(name="rude", channel="#r", when=When(category=("respect",))),
    )
    verdict = judge(*routes).verdict(mention("The receptionist at Northgate was rude to my dad"))
    assert verdict.route == "rude"


def test_without_a_fitting_route_the_outcome_says_so() -> None:
    policy = Policy(
        organisation="N",
        slack=SLACK,
        subjects=(NORTHGATE,),
        routes=(Route(name="now", channel="#now", when=When(urgency_at_least=3)),),
    )
    verdict = Judge(policy).verdict(mention("The receptionist at Northgate was rude to my dad"))
    assert verdict.outcome is Outcome.NO_ROUTE


def test_every_complaint_has_a_reason_with_its_words() -> None:
    for text in (*SAME_DAY, *ROUTINE):
        assert any(reason.evidence for reason in assess(text).reasons), text


def test_a_spanish_stem_is_not_looked_for_in_english() -> None:
    rules = [
        reason.rule
        for reason in assess("They generally agree with me about the toccata, a good staff").reasons
    ]
    assert "abuse" not in rules


def test_scores_are_shares() -> None:
    for text in (*NOW, *SAME_DAY, *ROUTINE, *QUIET):
        found = assess(text)
        assert 0.0 <= found.complaint <= 1.0
        assert 0.0 <= found.negativity <= 1.0


def test_the_end_of_a_very_long_text_is_read_too() -> None:
    text = "All was well. " * 3000 + "Then they operated on the wrong knee."
    assert "grave_error" in [reason.rule for reason in assess(text).reasons]


@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_raises(text: str) -> None:
    assess(clean(text))


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\x01", "\U0001f621" * 10_000, string.punctuation * 500, "a" * 100_000]
)
def test_odd_texts_get_a_judgement_too(text: str) -> None:
    assert assess(clean(text)).urgency is Urgency.DIGEST


def test_no_reason_quotes_the_name_itself_as_a_word_of_complaint() -> None:
    health = Subject(name="Northgate Health", kind="own", match='"northgate health"')
    policy = Policy(organisation="us", slack=SLACK, subjects=(health,), routes=(default_route("#c"),))
    verdict = Judge(policy).verdict(mention("northgate health smh"))
    assert verdict.assessment is not None
    assert not any("health" in reason.evidence for reason in verdict.assessment.reasons)
