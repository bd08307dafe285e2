"""The inbound drain: one message, one transaction, the oldest of each address first."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

import peewee

from engine.channels import Kit
from engine.inbound.received import who_wrote
from engine.inbound.understanding import understand
from engine.models import Inbound
from engine.models.db import locked, transaction
from engine.models.people import lock_member
from engine.published import NothingPublished, live

log = logging.getLogger(__name__)

MOST_RAISES = 3  # then it is set aside and shown, and what came after it goes on
QUARANTINED = "quarantined"
BATCH = 100


@dataclass(frozen=True)
class Drained:
    """``handled`` messages were understood or set aside; ``more`` are waiting."""

    handled: int = 0
    more: bool = False


def drain(kit: Kit, now: datetime, limit: int = BATCH) -> Drained:
    """Understand what has come in, up to ``limit``. Before anything is published it all waits."""
    try:
        live()
    except NothingPublished:
        return Drained()
    waiting = _oldest_of_each(limit)
    handled = sum(_one(id, kit, now) for id in waiting)
    return Drained(handled, more=handled > 0 and bool(_oldest_of_each(1)))


def _oldest_of_each(limit: int) -> list[int]:
    """The first unhandled message of each address, oldest first: a later one waits for it."""
    oldest = peewee.fn.MIN(Inbound.id)
    rows = Inbound.select(oldest).where(Inbound.handled_at.is_null()).group_by(Inbound.from_value)
    return list(rows.order_by(oldest).limit(limit).scalars())


def _one(id: int, kit: Kit, now: datetime) -> int:
    try:
        with transaction():
            inbound = _claim(id)
            if inbound is None:
                return 0
            understand(inbound, kit, now)
            return 1
    except Exception:  # whatever one message holds, its neighbours go on
        log.exception("Inbound %s could not be understood", id)
        return _count_raise(id, now)


def _claim(id: int) -> Inbound | None:
    """The message, its member locked before it; None where another drain has it or an earlier one came to light."""
    seen = Inbound.get_or_none((Inbound.id == id) & Inbound.handled_at.is_null())
    if seen is None:
        return None
    member_id = seen.member_id
    if member_id is None and (writer := who_wrote(seen.channel, seen.from_value)) is not None:
        member_id = writer.id
    if member_id is not None and lock_member(member_id) is None:
        member_id = None
    mine = (Inbound.id == id) & Inbound.handled_at.is_null()
    inbound: Inbound | None = locked(Inbound.select().where(mine), skip=True).first()
    if inbound is None or _earlier(inbound):
        return None
    inbound.member_id = member_id
    return inbound


def _earlier(inbound: Inbound) -> bool:
    before = (
        (Inbound.from_value == inbound.from_value) & (Inbound.id < inbound.id) & Inbound.handled_at.is_null()
    )
    return bool(Inbound.select().where(before).exists())


def _count_raise(id: int, now: datetime) -> int:
    """Count it; at the third it is set aside and shown. Returns 1 where it was."""
    with transaction():
        Inbound.update(raises=Inbound.raises + 1).where(Inbound.id == id).execute()
        poison = (Inbound.id == id) & (Inbound.raises >= MOST_RAISES) & Inbound.handled_at.is_null()
        return int(Inbound.update(handled_at=now, understood_as=QUARANTINED).where(poison).execute())
