"""Moving one walk: the pure machine says what is to be done, and it is done in the same transaction."""

from __future__ import annotations

from engine.models import Enrollment, Member
from engine.runner.applying import apply
from engine.runner.keeping import end, keep
from engine.runner.scene import Scene
from engine.steps import Cause, GoOn, TakeOut, Walk, advance

STOP_WHEN = "what it says under stop when has come"


def move(enrollment: Enrollment, member: Member, cause: Cause, scene: Scene) -> None:
    """Move a walk by ``cause``, whose member is locked; writing it is the scene's. Raises Raced."""
    graph = scene.graph(enrollment.revision_id)
    walk, more = Walk.from_json(enrollment.state), True
    while more:
        moved = advance(graph, walk, cause, now=scene.now, member=scene.view(member, enrollment))
        walk, more, cause = moved.walk, moved.more, GoOn()
        changed = apply(moved.effects, enrollment, member, scene)
        if changed and scene.stops(member, enrollment):
            scene.write()
            end(enrollment, STOP_WHEN, scene.now)
            return
        if any(
            isinstance(effect, TakeOut) and effect.workflow == enrollment.workflow for effect in moved.effects
        ):
            scene.write()
            end(enrollment, "it stopped itself", scene.now)
            return
    keep(scene.draft, enrollment, walk, graph, member.timezone, scene.now)
