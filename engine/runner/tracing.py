"""The trace: what came of each step, and of starts that were dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.models import Enrollment, Member, Trace
from engine.steps import Note

NOT_PUT_IN = "not put in"


def line(enrollment: Enrollment, note: Note, now: datetime) -> dict[str, Any]:
    """What came of one step of a walk, as a row of the trace."""
    return {
        "member": enrollment.member_id,
        "enrollment": enrollment.id,
        "workflow": enrollment.workflow,
        "step_key": note.step_key,
        "at": now,
        "outcome": note.outcome,
        "detail": dict(note.detail),
    }


def trace(enrollment: Enrollment, note: Note, now: datetime) -> None:
    """Record what came of one step of a walk."""
    Trace.insert(line(enrollment, note, now)).execute()


def trace_drop(member: Member, workflow: str, why: str, now: datetime, detail: Mapping[str, Any]) -> None:
    """Record that a start came to nothing, and why."""
    Trace.insert(
        member=member.id,
        workflow=workflow,
        at=now,
        outcome=NOT_PUT_IN,
        detail={"why": why, **detail},
    ).execute()
