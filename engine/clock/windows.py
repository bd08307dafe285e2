"""Which starts by the clock fall into a stretch of time, zone by zone. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.language.workflow import Every, Once, OnDate
from engine.times import DateRule, local, resolve

NEAR_MONTH_ENDS = range(-4, 5)  # days by which a date some months ahead may be off
MOST_MISSED = 3  # of a recurring start that was missed again and again, the last ones are said
LONGEST_GAP = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Fires:
    """A start at an instant. ``key`` is its local date; ``day`` the date of the member's that returns."""

    at: datetime
    key: str
    day: str = ""


def fires(start: Every | Once | OnDate, since: datetime, until: datetime, zone: str) -> list[Fires]:
    """What starts in ``zone`` later than ``since`` and no later than ``until``, in order."""
    match start:
        case Every():
            return list(_every(start, since, until, zone))[-MOST_MISSED:]
        case Once():
            at = resolve(start.at.date(), start.at.time(), zone)
            return [Fires(at, start.at.isoformat())] if since < at <= until else []
        case OnDate():
            return list(_on_date(start.rule, since, until, zone))


def _every(start: Every, since: datetime, until: datetime, zone: str) -> Iterator[Fires]:
    at = start.recurrence.following(max(since, until - LONGEST_GAP), zone)
    while at <= until:
        yield Fires(at, local(at, zone).date().isoformat())
        at = start.recurrence.following(at, zone)


def _on_date(rule: DateRule, since: datetime, until: datetime, zone: str) -> Iterator[Fires]:
    day = local(max(since, until - LONGEST_GAP), zone).date()
    last = local(until, zone).date()
    while day <= last:
        at = resolve(day, rule.at, zone)
        if since < at <= until:
            for returns in _returning(rule, day):
                yield Fires(at, returns.isoformat(), returns.isoformat())
        day += timedelta(days=1)


def _returning(rule: DateRule, day: date) -> list[date]:
    """The dates whose start falls on ``day``: with months before or after them, several or none may."""
    about = [rule.returning(day) + timedelta(days=off) for off in NEAR_MONTH_ENDS]
    return [one for one in about if rule.moved(one) == day]


def following(start: Every | Once | OnDate, after: datetime, zone: str) -> datetime | None:
    """The next instant at which something may start in ``zone``, strictly later than ``after``."""
    match start:
        case Every():
            return start.recurrence.following(after, zone)
        case Once():
            at = resolve(start.at.date(), start.at.time(), zone)
            return at if at > after else None
        case OnDate():
            today = resolve(local(after, zone).date(), start.rule.at, zone)
            if today > after:
                return today
            return resolve(local(after, zone).date() + timedelta(days=1), start.rule.at, zone)
