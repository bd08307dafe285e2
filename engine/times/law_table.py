"""Quiet hours of US states, narrower than the federal 8am to 9pm of 47 CFR 64.1200(c)(1).

As known on `AS_OF`, compiled from published summaries that disagree in places (the stricter was taken); state
holidays are not in it. It is a careful habit and no legal advice: look at it again at least once a year.
"""

from __future__ import annotations

from datetime import date, time

AS_OF = date(2026, 11, 22)

Day = tuple[time, time] | None
Week = tuple[Day, ...]


def week(start: int, end: int, *, saturday: Day | str = "same", sunday: Day | str = "same") -> Week:
    """Seven days, monday first, as (opening, closing) local times, None for a day without any."""
    day = (time(start), time(end))
    last = [day if isinstance(special, str) else special for special in (saturday, sunday)]
    return (day, day, day, day, day, *last)


FEDERAL = week(8, 21)
UNKNOWN = week(10, 18, sunday=None)  # inside every state's hours, for a number that may be anywhere
CLOSED_EARLY = (time(10), time(17))

STATE_HOURS: dict[str, Week] = {
    "AL": week(8, 21, sunday=None),
    "CT": week(9, 20),
    "FL": week(8, 20),
    "KY": week(10, 21),
    "LA": week(8, 21, sunday=None),
    "MA": week(8, 20),
    "MD": week(8, 20),
    "MS": week(8, 20, sunday=None),
    "OK": week(8, 20),
    "RI": week(9, 18, saturday=CLOSED_EARLY, sunday=CLOSED_EARLY),
    "TX": week(9, 21, sunday=(time(12), time(21))),
}


def strictest(*weeks: Week) -> Week:
    """What lies within all of the weeks."""
    return tuple(_both(days) for days in zip(*weeks, strict=True))


def _both(days: tuple[Day, ...]) -> Day:
    spans = [day for day in days if day is not None]
    if len(spans) < len(days):
        return None
    opening, closing = max(span[0] for span in spans), min(span[1] for span in spans)
    return (opening, closing) if opening < closing else None
