"""The hands of a sandboxed community's clock: one shared offset row. A real community's clock is never moved."""

from __future__ import annotations

import time as machine
from datetime import datetime, time, timedelta

from engine.models import Instance
from engine.models.db import transaction
from engine.models.instance import ONLY, community_time, instance
from engine.now import MILLISECOND, machine_now
from engine.published import NothingPublished, live
from engine.times import local, next_time

MORNING, EVENING = time(9), time(17)
TEN = time(10)


class StoredHands:
    """Moves every process at once: all of them read the row."""

    def now(self) -> datetime:
        return community_time()

    def machine_now(self) -> datetime:
        return machine_now()

    def move_to(self, instant: datetime) -> None:
        with transaction():
            # Rounded up: a fraction of a millisecond before it, what is due then would be left for the next stop.
            ahead = -((machine_now() - instant) // MILLISECOND)
            forward = (Instance.id == ONLY) & (Instance.offset_ms < ahead)
            Instance.update(offset_ms=ahead).where(forward).execute()

    def rest(self, length: timedelta) -> None:
        machine.sleep(length.total_seconds())


def begin_by_day(hands: StoredHands) -> None:
    """Let a sandbox that never ran begin in working hours: at night a newcomer would see everything held."""
    if instance().clock_beat_at is not None:
        return
    try:
        zone = live().community.timezone
    except NothingPublished:
        return
    now = hands.now()
    if not MORNING <= local(now, zone).time() < EVENING:
        hands.move_to(next_time(now, TEN, zone))
