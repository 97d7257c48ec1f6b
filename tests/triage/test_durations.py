"""Times as people type them."""

from datetime import UTC, datetime, timedelta

import pytest

from triage.durations import read_end, read_span

NOW = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)  # a Tuesday; London goes to summer time on the 29th
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("2h", 2 * HOUR), ("2 h", 2 * HOUR), ("2 hours", 2 * HOUR), ("2HRS", 2 * HOUR), ("30 min", HOUR / 2),
        ("30min", HOUR / 2), ("30m", HOUR / 2), ("1h30m", 1.5 * HOUR), ("1 h 30 min", 1.5 * HOUR),
        ("2 hours and 30 minutes", 2.5 * HOUR), ("1.5h", 1.5 * HOUR), ("an hour", HOUR), ("half an hour", HOUR / 2),
        ("for 3 days", 3 * DAY), ("for three days", 3 * DAY), ("a week", 7 * DAY), ("for a week", 7 * DAY),
        ("2 weeks", 14 * DAY), ("a month", 30 * DAY), ("7d", 7 * DAY), ("last 7 days", 7 * DAY),
        ("the last 24 hours", DAY), ("over the past week", 7 * DAY), ("last week", 7 * DAY), ("90s", HOUR / 40),
        ("1 week, 2 days", 9 * DAY),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_however_it_is_written(typed: str, span: timedelta) -> None:
    assert read_span(typed) == span


@pytest.mark.parametrize(
    "typed",
    ["", " ", "h", "a", "2", "week", "for", "for ever", "forever", "0h", "-2h", "2 fortnights", "5m please", "2h2x",
     "1e5 h", "99999 days", "9" * 5_000 + "h", "\u00b2h", "2h " * 500, "until 2h now", "mayhem"],
)  # fmt: skip
def test_what_is_no_length_of_time_is_none(typed: str) -> None:
    assert read_span(typed) is None


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("2h", "2026-03-17T14:00"), ("for 3 days", "2026-03-20T12:00"),
        ("until tomorrow 9:00", "2026-03-18T09:00"), ("until tomorrow at 9am", "2026-03-18T09:00"),
        ("until tomorrow", "2026-03-18T09:00"), ("till tomorrow 5.30pm", "2026-03-18T17:30"),
        ("until 15:30", "2026-03-17T15:30"), ("until 9:00", "2026-03-18T09:00"), ("until 9", "2026-03-18T09:00"),
        ("at 9", "2026-03-18T09:00"), ("9pm", "2026-03-17T21:00"), ("until 12am", "2026-03-18T00:00"),
        ("until noon", "2026-03-18T12:00"), ("until midnight", "2026-03-18T00:00"), ("tonight", "2026-03-17T20:00"),
        ("until friday", "2026-03-20T09:00"), ("until Fri 17:00", "2026-03-20T17:00"),
        ("until Tuesday", "2026-03-24T09:00"), ("until tuesday 13:00", "2026-03-17T13:00"),
        ("next monday", "2026-03-23T09:00"), ("on monday at noon", "2026-03-23T12:00"),
        ("until 20 March", "2026-03-20T09:00"), ("until 20th of March 14:05", "2026-03-20T14:05"),
        ("until Mar 20", "2026-03-20T09:00"), ("2026-03-20 14:00", "2026-03-20T14:00"),
        ("2026-03-20", "2026-03-20T09:00"), ("until 1 March", "2027-03-01T09:00"), ("until 29 Feb", "2028-02-29T09:00"),
        ("until 30 March 9:00", "2026-03-30T08:00"),  # summer time by then
        ("until 2020-01-01", "2020-01-01T09:00"), ("until today 9:00", "2026-03-17T09:00"),
    ],
)  # fmt: skip
def test_an_end_is_read_in_the_zone_of_the_people(typed: str, end: str) -> None:
    assert read_end(typed, "Europe/London", NOW) == datetime.fromisoformat(f"{end}+00:00")


def test_an_end_is_told_in_utc_wherever_people_are() -> None:
    assert read_end("until tomorrow 9:00", "America/New_York", NOW) == NOW.replace(day=18, hour=13)


def test_a_time_that_the_clocks_skip_is_the_one_they_would_show() -> None:
    at_night = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    assert read_end("until tomorrow 1:30", "Europe/London", at_night) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "typed",
    ["", "until", "for ever", "until 25:00", "until 9:75", "until 2026-02-31", "until 31 February", "13pm", "0am",
     "until the end", "until 9999-12-31 23:59 extra", "until " + "x" * 10_000, "9", "until tomorrow 9",
     "until tomorrow soon", "0000-00-00", "until 99 jan"],
)  # fmt: skip
def test_what_names_no_time_is_none(typed: str) -> None:
    assert read_end(typed, "Europe/London", NOW) is None


def test_the_last_day_there_is_is_no_trouble() -> None:
    assert read_end("until 9999-12-31 23:59", "America/New_York", NOW) is None
