"""Which links, words and ids are the same."""

import pytest

from desk.fingerprint import bare_link, post_key, public_id, safe_id, typed_id, words_key

LINK = "reddit.com/r/nursing/comments/1abc/night_shift"


@pytest.mark.parametrize(
    "url",
    [
        "https://reddit.com/r/nursing/comments/1abc/night_shift",
        "http://www.reddit.com/r/nursing/comments/1abc/night_shift/",
        "HTTPS://WWW.REDDIT.COM/r/nursing/comments/1ABC/night_shift",
        "old.reddit.com/r/nursing/comments/1abc/night_shift",
        "https://np.reddit.com/r/nursing/comments/1abc/night_shift#top",
        "https://reddit.com/r/nursing/comments/1abc/night_shift/?utm_source=share&utm_medium=web2x",
        "https://www.reddit.com/r/nursing/comments/1abc/night_shift?ref=share&fbclid=xyz#c",
    ],
)
def test_a_link_is_known_in_every_spelling(url: str) -> None:
    assert bare_link(url) == LINK


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/i/status/1234",
        "https://twitter.com/ana/status/1234",
        "https://mobile.twitter.com/ana/status/1234?s=20&t=abc",
        "https://www.x.com/ana/status/1234/photo/1",
        "https://x.com/i/web/status/1234",
        "https://twitter.com/ana/statuses/1234",
    ],
)
def test_a_post_on_x_goes_by_its_number(url: str) -> None:
    assert bare_link(url) == "x.com/i/status/1234"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/viewtopic.php?t=1", "https://a.example/viewtopic.php?t=2"),
        ("https://a.example/post?id=1&utm_source=x", "https://a.example/post?id=2&utm_source=x"),
        ("https://a.example/1", "https://b.example/1"),
        ("https://a.example/status/1", "https://a.example/status/2"),
    ],
)
def test_two_posts_are_two_links(one: str, other: str) -> None:
    assert bare_link(one) != bare_link(other)


def test_a_tracking_tail_in_the_middle_leaves_the_rest() -> None:
    assert bare_link("https://a.example/p?id=1&utm_source=x&page=2") == "a.example/p?id=1&page=2"


def test_a_post_without_a_link_goes_by_its_source_and_id() -> None:
    assert len({post_key(None, "a", "1"), post_key(None, "b", "1"), post_key(None, "a", "2")}) == 3


def test_a_post_with_a_link_goes_by_the_link_alone() -> None:
    assert post_key("https://a.example/1", "a", "1") == post_key("http://www.a.example/1/", "", "")


ORIGINAL = "Nine hours in the ER and nobody came"


@pytest.mark.parametrize(
    "text",
    [
        "nine hours in the er and nobody came",
        "RT @ana: Nine hours in the ER and nobody came",
        "rt @ana Nine hours in the ER, and nobody came!!!",
        "Nine hours  in the ER\nand nobody came \U0001f621 https://t.co/abc",
    ],
)
def test_a_repost_has_the_words_of_its_original(text: str) -> None:
    assert words_key(text) == words_key(ORIGINAL)


def test_other_words_are_another_text() -> None:
    assert words_key("Nine hours in the ER and somebody came") != words_key(ORIGINAL)


def test_a_few_words_are_said_by_many_people() -> None:
    assert words_key("worst hospital ever, avoid") is None


def test_a_public_id_is_the_same_on_every_machine() -> None:
    assert public_id("reviews", "p19632") == "XV49QA"


def test_a_longer_public_id_begins_with_the_shorter_one() -> None:
    assert public_id("reviews", "p19632", 12).startswith("XV49QA")


@pytest.mark.parametrize("typed", ["7K2QM0", "7k2qm0", " #7K2QM0 ", "7K2-QM0", "7k2 qmo", "7K2QMO"])
def test_a_public_id_is_understood_as_people_type_it(typed: str) -> None:
    assert typed_id(typed) == "7K2QM0"


@pytest.mark.parametrize("typed", ["", "7K2QMU", "\ud800", "../etc", "7K2QM0;"])
def test_what_is_no_public_id_is_none(typed: str) -> None:
    assert typed_id(typed) == ""


@pytest.mark.parametrize("native_id", ["123", "t3_abc", "https://a.example/é?x=1", "tag:a,2026:1 2", ""])
def test_an_ordinary_id_stays(native_id: str) -> None:
    assert safe_id(native_id) == native_id


STRANGE = ["\ud800", "a\0b", "a\0c", "\u202eabc", "x" * 501, "x" * 502, "\0"]


@pytest.mark.parametrize("native_id", STRANGE)
def test_a_strange_id_goes_by_a_harmless_one(native_id: str) -> None:
    assert safe_id(native_id).isalnum() or safe_id(native_id)[1:].isalnum()


def test_strange_ids_stay_apart() -> None:
    assert len({safe_id(native_id) for native_id in STRANGE}) == len(STRANGE)
