"""Times as people type them: "2h", "30 min", "for 3 days", "a week", "until tomorrow 9:00", "until Friday"."""

import re
from calendar import isleap
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(9, 0)  # what "until tomorrow" means without a time of day
LONGEST = 200  # characters; nobody needs more to name a time
LONGEST_SPAN = timedelta(days=3650)
_NUMBERS = {
    word: float(number)
    for number, words in enumerate(
        ("", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
    for word in words.split()
} | {"half an": 0.5, "half a": 0.5}  # fmt: skip
_UNITS = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
    "d": 86_400, "day": 86_400, "days": 86_400,
    "w": 604_800, "wk": 604_800, "wks": 604_800, "week": 604_800, "weeks": 604_800,
    "month": 2_592_000, "months": 2_592_000,  # thirty days
}  # fmt: skip
_ONE = re.compile(
    rf"(\d{{1,6}}(?:\.\d{{1,3}})?|(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?= ))\s*"
    rf"({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![a-z])(?:\s*(?:,|and)?\s*)"
)
_LEAD = re.compile(r"^(?:(?:for|in|over|during)\s+)?(?:the\s+)?(?:last|past)\s+|^(?:for|in|over|during)\s+")
_ALONE = frozenset({"hour", "day", "week", "month"})  # "the last week"
_UNTIL = re.compile(r"^(?:until|till|til|to)\s+")
_CLOCK = re.compile(r"(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|h|o'clock)?|(?:at\s+)?(noon|midnight)")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(rf"(?:next\s+|on\s+)?(?:{'|'.join(day[:3] for day in _DAYS)})[a-z]*")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(_MONTHS)})[a-z]*")
_MONTH_DAY = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![:.\d])")


def read_span(text: str) -> timedelta | None:
    """How long "2h", "1 h 30 min", "for three days", "the last week" is; None for anything else, nothing and ten years."""
    words = _plain(text)
    asked = _LEAD.sub("", words)
    if asked in _ALONE and asked != words:
        asked = f"1 {asked}"
    seconds, at = 0.0, 0
    while at < len(asked):
        found = _ONE.match(asked, at)
        if found is None:
            return None
        amount = _NUMBERS[found[1]] if found[1] in _NUMBERS else float(found[1])
        seconds, at = seconds + amount * _UNITS[found[2]], found.end()
    return timedelta(seconds=seconds) if 0 < seconds < LONGEST_SPAN.total_seconds() else None


def read_end(text: str, zone: str, now: datetime) -> datetime | None:
    """When "for 2h" or "until tomorrow 9:00" is over, in UTC; None where it names no time. A date may lie in the past.

    A time of day alone is the next one there is; a day alone is its morning at nine.
    """
    words = _plain(text)
    until = _UNTIL.sub("", words)
    if until == words and (span := read_span(words)) is not None:
        return now + span
    if until != words and until.isdecimal():  # "until 9"
        until = f"at {until}"
    local = now.astimezone(ZoneInfo(zone))
    try:
        found = _moment(until, local)
        return None if found is None else found.astimezone(now.tzinfo)
    except (ValueError, OverflowError):  # 31 February, 25:00, the end of all years
        return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split()) if len(text) <= LONGEST else ""


def _moment(words: str, now: datetime) -> datetime | None:
    """The local moment that these words name."""
    if words == "tonight":
        words = "today 20:00"
    day, rest = _day(words, now)
    clock = _clock(rest) if rest else MORNING
    if clock is None or (day is None and not rest):
        return None
    if day is not None:
        made = datetime.combine(day, clock, now.tzinfo)
        return made + timedelta(days=7) if made <= now and _WEEKDAY.match(words) else made
    made = datetime.combine(now.date(), clock, now.tzinfo)
    return made if made > now else made + timedelta(days=1)


def _day(words: str, now: datetime) -> tuple[date | None, str]:
    """The day that stands first in the words, and what is left of them."""
    today = now.date()
    for name, ahead in (("today", 0), ("tomorrow", 1)):
        if words == name or words.startswith(f"{name} "):
            return today + timedelta(days=ahead), words.removeprefix(name).strip()
    if found := _ISO.match(words):
        return date(int(found[1]), int(found[2]), int(found[3])), words[found.end() :].strip(" t")
    if found := _DAY_MONTH.match(words):
        return _in_this_year(int(found[1]), found[2], today), words[found.end() :].strip()
    if found := _MONTH_DAY.match(words):
        return _in_this_year(int(found[2]), found[1], today), words[found.end() :].strip()
    first, _, rest = words.removeprefix("next ").removeprefix("on ").partition(" ")
    named = [number for number, day in enumerate(_DAYS) if len(first) >= 3 and day.startswith(first)]
    if named:
        return today + timedelta(days=(named[0] - today.weekday()) % 7), rest.strip()
    return None, words


def _in_this_year(day: int, month: str, today: date) -> date:
    """The next such day: mostly in this year or the one that follows. Raises ValueError where no year has it."""
    made = [
        date(year, _MONTHS.index(month) + 1, day)
        for year in range(today.year, today.year + 9)
        if month != "feb" or day != 29 or isleap(year)
    ]
    return next(each for each in made if each >= today)


def _clock(words: str) -> time | None:
    found = _CLOCK.fullmatch(words)
    if found is None:
        return None
    if found[4]:
        return time(12 if found[4] == "noon" else 0)
    if not (found[2] or found[3] or words.startswith("at ")):  # a bare number is no time of day
        return None
    hour, half = int(found[1]), found[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(found[2] or 0))
