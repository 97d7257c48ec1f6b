"""Which of a post's own words are quoted."""

import pytest

from triage.quotes import clause_around, telling_quotes, to_the_point


def test_what_lies_between_the_weighty_words_is_quoted_with_them_up_to_the_end_of_the_clause() -> None:
    text = "we sat there. chest pain and my left arm is numb, is that bad"
    assert telling_quotes((), [("chest", 1.0), ("left arm", 2.0)], text) == (
        "chest pain and my left arm is numb",
    )


def test_the_sentences_that_weigh_most_are_quoted_in_the_order_of_the_text() -> None:
    text = "one thing. two thing. three thing. four thing"
    grams = [("one", 2.0), ("two", 0.5), ("three", 3.0), ("four", 0.5)]
    assert telling_quotes((), grams, text) == ("one thing", "three thing")


def test_a_sentence_that_weighs_far_less_is_not_quoted() -> None:
    assert telling_quotes((), [("one", 1.0), ("two", 3.0)], "one thing. two thing") == ("two thing",)


def test_what_is_said_in_so_many_words_outweighs_all_that_is_weighed() -> None:
    text = "one thing, and two, and three. he has a knife"
    assert telling_quotes(("a knife",), [("one", 9.0), ("two", 9.0)], text) == ("he has a knife",)


def test_a_quote_of_a_long_clause_is_cut_around_what_weighs_most() -> None:
    text = "so " + "very " * 40 + "late and then the roof caught fire above us " + "all " * 40
    (quote,) = telling_quotes((), [("fire", 3.0), ("roof", 2.0), ("so very", 1.0)], text)
    assert quote == "roof caught fire"


@pytest.mark.parametrize("text", ["", " ", "x" * 5000, "fire " * 4000, "." * 5000, "fire." * 3000])
def test_any_text_is_taken_and_no_quote_is_long(text: str) -> None:
    quotes = telling_quotes(("fire",), [("fire", 1.0), ("fire fire", 2.0)], text)
    assert all(0 < len(quote) <= 90 and quote in text for quote in quotes)


def test_words_that_nobody_wrote_are_not_quoted() -> None:
    assert telling_quotes(("a gun",), [("knife", 1.0)], "we waited") == ()


@pytest.mark.parametrize(
    ("phrase", "text", "quote"),
    [
        ("sat in a", "we sat in a&e from 9pm until 5am with my mum", "sat in a&e from 9pm until 5am"),
        ("they told me", "they told me 20 minutes. it was hours", "they told me 20 minutes"),
        ("told me", "she told me to sit down and be quiet", "told me to sit down"),
        ("hair in", "a hair in it, awful", "hair in it"),
        ("hung up", "they hung up on me", "hung up"),
        ("told me", "that is what they told me", "told me"),
        ("no hay", "no hay intérprete, dicen", "no hay intérprete"),
        ("they told me", "they told me 2.5 hours, ha", "they told me 2.5 hours"),
        ("cost me $0", "it cost me $0", "cost me $0"),
        ("told me", "he told me user@example.org was wrong", "told me user@example.org was wrong"),
        ("and no", "a piano and noise, and no one came", "and no one came"),
        ("told me", "told me " + "x" * 200, "told me"),
    ],
)
def test_a_phrase_cut_before_its_point_goes_on(phrase: str, text: str, quote: str) -> None:
    assert to_the_point((phrase,), text) == (quote,)


def test_a_clause_is_quoted_around_a_phrase() -> None:
    assert (
        clause_around("knee", "so. they operated on my left knee, and then went home")
        == "they operated on my left knee"
    )


def test_what_is_said_is_quoted_where_it_stands_as_whole_words() -> None:
    text = "i want to diet, she says. anyway. i want to die tonight"
    assert telling_quotes(("i want to die",), (), text) == ("i want to die tonight",)
    assert clause_around("receipt", "two receipts came. no receipt for me") == "no receipt for me"


def test_a_point_within_a_number_ends_no_clause() -> None:
    text = "aa rude and " + "b" * 70 + " 3.50 and more words without any end at all so long it goes on and on"
    assert not clause_around("rude", text).endswith("3")
