"""When a member was on each of the latest calls, in words, or why nobody can say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.attendance.counting import SAID
from engine.fanout.unknown import why_unknown
from engine.models import Attendance, Member, Occurrence
from engine.models.running import PHONE_CALL
from engine.occurrences.planning import CANCELLED
from engine.published import workflow_of
from engine.times import say_time
from engine.wording.say import plural

LATEST = 8


@dataclass(frozen=True, slots=True)
class Told:
    """One call as this member knows it; ``there`` is None where nobody can say."""

    workflow: str
    starts_at: datetime
    there: bool | None
    seconds: int
    joins: int
    words: str

    def as_data(self) -> dict[str, Any]:
        """For scripts: UTC, and ``there`` is null where nobody can say."""
        return {
            "workflow": self.workflow,
            "at": self.starts_at.isoformat(),
            "there": self.there,
            "seconds": self.seconds,
            "joins": self.joins,
            "words": self.words,
        }


def latest_calls(member: Member, now: datetime) -> list[Told]:
    """The latest calls since the member came, oldest first."""
    begun = (Occurrence.starts_at <= now) & (Occurrence.starts_at >= member.joined_at)
    calls = Occurrence.select().where(
        begun & (Occurrence.state != CANCELLED) & (Occurrence.kind == PHONE_CALL)
    )
    latest = list(calls.order_by(Occurrence.starts_at.desc(), Occurrence.id.desc()).limit(LATEST))
    return list(_told(member, latest[::-1]))


def _told(member: Member, calls: list[Occurrence]) -> Iterator[Told]:
    ids = [call.id for call in calls]
    mine = Attendance.select().where(Attendance.occurrence.in_(ids) & (Attendance.member == member.id))
    rows = {row.occurrence_id: row for row in mine}
    for call in calls:
        row = rows.get(call.id)
        there = True if row is not None else False if call.attendance_known else None
        words = _there(row, member.timezone) if row is not None else _not_there(call)
        seconds, joins = (row.seconds, row.joins) if row is not None else (0, 0)
        yield Told(call.workflow, call.starts_at, there, seconds, joins, words)


def _there(row: Attendance, tz: str) -> str:
    if row.how == SAID:
        return "they said they were there"
    if row.first_at is None or row.last_at is None:
        return "on the call"
    often = f", came in {plural(row.joins, 'time')}" if row.joins > 1 else ""
    return f"on the call from {say_time(row.first_at, tz)} to {say_time(row.last_at, tz)}{often}"


def _not_there(call: Occurrence) -> str:
    if call.counted_at is None:
        return "not counted yet"
    if not call.attendance_known:
        return why_unknown(call, workflow_of(call.revision_id))
    named = f"; {plural(call.unnamed, 'caller')} could not be named" if call.unnamed else ""
    return f"not seen on the call{named}"
