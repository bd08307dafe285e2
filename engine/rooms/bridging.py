"""Bridges: a call from our number to our number, one end in the main room and one in a further room.

A conference holds 250. Whoever comes beyond the mark is placed in a further room, and hears the main one through
its bridge, which listens there and is heard here.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from engine.models import Leg, Occurrence, Room, RoomCommand
from engine.models.db import transaction
from engine.models.phone import BRIDGE, MAIN
from engine.now import to_ms
from engine.rooms.ordering import order
from engine.rooms.presence import inside, inside_or_coming, people

MOST_BRIDGES = 10  # a room: what breaks as often as that will not hold
AGAIN_AFTER = timedelta(seconds=45)  # longer than it takes to ring, to dial and to be heard of
LASTS = timedelta(minutes=5)


def order_bridge(room: Room, ours: str, now: datetime) -> None:
    """Have the room's bridge rung up."""
    detail = {"ours": ours, "token": room.bridge_token}
    order(room, "bridge", f"bridge:{room.id}:{to_ms(now)}", now, detail=detail, lasts=LASTS)


def bridged_by(digits: str) -> Room | None:
    """The further room whose bridge knows these digits. Every open one is compared, so that time tells nothing."""
    found: Room | None = None
    for room in Room.select().where((Room.number > MAIN) & Room.closed_at.is_null()).order_by(Room.id):
        if hmac.compare_digest(room.bridge_token.encode(), digits.encode()) and room.bridge_token:
            found = room
    return found


def end_bridged(leg: Leg, now: datetime) -> None:
    """Show out everybody in the further room that this end of a bridge serves."""
    for room in Room.select().where(Room.bridge_sid == leg.call_sid):
        order(room, "end", f"end:{room.id}", now)


def mend(call: Occurrence, now: datetime) -> None:
    """Ring up the bridge anew of every further room that has people and has lost its bridge."""
    rooms = Room.select().where(
        (Room.occurrence == call.id) & (Room.number > MAIN) & Room.closed_at.is_null()
    )
    for room in rooms:
        if not _stands(room, now) and _has_people(room):
            with transaction():
                _again(room, now)


def _stands(room: Room, now: datetime) -> bool:
    """Whether both ends of it are in, or on their way."""
    here = Leg.select().where((Leg.room == room.id) & (Leg.role == BRIDGE) & inside_or_coming(now)).exists()
    there = Leg.select().where((Leg.call_sid == room.bridge_sid) & inside_or_coming(now)).exists()
    return bool(here and there)


def _has_people(room: Room) -> bool:
    return bool(Leg.select().where((Leg.room == room.id) & people() & inside()).exists())


def _again(room: Room, now: datetime) -> None:
    mine = (RoomCommand.room == room.id) & (RoomCommand.kind == "bridge")
    tried = list(RoomCommand.select().where(mine).order_by(RoomCommand.due_at.desc()))
    if not tried or len(tried) >= MOST_BRIDGES or tried[0].due_at > now - AGAIN_AFTER:
        return
    order_bridge(room, str(tried[0].detail["ours"]), now)
