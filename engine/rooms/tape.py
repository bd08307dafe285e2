"""Recording a call: from its start where its file says so, else when the leader asks for it."""

from __future__ import annotations

from datetime import datetime

from engine.models import Leg, Occurrence, Room
from engine.models.db import transaction
from engine.models.phone import MAIN
from engine.now import to_ms
from engine.rooms.hours import terms
from engine.rooms.opening import main_room
from engine.rooms.ordering import announce, order

ON, PAUSED, OFF = "on", "paused", ""


def tape(call: Occurrence, leg: Leg, now: datetime) -> str:
    """The leader's key: on, off or on again; returns what it is now, or "no" where the file says never.

    What runs from the start is paused. What is asked for records the leader's line, which hears everybody.
    """
    said = terms(call)
    if said is None or said.record == "no":
        return "no"
    with transaction():
        main: Room = Room.get((Room.occurrence == call.id) & (Room.number == MAIN))
        if said.record == "yes":
            state = PAUSED if main.recording == ON else ON
            _order(main, "pause", "", {"paused": state == PAUSED}, now)
        else:
            state = OFF if main.recording == ON else ON
            _order(main, "record", leg.call_sid, {"on": state == ON}, now)
        Room.update(recording=state).where(Room.id == main.id).execute()
        announce(call, "recording_on" if state == ON else "recording_off", now)
    return state


def keep_taping(call: Occurrence, leg: Leg, now: datetime) -> None:
    """A leader is back after their line dropped, and with it the recording of it: go on."""
    said = terms(call)
    main = main_room(call)
    if main is not None and said is not None and said.record == "on request" and main.recording == ON:
        with transaction():
            _order(main, "record", leg.call_sid, {"on": True}, now)


def _order(room: Room, kind: str, call_sid: str, detail: dict[str, bool], now: datetime) -> None:
    order(room, kind, f"{kind}:{room.id}:{call_sid}:{to_ms(now)}", now, call_sid=call_sid, detail=detail)
