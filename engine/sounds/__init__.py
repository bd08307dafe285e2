"""Sounds: what was recorded by phone is taken in, fetched, kept, and becomes a recording where it is meant to."""

from engine.sounds.calls import CONFERENCE, call_of
from engine.sounds.draining import Drained, drain
from engine.sounds.kinds import CALL, KINDS, MESSAGE, NAME, TAKE
from engine.sounds.plays import played
from engine.sounds.taking import NewSound, nothing_there, take

__all__ = [
    "CALL",
    "CONFERENCE",
    "KINDS",
    "MESSAGE",
    "NAME",
    "TAKE",
    "Drained",
    "NewSound",
    "call_of",
    "drain",
    "nothing_there",
    "played",
    "take",
]
