"""Answering: a call is recorded and greeted, and goes into the open room or on to the menu."""

from __future__ import annotations

from engine.inbound.received import Received, receive
from engine.phone.call import PROVEN, Call, Turn
from engine.phone.coming import into_the_call, open_call
from engine.phone.menu import offer
from engine.phone.saying import goodbye, message, say, script
from engine.phone.script import Go, Say, Script

BELL = "inbound"


def answer(call: Call, turn: Turn) -> Script:
    """Record the call first: whoever rings has been heard from, whatever they do next."""
    if call.from_value == call.to_value:
        return script(call, Go("bridge"))  # a call of our own to ourselves, which joins two rooms
    if call.outbound:
        return bye(call, turn)
    if receive(_received(call), call.now):
        call.ring(BELL)
    greeting = _greeting(call)
    on = open_call(call)
    if on is not None:
        return script(call, greeting, Go(into_the_call(call, on)))
    return offer(call, (), said=1, before=(greeting,))


def bye(call: Call, turn: Turn) -> Script:
    """Say goodbye and hang up."""
    return script(call, *goodbye(call))


def _greeting(call: Call) -> Say:
    named = call.published.phone_line.greeting
    written = message(call, named) if named else None
    return written or say(call, "hello" if call.member else "hello_stranger")


def _received(call: Call) -> Received:
    return Received(
        provider="twilio",
        provider_id=call.call_sid,
        channel="phone",
        from_value=call.from_value,
        to_value=call.to_value,
        raw={"verified": PROVEN if call.attested else ""},
    )
