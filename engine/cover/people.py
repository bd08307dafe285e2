"""Who is meant: the leader of a call, those who may stand in, those who are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN, fn

from engine import audience, rooms
from engine.language.dated import Call
from engine.models import Member, Occurrence
from engine.models.people import STRANGER
from engine.models.running import PHONE_CALL
from engine.published import live

STAFF = ("host", "manager")
COMING = ("planned", "open")
A_DAY = timedelta(days=1)


def led_by(member: Member, now: datetime) -> Occurrence | None:
    """The call of the next 24 hours, or that is on, which this member leads or is to lead."""
    near = (
        (Occurrence.kind == PHONE_CALL)
        & Occurrence.state.in_(COMING)
        & (Occurrence.ends_at > now)
        & (Occurrence.starts_at <= now + A_DAY)
    )
    for row in Occurrence.select().where(near).order_by(Occurrence.starts_at, Occurrence.id):
        call = rooms.terms(row)
        if call is not None and _leads(member, row, call, now):
            return row
    return None


def _leads(member: Member, row: Occurrence, call: Call, now: datetime) -> bool:
    if member.id in (row.led_by_id, row.host_id):
        return True
    if row.host_id is not None or call.host.everyone:
        return False
    return audience.holds(call.host, member, now=now, community=live().community, workflow_name=row.workflow)


def host_of(row: Occurrence, call: Call, now: datetime) -> Member | None:
    """Who is to lead: the one it was planned with, else the first who fits the file's `host:`."""
    if row.host_id is not None:
        found: Member | None = Member.get_or_none((Member.id == row.host_id) & Member.forgotten_at.is_null())
        return found
    if call.host.everyone:
        return None
    first: Member | None = Member.select().where(_fits(call.host, row, now)).order_by(Member.id).first()
    return first


def willing(row: Occurrence, call: Call, asked: set[int], now: datetime) -> tuple[int, ...]:
    """Who may be asked to stand in and was not yet: those who led longest ago first.

    Left out are the host, and whoever paused us, has lost somebody, or has no phone that we may reach.
    """
    if call.stand_ins is None:
        return ()
    last = fn.MAX(Occurrence.starts_at)
    there = Member.paused_until.is_null() | (Member.paused_until <= now)
    there &= Member.resting_until.is_null() | (Member.resting_until <= now)
    fits = _fits(call.stand_ins, row, now) & there & audience.takes("phone")
    if row.host_id is not None:
        fits &= Member.id != row.host_id
    elif not call.host.everyone:
        fits &= ~_fits(call.host, row, now)
    rows = (
        Member.select(Member.id)
        .join(Occurrence, JOIN.LEFT_OUTER, on=(Occurrence.led_by == Member.id))
        .where(fits)
        .group_by(Member.id)
        .order_by(fn.COALESCE(last, 0), Member.id)
    )
    return tuple(one.id for one in rows if one.id not in asked)


def staff() -> Iterator[Member]:
    """Everybody whose role is host or manager."""
    present = Member.forgotten_at.is_null() & (Member.how != STRANGER)
    yield from Member.select().where(fn.LOWER(Member.role).in_(STAFF) & present).order_by(Member.id)


def _fits(conditions: Any, row: Occurrence, now: datetime) -> Any:
    return audience.query(conditions, now=now, community=live().community, workflow_name=row.workflow)
