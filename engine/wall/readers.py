"""Who may see the wall: a link of one's own works while one can be written to."""

from __future__ import annotations

from engine.audience import in_reach
from engine.models import Member
from engine.models.people import STRANGER


def reader(public_id: str) -> Member | None:
    """The member whose link it is; None once they have stopped or were forgotten."""
    there = (Member.public_id == public_id) & (Member.how != STRANGER)
    found: Member | None = Member.get_or_none(there & in_reach())
    return found
