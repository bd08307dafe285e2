"""Telling from Twilio's newest entries for one number whether an attempt in doubt is among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.channels.carrier import Absent, Found, Lookup, Sighting, Unsure

LOOKED_AT = 50  # newest entries of one number; more than anybody gets within a quiet period
CLOCKS_APART = timedelta(seconds=90)  # between Twilio's clock, which counts whole seconds, and ours


def sighted(listed: Sequence[Any], lookup: Lookup, fits: Callable[[Any], bool]) -> Sighting:
    """What ``listed``, at most LOOKED_AT entries, says of the attempt: it may be any that ``fits`` and is new enough.

    It is absent only where the list reaches back to before the attempt, or holds all there is.
    """
    newer = lookup.attempted_at - CLOCKS_APART
    fitting = sorted((one for one in listed if fits(one) and _created(one) >= newer), key=_created)
    if fitting:
        return Found(tuple(str(one.sid) for one in fitting))
    reached_back = len(listed) < LOOKED_AT or any(_created(one) < lookup.attempted_at for one in listed)
    return Absent() if reached_back else Unsure()


def _created(entry: Any) -> datetime:
    created: datetime = entry.date_created or datetime.min.replace(tzinfo=UTC)
    return created
