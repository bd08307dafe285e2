"""The inbound drain: one message, one transaction, the oldest of each address first."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee

from engine.channels import Kit
from engine.inbound.received import who_wrote
from engine.inbound.understanding import understand
from engine.models import Inbound
from engine.models.db import locked, transaction
from engine.models.looks import Look
from engine.models.people import lock_member
from engine.now import EPOCH
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
    return [id for (id,) in _OLDEST.rows(EPOCH, limit)]


def _oldest(now: datetime, limit: int) -> Any:
    oldest = peewee.fn.MIN(Inbound.id)
    rows = Inbound.select(oldest).where(Inbound.handled_at.is_null()).group_by(Inbound.from_value)
    return rows.order_by(oldest).limit(limit)


_OLDEST = Look(_oldest)


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
    seen = _UNHANDLED.one(EPOCH, id)
    if seen is None:
        return None
    member_id = seen.member_id
    if member_id is None and (writer := who_wrote(seen.channel, seen.from_value)) is not None:
        member_id = writer.id
    if member_id is not None and lock_member(member_id) is None:
        member_id = None
    inbound: Inbound | None = _OURS.one(EPOCH, id)
    if inbound is None or _EARLIER.any(EPOCH, seen.from_value, id):
        return None
    inbound.member_id = member_id
    return inbound


def _unhandled(now: datetime, id: int) -> Any:
    return Inbound.select().where((Inbound.id == id) & Inbound.handled_at.is_null())


def _earlier(now: datetime, from_value: str, id: int) -> Any:
    before = (Inbound.from_value == from_value) & (Inbound.id < id) & Inbound.handled_at.is_null()
    return Inbound.select(Inbound.id).where(before).limit(1)


_UNHANDLED, _EARLIER = Look(_unhandled), Look(_earlier)
_OURS = Look(lambda now, which: locked(_unhandled(now, which), skip=True))


def _count_raise(id: int, now: datetime) -> int:
    """Count it; at the third it is set aside and shown. Returns 1 where it was."""
    with transaction():
        Inbound.update(raises=Inbound.raises + 1).where(Inbound.id == id).execute()
        poison = (Inbound.id == id) & (Inbound.raises >= MOST_RAISES) & Inbound.handled_at.is_null()
        return int(Inbound.update(handled_at=now, understood_as=QUARANTINED).where(poison).execute())
