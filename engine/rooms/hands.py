"""Who may speak: everybody muted or nobody, hands that go up, and the leader who calls on one."""

from __future__ import annotations

from datetime import datetime

from engine.models import Leg, Occurrence, Room
from engine.models.db import transaction
from engine.models.phone import BRIDGE, LEADER, MAIN
from engine.rooms.holding import hold_rooms
from engine.rooms.ordering import announce, order_mutes, say_in, tell
from engine.rooms.presence import inside, inside_or_coming, leaders, main_bridges, people


def mute_all(call: Occurrence, now: datetime) -> int:
    """Nobody but those who lead is heard, from now on, and everybody is told so; how many that is."""
    with transaction():
        hold_rooms(call)
        Room.update(muted=True).where((Room.occurrence == call.id) & (Room.number == MAIN)).execute()
        theirs = (Leg.occurrence == call.id) & people() & (Leg.role != LEADER)
        Leg.update(muted=True).where(theirs).execute()
        legs = list(Leg.select().where(theirs & inside_or_coming(now)))
        announce(call, "all_muted", now)  # before the orders: a long row of those is not waited for
        order_mutes([*legs, *main_bridges(call)], True, now)
    return len(legs)


def unmute_all(call: Occurrence, now: datetime) -> int:
    """Everybody in the main room may speak, and is told so. In further rooms they go on listening: only there they'd
    be heard."""
    with transaction():
        rooms = hold_rooms(call)
        main = Room.select(Room.id).where((Room.occurrence == call.id) & (Room.number == MAIN))
        Room.update(muted=False).where((Room.occurrence == call.id) & (Room.number == MAIN)).execute()
        theirs = (Leg.occurrence == call.id) & people() & Leg.room.in_(main)
        Leg.update(muted=False, hand_at=None).where(theirs).execute()
        legs = list(Leg.select().where(theirs & inside_or_coming(now) & (Leg.role != LEADER)))
        for room in rooms:
            if room.number == MAIN and room.closed_at is None:
                say_in(room, "all_may_speak", now)
        order_mutes(legs, False, now)
    return len(legs)


def toggle_hand(leg: Leg, now: datetime) -> bool:
    """Raise this hand, or take it down; whether it is up now."""
    up = leg.hand_at is None
    with transaction():
        hold_rooms(leg.occurrence)
        raised = (Leg.occurrence == leg.occurrence_id) & Leg.hand_at.is_null(False) & inside()
        first = up and not Leg.select().where(raised).exists()
        Leg.update(hand_at=now if up else None).where(Leg.id == leg.id).execute()
        for one in leaders(leg.occurrence, now) if first else ():
            tell(one, "hand_raised", now)
    leg.hand_at = now if up else None
    return up


def call_on_next(call: Occurrence, now: datetime) -> Leg | None:
    """Let the hand that has been up the longest speak; None where none is up."""
    raised = (Leg.occurrence == call.id) & Leg.hand_at.is_null(False)
    with transaction():
        hold_rooms(call)
        leg: Leg | None = Leg.select().where(raised & inside()).order_by(Leg.hand_at, Leg.id).first()
        if leg is not None:
            let_speak(leg, now)
    return leg


def let_speak(leg: Leg, now: datetime) -> None:
    """This one is heard by all; from a further room over its bridge, which is opened for that."""
    with transaction():
        hold_rooms(leg.occurrence)
        Leg.update(muted=False, hand_at=None).where(Leg.id == leg.id).execute()
        heard = [leg]
        if leg.room.number > MAIN:
            bridge = (Leg.call_sid == leg.room.bridge_sid) & (Leg.role == BRIDGE)
            heard += list(Leg.select().where(bridge))
        order_mutes(heard, False, now)
        tell(leg, "you_may_speak", now)
