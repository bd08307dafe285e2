"""Whom a leader is not sent after: who mourns, is on pause, has stopped, or is spoken with in earnest just now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.audience import in_reach
from engine.models import Member, Thread
from engine.models.talking import STANDS, complaint_stands


def left_in_peace(people: Sequence[Member], leader: Member, now: datetime) -> set[int]:
    """The ids of those of a leader's ``people`` who stand in none of their lists for now.

    Silence says nothing of somebody who rests after a death, was put on pause, or stopped. After grave words a
    person is with them already. With a complaint, nobody should feel sent: not its member's leader, unless it is known
    to be about somebody else, and to nobody whom it is about.
    """
    ids = [one.id for one in people]
    away = {one.id for one in people if _later(one.resting_until, now) or _later(one.paused_until, now)}
    reached = {row.id for row in Member.select(Member.id).where(Member.id.in_(ids) & in_reach())}
    lately = Thread.grave & (Thread.last_at > now - STANDS)
    grave = Thread.select(Thread.member).where(lately & Thread.member.in_(ids))
    return away | (set(ids) - reached) | {row.member_id for row in grave} | _complained(set(ids), leader, now)


def _later(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now


def _complained(ids: set[int], leader: Member, now: datetime) -> set[int]:
    found: set[int] = set()
    for thread in Thread.select(Thread.member, Thread.avoid).where(complaint_stands(now)):
        found |= ids & set(thread.avoid)
        if thread.member_id in ids and (not thread.avoid or leader.id in thread.avoid):
            found.add(thread.member_id)
    return found
