"""Fields of a record, however odd, become values that can be stored and shown."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from triage.model import Mention
from watchers import records

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-20T11:00:00Z", datetime(2026, 11, 20, 11, tzinfo=UTC)),
        ("2026-11-20T11:00:00.000Z", datetime(2026, 11, 20, 11, tzinfo=UTC)),
        ("2026-11-20T13:00:00+02:00", datetime(2026, 11, 20, 11, tzinfo=UTC)),
        (" 2026-11-20 11:00 ", datetime(2026, 11, 20, 11, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        (1763636400, datetime(2025, 11, 20, 11, tzinfo=UTC)),
        (1763636400.5, datetime(2025, 11, 20, 11, 0, 0, 500000, tzinfo=UTC)),
        (time.struct_time((2026, 11, 20, 11, 0, 0, 0, 0, 0)), datetime(2026, 11, 20, 11, tzinfo=UTC)),
        ("2999-01-01T00:00:00Z", NOW),
    ],
)
def test_a_time_is_read_in_every_form(value: object, expected: datetime) -> None:
    assert records.moment(value, NOW) == expected


@pytest.mark.parametrize(
    "value",
    [None, "", "yesterday", True, float("nan"), 1e300, 1763636400000, [], "0001-01-01T00:00:00+23:00"],
)
def test_a_time_nobody_can_read_is_none(value: object) -> None:
    assert records.moment(value, NOW) is None


@pytest.mark.parametrize(("value", "expected"), [("a", "a"), (7, "7"), (2**70, str(2**70)), (" b\n", "b")])
def test_an_id_becomes_text(value: object, expected: str) -> None:
    assert records.identifier(value) == expected


@pytest.mark.parametrize("value", [None, True, 1.5, "", " \x00", [], {}])
def test_what_is_no_id_is_unreadable(value: object) -> None:
    with pytest.raises(records.Unreadable):
        records.identifier(value)


def test_two_very_long_ids_do_not_become_one() -> None:
    assert records.identifier("x" * 5000 + "1") != records.identifier("x" * 5000 + "2")


@pytest.mark.parametrize("value", [None, 1, [], {}])
def test_what_is_no_text_is_unreadable(value: object) -> None:
    with pytest.raises(records.Unreadable):
        records.text(value)


def test_a_text_can_be_stored_as_utf8_whatever_it_held() -> None:
    assert records.text(json.loads('"a\\ud800b\\u0000"')) == "ab"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        (-3, 0),
        (2.9, 2),
        (10**30, 2**53),
        (True, None),
        ("5", None),
        (float("nan"), None),
        (None, None),
    ],
)
def test_a_count_is_a_number_that_fits_the_store(value: object, expected: int | None) -> None:
    assert records.count(value) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "en"), ("EN-gb", "en"), ("iw", "he"), ("und", None), ("qme", None), ("", None), (None, None)],
)
def test_a_language_tag_says_something_or_nothing(tag: object, expected: str | None) -> None:
    assert records.language(tag) == expected


@pytest.mark.parametrize("value", ["javascript:alert(1)", "//a.test", "a", None, 5, "https://a.test/\ud800"])
def test_only_web_links_are_links(value: object) -> None:
    assert records.link(value) is None


@pytest.mark.parametrize(("value", "expected"), [("Ann\nB", "Ann B"), (12, "12"), (None, None), ({}, None)])
def test_a_name_stands_on_one_line(value: object, expected: str | None) -> None:
    assert records.name(value) == expected


def _sift(*found: Any, known: tuple[str, ...] = ()) -> records.Sifted:
    def read(record: Any) -> Mention | None:
        if record["text"] == "gone":
            return None
        return Mention(source="s", native_id=str(record["id"]), text=records.text(record["text"]))

    return records.sift(found, key=lambda record: record["id"], read=read, known=known)


def test_known_records_are_passed_over() -> None:
    sifted = _sift({"id": 1, "text": "a"}, {"id": 2, "text": "b"}, known=("1",))
    assert [mention.native_id for mention in sifted.mentions] == ["2"]


def test_a_record_that_stands_twice_on_a_page_is_read_once() -> None:
    assert len(_sift({"id": 1, "text": "a"}, {"id": 1, "text": "a"}).mentions) == 1


def test_what_is_nobodys_words_any_more_is_neither_read_nor_rejected() -> None:
    sifted = _sift({"id": 1, "text": "gone"})
    assert (sifted.mentions, sifted.rejected, sifted.ids) == ([], [], ["1"])


@pytest.mark.parametrize(
    ("record", "error"),
    [
        ({"id": 1}, "lacks 'text'"),
        ({"id": 1, "text": 5}, "its text is missing or not text"),
        ("a string", "has an unexpected shape (TypeError)"),
        (None, "has an unexpected shape (TypeError)"),
    ],
)
def test_an_unreadable_record_says_why_without_its_words(record: object, error: str) -> None:
    (rejected,) = _sift(record).rejected
    assert rejected.error == error


def test_an_unreadable_record_without_an_id_is_known_by_its_bytes() -> None:
    ids = tuple(_sift({"text": "no id"}).ids)
    assert _sift({"text": "no id"}, known=ids).rejected == []


def test_no_more_than_64_kb_of_an_unreadable_record_are_kept() -> None:
    (rejected,) = _sift({"id": 1, "text": None, "more": "x" * 100_000}).rejected
    assert len(rejected.raw) == 64 * 1024


def test_a_record_too_deep_to_write_down_is_rejected_all_the_same() -> None:
    deep: list[Any] = []
    for _ in range(200_000):
        deep = [deep]
    assert [rejected.raw for rejected in _sift(deep).rejected] == [b""]


@pytest.mark.parametrize(
    ("title", "body", "told"),
    [
        ("Nine hours in A&E...", "Nine hours in A&E and nobody came", "Nine hours in A&E and nobody came"),
        ("Nine hours", "", "Nine hours"),
        ("", "Nine hours", "Nine hours"),
        ("...", "... and nobody came", "...\n\n... and nobody came"),
        ("Waiting", "Nine hours", "Waiting\n\nNine hours"),
    ],
)
def test_a_title_that_the_body_begins_with_is_not_told_twice(title: str, body: str, told: str) -> None:
    assert records.titled(title, body) == told
