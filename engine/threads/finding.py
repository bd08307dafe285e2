"""Conversations that waited for a person, handed to one as soon as there is one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.models import Inbound, Member, Thread
from engine.models.looks import Look
from engine.threads.opening import last_words, tell
from engine.threads.owners import owner_for
from engine.threads.state import touch

AT_ONCE = 50  # in one transaction of the clock's


def find_owners(now: datetime) -> int:
    """Hand over what nobody had, with every word that came meanwhile; returns how many found their person."""
    if not _NOBODYS.any(now):
        return 0
    found = 0
    for thread in list(_nobodys(now).order_by(Thread.grave.desc(), Thread.id).limit(AT_ONCE)):
        owner = owner_for(thread.member, thread.role)
        if owner is not None:
            _hand_over(thread, owner, now)
            found += 1
    return found


def _nobodys(now: datetime) -> Any:
    return Thread.select().where(Thread.owner.is_null() & Thread.done_at.is_null())


_NOBODYS = Look(lambda now: _nobodys(now).limit(1))


def _hand_over(thread: Thread, owner: Member, now: datetime) -> None:
    """From here on it is as if they had had it from the start: it holds for a day, and they simply reply."""
    thread.owner = owner
    thread.save(only=[Thread.owner])
    touch(thread, now)
    theirs = (Inbound.thread_id == thread.id) & (Inbound.member == thread.member_id)
    words: list[Inbound | None] = list(Inbound.select().where(theirs).order_by(Inbound.id)) or [
        last_words(thread.member)
    ]
    for number, inbound in enumerate(words):
        tell(thread, owner, thread.member, inbound, now, first=number == 0)
