"""Which room a caller goes to, and the leg that says they are on their way."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from engine.models import Leg, Member, Occurrence, Room
from engine.models.db import transaction
from engine.models.phone import BRIDGE, GUEST, LEADER, MAIN, MEMBER
from engine.rooms.bridging import order_bridge
from engine.rooms.holding import held
from engine.rooms.hours import terms
from engine.rooms.looking import order_look
from engine.rooms.opening import add_room, open_room
from engine.rooms.presence import in_each

TOKEN_DIGITS = 10


@dataclass(frozen=True)
class Caller:
    """A phone call that wants in. ``ours`` is the number of ours it came over."""

    call_sid: str
    ours: str
    member: Member | None = None
    address: str = ""
    attested: bool = False
    leads: bool = False


class NotOpen(Exception):
    """There is no room to go into any more."""


def enter(call: Occurrence, caller: Caller, mark: int, now: datetime) -> Leg:
    """Write down that this caller goes in, and where; whoever was in before goes back to the same room.

    One at a time: the main room's row is held, so that no room is ever fuller than ``mark``. Raises NotOpen.
    """
    with transaction():
        main = _main(call, now)
        leg = Leg.get_or_none(Leg.call_sid == caller.call_sid)
        leads = caller.leads or (leg is not None and leg.occurrence_id == call.id and leg.role == LEADER)
        room = main if leads else _kept(leg, call) or room_for(call, mark, caller.ours, now)
        leg = _written(leg, call, room, caller, leads=leads, muted=main.muted, now=now)
        order_look(room, now)
    return leg


def enter_bridge(room: Room, call_sid: str, ours: str, now: datetime) -> Leg:
    """One end of a bridge goes in: in the main room it only listens, in a further room it is what all hear."""
    with transaction():
        values = {
            "occurrence": room.occurrence_id,
            "room": room.id,
            "role": BRIDGE,
            "address": ours,
            "entered_at": now,
            "muted": room.number == MAIN,
        }
        Leg.insert(call_sid=call_sid, **values).on_conflict(
            conflict_target=[Leg.call_sid], update={Leg.entered_at: now, Leg.room: room.id}
        ).execute()
        leg: Leg = Leg.get(Leg.call_sid == call_sid)
    return leg


def room_for(call: Occurrence, mark: int, ours: str, now: datetime) -> Room:
    """The first room with a place, or a further one, for which a bridge is rung up. Inside a transaction."""
    filled = in_each(call, now)
    rooms = list(Room.select().where(Room.occurrence == call.id).order_by(Room.number))
    for room in rooms:
        if filled.get(room.id, 0) < mark:
            return room
    token = f"{secrets.randbelow(10**TOKEN_DIGITS):0{TOKEN_DIGITS}}"
    room = add_room(call, rooms[-1].number + 1, now, token=token)
    order_bridge(room, ours, now)
    return room


def _main(call: Occurrence, now: datetime) -> Room:
    """The call's main room, held until this transaction ends."""
    mine = held(Room.select().where((Room.occurrence == call.id) & (Room.number == MAIN)))
    room: Room | None = mine.first()
    if room is None:
        said = terms(call)
        if said is None:
            raise NotOpen
        open_room(call, said, now)
        room = mine.get()
    if room.closed_at is not None:
        raise NotOpen
    return room


def _kept(leg: Leg | None, call: Occurrence) -> Room | None:
    return leg.room if leg is not None and leg.occurrence_id == call.id else None


def _written(
    leg: Leg | None, call: Occurrence, room: Room, caller: Caller, *, leads: bool, muted: bool, now: datetime
) -> Leg:
    role = LEADER if leads else MEMBER if caller.member else GUEST
    again = leg is not None and leg.occurrence_id == call.id
    values = {
        "occurrence": call,
        "room": room,
        "member": caller.member,
        "address": caller.address,
        "role": role,
        "attested": caller.attested,
        "entered_at": now,
    }
    if leads:
        values["muted"] = False
    elif not again:
        values["muted"] = muted or room.number > MAIN
    if leg is None:
        return Leg.create(call_sid=caller.call_sid, **values)
    if not again:
        values |= {"joined_at": None, "left_at": None, "hand_at": None}
    Leg.update(values).where(Leg.id == leg.id).execute()
    return Leg.get_by_id(leg.id)
