"""Level 3 by its slots: what fires each rule, and what only looks like it."""

import pytest

from triage.cleaning import clean
from triage.folding import fold
from triage.model import Reason
from triage.rules_signs import alarms

FIRES = [
    ("self_harm", "tonight is my last night. your crisis line put me on hold"),
    ("self_harm", "if I don't get my meds back I don't see a reason to wake up tomorrow"),
    ("self_harm", "my daughter says she wants to die and your unit turned her away today"),
    ("threat", "Dr Orrin better watch his back when he walks to his car tonight"),
    ("threat", "you people will regret this, I know where Dr. Orrin lives"),
    ("emergency_now", "there is carbon monoxide in the ward right now and nobody comes"),
    ("emergency_now", "she's seizing in the waiting area and the desk says take a number"),
    ("emergency_now", "my dad has crushing chest pain in your waiting room and they won't see him"),
    ("emergency_now", "my son is turning blue, they told us to wait"),
    ("abuser_on_shift", "your pilot was obviously drunk and he's flying us in ten minutes"),
    ("self_harm", "I don't want to be here any more. Northgate bridge."),
    ("self_harm", "tell my girls i love them. i wont be a burden after tonight"),
    ("self_harm", "Cancel Monday's appointment, I've decided. Please look after my dog."),
    ("self_harm", "my flatmate says she's going to kill herself and your crisis desk keeps hanging up"),
    ("self_harm", "Ya no quiero vivir. Perdónenme todos."),
    ("threat", "Tell the man in billing I'm coming down there with a shotgun"),
    ("threat", "I know where Dr Orrin parks and I know his kids. See you Monday."),
    ("threat", "a bloke in the lobby at northgate is swinging a hammer at the staff"),
    ("threat", "Mañana voy a quemar esa clínica con todos adentro"),
    ("emergency_now", "my gran has collapsed in your lobby and she's not breathing, where is everybody"),
    ("emergency_now", "Smoke in the stairwell at Kesti on Harbour Road, doors won't open, people are screaming"),
    ("emergency_now", "Mi papá no respira, estamos en urgencias y nadie viene"),
    ("abuser_on_shift", "The orderly who slapped my uncle is back on the ward tonight"),
    ("abuser_on_shift", "Your driver groped my sister on Friday and he is still delivering on our street today"),
    ("abuser_on_shift", "el enfermero que manosea a las pacientes está de turno otra vez hoy"),
]  # fmt: skip
NEAR = [
    ("a class", "CPR class: learn what to do when a child is not breathing"),
    ("a series", "Watching Grey's Anatomy: he's bleeding out and nobody is coming!!"),
    ("a bill", "you will pay for this mistake, not me, the invoice is yours"),
    ("a telephone", "I'm going to blow up your phone until somebody calls me back about this refund"),
    ("a hoax", "the bomb threat at Northgate was a hoax, all back to normal"),
    ("an answer", "they are not responding to my emails now"),
    ("a thing that stays", "Tetris will never leave me"),
    ("praise", "I wanted to die two years ago. The nurses on Maple saved me."),
    ("campaign", "Suicide prevention training on Thursday, all managers welcome"),
    ("figure", "this playlist in the cafe is killing me lol"),
    ("negated", "There was no shooter at Northgate, it was a car backfiring"),
    ("news", "Police said a man with a knife was arrested near Northgate"),
    ("film", "New episode tonight: a gunman holds the ER hostage"),
    ("boss", "my boss is going to kill me, your courier lost the laptop"),
    ("food", "the bomb soup in the canteen is back, run"),
    ("past", "Last month a woman collapsed beside me and nobody came. She died."),
    ("money", "my budget is bleeding after this bill"),
    ("drill", "Fire drill at Northgate on Tuesday: alarms will sound at ten"),
    ("ended", "The porter who hit my dad was sacked the same day"),
    ("harmless touch", "The nurse who held my hand is on shift tonight, bring her cake"),
    ("Spanish figure", "me muero de risa con las enfermeras de Northgate"),
    ("Spanish hyperbole", "Mi mamá me va a matar si falto otra vez a la clínica"),
    ("drowning", "Nurses on ward 12 are drowning in work. Getting worse every week, please help them"),
    ("gasping", "Gasping for a cup of tea. We're stuck in maternity outpatients, 3 hours late"),
    ("fitting", "He's fitting the broadband right now, took three visits"),
    ("screen", "The screen has gone blue and it's unresponsive. What do I do?"),
    ("played", "Level 9 of the zombie game: blow up the east wing of the hospital"),
    ("found", "My friend who wrote of hurting herself was found safe yesterday"),
    ("Spanish news", "Fue detenido el hombre que amenazó con un cuchillo en el hospital, según la policía"),
]  # fmt: skip


def asked(text: str) -> tuple[Reason, ...]:
    folded = fold(text)
    return alarms(folded)


def fired(text: str) -> set[str]:
    return {reason.rule for reason in asked(clean(text))}


@pytest.mark.parametrize(("rule", "text"), FIRES)
def test_a_rule_fires_on_what_it_is_for(rule: str, text: str) -> None:
    assert rule in fired(text)


@pytest.mark.parametrize(("kind", "text"), NEAR)
def test_nobody_is_paged_for_what_only_looks_like_it(kind: str, text: str) -> None:
    assert fired(text) == set(), kind


@pytest.mark.parametrize(("rule", "text"), FIRES)
def test_each_reason_quotes_words_of_the_text(rule: str, text: str) -> None:
    (reason, *_) = [r for r in asked(text) if r.rule == rule]
    assert reason.evidence
    assert all(words in fold(text) for words in reason.evidence)


def test_level_3_is_seen_in_the_middle_of_a_long_story() -> None:
    padding = "We came in the afternoon and took a ticket and sat by the window. " * 8
    assert fired(f"{padding} I have the pills lined up and I am calm. {padding}") == {"self_harm"}


@pytest.mark.parametrize(
    "text", ["", " ", "a" * 5000, "kill " * 3000, "i'll kill" * 2000, "\u202e\x00" * 100]
)
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(asked(clean(text)), tuple)
