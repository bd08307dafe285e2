"""Fewer, only the call, all again: written down with the member's row held, and kept by the gate."""

from __future__ import annotations

from datetime import datetime

from engine.models import Audit, Delivery, Member
from engine.models.people import CALLS, FEWER
from engine.models.sending import SENT, STARTED
from engine.outbox.places import week_of
from engine.outbox.queueing import first_key
from engine.wishes.resting import lift, rests, wake

MOST, LEAST = 3, 1  # what "fewer" leaves of a week at most, and at least


def fewer(member: Member, now: datetime) -> int:
    """Half of what they got in the last seven days, or of what they allowed before; returns how many a week."""
    before = member.week_most if member.wants == FEWER and member.week_most else _had(member, now)
    _want(member, FEWER, max(LEAST, min(MOST, before // 2)), "asked for fewer messages", now)
    return member.week_most or LEAST


def calls_only(member: Member, now: datetime) -> None:
    """Nothing that we start but what comes before a call."""
    _want(member, CALLS, None, "asked for call reminders only", now)


def all_again(member: Member, now: datetime) -> bool:
    """As before they asked for less, or needed peace; False where nothing of that was so."""
    if not member.wants and not rests(member, now):
        return False
    if rests(member, now):
        lift(member, f"member:{member.public_id}", now)
    _want(member, "", None, "asked for everything again", now)
    wake(member, ("fewer",), now)
    return True


def _want(member: Member, wants: str, most: int | None, did: str, now: datetime) -> None:
    member.wants, member.week_most = wants, most
    member.save(only=[Member.wants, Member.week_most])
    detail = {"a week": most} if most else {}
    Audit.create(at=now, who=f"member:{member.public_id}", did=did, about=member.public_id, detail=detail)


def _had(member: Member, now: datetime) -> int:
    """How many messages we started for them in the last seven days."""
    rows = Delivery.select(Delivery.cause, Delivery.step_key).where(
        (Delivery.member == member.id)
        & (Delivery.cap_day >= week_of(now, member.timezone))
        & (Delivery.state == SENT)
        & (Delivery.kind == STARTED)
    )
    return len({(row.cause, first_key(row.step_key)) for row in rows})
