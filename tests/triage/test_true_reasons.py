"""A reason is true: it names what the words say, and not what the same words say elsewhere."""

import math

import pytest

from triage.asked import Asked
from triage.assessing import assess, assess_all
from triage.blending import NAMED
from triage.cleaning import clean
from triage.folding import fold
from triage.model import Assessment, Reason, Urgency


def judged(text: str) -> Assessment:
    return assess(clean(text))


def rules(text: str) -> set[str]:
    return {reason.rule for reason in judged(text).reasons}


@pytest.mark.parametrize(
    ("text", "untrue"),
    [
        ("They told us it would take ten minutes and it did", "promise"),
        ("They say laughter is the best medicine", "promise"),
        ("Nos dijeron que serían dos horas y fueron cuarenta minutos", "promise"),
        ("Stayed in bed until noon", "praise_but"),
        ("The nurses lost my mother's dentures", "death"),
        ("My phone died on the bus", "death"),
        ("Without you dad would have died", "death"),
        ("Never once felt ignored", "dismissed"),
        ("Me voy a matar, Northgate no me ayuda", "threat"),
        ("Hitting the gym before my shift", "abuse"),
        ("Which entrance is best for a wheelchair user?", "discrimination"),
        ("How long does a blood test take, roughly?", "neglect"),
        ("The drip came off and the tube was disconnected", "access"),
        ("Went to the fracture clinic for a check", "injury"),
        ("I took pictures of the sunset and put them on Facebook", "privacy"),
        ("I took pictures of the sunset and put them on Facebook", "consent"),
        ("The doctor asked for my date of birth", "privacy"),
        ("She fell asleep on the nurse's shoulder", "fall"),
        ("I'm allergic to cats", "error"),
        ("The tablets meant for the evening are in the blue box", "grave_error"),
        ("The state of this garden", "escalation"),
        ("The surgeon will not return our calls", "leaving"),
        ("The consultant rang me herself", "chased"),
        ("I forgot to water the plants", "neglect"),
        ("I missed the bus", "error"),
        ("Lost my mother's recipe for plum cake", "loss_damage"),
        ("La doctora me llamó un sábado", "rude"),
        ("¿Cuánto tarda en llegar un paquete?", "loss_damage"),
        ("Pedí mi historial en enero", "privacy"),
        ("My doctor is so funny, I'm in stitches", "pain"),
        ("These prices are daylight robbery", "loss_damage"),
        ("La enfermera me gritó delante de todos", "privacy"),
        ("Le dieron la medicina equivocada y casi se muere", "news"),
        ("I'm 38 weeks pregnant and nobody sees me", "long_span"),
        ("I got someone else's blood results", "grave_error"),
        ("Delayed six hours and the gate agent vanished", "loss_damage"),
        ("Forty days now, where is my refund", "loss_damage"),
        ("They overbooked us", "dirty"),
        ("The film crew came for the bills after charity care was promised in writing", "promotion"),
        ("They never found my black suitcase", "discrimination"),
        ("The new park is visible to everyone from the road", "privacy"),
        ("I called the state park office about permits", "escalation"),
        ("She sits on the board of medicine at the university", "escalation"),
        ("My black son graduated today!", "discrimination"),
        ("I missed my brother's call", "stranded"),
        ("mientras estaba dormido el gato me robó la cena", "consent"),
    ],
)
def test_what_nobody_said_is_no_reason(text: str, untrue: str) -> None:
    assert untrue not in rules(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("They told us it would take ten minutes", "told"),
        ("The nurses were lovely but they lost my mother's dentures", "praise_but"),
        ("The nurses were lovely but they lost my mother's dentures", "loss_damage"),
        ("We lost my mother to sepsis", "grave_error"),
        ("I lost my mother in that ward", "death"),
        ("Mum died in the corridor", "death"),
        ("I have never been so ignored in my life", "dismissed"),
        ("I have never been treated by such rude people", "rude"),
        ("My baby is dead because of you", "grave_error"),
        ("A sponge was left inside me", "grave_error"),
        ("Five stars, but she was given the pills meant for the man in the next bed", "grave_error"),
        ("Refused because she is trans", "discrimination"),
        ("My ex works there and looked up my chart", "privacy"),
        ("They reused needles. Reporter here, DM me", "escalation"),
        ("The nurse smells of vodka", "grave_neglect"),
        ("Thank you for making me wait eight hours, excellent service", "sarcasm"),
        ("Gracias por hacerme esperar ocho horas, excelente servicio", "sarcasm"),
        ("Me voy a matar, Northgate no me ayuda", "self_harm"),
        ("Her feeding tube was disconnected for hours", "neglect"),
        ("They changed the date, then put it off: my operation has been put off three times", "cancelled"),
        ("The surgeon will not return our calls", "silence"),
        ("Somebody else's results were in my envelope", "privacy"),
        ("I got someone else's blood results in the post", "privacy"),
        ("Why does the portal show me another woman's mammogram?", "privacy"),
        ("Your fax of my psychiatric notes went to my employer", "privacy"),
        ("The guard called my brother a junkie", "rude"),
        ("My brother killed himself two days after you discharged him", "death"),
        ("They put someone else's blood into my dad", "grave_error"),
        ("Just took way too many of my pills and I don't know who to tell", "self_harm"),
        ("Needed stitches after your trolley hit me", "pain"),
        ("Las enfermeras un encanto, pero perdieron la dentadura de mi madre", "praise_but"),
    ],
)
def test_what_the_words_say_is(text: str, rule: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "She fell out of bed on the ward and nobody told us",
        "Dad was given the wrong dose of his heart tablets on Tuesday",
        "The nurse gave me somebody else's tablets",
        "Le dieron a mi padre una dosis equivocada",
        "Mum's insulin was missed on Sunday and again on Monday",
        "They skipped my morning dose and charted it as given",
        "Two wards, two lists, conflicting doses of warfarin for my dad",
        "My aunt fell off the trolley on the way to X-ray",
        "They set my son's wrong elbow",
    ],
)
def test_falls_and_wrong_doses_are_for_the_same_day(text: str) -> None:
    found = judged(text)
    assert found.urgency is Urgency.SAME_DAY
    assert found.categories[0] == "safety"
    assert found.severity >= 2


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Your shop gave my ex the address I moved to", "privacy"),
        ("The man at the scan desk told me 'you people are never on time'", "discrimination"),
    ],
)
def test_an_address_told_and_a_slur_are_for_the_same_day(text: str, rule: str) -> None:
    assert rule in rules(text)
    assert judged(text).urgency is Urgency.SAME_DAY


@pytest.mark.parametrize("closing", [" Thank you.", "\nThanks,\nNadia", " Cheers", " \U0001f64f", " Gracias"])
def test_who_closes_with_thanks_complains_all_the_same(closing: str) -> None:
    text = "My test was on the 8th. It's the 27th and nobody answers the phone."
    found = judged(text + closing)
    assert found.urgency is Urgency.ROUTINE
    assert [each.sentence for each in found.reasons if each.rule == "thanks"] == ["It closes with thanks"]


@pytest.mark.parametrize(
    "text", ["Your driver came back for my bag. Thank you!", "Seen in ten minutes by Dr Wren. Thanks"]
)
def test_praise_that_closes_with_thanks_is_no_complaint(text: str) -> None:
    assert judged(text).urgency is Urgency.DIGEST


def test_the_anger_of_somebody_who_says_you_people_is_no_slur() -> None:
    assert "discrimination" not in rules("What is wrong with you people, four hours for a form")


def test_a_fall_in_a_joke_is_no_complaint() -> None:
    assert judged("I fell out of bed laughing at the vicar's tweet").urgency is Urgency.DIGEST


def test_the_words_that_weigh_most_are_words_of_the_post_that_say_something() -> None:
    text = "i was put in the ward and they had me in the hall in the end, the tray cold"
    told = next(reason.evidence for reason in judged(text).reasons if reason.rule == "words")
    assert all(phrase in text for phrase in told)
    assert {"and", "the", "in", "me in"}.isdisjoint(told)


@pytest.mark.parametrize("text", ["The wifi is dead again", "The remote is dead and the plants are dead too"])
def test_a_thing_that_is_dead_is_no_death(text: str) -> None:
    assert "death" not in rules(text)


def test_beside_a_danger_the_tone_of_the_wording_is_not_told() -> None:
    rules = [
        reason.rule for reason in assess("Help, there's a man with a machete in your lobby, great").reasons
    ]
    assert "threat" in rules
    assert "tone" not in rules


@pytest.mark.parametrize(
    "text",
    [
        "My sister woke up during her operation",
        "The new midwife dropped our baby",
        "They wouldn't see me because I'm deaf",
        "In 2019 a porter rubbed up against my aunt, we complained at the time",
        "There was a needle in my soup",
        "Someone on reception read my results out to the queue",
        "The driver called us the n word",
        "My cousin took his own life a week after you sent him home. Nobody had rung him.",
        "You told her it was heartburn, it was a heart attack",
        "Grandad lost two stone on your ward, nobody helped him eat",
    ],
)
def test_grave_matters_told_plainly_or_as_a_story_are_for_the_same_day(text: str) -> None:
    assert judged(text).urgency is Urgency.SAME_DAY


def test_a_sort_code_is_no_slight() -> None:
    assert "discrimination" not in rules("What's your sort code for the Weir Street branch?")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("they lost my file again", NAMED),
        ("perdieron mi expediente otra vez", NAMED),
        ("Sie haben meine Akte schon wieder verloren und niemand weiß etwas davon", 1.0),
    ],
)
def test_what_is_said_of_names_is_added_beside_the_blend(text: str, share: float) -> None:
    told = Reason(rule="blames_us", sentence="Blame seems to be meant for us", weight=0.9)
    plain, named = assess_all([Asked(text, fold(text)), Asked(text, fold(text), extra=(told,))])
    assert logit(named.complaint) - logit(plain.complaint) == pytest.approx(share * told.weight)
    assert told in named.reasons


def logit(score: float) -> float:
    return math.log(score / (1.0 - score))


def test_phrases_that_overlap_or_are_neighbours_are_quoted_as_one() -> None:
    reason = next(each for each in judged("On hold for two hours").reasons if each.rule == "waiting")
    assert reason.evidence == ("on hold for two hours",)


def test_words_that_complaints_use_are_quoted_where_they_stand() -> None:
    reason = next(
        each
        for each in judged("They operated on my left knee. It was the right one that was bad.").reasons
        if each.rule == "words"
    )
    assert reason.evidence == ("they operated on my left knee",)


def test_neighbours_make_no_endless_quote() -> None:
    reason = next(each for each in judged("rude nasty " * 500).reasons if each.rule == "rude")
    assert all(len(phrase) <= 90 for phrase in reason.evidence)


def test_words_that_only_look_like_the_last_phrase_are_not_joined_to_it() -> None:
    reason = next(
        each
        for each in judged("The nurse was rude. A crude arrogant man beside me laughed.").reasons
        if each.rule == "rude"
    )
    assert set(reason.evidence) == {"rude", "arrogant"}


def test_what_nobody_wrote_is_not_quoted_across_the_cut_of_a_very_long_post() -> None:
    text = "x " * 2997 + "no one" + " y" * 4000 + " came " + "z " * 2997
    assert not any("no one came" in phrase for reason in judged(text).reasons for phrase in reason.evidence)


@pytest.mark.parametrize("text", ["more", "room", "your", "sent it", "@NorthgateHealth three"])
def test_a_word_or_two_of_which_nothing_can_be_said_are_no_complaint(text: str) -> None:
    assert assess(text).complaint <= 0.3


def test_a_word_that_says_it_is_one() -> None:
    assert assess("Disappointed").complaint > 0.5


def test_the_tone_is_told_by_a_word_where_nothing_else_is() -> None:
    (tone,) = [reason for reason in assess("My sister noticed it, luckily").reasons if reason.rule == "tone"]
    assert tone.evidence == ("luckily",)


def test_the_tone_of_an_emoji_quotes_no_word_that_is_not_there() -> None:
    (tone,) = [
        reason for reason in assess("see you there \U0001f602\U0001f602").reasons if reason.rule == "tone"
    ]
    assert tone.evidence == ()


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("Next time I visit I'm bringing doughnuts for the whole ward.", Urgency.DIGEST),
        ("La próxima vez vamos a Lakeside, Northgate nunca más.", Urgency.ROUTINE),
        ("Dad coded on Friday and your team got him back. Today he beat me at chess.", Urgency.DIGEST),
        ("Dormimos en el suelo del aeropuerto con la niña porque cancelaron de noche.", Urgency.ROUTINE),
        ("A trainee did a pelvic exam on me while I was asleep. I never agreed to that.", Urgency.SAME_DAY),
        ("The night doctor smelled like whisky.", Urgency.SAME_DAY),
        ("There was a needle in my son's bed.", Urgency.SAME_DAY),
        ("I'm calling the state about this clinic tomorrow.", Urgency.SAME_DAY),
        ("They read my chart in the tea room, my neighbour told me.", Urgency.SAME_DAY),
    ],
)
def test_what_a_new_user_saw_told_wrong(text: str, urgency: Urgency) -> None:
    assert judged(text).urgency is urgency


@pytest.mark.parametrize("text", ["Thanks to you I missed my father's funeral", "Gracias clínica por nada"])
def test_thanks_for_harm_are_no_thanks(text: str) -> None:
    assert judged(text).urgency is Urgency.ROUTINE


@pytest.mark.parametrize(
    "text",
    [
        "4 hours for an xray lol",
        "4 hours for an xray hahahahahaha",
        "Rang twice, got cut off twice. Lmao",
        "Update: four hours now",
    ],
)
def test_a_laugh_or_an_update_takes_back_no_complaint(text: str) -> None:
    assert judged(text).urgency is Urgency.ROUTINE


def test_a_laugh_at_the_end_counts_by_itself() -> None:
    found = judged("I fell over in the car park lol")
    assert [reason.evidence for reason in found.reasons if reason.rule == "figure_of_speech"] == [("lol",)]


def test_a_question_that_is_answered_takes_back_no_complaint() -> None:
    found = judged("> what do you all think of them?\nNobody answered the phone for three weeks.")
    assert found.urgency is Urgency.ROUTINE
    assert "question" not in {reason.rule for reason in found.reasons}


def test_a_threat_that_is_quoted_is_heard() -> None:
    text = (
        "> I am going to kill everybody on that ward tonight\nPlease look into this, it stands on your page"
    )
    assert judged(text).urgency is Urgency.NOW


def test_a_complaint_said_a_hundred_times_is_one() -> None:
    assert judged("Nobody called back. " * 100).urgency is Urgency.ROUTINE
