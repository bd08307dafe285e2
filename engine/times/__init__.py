"""Times as managers write them and as clocks keep them. Pure: `now` is handed in, results are in UTC."""

from __future__ import annotations

from engine.times.annual import DateRule, anniversary, parse_date_start
from engine.times.clock import parse_time_of_day, show_time
from engine.times.days import WEEKDAYS, parse_date, parse_weekday, resolve
from engine.times.durations import Duration, parse_duration
from engine.times.errors import TimesError
from engine.times.hours import Hours, parse_hours
from engine.times.law import LawHours, law_hours
from engine.times.moments import Moment, parse_moment
from engine.times.recurrence import Recurrence, parse_every
from engine.times.waits import (
    UntilDate,
    UntilEvent,
    UntilTexted,
    UntilTime,
    UntilWeekday,
    Wait,
    next_time,
    next_weekday,
    parse_wait,
)
from engine.times.zones import (
    guess_zone,
    local,
    say_date,
    say_day,
    say_time,
    say_when,
    say_zone,
    texted,
    valid_zone,
)

__all__ = [
    "WEEKDAYS",
    "DateRule",
    "Duration",
    "Hours",
    "LawHours",
    "Moment",
    "Recurrence",
    "TimesError",
    "UntilDate",
    "UntilEvent",
    "UntilTexted",
    "UntilTime",
    "UntilWeekday",
    "Wait",
    "anniversary",
    "guess_zone",
    "law_hours",
    "local",
    "next_time",
    "next_weekday",
    "parse_date",
    "parse_date_start",
    "parse_duration",
    "parse_every",
    "parse_hours",
    "parse_moment",
    "parse_time_of_day",
    "parse_wait",
    "parse_weekday",
    "resolve",
    "say_date",
    "say_day",
    "say_time",
    "say_when",
    "say_zone",
    "texted",
    "show_time",
    "valid_zone",
]
