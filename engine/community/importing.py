"""Putting in what a plan holds: page by page, so that webhooks on SQLite never wait long for their turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.community.entries import Entry
from engine.community.matching import chunks
from engine.community.planning import Plan, plan
from engine.community.putting import Putting
from engine.community.sponsors import link, sponsors
from engine.language.community import Community
from engine.models import Audit
from engine.models.db import is_postgres, transaction

__all__ = ["Imported", "Plan", "plan", "put_in"]

FIRST_PAGE, SMALLEST, LARGEST = 20, 5, 1000
SQLITE_SECONDS, POSTGRES_SECONDS = 0.025, 0.2


@dataclass(slots=True)
class Imported:
    """What an import did; ``ids`` are the members' by row."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    held: int = 0
    ids: dict[int, int] = field(default_factory=dict)


def put_in(
    planned: Plan,
    community: Community,
    now: datetime,
    *,
    by: str,
    source: str,
    progress: Callable[[int], None] = lambda rows: None,
) -> Imported:
    """Write all entries; ``progress`` is told how many rows each page had. Nothing is started by it.

    Who is in already is brought up to date; the same sheet again changes nothing; a stop is never taken back.
    One that was broken off is finished by running it again.
    """
    putting = Putting(planned, community, now, by, source)
    done = Imported(held=planned.held)
    size, at = FIRST_PAGE, 0
    while at < len(planned.entries):
        page = planned.entries[at : at + size]
        took = _page(putting, page, done)
        progress(len(page))
        at += len(page)
        size = _fitting(size, took)
    found = sponsors(planned.entries, done.ids)
    for some in chunks(list(found), FIRST_PAGE):
        with transaction():
            link({member: found[member] for member in some})
    with transaction():
        detail = {"added": done.added, "updated": done.updated, "held": done.held}
        Audit.create(at=now, who=by, did="imported", about=source, detail=detail)
    return done


def _page(putting: Putting, page: Sequence[Entry], done: Imported) -> float:
    """One page in one transaction; how long it took, in seconds."""
    started = time.monotonic()
    with transaction():
        for row, (id, what) in putting.put(page).items():
            done.ids[row] = id
            setattr(done, what, getattr(done, what) + 1)
    return time.monotonic() - started


def _fitting(size: int, took: float) -> int:
    """A page size that takes about as long as one may."""
    allowed = POSTGRES_SECONDS if is_postgres() else SQLITE_SECONDS
    factor = min(2.0, max(0.25, allowed / max(took, 0.001)))
    return max(SMALLEST, min(LARGEST, int(size * factor)))
