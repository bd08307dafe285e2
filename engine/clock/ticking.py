"""One look at the clock: what has become due is made, and the bells that should ring are named."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from peewee import SQL, Select, fn

from engine import (
    approvals,
    attendance,
    cover,
    entries,
    learning,
    letters,
    occurrences,
    pins,
    praise,
    rooms,
    threads,
    wishes,
)
from engine.channels import Kit
from engine.clock import waiting
from engine.clock.starts import make_starts
from engine.models import Delivery
from engine.models.db import connection
from engine.models.looks import Look
from engine.models.sending import BULK, CLAIMED, NORMAL, SENDING, UNKNOWN, URGENT, WAITING_STATES
from engine.published import NothingPublished, Published, live
from engine.settings import Settings
from engine.wording.say import plural

LANES = {URGENT: "urgent", NORMAL: "normal", BULK: "bulk"}

log = logging.getLogger(__name__)


def tick(now: datetime, kit: Kit) -> set[str]:
    """Make what has become due by ``now`` and return the bells to ring. Long fan-outs begin early for the rate.

    It catches up after an outage: whatever was due meanwhile is made, in order; what came too late is said.
    """
    make_due(now, kit)
    return set(_bells(now))


def make_due(now: datetime, kit: Kit) -> None:
    """Only make it: for a journey, which drains every table whatever the bells say. Before a publication nothing is."""
    try:
        published = live()
    except NothingPublished:
        return
    with connection():
        _plan(published, now, kit.settings)
        cover.look(kit.settings, now)
        letters.look(kit, now)
        pins.blank(now)


def _plan(published: Published, now: datetime, settings: Settings) -> None:
    """Each of these looks first and opens a transaction only for what it finds: an idle clock keeps nobody waiting."""
    rooms.open_due(now)
    rooms.close_due(now)
    occurrences.mark_over(now)
    occurrences.plan(published, now)
    laid = occurrences.lay_out(published, now, settings.sender_rate, settings.calls_per_second)
    started = make_starts(published, now)
    if laid:
        log.info("Laid out %s of the coming calls.", plural(laid, "step"))
    if started:
        log.info("The time came for %s of workflows.", plural(started, "start"))
    threads.find_owners(now)
    threads.pass_on(now)
    approvals.find_people(now)
    wishes.rest_over(now)
    wishes.tell_who_sees(published, now)
    entries.reach(published, now)
    praise.tell_cheers(now)
    learning.look(now)


def _bells(now: datetime) -> Iterator[str]:
    """What has something to do, in one statement of looks at indexes."""
    (row,) = _LOOK.rows(now)
    yield from (bell for bell, there in zip(BELLS, row, strict=True) if there)
    if attendance.waits(now):
        yield "phone"


BELLS = ("inbound", "phone", "advance", "fanout", *(name for name in LANES.values() for _ in range(2)))


def _looks(now: datetime) -> Any:
    looks = [waiting.words(), waiting.room_commands(now), waiting.walks(now), waiting.fanouts(now)]
    for lane in LANES:
        mine = Delivery.select(SQL("1")).where(Delivery.lane == lane)
        looks.append(mine.where(Delivery.state.in_(WAITING_STATES) & (Delivery.due_at <= now)))
        looks.append(mine.where(Delivery.state.in_((CLAIMED, SENDING, UNKNOWN))))  # a lease may have run out
    return Select((), [fn.EXISTS(look) for look in looks])


_LOOK = Look(_looks)
