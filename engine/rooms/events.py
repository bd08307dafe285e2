"""What the provider tells of a conference: a row once, and what it says of a leg, whatever order it came in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import fn

from engine.models import Leg, Occurrence, Room, RoomEvent
from engine.models.db import connection, transaction
from engine.models.phone import BRIDGE
from engine.rooms.bridging import mend
from engine.rooms.holding import held
from engine.rooms.looking import order_look

JOIN, LEAVE, END = "participant-join", "participant-leave", "conference-end"
MOVES = (JOIN, LEAVE)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One conference callback as the door understood it; ``at`` is when it happened, in the community's time."""

    conference_sid: str
    sequence: int
    name: str
    event: str
    at: datetime
    call_sid: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)


def take_event(told: Told, now: datetime) -> bool:
    """Write it down, once, and let it count; False where it was there already."""
    with transaction():
        room: Room | None = held(Room.select().where(Room.name == told.name)).first()
        if not _recorded(told, room, now):
            return False
        if room is None:
            return True  # another's conference on the same account
        _follow(room, told)
        if told.event in MOVES:
            _place(Leg.get_or_none(Leg.call_sid == told.call_sid))
        elif told.event == END:
            for leg in Leg.select().where((Leg.room == room.id) & Leg.left_at.is_null()):
                _place(leg)
        if room.closed_at is None and told.event != END:
            order_look(room, now)
    if room.closed_at is None and told.event == LEAVE:
        _mind_bridges(told.call_sid, room, now)
    return True


def _recorded(told: Told, room: Room | None, now: datetime) -> bool:
    same = (RoomEvent.conference_sid == told.conference_sid) & (RoomEvent.sequence == told.sequence)
    if RoomEvent.select(RoomEvent.id).where(same).exists():
        return False
    RoomEvent.insert(
        conference_sid=told.conference_sid,
        sequence=told.sequence,
        room=room,
        event=told.event,
        call_sid=told.call_sid,
        at=min(told.at, now),
        raw=dict(told.raw),
    ).on_conflict_ignore().execute()
    return True


def _follow(room: Room, told: Told) -> None:
    """A name is used again by the next conference; the room's is the one that was last heard of."""
    known, new = room.conference_sid, told.conference_sid
    if new == known or (known and told.event == END):
        return
    began = _began((known, new))
    heard = (RoomEvent.room == room.id) & (RoomEvent.conference_sid == known) & (RoomEvent.event != END)
    latest: datetime | None = RoomEvent.select(fn.MAX(RoomEvent.at)).where(heard).scalar()
    if latest is None or (told.at, began[new]) >= (latest, began[known]):
        Room.update(conference_sid=told.conference_sid).where(Room.id == room.id).execute()
        room.conference_sid = told.conference_sid


def _place(leg: Leg | None) -> None:
    """Work out where a leg is from all that was told of it: the order in which it came does not matter."""
    if leg is None:
        return
    words = list(RoomEvent.select().where((RoomEvent.call_sid == leg.call_sid) & RoomEvent.event.in_(MOVES)))
    if not words:
        return
    began = _began({one.conference_sid for one in words})
    words.sort(key=lambda one: (one.at, began[one.conference_sid], one.sequence))
    joins = [one for one in words if one.event == JOIN]
    last = words[-1]
    joined = joins[-1].at if joins else None
    left = last.at if last.event == LEAVE else _ended(last)
    known = max((at for at in (leg.joined_at, leg.left_at) if at is not None), default=None)
    if known is not None and max(last.at, left or last.at) < known:
        return  # somebody has looked since
    Leg.update(joined_at=joined, left_at=left).where(Leg.id == leg.id).execute()


def _began(conferences: Collection[str]) -> dict[str, datetime]:
    """When each was first heard of: the provider counts whole seconds, and numbers each conference's own words."""
    query = RoomEvent.select(RoomEvent.conference_sid, fn.MIN(RoomEvent.at))
    query = query.where(RoomEvent.conference_sid.in_(list(conferences))).group_by(RoomEvent.conference_sid)
    rows: Any = query.tuples()
    return dict(rows)


def _ended(last: RoomEvent) -> datetime | None:
    """When the conference they are last known in was over: nobody is in it then, whoever's leaving was lost."""
    over = (RoomEvent.conference_sid == last.conference_sid) & (RoomEvent.event == END)
    end = RoomEvent.select().where(over).first()
    return max(end.at, last.at) if end is not None else None


def _mind_bridges(call_sid: str, room: Room, now: datetime) -> None:
    """By itself, after the event was committed: the connection of that is given back by then."""
    with connection():
        if Leg.select().where((Leg.call_sid == call_sid) & (Leg.role == BRIDGE)).exists():
            mend(Occurrence.get_by_id(room.occurrence_id), now)
