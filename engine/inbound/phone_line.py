"""What somebody who rings our number is told and played: the next call, the recordings by their extensions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.models import Occurrence, Recording
from engine.published import workflow_of

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
    coming = (Occurrence.ends_at > now) & Occurrence.state.in_(("planned", "open"))
    found: Occurrence | None = (
        Occurrence.select().where(coming).order_by(Occurrence.starts_at, Occurrence.id).first()
    )
    return found


def newest_recording(now: datetime) -> Recording | None:
    found: Recording | None = _heard(now).order_by(Recording.published_at.desc(), Recording.id.desc()).first()
    return found


def recording_by_extension(number: int, now: datetime) -> Recording | None:
    found: Recording | None = _heard(now).where(Recording.number == number).first()
    return found


def _heard(now: datetime) -> Any:
    return Recording.select().where((Recording.published_at <= now) & Recording.withdrawn_at.is_null())
