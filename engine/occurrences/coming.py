"""When the calendar has to be looked at next."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from engine.models import Occurrence
from engine.models.looks import Look
from engine.occurrences.laying import LAID_OUT_AHEAD
from engine.occurrences.moments import farthest
from engine.occurrences.planning import CANCELLED, by_workflow, dates
from engine.published import Live, Published


def next_due(published: Published, after: datetime) -> datetime | None:
    """The next instant at which a call, or what else has dates, is laid out, or is over and what follows it is."""
    rows = by_workflow(_SINCE.found(after))
    instants = (
        instant
        for live in published.workflows.values()
        if live.workflow.dated is not None and not live.paused
        for instant in _instants(live, rows.get(live.name, ()), after)
    )
    return min((instant for instant in instants if instant > after), default=None)


def _since(after: datetime) -> Any:
    wanted = (Occurrence.workflow, Occurrence.starts_at, Occurrence.ends_at)
    recent = Occurrence.ends_at > after - timedelta(days=2)
    return Occurrence.select(*wanted).where(recent & (Occurrence.state != CANCELLED))


_SINCE = Look(_since)


def _instants(live: Live, rows: Collection[Occurrence], after: datetime) -> Iterator[datetime]:
    ahead = farthest(live.workflow, before=True) + LAID_OUT_AHEAD
    for row in rows:
        yield row.starts_at - ahead
        yield row.starts_at
        yield row.ends_at or row.starts_at
    dated = live.workflow.dated
    first = next(dates(live, dated, after), None) if dated is not None and not rows else None
    if first is not None:  # nothing is planned yet
        yield first.starts - ahead
