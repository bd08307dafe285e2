"""A leader's own people, in first names: who is new, who is quiet, who missed calls, who had a win, whom to call.

A leader sees only those whom they brought (whose sponsor they are), and by name only those who were told that their
leader does; the others are a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import Value, fn

from engine.models import Attendance, Delivery, Event, Member, Occurrence, Praise
from engine.models.people import STRANGER
from engine.models.running import PHONE_CALL
from engine.models.sending import SENT

A_WEEK = timedelta(days=7)
QUIET = timedelta(days=21)
CALLS = 3  # missed in a row
CALL_THESE = 3


@dataclass(frozen=True, slots=True)
class Team:
    """First names, each list the longest there first. ``others`` are how many may not be named yet."""

    new: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    wins: tuple[str, ...] = ()
    call: tuple[str, ...] = ()
    others: int = 0
    count: int = 0

    def as_fields(self) -> dict[str, Any]:
        """As merge fields: lists of first names, and two numbers."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }


def team(leader: Member, now: datetime) -> Team:
    """What a leader hears of their people this week: a handful of statements, however many they are."""
    mine = list(Member.select().where(brought_by(leader)).order_by(Member.joined_at, Member.id))
    may_be_named = told([one.id for one in mine])
    named = [one for one in mine if one.id in may_be_named]
    missed, won = missed_calls(named, now), _won(named, now)
    new = [one for one in named if one.joined_at > now - A_WEEK]
    quiet = [one for one in named if (one.last_heard_at or one.joined_at) < now - QUIET]
    return Team(
        new=_names(new),
        quiet=_names(quiet),
        missed=_names(missed),
        wins=_names([one for one in named if one.id in won]),
        call=_names(call_these(named, missed, now)),
        others=len(mine) - len(named),
        count=len(mine),
    )


def brought_by(leader: Member) -> Any:
    """Those whose sponsor somebody is, and who are still with us."""
    return (Member.sponsor == leader.id) & (Member.how != STRANGER) & Member.forgotten_at.is_null()


def call_these(people: Sequence[Member], missed: Sequence[Member], now: datetime) -> list[Member]:
    """The three for whom a call would mean most: who missed calls or is quiet, longest unheard first; no one in mourning."""
    absent = {one.id for one in missed}
    heard = {one.id: one.last_heard_at or one.joined_at for one in people}
    wanting = [one for one in people if one.id in absent or heard[one.id] < now - QUIET]
    there = [one for one in wanting if one.resting_until is None or one.resting_until <= now]
    return sorted(there, key=lambda one: (heard[one.id], one.id))[:CALL_THESE]


def missed_calls(people: Sequence[Member], now: datetime) -> list[Member]:
    """Who was on none of the last three calls of which it is known who was there, and was with us for all three."""
    known = Occurrence.attendance_known & (Occurrence.kind == PHONE_CALL) & (Occurrence.starts_at <= now)
    calls = list(Occurrence.select().where(known).order_by(Occurrence.starts_at.desc()).limit(CALLS))
    if len(calls) < CALLS:
        return []
    there = Attendance.select(Attendance.member).where(Attendance.occurrence.in_([one.id for one in calls]))
    seen = {row.member_id for row in there}
    first = calls[-1].starts_at
    return [one for one in people if one.id not in seen and one.joined_at < first]


def told(ids: Sequence[int]) -> set[int]:
    """Whose leaders may see them by name: who was told so, and whom the telling has reached."""
    here = Member.id.in_(list(ids)) & Member.told_at.is_null(False)
    on_its_way = Delivery.select(Value(1)).where(
        (Delivery.member == Member.id) & (Delivery.cause == told_cause()) & (Delivery.state != SENT)
    )
    return {row.id for row in Member.select(Member.id).where(here & ~fn.EXISTS(on_its_way))}


def told_cause() -> Any:
    """What the one telling of each member is unique by."""
    return Value("told:").concat(Member.public_id)


def _won(people: Sequence[Member], now: datetime) -> set[int]:
    """Who was praised, or had a first sale or the like reported, this week."""
    ids = [one.id for one in people]
    praised = Praise.select(Praise.member).where(
        Praise.member.in_(ids), Praise.state == "approved", Praise.shared_at > now - A_WEEK
    )
    sold = Event.select(Event.member).where(
        Event.member.in_(ids), Event.name.in_(("first-sale", "sale", "win")), Event.at > now - A_WEEK
    )
    return {row.member_id for row in praised} | {row.member_id for row in sold}


def _names(people: Sequence[Member]) -> tuple[str, ...]:
    return tuple(one.name.split()[0] for one in people if one.name.strip())
