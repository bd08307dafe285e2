"""Holding rooms, so that what concerns the same people is done one after the other.

Rooms are held before legs are touched, and several in the order of their numbers: nobody waits in a circle. Rows
that merely name a held room may be written meanwhile.
"""

from __future__ import annotations

from typing import Any

from engine.models import Occurrence, Room
from engine.models.db import is_postgres


def held(query: Any) -> Any:
    """``query`` with its rows held until the transaction ends; on SQLite the whole transaction already is alone."""
    return query.for_update("FOR NO KEY UPDATE") if is_postgres() else query


def hold_room(room_id: int) -> Room | None:
    found: Room | None = held(Room.select().where(Room.id == room_id)).first()
    return found


def hold_rooms(call: Occurrence) -> list[Room]:
    """All rooms of the call."""
    return list(held(Room.select().where(Room.occurrence == call.id).order_by(Room.number)))
