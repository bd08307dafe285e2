"""Moving through time: stop at every instant at which something is due, and drain to quiet there.

Preview, managers' tests and the sandbox's "1 day later" all travel this way, so that what a preview shows is
what then happens, minute for minute.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from engine import clock, fanout, inbound, outbox, runner
from engine.channels import Kit
from engine.models import Delivery
from engine.models.sending import BULK, CLAIMED, NORMAL, SENDING, URGENT
from engine.outbox import pacing
from engine.published import NothingPublished, live

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
        """Let the machine's time pass while the community's stands: a sender has to keep to its rate."""


def to_quiet(kit: Kit, hands: Hands) -> None:
    """Do all that is due now, and what follows from it, until nothing is left. Before a publication nothing is."""
    try:
        live()
    except NothingPublished:
        return
    for _ in range(ROUNDS):
        clock.tick(hands.now(), kit)
        moved = _drain_all(kit, hands)
        wait = _wait(kit, hands)
        if wait is not None:
            hands.rest(wait)
        elif not moved:
            return
    raise RuntimeError(f"{ROUNDS} rounds at {hands.now().isoformat()} and still not quiet")


def _drain_all(kit: Kit, hands: Hands) -> bool:
    """Drain every table again and again until nothing more moves; whether anything did."""
    moved = False
    for _ in range(ROUNDS):
        now = hands.now()
        count = inbound.drain(kit, now).handled
        done = runner.drain_due(now)
        count += done.moved + done.quarantined + fanout.drain(now).pages
        count += outbox.drain(LANES, kit, now=now, machine_now=hands.machine_now()).handled
        if not count:
            return moved
        moved = True
    raise RuntimeError(f"{ROUNDS} drains at {hands.now().isoformat()} and still not quiet")


def _wait(kit: Kit, hands: Hands) -> timedelta | None:
    """For how long to let machine time pass, where something due could not be done yet; None where nothing is."""
    if Delivery.select(Delivery.id).where(Delivery.state.in_((CLAIMED, SENDING))).limit(1).exists():
        return MOMENT  # another process has it
    due = outbox.next_due(LANES, hands.now())
    carrier = kit.carriers.text
    if due is None or due > hands.now() or carrier is None:
        return None
    free = pacing.free_from("text", carrier.sender_for(""), BULK)
    ahead = free - hands.machine_now() if free is not None else timedelta(0)
    return ahead if ahead > timedelta(0) else None


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
