"""SCORE: how the community does, in one text. A line is a function of the community; those with nothing to say say None."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from engine.managing.listing import last_call
from engine.managing.manager import Manager
from engine.managing.words import ENGLISH, say
from engine.models import Attendance, Member, Praise, Thread
from engine.models.people import STRANGER

A_WEEK = timedelta(days=7)
Line = Callable[[Manager], "str | None"]


def score(manager: Manager) -> str:
    """Like "212 members, 5 joined this week, 43 on the last call, 7 praises this week, 3 open conversations." """
    found = (line(manager) for line in LINES)
    return f"{', '.join(one for one in found if one)}."


def _members(manager: Manager) -> str:
    return _counted("members", Member.select().where(_there()).count(), manager)


def _joined(manager: Manager) -> str:
    new = _there() & (Member.joined_at > manager.now - A_WEEK)
    return _counted("joined", Member.select().where(new).count(), manager)


def _on_the_call(manager: Manager) -> str | None:
    call = last_call(manager)
    if call is None:
        return None
    there = (Attendance.occurrence == call.id) & Attendance.member.is_null(False)
    return _counted("on the call", Attendance.select().where(there).count(), manager)


def _praises(manager: Manager) -> str:
    of_late = (Praise.state == "approved") & (Praise.host_said_at > manager.now - A_WEEK)
    return _counted("praises", Praise.select().where(of_late).count(), manager)


def _conversations(manager: Manager) -> str:
    """Those that are open; a complaint is nobody's to count, lest whoever it is about learns of it."""
    return _counted(
        "conversations", Thread.select().where(Thread.done_at.is_null() & ~Thread.complaint).count(), manager
    )


def _there() -> Any:
    return Member.forgotten_at.is_null() & (Member.how != STRANGER)


def _counted(key: str, count: int, manager: Manager) -> str:
    single = f"{key} one" if count == 1 and f"{key} one" in ENGLISH else key
    return say(single, manager.language, count=f"{count:,}")


LINES: Sequence[Line] = (_members, _joined, _on_the_call, _praises, _conversations)
