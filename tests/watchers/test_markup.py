"""HTML becomes what a reader sees."""

import pytest

from watchers import markup


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain words", "plain words"),
        ("I <3 it, 5 < 6", "I <3 it, 5 < 6"),
        ("AT&amp;T &lt;here&gt;", "AT&T <here>"),
        ("<b>a</b> <i>b</i>", "a b"),
        ("one<br>two", "one\ntwo"),
        ("<p>one</p>\n<p>two</p>three", "one\ntwo\nthree"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("<p>one\ntwo</p>", "one two"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ("<!-- hidden -->seen", "seen"),
        ("<p>half \ud83d", "half ?"),
        ("", ""),
    ],
)
def test_html_becomes_what_a_reader_sees(html: str, text: str) -> None:
    assert markup.plain(html) == text


def test_megabytes_of_nested_tags_cost_no_more_than_their_beginning() -> None:
    assert markup.plain("seen " + "<div>" * 400_000) == "seen"
