"""Counting a call that is over: who was there is written down once, with what follows from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import chunked

from engine.attendance import misses, streaks
from engine.attendance.asking import Away, ask
from engine.attendance.due import UNTIL, due, put_off
from engine.attendance.ending import over_at
from engine.attendance.sheet import Seen, Sheet, sheet_of
from engine.channels import Kit
from engine.models import Attendance, Occurrence
from engine.models.db import locked, transaction
from engine.models.looks import Look
from engine.models.running import PHONE_CALL
from engine.published import workflow_of

LINE, SAID = "line", "said"
MOST_AT_ONCE = 500  # rows of one statement


@dataclass(frozen=True, slots=True)
class Drained:
    """``handled`` calls were counted or attendances reported; ``more`` says that some are left."""

    handled: int = 0
    more: bool = False


def drain(kit: Kit, now: datetime) -> Drained:
    """Count what is over, ask where callbacks were lost, and report what members did; about two seconds of it."""
    handled, more = 0, False
    for call in due(now):
        done = _count(call, kit, now)
        handled += done is True
        more |= done is None
    for told in (streaks.report(now), misses.report(now)):
        handled, more = handled + told.handled, more or told.more
    return Drained(handled, more)


def assume_held(now: datetime) -> int:
    """For a world that is only virtual, where nobody dials: the calls that are over were held, by their hosts.

    What was said before of who was there stays.
    """
    calls = list(_held(now)) if _HELD.any(now) else []
    for call in calls:
        with transaction():
            leads = call.led_by_id or call.host_id
            if leads is not None and not call.attendance_known:
                Attendance.create(
                    occurrence=call, member=leads, first_at=call.starts_at, last_at=call.ends_at, joins=1
                )
            _mark(call, 0, now, known=not _outside(call))
    return len(calls)


def _held(now: datetime) -> Any:
    over = Occurrence.counted_at.is_null() & (Occurrence.ends_at <= now) & (Occurrence.state != "cancelled")
    return Occurrence.select().where((Occurrence.kind == PHONE_CALL) & over)


_HELD = Look(lambda now: _held(now).limit(1))


def _count(call: Occurrence, kit: Kit, now: datetime) -> bool | None:
    """True where the call is counted now, None where more has to be asked, False where that cannot be now."""
    if _outside(call):
        return _settle(call, (), now, known=False)
    try:
        asked = ask(sheet_of(call), kit.carriers.rooms, now)
    except Away:
        if now < over_at(call) + UNTIL:
            put_off(call, now)
            return False
        return _write(sheet_of(call), now, known=False)
    return _write(sheet_of(call), now, known=True) if asked else None


def _outside(call: Occurrence) -> bool:
    """Whether it was on a bridge of somebody else's, which tells us nothing."""
    dialled = workflow_of(call.revision_id).call
    return dialled is not None and dialled.number is not None


def _write(sheet: Sheet, now: datetime, *, known: bool) -> bool:
    """A call that nobody led was not held, so nobody attended or missed it, whoever waited in its room."""
    return _settle(sheet.call, sheet.seen(), now, known=known and sheet.led)


def _settle(call: Occurrence, seen: Collection[Seen], now: datetime, *, known: bool) -> bool:
    """Write all of it down in one transaction; False where another drain has done so."""
    with transaction():
        mine = Occurrence.select(Occurrence.id).where(
            (Occurrence.id == call.id) & Occurrence.counted_at.is_null()
        )
        if locked(mine).first() is None:
            return False
        _replace(call, seen)
        _mark(call, sum(one.unnamed for one in seen), now, known=known)
    return True


def _replace(call: Occurrence, seen: Collection[Seen]) -> None:
    """Who was seen takes the place of whatever was known; who only said so stays."""
    ids = [one.member_id for one in seen if one.member_id is not None]
    old = (Attendance.how == LINE) | Attendance.member.in_(ids)
    Attendance.delete().where((Attendance.occurrence == call.id) & old).execute()
    rows = [
        {
            "occurrence": call.id,
            "member": one.member_id,
            "address": one.address,
            "seconds": one.seconds,
            "joins": one.phone_calls,
            "first_at": one.first_at,
            "last_at": one.last_at,
        }
        for one in seen
    ]
    for batch in chunked(rows, MOST_AT_ONCE):
        Attendance.insert_many(batch).execute()


def _mark(call: Occurrence, unnamed: int, now: datetime, *, known: bool) -> None:
    Occurrence.update(unnamed=unnamed, counted_at=now, attendance_known=known).where(
        Occurrence.id == call.id
    ).execute()
