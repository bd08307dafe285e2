"""Starts that come round with a date of the member's, such as a birthday."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from engine.times.clock import parse_time_of_day, show_time
from engine.times.days import parse_date, resolve
from engine.times.durations import Duration, parse_duration
from engine.times.errors import TimesError, part, phrase, whole
from engine.times.zones import local

RULE = phrase(r"(?:(?P<length>\S.*?) (?P<side>before|after) )?date (?P<field>\S.*?) at (?P<at>.*\S)")
NO_TIME = phrase(r"(?:\S.*? (?:before|after) )?date (?P<field>\S.*\S|\S)")
YEARLY = re.compile(r"\s*(?:--)?(?P<month>[0-9]{2})-(?P<day>[0-9]{2})\s*")
LEAP_YEAR = 2000


@dataclass(frozen=True)
class DateRule:
    """`before` or `after` the yearly return of the member's date `field`, at `at` in the member's own zone.

    Only one of the two is set, in days, weeks or months; with neither it is the day itself.
    """

    field: str
    before: Duration | None
    at: time
    after: Duration | None = None

    def __str__(self) -> str:
        side = f"{self.before} before " if self.before else f"{self.after} after " if self.after else ""
        return f"{side}date {self.field} at {show_time(self.at)}"

    def moved(self, day: date) -> date:
        """The day on which it starts when the date returns on `day`."""
        if self.after is not None:
            return self.after.moved(day)
        return self.before.moved(day, -1) if self.before is not None else day

    def returning(self, day: date) -> date:
        """About the day on which the date returns when it starts on `day`; months make it inexact."""
        if self.after is not None:
            return self.after.moved(day, -1)
        return self.before.moved(day) if self.before is not None else day

    def occurrences(self, day_text: str, year: int, tz: str) -> datetime:
        """The UTC instant that belongs to the return of the date in `year`.

        With `before` it may lie in the year before, with `after` in a later one. A date stored with a year that is still to come has no
        earlier return: then its own year counts. A text that is no date raises TimesError.
        """
        day = anniversary(day_text, year)
        return resolve(self.moved(day), self.at, tz)

    def following(self, day_text: str, after: datetime, tz: str) -> datetime:
        """The first such instant strictly later than `after` (UTC)."""
        year = local(after, tz).year - (1 + self.after.rough().days // 365 if self.after else 0)
        while (instant := self.occurrences(day_text, year, tz)) <= after:
            year += 1
        return instant


def anniversary(day_text: str, year: int) -> date:
    """The return in `year` of a date stored as "YYYY-MM-DD" or, the year unknown, as "MM-DD".

    29 February is 28 February in other years. A date whose own year is later than `year` is itself.
    """
    yearly = YEARLY.fullmatch(day_text)
    born = part_of_year(yearly, day_text) if yearly else parse_date(day_text)
    shown = year if yearly else max(year, born.year)
    last = calendar.monthrange(shown, born.month)[1]
    return date(shown, born.month, min(born.day, last))


def part_of_year(match: re.Match[str], day_text: str) -> date:
    """The day of a "MM-DD" text, in a leap year; raises TimesError where the calendar has no such day."""
    try:
        return date(LEAP_YEAR, int(match["month"]), int(match["day"]))
    except ValueError:
        message = f'"{day_text.strip()}" is not a day of the year. Write it like 03-09.'
        raise whole(day_text, message) from None


def parse_date_start(text: str) -> DateRule:
    """`date birthday at 9am`, `3 days before date birthday at 9am` or `60 days after date joined at 9am`.

    Raises TimesError.
    """
    match = RULE.fullmatch(text)
    if match is None:
        said = text.strip()
        if NO_TIME.fullmatch(text):
            raise whole(text, "At what time? Say it at the end, in the member's own time.", f"{said} at 9am")
        message = f'"{said}" is not a date of the member. Write it like "date birthday at 9am".'
        raise whole(text, message, f"date {said}" if RULE.fullmatch(f"date {said}") else None)
    length = part(match, "length", parse_duration) if match["length"] else None
    side = (match["side"] or "").casefold()
    if length is not None and length.exact:
        message = f"Count days, weeks or months {side} a date: the time of day is what stands after at."
        raise TimesError(message, text=text, span=match.span("length"))
    at = part(match, "at", parse_time_of_day)
    field = " ".join(match["field"].split())
    return DateRule(field, length if side == "before" else None, at, length if side == "after" else None)
