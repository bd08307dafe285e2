"""What members are reaching together, at the head of the wall: each challenge with how far it is, and its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from engine import challenges
from engine.models import Member
from engine.outbox.fields import first_name
from engine.published import Published

LEADERS = 5  # as many as are named, of those who agreed to be
PICTURES = 12  # the newest


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that may be shown: its public id, and the first name of whose it is."""

    public_id: str
    first_name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A challenge: ``how_far`` is in words, ``count`` of ``goal`` for the bar, ``takers`` how many took part.
    ``leaders`` and ``pictures`` are for members alone."""

    title: str
    how_far: str
    count: int
    goal: int
    takers: int
    leaders: tuple[challenges.Ahead, ...] = ()
    pictures: tuple[Shot, ...] = ()

    @property
    def reached(self) -> bool:
        return self.count >= self.goal


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
            challenges.takers(run.id).count(),
            tuple(challenges.board(run.id, nameless, LEADERS)) if reader and run.challenge.board else (),
            _shots(run, nameless) if reader else (),
        )
        for run in shown
    )


def _shots(run: challenges.Run, nameless: str) -> tuple[Shot, ...]:
    rows = islice(challenges.shown(run.id, approval=run.challenge.approval), PICTURES)
    return tuple(Shot(row.public_id, first_name(row.entry.member, nameless)) for row in rows)


def _is_for(run: challenges.Run, reader: Member | None, published: Published, now: datetime) -> bool:
    if reader is None:
        return bool(run.workflow.audience.everyone)
    return run.is_for(reader, published, now)
