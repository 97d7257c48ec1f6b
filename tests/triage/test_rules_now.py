"""Level 3: what fires each rule, and what only looks like it. None of these sentences was fitted on."""

from itertools import pairwise

import pytest

from triage.asked import Asked
from triage.assessing import assess, assess_all
from triage.cleaning import clean
from triage.danger import Danger, Word
from triage.folding import fold
from triage.model import Reason, Urgency
from triage.rules import LEVEL_3
from triage.rules_now import HEARD_FROM, alarms
from triage.vocabulary import Vocabulary

FIRES = [
    ("self_harm", "tonight is my last night. your crisis line put me on hold"),
    ("self_harm", "if I don't get my meds back I don't see a reason to wake up tomorrow"),
    ("self_harm", "my daughter says she wants to die and your unit turned her away today"),
    ("threat", "Dr Orrin better watch his back when he walks to his car tonight"),
    ("threat", "you people will regret this, I know where Dr. Orrin lives"),
    ("emergency_now", "she's seizing in the waiting area and the desk says take a number"),
    ("emergency_now", "my dad has crushing chest pain in your waiting room and they won't see him"),
    ("self_harm", "I don't want to be here any more. Northgate bridge."),
    ("self_harm", "tell my girls i love them. i wont be a burden after tonight"),
    ("self_harm", "Cancel Monday's appointment, I've decided. Please look after my dog."),
    ("self_harm", "my flatmate says she's going to kill herself and your crisis desk keeps hanging up"),
    ("self_harm", "I don't feel safe any more, I still cut myself and I want to end things"),
    ("self_harm", "Ya no quiero vivir. Perdónenme todos."),
    ("threat", "Tell the man in billing I'm coming down there with a shotgun"),
    ("threat", "I know where Dr Orrin parks and I know his kids. See you Monday."),
    ("threat", "a bloke in the lobby at northgate is swinging a hammer at the staff"),
    ("threat", "Mañana voy a quemar esa clínica con todos adentro"),
    ("emergency_now", "my gran has collapsed in your lobby and she's not breathing, where is everybody"),
    ("emergency_now", "Smoke in the stairwell at Kesti on Harbour Road, doors won't open, people are screaming"),
    ("emergency_now", "Mi papá no respira, estamos en urgencias y nadie viene"),
    ("emergency_now", "Power gone on intensive care, the ventilators are beeping and nobody is coming"),
    ("abuser_on_shift", "The orderly who slapped my uncle is back on the ward tonight"),
    ("abuser_on_shift", "Your driver groped my sister on Friday and he is still delivering on our street today"),
    ("abuser_on_shift", "Esa mujer le tapa la boca y le hace daño. Ahí sigue, de turno."),
    ("abuser_on_shift", "el enfermero que manosea a las pacientes está de turno otra vez hoy"),
    ("self_harm", "gonna kms tonight, nobody at the crisis line picks up"),
    ("self_harm", "#Me #quiero #morir #hoy #nadie #me #ayuda"),
    ("threat", "si no atienden a mi hermano los mato a todos"),
]  # fmt: skip
NEAR = [
    ("a class", "CPR class: learn what to do when a child is not breathing"),
    ("a hoax", "the bomb threat at Northgate was a hoax, all back to normal"),
    ("an answer", "they are not responding to my emails now"),
    ("a thing that stays", "Tetris will never leave me"),
    ("praise", "I wanted to die two years ago. The nurses on Maple saved me."),
    ("campaign", "Suicide prevention training on Thursday, all managers welcome"),
    ("figure", "this playlist in the cafe is killing me lol"),
    ("negated", "There was no shooter at Northgate, it was a car backfiring"),
    ("news", "Police said a man with a knife was arrested near Northgate"),
    ("film", "New episode tonight: a gunman holds the ER hostage"),
    ("food", "the bomb soup in the canteen is back, run"),
    ("past", "Last month a woman collapsed beside me and nobody came. She died."),
    ("money", "my budget is bleeding after this bill"),
    ("drill", "Fire drill at Northgate on Tuesday: alarms will sound at ten"),
    ("ended", "The porter who hit my dad was sacked the same day"),
    ("where hope dies", "billing dept: where phones go to die"),
    ("outrage", "you turned my claim down AGAIN. third time. what is wrong with you people"),
    ("an obituary", "Man dies at Northgate days after Route 9 motorcycle crash"),
    ("the end of a cure", "Tonight I rang the bell at Northgate. Last chemo. Goodbye cancer."),
    ("harmless touch", "The nurse who held my hand is on shift tonight, bring her cake"),
    ("denied wish", "I have never wanted to hurt myself, whatever your form says"),
    ("denied threat", "Relax, nobody is going to hurt anyone at the branch"),
    ("denied bomb", "There is no bomb at the depot, it was a lunchbox"),
    ("denied drink", "Our night porter is not drunk, he has a bad hip"),
    ("wish that is over", "I used to want to die. These days I grow tomatoes."),
    ("harm that is over", "I used to hurt myself. Then came the teen group at Northgate, and now I'm off to college."),
    ("praise of a nurse", "Nurse Abel is back on our floor tonight, hooray!"),
    ("Spanish praise of a nurse", "El enfermero de hoy es muy simpático."),
    ("Spanish, over", "Ya no quiero morir, gracias a la doctora Ibarra"),
    ("webinar", "Webinar: when a caller says they want to end their life"),
    ("lesson", "Staff training: what to do if a visitor has a gun"),
    ("commercial", "They shoot the commercial at the depot tomorrow"),
    ("balloons", "We are going to blow up some balloons for the ward party tonight"),
    ("laughing", "She can't breathe when he laughs, what a duo"),
    ("a game", "Dad is well again: by Friday he was beating me at cribbage. The nurse is lovely, keep doing what you do"),
    ("Spanish figure", "me muero de risa con las enfermeras de Northgate"),
    ("drowning", "Nurses on ward 12 are drowning in work. Getting worse every week, please help them"),
    ("gasping", "Gasping for a cup of tea. We're stuck in maternity outpatients, 3 hours late"),
    ("played", "Level 9 of the zombie game: blow up the east wing of the hospital"),
    ("found", "My friend who wrote of hurting herself was found safe yesterday"),
    ("Spanish news", "Fue detenido el hombre que amenazó con un cuchillo en el hospital, según la policía"),
]  # fmt: skip


def asked(text: str) -> tuple[Reason, ...]:
    return tuple([reason for reason in assess(clean(text)).reasons if reason.rule in LEVEL_3])


def fired(text: str) -> set[str]:
    return {reason.rule for reason in asked(text)}


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


@pytest.mark.parametrize("copies", [20, 130, 400])
def test_level_3_is_heard_at_the_end_of_any_long_post(copies: int) -> None:
    story = "The team explained every step to us and the room was warm. " * copies
    assert fired(f"{story} I am standing on the roof of your hospital and I am going to kill myself tonight.")


def test_a_kind_word_beside_a_danger_does_not_drown_it() -> None:
    kind = "The rest of the staff were friendly and helpful, the room was clean, the food was good and parking was easy to find."
    assert fired(f"Your porter raped a patient and he is still working there. {kind}") == {"abuser_on_shift"}
    assert fired(f"My baby is blue and not breathing, please help, we are in the car park. {kind}") == {
        "emergency_now"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Voy a matar a todos en Northgate Health",
        "Voy a matar a la enfermera",
        "Les voy a quemar el hospital",
        "Voy a poner una bomba en el hospital",
        "Voy a prenderle fuego al hospital",
        "I'll burn it down",
        "I'm suicidal",
    ],
)
def test_what_is_said_in_so_many_words_is_heard_however_short(text: str) -> None:
    assert assess(text).urgency is Urgency.NOW


@pytest.mark.parametrize("sign", ["!", "$", "\U0001f621"])
def test_no_row_of_signs_hides_a_danger(sign: str) -> None:
    text = sign * 4500 + " I'm going to kill myself tonight. I have the pills in my hand."
    assert assess(text).urgency is Urgency.NOW


def test_a_danger_told_in_little_words_is_quoted_all_the_same() -> None:
    vocabulary = Vocabulary(["it is", "over"])
    danger = Danger(vocabulary, bias=0.0, words={"it is": Word(3.0)})
    (reason,) = alarms("it is me", danger, vocabulary.places(vocabulary.numbers(["it", "is", "me"])))
    assert reason.evidence == ("it is me",)


def test_the_words_of_a_danger_amid_a_long_post_are_quoted_from_where_it_stands() -> None:
    story = "The car park was full and the queue at reception was long that day. " * 40
    (reason,) = asked(f"{story}I will kill the doctor tonight, I have a gun. {story}")
    assert reason.evidence
    assert all(words in "i will kill the doctor tonight, i have a gun" for words in reason.evidence)
    assert "car park" not in reason.evidence


def test_a_laugh_takes_a_figure_of_speech_back_unless_it_is_meant() -> None:
    assert fired("If I hear that hold music once more I'm going to kill myself lol. 50 minutes!") == set()
    assert fired("gonna kill myself lol. not even joking this time") == {"self_harm"}


@pytest.mark.parametrize(
    "text",
    [
        "my mother cannot breathe and the nurse walked off",
        "my dad has collapsed in the corridor and they are just walking round him",
        "the ward is on fire",
        "there's a fire on the third floor and no alarm",
        "dad's oxygen ran out and the bell isn't answered",
        "my sister just fainted in your lobby and everyone is stepping over her",
        "I smell gas in the stairs",
        "there is smoke in the ward",
        "a patient is on the roof",
        "my father has chest pain and nobody comes",
        "my son has cut himself and will not stop bleeding",
        "the power is out and he is on a ventilator",
        "they gave her the wrong drug and now she is shaking",
        "huele a gas en la planta",
    ],
)
def test_an_emergency_said_in_so_many_words_needs_no_more(text: str) -> None:
    assert fired(text) == {"emergency_now"}


@pytest.mark.parametrize(
    "text",
    [
        "the doctor is drunk",
        "the porter groped my daughter in the toilet",
        "El celador va borracho",
    ],
)
def test_who_should_not_be_at_work_said_in_so_many_words_needs_no_more(text: str) -> None:
    assert fired(text) == {"abuser_on_shift"}


@pytest.mark.parametrize(
    "text",
    [
        "You never responded to my tickets so I will burn this place down",
        "my mum is choking on the ward and nobody is responding to my emails",
        "The seats are burning hot, there is smoke in the cabin",
        "There are shots of coffee on the floor and a man with a gun at reception",
        "I was found safe last week but tonight I will end it",
        "I am suicidal. Please start responding to my tickets",
    ],
)
def test_a_turn_of_phrase_takes_nothing_back_that_is_said_beside_it(text: str) -> None:
    assert fired(text)


@pytest.mark.parametrize(
    "text",
    [
        "Someone parked in the ambulance bay",
        "My grandmother is on oxygen at home",
        "Train stopped in a tunnel for ten minutes",
        "The pharmacy has run out of insulin",
    ],
)
def test_a_few_words_without_a_plain_one_page_nobody(text: str) -> None:
    assert fired(text) <= {"near_danger"}


@pytest.mark.parametrize("text", ["there is a bomb", "patient's son has a nurse held at knifepoint"])
def test_a_threat_told_drily_needs_no_more(text: str) -> None:
    assert fired(text) == {"threat"}


@pytest.mark.parametrize(
    "text",
    [
        "we will bomb your clinic",
        "Mañana voy a Northgate y le rompo la cara al doctor Salcedo, que se vaya preparando",
        "a la jefa de planta le voy a partir la boca",
        "los voy a matar, uno por uno, cuando salgan del turno",
    ],
)
def test_a_vow_to_hurt_needs_no_more(text: str) -> None:
    assert fired(text) == {"threat"}


@pytest.mark.parametrize(
    "text",
    [
        "Your barista is on fire today, best flat white in town",
        "There is a fire in the lobby, and armchairs, and tea. So cosy!",
        "I can't breathe, that dog in the lift 😂",
        "someone isn't responding to my ticket",
        "Gas leak drill on Tuesday, ignore the smell",
        "Solar panels are on the roof of the clinic",
        "The queue is long and is not moving",
        "The guard touches a hat to everyone",
        "The porter touched the ceiling to amuse the kids",
        "there's a bomb of a dessert in your cafe",
        "hearing shots of espresso being pulled in your lobby",
        "hay fuego en el corazón de estas enfermeras",
        "there is no point in living so far from a decent clinic",
        "You gave me somebody else's pills",
        "That's all I have left to say about billing",
        "I have nothing left to say about this place",
        "me dieron las pastillas de otra paciente",
        "there is smoke in the film at the imax",
        "the bomb shelter tour: there is a bomb shelter below the chapel",
        "The smell of wine and roses at the gala, thank you",
        "My driver hit the road early, lovely man",
        "our teacher is drunk on power lol",
        "Como vuelvas a traerme croquetas te voy a matar a besos, enfermera Pilar",
        "Se me rompe la cara de tanto sonreír con esta matrona",
        "I'll shoot you a DM with my order number",
        "Our building is burning through coffee",
        "The floor is burning hot in the spa",
        "la película no despierta interés",
        "Our lad is fitting in well at nursery",
    ],
)
def test_the_same_words_about_something_else_are_no_emergency(text: str) -> None:
    assert fired(text) == set()


def test_a_platform_that_guesses_the_language_wrong_hides_no_danger() -> None:
    text = clean("my baby is not breathing and no doctor comes, help")
    (found,) = assess_all([Asked(text, fold(text), "tl")])
    assert found.urgency is Urgency.NOW


@pytest.mark.parametrize(
    "text",
    [
        "Stamattina colazione con bomba alla crema, buonissima.",
        "Ho trovato un film con la bomba atomica, bello.",
        "Die Frau hat eine Pistole im Film, das war lustig und nicht schlecht",
    ],
)
def test_what_we_do_not_read_pages_nobody(text: str) -> None:
    assert fired(text) == set()


def test_a_long_quote_ends_with_a_whole_word() -> None:
    text = "I swear on my life and if anyone at that reception desk laughs at my mother again I murder strangle them, I have a gun"
    (reason,) = asked(text)
    assert all(f"{phrase} " in f"{fold(text)} " for phrase in reason.evidence)


def test_level_3_is_seen_in_the_middle_of_a_long_story() -> None:
    padding = "We came in the afternoon and took a ticket and sat by the window. " * 8
    assert fired(f"{padding} I have the pills lined up and I am calm. {padding}") == {"self_harm"}


@pytest.mark.parametrize(
    "text", ["", " ", "a" * 5000, "kill " * 3000, "i'll kill" * 2000, "\u202e\x00" * 100]
)
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(asked(clean(text)), tuple)


@pytest.mark.parametrize(
    "text",
    [
        "The conductor on this line grabbed my sister by the arm. He is checking tickets again today.",
        "One of the cleaners goes through guests' purses, she takes cash out of them. She still does our floor every morning.",
    ],
)
def test_somebody_accused_who_goes_on_working_is_heard_in_any_trade(text: str) -> None:
    assert fired(text) == {"abuser_on_shift"}


@pytest.mark.parametrize(
    "text",
    [
        "The conductor grabbed my sister by the arm years back. He was sacked the same day.",
    ],
)
def test_nobody_is_accused_who_left_or_did_no_wrong(text: str) -> None:
    assert fired(text) == set()


def test_what_is_quoted_is_words_of_the_post_and_neighbours_are_one_phrase() -> None:
    (reason,) = asked("I know where Dr. Orrin lives, see you Monday")
    assert reason.evidence == ("i know where dr. orrin lives",)
    (reason,) = asked("my dad has collapsed in the corridor and they are just walking round him")
    assert any("has collapsed" in phrase for phrase in reason.evidence)


def test_nothing_is_quoted_that_says_nothing() -> None:
    (reason,) = asked("somebody help he is not breathing in the hall of the clinic")
    assert not {"he is", "in the", "of the", "is"} & {*reason.evidence}


def test_without_the_fitted_words_the_patterns_judge_alone() -> None:
    (reason,) = alarms("i'm going to kill myself tonight")
    assert (reason.rule, reason.evidence) == ("self_harm", ("kill myself",))
    assert alarms("we waited for an hour") == ()
    assert alarms("i'm going to kill myself lol") == ()
    assert alarms("i'm going to kill myself lol, i mean it") != ()


def test_words_that_tell_little_each_are_no_danger_however_many_they_are() -> None:
    words = [f"word{number}" for number in range(24)]
    weights = {word: Word(0.1) for word in words} | {" ".join(pair): Word(0.0) for pair in pairwise(words)}
    vocabulary = Vocabulary(weights)
    places = vocabulary.places(vocabulary.numbers(words))
    danger = Danger(vocabulary, bias=-4.4, words=weights)
    assert danger.may_reach(HEARD_FROM, places)
    assert alarms(" ".join(words), danger, places) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I asked for help nine times in the past month. I'm going to kill myself tonight.",
        "My aunt is sitting up gasping for air, her lips are blue, nobody answers on ward 5",
        "A man is holding my niece hostage in your branch",
        "A man is waving a steak knife at your nurses right now",
        "Nobody here knows how to use the defibrillator and a man has collapsed at gate 14, help",
        "A porter groped me, a visitor saw it. He's on duty on the ward again tonight.",
    ],
)
def test_what_takes_a_danger_back_elsewhere_takes_none_back_here(text: str) -> None:
    assert fired(text)


@pytest.mark.parametrize(
    "text",
    [
        "Every parcel you send me ends up in pieces",
        "The trust says it will slash staff and close two wards",
        "Your prices ran over my budget, I will run over the bill with your staff",
        "One day a child is going to walk into the road, there is no crossing",
        "My horse kicked me on Sunday. The doctors at Northgate were quick.",
        "She is on drugs for her heart and the nurse is kind",
        "Your bank hits customers with a fee every month and the clerk shrugs",
    ],
)
def test_everyday_words_of_harm_page_nobody(text: str) -> None:
    assert fired(text) == set()


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("emergency_now", "I suspect my wife is having a stroke, her face has drooped, she can't speak and nobody will come"),
        ("threat", "Man with a gun in your waiting room, police are not here yet, we're hiding in the toilets"),
        ("emergency_now", "He collapsed on the exercise bike in your rehab gym, he isn't breathing, there's nobody here"),
        ("self_harm", "Don't judge me, but I've got the tablets lined up and I'm going to take them all tonight"),
        ("self_harm", "I've lost my kids in court today. I'm on the bridge. I'm going to jump."),
        ("self_harm", "I've been your patient since 2016. I am going to kill myself tonight."),
        ("self_harm", "I no longer want to live. I've written my letters and I have the rope."),
        ("self_harm", "I retired in May, my wife died in June, and tonight I'm going to kill myself."),
        ("threat", "Last month you killed my wife. Today I'm coming to kill Dr Shaw."),
        ("threat", "I know where you live Dr Shaw, and I'm going to kill you. Your happy little family too."),
        ("emergency_now", "My dad has stopped breathing. Thanks for nothing, your line just rings."),
        ("abuser_on_shift", "Lovely hospital, except that the doctor who groped me is still working here every day"),
        ("emergency_now", "Según la enfermera es normal, pero mi bebé está morado y no respira, ayuda por favor"),
        ("self_harm", "gonna kill myself lol. not even joking this time"),
    ],
)  # fmt: skip
def test_one_innocent_word_takes_no_danger_back(rule: str, text: str) -> None:
    assert fired(text) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "Lovely cafe, great coffee and cake, staff always friendly and helpful. There is a bomb in the toilets. Easy parking and the queue moves quickly.",
        "Great hotel, clean rooms, friendly staff and a wonderful breakfast. My mother cannot breathe. We will certainly be back next year, thanks to all.",
        "A man is walking round your lobby with a knife. The other one was arrested.",
        "My dad has crushing chest pain in your waiting room and they won't see him. They never respond to my emails.",
    ],
)
def test_a_danger_is_heard_by_itself_amid_praise_or_beside_what_means_none(text: str) -> None:
    assert fired(text)


def test_what_is_over_is_no_danger_sentence_by_sentence_either() -> None:
    assert fired("A man stabbed two nurses at Lakeside last week. He was arrested.") == set()


def test_news_that_nobody_tells_of_himself_is_news() -> None:
    assert fired("Police said two were hurt when a car hit the entrance last night") == set()


@pytest.mark.parametrize(
    "text",
    ["he's not breathing help lmao", "i took all the pills \U0001f602", "I will kill you all \U0001f602"],
)
def test_a_danger_that_somebody_laughs_at_is_at_least_looked_at(text: str) -> None:
    assert [reason.rule for reason in assess(clean(text)).reasons][:1] == ["near_danger"]


def test_a_danger_in_letters_with_accents_is_quoted_as_it_is_written() -> None:
    found = assess("I h\xe1ve the p\xedlls l\xedned up and I w\xe1nt to d\xede ton\xedght")
    assert found.urgency is Urgency.NOW
    assert "the p\xedlls l\xedned up" in found.reasons[0].evidence[0]


def test_praise_beside_what_is_wrong_hides_no_emergency() -> None:
    assert fired("Thanks for the reminder, but my wife is bleeding through towels and nobody comes") == {
        "emergency_now"
    }


def test_how_the_whole_post_closes_is_no_part_of_what_is_heard() -> None:
    part, danger = "Lakeside was kind to us.", "my mother cannot breathe and nobody comes."
    closed, bare = [
        assess_all([Asked(part, fold(part), whole=fold(f"{part} {danger}{closing}"))])[0]
        for closing in (" Sent from my iPhone", "")
    ]
    assert closed.urgency is Urgency.NOW
    assert closed == bare


@pytest.mark.parametrize(
    "text",
    [
        "Mum has her appointment next week.",
        "Dad is in for his knee on Thursday.",
        "My wife is having the baby tonight, wish us luck.",
        "The kids are with my mother tonight.",
        "My boy broke his arm, cast is blue.",
        "He went back to school today.",
        "My cat is on the roof again.",
        "Mam\xe1 tiene cita la semana que viene.",
    ],
)
def test_everyday_facts_told_flatly_page_nobody(text: str) -> None:
    assert assess(clean(text)).urgency < Urgency.NOW


@pytest.mark.parametrize(
    "text",
    [
        "Of course - I'm going to shoot Dr. Patel tomorrow.",
        "And of course: he is unconscious on the floor of the waiting room and nobody comes.",
        "My hiring manager: 'I'll shoot you all tomorrow'",
        "I don't know what to do when my husband comes home tonight, he will kill me.",
        "What to do if my baby stopped breathing? We are in your waiting room",
        "I took another patient's pills, all of them, goodbye.",
        "hahaha no seriously I want to die.",
        "I'm going to shoot Dr. Patel tomorrow. no lol",
        "There was no alarm. The ward is burning.",
        "I never thought I'd say this but I want to die.",
        "'I want to die.'",
        "'Voy a poner una bomba en el hospital.'",
        "#ImGoingToKillMyselfTonight",
    ],
)
def test_a_danger_is_heard_whatever_stands_around_it(text: str) -> None:
    assert judged(text)


@pytest.mark.parametrize(
    "text",
    [
        "Training: what to do if a patient says he wants to kill himself, Tuesday at noon",
        "Our first aid course: what to do when a child is choking",
        "Hiring: night nurses who know what to do when someone is unconscious",
    ],
)
def test_a_lesson_tells_of_no_danger(text: str) -> None:
    assert not judged(text)


def judged(text: str) -> bool:
    return assess(clean(text)).urgency is Urgency.NOW


def test_a_danger_in_a_hashtag_quotes_the_hashtag() -> None:
    (reason,) = [
        reason for reason in assess("#ImGoingToKillMyselfTonight").reasons if reason.rule == "self_harm"
    ]
    assert reason.evidence == ("#imgoingtokillmyselftonight",)
