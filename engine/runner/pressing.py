"""A key pressed in a walk's own call: it goes on with the steps of the line the key stands in."""

from __future__ import annotations

from datetime import datetime

from engine.language.steps import Ring
from engine.models import Delivery, Enrollment, Inbound
from engine.models.people import lock_member
from engine.models.running import ACTIVE
from engine.outbox.queueing import first_key
from engine.runner.entering import settle
from engine.runner.moving import move
from engine.runner.responding import keep_response
from engine.runner.scene import Scene
from engine.steps import Pressed, Walk


def press(delivery: Delivery, branch: str, inbound: Inbound, now: datetime) -> bool:
    """Move the walk that placed this call; False where it waits for no key of this call (any more).

    ``inbound.enrollment`` is set to the walk; saving it is the caller's.
    """
    member = lock_member(delivery.member_id)
    enrollment = Enrollment.get_or_none(
        (Enrollment.id == delivery.enrollment_id) & (Enrollment.status == ACTIVE)
    )
    if member is None or enrollment is None:
        return False
    scene = Scene(now)
    walk = Walk.from_json(enrollment.state)
    if walk.at is None or walk.at != first_key(delivery.step_key) or enrollment.workflow in scene.paused():
        return False
    node = scene.graph(enrollment.revision_id)[walk.at]
    if branch not in node.heads:
        return False
    inbound.enrollment = enrollment
    move(enrollment, member, Pressed(inbound.received_at, branch, inbound.text, inbound.id), scene)
    settle(scene)
    if isinstance(node.step, Ring):
        keep_response(enrollment, node.step, branch, inbound)
    return True
