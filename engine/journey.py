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
from engine.models.sending import BULK, NORMAL, URGENT

LANES = (URGENT, NORMAL, BULK)
ROUNDS = 10_000  # far more than any instant needs: beyond it something feeds itself
STEP = timedelta(seconds=1)  # the least we move when something due cannot be done yet


class Hands(Protocol):
    """The hands of the clock that is moved; ``now`` is the community's, ``machine_now`` the computer's."""

    def now(self) -> datetime: ...

    def machine_now(self) -> datetime: ...

    def move_to(self, instant: datetime) -> None:
        """Forward only."""


def to_quiet(kit: Kit, hands: Hands) -> None:
    """Do all that is due now, and what follows from it, until nothing is left."""
    for _ in range(ROUNDS):
        if not _round(kit, hands):
            return
    raise RuntimeError(f"{ROUNDS} rounds at {hands.now().isoformat()} and still not quiet")


def _round(kit: Kit, hands: Hands) -> int:
    """Look at every table once; how many rows moved."""
    now = hands.now()
    clock.tick(now, kit)
    moved = inbound.drain(kit, now).handled
    moved += runner.drain_due(now).handled
    moved += fanout.drain(now, kit).handled
    moved += outbox.drain(LANES, kit, now=now, machine_now=hands.machine_now()).handled
    return moved


def travel(
    kit: Kit, hands: Hands, target: datetime, *, at_each: Callable[[datetime], None] = lambda instant: None
) -> None:
    """Go to ``target``; ``at_each`` is told of every instant at which it was quiet again."""
    while True:
        to_quiet(kit, hands)
        now = hands.now()
        at_each(now)
        if now >= target:
            return
        due = clock.next_due(now)
        hands.move_to(target if due is None else min(target, max(due, now + STEP)))
