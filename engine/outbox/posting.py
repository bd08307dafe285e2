"""Calling the providers: no transaction is open here, and as many calls are in flight as their latency asks for.

On a fast network one call after the other is quickest, since the clients cost more time than they wait; at a
tenth of a second a call, thirty-two at once are. What was observed last decides.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from engine import turns
from engine.channels import Kit, Outcome
from engine.outbox.admitting import Ready

MOST_AT_ONCE = 32
FAST = 0.010  # seconds; below it threads only cost
MOMENT = 0.050  # seconds within which every call of a group starts, so that a kill leaves few in doubt
MOST_IN_GROUP = 64
WEIGHT = 0.3  # of the newest observation


@dataclass
class Latency:
    """What a call takes, as observed by this process; starts with a guess between loopback and the internet."""

    seconds: float = 0.020

    def observe(self, seconds: float) -> None:
        self.seconds += WEIGHT * (seconds - self.seconds)

    @property
    def at_once(self) -> int:
        return 1 if self.seconds < FAST else MOST_AT_ONCE

    @property
    def group(self) -> int:
        """How many deliveries may be marked as being sent in one commit: those whose calls start at once."""
        started = int(MOMENT / max(self.seconds, 0.0005)) * self.at_once
        return max(1, min(MOST_IN_GROUP, max(started, self.at_once)))


class Posting:
    """The calls of one drain. ``left`` is machine time until the lease ends, counted from the making."""

    def __init__(self, kit: Kit, latency: Latency, lease: timedelta) -> None:
        self._kit = kit
        self._latency = latency
        self._limit = kit.settings.provider_time_limit
        self._ends = time.monotonic() + lease.total_seconds()

    def post(self, group: Sequence[Ready]) -> list[tuple[Ready, Outcome | None]]:
        """Call for each; None where it was not begun because the lease would not outlast the call."""
        if self._latency.at_once == 1 or len(group) == 1:
            return [(one, self._call(one)) for one in group]
        with ThreadPoolExecutor(max_workers=min(len(group), self._latency.at_once)) as pool:
            return list(zip(group, pool.map(self._call, group), strict=True))

    def _call(self, one: Ready) -> Outcome | None:
        began = turns.seconds()
        if self._ends - time.monotonic() <= self._limit.total_seconds():
            return None
        carrier = self._kit.carriers.by(one.outgoing.channel)
        if carrier is None:
            return None
        outcome = carrier.send(one.outgoing)
        self._latency.observe(turns.seconds() - began)
        return outcome
