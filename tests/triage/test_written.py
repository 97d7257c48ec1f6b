"""What exports and APIs make of a text is undone; what people write with the same signs stays."""

import pytest

from triage.written import clean_written, written


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I don&#39;t", "I don't"),
        ("I don&amp;#39;t", "I don't"),
        ("AT&amp;amp;T", "AT&T"),
        ("AT&T; R&D;", "AT&T; R&D;"),
        ("a link?a=1&copy=2", "a link?a=1&copy=2"),
        ("<p>There is a bomb.</p>", "\nThere is a bomb.\n"),
        ("one<br/>two<BR>three", "one\ntwo\nthree"),
        ('<a href="https://example.org">cold</a> <b>food</b>', "cold food"),
        ("&lt;b&gt; was typed", "<b> was typed"),
        ("5 < 6 and I <3 you, <nobody> else", "5 < 6 and I <3 you, <nobody> else"),
        ("I don\xe2\u20ac\u2122t, \xc2\xa314", "I don\u2019t, \xa314"),
        ("se cay\xc3\xb3 el ni\xc3\xb1o", "se cay\xf3 el ni\xf1o"),
        ("na\xefve \xe0 la carte, S\xc3O PAULO", "na\xefve \xe0 la carte, S\xc3O PAULO"),
    ],
)
def test_a_text_is_read_as_it_was_meant(text: str, meant: str) -> None:
    assert written(text) == meant


@pytest.mark.parametrize("sign", ["\xe2\u20ac\u2122", "<p ", "&amp;", "\xc3", "<a " + "x" * 900])
def test_masses_of_such_signs_lose_no_word(sign: str) -> None:
    assert "there is a bomb" in clean_written(sign * (20_000 // len(sign)) + " there is a bomb")
