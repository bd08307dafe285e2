"""Calls: their dates planned ahead, and their steps laid out as fan-outs, zone by zone."""

from engine.occurrences.coming import next_due
from engine.occurrences.laying import lay_out
from engine.occurrences.moments import Due, dues
from engine.occurrences.planning import plan, planned_on
from engine.occurrences.rooms import closed, mark_over, opened
from engine.occurrences.zones import zones

__all__ = [
    "Due",
    "closed",
    "dues",
    "lay_out",
    "mark_over",
    "next_due",
    "opened",
    "plan",
    "planned_on",
    "zones",
]
