"""What each bell does: one bounded drain; whoever has more to do rings again.

The functions take no arguments, for a bell carries no data. The process that serves them says first, with
``set_up``, with what kit.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine import attendance, outbox, rooms, runner
from engine import fanout as fanouts
from engine import inbound as listening
from engine.channels import Kit
from engine.jobs.bells import ADVANCE, BULK, FANOUT, INBOUND, NORMAL, PHONE, URGENT, Bells
from engine.models import sending
from engine.models.db import connection
from engine.models.instance import community_time
from engine.now import machine_now


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a serving process has at hand."""

    kit: Kit
    bells: Bells


_places: list[Workplace] = []


def set_up(kit: Kit, bells: Bells) -> None:
    """Say with what this process works; once, before it serves."""
    _places[:] = [Workplace(kit, bells)]


def inbound() -> None:
    """Understand what came in."""
    place = _places[0]
    with connection():
        done = listening.drain(place.kit, community_time())
    if done.handled:
        place.bells.ring(URGENT, ADVANCE, NORMAL)
    if done.more:
        place.bells.ring(INBOUND)


def phone() -> None:
    """Do what was ordered in the rooms, and count who was on the calls that are over."""
    place = _places[0]
    with connection():
        more = rooms.drain(place.kit, community_time()).more
        counted = attendance.drain(place.kit, community_time())
    if counted.handled:
        place.bells.ring(ADVANCE, NORMAL)
    if more or counted.more:
        place.bells.ring(PHONE)


def advance() -> None:
    """Move the walks that are due."""
    place = _places[0]
    with connection():
        done = runner.drain_due(community_time())
    if done.handled:
        place.bells.ring(URGENT, NORMAL, FANOUT)
    if done.more:
        place.bells.ring(ADVANCE)


def fanout() -> None:
    """Serve audiences page by page."""
    place = _places[0]
    with connection():
        done = fanouts.drain(community_time())
    if done.handled:
        place.bells.ring(ADVANCE, NORMAL, BULK)
    if done.more:
        place.bells.ring(FANOUT)


def urgent() -> None:
    _deliver(URGENT, sending.URGENT)


def normal() -> None:
    _deliver(NORMAL, sending.NORMAL)


def bulk() -> None:
    _deliver(BULK, sending.BULK)


def _deliver(bell: str, lane: int) -> None:
    place = _places[0]
    with connection():
        now = community_time()
        done = outbox.drain((lane,), place.kit, now=now, machine_now=machine_now())
        runner.end_unreachable(done.unreachable, now)
    if done.handled:
        place.bells.ring(ADVANCE)
    if done.more:
        place.bells.ring(bell)
