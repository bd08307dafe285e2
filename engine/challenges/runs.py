"""One run of a challenge: its dates, its goal, and for whom it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine import audience
from engine.challenges.counting import total
from engine.language.dated import Challenge
from engine.language.workflow import Workflow
from engine.models import Member, Occurrence
from engine.models.looks import Look
from engine.published import Published
from engine.times import local
from engine.wording.challenges import how_far

LATELY = timedelta(days=7)  # so long after its end a challenge is still news
A_MOMENT = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Run:
    """One dated run of a challenge's workflow."""

    occurrence: Occurrence
    workflow: Workflow
    challenge: Challenge

    @property
    def id(self) -> int:
        return int(self.occurrence.id)

    @property
    def ends_at(self) -> datetime:
        return self.occurrence.ends_at or self.occurrence.starts_at

    def days_left(self, now: datetime) -> int:
        """Days of the challenge's own calendar after today; 0 on the last one, negative when it is over."""
        if now >= self.ends_at:
            return -1
        tz = self.challenge.timezone
        return (local(self.ends_at - A_MOMENT, tz).date() - local(now, tz).date()).days

    def how_far(self, now: datetime, language: str) -> str:
        """Like "142 of 200 selfies, 9 days left"."""
        goal = self.challenge.goal
        last = local(self.ends_at - A_MOMENT, self.challenge.timezone).day
        return how_far(total(self.id), goal.count, goal.what, self.days_left(now), last, language)

    def is_for(self, member: Member, published: Published, now: datetime) -> bool:
        return audience.holds(
            self.workflow.audience,
            member,
            now=now,
            community=published.community,
            workflow_name=self.workflow.name,
        )


def running(published: Published, now: datetime) -> list[Run]:
    """Those that go on at ``now``, the oldest first."""
    return _runs(now, now, published)


def lately(published: Published, now: datetime, back: timedelta = LATELY) -> list[Run]:
    """Those that go on, and those that ended not long ago."""
    return _runs(now, now - back, published)


def for_member(runs: list[Run], member: Member, published: Published, now: datetime) -> list[Run]:
    """Those of them that are for this member."""
    return [run for run in runs if run.is_for(member, published, now)]


def run_of(occurrence: Occurrence, workflow: Workflow) -> Run | None:
    """The run that an occurrence is; None where it is of something else."""
    found = workflow.start
    return Run(occurrence, workflow, found) if isinstance(found, Challenge) else None


def _begun(now: datetime, since: datetime) -> Any:
    ours = (Occurrence.kind == Challenge.kind) & (Occurrence.state != "cancelled")
    when = (Occurrence.starts_at <= now) & (Occurrence.ends_at > since)
    return Occurrence.select().where(ours & when).order_by(Occurrence.starts_at, Occurrence.id)


_BEGUN = Look(_begun)


def _runs(now: datetime, since: datetime, published: Published) -> list[Run]:
    found: list[Run] = []
    for row in _BEGUN.found(now, since):
        live = published.workflows.get(row.workflow)
        run = run_of(row, published.workflow(row.revision_id))
        if run is not None and live is not None and not live.paused:
            found.append(run)
    return found
