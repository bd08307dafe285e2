"""Whose conversation it becomes: the role's person, else the host, else nobody until somebody has the role."""

from __future__ import annotations

from engine.models import Member
from engine.models.people import STRANGER

HOST, SPONSOR = "host", "sponsor"


def owner_for(member: Member | None, role: str) -> Member | None:
    """The person who gets it; never the member whom it is about themself, where it is about one."""
    if role == SPONSOR and member is not None and member.sponsor_id is not None:
        sponsor: Member | None = Member.get_or_none(Member.id == member.sponsor_id)
        if sponsor is not None and sponsor.forgotten_at is None:
            return sponsor
    return _in_role(role, member) or _in_role(HOST, member)


def _in_role(role: str, member: Member | None) -> Member | None:
    found: Member | None = (
        Member.select()
        .where(
            (Member.role == role)
            & (Member.id != (member.id if member else 0))
            & Member.forgotten_at.is_null()
            & (Member.how != STRANGER)
        )
        .order_by(Member.id)
        .first()
    )
    return found
