"""What being on a call sets off: one event for it, and one where it makes a row of calls worth a word.

A row is counted over the calls of one workflow of which it is known who was there; the others neither break it
nor count. That somebody was not there is never an event.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import peewee
from peewee import Cast, Value, fn

from engine import runner
from engine.models import Attendance, Event, Member, Occurrence
from engine.models.db import transaction
from engine.models.people import STRANGER
from engine.now import MILLISECOND, to_ms

WORTH_A_WORD = (2, 3, 5, 10, 25, 50, 100)
LONGEST = max(WORTH_A_WORD)
RECENT = timedelta(days=4)  # who says later that they were there has two days for it
DRAIN_SECONDS = 1.0
PAGE = 200

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reported:
    handled: int
    more: bool


def report(now: datetime) -> Reported:
    """Report who was on the calls counted lately, each member once, in a transaction of their own."""
    until = time.monotonic() + DRAIN_SECONDS
    rows = list(unreported(now).order_by(Attendance.id).limit(PAGE))
    done = 0
    for row in rows:
        if done and time.monotonic() > until:
            return Reported(done, more=True)
        done += _reported(row, now)
    return Reported(done, more=done == PAGE)


def _reported(row: Attendance, now: datetime) -> bool:
    """Whether it could be; what one member's walks raise keeps nobody else from theirs, and is tried again."""
    try:
        with transaction():
            _report(Member.get_by_id(row.member_id), row.occurrence, now)
    except (peewee.OperationalError, peewee.InterfaceError):
        raise  # the database's fault, not this row's
    except runner.Raced:
        return False
    except Exception:
        log.exception("that member %s was on call %s could not be reported", row.member_id, row.occurrence_id)
        return False
    return True


def unreported(now: datetime) -> Any:
    """Attendances of members of which no event tells yet."""
    counted = Cast(Occurrence.counted_at, "bigint")
    lately = Occurrence.attendance_known & (counted + RECENT // MILLISECOND > Value(to_ms(now)))
    calls = Occurrence.select(Occurrence.id).where(lately)
    ids = (Cast(Attendance.occurrence, "text"), Cast(Attendance.member, "text"))
    key = Value("attended:").concat(ids[0]).concat(":").concat(ids[1])
    told = fn.EXISTS(Event.select(Value(1)).where(Event.key == key))
    theirs = Attendance.occurrence.in_(calls) & (Member.how != STRANGER)
    return Attendance.select(Attendance).join(Member).where(theirs & ~told)


def _report(member: Member, call: Occurrence, now: datetime) -> None:
    """The row first: the other event's key says that both are done."""
    ids = f"{call.id}:{member.id}"
    row = in_a_row(member, call)
    if row in WORTH_A_WORD:
        runner.report(
            member, f"streak-{row}", f"streak:{ids}", now, data={"call": call.workflow}, by="the call"
        )
    data = {"call": call.workflow, "day": call.key}
    runner.report(member, f"attended-{call.workflow}", f"attended:{ids}", now, data=data, by="the call")


def in_a_row(member: Member, call: Occurrence) -> int:
    """On how many calls of this workflow in a row they were, up to this one."""
    known = (
        (Occurrence.workflow == call.workflow)
        & Occurrence.attendance_known
        & Occurrence.counted_at.is_null(False)
    )
    there = fn.EXISTS(
        Attendance.select(Value(1)).where(
            (Attendance.occurrence == Occurrence.id) & (Attendance.member == member.id)
        )
    )
    calls: Any = (
        Occurrence.select(there)
        .where(known & (Occurrence.starts_at <= call.starts_at))
        .order_by(Occurrence.starts_at.desc(), Occurrence.id.desc())
        .limit(LONGEST + 1)
        .tuples()
    )
    row = 0
    for (was_there,) in calls:
        if not was_there:
            break
        row += 1
    return row
