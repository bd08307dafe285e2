"""The star key in the room: a member's hand, the leader's keys."""

from __future__ import annotations

from engine import rooms
from engine.models import Leg
from engine.models.phone import BRIDGE, LEADER
from engine.phone.call import Call, Turn
from engine.phone.entering import BELL, STAR, back_in
from engine.phone.saying import ANY_KEY, say, script
from engine.phone.script import Ask, Go, HangUp, Script

SECONDS_TO_PROVE = 2
IN_PROGRESS = "in-progress"  # the provider asks what follows of a call that has been hung up, too
WAS_IN = (
    "",
    "answered",
    "completed",
)  # anything else: the provider could not let them in, and would not again


def star(call: Call, turn: Turn) -> Script:
    """Out of the room: by the star key, or because it is over. A hand goes up or down, and they are back in.

    Another star at once is for whoever leads from a phone that we don't know: they are asked for their PIN.
    """
    leg = rooms.leg_of(call.call_sid)
    if turn.form.get("CallStatus", IN_PROGRESS) != IN_PROGRESS:
        rooms.hung_up(call.call_sid, call.now)
        return script(call, HangUp())
    if leg is None or not rooms.stays_open(leg) or turn.dial_status not in WAS_IN:
        return script(call, Go("left"))
    if leg.role == BRIDGE:
        return script(call, HangUp())
    if leg.role == LEADER:
        return script(call, Go("lead"))
    if turn.rest[:1] == ("again",):
        return script(call, Go("pin")) if turn.digits[:1] == STAR else back_in(call, leg)
    return _hand(call, leg)


def _hand(call: Call, leg: Leg) -> Script:
    up = rooms.toggle_hand(leg, call.now)
    call.ring(BELL)
    said = say(call, "hand_up" if up else "hand_down")
    again = Ask("star/again", (said,), digits=1, seconds=SECONDS_TO_PROVE, finish=ANY_KEY)
    return back_in(call, leg, again)
