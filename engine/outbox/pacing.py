"""Keeping to the rate of each sender: its row says when it is free next, and is advanced as sending commits.

A text may leave up to a moment before its slot, so that one drain can use a whole second's worth at once.
Bulk books a shorter moment ahead and at a lower rate of its own, so there is always a slot free for an answer.
Times are the community's: where its clock is moved, the pretend carrier's pace moves along, as in a preview.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.models import Sender
from engine.models.db import locked
from engine.models.looks import Look
from engine.models.sending import BULK
from engine.now import EPOCH
from engine.settings import Settings

AHEAD = timedelta(seconds=2)
BULK_AHEAD = timedelta(milliseconds=750)
BULK_SHARE = 0.75


@dataclass
class Pace:
    """One sender while its row is locked; ``rate`` is in segments or calls a second, None where nobody limits it."""

    row: Sender
    rate: float | None
    now: datetime

    def book(self, units: int, lane: int) -> bool:
        """Take the next slot for so many segments or calls, if it comes soon enough."""
        if self.rate is None:
            return True
        width = timedelta(seconds=units / self.rate)
        if lane == BULK and self.row.bulk_free_at > self.now + BULK_AHEAD:
            return False
        if self.row.next_free_at > self.now + (BULK_AHEAD if lane == BULK else AHEAD):
            return False
        self.row.next_free_at = max(self.row.next_free_at, self.now) + width
        if lane == BULK:
            self.row.bulk_free_at = max(self.row.bulk_free_at, self.now) + width / BULK_SHARE
        return True

    def save(self) -> None:
        """Write what was booked, in the transaction that marks the deliveries as being sent."""
        if self.rate is not None:
            self.row.save(only=[Sender.next_free_at, Sender.bulk_free_at])


def rate_of(channel: str, settings: Settings) -> float | None:
    """How many segments or calls a second a sender of this channel may send; None: nobody limits it."""
    return {"text": settings.sender_rate, "phone": settings.calls_per_second}.get(channel)


def pace(channel: str, value: str, rate: float | None, now: datetime) -> Pace:
    """Lock the row of one sender, made when it is new."""
    mine = (Sender.channel == channel) & (Sender.value == value)
    row = locked(Sender.select().where(mine)).first()
    if row is None:
        fresh = {"channel": channel, "value": value, "next_free_at": now, "bulk_free_at": now}
        Sender.insert(**fresh).on_conflict_ignore().execute()
        row = locked(Sender.select().where(mine)).get()
    return Pace(row, rate, now)


def free_from(channel: str, value: str, lane: int) -> datetime | None:
    """From when a sender takes another message of this lane; None: at once."""
    row = _SENDER.one(EPOCH, channel, value)
    if row is None:
        return None
    soonest: datetime = row.next_free_at - (BULK_AHEAD if lane == BULK else AHEAD)
    return max(soonest, row.bulk_free_at - BULK_AHEAD) if lane == BULK else soonest


def _sender(now: datetime, channel: str, value: str) -> Any:
    return Sender.select().where((Sender.channel == channel) & (Sender.value == value))


_SENDER = Look(_sender)


def halt(channel: str, value: str, why: str, now: datetime) -> None:
    """Stop a sender for a while: nothing will work until somebody repairs what ``why`` says."""
    fresh = {"channel": channel, "value": value, "next_free_at": now, "bulk_free_at": now}
    Sender.insert(**fresh).on_conflict_ignore().execute()
    mine = (Sender.channel == channel) & (Sender.value == value)
    Sender.update(halted_at=now, halted_why=why).where(mine).execute()


def resume(channel: str, value: str) -> None:
    """A message went through: whatever was wrong has been put right."""
    Sender.update(halted_at=None, halted_why="").where(
        Sender.channel == channel, Sender.value == value, Sender.halted_at.is_null(False)
    ).execute()
