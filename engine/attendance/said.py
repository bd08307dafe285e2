"""HERE: a member whom nobody saw on a call, or who is at a meeting, says that they are there, and that is that."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from engine.attendance.counting import LINE, SAID
from engine.attendance.ending import IN_TIME, over_at
from engine.models import Attendance, Leg, Member, Occurrence
from engine.models.db import locked
from engine.models.running import MEETING, PHONE_CALL
from engine.occurrences.planning import CANCELLED, OPEN

LONGEST = timedelta(days=1)  # no call lasts longer


def call_meant(now: datetime) -> Occurrence | None:
    """The call or meeting somebody means who says now that they are, or were, there: open, or over for two days at most."""
    begun = (Occurrence.state == OPEN) | (Occurrence.starts_at <= now)
    recent = Occurrence.starts_at > now - IN_TIME - LONGEST
    last = Occurrence.select().where(
        begun & recent & (Occurrence.state != CANCELLED) & Occurrence.kind.in_((PHONE_CALL, MEETING))
    )
    calls = last.order_by(Occurrence.starts_at.desc(), Occurrence.id.desc())
    return next((call for call in calls if now <= over_at(call) + IN_TIME), None)


def say_there(member: Member, call: Occurrence, now: datetime) -> Literal["seen", "said", "noted"]:
    """Note that the member was there, in the caller's transaction: ``seen`` and ``said`` are known already."""
    locked(Occurrence.select(Occurrence.id).where(Occurrence.id == call.id)).first()
    mine = (Attendance.occurrence == call.id) & (Attendance.member == member.id)
    known = Attendance.get_or_none(mine)
    in_the_room = (Leg.occurrence == call.id) & (Leg.member == member.id) & Leg.joined_at.is_null(False)
    if (known is not None and known.how == LINE) or Leg.select().where(in_the_room).exists():
        return "seen"
    if known is not None:
        return "said"
    Attendance.create(occurrence=call, member=member, how=SAID)
    return "noted"
