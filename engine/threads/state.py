"""Which threads are open, which still hold what we start, and how one is closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.models import Delivery, Thread
from engine.models.sending import HELD, PERSON

DAY = timedelta(days=1)  # after the last words, a thread stops holding
ANSWERABLE = timedelta(days=14)  # and for so long its owner may still simply reply
MOST_CODES = 99


def holding(member_id: int, now: datetime) -> Thread | None:
    """The open thread that holds what we start for this member, the newest first."""
    mine = (Thread.member == member_id) & Thread.done_at.is_null() & (Thread.quiet_after > now)
    found: Thread | None = (
        Thread.select().where(mine).order_by(Thread.last_at.desc(), Thread.id.desc()).first()
    )
    return found


def open_threads_of(owner_id: int, now: datetime) -> list[Thread]:
    """The threads an owner is in, newest words first; where all have gone quiet, the latest that may be answered."""
    theirs = (Thread.owner == owner_id) & Thread.done_at.is_null() & (Thread.last_at > now - ANSWERABLE)
    found = list(Thread.select().where(theirs).order_by(Thread.last_at.desc(), Thread.id.desc()))
    return [thread for thread in found if thread.quiet_after > now] or found[:1]


def latest_with_code(owner_id: int, code: int, now: datetime) -> Thread | None:
    """The owner's latest conversation that had this number, open or not, while it may be answered."""
    theirs = (Thread.owner == owner_id) & (Thread.code == code) & (Thread.last_at > now - ANSWERABLE)
    found: Thread | None = Thread.select().where(theirs).order_by(Thread.id.desc()).first()
    return found


def reopen(thread: Thread) -> None:
    """It goes on after all."""
    if thread.done_at is not None:
        thread.done_at = None
        thread.save(only=[Thread.done_at])


def last_answer_at(thread: Thread) -> datetime | None:
    """When the person who has it last wrote to the member; None where they have not yet."""
    theirs = (
        (Delivery.thread_id == thread.id) & (Delivery.member == thread.member_id) & (Delivery.kind == PERSON)
    )
    found: Delivery | None = Delivery.select().where(theirs).order_by(Delivery.id.desc()).first()
    return found.created_at if found else None


def unowned(now: datetime) -> int:
    """How many conversations wait because nobody has the role and there is no host."""
    return int(Thread.select().where(Thread.owner.is_null() & Thread.done_at.is_null()).count())


def touch(thread: Thread, now: datetime) -> None:
    """New words: it holds for another day."""
    thread.last_at, thread.quiet_after = now, now + DAY
    thread.save(only=[Thread.last_at, Thread.quiet_after])


def close(thread: Thread, now: datetime) -> None:
    """DONE. What it held is looked at again at once."""
    thread.done_at = now
    thread.save(only=[Thread.done_at])
    held = (
        (Delivery.member == thread.member_id) & (Delivery.state == HELD) & (Delivery.reason_code == "thread")
    )
    Delivery.update(due_at=now).where(held).execute()


def next_code() -> int:
    """The number staff see: the one after the last, skipping those of open threads, 1 to 99 and round again."""
    taken = {row.code for row in Thread.select(Thread.code).where(Thread.done_at.is_null())}
    last: int = Thread.select(Thread.code).order_by(Thread.id.desc()).limit(1).scalar() or 0
    for step in range(1, MOST_CODES + 1):
        code = (last + step - 1) % MOST_CODES + 1
        if code not in taken:
            return code
    return max(taken) + 1
