"""What missing calls sets off: one event when it is three of a workflow's calls in a row, and never another.

It is told two days after the third, for until then whoever was there unseen may still say so. A call of which nobody
knows who was there neither breaks a row nor counts; nor does one from before somebody was a member, or was not for them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial, reduce
from operator import and_
from typing import Any

from peewee import Cast, Value, fn

from engine import audience, runner
from engine.attendance.ending import IN_TIME, over_at
from engine.attendance.telling import Reported, told
from engine.language.conditions import Condition, Conditions
from engine.models import Event, Limit, Member, Occurrence
from engine.models.db import transaction
from engine.models.looks import Look
from engine.published import live

IN_A_ROW = 3
LATEST = timedelta(days=7)  # what a longer outage kept from being told is not told any more
PAGE = 200
PREFIX = "missed:"


def report(now: datetime) -> Reported:
    """Report who missed the third call in a row, each member once, in a transaction of their own."""
    handled, more = 0, False
    for call in _to_tell(now):
        page = list(missing(call, now).order_by(Member.id).limit(PAGE))
        done = sum(
            told(partial(_report, member, call, now), f"that member {member.id} missed call {call.id}")
            for member in page
        )
        if done == len(page) < PAGE:
            _all_told(call)
        handled, more = handled + done, more or done == PAGE
    return Reported(handled, more)


def waits(now: datetime) -> bool:
    """Whether there is a call of which it is time to tell."""
    return bool(_to_tell(now))


def next_due(after: datetime) -> datetime | None:
    """The next instant at which misses are told of."""
    instants = (over_at(call) + IN_TIME for call in _RECENT.found(after))
    return min((at for at in instants if at > after), default=None)


def missing(call: Occurrence, now: datetime) -> Any:
    """The members for whom this call was the third in a row that they missed, and who were not told of yet."""
    row = _row_up_to(call)
    if len(row) < IN_A_ROW:
        return Member.select().where(Value(1) == Value(0))
    missed, before = row[:IN_A_ROW], row[IN_A_ROW:]
    was_in = Member.joined_at < missed[-1].starts_at
    first = reduce(and_, (~_missed(one, now) | (Member.joined_at >= one.starts_at) for one in before), was_in)
    key = Value(f"{PREFIX}{call.id}:").concat(Cast(Member.id, "text"))
    known = fn.EXISTS(Event.select(Value(1)).where(Event.key == key))
    return Member.select().where(reduce(and_, (_missed(one, now) for one in missed), first) & ~known)


def _to_tell(now: datetime) -> list[Occurrence]:
    """The calls of lately of which HERE is over, and not everybody was told of."""
    return [call for call in _TO_TELL.found(now) if over_at(call) + IN_TIME <= now]


def _untold(now: datetime) -> Any:
    all_told = Limit.select(Value(1)).where(Limit.key == Value(PREFIX).concat(Cast(Occurrence.id, "text")))
    calls = Occurrence.select().where(_recent(now) & ~fn.EXISTS(all_told))
    return calls.order_by(Occurrence.starts_at)


def _all_told(call: Occurrence) -> None:
    with transaction():
        Limit.insert(key=f"{PREFIX}{call.id}", window=over_at(call), count=1).on_conflict_ignore().execute()


def _recent(now: datetime) -> Any:
    return _known() & (Occurrence.ends_at > now - IN_TIME - LATEST)


_RECENT = Look(lambda now: Occurrence.select().where(_recent(now)))
_TO_TELL = Look(_untold)


def _row_up_to(call: Occurrence) -> list[Occurrence]:
    """The call, and those before it of which it is known who was there: one more than make a row, latest first."""
    before = _known() & (Occurrence.workflow == call.workflow) & (Occurrence.starts_at <= call.starts_at)
    latest = Occurrence.select().where(before).order_by(Occurrence.starts_at.desc(), Occurrence.id.desc())
    return list(latest.limit(IN_A_ROW + 1))


def _known() -> Any:
    return (
        Occurrence.attendance_known & Occurrence.counted_at.is_null(False) & Occurrence.ends_at.is_null(False)
    )


def _missed(call: Occurrence, now: datetime) -> Any:
    """Whether a member was meant to be on the call and was not, as ``for: missed`` has it."""
    published = live()
    workflow = published.workflow(call.revision_id)
    outcome = Condition("missed", workflow.place)
    rules = Conditions((*workflow.audience.all_of, outcome))
    return audience.query(
        rules, now=now, community=published.community, workflow_name=workflow.name, occurrence=call
    )


def _report(member: Member, call: Occurrence, now: datetime) -> None:
    data = {"call": call.workflow, "day": call.key}
    runner.report(
        member,
        f"missed-{IN_A_ROW}",
        f"{PREFIX}{call.id}:{member.id}",
        now,
        data=data,
        by="the call",
        heard=False,
    )
