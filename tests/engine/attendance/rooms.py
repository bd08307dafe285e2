"""People in a call's room, as the line and the provider's callbacks would have written them down."""

from __future__ import annotations

from datetime import datetime

from engine import rooms
from engine.models import Leg, Member, Occurrence, Room
from engine.models.phone import LEADER, MAIN
from engine.rooms import Told

CONFERENCE = "CF" + "1" * 32
_sequence = iter(range(1, 1_000_000))


def main_room(call: Occurrence, now: datetime) -> Room:
    made, _ = Room.get_or_create(
        occurrence=call, number=MAIN, defaults={"name": f"{call.public_id}-1", "opened_at": now}
    )
    return made


def enter(
    call: Occurrence, who: Member | None, sid: str, now: datetime, *, role: str = LEADER, address: str = ""
) -> Leg:
    """Told to connect, and nothing heard of it since."""
    return Leg.create(
        call_sid=sid,
        occurrence=call,
        room=main_room(call, now),
        member=who,
        address=address,
        role=role,
        entered_at=now,
    )


def attend(
    call: Occurrence, who: Member | None, sid: str, now: datetime, *, role: str = LEADER, address: str = ""
) -> Leg:
    leg = enter(call, who, sid, now, role=role, address=address)
    heard(call, "participant-join", now, sid)
    return leg


def leave(leg: Leg, now: datetime) -> None:
    heard(leg.occurrence, "participant-leave", now, leg.call_sid)


def over(call: Occurrence, now: datetime) -> None:
    heard(call, "conference-end", now)


def heard(call: Occurrence, event: str, now: datetime, sid: str = "") -> None:
    told = Told(
        conference_sid=CONFERENCE,
        sequence=next(_sequence),
        name=main_room(call, now).name,
        event=event,
        at=now,
        call_sid=sid,
    )
    rooms.take_event(told, now)
