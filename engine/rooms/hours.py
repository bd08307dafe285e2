"""When the room of a call is open: by the call's own file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from engine.language.dated import Call
from engine.models import Occurrence, RoomCommand
from engine.models.db import connection
from engine.models.looks import Look
from engine.models.running import PHONE_CALL
from engine.published import NothingPublished, live
from engine.times import Duration

PLANNED, OPEN, CANCELLED = "planned", "open", "cancelled"
DOORS = Duration(10, "minutes")  # before the start, where the file does not say
AHEAD = timedelta(days=1)  # no door is open longer than that before the start


def terms(row: Occurrence) -> Call | None:
    """What the file says of this call; None where it is held on somebody else's line."""
    call = live().workflow(row.revision_id).call
    return call if call is not None and call.number is None else None


def opens_at(row: Occurrence, call: Call) -> datetime:
    return (call.doors_open or DOORS).before(row.starts_at, call.timezone)


def closes_at(row: Occurrence, call: Call) -> datetime:
    """When whoever is still in it is shown out."""
    return call.grace.after(row.ends_at or row.starts_at, call.timezone)


def open_call(now: datetime) -> Occurrence | None:
    """The call that people ring into now; of two at once, the one that starts later.

    By the hours alone: a clock that stands still keeps nobody out.
    """
    with connection():
        return next((row for row in _near(now) if _is_open(row, now)), None)


def to_open(now: datetime) -> Iterator[tuple[Occurrence, Call]]:
    """Calls whose doors should be open and are not."""
    for row in _near(now) if _CLOSED.any(now) else ():
        call = terms(row) if row.state == PLANNED else None
        if call is not None and opens_at(row, call) <= now:
            yield row, call


def next_due(after: datetime) -> datetime | None:
    """The next instant at which a door opens, everybody is shown out, or something is to be done in a room."""
    return min((instant for instant in _instants(after) if instant > after), default=None)


def _instants(after: datetime) -> Iterator[datetime]:
    for row in _SOON.found(after):
        if row.state == OPEN:
            yield row.closes_at or after
        elif (call := terms(row)) is not None:
            yield opens_at(row, call)
    first = _QUEUED.instant(after)
    if first is not None:
        yield first


def _is_open(row: Occurrence, now: datetime) -> bool:
    try:
        call = terms(row)
    except NothingPublished:
        return False
    return call is not None and opens_at(row, call) <= now


def _near(now: datetime) -> list[Occurrence]:
    return _NEAR.found(now)


def _coming(now: datetime) -> Any:
    return Occurrence.select().where(_own_line(now) & (Occurrence.starts_at <= now + AHEAD))


def _own_line(now: datetime) -> Any:
    """Calls that are not over: one that was never opened is by its end, an open one when it is closed."""
    coming = (Occurrence.state == PLANNED) & (Occurrence.ends_at > now)
    return (Occurrence.kind == PHONE_CALL) & (
        coming | ((Occurrence.state == OPEN) & (Occurrence.closes_at > now))
    )


def _queued(after: datetime) -> Any:
    queued = (RoomCommand.state == "queued") & (RoomCommand.due_at > after)
    return RoomCommand.select(fn.MIN(RoomCommand.due_at)).where(queued)


_NEAR = Look(lambda now: _coming(now).order_by(Occurrence.starts_at.desc(), Occurrence.id))
_SOON = Look(
    lambda after: Occurrence.select().where(_own_line(after) & (Occurrence.starts_at <= after + 8 * AHEAD))
)
_QUEUED = Look(_queued)
_CLOSED = Look(lambda now: _coming(now).where(Occurrence.state == PLANNED))
