"""Conversations that waited for a person, handed to one as soon as there is one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.models import Inbound, Member, Thread
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.people import lock_member
from engine.threads.opening import begin_turn, last_words, tell
from engine.threads.passing import next_person
from engine.threads.state import awaits, touch

AT_ONCE = 50  # in one look of the clock's


def find_owners(now: datetime) -> int:
    """Hand over what nobody had, with every word that came meanwhile; returns how many found their person."""
    if not _NOBODYS.any(now):
        return 0
    ids = _nobodys(now).order_by(Thread.grave.desc(), Thread.id).limit(AT_ONCE)
    return sum(_find(one.id, now) for one in list(ids))


def _find(id: int, now: datetime) -> bool:
    with transaction():
        thread = Thread.get_by_id(id)
        lock_member(thread.member_id)
        thread = Thread.get_by_id(id)
        owner = next_person(thread, now) if thread.owner_id is None and thread.done_at is None else None
        if owner is not None:
            _hand_over(thread, owner, now)
    return owner is not None


def _nobodys(now: datetime) -> Any:
    return Thread.select().where(Thread.owner.is_null() & Thread.done_at.is_null())


_NOBODYS = Look(lambda now: _nobodys(now).limit(1))


def _hand_over(thread: Thread, owner: Member, now: datetime) -> None:
    """From here on it is as if they had had it from the start: it holds for a day, and they simply reply."""
    begin_turn(thread, owner, now)
    touch(thread, now)
    awaits(thread, now)
    theirs = (Inbound.thread_id == thread.id) & (Inbound.member == thread.member_id)
    words: list[Inbound | None] = list(Inbound.select().where(theirs).order_by(Inbound.id))
    for number, inbound in enumerate(words or [last_words(thread.member)]):
        tell(thread, owner, thread.member, inbound, now, first=number == 0)
