"""Text from the internet is kept as it was meant and can harm neither screen nor sheet nor card."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.cleaning import (
    MAX_LINE,
    MAX_TEXT,
    MAX_URL,
    clean,
    clean_line,
    clean_url,
    for_csv_cell,
    for_terminal,
)

HOSTILE = (
    "aA \t\n\r\0\x1b\x07\x7f\x85\x9b\u00ad\u00a0\u200b\u200c\u200d\u202e\u2066\u2028\u2029\ufeff\ud83d\udc80\ufe0f"
    "\u00e9\u0301\u0316\u0336\u0344\u20dd\u05d0\u05b0\u05b1\u0628\u064b\u0651\u0f73\u0f71\u1100\u1161\u0915\u093c"
    "\u09c7\u09be\U0001f469\U0001f680\U0001f1ec\U000e0061\U000e007f=+-@'\"\uff1d\u3000\u0e01\u0e49"
)
ANY_TEXT = st.text() | st.text(alphabet=HOSTILE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nine hours in the ER & nobody came.",
        "two\nlines\tand a tab",
        "L\u2019h\u00f4pital \u00abNord\u00bb, ni\u00f1o, \u5317\u4eac\u533b\u9662, \u0938\u0947\u0935\u093e",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
        "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",
        "\u2764\ufe0f\u200d\U0001f525",
        "\U0001f1ec\U0001f1e7 1\ufe0f\u20e3",
        "\u05e9\u05b8\u05bc\u05c1\u05ad \u0627\u0644\u0652\u062d\u064e\u0645\u064e\u0651",
        "\u1019\u103c\u103d\u103e\u1031\u1037",
        "Vi\u1ec7t Nam, \u1ea5m",
        "!!!!!!!!!! ?!?!?!?! ---------",
    ],
    ids=ascii,
)
def test_an_ordinary_text_is_kept_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("\x1b[31mred\x07\x00", "red"),
        ("\x1b]0;title\x07say \x9b1mthis", "say this"),
        ("\x1b[", "["),
        ("\u00e9\x1b[2J\x9b31m", "\u00e9"),
        ("\u202egnitset\u202c \u2066x\u2069", "gnitset x"),
        ("in\u00advis\u200bible\ufeff", "invisible"),
        ("flag\U000e0067\U000e007f", "flag"),
        ("\ud83d lone \udc80", " lone "),
        ("e\u0301", "\u00e9"),
        ("e\u200b\u0301", "\u00e9"),
        ("o\u0336\u0337\u0338\u0335\u0334\u0336\u0316!", "o\u0336\u0337\u0338\u0335\u0334!"),
        ("\u05d0" + "\u05b1\u05b0" * 40 + "b", "\u05d0b"),
        ("\u05d0" + "\u05b1" * 30 + "b", "\u05d0" + "\u05b1" * 5 + "b"),
        ("\u0628" + "\u064b" * 50 + "b" + "!" * 9, "\u0628" + "\u064b" * 5 + "b" + "!" * 9),
    ],
    ids=ascii,
)
def test_what_a_reader_does_not_see_or_should_not_is_gone(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_a_clean_text_holds_no_control_and_no_direction_mark(text: str) -> None:
    kept = clean(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", kept)
    assert kept.encode().decode() == kept


BITS = [
    "a", "a\n", "\r", "\r\n", "\0", "\u0301", "\u0301\u0316", "\u05b0\u05b1", "\u064b\u0651", "\u0f73", "\u093c\u0301",
    "a\u0301", "\u200d", "\u200b", "\ud800", "\U0001f600", "!", "\ufdfa", "\ufe0f", "\u00e9 ", "-", "=",
]  # fmt: skip


@pytest.mark.parametrize("bit", BITS, ids=ascii)
def test_a_megabyte_of_anything_is_cleaned_in_linear_time(bit: str) -> None:
    """A quadratic step would take minutes here."""
    text = "x" + bit * (1_000_000 // len(bit))
    assert len(clean(text)) <= MAX_TEXT
    assert len(clean_line(text) or "") <= MAX_LINE
    assert clean_url(text) is None
    assert len(for_csv_cell(text)) <= len(text) + 1


@pytest.mark.parametrize(
    "text", ["a" * 50_000, "\u00e9" * 50_000, "a\n" * 25_000, "\ufb2c" * 50_000], ids=ascii
)
def test_of_a_long_text_the_begin_is_kept(text: str) -> None:
    assert len(clean(text)) == MAX_TEXT


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (None, None),
        ("", None),
        (" \n\t\u200b", None),
        ("Jane Doe", "Jane Doe"),
        ("  Jane\r\n  Doe\u2028", "Jane Doe"),
        ("Jane\u202eDoe\x1b", "JaneDoe"),
        ("\u5317\u3000\u4eac", "\u5317 \u4eac"),
    ],
    ids=ascii,
)
def test_a_name_or_title_stands_on_one_line(text: str | None, line: str | None) -> None:
    assert clean_line(text) == line


def test_a_long_line_is_cut_and_ends_in_no_blank() -> None:
    assert clean_line("a" * 500) == "a" * MAX_LINE
    assert clean_line("a" * (MAX_LINE - 1) + " b") == "a" * (MAX_LINE - 1)


@given(ANY_TEXT, st.integers(1, 20))
def test_a_line_is_one_line_of_bounded_length_for_good(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert line is None or (1 <= len(line) <= limit and len(line.splitlines()) == 1 and line == line.strip())
    assert clean_line(line, limit) == line


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/a/b?c=d&e=f#g",
        "HTTPS://Example.org/A",
        "https://example.org:8443/",
        "http://127.0.0.1:8080/x",
        "https://[::1]/x",
        "https://xn--mnchen-3ya.de/",
        "https://m\u00fcnchen.de/\u00e4rzte?q=\u5317\u4eac",
        "https://example.org/a(b)'c'%20@d",
        "https://medium.com/@user/post",
        "https://example.org/" + "a" * (MAX_URL - 20),
    ],
)
def test_an_ordinary_web_link_is_kept(url: str) -> None:
    assert clean_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "example.org",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html;base64,AAAA",
        "file:///etc/passwd",
        "ftp://example.org",
        "mailto:a@example.org",
        "//example.org",
        "slack://open",
        "https:/example.org",
        "https://",
        "https:///path",
        "https://?q",
        "https://:443/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://[::1/",
        "https://example.org@evil.example/",
        "https://user:word@example.org/",
        "https://example.org/a b",
        "https://example.org/a\n",
        "https://example.org/\ta",
        "https://example.org/a\u00a0b",
        "https://example.org/\u202ecod.exe",
        "https://example.org/\u200b",
        "https://example.org/\x9b",
        "https://example.org/\ud800",
        "https://exa\u2100mple.org/",
        "https://example.org/|x",
        "https://example.org/<b>",
        'https://example.org/"x"',
        "https://example.org/`x`",
        "see https://example.org",
        "https://example.org/" + "a" * MAX_URL,
    ],
    ids=ascii,
)
def test_what_is_no_ordinary_web_link_is_not_clicked(url: str | None) -> None:
    assert clean_url(url) is None


@given(ANY_TEXT.map(lambda text: "https://" + text) | ANY_TEXT.map(lambda text: "https://a.example/" + text))
def test_any_text_is_a_link_or_none(text: str) -> None:
    assert clean_url(text) in (text, None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a b\nc"),
        ("\x1b]0;title\x07\x1b[2J", ""),
        ("\u202ecod.exe", "cod.exe"),
        ("a\rb\x85c", "abc"),
        ("\ud800\u2028", ""),
        ("\U0001f469\u200d\u2695\ufe0f \u00e9", "\U0001f469\u200d\u2695\ufe0f \u00e9"),
    ],
    ids=ascii,
)
def test_a_terminal_is_shown_nothing_that_moves_it(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "\u200b=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"],
    ids=ascii,
)  # fmt: skip
def test_no_spreadsheet_takes_a_cell_for_a_formula(text: str) -> None:
    assert for_csv_cell(text) == "'" + for_terminal(text)


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), ("", ""), ("plain = text", "plain = text"), (3, "3"), (-0.84, "-0.84"), ("\x1bx", "x")],
)
def test_an_ordinary_cell_is_written_as_it_is(value: object, cell: str) -> None:
    assert for_csv_cell(value) == cell


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("he\u200bhas\u200ba\u200bknife", "he has a knife"),
        ("Lake\u200bside is bad", "Lakeside is bad"),
        ("Lake\u200bside", "Lakeside"),
    ],
)
def test_a_zero_width_space_is_a_blank_only_where_it_stands_for_the_blanks(text: str, kept: str) -> None:
    assert clean(text) == clean(kept) == kept


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I wi\u200bl\u200bl k\u200bi\u200bll y\u200bou al\u200bl", "I will kill you all"),
        ("\u200b".join("nobody came to us"), "nobody came to us"),
        ("nobody\u200bcame\u200bto\u200bus\u200btonight", "nobody came to us tonight"),
    ],
    ids=ascii,
)
def test_a_zero_width_blank_parts_words_or_hides_within_them(text: str, read: str) -> None:
    assert clean(text) == read
