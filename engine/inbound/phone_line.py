"""What somebody who rings our number is told and played: the next call, the recordings that they may hear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from engine.audience.hearing import may_hear
from engine.models import Member, Occurrence, Recording
from engine.models.running import PHONE_CALL
from engine.published import live, workflow_of

OWN_LINE = ""


@dataclass(frozen=True)
class NextCall:
    """``number`` is an outside bridge's, with its ``code``; OWN_LINE where people ring this very number."""

    title: str
    starts_at: datetime
    zone: str
    number: str = OWN_LINE
    code: str = ""


def next_call(now: datetime) -> NextCall | None:
    """The call that is on or comes next, as the line tells it; None where none is planned."""
    row = next_occurrence(now)
    if row is None:
        return None
    workflow = workflow_of(row.revision_id)
    call = workflow.call
    if call is None:
        return None
    return NextCall(workflow.title, row.starts_at, call.timezone, call.number or OWN_LINE, call.code or "")


def next_occurrence(now: datetime) -> Occurrence | None:
    """Only calls end; what else recurs has no end."""
    coming = (
        (Occurrence.kind == PHONE_CALL)
        & (Occurrence.ends_at > now)
        & Occurrence.state.in_(("planned", "open"))
    )
    found: Occurrence | None = (
        Occurrence.select().where(coming).order_by(Occurrence.starts_at, Occurrence.id).first()
    )
    return found


def newest_recording(now: datetime, member: Member | None = None) -> Recording | None:
    """The newest that ``member`` may hear; None for the member is somebody we don't know."""
    return next(iter(newest_recordings(now, member, 1)), None)


def newest_recordings(now: datetime, member: Member | None, most: int) -> list[Recording]:
    """The newest ones that this listener may hear, newest first."""
    newest = _published(now).order_by(Recording.published_at.desc(), Recording.id.desc())
    return list(islice((one for one in newest.iterator() if _may_hear(one, member, now)), most))


def recording_by_number(number: int, now: datetime, member: Member | None = None) -> Recording | None:
    return _if_heard(_published(now).where(Recording.number == number).first(), member, now)


def recording_named(name: str, now: datetime, member: Member | None = None) -> Recording | None:
    return _if_heard(_published(now).where(Recording.name == name).first(), member, now)


def _published(now: datetime) -> Any:
    return Recording.select().where((Recording.published_at <= now) & Recording.withdrawn_at.is_null())


def _if_heard(found: Recording | None, member: Member | None, now: datetime) -> Recording | None:
    return found if found is not None and _may_hear(found, member, now) else None


def _may_hear(recording: Recording, member: Member | None, now: datetime) -> bool:
    return recording.audience is None or may_hear(recording, member, now, live().community)
