"""Each condition as a SQL expression over Member: the one place that says what a condition means."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import Cast, Value, fn

from engine.audience.context import Context
from engine.audience.reaching import takes
from engine.language.conditions import Condition, ConditionKey, Conditions
from engine.models import Attendance, Ballot, CallAnswer, Entry, Event, Inbound, Member, Occurrence, Room, Tag
from engine.models.challenges import COUNTS
from engine.models.people import STRANGER
from engine.models.running import PHONE_CALL
from engine.now import to_ms
from engine.tallies import winning_members
from engine.times import Duration

TRUE, FALSE = Value(1) == Value(1), Value(1) == Value(0)
SHARES = 10_000  # a percent in hundredths
PRIME = 2**31 - 1  # a product of two numbers below it fits 64 bits

OWN = {"name": Member.name, "birthday": Member.birthday}  # no free fields, though a step may set them

Meaning = Callable[[Condition, Context], Any]


def expression(conditions: Conditions, context: Context) -> Any:
    """All of the conditions, of members who have not been forgotten; strangers who wrote to us are none."""
    present = Member.forgotten_at.is_null() & (Member.how != STRANGER)
    return reduce(and_, (MEANINGS[one.key](one, context) for one in conditions.all_of), present)


def _tagged(condition: Condition, context: Context) -> Any:
    mine = Tag.select(Value(1)).where((Tag.member == Member.id) & _is(Tag.name, condition.values))
    return fn.EXISTS(mine)


def _all_tagged(condition: Condition, context: Context) -> Any:
    each = (Condition("tagged", condition.place, (tag,)) for tag in condition.values)
    return reduce(and_, (_tagged(one, context) for one in each), TRUE)


def _not_tagged(condition: Condition, context: Context) -> Any:
    return ~_tagged(condition, context)


def _role(condition: Condition, context: Context) -> Any:
    return _is(Member.role, condition.values)


def _not_role(condition: Condition, context: Context) -> Any:
    return ~_role(condition, context)


def _stage(condition: Condition, context: Context) -> Any:
    return _is(Member.stage, condition.values)


def _joined_within(condition: Condition, context: Context) -> Any:
    return Member.joined_at >= _ago(condition, context)


def _joined_over(condition: Condition, context: Context) -> Any:
    return Member.joined_at < _ago(condition, context)


def _quiet_for(condition: Condition, context: Context) -> Any:
    return heard_at() <= to_ms(_ago(condition, context))


def heard_at() -> Any:
    """When the member was last heard from, in stored milliseconds; who never wrote, when they joined."""
    return fn.COALESCE(Member.last_heard_at, Member.joined_at)


def _takes(condition: Condition, context: Context) -> Any:
    return reduce(or_, (takes(channel) for channel in condition.values), FALSE)


def _language(condition: Condition, context: Context) -> Any:
    dialects = (fn.LOWER(Member.language).startswith(f"{value.lower()}-") for value in condition.values)
    return reduce(or_, dialects, _is(Member.language, condition.values))


def _event(condition: Condition, context: Context) -> Any:
    reported = _reported(condition, context)
    if context.since is not None:
        reported &= Event.at >= context.since
        if context.cause.startswith("event:"):
            reported &= Event.public_id != context.cause.removeprefix("event:")
    return fn.EXISTS(Event.select(Value(1)).where(reported))


def _no_event(condition: Condition, context: Context) -> Any:
    """Since a walk began there is always none, so here all that was ever reported counts, under ``stop when`` too."""
    return ~fn.EXISTS(Event.select(Value(1)).where(_reported(condition, context)))


def _reported(condition: Condition, context: Context) -> Any:
    reported = (Event.member == Member.id) & _is(Event.name, condition.values)
    return reported & (Event.at >= _ago(condition, context)) if condition.duration else reported


def _percent(condition: Condition, context: Context) -> Any:
    """A member's place in a workflow's own shuffle of everybody, the same in every database and for good.

    Carter and Wegman's (a·id + b) mod p: the workflow's name gives a and b, and it needs no more than the
    64-bit arithmetic that both databases have. A larger share takes in all of a smaller one.
    """
    digest = hashlib.sha256(context.workflow.encode()).digest()
    a = int.from_bytes(digest[:8]) % (PRIME - 1) + 1
    b = int.from_bytes(digest[8:16]) % PRIME
    place = _modulo(_modulo(Cast(Member.id, "bigint") * a + b, PRIME), SHARES)
    return place < (condition.percent or 0) * (SHARES // 100)


def _modulo(number: Any, by: int) -> Any:
    """The remainder, by way of whole division: the sign for it means LIKE here and a parameter in psycopg."""
    return number - number / by * by


def _field(condition: Condition, context: Context) -> Any:
    if condition.field in OWN:
        return _is(OWN[condition.field], condition.values)
    stored: Any = Member.fields  # the stubs know a JSON field only as its value
    return _is(fn.COALESCE(stored[condition.field].as_text(), ""), condition.values)


def _call_outcome(condition: Condition, context: Context) -> Any:
    call = context.occurrence
    if call is None:
        return FALSE
    if condition.key in ("attended", "missed"):
        on = (Attendance.occurrence == call.id) & (Attendance.member == Member.id)
        there = fn.EXISTS(Attendance.select(Value(1)).where(on))
        if call.kind != PHONE_CALL:  # nobody is counted there: who says so was there
            return there if condition.key == "attended" else FALSE
        if not call.attendance_known:  # unknown is neither attended nor missed
            return FALSE
        return there if condition.key == "attended" else ~there & ~_rang(call) & ~_is_ill(call)
    answered = (CallAnswer.occurrence == call.id) & (CallAnswer.member == Member.id)
    if condition.key == "not answered":
        return ~fn.EXISTS(CallAnswer.select(Value(1)).where(answered))
    said = condition.key.removeprefix("said ")
    return fn.EXISTS(CallAnswer.select(Value(1)).where(answered & (CallAnswer.said == said)))


def _took_part(condition: Condition, context: Context) -> Any:
    run = context.occurrence
    if run is None:
        return FALSE
    theirs = (Entry.occurrence == run.id) & (Entry.member == Member.id) & Entry.state.in_(COUNTS)
    return fn.EXISTS(Entry.select(Value(1)).where(theirs))


def _is_ill(call: Occurrence) -> Any:
    """Whether they were to lead it and told us that they can't: nobody need tell them that they were missed."""
    return (Member.id == call.host_id) if call.host_said == "sick" and call.host_id else FALSE


def _vote_outcome(condition: Condition, context: Context) -> Any:
    vote = context.occurrence
    if vote is None:
        return FALSE
    if condition.key == "won":
        return Member.id.in_(winning_members(vote))
    theirs = (Ballot.occurrence == vote.id) & (Ballot.member == Member.id)
    voted = fn.EXISTS(Ballot.select(Value(1)).where(theirs))
    return voted if condition.key == "voted" else ~voted


def _rang(call: Occurrence) -> Any:
    """Whether they rang us while the call's doors were open: who was turned away, or heard a recording in its place,
    did not miss it."""
    opened = Room.select(fn.MIN(Room.opened_at)).where(Room.occurrence == call.id)
    over = call.ended_at or call.ends_at or call.starts_at
    rings = (Inbound.channel == "phone") & (Inbound.text == "") & (Inbound.member == Member.id)
    during = (Inbound.received_at >= opened) & (Inbound.received_at <= over)
    return fn.EXISTS(Inbound.select(Value(1)).where(rings & during))


def _is(column: Any, values: tuple[str, ...]) -> Any:
    """Whether the column is one of the words in any case.

    SQLite lowers only ASCII, so the words as they were typed count too.
    """
    lowered = sorted({value.lower() for value in values})
    return fn.LOWER(column).in_(lowered) | column.in_(sorted(set(values)))


def _ago(condition: Condition, context: Context) -> datetime:
    """That long ago by the community's own wall clock: one line in time for the whole audience."""
    duration: Duration | None = condition.duration
    if duration is None:
        raise ValueError(f"{condition.key} at {condition.place} says no duration")
    return duration.before(context.now, context.community.timezone)


MEANINGS: dict[ConditionKey, Meaning] = {
    "tagged": _tagged,
    "all tagged": _all_tagged,
    "not tagged": _not_tagged,
    "role": _role,
    "not role": _not_role,
    "stage": _stage,
    "joined within": _joined_within,
    "joined over": _joined_over,
    "quiet for": _quiet_for,
    "takes": _takes,
    "language": _language,
    "event": _event,
    "no event": _no_event,
    "percent": _percent,
    "field": _field,
    "attended": _call_outcome,
    "missed": _call_outcome,
    "said yes": _call_outcome,
    "said no": _call_outcome,
    "not answered": _call_outcome,
    "took part": _took_part,
    "voted": _vote_outcome,
    "not voted": _vote_outcome,
    "won": _vote_outcome,
}
