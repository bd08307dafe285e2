"""Moving through time: stop at every instant at which something is due, and drain to quiet there.

Preview, managers' tests and the sandbox's "1 day later" all travel this way, so that what a preview shows is
what then happens, minute for minute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from peewee import SQL, Select, fn

from engine import attendance, clock, entries, fanout, inbound, outbox, rooms, runner, sounds, turns
from engine.channels import Kit
from engine.clock import waiting
from engine.models import Delivery, Occurrence, Picture, Sound
from engine.models.looks import Look
from engine.models.sending import BULK, CLAIMED, NORMAL, SENDING, URGENT, WAITING_STATES

LANES = (URGENT, NORMAL, BULK)
ROUNDS = 100_000  # far more than any instant needs: beyond it something feeds itself
MOMENT = timedelta(milliseconds=50)  # how long another process is given before we look again


class Hands(Protocol):
    """The hands of the clock that is moved; ``now`` is the community's, ``machine_now`` the computer's."""

    def now(self) -> datetime: ...

    def machine_now(self) -> datetime: ...

    def move_to(self, instant: datetime) -> None:
        """Set the community's time, forward only."""

    def rest(self, length: timedelta) -> None:
        """Let the machine's time pass while the community's stands: another process has to finish something."""


def to_quiet(kit: Kit, hands: Hands) -> bool:
    """Do all that is due now, and what follows from it, until nothing is left; whether there was anything."""
    clock.make_due(hands.now(), kit)
    moved = False
    for _ in range(ROUNDS):
        due = _due(hands.now())
        with turns.without_hurry():
            count = sum(drain(kit, hands) for name, drain in DRAINS.items() if name in due)
        if not count and IN_FLIGHT not in due:
            return moved
        if not count:
            hands.rest(MOMENT)
        moved = True
    raise RuntimeError(f"{ROUNDS} drains at {hands.now().isoformat()} and still not quiet")


def _due(now: datetime) -> set[str]:
    """Which tables have something to do, in one small statement: most instants concern one of them only."""
    (row,) = _LOOK.rows(now)
    return {name for name, there in zip(LOOKS, row, strict=True) if there}


def _looks(now: datetime) -> Any:
    queued = Delivery.state.in_(WAITING_STATES) & (Delivery.due_at <= now)
    looks = (
        waiting.words(),
        waiting.walks(now),
        waiting.fanouts(now),
        Delivery.select(SQL("1")).where(queued),
        waiting.room_commands(now),
        Occurrence.select(SQL("1")).where(attendance.uncounted()),
        attendance.unreported(now),
        Sound.select(SQL("1")).where((Sound.state == "waiting") & (Sound.due_at <= now)),
        Picture.select(SQL("1")).where((Picture.state == "waiting") & (Picture.due_at <= now)),
        Delivery.select(SQL("1")).where(Delivery.state.in_((CLAIMED, SENDING))),
    )
    return Select((), [fn.EXISTS(look) for look in looks])


_LOOK = Look(_looks)


def _inbound(kit: Kit, hands: Hands) -> int:
    return inbound.drain(kit, hands.now()).handled


def _walks(kit: Kit, hands: Hands) -> int:
    return runner.drain_due(hands.now()).handled


def _fanouts(kit: Kit, hands: Hands) -> int:
    return fanout.drain(hands.now()).handled


def _outbox(kit: Kit, hands: Hands) -> int:
    done = outbox.drain(LANES, kit, now=hands.now(), machine_now=hands.machine_now())
    runner.end_unreachable(done.unreachable, hands.now())
    return done.handled


def _rooms(kit: Kit, hands: Hands) -> int:
    return rooms.drain(kit, hands.now()).handled


def _attendance(kit: Kit, hands: Hands) -> int:
    done = attendance.drain(kit, hands.now()).handled
    if done:
        clock.make_due(hands.now(), kit)  # what is for those who were there, or were not, is laid out now
    return done


def _sounds(kit: Kit, hands: Hands) -> int:
    return sounds.drain(kit, hands.now()).handled


def _pictures(kit: Kit, hands: Hands) -> int:
    done = entries.drain(kit, hands.now()).handled
    if done:
        clock.make_due(hands.now(), kit)  # one of them may have reached the goal
    return done


LOOKS = INBOUND, WALKS, FANOUTS, OUTBOX, ROOMS, UNCOUNTED, UNREPORTED, SOUNDS, PICTURES, IN_FLIGHT = (
    "inbound",
    "walks",
    "fan-outs",
    "outbox",
    "rooms",
    "uncounted calls",
    "unreported attendance",
    "sounds",
    "pictures",
    "in flight",
)
DRAINS: Mapping[str, Callable[[Kit, Hands], int]] = {
    INBOUND: _inbound,
    WALKS: _walks,
    FANOUTS: _fanouts,
    OUTBOX: _outbox,
    ROOMS: _rooms,
    UNCOUNTED: _attendance,
    UNREPORTED: _attendance,
    SOUNDS: _sounds,
    PICTURES: _pictures,
}


def next_stop(now: datetime, limit: datetime) -> datetime:
    """The next instant at which something is due, ``limit`` at the latest."""
    due = clock.next_due(now)
    return limit if due is None else min(due, limit)


def travel(
    kit: Kit, hands: Hands, target: datetime, *, at_each: Callable[[datetime], None] = lambda instant: None
) -> None:
    """Go to ``target``; ``at_each`` is told of every instant at which it was quiet again."""
    to_quiet(kit, hands)
    at_each(hands.now())
    while (now := hands.now()) < target:
        hands.move_to(next_stop(now, target))
        to_quiet(kit, hands)
        at_each(hands.now())
