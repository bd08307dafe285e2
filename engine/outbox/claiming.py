"""Taking rows for one drain, and giving them back: a lease, so that a killed worker's rows come free again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee

from engine.models import Delivery, Member
from engine.models.db import locked, transaction
from engine.models.looks import Look
from engine.models.sending import (
    CLAIMED,
    FAILED,
    HELD,
    QUEUED,
    SENDING,
    SERVICE,
    UNKNOWN,
    WAITING_LITERALS,
)
from engine.outbox.leaving import left

SUSPECT = "lease"  # the reason code of a row whose worker died with it: tried again alone
TOO_OFTEN = 3


@dataclass(frozen=True)
class Lease:
    """One drain's hold on its rows. ``token`` is random, never a host's or a process's name, which may return."""

    token: str
    until: datetime  # machine time


def claim(
    lanes: Collection[int], limit: int, lease: Lease, now: datetime, *, paced_out: Collection[str] = ()
) -> list[int]:
    """The ids of up to ``limit`` due rows, now ours: the oldest of each member, urgent lanes first.

    Rows for a channel in ``paced_out`` are left for later. One transaction of its own.
    """
    with transaction():
        rows = _DUE.found(now, limit, tuple(lanes), tuple(sorted(paced_out)))
        ids = _chosen(rows)
        if ids:
            claimed = Delivery.update(state=CLAIMED, lease_token=lease.token, leased_until=lease.until)
            claimed.where(Delivery.id.in_(ids)).execute()
        return ids


def give_back(ids: Sequence[int], lease: Lease) -> None:
    """Return rows that were claimed and not used; the caller is in a transaction or opens none on purpose."""
    if ids:
        free: dict[str, Any] = {"state": QUEUED, "lease_token": "", "leased_until": None}
        mine = Delivery.id.in_(list(ids)) & (Delivery.lease_token == lease.token)
        Delivery.update(**free).where(mine, Delivery.state == CLAIMED).execute()


def release_expired(now: datetime, machine_now: datetime) -> int:
    """Rows of workers that died: claimed ones are queued again, those being sent are in doubt. Returns how many.

    A row that was tried alone and lost its worker again may be what kills them: the third time it is set aside.
    """
    gone = _gone(machine_now)
    if not _LEFT_BEHIND.any(machine_now):
        return 0
    free: dict[str, Any] = {"lease_token": "", "leased_until": None}
    claimed = gone & (Delivery.state == CLAIMED)
    again = claimed & (Delivery.reason_code == SUSPECT)
    words = f"Its worker died {TOO_OFTEN} times while it had nothing else to do."
    with transaction():
        Delivery.update(raises=Delivery.raises + 1).where(again).execute()
        poison = Delivery.update(
            state=FAILED, reason=words, reason_code="quarantined", settled_at=now, **free
        )
        dead = list(poison.where(again, Delivery.raises >= TOO_OFTEN).returning(Delivery).execute())
        left([row.enrollment_id for row in dead], FAILED, now)
        why = "The worker that had it was gone."
        back = Delivery.update(state=QUEUED, reason=why, reason_code=SUSPECT, **free).where(claimed).execute()
        doubt = "It may have left: the worker was gone before the answer came."
        unknown = Delivery.update(state=UNKNOWN, reason=doubt, reason_code=UNKNOWN, **free)
        return len(dead) + int(back) + int(unknown.where(gone, Delivery.state == SENDING).execute())


def _due(now: datetime, limit: int, lanes: tuple[int, ...], paced_out: tuple[str, ...]) -> Any:
    other = Delivery.alias()
    busy = other.select(peewee.Value(1)).where(
        (other.member == Delivery.member) & other.state.in_((CLAIMED, SENDING))
    )
    before = other.select(peewee.Value(1)).where(
        (other.enrollment == Delivery.enrollment) & (other.state == HELD) & (other.id < Delivery.id)
    )
    due = (
        Delivery.select(Delivery.id, Delivery.member, Delivery.reason_code)
        .join(Member)
        .where(
            Delivery.state.in_(WAITING_LITERALS),
            Delivery.lane.in_(list(lanes)),
            Delivery.due_at <= now,
            Delivery.channel.not_in(list(paced_out)),
            ~peewee.fn.EXISTS(busy),
            (Delivery.kind == SERVICE) | ~peewee.fn.EXISTS(before),
        )
        .order_by(Delivery.lane, Delivery.due_at, Delivery.id)
        .limit(limit)
    )
    return locked(due, of=(Delivery, Member), skip=True)


_DUE = Look(_due)


def _gone(machine_now: datetime) -> Any:
    return (Delivery.leased_until < machine_now) & (Delivery.lease_token != "")


def _left_behind(machine_now: datetime) -> Any:
    under_way = Delivery.state.in_((CLAIMED, SENDING))
    return Delivery.select(Delivery.id).where(_gone(machine_now), under_way).limit(1)


_LEFT_BEHIND = Look(_left_behind)


def _chosen(rows: Sequence[Delivery]) -> list[int]:
    """The first row of each member; a suspect goes alone, so that it can take no neighbour down with it."""
    if rows and rows[0].reason_code == SUSPECT:
        return [rows[0].id]
    first: dict[int, int] = {}
    for row in rows:
        if row.reason_code != SUSPECT:
            first.setdefault(row.member_id, row.id)
    return list(first.values())
