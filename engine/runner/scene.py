"""What one transaction of the runner works with: what is published, what time it is, what it has set off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from engine.audience import Context, any_holds
from engine.language.community import Community
from engine.language.conditions import Condition, Conditions
from engine.language.workflow import Workflow
from engine.models import Enrollment, Inbound, Member, Occurrence
from engine.published import Published, live
from engine.runner.draft import Draft
from engine.runner.stories import story_for
from engine.steps import Graph, MemberView, Note, compile_walk

S = TypeVar("S")
compiled = lru_cache(maxsize=512)(compile_walk)


@dataclass(frozen=True, slots=True)
class Start:
    """Somebody is to be put into a workflow. ``inbound`` is the message of theirs that did it, and ``said`` what it
    says beyond the word that did."""

    workflow: str
    member: Member
    cause: str
    by: str = ""
    inbound: Inbound | None = None
    occurrence: Occurrence | None = None
    ignore_audience: bool = False
    said: str = ""


@dataclass(slots=True)
class Scene:
    """``starts`` and ``changed`` (ids of members) are what the walks have set off and what is still to follow.

    ``draft`` is what they have come to and what has not been written.
    """

    now: datetime
    published: Published = field(default_factory=live)
    starts: list[Start] = field(default_factory=list)
    changed: dict[int, Member] = field(default_factory=dict)
    draft: Draft = field(default_factory=Draft)
    _workflows: dict[int, Workflow] = field(default_factory=dict)
    _occurrences: dict[int, Occurrence] = field(default_factory=dict)

    @property
    def community(self) -> Community:
        return self.published.community

    def workflow(self, revision_id: int) -> Workflow:
        """The workflow of a revision; each is read once a transaction, the live ones not at all."""
        if not self._workflows:
            self._workflows = {one.revision_id: one.workflow for one in self.published.workflows.values()}
        if revision_id not in self._workflows:
            self._workflows[revision_id] = self.published.workflow(revision_id)
        return self._workflows[revision_id]

    def graph(self, revision_id: int) -> Graph:
        return compiled(self.workflow(revision_id))

    def occurrence(self, enrollment: Enrollment) -> Occurrence | None:
        """The call that a walk belongs to, if it does to one."""
        id = enrollment.occurrence_id
        if id is not None and id not in self._occurrences:
            self._occurrences[id] = Occurrence.get_by_id(id)
        return None if id is None else self._occurrences[id]

    def starting(self, kind: type[S]) -> list[tuple[str, S]]:
        """The workflows that run now and start in this way, with how."""
        running = (
            (name, one.workflow.start) for name, one in self.published.workflows.items() if not one.paused
        )
        return [(name, start) for name, start in running if isinstance(start, kind)]

    def paused(self) -> list[str]:
        """The workflows whose file is gone: their walks stand still."""
        return [name for name, one in self.published.workflows.items() if one.paused]

    def context(self, enrollment: Enrollment, *, since_start: bool = False) -> Context:
        """What this walk's conditions are looked at against."""
        return Context(
            self.now,
            self.community,
            enrollment.workflow,
            self.occurrence(enrollment),
            enrollment.started_at if since_start else None,
            enrollment.cause,
        )

    def view(self, member: Member, enrollment: Enrollment) -> MemberView:
        """What the walk may know of its member."""
        return MemberView(
            tz=member.timezone,
            hours=self.community.hours,
            joined_at=member.joined_at,
            holds=lambda conditions: any_holds((conditions,), member, self.context(enrollment)),
            happened=lambda event: self.happened(member, enrollment, event),
            birthday=member.birthday,
            fields=member.fields,
            story=lambda tags: story_for(member, tags, self.published),
        )

    def happened(self, member: Member, enrollment: Enrollment, event: str) -> bool:
        """Whether the event was reported since this walk began."""
        place = self.workflow(enrollment.revision_id).place
        reported = Conditions((Condition("event", place, (event,)),))
        return any_holds((reported,), member, self.context(enrollment, since_start=True))

    def stops(self, member: Member, enrollment: Enrollment) -> bool:
        """Whether what the workflow says under `stop when` has come."""
        alternatives = self.workflow(enrollment.revision_id).stop_when
        return any_holds(alternatives, member, self.context(enrollment, since_start=True))

    def note(self, enrollment: Enrollment, note: Note) -> None:
        """Trace what came of a step of a walk."""
        self.draft.note(enrollment, note, self.now)

    def write(self) -> None:
        """Write what the walks have come to, for whoever looks at the tables next. Raises Raced."""
        self.draft.write(self.now)

    def forget(self) -> None:
        """Drop what a walk that failed had come to and set off."""
        self.starts.clear()
        self.changed.clear()
        self.draft.drop()
