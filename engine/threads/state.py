"""Which threads are open, which still hold what we start, and how one is closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine.models import Delivery, Thread
from engine.models.looks import Look
from engine.models.sending import HELD, PERSON
from engine.published import live
from engine.times import Duration

DAY = timedelta(days=1)  # after the last words, a thread stops holding
ANSWERABLE = timedelta(days=14)  # and for so long its owner may still simply reply
MOST_CODES = 99
GRAVE_NUDGE, GRAVE_PASS_ON = timedelta(minutes=30), timedelta(hours=1)  # at any hour
WAITING = (Thread.waits_since, Thread.nudged_at, Thread.look_at, Thread.stuck_at)


def holding(member_id: int, now: datetime) -> Thread | None:
    """The open thread that holds what we start for this member, the newest first."""
    found: Thread | None = _HOLDING.one(now, member_id)
    return found


def _holding(now: datetime, member_id: int) -> Any:
    mine = (Thread.member == member_id) & Thread.done_at.is_null() & (Thread.quiet_after > now)
    return Thread.select().where(mine).order_by(Thread.last_at.desc(), Thread.id.desc()).limit(1)


_HOLDING = Look(_holding)


def open_threads_with(member_id: int, now: datetime) -> list[Thread]:
    """The conversations that a member is in, newest words first; a complaint until it is done, others for a day."""
    return _WITH.found(now, member_id)


def _with(now: datetime, member_id: int) -> Any:
    lasting = (Thread.quiet_after > now) | (Thread.complaint & (Thread.last_at > now - ANSWERABLE))
    mine = (Thread.member == member_id) & Thread.done_at.is_null() & lasting
    return Thread.select().where(mine).order_by(Thread.last_at.desc(), Thread.id.desc())


_WITH = Look(_with)


def open_threads_of(owner_id: int, now: datetime) -> list[Thread]:
    """The threads an owner is in, newest words first; where all have gone quiet, the latest that may be answered."""
    found: list[Thread] = _OF.found(now, owner_id)
    return [thread for thread in found if thread.quiet_after > now] or found[:1]


def _of(now: datetime, owner_id: int) -> Any:
    theirs = (Thread.owner == owner_id) & Thread.done_at.is_null() & (Thread.last_at > now - ANSWERABLE)
    return Thread.select().where(theirs).order_by(Thread.last_at.desc(), Thread.id.desc())


_OF = Look(_of)


def latest_with_code(owner_id: int, code: int, now: datetime) -> Thread | None:
    """The owner's latest conversation that had this number, open or not, while it may be answered."""
    theirs = (Thread.owner == owner_id) & (Thread.code == code) & (Thread.last_at > now - ANSWERABLE)
    found: Thread | None = Thread.select().where(theirs).order_by(Thread.id.desc()).first()
    return found


def last_answer_at(thread: Thread) -> datetime | None:
    """When the person who has it last wrote to the member; None where they have not yet."""
    theirs = (
        (Delivery.thread_id == thread.id) & (Delivery.member == thread.member_id) & (Delivery.kind == PERSON)
    )
    found: Delivery | None = Delivery.select().where(theirs).order_by(Delivery.id.desc()).first()
    return found.created_at if found else None


def unowned(now: datetime) -> int:
    """How many conversations wait because nobody may have them: no role, no host, no manager."""
    return int(Thread.select().where(Thread.owner.is_null() & Thread.done_at.is_null()).count())


def complaints_waiting() -> int:
    """How many of those are complaints."""
    waiting = Thread.owner.is_null() & Thread.done_at.is_null() & Thread.complaint
    return int(Thread.select().where(waiting).count())


def awaits(thread: Thread, now: datetime) -> None:
    """Words of the member's wait for an answer now, if none did before: the person has time until they are nudged."""
    if thread.waits_since is None:
        thread.waits_since = now
        look_again(thread, now)


def look_again(thread: Thread, since: datetime) -> None:
    """Whoever has it has it since then: nobody is nudged or passed over before their time."""
    thread.nudged_at, thread.stuck_at = None, None
    thread.look_at = nudge_at(thread, since) or pass_on_at(thread, since)
    thread.save(only=WAITING)


def make_grave(thread: Thread, now: datetime) -> None:
    """From here on it is grave, and whoever has it is given as long as that allows."""
    if not thread.grave:
        thread.grave = True
        thread.save(only=[Thread.grave])
        if thread.waits_since is not None:
            look_again(thread, now)


def answered(thread: Thread) -> None:
    """The member has an answer, so nobody is nudged."""
    thread.waits_since = thread.nudged_at = thread.look_at = thread.stuck_at = None
    thread.save(only=WAITING)


def nudge_at(thread: Thread, since: datetime) -> datetime | None:
    """When they are reminded who have had it ``since`` then; None: never. Grave words wait for no opening hours."""
    return _after(thread, since, live().community.nudge_after, GRAVE_NUDGE)


def pass_on_at(thread: Thread, since: datetime) -> datetime | None:
    """When the next person gets it; None: never."""
    return _after(thread, since, live().community.pass_on_after, GRAVE_PASS_ON)


def _after(thread: Thread, since: datetime, patience: Duration | None, grave: timedelta) -> datetime | None:
    community = live().community
    usual = community.hours.after(since, patience, community.timezone) if patience is not None else None
    return min(usual or since + grave, since + grave) if thread.grave else usual


def unanswered(now: datetime) -> int:
    """How many conversations wait for an answer and have nobody left to pass them on to."""
    waiting = Thread.done_at.is_null() & Thread.stuck_at.is_null(False)
    return int(Thread.select().where(waiting).count())


def touch(thread: Thread, now: datetime) -> None:
    """New words: it holds for another day."""
    thread.last_at, thread.quiet_after = now, now + DAY
    thread.save(only=[Thread.last_at, Thread.quiet_after])


def close(thread: Thread, now: datetime) -> None:
    """DONE. What it held is looked at again at once."""
    answered(thread)
    thread.done_at = now
    thread.save(only=[Thread.done_at])
    held = (
        (Delivery.member == thread.member_id) & (Delivery.state == HELD) & (Delivery.reason_code == "thread")
    )
    Delivery.update(due_at=now).where(held).execute()


def reopen(thread: Thread) -> None:
    """Words came after DONE: it goes on, under a number of its own where that was given away."""
    if thread.done_at is None:
        return
    others = Thread.done_at.is_null() & (Thread.code == thread.code)
    if Thread.select(Thread.id).where(others).exists():
        thread.code = next_code()
    thread.done_at = None
    thread.save(only=[Thread.done_at, Thread.code])


def next_code() -> int:
    """The number staff see: the one after the last, skipping those of open threads, 1 to 99 and round again."""
    taken = {row.code for row in Thread.select(Thread.code).where(Thread.done_at.is_null())}
    last: int = Thread.select(Thread.code).order_by(Thread.id.desc()).limit(1).scalar() or 0
    for step in range(1, MOST_CODES + 1):
        code = (last + step - 1) % MOST_CODES + 1
        if code not in taken:
            return code
    return max(taken) + 1
