"""The hours in which a community starts something, in the member's own time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from engine.times.clock import parse_time_of_day, show_time
from engine.times.days import resolve
from engine.times.durations import Duration
from engine.times.errors import TimesError, part, phrase, whole
from engine.times.zones import local

BETWEEN = phrase(r"(?:from )?(?P<start>\S.*?) to (?P<end>.*\S)")
DASHED = phrase(r"(?P<start>[^-\u2013\u2014]*[^-\u2013\u2014\s])\s*[-\u2013\u2014]\s*(?P<end>\S.*)")
ALWAYS = ("any time", "anytime")
A_WEEK_AND_A_DAY = 8


@dataclass(frozen=True)
class Hours:
    """From `start` up to, not including, `end` (midnight ends the day); None for both is any time."""

    start: time | None
    end: time | None

    def __str__(self) -> str:
        return (
            "any time"
            if self.start is None
            else f"{show_time(self.start)} to {show_time(self.end or time(0))}"
        )

    def open_at(self, now: datetime, tz: str) -> bool:
        """Whether the clock on the wall in `tz` is within these hours."""
        if self.start is None:
            return True
        wall = local(now, tz).time()
        return self.start <= wall and (self.end in (None, time(0)) or wall < self.end)

    def next_open(self, now: datetime, tz: str) -> datetime:
        """`now` if it is within these hours, else the UTC instant at which they open next."""
        if self.start is None or self.open_at(now, tz):
            return now
        day = local(now, tz).date() - timedelta(days=1)
        for _ in range(A_WEEK_AND_A_DAY):
            instant = resolve(day, self.start, tz)
            # Hours that lie wholly in the gap of a spring night do not come that day.
            if instant > now and self.open_at(instant, tz):
                return instant
            day += timedelta(days=1)
        raise OverflowError(f"{self} never comes in {tz}")

    def after(self, since: datetime, duration: Duration, tz: str) -> datetime:
        """The UTC instant at which ``duration`` has gone by since ``since`` and these hours are open.

        Minutes and hours count while they are open; days and longer by the calendar.
        """
        if not duration.exact:
            return self.next_open(duration.after(since, tz), tz)
        left, at = duration.rough(), self.next_open(since, tz)
        while (closes := self._closes(at, tz)) is not None and closes - at <= left:
            left -= closes - at
            at = self.next_open(closes, tz)
        return at + left

    def _closes(self, opened: datetime, tz: str) -> datetime | None:
        """When they end that are open at ``opened``; None where they never do."""
        if self.start is None:
            return None
        day = local(opened, tz).date() + timedelta(days=self.end in (None, time(0)))
        return resolve(day, self.end or time(0), tz)


def parse_hours(text: str) -> Hours:
    """`9am to 8pm`, or `any time`; raises TimesError."""
    said = text.strip()
    if " ".join(said.casefold().split()) in ALWAYS:
        return Hours(None, None)
    match = BETWEEN.fullmatch(text)
    if match is None:
        raise whole(
            text, f'"{said}" are not hours. Write them like "9am to 8pm", or "any time".', _dashed(text)
        )
    start, end = part(match, "start", parse_time_of_day), part(match, "end", parse_time_of_day)
    if end != time(0) and end <= start:
        swapped = f"{show_time(end)} to {show_time(start)}" if end < start else None
        raise whole(text, "These hours end before they begin.", swapped)
    return Hours(start, end)


def _dashed(text: str) -> str | None:
    match = DASHED.fullmatch(text)
    if match is None:
        return None
    repaired = f"{match['start'].strip()} to {match['end'].strip()}"
    try:
        parse_hours(repaired)
    except TimesError as error:
        return error.guess
    return repaired
