"""The clock: what becomes due is made and its bells are named; ringing them is for ``engine.jobs``."""

from engine.clock.due import next_due
from engine.clock.starts import begin_by_hand, make_starts
from engine.clock.ticking import make_due, tick

__all__ = ["begin_by_hand", "make_due", "make_starts", "next_due", "tick"]
