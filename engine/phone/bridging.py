"""A call of our own from our number to our number: one end listens in the main room, a further room hears the other."""

from __future__ import annotations

from engine import rooms
from engine.models import Leg, Room
from engine.models.phone import MAIN
from engine.phone.call import Call, Turn
from engine.phone.entering import most_seconds
from engine.phone.saying import script
from engine.phone.script import Ask, Enter, HangUp, Pause, Script, to

SECONDS_FOR_TOKEN = 10


def bridge(call: Call, turn: Turn) -> Script:
    """The end that rings knows its room by the address, the end that is rung by the digits that come over it."""
    if turn.rest[:1] == ("over",):
        return script(call, HangUp())
    if call.outbound:
        return _listening(call, turn)
    if turn.rest[:1] == ("token",):
        return _heard(call, turn)
    digits = Ask("bridge/token", (Pause(1),), digits=rooms.TOKEN_DIGITS, seconds=SECONDS_FOR_TOKEN)
    return script(call, digits, HangUp())


def _listening(call: Call, turn: Turn) -> Script:
    further = Room.get_or_none(Room.public_id == turn.args.get("room", ""))
    main = rooms.main_room(further.occurrence) if further is not None else None
    if main is None or main.closed_at is not None:
        return script(call, HangUp())
    return script(call, _entering(call, rooms.enter_bridge(main, call.call_sid, call.ours, call.now)))


def _heard(call: Call, turn: Turn) -> Script:
    """Whoever shows our own number as theirs must know the digits, too; there is no second try."""
    further = rooms.bridged_by(turn.digits)
    if further is None:
        return script(call, HangUp())
    return script(call, _entering(call, rooms.enter_bridge(further, call.call_sid, call.ours, call.now)))


def _entering(call: Call, leg: Leg) -> Enter:
    listens = leg.room.number == MAIN
    return Enter(
        leg.room.name,
        next="bridge/over",
        muted=leg.muted,
        starts=not listens,
        label=f"leg-{call.call_sid}",  # a bare call id is refused as a label
        wait=to("wait", leg=call.call_sid),
        star=False,
        most_seconds=most_seconds(leg.occurrence, call.now),
    )
