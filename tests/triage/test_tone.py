"""Our tone is stock VADER's, rule by rule and word salad by word salad; only its cost differs."""

import importlib.util
import random
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment import vaderSentiment as vader  # type: ignore[import-untyped]

from triage import lexicon
from triage import tone as tone_module
from triage.tone import Tone, clean_for_tone, compound, tone

STOCK = vader.SentimentIntensityAnalyzer()


def stock(text: str) -> Tone:
    return Tone(**STOCK.polarity_scores(text))


def same(text: str) -> None:
    assert tone(text) == stock(text), text
    assert compound(text) == stock(text).compound, text


def rule(text: str, *, unlike: str) -> None:
    """Both texts score as in stock VADER, and the rule is at work: they do not score alike."""
    same(text)
    same(unlike)
    assert tone(text) != tone(unlike)


def word(valence: float) -> str:
    return next(str(word) for word, its in STOCK.lexicon.items() if its == valence and word.isalpha())


# One case a rule


@pytest.mark.parametrize("text", ["", " ", "\n\u3000\t"])
def test_a_text_without_words_is_nothing_at_all(text: str) -> None:
    same(text)
    assert tone(text) == Tone(0.0, 0.0, 0.0, 0.0)


def test_a_text_without_lexicon_words_is_neutral() -> None:
    same("nine hours in the ER and nobody came!!!")
    assert tone("nine hours in the ER and nobody came!!!") == Tone(0.0, 1.0, 0.0, 0.0)


def test_praise_is_positive_and_blame_negative() -> None:
    rule("the food was good", unlike="the food was awful")
    assert compound("the food was good") > 0 > compound("the food was awful")


def test_punctuation_around_a_word_is_stripped() -> None:
    same('"(good)", he said, *bad*...')
    assert tone("...good,") == tone("good")


def test_a_token_of_at_most_two_letters_keeps_its_punctuation() -> None:
    rule("went home :)", unlike="went home ::")
    rule("well :-( then", unlike="well then")
    rule("that xd here", unlike="that xd! here")


def test_an_emoticon_with_a_capital_is_looked_up_in_lower_case() -> None:
    rule("home :D", unlike="home :Q")
    same("home :Þ O_o (-:O")


def test_lexicon_words_with_a_blank_are_never_found() -> None:
    same("fed up with what they screwed up; can't stand it")


@pytest.mark.parametrize("before", ["very good", "very a good", "very a b good"])
def test_a_booster_up_to_three_words_before_strengthens(before: str) -> None:
    for text in (f"it was {before}", f"it was {before}".replace("good", "bad")):
        rule(text, unlike=text.replace("very", "some"))


def test_a_booster_weakens_with_its_distance() -> None:
    scores = [compound(f"x x x {words}") for words in ("very a b good", "very a good", "very good")]
    assert scores == sorted(set(scores))


def test_a_booster_four_words_before_is_too_far() -> None:
    same("very a b c good")
    assert compound("very a b c good") == compound("some a b c good")


@pytest.mark.parametrize("word", ["good", "bad"])
def test_a_dampener_weakens(word: str) -> None:
    rule(f"that was slightly {word}", unlike=f"that was a {word}")


def test_a_lexicon_word_between_does_not_act_on_its_follower() -> None:
    same("great good")
    same("very good bad")
    same("not kind good")


def test_no_lexicon_word_is_a_booster_or_negation_as_our_short_cut_assumes() -> None:
    assert not STOCK.lexicon.keys() & {*vader.BOOSTER_DICT, *vader.NEGATE, "this", "least", "but"}
    assert not [word for word in STOCK.lexicon if "n't" in word and " " not in word]


def test_a_lexicon_word_in_capitals_among_others_counts_more() -> None:
    rule("the food was GOOD", unlike="the food was good")
    rule("the food was BAD", unlike="the food was bad")
    rule("the food was not very GOOD", unlike="the food was not very good")


def test_capitals_all_over_are_no_emphasis() -> None:
    same("THE FOOD WAS GOOD")
    assert tone("THE FOOD WAS GOOD") == tone("the food was good")


@pytest.mark.parametrize("word", ["good", "bad"])
def test_a_booster_in_capitals_among_others_counts_more(word: str) -> None:
    rule(f"the food was VERY {word}", unlike=f"the food was very {word}")
    same(f"THE FOOD WAS VERY {word.upper()}")


@pytest.mark.parametrize("negation", sorted({*vader.NEGATE, "n't", "shan't've", "Never,", "DON'T"}))
@pytest.mark.parametrize("gap", ["", " a", " a b"])
def test_a_negation_up_to_three_words_before_turns_the_word(negation: str, gap: str) -> None:
    rule(f"it was {negation}{gap} good", unlike=f"it was one{gap} good")


def test_a_negation_four_words_before_is_too_far() -> None:
    same("not a b c good")
    assert compound("not a b c good") > 0


def test_two_negations_turn_a_word_twice() -> None:
    rule("it is not never good", unlike="it is never good")


@pytest.mark.parametrize("so", ["so", "this", "So", "THIS"])
def test_never_so_is_praise(so: str) -> None:
    rule(f"never {so} good", unlike=f"not {so} good")
    rule(f"never {so} a good", unlike=f"not {so} a good")


@pytest.mark.parametrize("so", ["so", "this"])
def test_so_right_before_the_word_needs_no_never_three_words_into_the_text(so: str) -> None:
    rule(f"we had {so} good", unlike="we had one good")
    rule(f"not had {so} good", unlike="not had one good")
    same(f"great had {so} good")
    same(f"had {so} good")


def test_without_doubt_is_no_negation() -> None:
    rule("without doubt good", unlike="without a good")
    rule("without doubt a good", unlike="without b a good")
    rule("without a doubt good", unlike="without a b good")
    rule("it was without good", unlike="it was with good")


def test_no_before_a_lexicon_word_negates_it_and_has_no_valence_itself() -> None:
    rule("no good", unlike="one good")
    rule("we say no", unlike="we say one")
    rule("NO good for us", unlike="no good for us")
    rule("say no", unlike="no problem")


def test_no_negates_two_words_on() -> None:
    rule("no such good", unlike="one such good")
    same("no a b good")
    same("no no no good")


@pytest.mark.parametrize("link", ["or", "nor"])
def test_no_negates_across_or_and_nor(link: str) -> None:
    rule(f"no taste {link} good", unlike=f"one taste {link} good")
    same(f"say no taste {link} GOOD")


def test_no_with_punctuation_is_another_word() -> None:
    rule("no good", unlike="no, good")


def test_least_turns_the_word_after_it() -> None:
    rule("it was least good", unlike="it was one good")
    rule("least good", unlike="one good")


@pytest.mark.parametrize("before", ["at", "very", "At", "VERY"])
def test_at_least_and_very_least_do_not(before: str) -> None:
    rule(f"it was {before} least good", unlike="it was the least good")
    same(f"{before} least good")


def test_but_weakens_what_came_before_and_strengthens_what_follows() -> None:
    rule("good food but bad service", unlike="good food and bad service")
    assert compound("good food but bad service") < 0 < compound("bad food But, good service")
    same("bad food But, good service")
    same("but")
    same("good BUT")
    same("but good")


def test_only_the_first_but_counts() -> None:
    same("good but bad but love but hate")


def test_but_weighs_the_first_of_equal_valences_again_and_again() -> None:
    same("good good good but good bad bad fun")
    same("bad but good good bad bad great great great")
    rule("good but good", unlike="good but good good")
    halved = [word(valence) for valence in (2.0, 1.0, 2.0, 1.0, 2.0, 0.5)]  # equal once they are weighed
    raised = [word(valence) for valence in (0.8, 1.2, 1.8, 0.8, 1.2, 1.8, 2.7)]
    same(" ".join([*halved, *raised, "but", *raised, *halved, *raised]))
    same(" ".join(halved * 30 + ["but"] + raised * 30))


@pytest.mark.parametrize("idiom", [idiom for idiom in vader.SPECIAL_CASES if " " in idiom])
@pytest.mark.parametrize("frame", ["we saw {} good", "we saw {} a good", "so we saw {}", "{}"])
def test_an_idiom_replaces_the_valence(idiom: str, frame: str) -> None:
    same(frame.format(idiom))
    same(frame.format(idiom.upper()))


def test_idioms_work_from_the_fourth_word_on() -> None:
    rule("oh we saw the bomb", unlike="oh we saw one bomb")
    rule("oh we go by bus stop", unlike="oh we go by train stop")
    rule("oh we know the kiss of death here", unlike="oh we know the kiss or death here")
    rule("a b c beating heart good", unlike="a b c beaten heart good")
    rule("this is to die for good", unlike="this is to die by good")
    rule("it is bad ass good", unlike="it is one ass good")
    same("the bomb")
    same("great the a shit")


def test_a_later_idiom_wins_over_an_earlier_one() -> None:
    same("we saw bad ass bus stop")
    same("oh yeah right kiss of death")
    same("oh to die for kiss of death")
    same("oh we had least the shit")


@pytest.mark.parametrize("dampener", [words for words in vader.BOOSTER_DICT if " " in words])
def test_a_dampener_of_two_words_adds_to_the_idiom_check(dampener: str) -> None:
    rule(f"the food was {dampener} good", unlike=f"the food was {dampener.split()[0]} one good")
    rule(f"food was {dampener} a good", unlike=f"food was {dampener.split()[0]} one a good")
    same(f"{dampener} good")


def test_kind_of_has_no_valence_and_kind_has() -> None:
    rule("they are kind", unlike="they are kind of")
    same("KIND of")
    same("kind OF good")
    same("a b kind, of good")


@pytest.mark.parametrize("marks", ["!", "!!", "!!!", "!!!!", "!!!!!", "??", "???", "????", "!?!?", "!!!???"])
@pytest.mark.parametrize("text", ["good food{}", "bad food{}", "good{} bad food"])
def test_exclamation_and_question_marks_add_emphasis(text: str, marks: str) -> None:
    rule(text.format(marks), unlike=text.format(""))


def test_a_single_question_mark_adds_none_nor_do_more_than_four_marks() -> None:
    assert tone("good food?") == tone("good food")
    assert tone("good food!!!!") == tone("good food!!!!!!!")
    assert tone("good food????") == tone("good food???????")


def test_emphasis_of_a_text_in_balance_goes_nowhere() -> None:
    same("bus good not a b c good !!!")
    same("bad ass bus stop bus stop!!")
    same("joy :( sorrow !!! ???")


def test_a_zero_sum_stays_zero() -> None:
    same(f"{word(1.9)} {word(-1.9)}!!!")
    assert compound(f"{word(1.9)} {word(-1.9)}!!!") == 0


@pytest.mark.parametrize("text", ["😂", "lol😂", "😂lol", "😂 😂", "😂😂", "😂\n😂", "not😂!", "❤️", "☹️ ©®™"])
def test_emoji_are_read_as_their_descriptions(text: str) -> None:
    same(text)
    same(f"they are very {text} good")


def test_the_exclamation_mark_in_an_emojis_description_counts() -> None:
    rule("good 🆙", unlike="good up button")


def test_every_emoji_scores_as_in_stock() -> None:
    for emoji in STOCK.emojis:
        same(f"x{emoji}x not {emoji}")


def test_every_lexicon_word_scores_as_in_stock() -> None:
    for word in STOCK.lexicon:
        assert tone(f"not {word} here") == stock(f"not {word} here")


ODDITIES = ("\u212aind of", "\u212aIND", "L\u0130KE", "straße GOOD", "ΟΔΟΣ good", "don\u2019t love", "ﬁne")
BLANK_ODDITIES = ("good\x00bad", "good\u00a0bad", "NO\u3000GOOD", "good\x1cbad \x85love", "no\u200bgood")


@pytest.mark.parametrize("text", [*ODDITIES, *BLANK_ODDITIES, "漢字 good", "\ud800 good \udfff"])
def test_unicode_oddities_score_as_in_stock(text: str) -> None:
    same(text)


def test_long_tokens_score_as_in_stock() -> None:
    same("!" * 5000 + "good" + "." * 5000 + " " + "x" * 5000 + "n't love")


# Everything at once

FELT, NAMED, PLAIN = (
    line.split()
    for line in (
        "good bad great hate love kind no doubt shit bomb ass stop right death die heart fun joy :) :D xd",
        "so this never without doubt least at very or nor no kind of but sort just enough the to for",
        "table went I a U2 straße \u212aind don\u2019t n't shan't've 漢字 ❤️",
    )
)
RULED = [*vader.NEGATE, *" ".join([*vader.BOOSTER_DICT, *vader.SPECIAL_CASES]).split()]
PHRASES = [words for words in (*vader.SPECIAL_CASES, *vader.BOOSTER_DICT) if " " in words]
LEXICON, EMOJI = list(STOCK.lexicon), list(STOCK.emojis)
BINS = (FELT, FELT, LEXICON, RULED, RULED, NAMED, NAMED, PLAIN, PHRASES, EMOJI)
AROUND = [""] * 30 + ["!", "?", "!!!", "???", "...", ",", '"', "'s", ")", "*", "-", "😂", "\ufe0f"]
BLANKS = [" "] * 20 + ["  ", "\n", "\t", "\u00a0", "\u3000", "\x1c", "\u2003", ""]
CASES: Sequence[Callable[[str], str]] = [str.strip] * 12 + [str.upper] * 2 + [str.title, str.swapcase]


def salad(dice: random.Random) -> str:
    pick = dice.choice
    count = pick((1, 2, 3, 4, 5, 6, 9, 14))
    return "".join(pick(CASES)(pick(pick(BINS))) + pick(AROUND) + pick(BLANKS) for _ in range(count))


def test_word_salads_score_as_in_stock() -> None:
    dice = random.Random(33)
    for _ in range(15_000):
        same(salad(dice))


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters()))
def test_any_text_scores_as_in_stock(text: str) -> None:
    same(text)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from([*FELT, *NAMED, *PLAIN, *BLANKS, *AROUND]) | st.text(max_size=3)))
def test_any_text_about_something_scores_as_in_stock(words: list[str]) -> None:
    same(" ".join(words))
    same(" ".join(words).upper())


# Cost


def calls(score: Callable[[str], object], text: str) -> int:
    """How many calls scoring takes: work without a clock."""
    seen = 0

    def see(*_: object) -> None:
        nonlocal seen
        seen += 1

    score(text)  # the table learns its tokens now
    before = sys.getprofile()
    sys.setprofile(see)
    try:
        score(text)
    finally:
        sys.setprofile(before)
    return seen


@pytest.mark.parametrize("piece", ["😂", "😂 but NOT so 😡 ", "good but bad ", "not the bomb, ", "漢字💔"])
@pytest.mark.parametrize("score", [tone, compound])
def test_ten_times_the_text_costs_ten_times_the_work(piece: str, score: Callable[[str], object]) -> None:
    assert calls(score, piece * 1000) <= 10 * calls(score, piece * 100)


def test_stock_vader_would_fail_that_test() -> None:
    assert calls(STOCK.polarity_scores, "😂" * 100) > 50 * calls(STOCK.polarity_scores, "😂" * 10)


# Threads and first use


def fresh(module: ModuleType) -> ModuleType:
    """A module as a new process finds it: nothing read, nothing learnt."""
    spec = importlib.util.spec_from_file_location(f"fresh_{module.__name__}", str(module.__file__))
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def fresh_lexicon(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """That of modules that are loaded from now on."""
    made = fresh(lexicon)
    monkeypatch.setitem(sys.modules, lexicon.__name__, made)
    return made


def test_importing_reads_no_lexicon(fresh_lexicon: ModuleType) -> None:
    read, fresh_tone = fresh_lexicon._read_lexicon, fresh(tone_module)
    assert fresh_tone.clean_for_tone("don\u2019t") == "don't"
    assert read.cache_info().currsize == 0
    fresh_tone.compound("good")
    assert read.cache_info().currsize == 1


def test_threads_share_one_lexicon_and_one_table(fresh_lexicon: ModuleType) -> None:
    fresh_tone, dice = fresh(tone_module), random.Random(8)
    fresh_lexicon.WORDS.limit = 60  # forgets all the time
    texts = [salad(dice) for _ in range(400)]
    expected = [tuple(stock(text)) for text in texts]
    together = Barrier(8)

    def score_all(_: int) -> list[tuple[float, ...]]:
        together.wait()
        return [tuple(fresh_tone.tone(text)) for text in texts]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert all(scores == expected for scores in pool.map(score_all, range(8)))
    finally:
        sys.setswitchinterval(interval)
    assert fresh_lexicon._read_lexicon.cache_info().misses == 1
    assert len(fresh_lexicon.WORDS) <= 60 + 8


# Cleaning


@pytest.mark.parametrize("apostrophe", ["\u2019", "\u2018", "\u02bc", "\xb4", "\u2032", "`", "\ufffd"])
def test_cleaning_makes_typographic_apostrophes_plain(apostrophe: str) -> None:
    assert clean_for_tone(f"don{apostrophe}t, won{apostrophe}t") == "don't, won't"
    missed = f"I don{apostrophe}t love it"
    assert compound(clean_for_tone(missed)) < 0 < compound(missed)


@pytest.mark.parametrize("selector", ["\ufe0e", "\ufe0f"])
def test_cleaning_removes_variation_selectors(selector: str) -> None:
    assert clean_for_tone(f"☹{selector}") == "☹"
    assert clean_for_tone(f"❤{selector} it") == "❤ it"


@pytest.mark.parametrize("text", ["", "plain 'ASCII' text", "straße “quoted” — 漢字 😂"])
def test_cleaning_returns_a_clean_text_itself(text: str) -> None:
    assert clean_for_tone(text) is text


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_for_tone(clean_for_tone(text)) == clean_for_tone(text)
