"""Opening a call's room on time and closing it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from engine import occurrences
from engine.language.dated import Call
from engine.models import Leg, Occurrence, Room, RoomCommand
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.phone import MAIN
from engine.models.running import PHONE_CALL
from engine.rooms.holding import held, hold_rooms
from engine.rooms.hours import CANCELLED, OPEN, PLANNED, closes_at, to_open
from engine.rooms.ordering import order
from engine.rooms.presence import expected

WARNED = timedelta(minutes=5)  # before the room closes on those who are still in it
ENDING = timedelta(hours=1)  # how long we go on trying to end a conference
NAME = "{call}-{number}"


def open_due(now: datetime) -> int:
    """Open the rooms whose time has come; how many."""
    opened = 0
    for row, call in to_open(now):
        open_room(row, call, now)
        opened += 1
    return opened


def open_room(row: Occurrence, call: Call, now: datetime) -> Room:
    """The call's main room, opened where it is not yet."""
    with transaction():
        ends = closes_at(row, call)
        mine = (Occurrence.id == row.id) & (Occurrence.state == PLANNED)
        if Occurrence.update(closes_at=ends).where(mine).execute():
            occurrences.opened(row)
            row.closes_at = ends
        return add_room(row, MAIN, now, muted=call.muted, recording="on" if call.record == "yes" else "")


def add_room(
    row: Occurrence, number: int, now: datetime, *, muted: bool = False, recording: str = "", token: str = ""
) -> Room:
    """A further room of the call, or the first; who is in it hears in time that it is about to close."""
    name = NAME.format(call=row.public_id, number=number)
    Room.insert(
        occurrence=row,
        number=number,
        name=name,
        opened_at=now,
        muted=muted,
        recording=recording,
        bridge_token=token,
    ).on_conflict_ignore().execute()
    room: Room = Room.get((Room.occurrence == row.id) & (Room.number == number))
    if row.closes_at is not None and row.closes_at - WARNED > now:
        due = row.closes_at - WARNED
        say = {"key": "closing_soon", "values": {"minutes": WARNED // timedelta(minutes=1)}}
        order(room, "announce", f"closing:{room.id}", due, detail=say, lasts=WARNED / 2)
    return room


def main_room(row: Occurrence) -> Room | None:
    found: Room | None = Room.get_or_none((Room.occurrence == row.id) & (Room.number == MAIN))
    return found


def close_due(now: datetime) -> int:
    """Close what is over: at its end where nobody is in, when the last one left, after its grace in any case;
    at once where it was taken out of the calendar."""
    if not _PAST.any(now):
        return 0
    rows = list(_past(now))
    over = [row for row in rows if row.state == CANCELLED or _is_over(row, now)]
    for row in over:
        close(row, now)
    return len(over)


def _past(now: datetime) -> Any:
    past = (Occurrence.kind == PHONE_CALL) & (Occurrence.state == OPEN) & (Occurrence.ends_at <= now)
    open_rooms = Room.select(Room.occurrence).where(Room.closed_at.is_null())
    called_off = (Occurrence.state == CANCELLED) & Occurrence.id.in_(open_rooms)
    return Occurrence.select().where(past | called_off)


_PAST = Look(_past)


def _is_over(row: Occurrence, now: datetime) -> bool:
    return row.closes_at is None or row.closes_at <= now or not expected(row, now)


def close(row: Occurrence, now: datetime) -> bool:
    """Close the call for good and show out whoever is in; False where it was closed already."""
    with transaction():
        hold_rooms(row)
        fresh = held(Occurrence.select().where(Occurrence.id == row.id)).get()
        if fresh.state not in (OPEN, CANCELLED):
            return False
        rooms = list(Room.select().where((Room.occurrence == row.id) & Room.closed_at.is_null()))
        Room.update(closed_at=now).where(Room.id.in_([room.id for room in rooms])).execute()
        anybody = Leg.select().where(Leg.occurrence == row.id).exists()
        for room in rooms if anybody else ():
            order(room, "end", f"end:{room.id}", now, lasts=ENDING)
        if fresh.state == OPEN:
            occurrences.closed(row, _ended(fresh, now), attendance_known=fresh.attendance_known)
    return True


def stays_open(leg: Leg) -> bool:
    """Whether whoever came out of the room may go back in: it is open, and nobody has shown them out."""
    out = (RoomCommand.kind == "kick") & (RoomCommand.call_sid == leg.call_sid)
    out |= (RoomCommand.kind == "end") & (RoomCommand.room == leg.room_id)
    open_still = leg.room.closed_at is None and leg.occurrence.state == OPEN
    return open_still and not RoomCommand.select().where(out).exists()


def _ended(row: Occurrence, now: datetime) -> datetime:
    """When it really was over: when the last one left, if that was after its end; now, if somebody is still in."""
    if row.ends_at is None or row.ends_at > now or expected(row, now):
        return now
    left: datetime | None = Leg.select(fn.MAX(Leg.left_at)).where(Leg.occurrence == row.id).scalar()
    return min(now, max(row.ends_at, left or row.ends_at))
