"""A call that has nobody: its host and the managers were told, and whoever of them rings may lead it."""

from __future__ import annotations

from datetime import datetime

from engine import cover, rooms
from engine.models import Member, Occurrence
from engine.models.db import transaction
from engine.models.people import STRANGER
from engine.phone.desk import ROLES


def may_take(on: Occurrence, member: Member | None, now: datetime) -> bool:
    """Whether this member may lead what nobody leads."""
    if member is None or member.how == STRANGER or member.forgotten_at is not None:
        return False
    return member.role.lower() in ROLES and cover.wanted(on) and not rooms.leader_present(on, now)


def take_over(on: Occurrence, member: Member, now: datetime) -> bool:
    """Give them the call; False where they may not, or somebody was quicker. Their proof is the caller's to see to."""
    if not may_take(on, member, now):
        return False
    with transaction():
        return cover.take(on, member, now)
