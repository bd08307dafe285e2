"""Who was on a call: counted when it is over, from what the provider told by itself and what it says when asked."""

from engine.attendance.counting import Drained, assume_held, drain
from engine.attendance.due import due, next_due, uncounted, waits
from engine.attendance.presences import Entry, Fate, Heard, Visit, length, presences, unsure
from engine.attendance.said import call_meant, say_there
from engine.attendance.streaks import report_said, unreported
from engine.attendance.told import Told, latest_calls

__all__ = [
    "Drained",
    "Entry",
    "Fate",
    "Heard",
    "Told",
    "Visit",
    "assume_held",
    "call_meant",
    "drain",
    "due",
    "latest_calls",
    "length",
    "next_due",
    "presences",
    "report_said",
    "say_there",
    "uncounted",
    "unreported",
    "unsure",
    "waits",
]
