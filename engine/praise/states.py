"""Where praise stands, and what of it may be shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine.audience import in_reach
from engine.models import Member, Praise, Thread
from engine.models.people import STRANGER

PRAISE, CONSENT = "praise", "consent"  # the two asks: a host's yes, and the member's own
SPOKEN = "spoken"  # a host's, of what was spoken: the host says it in words

ASKED, OFFERED, APPROVED = "asked", "offered", "approved"  # with the member, with a host, shared
DECLINED, WITHDRAWN = "declined", "withdrawn"

MOURNING = timedelta(days=30)  # so long after grave words nobody is praised: it would be the wrong moment


def cause_of(praise: Praise) -> str:
    """By it are known the texts that share this praise."""
    return f"praise:{praise.id}"


def shared() -> Any:
    """What is shared, as an expression over Praise and its Member: approved, and its member can still be written to.

    Whoever has stopped, or was forgotten, is on no wall.
    """
    return (Praise.state == APPROVED) & in_reach()


def may_be_praised(member: Member, now: datetime) -> bool:
    """Nobody who said no, who has stopped, who rests or who wrote of grief or danger a while ago."""
    if member.praise_yes is False or member.forgotten_at is not None or member.how == STRANGER:
        return False
    if member.resting_until is not None and member.resting_until > now:
        return False
    grave = (Thread.member == member.id) & (Thread.grave == True) & (Thread.last_at > now - MOURNING)  # noqa: E712
    if Thread.select(Thread.id).where(grave).exists():
        return False
    return bool(Member.select(Member.id).where((Member.id == member.id) & in_reach()).exists())
