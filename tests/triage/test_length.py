"""A reply's length is counted as the platform counts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.length import LIMITS, graphemes, mastodon_length, utf8_bytes, weighted_length
from watchers import KINDS

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
WAVE = "\U0001f44b\U0001f3fd"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("We hear you.", 12),
        ("\u00bfD\u00f3nde est\u00e1?", 12),
        ("\u0417\u0434\u0440\u0430\u0432\u0441\u0442\u0432\u0443\u0439\u0442\u0435", 12),
        ("\u05e9\u05dc\u05d5\u05dd", 4),
        ("\u10ff", 1),
        ("\u1100", 2),
        ("\u201cquoted\u201d \u2014 \u2018so\u2019", 15),
        ("\u200d\u2032", 2),
        ("\u200e\u2022\u2026\u20ac", 8),
        ("\u8a71\u8a9e", 4),
        ("\uc548\ub155", 4),
    ],
)
def test_on_x_latin_and_its_like_count_one_and_the_rest_two(text: str, length: int) -> None:
    assert weighted_length(text) == length


@pytest.mark.parametrize("point", [0, 4351, 8192, 8205, 8208, 8223, 8242, 8247])
def test_on_x_the_ends_of_each_light_range_count_one(point: int) -> None:
    assert weighted_length(chr(point)) == 1


@pytest.mark.parametrize("point", [4352, 8191, 8206, 8207, 8224, 8241, 8248, 0x10FFFF])
def test_on_x_what_lies_beside_them_counts_two(point: int) -> None:
    assert weighted_length(chr(point)) == 2


def test_on_x_a_letter_and_its_accent_are_one_sign() -> None:
    assert weighted_length("e\u0301") == weighted_length("\u00e9") == 1


@pytest.mark.parametrize(
    "emoji",
    ["\U0001f637", FAMILY, WAVE, SCOTLAND, "\U0001f1ea\U0001f1f8", "1\ufe0f\u20e3", "#\u20e3", "\u2764", "\u2764\ufe0f",
     "\u00a9\ufe0f", "\u2764\ufe0f\u200d\U0001f525", "\U0001f469\U0001f3fd\u200d\u2695\ufe0f"],
    ids=ascii,
)  # fmt: skip
def test_on_x_an_emoji_counts_two_however_it_is_made_up(emoji: str) -> None:
    assert weighted_length(emoji) == 2
    assert weighted_length(f"a{emoji}{emoji} b") == 7


def test_on_x_a_copyright_sign_that_is_no_emoji_counts_one() -> None:
    assert weighted_length("\u00a9") == 1


@pytest.mark.parametrize(
    "link",
    ["https://example.org", "http://example.org/", "HTTPS://care.example.org/contact?from=x#form", "example.org",
     "www.example.org/care", "example.co", "care.example.health", "https://example.org:8080/a.b", "t.co/x"],
)  # fmt: skip
def test_on_x_any_link_counts_twenty_three(link: str) -> None:
    assert weighted_length(link) == 23
    assert weighted_length(f"Write ({link}). Thanks: {link}!") == len("Write (). Thanks: !") + 46


@pytest.mark.parametrize(
    "words",
    ["care@northgate.example.org", "patient.relations@example.org", "Sorry.Please call", "v1.25", "e.g.", "a.b.",
     "@northgate.org", "#care.org", "https://localhost/x", "St. Brannoc's", "555-0142"],
)  # fmt: skip
def test_on_x_what_is_no_link_counts_as_it_stands(words: str) -> None:
    assert weighted_length(words) == len(words)


def test_on_mastodon_a_link_counts_twenty_three_and_the_server_of_a_mention_nothing() -> None:
    assert mastodon_length("@ana@social.example.org see https://example.org/" + "x" * 90) == 4 + 5 + 23


def test_on_mastodon_a_bare_name_of_a_site_counts_as_it_stands() -> None:
    assert mastodon_length("see example.org") == 15


@pytest.mark.parametrize(
    ("text", "seen"),
    [("", 0), ("abc", 3), ("e\u0301", 1), ("\u8a71", 1), (FAMILY, 1), (WAVE * 3, 3), ("n\u0303a", 2), ("\U0001f1ea\U0001f1f8", 1)],
    ids=ascii,
)  # fmt: skip
def test_on_bluesky_signs_are_counted_as_they_are_seen(text: str, seen: int) -> None:
    assert graphemes(text) == seen


def test_on_google_bytes_are_counted() -> None:
    assert utf8_bytes("caf\u00e9 \u8a71") == 9


def test_every_kind_of_source_has_a_limit_or_is_known_to_have_none() -> None:
    assert set(KINDS) <= set(LIMITS)


@given(st.text())
def test_any_text_has_a_length_by_every_count(text: str) -> None:
    for count in (weighted_length, mastodon_length, graphemes, utf8_bytes):
        assert 0 <= count(text) <= 23 + 4 * len(text) * 2


def test_a_long_text_is_counted_at_once() -> None:
    assert weighted_length("a." * 50_000 + "\U0001f637" * 1_000) == 102_000
