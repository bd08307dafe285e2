"""One bounded drain: claim, pass the gate, send, settle; in groups, until about a second has gone by."""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from engine import turns
from engine.channels import Kit
from engine.models import Delivery
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.sending import (
    CLAIMED,
    EXPIRED,
    FAILED,
    HELD,
    REFUSED,
    WAITING_LITERALS,
)
from engine.outbox import pacing
from engine.outbox.admitting import Admitted, admit
from engine.outbox.claiming import TOO_OFTEN, Lease, claim, give_back, release_expired
from engine.outbox.leaving import left
from engine.outbox.line import our_line
from engine.outbox.posting import Latency, Posting
from engine.outbox.settling import Settled, settle
from engine.published import Published, live

BOUND = 1.0  # seconds
CLAIM = 100
PACED = ("text", "phone")
_latency = Latency()  # of this process: what its calls take is known to nobody else


@dataclass
class Drained:
    """What a drain did. ``more`` says that more could go at once, ``next_due`` when the next row is due
    (community time; None: nothing waits). ``unreachable`` are members who lost their last usable address."""

    sent: int = 0
    held: int = 0
    refused: int = 0
    failed: int = 0
    unknown: int = 0
    more: bool = False
    next_due: datetime | None = None
    unreachable: list[int] = field(default_factory=list)

    @property
    def handled(self) -> int:
        """How many rows changed for good or were put off: whether walks may have come due."""
        return self.sent + self.held + self.refused + self.failed + self.unknown


class _Drain:
    """One drain's state: its lease, its clock, and what came of it."""

    def __init__(self, lanes: Collection[int], kit: Kit, now: datetime, machine_now: datetime) -> None:
        self.lanes, self.kit, self.now = tuple(lanes), kit, now
        self.published: Published = live()
        self.done = Drained()
        self.paced_out: set[str] = set()
        self._machine_now = machine_now
        self._began, self._turn_began = time.monotonic(), turns.seconds()
        self._latency = Latency(0.0) if turns.unending() else _latency

    @property
    def machine_now(self) -> datetime:
        """Machine time: as it was handed in, and what has passed since."""
        return self._machine_now + timedelta(seconds=time.monotonic() - self._began)

    @property
    def goes_on(self) -> bool:
        """Whether its turn is not over."""
        return turns.seconds() - self._turn_began < BOUND

    def lease(self, token: str) -> Lease:
        return Lease(token, self.machine_now + self.kit.settings.lease_length)

    def run(self, limit: int | None) -> None:
        token = str(uuid.uuid4())
        seen: set[int] = set()
        while self.goes_on and (limit is None or len(seen) < limit):
            take = CLAIM if limit is None else min(CLAIM, limit - len(seen))
            ids = claim(self.lanes, take, self.lease(token), self.now, paced_out=self.paced_out)
            fresh = [one for one in ids if one not in seen]
            if not fresh:  # nothing, or only what somebody else holds at this moment
                with transaction():
                    give_back(ids, self.lease(token))
                return
            self._serve(ids, token)
            seen.update(ids)
        self.done.more = True

    def _serve(self, ids: Sequence[int], token: str) -> None:
        at = 0
        while at < len(ids) and self.goes_on:
            group = ids[at : at + self._latency.group]
            self._group(group, token)
            at += len(group)
        if at < len(ids):
            with transaction():
                give_back(ids[at:], self.lease(token))

    def _group(self, ids: Sequence[int], token: str) -> None:
        """Send one group. A fault of the database's own is hunted down by trying its rows one by one."""
        lease = self.lease(token)
        try:
            admitted = admit(ids, lease, self.published, self.kit, now=self.now, machine_now=self.machine_now)
        except Exception as fault:  # noqa: BLE001  whatever it is, it must not stop the other rows
            if len(ids) == 1:
                self.done.failed += set_aside(ids[0], lease, fault, self.now)
                return
            for one in ids:
                self._group([one], token)
            return
        self._tally(admitted)
        if admitted.ready:
            results = Posting(self.kit, self._latency, self.kit.settings.lease_length).post(admitted.ready)
            community = self.published.community
            self._add(settle(results, lease, community, self.now, admitted.recovering))

    def _tally(self, admitted: Admitted) -> None:
        states = [row.state for row in admitted.decided]
        self.done.held += states.count(HELD)
        self.done.refused += states.count(REFUSED) + states.count(EXPIRED)
        self.done.failed += states.count(FAILED)
        self.paced_out |= admitted.paced_out

    def _add(self, settled: Settled) -> None:
        self.done.sent += settled.sent
        self.done.held += settled.later
        self.done.failed += settled.failed
        self.done.unknown += settled.unknown
        self.done.unreachable += settled.unreachable


def drain(
    lanes: Collection[int], kit: Kit, *, now: datetime, machine_now: datetime, limit: int | None = None
) -> Drained:
    """Send what is due in ``lanes``, up to ``limit`` rows and about a second. Raises NothingPublished."""
    release_expired(now, machine_now)
    one = _Drain(lanes, kit, now, machine_now)
    one.paced_out = _not_free(lanes, kit, now)
    one.run(limit)
    one.done.next_due = next_due(lanes, now)
    return one.done


def next_due(lanes: Collection[int], after: datetime) -> datetime | None:
    """When the next row that waits in ``lanes`` is looked at (``after``, where one is due already)."""
    known = [due for lane in lanes if (due := _WAITING.instant(after, lane)) is not None]
    return max(min(known), after) if known else None


def _waiting(now: datetime, lane: int) -> Any:
    waiting = Delivery.select(Delivery.due_at).where(Delivery.state.in_(WAITING_LITERALS))
    return waiting.where(Delivery.lane == lane).order_by(Delivery.due_at).limit(1)


_WAITING = Look(_waiting)


def set_aside(delivery_id: int, lease: Lease, fault: Exception, now: datetime) -> int:
    """Count a fault that broke a row's whole transaction; the third takes it out. Returns 1 where it did."""
    with transaction():
        row = Delivery.get_by_id(delivery_id)
        if row.state != CLAIMED or row.lease_token != lease.token:
            return 0
        row.raises += 1
        final = row.raises >= TOO_OFTEN
        row.state, row.reason_code = (FAILED, "quarantined") if final else (HELD, "fault")
        row.reason = f"{type(fault).__name__}: {fault}"[:500]
        row.due_at, row.settled_at = now + timedelta(minutes=15), now if final else None
        row.lease_token, row.leased_until = "", None
        row.save()
        if final:
            left([row.enrollment_id], FAILED, now)
        return int(final)


def _not_free(lanes: Collection[int], kit: Kit, now: datetime) -> set[str]:
    """Channels whose sender has no slot yet even for the most urgent of these lanes."""
    busy: set[str] = set()
    for channel in PACED if lanes else ():
        carrier = kit.carriers.by(channel)
        sender = carrier.sender_for(our_line(kit.settings) if channel == "phone" else "") if carrier else ""
        free = pacing.free_from(channel, sender, min(lanes)) if sender else None
        if free is not None and free > now:
            busy.add(channel)
    return busy
