"""Days as managers write them, and the one way from a local day and time to an instant."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.times.errors import phrase, whole
from engine.times.guesses import nearest

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "weds": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
}
SHORT |= {"sun": 6}
MONTHS = tuple(name.casefold() for name in calendar.month_name)
ISO = phrase(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
LOOSE_ISO = phrase(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
DAY_FIRST = phrase(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.? (?P<month>[a-z]{3,9})\.?,? (?P<year>[0-9]{4})")
MONTH_FIRST = phrase(r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})")


def parse_weekday(text: str) -> int:
    """The day of the week by its full name, 0 for monday; raises TimesError with the name that was meant."""
    word = text.strip().casefold()
    if word in WEEKDAYS:
        return WEEKDAYS.index(word)
    raise whole(text, f'"{text.strip()}" is not a day of the week.', meant_weekday(word))


def meant_weekday(word: str) -> str | None:
    """The full name of the weekday that a mistyped or shortened word was meant to be, or None."""
    plain = word.strip().casefold().rstrip(".")
    if plain in ("weekday", "weekdays"):
        return None  # five days at once, near no single one of them
    if plain in SHORT:
        return WEEKDAYS[SHORT[plain]]
    return nearest(plain, WEEKDAYS)


def parse_date(text: str) -> date:
    """A day written 2026-12-01; raises TimesError, with a guess where the order of day and month is sure."""
    match = ISO.fullmatch(text)
    if match is None:
        raise whole(text, f'"{text.strip()}" is not a date. Write it like 2026-12-01.', _repair(text))
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if not 1 <= month <= 12 or year == 0:
        raise whole(text, f'"{text.strip()}" is not a date: the months go from 01 to 12.')
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        repair = f"{year:04}-{month:02}-{last:02}" if day > last else None
        raise whole(text, f'"{text.strip()}" is not a date: that month has {last} days.', repair)
    return date(year, month, day)


def _repair(text: str) -> str | None:
    match = LOOSE_ISO.fullmatch(text) or DAY_FIRST.fullmatch(text) or MONTH_FIRST.fullmatch(text)
    if match is None:
        return None
    month = _month(match)
    day = int(match["day"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return f"{match['year']}-{month:02}-{day:02}"


def _month(match: re.Match[str]) -> int:
    word = match["month"].casefold()
    if word.isdigit():
        return int(word)
    return next((number for number, name in enumerate(MONTHS) if name and name.startswith(word)), 0)


@lru_cache(maxsize=8192)  # the same few days are asked for at every look of the clock's
def resolve(day: date, at: time, tz: str) -> datetime:
    """The UTC instant of a local day and time in zone `tz`.

    A time that the clock skips in spring moves forward by the gap; one that occurs twice in autumn is the
    first (both are what PEP 495 gives for fold 0). Compare the results only in UTC: two aware times of one
    zone are compared by their wall clocks.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=ZoneInfo(tz)).astimezone(UTC)
