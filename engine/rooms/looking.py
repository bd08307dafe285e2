"""Once a minute the provider is asked who is in: what callbacks told may be wrong where some were lost."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from engine.models import Leg, Room
from engine.now import to_ms
from engine.rooms.ordering import order
from engine.rooms.presence import inside

EVERY = timedelta(minutes=1)
LASTS = timedelta(minutes=15)  # after an outage it is as useful as before
FRESH = timedelta(seconds=10)  # somebody who joined while we asked may not have been seen


def order_look(room: Room, now: datetime) -> None:
    """Have somebody look within a minute; once, however often it is asked for."""
    minute = to_ms(now) // (EVERY // timedelta(milliseconds=1)) + 1
    order(room, "look", f"look:{room.id}:{minute}", now + EVERY, lasts=LASTS)


def saw(room: Room, call_sids: Collection[str], now: datetime) -> None:
    """Put right what is known of this room: exactly these were in it at ``now``. Inside a transaction."""
    mine = Leg.room == room.id
    seen = mine & Leg.call_sid.in_(list(call_sids)) & ~inside()
    Leg.update(joined_at=now, left_at=None).where(seen & (Leg.entered_at <= now)).execute()
    gone = mine & inside() & (Leg.joined_at < now - FRESH) & (Leg.entered_at < now - FRESH)
    if call_sids:
        gone &= Leg.call_sid.not_in(list(call_sids))
    Leg.update(left_at=now).where(gone).execute()
