"""The moment of a step, counted from the start or the end of the call (or of whatever else has dates)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from engine.times.clock import parse_time_of_day, show_time
from engine.times.days import resolve
from engine.times.durations import Duration, parse_duration
from engine.times.errors import TimesError, part, phrase, whole
from engine.times.recurrence import Recurrence, parse_every
from engine.times.zones import local

AT_EDGE = phrase(r"at the (?P<edge>start|end)")
OFFSET = phrase(r"(?P<offset>\S.*?) (?P<side>before|after)(?: the (?P<edge>start|end))?(?: at (?P<at>.*\S))?")
EVERY = phrase(r"every (?P<every>\S.*)")
FORMS = '"1 day before", "at the start", "10 minutes after", "1 hour after the end" or "1 day before at 10am"'
LOOSE = {
    "start": "at the start",
    "at start": "at the start",
    "the start": "at the start",
    "now": "at the start",
}
LOOSE |= {"end": "at the end", "at end": "at the end", "the end": "at the end"}


@dataclass(frozen=True)
class Moment:
    """`offset` before or after (`side`) the start or the end (`edge`) of a call, or right then with None.

    With `at` it is that time of day on the day so far from the call's date, in the member's own zone. With
    `every` it comes again and again between the two, by the member's own clock.
    """

    offset: Duration | None
    side: str
    edge: str
    at: time | None
    every: Recurrence | None = None

    def __str__(self) -> str:
        if self.every is not None:
            return str(self.every)
        if self.offset is None:
            return f"at the {self.edge}"
        edge = " the end" if self.edge == "end" else ""
        return f"{self.offset} {self.side}{edge}" + (f" at {show_time(self.at)}" if self.at else "")

    @property
    def before_start(self) -> bool:
        """Whether it comes before the call, and so expires at its start."""
        return self.side == "before" and self.edge == "start"

    @property
    def after_end(self) -> bool:
        """Whether it counts from the end, so that it waits for the room to close."""
        return self.edge == "end" and self.side == "after"

    @property
    def anchored_local(self) -> bool:
        """Whether it differs from zone to zone: days, weeks and months keep the member's wall clock."""
        return self.every is not None or (self.offset is not None and not self.offset.exact)

    def again(self, starts: datetime, ends: datetime, member_tz: str, call_tz: str) -> Iterator[datetime]:
        """The UTC instants strictly between the two at which it comes, where it comes `every` so often."""
        tz = member_tz or call_tz
        if self.every is not None:
            yield from _between(self.every, starts, ends, tz)

    def when(self, starts: datetime, ends: datetime, member_tz: str, call_tz: str) -> datetime | None:
        """The UTC instant for a member in `member_tz` (where that is empty, in the call's zone).

        None where a time of day falls on the wrong side: "1 day before at 10am" that is not before the start.
        """
        return _when(self, ends if self.edge == "end" else starts, member_tz or call_tz)

    def from_edge(self, edge: datetime, tz: str) -> datetime | None:
        """The UTC instant counted from the start or the end by the clock of ``tz``; None as for ``when``."""
        if self.offset is None:
            return edge
        if self.at is not None:
            return self._at_time_of_day(edge, tz, self.at, self.offset)
        return self.offset.before(edge, tz) if self.side == "before" else self.offset.after(edge, tz)

    def _at_time_of_day(self, edge: datetime, tz: str, at: time, offset: Duration) -> datetime | None:
        day = local(edge, tz).date()
        if self.side == "before":
            instant = resolve(offset.moved(day, -1), at, tz)
            return instant if instant < edge else None
        instant = resolve(offset.moved(day), at, tz)
        return instant if instant > edge else None


# The moments of the same few dates are asked for at every look of the clock's.
@lru_cache(maxsize=8192)
def _when(moment: Moment, edge: datetime, tz: str) -> datetime | None:
    return moment.from_edge(edge, tz)


@lru_cache(maxsize=1024)
def _between(every: Recurrence, starts: datetime, ends: datetime, tz: str) -> tuple[datetime, ...]:
    found: list[datetime] = []
    for day in every.days(local(starts, tz).date() - timedelta(days=1)):
        instant = every.on(day, tz)
        if instant >= ends:
            break
        if instant > starts:
            found.append(instant)
    return tuple(found)


def parse_moment(text: str) -> Moment:
    """What the `at:` of a call's step says; raises TimesError."""
    edge = AT_EDGE.fullmatch(text)
    if edge is not None:
        return Moment(None, "after", edge["edge"].casefold(), None)
    again = EVERY.fullmatch(text)
    if again is not None:
        return Moment(None, "after", "start", None, part(again, "every", parse_every))
    match = OFFSET.fullmatch(text)
    if match is None:
        said = text.strip()
        repair = LOOSE.get(said.casefold()) or _sided(said)
        raise whole(text, f'"{said}" is not a moment of a call. Write {FORMS}.', repair)
    side, named = match["side"].casefold(), (match["edge"] or "start").casefold()
    offset = part(match, "offset", parse_duration)
    at = part(match, "at", parse_time_of_day) if match["at"] else None
    if at is not None and offset.exact:
        message = f"{offset} is exact, so it takes no time of day: say days, or leave out the time."
        raise TimesError(message, text=text, span=(match.start("at") - 3, match.end("at")))
    return Moment(offset, side, named, at)


def _sided(said: str) -> str | None:
    """A bare duration was most likely meant to come before: most steps of a call are reminders."""
    try:
        parse_duration(said)
    except TimesError:
        return None
    return f"{said} before"
