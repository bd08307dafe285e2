"""A workflow's word from somebody who is in it already: a walk that waits for a word of theirs goes on."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from engine.models import Enrollment, Inbound, Member
from engine.models.people import lock_member
from engine.models.running import ACTIVE
from engine.runner.entering import settle
from engine.runner.moving import move
from engine.runner.replying import WORD
from engine.runner.scene import Scene
from engine.steps import Phase, Replied, Walk

Standing = Literal["went on", "asked", "coming"]


def again(member: Member, workflow: str, inbound: Inbound, now: datetime) -> Standing | None:
    """Where they stand in ``workflow``; None where they are not in it.

    A walk that waits for a word goes on, as if they had texted that word. Otherwise nothing is moved: they were
    ``asked`` something that waits for its answer, or the next part is ``coming`` by itself.
    """
    locked = lock_member(member.id)
    mine = (
        (Enrollment.member == member.id) & (Enrollment.workflow == workflow) & (Enrollment.status == ACTIVE)
    )
    enrollment: Enrollment | None = Enrollment.select().where(mine).order_by(Enrollment.id.desc()).first()
    if locked is None or enrollment is None:
        return None
    inbound.enrollment = enrollment
    walk = Walk.from_json(enrollment.state)
    if walk.phase is Phase.TEXTED:
        scene = Scene(now)
        said = Replied(inbound.received_at, WORD, inbound.text.strip(), inbound.id)
        move(enrollment, locked, said, scene)
        settle(scene)
        return "went on"
    return "asked" if walk.phase is Phase.REPLY and walk.left is not None else "coming"
