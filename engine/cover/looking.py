"""Looking after the calls that are near: what is due is done, and when it is looked at again is written down.

The decision is made from what was read without a lock. It counts only if the call is still as it was read when it
is written, in the same transaction: a yes that came in between wins, and the next look decides afresh.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

import peewee

from engine.cover import chain
from engine.cover.acting import act_on
from engine.cover.holding import AT_ONCE
from engine.cover.people import COMING
from engine.cover.reading import Seen, see
from engine.models import Occurrence
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.running import PHONE_CALL
from engine.settings import Settings

log = logging.getLogger(__name__)


class _ChangedMeanwhileError(Exception):
    """Somebody answered while we decided: nothing of it is kept."""


def look(settings: Settings, now: datetime) -> int:
    """Do what is due for every call; how many there was something to do for.

    Calls that are on, or that somebody is asked about, are looked at each time: a line may have dropped, a text
    may have been refused.
    """
    if not _DUE.any(now):
        return 0
    rows = list(_due(now).order_by(Occurrence.starts_at, Occurrence.id))
    return sum(_kept_apart(row, settings, now) for row in rows)


def _due(now: datetime) -> Any:
    due = Occurrence.cover_at.is_null() | (Occurrence.cover_at <= now) | (Occurrence.state == "open")
    due |= (Occurrence.cover == chain.ASKING) & (Occurrence.cover_at <= now + chain.LONGEST)
    coming = (Occurrence.kind == PHONE_CALL) & Occurrence.state.in_(COMING) & (Occurrence.ends_at > now)
    return Occurrence.select().where(coming & due)


_DUE = Look(_due)


def assume_led(now: datetime) -> int:
    """For a world that is only virtual, where nobody dials: every call has its leader, and nobody is asked."""
    if not _UNLED.any(now):
        return 0
    with transaction():
        led = Occurrence.update(cover=chain.ASSUMED, cover_at=Occurrence.ends_at)
        return int(led.where(_unled(now)).execute())


def _unled(now: datetime) -> Any:
    coming = (Occurrence.kind == PHONE_CALL) & Occurrence.state.in_(COMING) & (Occurrence.ends_at > now)
    return coming & (Occurrence.cover != chain.ASSUMED)


_UNLED = Look(lambda now: Occurrence.select(Occurrence.id).where(_unled(now)).limit(1))


def _kept_apart(row: Occurrence, settings: Settings, now: datetime) -> bool:
    try:
        return _look(row, settings, now)
    except peewee.DatabaseError:
        raise
    except Exception:  # whatever one call holds, the others go on
        log.exception("Nobody looks after who leads call %s", row.public_id)
        return False


def _look(row: Occurrence, settings: Settings, now: datetime) -> bool:
    seen = see(row, now)
    if seen is None:
        return _nothing_here(row)
    found = chain.decision(seen.state, now)
    if row.cover_at is None and found.acts:  # seen for the first time: what is due then is due at once
        found = chain.Decision(row.cover, now + AT_ONCE)
    if not found.acts and found.cover == row.cover and _known(row, found.look_at, now):
        return False
    try:
        with transaction():
            _write(seen, found, settings, now)
    except _ChangedMeanwhileError:
        return False
    return bool(found.acts)


def _known(row: Occurrence, look_at: datetime, now: datetime) -> bool:
    """Whether it is looked at in time as it stands."""
    return row.cover_at is not None and now < row.cover_at <= look_at


def _nothing_here(row: Occurrence) -> bool:
    """An outside bridge: not looked at again."""
    if row.cover_at is None:
        with transaction():
            Occurrence.update(cover_at=row.ends_at).where(Occurrence.id == row.id).execute()
    return False


def _write(seen: Seen, found: chain.Decision, settings: Settings, now: datetime) -> None:
    act_on(seen, found.acts, settings, now)
    as_read = _same(seen.row)
    if not Occurrence.update(cover=found.cover, cover_at=found.look_at).where(as_read).execute():
        raise _ChangedMeanwhileError
    if found.cover != seen.row.cover:
        log.info("Call %s: cover %r, was %r", seen.row.public_id, found.cover, seen.row.cover)


def _same(row: Occurrence) -> Any:
    """The call, if it is as it was read."""
    same = (Occurrence.id == row.id) & (Occurrence.state == row.state) & (Occurrence.cover == row.cover)
    same &= Occurrence.host_said == row.host_said
    for column, value in ((Occurrence.cover_at, row.cover_at), (Occurrence.led_by, row.led_by_id)):
        same &= column.is_null() if value is None else column == value
    return same
