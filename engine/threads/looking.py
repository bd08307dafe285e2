"""The clock's look at conversations: words that waited long enough for an answer, or for a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.models import Thread
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.people import lock_member
from engine.threads.members import let_go
from engine.threads.passing import look

AT_ONCE = 50


def _due(now: datetime) -> Any:
    due = Thread.select(Thread.id).where((Thread.look_at <= now) & Thread.done_at.is_null())
    return due.order_by(Thread.grave.desc(), Thread.look_at, Thread.id).limit(AT_ONCE)


_DUE = Look(_due)


def pass_on(now: datetime) -> int:
    """Nudge and hand on what is due by ``now``; returns how many conversations that was."""
    ids = [id for (id,) in _DUE.rows(now)]
    for id in ids:
        with transaction():
            lock_member(Thread.get_by_id(id).member_id)
            thread = Thread.get_by_id(id)  # an answer may have come while we waited for the lock
            if thread.look_at is not None and thread.look_at <= now and thread.done_at is None:
                let_go(thread, now)
                look(Thread.get_by_id(id), now)
    return len(ids)
