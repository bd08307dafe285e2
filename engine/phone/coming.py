"""Whether a call is on, and the way into it."""

from __future__ import annotations

from engine import rooms
from engine.models import Occurrence
from engine.phone.call import Call


def open_call(call: Call) -> Occurrence | None:
    """The call of our own line whose doors are open."""
    return rooms.open_call(call.now)


def into_the_call(call: Call, on: Occurrence) -> str:
    """The state that leads a caller in: whoever we don't know may say their name first, unless nobody leads."""
    return "room" if call.member or rooms.nobody_leads(on, call.now) else "guest"
