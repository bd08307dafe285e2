"""The two clocks, read only at the edges; everything inside is handed `now` as an argument.

Machine time is for leases, time-outs, quiet periods and signatures. The community's time is machine time
plus an offset that only a sandboxed community may move (forward), so that a month of letters can be seen in
a minute. Imports nothing of Kindling: the sandbox shares this file.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def machine_now() -> datetime:
    """The computer's own time, aware, in UTC."""
    return datetime.now(UTC)


def community_now(offset: timedelta) -> datetime:
    """The time the community lives in: `offset` is the stored distance from machine time, 0 in real use."""
    return machine_now() + offset


def to_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970 in UTC, as stored; a naive `moment` raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone, so it names no instant")
    return (moment - EPOCH) // MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """The aware UTC datetime of a stored instant."""
    return EPOCH + milliseconds * MILLISECOND
