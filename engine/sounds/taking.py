"""A sound becomes a row, once, whoever tells of it first: the call itself or the report on its recording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.models import Sound
from engine.models.db import locked, transaction
from engine.sounds.kinds import DROPPED, WAITING


@dataclass(frozen=True, kw_only=True)
class NewSound:
    """What was recorded. ``sid`` is the provider's id, ``detail`` what must be known later of it."""

    sid: str
    kind: str
    url: str
    call_sid: str = ""
    seconds: int = 0
    member_id: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def take(new: NewSound, now: datetime, *, there: bool = False) -> Sound:
    """The row of ``new``; what an earlier word of it left open is filled in, and nothing it said is taken back.

    ``there`` says that the provider has the sound by now: it is fetched at once, however often it was missed.
    """
    with transaction():
        made = Sound.insert(
            provider_sid=new.sid,
            kind=new.kind,
            url=new.url,
            call_sid=new.call_sid,
            seconds=new.seconds,
            member=new.member_id,
            detail=dict(new.detail),
            created_at=now,
            due_at=now,
        )
        made.on_conflict_ignore().execute()
        row: Sound = locked(Sound.select().where(Sound.provider_sid == new.sid)).get()
        row.url = row.url or new.url
        row.call_sid = row.call_sid or new.call_sid
        row.seconds = row.seconds or new.seconds
        if row.member_id is None:
            row.member_id = new.member_id
        row.detail = {**new.detail, **row.detail}
        row.due_at = min(row.due_at, now) if there else row.due_at
        row.save()
    return row


def nothing_there(sid: str) -> None:
    """The provider says that nothing was recorded after all: it is not waited for."""
    with transaction():
        waiting = (Sound.provider_sid == sid) & (Sound.state == WAITING)
        Sound.update(state=DROPPED, error="Nothing was recorded.").where(waiting).execute()
