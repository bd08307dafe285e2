"""When a wait is over."""

from __future__ import annotations

from datetime import date, datetime, time

from engine.steps.view import MemberView
from engine.times import (
    Duration,
    TimesError,
    UntilDate,
    UntilEvent,
    UntilTexted,
    UntilTime,
    UntilWeekday,
    Wait,
    anniversary,
    local,
    next_time,
    next_weekday,
    parse_date,
    resolve,
)

MORNING = time(9)  # when a day begins for a community whose hours are any time: nobody means midnight
YEARLY = ("birthday", "joined")


def wait_until(what: Wait, since: datetime, member: MemberView) -> datetime | None:
    """The UTC instant at which a wait that began at ``since`` is over; None where there is nothing to wait for."""
    match what:
        case Duration():
            return what.after(since, member.tz)
        case UntilTime():
            return next_time(since, what.at, member.tz)
        case UntilWeekday():
            return next_weekday(since, what.weekday, what.at or _opens(member), member.tz)
        case UntilEvent() | UntilTexted():
            return what.otherwise.after(since, member.tz)
        case UntilDate():
            return _until_date(what.field, since, member)


def _opens(member: MemberView) -> time:
    return member.hours.start or MORNING


def _until_date(field: str, since: datetime, member: MemberView) -> datetime | None:
    """When hours open on that date of the member's; one they don't have, or that has gone by, does not wait."""
    try:
        day = _coming(field, local(since, member.tz).date(), member)
    except TimesError:
        return None
    instant = None if day is None else resolve(day, _opens(member), member.tz)
    return instant if instant is not None and instant > since else None


def _coming(field: str, today: date, member: MemberView) -> date | None:
    """The date's next return, today included; a date of one year only is that day."""
    text = _date_text(field, member)
    if not text:
        return None
    yearly = field.casefold() in YEARLY or len(text) < len("2026-01-01")
    if not yearly:
        return parse_date(text)
    this_year = anniversary(text, today.year)
    return this_year if this_year >= today else anniversary(text, today.year + 1)


def _date_text(field: str, member: MemberView) -> str:
    name = field.casefold()
    if name == "birthday":
        return member.birthday
    if name == "joined":
        return local(member.joined_at, member.tz).date().isoformat()
    named = {key.casefold(): value for key, value in (member.fields or {}).items()}
    return str(named.get(name, "")).strip()


def reminder_at(after: Duration, left: datetime, until: datetime, tz: str) -> datetime | None:
    """When a question that left at ``left`` is repeated; None where that is not before its end."""
    at = after.after(left, tz)
    return at if at < until else None
