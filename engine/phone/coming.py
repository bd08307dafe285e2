"""Whether a call is on, and the way into it."""

from __future__ import annotations

from engine import rooms
from engine.models import Occurrence
from engine.phone.call import Call


def open_call(call: Call) -> Occurrence | None:
    """The call of our own line whose doors are open."""
    return rooms.open_call(call.now)


def into_the_call(call: Call) -> str:
    """The state that leads a caller in: whoever we don't know may say their name first, where there is a call."""
    on = open_call(call)
    nobody = on is not None and rooms.nobody_leads(on, call.now)
    return "room" if call.member or nobody else "guest"


def led_after_all(call: Call) -> bool:
    """Whether somebody leads the call that was said to have nobody."""
    on = open_call(call)
    return on is not None and rooms.leader_present(on, call.now)
