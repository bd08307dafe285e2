"""What `every` may say, as a rule over local dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from dateutil.relativedelta import relativedelta

from engine.times.clock import parse_time_of_day, show_time
from engine.times.days import WEEKDAYS, meant_weekday, parse_date, parse_weekday, resolve
from engine.times.errors import TimesError, part, phrase, whole
from engine.times.zones import local

FROM = r"(?: from (?P<start>\S+))?"
AT = r"(?: at)? (?P<at>(?:[0-9]|noon|midnight).*?)"
DAYS = phrase(rf"(?:(?P<count>[0-9]{{1,3}}) days|day){AT}{FROM}")
WEEKS = phrase(rf"(?:(?P<count>[0-9]{{1,3}}) weeks|week) on (?P<weekday>\S+){AT}{FROM}")
MONTHS = phrase(rf"(?:(?P<count>[0-9]{{1,3}}) months|month) on (?:the )?(?P<monthday>\S+){AT}{FROM}")
PLAIN = phrase(rf"(?P<weekday>[^\W\d_]+){AT}{FROM}")
NO_TIME = phrase(rf"(?P<what>.*?[^\W\d_]){FROM}")
ORDINAL = re.compile(r"([0-9]{1,2})(st|nd|rd|th)?", re.IGNORECASE)
FORMS = (
    '"friday at 9am", "day at 8am", "month on the 1st at 9am" or "2 weeks on friday at 9am from 2026-01-02"'
)


@dataclass(frozen=True)
class Recurrence:
    """Every `interval` days, weeks or months (`unit`: day, week, month) at `at`, never before `start`.

    A week has its `weekday` (0 is monday) and a month its `monthday` (1 to 31; the 31st is the last day of a
    shorter month).
    """

    unit: str
    at: time
    interval: int = 1
    weekday: int | None = None
    monthday: int | None = None
    start: date | None = None

    def __str__(self) -> str:
        times = self.unit if self.interval == 1 else f"{self.interval} {self.unit}s"
        if self.weekday is not None:
            name = WEEKDAYS[self.weekday]
            times = name if self.interval == 1 else f"{times} on {name}"
        if self.monthday is not None:
            times = f"{times} on the {ordinal(self.monthday)}"
        return f"every {times} at {show_time(self.at)}" + (f" from {self.start}" if self.start else "")

    def days(self, from_day: date) -> Iterator[date]:
        """Its dates on or after `from_day`, in order, up to the end of the calendar."""
        first = self._on_or_after(self.start or from_day)
        count = max(0, self._steps_between(first, from_day))
        try:
            while True:
                day = self._step(first, count)
                if day >= from_day:
                    yield day
                count += 1
        except (OverflowError, ValueError):
            return  # the year 9999

    def following(self, after: datetime, tz: str) -> datetime:
        """The first occurrence strictly later than `after` in zone `tz`, in UTC."""
        for instant in _soon(self, local(after, tz).date(), tz):
            if instant > after:
                return instant
        raise OverflowError(f"{self} never comes again after {after}")

    def on(self, day: date, tz: str) -> datetime:
        """The UTC instant of the occurrence on that local day."""
        return resolve(day, self.at, tz)

    def _on_or_after(self, day: date) -> date:
        if self.weekday is not None:
            return day + timedelta(days=(self.weekday - day.weekday()) % 7)
        if self.monthday is not None:
            here = day + relativedelta(day=self.monthday)
            return here if here >= day else day + relativedelta(months=1, day=self.monthday)
        return day

    def _steps_between(self, first: date, day: date) -> int:
        """A number of steps from `first` that is surely not past `day`."""
        if self.unit == "month":
            return ((day.year - first.year) * 12 + day.month - first.month) // self.interval - 1
        return (day - first).days // (self.interval * (7 if self.unit == "week" else 1))

    def _step(self, first: date, count: int) -> date:
        steps = count * self.interval
        if self.monthday is not None:
            return first + relativedelta(months=steps, day=self.monthday)
        return first + timedelta(days=steps * (7 if self.unit == "week" else 1))


@lru_cache(maxsize=4096)  # the same few days are asked about at every look of the clock's
def _soon(recurrence: Recurrence, day: date, tz: str) -> tuple[datetime, ...]:
    """Its first occurrences from the day before on, enough that one is later than all of that day."""
    near = islice(recurrence.days(day - timedelta(days=1)), 4)
    return tuple(recurrence.on(one, tz) for one in near)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def parse_every(text: str) -> Recurrence:
    """What stands after `every`; raises TimesError."""
    for pattern, unit in ((DAYS, "day"), (WEEKS, "week"), (MONTHS, "month"), (PLAIN, "week")):
        match = pattern.fullmatch(text)
        if match is not None:
            return _recurrence(match, unit)
    raise _error(text)


def _recurrence(match: re.Match[str], unit: str) -> Recurrence:
    groups = match.groupdict()
    weekday = part(match, "weekday", parse_weekday) if "weekday" in groups else None
    monthday = part(match, "monthday", _monthday) if "monthday" in groups else None
    at = part(match, "at", parse_time_of_day)
    start = part(match, "start", parse_date) if match["start"] else None
    interval = int(groups.get("count") or 1)
    if interval == 0:
        raise TimesError(
            '"0" is never: count from 1.', text=match.string, span=match.span("count"), repair="1"
        )
    if interval > 1 and start is None:
        said = match.string.strip()
        message = f'Say from which date the {interval} {unit}s count, like "from 2026-01-02".'
        raise whole(match.string, message, f"{said} from 2026-01-02")
    return Recurrence(unit, at, interval, weekday, monthday, start)


def _monthday(text: str) -> int:
    match = ORDINAL.fullmatch(text)
    if match is not None and 1 <= int(match[1]) <= 31:
        return int(match[1])
    repair = "31st" if text.casefold() == "last" or match else None
    raise whole(
        text, f'"{text}" is not a day of the month: say 1st to 31st (the 31st is the last day).', repair
    )


def _error(text: str) -> TimesError:
    said = text.strip()
    match = NO_TIME.fullmatch(text)
    what = match["what"].strip() if match else ""
    if match is not None and (what.casefold() in ("day", *WEEKDAYS) or " on " in what):
        start, end = match.span("what")
        message = f'At what time? Say it after the day, like "{what} at 9am".'
        return TimesError(message, text=text, span=(start, end), repair=f"{match['what']} at 9am")
    first = said.split()[0] if said else ""
    if len(said.split()) == 1 and (day := meant_weekday(first)) is not None:
        return whole(text, f'"{first}" is not a day of the week.', f"{day} at 9am")
    return whole(text, f'"{said}" is not something that comes again. Write {FORMS}.')
