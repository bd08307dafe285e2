"""Whose date returns on a day, in SQL."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from peewee import Cast, Value, fn

from engine.models import Member
from engine.models.looks import Look
from engine.now import EPOCH
from engine.times import resolve

BIRTHDAY, JOINED = "birthday", "joined"
OLDEST_MEMBERSHIP = 60  # years
YEARLY = len("01-31")
NEVER = Value(1) == Value(0)
_FIRST = Look(lambda now: Member.select(fn.MIN(Member.joined_at)))


def falls_on(field: str, day_text: str, zone: str, *, after: bool = False) -> Any:
    """Whether the member's date ``field`` returns on ``day_text`` (YYYY-MM-DD), as the calendar in ``zone`` counts.

    29 February returns on 28 February in other years; a date does not return before its own year. What counts
    ``after`` the day of joining is meant once: it goes by that day itself, and by none of its returns.
    """
    day = date.fromisoformat(day_text)
    if field.casefold() == JOINED:
        return _joined_within(day, zone) if after else _joined_before(day, zone)
    stored: Any = Member.fields
    text = Member.birthday if field.casefold() == BIRTHDAY else fn.COALESCE(stored[field].as_text(), "")
    return reduce(or_, (_returns(text, end, day.year) for end in _endings(day)))


def anybodys(field: str, day_text: str, zone: str, *, after: bool = False) -> bool:
    """Whether the date returns for anybody who lives in the zone: on most days for nobody."""
    returns = falls_on(field, day_text, zone, after=after) & (Member.timezone == zone)
    return bool(Member.select(Member.id).where(returns).limit(1).exists())


def _endings(day: date) -> list[str]:
    """How the stored dates end that return on this day."""
    ends = [day.strftime("%m-%d")]
    if ends == ["02-28"] and (day + timedelta(days=1)).month == 3:
        ends.append("02-29")
    return ends


def _returns(text: Any, ending: str, year: int) -> Any:
    whole = text.endswith(f"-{ending}") & (Cast(fn.SUBSTR(text, 1, 4), "text") <= f"{year:04}")
    return (text == ending) | (whole & (fn.LENGTH(text) == len("2026-01-31")))


def _joined_before(day: date, zone: str) -> Any:
    """Joined on this day of an earlier year, by the calendar of the zone."""
    days = [
        date(year, *(int(part) for part in ending.split("-")))
        for year in range(max(day.year - OLDEST_MEMBERSHIP, _first_year(day)), day.year)
        for ending in _endings(day)
        if ending != "02-29" or year % 4 == 0
    ]
    return _any([_joined_within(one, zone) for one in days])


def _first_year(day: date) -> int:
    """Since when anybody has been a member: of the years before, nothing need be asked."""
    first = _FIRST.instant(EPOCH)
    return first.year - 1 if first is not None else day.year


def _any(each: list[Any]) -> Any:
    """Any of them holds. Halves of halves: a chain of sixty is deeper than SQLite's parser goes."""
    if len(each) < 2:
        return each[0] if each else NEVER
    middle = len(each) // 2
    return _any(each[:middle]) | _any(each[middle:])


def _joined_within(day: date, zone: str) -> Any:
    """Joined on this very day."""
    next_day = resolve(day + timedelta(days=1), time(0), zone)
    return (Member.joined_at >= resolve(day, time(0), zone)) & (Member.joined_at < next_day)
