"""When a call was over, and how long after it somebody may still say that they were there."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.models import Occurrence

IN_TIME = timedelta(days=2)


def over_at(call: Occurrence) -> datetime:
    """When the call was over: by the plan, or when its room closed where that was later."""
    planned = call.ends_at or call.starts_at
    return max(planned, call.ended_at or planned)
