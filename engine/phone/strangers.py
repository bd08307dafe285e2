"""Callers we don't know, while a call is on: welcome to stay, and asked what they are called."""

from __future__ import annotations

from engine.phone.call import Call, Turn
from engine.phone.keeping import keep_sound
from engine.phone.saying import say, script
from engine.phone.script import Go, Record, Script
from engine.sounds import NAME

SECONDS_FOR_A_NAME = 8
SILENCE = 3


def guest(call: Call, turn: Turn) -> Script:
    """Ask for their name, and let them in, with it or without."""
    if turn.rest[:1] == ("named",):
        keep_sound(call, turn, NAME)
        return script(call, say(call, "guest_thanks"), Go("room"))
    name = Record("guest/named", SECONDS_FOR_A_NAME, seconds=SILENCE, kind=NAME)
    return script(call, say(call, "guest_name"), name, Go("room"))
