"""Durations: a number and a unit. Minutes and hours are exact; longer ones keep the wall clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from engine.times.days import resolve
from engine.times.errors import TimesError, phrase, whole
from engine.times.guesses import nearest
from engine.times.zones import in_utc, local

ROUGH = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
    "months": timedelta(days=30),
}
EXACT = ("minutes", "hours")
UNITS = {name: unit for unit in ROUGH for name in (unit, unit[:-1])}
LONGEST = timedelta(days=3660)  # a longer one is a slip of the finger, and years near 9999 overflow
WRITTEN = phrase(r"(?P<count>[0-9]{1,9})\s*(?P<unit>[a-z]+)")
LOOSE = phrase(r"(?P<count>[a-z]+(?=[\s-])|[0-9]{1,6}\.[0-9]{1,3}|[0-9]{1,6})[\s-]*(?P<unit>[a-z]+)")
COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
}
COUNTS |= {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
SHORT = {"m": "minutes", "min": "minutes", "mins": "minutes", "h": "hours", "hr": "hours", "hrs": "hours"}
SHORT |= {
    "d": "days",
    "w": "weeks",
    "wk": "weeks",
    "wks": "weeks",
    "mo": "months",
    "mos": "months",
    "mth": "months",
}
LARGER = {
    "year": (12, "months"),
    "years": (12, "months"),
    "fortnight": (2, "weeks"),
    "fortnights": (2, "weeks"),
}
SMALLER = {"hours": (60, "minutes"), "days": (24, "hours"), "weeks": (7, "days")}


@dataclass(frozen=True)
class Duration:
    """`count` times `unit`: minutes, hours, days, weeks or months. Another unit raises ValueError."""

    count: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in ROUGH:
            raise ValueError(f"{self.unit!r} is not one of {', '.join(ROUGH)}")

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit[:-1]}"

    @property
    def exact(self) -> bool:
        """Whether it is the same in every zone: minutes and hours are, days, weeks and months are not."""
        return self.unit in EXACT

    def after(self, instant: datetime, tz: str) -> datetime:
        """The UTC instant this much after `instant`, as the clock on the wall in `tz` counts days."""
        return self._moved(instant, tz, 1)

    def before(self, instant: datetime, tz: str) -> datetime:
        """The UTC instant this much before `instant`, as the clock on the wall in `tz` counts days."""
        return self._moved(instant, tz, -1)

    def rough(self) -> timedelta:
        """About how long it is, for comparing: a month counts as 30 days."""
        return self.count * ROUGH[self.unit]

    def moved(self, day: date, sign: int = 1) -> date:
        """The date so much later, or with -1 earlier; not for minutes and hours. The 31st becomes a shorter month's last day."""
        if self.exact:
            raise ValueError(f"{self} is not counted in days")
        if self.unit == "months":
            return day + sign * relativedelta(months=self.count)
        return day + sign * self.rough()

    def _moved(self, instant: datetime, tz: str, sign: int) -> datetime:
        if self.exact:
            return in_utc(instant) + sign * self.rough()
        wall = local(instant, tz)
        return resolve(self.moved(wall.date(), sign), wall.time(), tz)


def parse_duration(text: str) -> Duration:
    """The duration that `text` names, such as "2 days" or "90 minutes"; raises TimesError."""
    match = WRITTEN.fullmatch(text)
    if match is None or match["unit"].casefold() not in UNITS:
        raise _error(text)
    duration = Duration(int(match["count"]), UNITS[match["unit"].casefold()])
    if duration.count == 0:
        raise whole(text, f'"{text.strip()}" is no time at all: count from 1.', f"1 {duration.unit[:-1]}")
    if duration.count > LONGEST.days * 1440 or duration.rough() > LONGEST:
        raise whole(text, f'"{text.strip()}" is longer than ten years.')
    return duration


def _error(text: str) -> TimesError:
    match = LOOSE.fullmatch(text)
    said = text.strip()
    if match is None:
        repair = {"half an hour": "30 minutes", "half a day": "12 hours"}.get(said.casefold())
        return whole(text, f'"{said}" is not a duration. Write a number and a unit, like 2 days.', repair)
    word = match["unit"].casefold()
    if word in UNITS or word in LARGER or word in SHORT or word in ("second", "seconds"):
        return whole(
            text, f'"{said}" is not a duration. Write a number and a unit, like 2 days.', _repair(match)
        )
    message = f'"{match["unit"]}" is not a unit of time. Say minutes, hours, days, weeks or months.'
    unit = nearest(word, list(UNITS))
    return TimesError(message, text=text, span=match.span("unit"), repair=unit)


def _repair(match: re.Match[str]) -> str | None:
    word = match["unit"].casefold()
    times, unit = LARGER.get(word, (1, UNITS.get(word) or SHORT.get(word)))
    count = COUNTS.get(match["count"].casefold()) or _number(match["count"])
    if unit is None or count is None:
        return None
    if count != int(count) and unit in SMALLER:
        finer, unit = SMALLER[unit]
        times *= finer
    total = count * times
    return str(Duration(int(total), unit)) if total == int(total) and total >= 1 else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
