"""Moving those midway in a workflow to its newest revision: their place is found again by its step's key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.community.matching import chunks
from engine.errors import KindlingError
from engine.models import Audit, Enrollment
from engine.models.db import transaction
from engine.models.people import lock_member
from engine.models.running import ACTIVE
from engine.published import Live, Published
from engine.runner.tracing import trace
from engine.steps import Graph, Note, Walk, compile_walk

PAGE = 10
GONE = "its step {step} is not in the workflow any more"


@dataclass(frozen=True, slots=True)
class Staying:
    """A walk that cannot be moved: whose it is, at which step, and why."""

    member: str
    step: str
    why: str


@dataclass(slots=True)
class Move:
    """What a move would do: ``to`` counts members by the step they are at; ``walks`` are those that can be moved."""

    workflow: str
    revision_id: int
    walks: list[int] = field(default_factory=list)
    to: Counter[str] = field(default_factory=Counter)
    staying: list[Staying] = field(default_factory=list)


def plan_move(name: str, published: Published) -> Move:
    """Who is midway in an older revision of a workflow, and what would become of each; writes nothing.

    Raises KindlingError for a workflow that is not live.
    """
    live = live_workflow(name, published)
    graph = compile_walk(live.workflow)
    planned = Move(name, live.revision_id)
    older = (Enrollment.workflow == name) & (Enrollment.revision != live.revision_id)
    for walk in Enrollment.select().where(older & (Enrollment.status == ACTIVE)).order_by(Enrollment.id):
        step = Walk.from_json(walk.state).at or ""
        why = _why_not(step, graph)
        if why:
            member = walk.member
            planned.staying.append(Staying(member.name or member.public_id, step, why))
        else:
            planned.walks.append(walk.id)
            planned.to[step] += 1
    return planned


def move(planned: Move, published: Published, now: datetime, *, by: str) -> int:
    """Move them, a page in each transaction; returns how many. Who went on meanwhile is looked at afresh.

    What they wait for stays as it was; from the next step on they walk the new revision.
    """
    graph = compile_walk(live_workflow(planned.workflow, published).workflow)
    moved = 0
    for page in chunks(planned.walks, PAGE):
        with transaction():
            moved += sum(_move(id, planned.revision_id, graph, now) for id in page)
    with transaction():
        Audit.create(at=now, who=by, did="moved", about=planned.workflow, detail={"walks": moved})
    return moved


def live_workflow(name: str, published: Published) -> Live:
    """The workflow of this name that is live. Raises KindlingError."""
    live = published.workflows.get(name)
    if live is None or live.paused:
        raise KindlingError(_not_live(name, published.workflows, paused=live is not None))
    return live


def _move(id: int, revision_id: int, graph: Graph, now: datetime) -> bool:
    walk = Enrollment.get_or_none(Enrollment.id == id)
    if walk is None or lock_member(walk.member_id) is None:
        return False
    walk = Enrollment.get_by_id(id)  # as it is now that nobody else can move it
    step = Walk.from_json(walk.state).at or ""
    if walk.status != ACTIVE or walk.revision_id == revision_id or _why_not(step, graph):
        return False
    same = (Enrollment.id == id) & (Enrollment.version == walk.version)
    fresh = Enrollment.update(revision=revision_id, version=Enrollment.version + 1).where(same).execute()
    if fresh:
        trace(walk, Note(step, "moved to the newest revision"), now)
    return bool(fresh)


def _why_not(step: str, graph: Graph) -> str:
    return "" if step in graph.nodes else GONE.format(step=step or "(none)")


def _not_live(name: str, workflows: Mapping[str, Live], *, paused: bool) -> str:
    if paused:
        return f'The workflow "{name}" is paused, because its file is gone. Those midway stand still.'
    known = ", ".join(sorted(one for one, live in workflows.items() if not live.paused)) or "none"
    return f'There is no workflow "{name}". Live are: {known}.'
