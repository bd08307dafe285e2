"""Conversations that need a person who is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine import threads
from engine.doctor.result import Result, warning
from engine.wording.say import plural


def waiting(now: datetime) -> Iterator[Result]:
    """Those that nobody has, those without an answer that nobody is left for, and complaints that nobody may get."""
    repair = "Give somebody the role of host or manager, with a number or mailbox that agreed."
    if count := threads.unowned(now):
        yield warning("conversations", f"{plural(count, 'conversation')} with nobody to have it", repair)
    if count := threads.complaints_waiting():
        said = f"{plural(count, 'complaint')} that only those could get whom it is about, so nobody has it"
        yield warning("complaints", said, "Give somebody else the role of manager.")
    if count := threads.unanswered(now):
        said = f"{plural(count, 'conversation')} without an answer, and nobody is left to pass it on to"
        yield warning("answers", said, "Answer it, or give somebody else the role of host.")
