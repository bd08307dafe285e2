"""What waits to be done in each table, as looks at its indexes: bells ring by them, and journeys are quiet by them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import SQL

from engine.models import Enrollment, Fanout, Inbound, RoomCommand
from engine.models.running import ACTIVE


def words() -> Any:
    return Inbound.select(SQL("1")).where(Inbound.handled_at.is_null())


def walks(now: datetime) -> Any:
    return Enrollment.select(SQL("1")).where((Enrollment.status == ACTIVE) & (Enrollment.due_at <= now))


def fanouts(now: datetime) -> Any:
    begun = Fanout.state.in_(("waiting", "running")) & (Fanout.begins_at <= now)
    return Fanout.select(SQL("1")).where(begun)


def room_commands(now: datetime) -> Any:
    return RoomCommand.select(SQL("1")).where((RoomCommand.state == "queued") & (RoomCommand.due_at <= now))
