"""Who is in, by what was last heard of each leg."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from engine.models import Leg, Occurrence, Room
from engine.models.phone import BRIDGE, LEADER, MAIN

LATE = timedelta(minutes=3)  # a host who is a minute late is the usual case, and whoever rings waits for them
ON_THE_WAY = timedelta(minutes=2)  # from being told to enter until the word of it has come, or never does


def inside() -> Any:
    """Legs that joined and have not left."""
    return Leg.joined_at.is_null(False) & Leg.left_at.is_null()


def inside_or_coming(now: datetime) -> Any:
    """Those inside and those we sent in a moment ago, of whom nothing has been heard since."""
    not_out_again = Leg.left_at.is_null() | (Leg.left_at < Leg.entered_at)
    return inside() | ((Leg.entered_at > now - ON_THE_WAY) & not_out_again)


def people() -> Any:
    return Leg.role != BRIDGE


def present(call: Occurrence, *, but: Leg | None = None) -> int:
    """How many people are in all rooms of the call, leaving one out; our own bridges are nobody."""
    others = Leg.id != (but.id if but is not None else 0)
    return _count((Leg.occurrence == call.id) & people() & inside() & others)


def hands_up(call: Occurrence) -> int:
    """How many hands are up, of those who are in."""
    return _count((Leg.occurrence == call.id) & Leg.hand_at.is_null(False) & inside())


def expected(call: Occurrence, now: datetime) -> int:
    """As ``present``, with those who are on their way in."""
    return _count((Leg.occurrence == call.id) & people() & inside_or_coming(now))


def in_each(call: Occurrence, now: datetime) -> dict[int, int]:
    """How many people each room (by its id) has or is about to have."""
    query = (
        Leg.select(Leg.room, fn.COUNT(Leg.id))
        .where((Leg.occurrence == call.id) & people() & inside_or_coming(now))
        .group_by(Leg.room)
    )
    rows: Any = query.tuples()
    return dict(rows)


def leg_of(call_sid: str) -> Leg | None:
    found: Leg | None = Leg.select(Leg, Room).join(Room).where(Leg.call_sid == call_sid).first()
    return found


def is_leader(call: Occurrence, member_id: int | None) -> bool:
    """Whether this member has the call: who took it, else its host."""
    return member_id is not None and member_id == (call.led_by_id or call.host_id)


def leaders(call: Occurrence, now: datetime) -> Sequence[Leg]:
    """Those who lead and are in, the longest first."""
    mine = (Leg.occurrence == call.id) & (Leg.role == LEADER) & inside_or_coming(now)
    return list(Leg.select().where(mine).order_by(Leg.entered_at, Leg.id))


def leader_present(call: Occurrence, now: datetime) -> bool:
    return bool(leaders(call, now))


def nobody_leads(call: Occurrence, now: datetime) -> bool:
    """Whether nobody could be found to lead this call, nobody does, and somebody late would have come by now."""
    late = now >= call.starts_at + LATE
    return late and call.cover == "nobody" and not leader_present(call, now)


def leader_left_at(call: Occurrence, now: datetime) -> datetime | None:
    """When the last leader's line was gone; None while one is in, or where nobody has led yet."""
    if leader_present(call, now):
        return None
    led = (Leg.occurrence == call.id) & (Leg.role == LEADER)
    found: datetime | None = Leg.select(fn.MAX(Leg.left_at)).where(led).scalar()
    return found


def hung_up(call_sid: str, now: datetime) -> None:
    """This phone call is over: whatever is (not) heard from the conference, they are not in it."""
    mine = (Leg.call_sid == call_sid) & inside_or_coming(now)
    Leg.update(left_at=now).where(mine).execute()


def main_bridges(call: Occurrence) -> Sequence[Leg]:
    """The ends of our bridges that are in the main room."""
    query = Leg.select(Leg).join(Room).where((Leg.occurrence == call.id) & (Leg.role == BRIDGE) & inside())
    return list(query.where(Room.number == MAIN))


def _count(which: Any) -> int:
    return int(Leg.select(Leg.id).where(which).count())
