"""What to do about an attempt that did not simply go well: a pure decision, tested as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.channels.codes import ONCE, Kind

HASTY = tuple(timedelta(seconds=s) for s in (2, 5, 15, 60, 300, 900, 900, 900, 900, 900))
PATIENT = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))
DAILY = (timedelta(hours=24), timedelta(hours=24))
MOST_PATIENCE = timedelta(hours=24)  # however long a provider asks us to wait


@dataclass(frozen=True)
class RetryAt:
    """Queue it again, due then: it certainly did not go out."""

    at: datetime


@dataclass(frozen=True)
class Settle:
    """It may have gone out: find evidence before anything else happens to it."""


@dataclass(frozen=True)
class Fail:
    """It will not go out."""


@dataclass(frozen=True)
class Suppress:
    """It will not go out, and nothing may go to this address."""


@dataclass(frozen=True)
class Halt:
    """Nothing goes out from this sender until it is looked at again, at ``at``; this one waits too."""

    at: datetime


Decision = RetryAt | Settle | Fail | Suppress | Halt

HALTED_FOR = timedelta(minutes=15)


def decide(
    kind: Kind, attempt: int, now: datetime, *, retry_after: timedelta | None = None, code: int | None = None
) -> Decision:
    """What follows attempt number ``attempt`` (from 1) that ended as ``kind``, which is not ``accepted``.

    ``retry_after`` is what the provider asked for; we never come sooner.
    """
    match kind:
        case "settle":
            return Settle()
        case "suppress":
            return Suppress()
        case "configuration":
            return Halt(now + HALTED_FOR)
        case "retry":
            return _again(HASTY, attempt, now, retry_after)
        case "later":
            return _again(PATIENT[:1] if code in ONCE else PATIENT, attempt, now, retry_after)
        case "tomorrow":
            return _again(DAILY, attempt, now, retry_after)
        case _:
            return Fail()


def _again(
    schedule: tuple[timedelta, ...], attempt: int, now: datetime, retry_after: timedelta | None
) -> RetryAt | Fail:
    if attempt > len(schedule):
        return Fail()
    asked = min(retry_after or timedelta(0), MOST_PATIENCE)
    return RetryAt(now + max(schedule[attempt - 1], asked))
