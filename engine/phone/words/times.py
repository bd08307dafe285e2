"""Days and times as they are said aloud: "on Tuesday at 7 PM", "el martes a las 7 de la noche"."""

from __future__ import annotations

from datetime import datetime

from engine.phone.words import known
from engine.times.zones import local, say_day, say_time
from engine.wording.aloud import times_apart

_NEAR = {"en": ("today", "tomorrow"), "es": ("hoy", "mañana")}
_THIS_WEEK = 7
_AFTERNOON, _NIGHT = 12, 19


def day_aloud(instant: datetime, now: datetime, tz: str, language: str) -> str:
    """Today, tomorrow, the day of the week, and beyond this week its date, too."""
    day, short = local(instant, tz), known(language)
    ahead = (day.date() - local(now, tz).date()).days
    if ahead in (0, 1):
        return _NEAR[short][ahead]
    name = say_day(instant, tz, language)
    if short == "es":
        return f"el {name}" if ahead < _THIS_WEEK else f"el {name} {day.day}"
    return f"on {name}" if ahead < _THIS_WEEK else f"on {name} the {_ordinal(day.day)}"


def time_aloud(instant: datetime, tz: str, language: str) -> str:
    """The time of day with its preposition."""
    if known(language) != "es":
        return f"at {times_apart(say_time(instant, tz))}"
    wall = local(instant, tz)
    hour = wall.hour % 12 or 12
    half = "la mañana" if wall.hour < _AFTERNOON else "la tarde" if wall.hour < _NIGHT else "la noche"
    minutes = f" y {wall.minute}" if wall.minute else ""
    return f"a {'la' if hour == 1 else 'las'} {hour}{minutes} de {half}"


def _ordinal(day: int) -> str:
    suffix = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"
