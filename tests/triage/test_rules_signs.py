"""Level 3 by signs: phrases that alone say nothing, together page a person."""

import pytest

from triage.cues import shipped_cues, spellings
from triage.folding import fold
from triage.rules_now import now_gate, now_reasons
from triage.rules_signs import STARTS, WINDOW, alarms


def rules(text: str) -> set[str]:
    return {reason.rule for reason in alarms(fold(text))}


BY_SIGNS_ALONE = [
    ("self_harm", "The dog is fed, the rent is paid and the letters are written. Ward 4 were kind."),
    ("self_harm", "nobody will notice. the railway is five minutes from your day unit"),
    ("self_harm", "His phone was left on the bed and he climbed over the fence by the railway, your crisis team says ring later"),
    ("threat", "A lad by the entrance with a hatchet up his sleeve, asking which ward"),
    ("threat", "Polite long enough. I'll be waiting by your staff gate when she finishes."),
    ("emergency_now", "My neighbour keeled over at your bus stop, gone grey, his lips a funny colour"),
    ("emergency_now", "Power's out on the baby unit and the generator never started, they bag by hand"),
    ("abuser_on_shift", "He pulled her hair and kicked my aunt. Clocked on again at six."),
    ("self_harm", "Dejé las llaves y una carta para mi madre. Estoy en la azotea."),
    ("abuser_on_shift", "Esa mujer le tapa la boca y le hace daño. Ahí sigue, de turno."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), BY_SIGNS_ALONE)
def test_signs_together_are_heard_where_no_pattern_is(rule: str, text: str) -> None:
    assert now_reasons(now_gate().listen(fold(text))) == ()
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
