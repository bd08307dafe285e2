"""Who may hear a recording: everybody, or those whom it was made for."""

from __future__ import annotations

from datetime import datetime

from engine.audience.context import Context
from engine.audience.expressions import expression
from engine.audience.stored import restored
from engine.language.community import Community
from engine.models import Member, Recording


def may_hear(recording: Recording, member: Member | None, now: datetime, community: Community) -> bool:
    """Whether ``member`` (None: somebody we do not know) may hear it; asked anew each time, for groups change."""
    if recording.audience is None:
        return True
    if member is None or member.forgotten_at is not None:
        return False
    fits = expression(restored(recording.audience), Context(now, community))
    return bool(Member.select(Member.id).where((Member.id == member.id) & fits).exists())
