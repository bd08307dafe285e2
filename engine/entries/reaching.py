"""The goal is reached: an event for everybody who took part, so that a workflow may celebrate it."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine import runner
from engine.challenges import Run, lately, takers, total
from engine.models import Event, Member
from engine.models.db import transaction
from engine.published import Published

EVENT = "challenge-reached"
BACK = timedelta(days=2)  # a clock that stood still makes good what it missed


def reach(published: Published, now: datetime) -> int:
    """Report it of whoever took part in a challenge whose goal is reached and has not had it; returns how many."""
    return sum(_report(run, now) for run in lately(published, now, BACK) if _is_reached(run))


def _is_reached(run: Run) -> bool:
    return total(run.id) >= run.challenge.goal.count


def _report(run: Run, now: datetime) -> int:
    had = Event.select(Event.member).where(
        (Event.name == EVENT) & Event.key.startswith(f"{EVENT}:{run.occurrence.public_id}:")
    )
    fresh = list(takers(run.id).where(Member.id.not_in(had)).order_by(Member.id))
    for member in fresh:
        with transaction():
            key = f"{EVENT}:{run.occurrence.public_id}:{member.public_id}"
            runner.report(member, EVENT, key, now, data={"challenge": run.workflow.name}, by="challenge")
    return len(fresh)
