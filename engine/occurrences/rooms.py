"""What the phone line says of a call's room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.models import Occurrence
from engine.models.db import transaction
from engine.models.looks import Look
from engine.occurrences.planning import OPEN, OVER, PLANNED


def opened(call: Occurrence) -> None:
    """The room is open: the end is not before it closes."""
    Occurrence.update(state=OPEN).where(Occurrence.id == call.id).execute()
    call.state = OPEN


def closed(call: Occurrence, ended_at: datetime, *, attendance_known: bool) -> None:
    """The room has closed for good: what counts from the end counts from now, if the call ran over."""
    values = {"state": OVER, "ended_at": ended_at, "attendance_known": attendance_known}
    Occurrence.update(values).where(Occurrence.id == call.id).execute()
    for name, value in values.items():
        setattr(call, name, value)


def mark_over(now: datetime) -> int:
    """Planned calls whose time has gone by are over; an open room is not, whatever the plan says."""
    if not _GONE.any(now):
        return 0
    with transaction():
        return int(Occurrence.update(state=OVER).where(_gone(now)).execute())


def _gone(now: datetime) -> Any:
    return (Occurrence.state == PLANNED) & (Occurrence.ends_at <= now)


_GONE = Look(lambda now: Occurrence.select(Occurrence.id).where(_gone(now)).limit(1))
