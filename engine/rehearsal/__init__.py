"""Managers' tests: conversations that must come out as written, run in virtual time against the real engine."""

from engine.rehearsal.failures import Failure, shown
from engine.rehearsal.rehearsing import Rehearsed, UnknownTest, rehearse

__all__ = ["Failure", "Rehearsed", "UnknownTest", "rehearse", "shown"]
