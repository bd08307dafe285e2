"""Writing a walk down: guarded by its version, so that of two who move it one does nothing."""

from __future__ import annotations

from datetime import datetime

from engine import outbox
from engine.models import Enrollment
from engine.models.running import ACTIVE, CALL, DONE, EVENT, LEFT, REPLY, STOPPED, TEXTED, TIMER
from engine.runner.draft import Draft
from engine.steps import Graph, Note, Phase, Walk

WAITING = {Phase.LEFT: LEFT, Phase.REPLY: REPLY, Phase.EVENT: EVENT, Phase.CALL: CALL, Phase.TEXTED: TEXTED}


def keep(draft: Draft, enrollment: Enrollment, walk: Walk, graph: Graph, zone: str, now: datetime) -> None:
    """Put down where the walk is now."""
    asked = walk.phase is Phase.REPLY
    where = {
        "state": walk.to_json(),
        "status": DONE if walk.done else ACTIVE,
        "waiting": WAITING.get(walk.phase, TIMER),
        "waiting_event": walk.event.lower(),
        "due_at": walk.due,
        "due_rule": str(graph[walk.at].step.key) if walk.at is not None else "",
        "zone": zone,
        "asked_at": (enrollment.asked_at or now) if asked else None,
        "left_at": None,
        "left_as": "",
        "ended_at": now if walk.done else None,
        "ended_why": "finished" if walk.done else "",
    }
    draft.walk(enrollment, where)


def end(enrollment: Enrollment, why: str, now: datetime) -> None:
    """Take a member out: what was queued for this walk is cancelled. Raises Raced."""
    draft = Draft()
    draft.walk(enrollment, {"status": STOPPED, "due_at": None, "ended_at": now, "ended_why": why})
    draft.note(enrollment, Note("", "stopped", (("why", why),)), now)
    draft.write(now)
    outbox.cancel(enrollment_id=enrollment.id, why=why, now=now)
