"""What being on a call sets off: one event for it, and one where it makes a row of calls worth a word.

A row is counted over the calls of one workflow of which it is known who was there; the others neither break it
nor count. What missing them sets off stands in ``misses``.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from peewee import Cast, Value, fn

from engine import runner, turns
from engine.attendance.telling import Reported, told
from engine.models import Attendance, Event, Member, Occurrence
from engine.models.people import STRANGER
from engine.now import MILLISECOND, to_ms

WORTH_A_WORD = (2, 3, 5, 10, 25, 50, 100)
LONGEST = max(WORTH_A_WORD)
RECENT = timedelta(days=4)  # who says later that they were there has two days for it
DRAIN_SECONDS = 1.0
PAGE = 200


def report(now: datetime) -> Reported:
    """Report who was on the calls counted lately, each member once, in a transaction of their own."""
    until = turns.seconds() + DRAIN_SECONDS
    rows = list(unreported(now).order_by(Attendance.id).limit(PAGE))
    done = 0
    for row in rows:
        if done and turns.seconds() > until:
            return Reported(done, more=True)
        what = f"that member {row.member_id} was on call {row.occurrence_id}"
        done += told(partial(_report, row, now), what)
    return Reported(done, more=done == PAGE)


def unreported(now: datetime) -> Any:
    """Attendances of members of which no event tells yet."""
    counted = Cast(Occurrence.counted_at, "bigint")
    lately = Occurrence.attendance_known & (counted + RECENT // MILLISECOND > Value(to_ms(now)))
    calls = Occurrence.select(Occurrence.id).where(lately)
    ids = (Cast(Attendance.occurrence, "text"), Cast(Attendance.member, "text"))
    key = Value("attended:").concat(ids[0]).concat(":").concat(ids[1])
    known = fn.EXISTS(Event.select(Value(1)).where(Event.key == key))
    theirs = Attendance.occurrence.in_(calls) & (Member.how != STRANGER)
    return Attendance.select(Attendance).join(Member).where(theirs & ~known)


def _report(attended: Attendance, now: datetime) -> None:
    """The row first: the other event's key says that both are done."""
    member, call = Member.get_by_id(attended.member_id), attended.occurrence
    ids = f"{call.id}:{member.id}"
    row = in_a_row(member, call)
    if row in WORTH_A_WORD:
        runner.report(
            member, f"streak-{row}", f"streak:{ids}", now, data={"call": call.workflow}, by="the call"
        )
    data = {"call": call.workflow, "day": call.key}
    runner.report(member, f"attended-{call.workflow}", f"attended:{ids}", now, data=data, by="the call")


def report_said(member: Member, meeting: Occurrence, now: datetime) -> None:
    """The member says that they are at a meeting: an event, once for each."""
    data = {"meeting": meeting.workflow, "day": meeting.key}
    key = f"attended:{meeting.id}:{member.id}"
    runner.report(member, f"attended-{meeting.workflow}", key, now, data=data, by="the member")


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
