"""When the law lets us start something: an outer bound that no setting of a community widens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.times.area_codes import ELSEWHERE, STATE_OF, STATES, ZONES_OF
from engine.times.days import resolve
from engine.times.law_table import FEDERAL, STATE_HOURS, UNKNOWN, Week, strictest
from engine.times.zones import local

LAWS = ("US", "none")
DAYS_AHEAD = 9  # longer than any week with a closed Sunday
STATE_BY_NAME = {name.casefold(): code for code, name in STATES.items()} | {
    code.casefold(): code for code in STATES
}


@dataclass(frozen=True)
class LawHours:
    """The hours of one member: `week` (None: always) on the clock of `tz`, and of the area code's `zones`.

    Where the area code lies in another time than `tz` both clocks count. If they never agree within a week
    (Rhode Island and Tokyo), the member's own does: the law asks for the time where the called person is, and
    an area code is only a sign of that.
    """

    week: Week | None
    tz: str
    zones: tuple[str, ...] = ()

    def open_at(self, now: datetime) -> bool:
        """Whether the law lets something be started at `now`."""
        if self.week is None:
            return True
        if not _within(self.week, now, self.tz):
            return False
        return self._elsewhere_open(self.week, now) or self._first_common(self.week, now) is None

    def next_open(self, now: datetime) -> datetime:
        """`now` if the law is open, else the UTC instant at which it opens next."""
        if self.week is None or self.open_at(now):
            return now
        common = self._first_common(self.week, now)
        if common is not None:
            return common
        return next(
            start for start in _openings(self.week, now, self.tz) if _within(self.week, start, self.tz)
        )

    def _first_common(self, week: Week, now: datetime) -> datetime | None:
        """The first opening of any of the clocks at which all of them are open."""
        starts = sorted(start for tz in {self.tz, *self.zones} for start in _openings(week, now, tz))
        return next((start for start in starts if self._all_open(week, start)), None)

    def _all_open(self, week: Week, instant: datetime) -> bool:
        return _within(week, instant, self.tz) and self._elsewhere_open(week, instant)

    def _elsewhere_open(self, week: Week, instant: datetime) -> bool:
        own = local(instant, self.tz).utcoffset()
        if any(local(instant, zone).utcoffset() == own for zone in self.zones):
            return True  # the area code and the member's zone agree
        return all(_within(week, instant, zone) for zone in self.zones)


def _within(week: Week, instant: datetime, tz: str) -> bool:
    wall = local(instant, tz)
    day = week[wall.weekday()]
    return day is not None and day[0] <= wall.time() < day[1]


def _openings(week: Week, now: datetime, tz: str) -> Iterator[datetime]:
    first = local(now, tz).date()
    for ahead in range(DAYS_AHEAD):
        day = first + timedelta(days=ahead)
        span = week[day.weekday()]
        if span is not None and (instant := resolve(day, span[0], tz)) > now:
            yield instant


def law_hours(law: str, number: str | None, tz: str, state: str | None) -> LawHours:
    """The hours for a member in zone `tz` under `law` ("US" or "none"; anything else raises ValueError).

    `number` is a phone number in E.164 and `state` the state of the member's address (code or name); either
    may be unknown. The strictest of both states counts. A US number that tells no state (toll-free) of a
    member whose state is unknown is taken for any state: 10am to 6pm, Monday to Saturday.
    """
    if law not in LAWS:
        raise ValueError(f"{law!r} is not one of {', '.join(LAWS)}")
    if law == "none":
        return LawHours(None, tz)
    code = _area_code(number)
    lived_in = STATE_BY_NAME.get((state or "").strip().casefold())
    states = {found for found in (lived_in, STATE_OF.get(code or "")) if found}
    if not states and code is not None and code not in ELSEWHERE:
        return LawHours(UNKNOWN, tz)
    week = strictest(FEDERAL, *(STATE_HOURS.get(found, FEDERAL) for found in states))
    return LawHours(week, tz, ZONES_OF.get(code or "", ()))


def _area_code(number: str | None) -> str | None:
    """The three digits after +1, or None for a number of another country (or none at all)."""
    if number is None or not number.startswith("+1"):
        return None
    return number[2:5]
