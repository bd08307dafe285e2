"""Doing what was ordered: rows are leased, the provider is asked side by side, and how it went is written down."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.channels import Kit, RoomControl
from engine.models import Room, RoomCommand
from engine.models.db import locked, transaction
from engine.rooms.asking import Answer, Asked, ask
from engine.rooms.bridging import mend
from engine.rooms.holding import hold_room
from engine.rooms.looking import order_look, saw
from engine.rooms.ordering import DONE, FAILED, QUEUED

AT_ONCE = 16  # commands of one drain: well within a bell's time, even where each call runs into its time-out
THREADS = 8
LEASE = timedelta(seconds=30)  # longer than a call may take: what a killed worker held is done again then
WAITS = tuple(timedelta(seconds=s) for s in (2, 5, 15, 60, 300))  # before each further try


@dataclass(frozen=True, slots=True)
class Drained:
    """``handled`` commands done or given up; ``more`` says that some are still due."""

    handled: int = 0
    more: bool = False


def drain(kit: Kit, now: datetime) -> Drained:
    """Do what is due in any room. Without a carrier for rooms everything waits."""
    control = kit.carriers.rooms
    if control is None:
        return Drained()
    dropped = _drop_stale(now)
    asked = _claim(now)
    if not asked:
        return Drained(dropped)
    answers = _ask_all(control, asked, kit.settings.public_url)
    for one, answer in zip(asked, answers, strict=True):
        with transaction():
            _settle(one, answer, now)
    return Drained(dropped + len(asked), more=len(asked) == AT_ONCE)


def _ask_all(control: RoomControl, asked: Sequence[Asked], base: str) -> list[Answer]:
    if len(asked) == 1:
        return [ask(control, asked[0], base)]
    with ThreadPoolExecutor(min(THREADS, len(asked)), thread_name_prefix="rooms") as pool:
        return list(pool.map(lambda one: ask(control, one, base), asked))


def _due(now: datetime) -> Any:
    return (RoomCommand.state == QUEUED) & (RoomCommand.due_at <= now)


def _drop_stale(now: datetime) -> int:
    """What came too late is not done, nor anything but the end in a room that has closed."""
    shut = Room.select(Room.id).where(Room.closed_at.is_null(False))
    late = RoomCommand.expires_at.is_null(False) & (RoomCommand.expires_at <= now)
    moot = RoomCommand.room.in_(shut) & (RoomCommand.kind != "end")
    which = _due(now) & (late | moot)
    if not RoomCommand.select(RoomCommand.id).where(which).exists():
        return 0
    with transaction():
        dropped = RoomCommand.update(state=FAILED, error="too late", done_at=now).where(which)
        return int(dropped.execute())


def _claim(now: datetime) -> list[Asked]:
    """Lease some, oldest first: their due time moves on, and comes again if nobody settles them."""
    if not RoomCommand.select(RoomCommand.id).where(_due(now)).exists():
        return []
    with transaction():
        query = RoomCommand.select(RoomCommand, Room).join(Room).where(_due(now))
        query = query.order_by(RoomCommand.due_at, RoomCommand.id).limit(AT_ONCE)
        rows = list(locked(query, of=RoomCommand, skip=True))
        RoomCommand.update(due_at=now + LEASE, tries=RoomCommand.tries + 1).where(
            RoomCommand.id.in_([row.id for row in rows])
        ).execute()
    return [Asked(row, row.room) for row in rows]


def _settle(asked: Asked, answer: Answer, now: datetime) -> None:
    """Write down how it went: done, again later, or given up for good."""
    command, room = asked.command, asked.room
    hold_room(room.id)
    if answer.conference and answer.conference != room.conference_sid:
        Room.update(conference_sid=answer.conference).where(Room.id == room.id).execute()
    if answer.again and command.tries < len(WAITS):
        wait = max(WAITS[command.tries], answer.wait or timedelta(0))
        _write(command, now, state=QUEUED, due_at=now + wait, error=answer.error)
        return
    _write(command, now, state=FAILED if answer.error else DONE, done_at=now, error=answer.error)
    if command.kind == "bridge" and answer.call_sid:
        Room.update(bridge_sid=answer.call_sid).where(Room.id == room.id).execute()
    elif command.kind == "look" and answer.present is not None:
        saw(room, answer.present, now)
        mend(room.occurrence, now)
        if answer.present:
            order_look(room, now)


def _write(command: RoomCommand, now: datetime, **values: Any) -> None:
    """Only what is still ours: it may have been overtaken meanwhile."""
    values["error"] = values["error"][:300]
    mine = (RoomCommand.id == command.id) & (RoomCommand.state == QUEUED)
    RoomCommand.update(values).where(mine).execute()
