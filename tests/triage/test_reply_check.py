"""The reply check: every example of every rule, sets of made-up replies, and whatever bytes people paste."""

import tomllib
from pathlib import Path

import pytest

from triage.replies import VARIABLES, fill, shipped_replies
from triage.reply_check import MOST, Ours, check_reply
from triage.reply_patterns import Pattern
from triage.reply_rules import read_rules, shipped_rules
from triage.reply_words import Lexicon, Sort, shipped_lexicon

RULES = shipped_rules()
CORPUS = tomllib.loads(Path(__file__).with_name("reply_corpus.toml").read_text(encoding="utf-8"))
SETS = list(CORPUS)


def hard(text: str, post: str = "", categories: str = "healthcare") -> list[tuple[str, str]]:
    return [(f.rule, f.words) for f in check_reply(text, post, categories=categories) if f.hard]


def rules_of(text: str, post: str = "", categories: str = "healthcare") -> set[str]:
    return {found.rule for found in check_reply(text, post, categories=categories)}


def trade(rule: str) -> str:
    return "healthcare" if RULES[rule].healthcare else "general"


# the rules and their examples


@pytest.mark.parametrize(("rule", "text"), [(r.name, text) for r in RULES.values() for text in r.found])
def test_a_rules_example_is_found_by_it(rule: str, text: str) -> None:
    assert rule in rules_of(text, categories=trade(rule))


@pytest.mark.parametrize(("rule", "text"), [(r.name, text) for r in RULES.values() for text in r.not_found])
def test_a_near_miss_is_let_pass(rule: str, text: str) -> None:
    assert rule not in rules_of(text, categories=trade(rule))
    assert hard(text, categories=trade(rule)) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.find], ids=lambda rule: rule.name)
def test_a_rule_has_examples_and_near_misses_and_says_what_to_do(rule: object) -> None:
    assert rule.found  # type: ignore[attr-defined]
    assert rule.not_found  # type: ignore[attr-defined]
    assert rule.message.endswith(".")  # type: ignore[attr-defined]


# made-up replies


@pytest.mark.parametrize("name", SETS)
def test_every_unsafe_reply_is_blocked(name: str) -> None:
    assert [text for text in CORPUS[name]["unsafe"] if not hard(text)] == []


@pytest.mark.parametrize("name", SETS)
def test_of_the_careful_replies_nearly_all_pass(name: str) -> None:
    texts = CORPUS[name]["careful"]
    stopped = {text: found for text in texts if (found := hard(text))}
    assert len(stopped) <= 0.03 * len(texts), stopped


@pytest.mark.parametrize("name", [name for name in SETS if "general" in CORPUS[name]])
def test_a_careful_reply_of_another_trade_passes(name: str) -> None:
    texts = CORPUS[name]["general"]
    assert [text for text in texts if hard(text, categories="general")] == []


def test_the_sets_are_large_and_have_no_reply_twice() -> None:
    texts = [text for name in SETS for kind in CORPUS[name] for text in CORPUS[name][kind]]
    assert len(set(texts)) == len(texts)
    assert min(len(CORPUS["first"][kind]) for kind in ("unsafe", "careful")) >= 150


@pytest.mark.parametrize("name", ["healthcare", "general"])
def test_every_shipped_reply_passes(name: str) -> None:
    values = dict.fromkeys(VARIABLES, "Northgate Health") | {
        "contact": "Patient Relations, 555-0142",
        "author": "there",
    }
    told = {each.name: check_reply(fill(each, values), categories=name) for each in shipped_replies(name)}
    assert {reply: found for reply, found in told.items() if found} == {}


# what a finding says


def test_the_words_are_those_of_the_reply_as_typed() -> None:
    text = "Thanks!  Sorry about “YOUR recent\nVISIT” – call 555-0142."
    (found,) = [each for each in check_reply(text) if each.rule == "relationship"]
    assert found.words == "YOUR recent\nVISIT" == text[found.start : found.end]


def test_the_hard_findings_come_first() -> None:
    found = check_reply("That is a lie. We promise a refund for your surgery.")
    assert [each.hard for each in found] == sorted((each.hard for each in found), reverse=True)
    assert {each.rule for each in found if not each.hard} >= {"argument", "promise", "no contact"}


@pytest.mark.parametrize(
    "text",
    [
        "sorry about your v\u200bisit",
        "SORRY ABOUT YOUR VISIT",
        "Sorry about your\u00a0visit",
        "Sorry about ｙｏｕｒ ｖｉｓｉｔ",
        "You didn’t show up",
        "you didnt show up",
        "Sorry about yоur visit",  # a Cyrillic o
        "Según su expediente, todo bien",
        "segun su expediente, todo bien",
        'Sorry about your "visit"',
        "Sorry about your **visit**",
        "Sorry about your [visit](https://example.org/v)",
        "Sorry about your \u2764\ufe0f visit",
        "Sorry about your&nbsp;visit",
        "Sorry about your (recent) visit",
        "Lamentamos su **visita**",
    ],
)
def test_spelling_does_not_hide_anything(text: str) -> None:
    assert hard(text)


def test_what_takes_a_finding_back_reaches_no_further_than_its_clause() -> None:
    assert hard("If you have been a patient here, please call 555-0142.") == []
    assert hard("If you have been a patient here, you know that your surgery went well.")
    assert hard("We cannot confirm whether anyone is a patient. Your knee was fine.")
    assert hard("If you have been a patient here\n\nYour surgery went well")


@pytest.mark.parametrize(
    ("general", "telling"),
    [
        ("Nobody should have to wait for days to hear about a test.", "Nobody called about your test."),
        ("Everyone who works in our waiting room is kind.", "You were rude in our waiting room."),
        ("During flu season our phones are busy.", "Sorry about the flu."),
        ("Ask for our manager at 555-0142; she is glad to help.", "She came late."),
        ("Information on sedation is on our website.", "Information on your sedation is on our website."),
        ("Decisions about medication ought to be shared.", "The decision about the medication was shared."),
        ("Repeat prescriptions are ordered online.", "The repeat prescription was ordered online."),
        ("The state survey was published in June.", "The biopsy was published in June."),
        ("Plenty of people dread the drill.", "Some people with dental implants complain a lot."),
    ],
)
def test_what_holds_for_nobody_in_particular_passes(general: str, telling: str) -> None:
    assert hard(general) == []
    assert hard(telling)


@pytest.mark.parametrize(
    "text", ["Payment declined twice.", "Consent form on file.", "The scan is normal.", "Crown recemented."]
)
def test_an_event_is_told_even_where_nobody_is_named(text: str) -> None:
    assert hard(text)


def test_words_of_several_words_are_known_wherever_the_file_breaks_its_lines() -> None:
    assert "clinical" not in shipped_lexicon().read("advice")[0].sorts
    assert "clinical" in shipped_lexicon().read("against medical advice")[0].sorts


# the post that is answered


def test_that_the_post_says_it_does_not_allow_it() -> None:
    assert hard("Sorry about your surgery.", "My surgery at Northgate was awful")


def test_what_the_post_did_not_say_is_told_as_new() -> None:
    post = "The staff at Northgate were cold during my surgery"
    assert "new fact" not in rules_of("Sorry about your surgery.", post)
    assert ("new fact", "Your biopsy was fine") in hard("Your biopsy was fine.", post)
    assert "new fact" not in rules_of("Your biopsy was fine.")


def test_what_the_post_is_about_is_about_its_author_however_generally_it_is_put() -> None:
    text = "Lupus is hard to live with."
    assert hard(text) == []
    assert hard(text, "My lupus flared up and nobody called back")
    assert hard("Information on lupus is on our website.", "My lupus flared up") == []


def test_the_authors_own_number_is_no_contact_of_ours() -> None:
    post = "Call me at (555) 555-0177 or ana@example.org, I am furious"
    assert ("identifier", "555-555-0177") in hard("We will ring 555-555-0177.", post)
    assert ("identifier", "ana@example.org") in hard("Write to ana@example.org!", post)
    assert hard("Please call 555-0142.", post) == []


# any other trade


@pytest.mark.parametrize(
    "text", ["Sorry that your flight was late. Call 555-0142.", "You waited too long, sorry: 555-0142."]
)
def test_in_any_other_trade_it_may_be_said_who_was_a_customer(text: str) -> None:
    assert hard(text, categories="general") == []


@pytest.mark.parametrize(
    "text",
    ["Order number 448210 was sent to 18 Elm Street.", "Your card was charged $80.", "We texted 555-0177."],
)
def test_numbers_addresses_and_bills_are_private_in_every_trade(text: str) -> None:
    assert hard(text, categories="general")


def test_a_purchase_is_told_softly() -> None:
    (found,) = check_reply("Sorry that your order is late. Call 555-0142.", categories="general")
    assert (found.rule, found.hard, found.words) == ("purchase", False, "your order")


# whatever people paste


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\x00", "\ud800", "e\u0301" * 50, "\U0001f602" * 500, "\ue000 \ue001", "'", "...", "«»"],
)
def test_no_text_is_too_strange(text: str) -> None:
    assert "no contact" in rules_of(text)


def test_a_reply_that_is_longer_than_any_place_takes_is_not_read_to_its_end() -> None:
    (found,) = [each for each in check_reply("x" * 1_000_000) if each.hard]
    assert (found.rule, found.start, found.end) == ("too long", MOST, 1_000_000)


@pytest.mark.parametrize(
    "piece", ["you ", "your ", "a ", "<", "your you were seen by ", "if you ", "'s ", "\xbd"]
)
def test_the_longest_reply_is_read_whatever_it_repeats(piece: str) -> None:
    assert check_reply(piece * (MOST // len(piece)), piece * 1000)


# patterns that cannot be read


LEXICON = Lexicon({"visit": Sort(words=("visit", "check-up"), plural=True)})


@pytest.mark.parametrize(
    ("written", "told"),
    [("your <stay>", "<stay>"), ("your <", "cannot be read"), ("..many", "many"), ("~<stay>3", "<stay>")],
)
def test_a_pattern_with_a_mistake_is_refused(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Pattern(written, LEXICON)


def test_a_stretch_without_a_sort_of_words_ends_where_one_stands() -> None:
    pattern = Pattern("all ~<visit>9 here .", LEXICON)

    def found(text: str) -> list[tuple[int, int]]:
        return list(pattern.find("".join([LEXICON.encoded(word) for word in LEXICON.read(text)])))

    assert found("All are welcome here.")
    assert found("all, and you, here")
    assert not found("All your visits here.")
    assert not found("All. Here.")


def test_a_rule_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(TypeError, match="weigth"):
        read_rules('[[rule]]\nname = "a"\nmessage = "b."\nweigth = "hard"', shipped_lexicon())


@pytest.mark.parametrize("text", ["your visits", "your check up", "YOUR CHECKUPS", "your check-up"])
def test_a_word_is_known_in_its_plural_and_without_its_hyphen(text: str) -> None:
    encoded = "".join([LEXICON.encoded(word) for word in LEXICON.read(text)])
    assert list(Pattern("your <visit>", LEXICON).find(encoded))


@pytest.mark.parametrize(
    "text",
    [
        "Votre m\u00e8re \u00e9tait bien notre patiente et son cancer a \u00e9t\u00e9 soign\u00e9. Patient Relations, 555-0142.",
        "Obrigado pelo seu coment\u00e1rio sobre a sua m\u00e3e. 555-0142",
    ],
)
def test_a_reply_that_we_cannot_read_says_that_it_was_not_checked(text: str) -> None:
    assert "unread" in [found.rule for found in check_reply(text)]


@pytest.mark.parametrize(
    "text", ["Thank you for telling us. Call 555-0142.", "Gracias por decirlo. Llame al 555-0142.", "Merci!"]
)
def test_a_reply_that_we_can_read_was_checked(text: str) -> None:
    assert "unread" not in [found.rule for found in check_reply(text)]


@pytest.mark.parametrize(
    "text", ["\u8b1d\u8b1d\u60a8\u7684\u56de\u994b", "\u0441\u043f\u0430\u0441\u0438\u0431\u043e"]
)
def test_a_few_words_in_other_letters_were_not_read(text: str) -> None:
    assert "unread" in rules_of(text)


@pytest.mark.parametrize("words", ["<b>your</b> visit", "your/visit", "your<br/>visit", "<i>your visit</i>"])
def test_tags_and_strokes_blind_no_rule(words: str) -> None:
    assert [rule for rule, _ in hard(f"Sorry about {words}. Call 555-0142.")] == ["relationship"]


OURS = Ours(contacts=("Patient Relations, (800) 555-0177, listen@northgate.example.org",))


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("Please call us at 555-0199 so that we can listen.", ["555-0199"]),
        ("Write to lisen@northgate.example.org, we are glad to listen.", ["lisen@northgate.example.org"]),
        ("Please call 800-555-0177 or write to listen@northgate.example.org.", []),
        ("Please call 555-0177, we are glad to listen.", []),
    ],
)
def test_a_number_or_address_that_is_not_ones_own_is_told(reply: str, words: list[str]) -> None:
    found = [each for each in check_reply(reply, ours=OURS) if each.rule == "other contact"]
    assert [each.words for each in found] == words
    assert not any(each.hard for each in found)


def test_without_ones_own_contacts_none_is_told_from_another() -> None:
    assert "other contact" not in {each.rule for each in check_reply("Please call 555-0199, we listen.")}


@pytest.mark.parametrize(
    ("reply", "rules"),
    [
        ("Thank you for writing to Marrow Creek. Please call 555-0177.", set()),
        ("The marrow looked fine. Please call 555-0177.", {"health"}),
        ("We hope your marrow is better. Please call 555-0177.", {"health"}),
    ],
)
def test_a_body_part_in_our_own_name_is_none(reply: str, rules: set[str]) -> None:
    found = check_reply(reply, ours=Ours(names=("Marrow Creek", "Marrow")))
    assert {each.rule for each in found if each.rule == "health"} == rules


@pytest.mark.parametrize(
    "reply",
    [
        "Thank you for choosing marrow creek! 555-0177",
        "We are glad that you chose Marrow Creek. 555-0177",
        "Thanks for visiting Oakdene. 555-0177",
    ],
)
def test_who_thanks_for_choosing_us_says_so_whatever_we_are_called(reply: str) -> None:
    ours = Ours(names=("Marrow Creek", "Oakdene"))
    assert "relationship" in {each.rule for each in check_reply(reply, ours=ours) if each.hard}
