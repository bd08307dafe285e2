"""Whom a member has a complaint about: nothing of that member's reaches them while it stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine.models import Thread

STANDS = timedelta(days=14)  # after its last words
AFTERWARDS = timedelta(days=3)  # after DONE


def standing_complaint(member_id: int, now: datetime) -> Thread | None:
    """The newest complaint of theirs that stands."""
    found: Thread | None = _standing(member_id, now).order_by(Thread.id.desc()).first()
    return found


def kept_from(member_id: int, now: datetime) -> set[int]:
    """The ids of those whom standing complaints of this member are about."""
    return {id for thread in _standing(member_id, now) for id in thread.avoid}


def _standing(member_id: int, now: datetime) -> Any:
    open_ = Thread.done_at.is_null() & (Thread.last_at > now - STANDS)
    theirs = (Thread.member == member_id) & Thread.complaint
    return Thread.select().where(theirs & (open_ | (Thread.done_at > now - AFTERWARDS)))
