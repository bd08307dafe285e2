"""Whom a member has a complaint about: nothing of that member's reaches them while it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.models import Thread
from engine.models.talking import complaint_stands


def standing_complaint(member_id: int, now: datetime) -> Thread | None:
    """The newest complaint of theirs that stands."""
    found: Thread | None = _standing(member_id, now).order_by(Thread.id.desc()).first()
    return found


def kept_from(member_id: int, now: datetime) -> set[int]:
    """The ids of those whom standing complaints of this member are about."""
    return {id for thread in _standing(member_id, now) for id in thread.avoid}


def _standing(member_id: int, now: datetime) -> Any:
    return Thread.select().where((Thread.member == member_id) & complaint_stands(now))
