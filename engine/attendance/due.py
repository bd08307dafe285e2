"""Which calls are to be counted, and when they are looked at next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from engine.attendance import misses
from engine.attendance.ending import over_at
from engine.attendance.streaks import unreported
from engine.models import Limit, Occurrence
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.running import PHONE_CALL
from engine.now import EPOCH
from engine.occurrences.planning import OVER

AFTER = timedelta(minutes=2)  # what the provider tells of the end comes within seconds; some of it is late
AGAIN = timedelta(minutes=5)  # while the provider is away
UNTIL = timedelta(hours=6)  # from then on it is not known who was there
LATEST = timedelta(days=7)  # the provider's own record of a call is not looked for later than that


def uncounted() -> Any:
    """The calls that are over and not counted yet, as an expression over Occurrence."""
    return (Occurrence.kind == PHONE_CALL) & (Occurrence.state == OVER) & Occurrence.counted_at.is_null()


def due(now: datetime) -> list[Occurrence]:
    """The calls to be counted now, oldest first."""
    return [call for call in _waiting(now) if (at := _next(call, now)) is not None and at <= now]


def waits(now: datetime) -> bool:
    """Whether there is something to count or to report."""
    return bool(due(now)) or _UNREPORTED.any(now) or misses.waits(now)


def next_due(after: datetime) -> datetime | None:
    """The next instant at which a call is counted, the provider asked once more, or missed calls are told of."""
    instants = [*(_next(call, after) for call in _waiting(after)), misses.next_due(after)]
    return min((at for at in instants if at is not None and at > after), default=None)


def put_off(call: Occurrence, now: datetime) -> None:
    """The provider could not be asked: not again for some minutes."""
    with transaction():
        Limit.insert(key=_key(call), window=_window(now), count=1).on_conflict_ignore().execute()


def _waiting(now: datetime) -> Iterator[Occurrence]:
    if _UNCOUNTED.any(now):
        yield from _recent(now).order_by(Occurrence.ends_at, Occurrence.id)


def _recent(now: datetime) -> Any:
    return Occurrence.select().where(uncounted() & (Occurrence.ends_at > now - LATEST))


_UNCOUNTED, _UNREPORTED = Look(lambda now: _recent(now).limit(1)), Look(lambda now: unreported(now).limit(1))


def _next(call: Occurrence, now: datetime) -> datetime | None:
    first = over_at(call) + AFTER
    if first > now:
        return first
    tried = Limit.select().where((Limit.key == _key(call)) & (Limit.window == _window(now))).exists()
    return _window(now) + AGAIN if tried else now


def _key(call: Occurrence) -> str:
    return f"attendance:{call.id}"


def _window(now: datetime) -> datetime:
    return now - (now - EPOCH) % AGAIN
