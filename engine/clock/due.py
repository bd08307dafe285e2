"""The next instant at which anything is due: where time travel and previews stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from peewee import SQL, Select, fn

from engine import approvals, attendance, audience, learning, letters, occurrences, praise, rooms
from engine.clock.windows import following
from engine.language.workflow import Every, Once, OnDate, Quiet
from engine.models import Delivery, Enrollment, Fanout, Member, Occurrence, Picture, Sender, Sound, Thread
from engine.models.looks import Look
from engine.models.running import ACTIVE
from engine.models.sending import WAITING_STATES
from engine.now import from_ms, to_ms
from engine.published import Published, live
from engine.times import Duration

UNSERVED = ("waiting", "running")
OTHERS: tuple[Callable[[datetime], datetime | None], ...] = (
    rooms.next_due,
    attendance.next_due,
    approvals.next_due,
    learning.next_due,
    letters.next_due,
    praise.next_cheers,
)
"""What keeps its own times."""


def next_due(after: datetime) -> datetime | None:
    """The first instant strictly later than ``after`` at which something is due, or None.

    Walks, fan-outs, waiting deliveries, their expiry and their sender's next slot, calls and who leads them, starts by
    the clock, the end of pauses, of rests and of the quiet that threads keep, when somebody is nudged or passed over,
    asks that have had their two days: nothing happens between two of these unless somebody writes.
    """
    published = live()
    known = [*_stored(after), occurrences.next_due(published, after), *_starts(published, after)]
    known += [look(after) for look in OTHERS]
    return min((instant for instant in known if instant is not None), default=None)


def _stored(after: datetime) -> Iterator[datetime | None]:
    (row,) = _STORED.rows(after)
    yield from (from_ms(int(at)) for at in row if at is not None)
    if _OVERDUE.any(after):
        (row,) = _SLOTS.rows(after)
        yield from (from_ms(int(at)) for at in row if at is not None)


def _stored_look(after: datetime) -> Any:
    """The first instant of each table, in one statement: it is asked for at every stop of a journey."""
    waiting = Delivery.state.in_(WAITING_STATES)
    coming = Occurrence.state.in_(("planned", "open"))
    firsts = (
        _first(Enrollment.due_at, (Enrollment.status == ACTIVE) & (Enrollment.due_at > after)),
        _first(Fanout.begins_at, Fanout.state.in_(UNSERVED) & (Fanout.begins_at > after)),
        _first(Delivery.due_at, waiting & (Delivery.due_at > after)),
        _first(Delivery.expires_at, waiting & (Delivery.expires_at > after)),
        _first(Occurrence.cover_at, coming & (Occurrence.cover_at > after)),
        _first(Sound.due_at, (Sound.state == "waiting") & (Sound.due_at > after)),
        _first(Picture.due_at, (Picture.state == "waiting") & (Picture.due_at > after)),
        _first(Thread.quiet_after, Thread.done_at.is_null() & (Thread.quiet_after > after)),
        _first(Thread.look_at, Thread.done_at.is_null() & (Thread.look_at > after)),
        _first(Member.paused_until, Member.paused_until > after),
        _first(Member.resting_until, Member.resting_until > after),
    )
    return Select((), firsts)


def _overdue(after: datetime) -> Any:
    waiting = Delivery.state.in_(WAITING_STATES)
    return Delivery.select(SQL("1")).where(waiting & (Delivery.due_at <= after)).limit(1)


def _slots(after: datetime) -> Any:
    return Select(
        (), [_first(column, column > after) for column in (Sender.next_free_at, Sender.bulk_free_at)]
    )


def _first(column: Any, which: Any) -> Any:
    return column.model.select(fn.MIN(column)).where(which)


_STORED, _OVERDUE, _SLOTS = Look(_stored_look), Look(_overdue), Look(_slots)


def _starts(published: Published, after: datetime) -> Iterator[datetime | None]:
    zones: list[str] | None = None
    for one in published.workflows.values():
        start = one.workflow.start
        if one.paused:
            continue
        if isinstance(start, Quiet):
            yield _quiet(start.duration, after, published)
        elif isinstance(start, (Every, Once, OnDate)):
            zones = occurrences.zones() if zones is None else zones
            yield min((at for zone in zones if (at := following(start, after, zone))), default=None)


def _quiet(duration: Duration, after: datetime, published: Published) -> datetime | None:
    """When the next member has been quiet for so long."""
    tz = published.community.timezone
    first = _HEARD.instant(after, to_ms(duration.before(after, tz)))
    if first is None:
        return None
    at = duration.after(first, tz)
    return at if at > after else None


def _heard(after: datetime, since: int) -> Any:
    heard = audience.heard_at()
    return Member.select(fn.MIN(heard)).where(heard > since)


_HEARD = Look(_heard)
