"""What waits for a person to look at it: counts and ages, never a name, a number or anybody's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.fanout import draining as fanouts
from engine.inbound.drain import QUARANTINED as UNREAD
from engine.models import Delivery, Enrollment, Fanout, Inbound, Sender, running
from engine.models.sending import UNKNOWN
from engine.now import machine_now

QUARANTINED = "quarantined"  # the reason of a delivery that was set aside


def set_aside() -> dict[str, int]:
    """How many rows of each kind raised too often and were put aside."""
    aside: Mapping[str, tuple[Any, Any]] = {
        "inbound": (Inbound, Inbound.understood_as == UNREAD),
        "walks": (Enrollment, Enrollment.status == running.QUARANTINED),
        "deliveries": (Delivery, Delivery.reason_code == QUARANTINED),
        "fanouts": (Fanout, Fanout.state == fanouts.QUARANTINED),
    }
    return {name: int(model.select().where(which).count()) for name, (model, which) in aside.items()}


def in_doubt() -> tuple[int, int]:
    """How many deliveries may have left and nobody can say, and the seconds since the oldest was tried."""
    doubtful = Delivery.select(Delivery.attempted_at).where(Delivery.state == UNKNOWN)
    oldest = doubtful.order_by(Delivery.attempted_at).limit(1).scalar()
    return int(doubtful.count()), _seconds_since(oldest)


def halted() -> dict[str, str]:
    """The channels by which nothing leaves, each with what the provider said, by its code alone, and since when.

    Its whole words may hold somebody's number: `kindling doctor` says those.
    """
    rows = Sender.select().where(Sender.halted_at.is_null(False)).order_by(Sender.channel, Sender.id)
    return {row.channel: _halt(row.halted_at, row.halted_why) for row in rows if row.halted_at is not None}


def _halt(since: datetime, why: str) -> str:
    return f"{why.partition(':')[0]}, since {since.isoformat(timespec='seconds')}"


def _seconds_since(instant: datetime | None) -> int:
    return 0 if instant is None else max(0, int((machine_now() - instant).total_seconds()))
