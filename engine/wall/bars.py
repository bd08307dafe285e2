"""What members are reaching together, at the head of the wall: each challenge with how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine import challenges
from engine.models import Member
from engine.published import Published

LEADERS = 3  # as many as are named, of those who agreed to be


@dataclass(frozen=True, slots=True)
class Bar:
    """A challenge: ``how_far`` is in words, ``count`` of ``goal`` for the bar; ``leaders`` are first names, for
    members alone."""

    title: str
    how_far: str
    count: int
    goal: int
    leaders: tuple[str, ...] = ()


def bars(reader: Member | None, published: Published, language: str, now: datetime) -> tuple[Bar, ...]:
    """Those that go on or ended lately and are for the ``reader``; for nobody we know, those for everyone."""
    runs = challenges.lately(published, now)
    shown = [run for run in runs if _is_for(run, reader, published, now)]
    nameless = published.community.nameless
    return tuple(
        Bar(
            run.workflow.title,
            run.how_far(now, language),
            challenges.total(run.id),
            run.challenge.goal.count,
            tuple(one.first_name for one in challenges.board(run.id, nameless, LEADERS)) if reader else (),
        )
        for run in shown
    )


def _is_for(run: challenges.Run, reader: Member | None, published: Published, now: datetime) -> bool:
    if reader is None:
        return bool(run.workflow.audience.everyone)
    return run.is_for(reader, published, now)
