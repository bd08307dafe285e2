"""Serving fan-outs page by page: a page is one short transaction, and a killed one goes on where it was."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee
from peewee import fn

from engine import turns
from engine.fanout.serving import serve
from engine.fanout.task import task
from engine.models import Fanout, Member
from engine.models.db import is_postgres, locked, transaction
from engine.published import live

WAITING, RUNNING, FINISHED, QUARANTINED = "waiting", "running", "done", "quarantined"
DRAIN_SECONDS = 1.0
FIRST_PAGE, SMALLEST, LARGEST = 500, 50, 50_000
# Webhooks on SQLite wait for each page; on PostgreSQL a page only keeps its own rows.
SQLITE_PAGE_SECONDS, POSTGRES_PAGE_SECONDS = 0.02, 0.2
MOST_RAISES = 3
AGAIN = "again"  # in the detail of one that is to be gone through once more, from the first member on

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drained:
    """``pages`` served and ``rows`` written; ``more`` says that some are still to be served."""

    pages: int = 0
    rows: int = 0
    more: bool = False

    @property
    def handled(self) -> int:
        return self.pages


def drain(now: datetime, *, seconds: float = DRAIN_SECONDS, pages: int | None = None) -> Drained:
    """Serve the fan-outs that have begun for about ``seconds``, at most ``pages`` of them."""
    until = turns.seconds() + seconds
    size = FIRST_PAGE
    done = rows = 0
    while pages is None or done < pages:
        started = turns.seconds()
        if started > until:
            return Drained(done, rows, more=True)
        served = _guarded(now, size)
        if served is None:
            return Drained(done, rows)
        done, rows = done + 1, rows + served
        size = _fitting(size, turns.seconds() - started)
    return Drained(done, rows, more=True)


def _fitting(size: int, took: float) -> int:
    """A page size that takes about as long as a page may; in a journey, where no time is seen to pass, it stays."""
    if turns.unending():
        return size
    allowed = POSTGRES_PAGE_SECONDS if is_postgres() else SQLITE_PAGE_SECONDS
    factor = min(4.0, max(0.25, allowed / max(took, 0.001)))
    return max(SMALLEST, min(LARGEST, int(size * factor)))


def _guarded(now: datetime, size: int) -> int | None:
    """One page; a fan-out that raises three times is put aside, and the others go on."""
    current: list[Fanout] = []
    try:
        with transaction():
            return _page(now, size, current)
    except (peewee.OperationalError, peewee.InterfaceError):
        raise  # the database's fault, not this fan-out's
    except Exception as error:
        if not current:
            raise
        _failed(current[0], error)
        return 0


def _failed(fanout: Fanout, error: Exception) -> None:
    log.error("fan-out %s raised (%s of %s)", fanout.id, fanout.raises + 1, MOST_RAISES, exc_info=error)
    hopeless = fanout.raises + 1 >= MOST_RAISES
    with transaction():
        Fanout.update(raises=Fanout.raises + 1, state=QUARANTINED if hopeless else fanout.state).where(
            Fanout.id == fanout.id
        ).execute()


def _page(now: datetime, size: int, current: list[Fanout]) -> int | None:
    """Serve one page of the oldest fan-out that has begun; None where there is none."""
    published = live()
    begun = Fanout.state.in_((WAITING, RUNNING)) & (Fanout.begins_at <= now)
    if paused := [name for name, one in published.workflows.items() if one.paused]:
        begun &= Fanout.workflow.not_in(paused)
    query = Fanout.select().where(begun).order_by(Fanout.raises, Fanout.begins_at, Fanout.id).limit(1)
    fanout: Fanout | None = locked(query, skip=True).first()
    if fanout is None:
        return None
    current.append(fanout)
    if fanout.detail.pop(AGAIN, False):
        fanout.cursor = 0
    upper, count = _bounds(fanout, size)
    rows = 0
    if count:
        page = (Member.id > fanout.cursor) & (Member.id <= upper)
        rows = serve(task(fanout, published, now), page)
    _advance(fanout, now, upper or fanout.cursor, rows, last=count < size)
    return rows


def _bounds(fanout: Fanout, size: int) -> tuple[int, int]:
    """The last member's id of the next page and how many members it has, whoever of them it is for."""
    ahead: Any = Member.id > fanout.cursor
    if fanout.zone:
        ahead &= Member.timezone == fanout.zone
    page = Member.select(Member.id).where(ahead).order_by(Member.id).limit(size)
    found: Any = page.select_from(fn.MAX(page.c.id), fn.COUNT(page.c.id)).tuples().first()
    return (found[0] or 0, found[1])


def _advance(fanout: Fanout, now: datetime, cursor: int, rows: int, *, last: bool) -> None:
    """Store how far it is, in the transaction that wrote the rows."""
    detail, state, begins_at = fanout.detail, RUNNING, fanout.begins_at
    if last and now < fanout.due_at:
        # It began early for the sender's rate: who joins meanwhile gets it when it is due.
        detail, state, begins_at = {**detail, AGAIN: True}, WAITING, fanout.due_at
    elif last:
        state = FINISHED
    Fanout.update(
        cursor=cursor, served=fanout.served + rows, state=state, begins_at=begins_at, detail=detail
    ).where(Fanout.id == fanout.id).execute()
