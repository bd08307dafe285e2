"""Counting who listens: always how often, and who only where the community counts by member and says so."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from engine.language.community import Community
from engine.models import Member, Play, Recording
from engine.models.db import transaction

How = Literal["link", "phone", "ring"]


def played(
    recording: Recording, how: How, now: datetime, *, listener: Member | None, community: Community
) -> None:
    """Count one playing, as the listener's only where the community counts by member."""
    by = listener if community.plays_by_member else None
    with transaction():
        Recording.update(plays=Recording.plays + 1).where(Recording.id == recording.id).execute()
        Play.create(recording=recording, member=by, at=now, how=how)
