"""Level 3 by signs: phrases that alone say nothing, together page a person."""

import pytest

from triage.cues import shipped_cues, spellings
from triage.folding import fold
from triage.rules_now import now_reasons
from triage.rules_signs import NEAR, STARTS, WINDOW, alarms


def rules(text: str) -> set[str]:
    return {reason.rule for reason in alarms(fold(text))} - {NEAR.rule}


BY_SIGNS_ALONE = [
    ("self_harm", "The dog is fed, the rent is paid and the letters are written. Ward 4 were kind."),
    ("self_harm", "nobody will notice. the railway is five minutes from your day unit"),
    ("self_harm", "His phone was left on the bed and he climbed over the fence by the railway, your crisis team says ring later"),
    ("threat", "A lad by the entrance with a hatchet up his sleeve, asking which ward"),
    ("threat", "Polite long enough. I'll be waiting by your staff gate when she finishes."),
    ("emergency_now", "My neighbour keeled over at your bus stop, gone grey, his lips a funny colour"),
    ("emergency_now", "Power's out on the baby unit and the generator never started, they bag by hand"),
    ("self_harm", "Dejé las llaves y una carta para mi madre. Estoy en la azotea."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), BY_SIGNS_ALONE)
def test_signs_together_are_heard_where_no_pattern_is(rule: str, text: str) -> None:
    assert now_reasons(fold(text)) == ()
    assert rules(text) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "The railway is five minutes from your day unit.",  # one kind alone
        "Years ago I left a note and stood on the bridge. Ward 4 kept me going.",  # long over
        "A novel: she left a note, the bridge, the river. Five stars.",  # not real
        "Nobody had a knife in his bag, security looked.",  # said to be untrue
        "He kicked my aunt in 2019 and was sacked, he is on nights at a warehouse now.",  # gone
        "My mother collapsed, slumped, gone grey: that was in the spring, and she was home in a week.",  # told
    ],
)
def test_signs_are_taken_back_as_patterns_are(text: str) -> None:
    assert rules(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Please help, nobody answers, my mum is on ward 4 and it is getting late",  # circumstances without a sign
        "The letters are written",  # a sign without circumstances
        "Rooftop bar with a view of the river and the old bridge",  # several places, but nothing else
        "Sorry, the phone is off, he said goodbye to the team and left on Friday",
    ],
)
def test_circumstances_alone_and_places_alone_tell_nothing(text: str) -> None:
    assert rules(text) == set()


@pytest.mark.parametrize(
    ("few", "enough"),
    [
        (
            "She stockpiled cans. The letters are written.",
            "The letters are written. I'm sorry, tonight then.",
        ),
        (
            "Smell of gas in the yard.",
            "Smell of gas in the yard, my wife feels faint and nobody answers your line.",
        ),
        ("He owns a rifle.", "He has a rifle and says he is on his way to your ward."),
    ],
)
def test_circumstances_make_a_sign_sure(few: str, enough: str) -> None:
    assert rules(few) == set()
    assert len(rules(enough)) == 1


def test_what_was_elsewhere_in_the_post_takes_no_threat_back() -> None:
    assert rules(
        "You sacked me last week. Now I've got a shotgun in the van and I'm outside your depot."
    ) == {"threat"}
    assert rules("Last week a man had a shotgun in his van outside your depot.") == set()


def test_the_verb_of_a_sign_tells_no_story() -> None:
    assert rules("Someone took a baby from the ward and the doors aren't locked, mothers are screaming") == {
        "emergency_now"
    }


def test_a_telling_circumstance_is_quoted_after_the_signs() -> None:
    (reason,) = alarms(
        fold("He put his affairs in order and now his phone is off. Please somebody find him.")
    )
    assert reason.evidence == ("affairs in order", "phone is off")


def test_signs_far_apart_tell_nothing() -> None:
    far = "The letters are written. " + "Parking was dear. " * (2 * WINDOW // 18) + "The bridge is closed."
    assert rules(far) == set()
    assert rules("The letters are written. The bridge is closed.") == {"self_harm"}


def test_signs_at_the_end_of_a_long_complaint_are_heard() -> None:
    grumble = "Last year they lost the form and in March the lift was broken. " * 12
    grumble += "The food is cold, the car park is dear and nobody at the desk ever looks up from the screen to say hello. "
    assert rules(grumble + "The letters are written. Tonight, the bridge.") == {"self_harm"}


def test_a_sign_quotes_the_words_of_the_text() -> None:
    (reason,) = alarms(fold("A HATCHET up his sleeve, by the entrance"))
    assert reason.evidence[:2] == ("hatchet", "up his sleeve")


def test_signs_weigh_nothing_by_themselves() -> None:
    cues = shipped_cues().cues
    assert cues.keys() >= STARTS
    assert {cues[name].complaint for name in STARTS} == {cues[name].negativity for name in STARTS} == {0.0}


@pytest.mark.parametrize(
    ("written", "phrases"),
    [
        ("on hold", {"on hold"}),
        ("{hour|week} wait*", {"hour wait*", "week wait*"}),
        ("{isn't|not} {here|back}", {"isn't here", "isnt here", "isn't back", "isnt back", "not here", "not back"}),
        ("está aquí", {"está aquí", "esta aqui"}),
    ],
)  # fmt: skip
def test_a_phrase_of_a_cue_file_stands_for_several(written: str, phrases: set[str]) -> None:
    assert set(spellings(written)) == phrases


def test_words_within_others_and_words_that_overlap_are_one_sign() -> None:
    assert rules("I have a plan and a date for my operation") == set()
    assert rules("The roof work has begun under the coat of paint, he is on his way to you") == set()


def test_no_words_count_for_two_circumstances() -> None:
    assert rules("Last warning, next time I cancel") == set()


def test_harmless_signs_before_it_hide_no_danger_in_a_long_post() -> None:
    harmless = (
        "My sons were once scalded, impaled and electrocuted here. "
        + "All of it mended well, in their time. " * 14
    )
    assert rules(harmless) == set()
    assert rules(harmless + "My husband has just keeled over and nobody comes, please send somebody.") == {
        "emergency_now"
    }


@pytest.mark.parametrize(
    "text", ["¦ ¦ ¦ tonight, sorry, goodbye ¦", "he slapped ¦ my uncle ¦ is ¦ back on ¦ tonight", "¦"]
)
def test_a_mark_of_ours_in_a_post_is_no_sign(text: str) -> None:
    assert all("\N{BROKEN BAR}" not in phrase for reason in alarms(fold(text)) for phrase in reason.evidence)
    assert rules("¦ ¦ tonight ¦") == set()


def test_a_point_short_is_near_a_danger() -> None:
    assert [(reason.rule, reason.evidence) for reason in alarms(fold("I have the rope, sorry."))] == [
        ("near_danger", ("the rope",))
    ]
