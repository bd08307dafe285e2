"""The rooms of a call: opened and closed by the clock, with everybody in them, and what is done there.

What is asked of the provider is a row first and done by a drain; what the provider tells is a row, too, and
may come late, twice, in any order or not at all.
"""

from engine.rooms.bridging import bridged_by, end_bridged
from engine.rooms.draining import Drained, drain
from engine.rooms.events import Told, take_event
from engine.rooms.hands import call_on_next, let_speak, mute_all, toggle_hand, unmute_all
from engine.rooms.hours import closes_at, next_due, open_call, terms
from engine.rooms.opening import close, close_due, main_room, open_due, stays_open
from engine.rooms.ordering import announce, kick, order, tell
from engine.rooms.placing import TOKEN_DIGITS, Caller, NotOpen, enter, enter_bridge, room_for
from engine.rooms.presence import (
    LATE,
    hands_up,
    hung_up,
    inside,
    is_leader,
    leader_left_at,
    leader_present,
    leaders,
    leg_of,
    nobody_leads,
    present,
)
from engine.rooms.tape import keep_taping, tape

__all__ = [
    "LATE",
    "TOKEN_DIGITS",
    "Caller",
    "Drained",
    "NotOpen",
    "Told",
    "announce",
    "bridged_by",
    "call_on_next",
    "close",
    "close_due",
    "closes_at",
    "drain",
    "end_bridged",
    "enter",
    "enter_bridge",
    "hands_up",
    "hung_up",
    "inside",
    "is_leader",
    "keep_taping",
    "kick",
    "leader_left_at",
    "leader_present",
    "leaders",
    "leg_of",
    "let_speak",
    "main_room",
    "mute_all",
    "next_due",
    "nobody_leads",
    "open_call",
    "open_due",
    "order",
    "present",
    "room_for",
    "stays_open",
    "take_event",
    "tape",
    "tell",
    "terms",
    "toggle_hand",
    "unmute_all",
]
