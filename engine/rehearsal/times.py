"""The moments that talks name, on the member's own clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from engine.language.community import Community
from engine.times import UntilTime, UntilWeekday, local, next_time, next_weekday, resolve, say_when, say_zone

Moment = UntilTime | UntilWeekday | datetime
FIRST_DAY = date(2026, 1, 2)  # `now: monday` is the first after 2026-01-01
MORNING = time(9)
A_MOMENT = timedelta(milliseconds=1)
USUAL = UntilWeekday(0, time(12))  # a talk that names no moment begins on a Monday at noon


def begins(now: Moment | None, tz: str, community: Community) -> datetime:
    """When a talk begins, in UTC."""
    start = resolve(FIRST_DAY, time(0), tz) - A_MOMENT
    return following(now or USUAL, start, tz, community)


def following(moment: Moment, after: datetime, tz: str, community: Community) -> datetime:
    """The next such time strictly later than ``after``; a date and time is itself, gone by or not."""
    if isinstance(moment, datetime):
        return resolve(moment.date(), moment.time(), tz)
    if isinstance(moment, UntilTime):
        return next_time(after, moment.at, tz)
    return next_weekday(after, moment.weekday, moment.at or community.hours.start or MORNING, tz)


def said(instant: datetime, tz: str) -> str:
    """Like "Tue 6 Jan 2026 10am Central"; seconds are left to the machine."""
    when = say_when(instant, tz)
    year = local(instant, tz).year
    day, _, clock = when.rpartition(" ")
    return f"{day} {year} {clock} {say_zone(instant, tz)}"
