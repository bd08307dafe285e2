"""Putting members in, and whatever that sets off."""

from __future__ import annotations

from datetime import datetime

from engine.audience import Context, any_holds
from engine.models import Enrollment, Inbound, Member, Occurrence
from engine.models.people import lock_member
from engine.models.running import ACTIVE
from engine.published import Live
from engine.runner.ending import recheck_all
from engine.runner.moving import move
from engine.runner.scene import Scene, Start
from engine.runner.tracing import trace_drop
from engine.steps import GoOn, begin


def enroll(
    name: str,
    member: Member,
    cause: str,
    now: datetime,
    *,
    occurrence: Occurrence | None = None,
    by: str = "",
    ignore_audience: bool = False,
    inbound: Inbound | None = None,
    said: str = "",
) -> Enrollment | None:
    """Put a member into a workflow and take its first steps; None where nothing came of it, which is traced.

    One ``cause`` puts a member in once, however often it is reported. ``inbound`` is the message of theirs
    that did it: what follows answers it, and may quote what it ``said`` beyond the word that did. ``ignore_audience`` passes over ``for:``, for a manager's own choice.
    """
    scene = Scene(now)
    made = put_in(Start(name, member, cause, by, inbound, occurrence, ignore_audience, said), scene)
    settle(scene)
    return made


def settle(scene: Scene) -> None:
    """Write what the walks have come to and follow up what they have set off, until nothing more does."""
    scene.write()
    while scene.starts or scene.changed:
        changed, scene.changed = scene.changed, {}
        if changed:
            recheck_all(changed, scene)
        starts, scene.starts = scene.starts, []
        for start in starts:
            put_in(start, scene)
            scene.write()


def put_in(start: Start, scene: Scene) -> Enrollment | None:
    """Put one member in, unless they were for this cause or may not be."""
    member = lock_member(start.member.id)
    if member is None:
        return None
    earlier = list(
        Enrollment.select(Enrollment.cause, Enrollment.status, Enrollment.ended_at).where(
            (Enrollment.workflow == start.workflow) & (Enrollment.member == member.id)
        )
    )
    if any(one.cause == start.cause for one in earlier):
        return None
    live = scene.published.workflows.get(start.workflow)
    why = "there is no such workflow" if live is None else _refusal(start, live, earlier, member, scene)
    if live is None or why:
        detail = {"cause": start.cause, **({"by": start.by} if start.by else {})}
        trace_drop(member, start.workflow, why, scene.now, detail)
        return None
    return _begin(start, live, member, scene)


def _refusal(start: Start, live: Live, earlier: list[Enrollment], member: Member, scene: Scene) -> str:
    """Why the member does not go in; empty where they do."""
    if live.paused:
        return "the workflow is paused: its file is gone"
    if any(one.status == ACTIVE for one in earlier):
        return "they are in it already"
    again = live.workflow.again
    if earlier and again.how == "never":
        return "they were in it before, and it says again: never"
    if again.how == "after" and again.after is not None:
        left = max((one.ended_at for one in earlier if one.ended_at), default=None)
        if left is not None and again.after.after(left, member.timezone) > scene.now:
            return f"they left it less than {again.after} ago"
    context = Context(
        scene.now, scene.community, start.workflow, start.occurrence, since=scene.now, cause=start.cause
    )
    if any_holds(live.workflow.stop_when, member, context):
        return "what it says under stop when holds already"
    audience = live.workflow.audience
    if start.ignore_audience or audience.everyone:
        return ""
    ever = Context(scene.now, scene.community, start.workflow, start.occurrence)
    return "" if any_holds((audience,), member, ever) else "they are not among those it is for"


def _begin(start: Start, live: Live, member: Member, scene: Scene) -> Enrollment:
    answering = start.inbound.id if start.inbound is not None else None
    walk = begin(scene.graph(live.revision_id), scene.now, answering=answering, said=start.said)
    enrollment: Enrollment = Enrollment.create(
        workflow=live.name,
        revision=live.revision_id,
        member=member,
        occurrence=start.occurrence,
        cause=start.cause,
        state=walk.to_json(),
        zone=member.timezone,
        started_at=scene.now,
    )
    move(enrollment, member, GoOn(), scene)
    return enrollment
