"""A key pressed in a call of ours: it answers what the call asked, and never becomes words of theirs."""

from __future__ import annotations

from engine import cover, runner
from engine.inbound.scene import Scene
from engine.models import Delivery, Member
from engine.models.people import lock_member
from engine.outbox.queueing import PRESS

YES, NO = "yes", "no"


def pressed(scene: Scene, member: Member) -> str | None:
    """Do what the key leads to; None where these are other words. A key whose time is over is only recorded."""
    key = scene.inbound.raw.get(PRESS)
    if scene.inbound.channel != "phone" or not key:
        return None
    call = Delivery.get_or_none(Delivery.public_id == str(scene.inbound.raw.get("delivery", "")))
    keys = call.context.get(PRESS) if call is not None else None
    leads_to = keys.get(str(key)) if isinstance(keys, dict) else None
    if call is None or leads_to is None:
        return "key"
    if leads_to in (YES, NO):
        rung = member if call.member_id == member.id else lock_member(call.member_id) or member
        settings, now, which = scene.kit.settings, scene.now, call.occurrence_id
        cover.answered(rung, leads_to == YES, settings, now, scene.inbound.id, call_id=which)
    else:
        runner.press(call, leads_to, scene.inbound, scene.now)
    return "key"
