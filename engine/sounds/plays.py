"""Counting who listens: always how often, and who only where the community counts by member and says so."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from engine.models import Member, Play, Recording
from engine.models.db import transaction

How = Literal["link", "phone", "ring"]


def played(recording: Recording, how: How, now: datetime, *, by: Member | None = None) -> None:
    """Count one playing; ``by`` is handed in only where plays are counted by member."""
    with transaction():
        Recording.update(plays=Recording.plays + 1).where(Recording.id == recording.id).execute()
        Play.create(recording=recording, member=by, at=now, how=how)
