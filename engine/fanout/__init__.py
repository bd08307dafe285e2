"""Audiences being served: reminders, broadcasts and starts for many, with INSERT … SELECT and a stored cursor."""

from engine.fanout.dates import anybodys
from engine.fanout.draining import Drained, drain
from engine.fanout.task import ENROLL, NOTE, SEND, STEP

__all__ = ["ENROLL", "NOTE", "SEND", "STEP", "Drained", "anybodys", "drain"]
