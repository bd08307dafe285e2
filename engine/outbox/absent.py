"""Who has said that they cannot come to a call: its reminders are no longer for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.models import Delivery, Occurrence, StandIn
from engine.models.sending import REMINDER, STARTED

SICK = "sick"  # what a host said, as ``Occurrence.host_said`` has it
GAVE_BACK = "left"  # a stand-in who took the call and cannot lead it after all
CALLING = frozenset({REMINDER, STARTED})  # what brings people to a call; what answers them is for everybody


def is_of_a_call(delivery: Delivery) -> bool:
    """Whether it is one of a call's own messages to its reader, and not about somebody else."""
    return delivery.kind in CALLING and delivery.occurrence_id is not None and delivery.about_id is None


def absent(deliveries: Sequence[Delivery], now: datetime) -> frozenset[tuple[int, int]]:
    """Calls that are not over, each with a member who leads it no more by their own words.

    A host who says ON again is there again.
    """
    calls = {one.occurrence_id for one in deliveries if is_of_a_call(one)}
    if not calls:
        return frozenset()
    coming = Occurrence.id.in_(calls) & (Occurrence.ends_at > now)
    sick = coming & (Occurrence.host_said == SICK) & Occurrence.host.is_null(False)
    hosts = Occurrence.select(Occurrence.id, Occurrence.host).where(sick)
    stand_ins = StandIn.select(StandIn.occurrence, StandIn.member).join(Occurrence)
    stand_ins = stand_ins.where(coming & (StandIn.state == GAVE_BACK))
    return frozenset([*hosts.tuples(), *stand_ins.tuples()])
