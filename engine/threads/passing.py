"""Words without an answer: whoever has the conversation is nudged once, then the next person has it."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.models import Member, Thread, Turn
from engine.models.sending import PERSON, URGENT
from engine.now import to_ms
from engine.outbox import NewDelivery, queue
from engine.threads import saying
from engine.threads.opening import begin_turn, number_of
from engine.threads.owners import HOST, complaint_people, owner_for
from engine.threads.state import look_again, nudge_at, pass_on_at, touch
from engine.threads.transcript import transcript

TOMORROW = timedelta(days=1)  # until somebody is looked for again where nobody was left


def next_person(thread: Thread, now: datetime) -> Member | None:
    """Who gets it now: nobody who had it before, and nobody a complaint is about."""
    had = {turn.owner_id for turn in Turn.select(Turn.owner).where(Turn.thread == thread.id)}
    if not thread.complaint:
        return owner_for(thread.member, thread.role, now, avoid=had, rota=True)
    avoid = had | set(thread.avoid)
    return next(complaint_people(thread.member, now, avoid, hosts=thread.role == HOST), None)


def look(thread: Thread, now: datetime) -> None:
    """Nudge whoever has it, or hand it on, where that is due; the member is locked."""
    owner = thread.owner
    if owner is None or thread.waits_since is None:
        _set(thread, look_at=None)
    elif (at := _not_yet(thread, now)) is not None:
        _set(thread, look_at=at)
    elif thread.nudged_at is None and thread.stuck_at is None:
        _nudge(thread, owner, now)
    else:
        _hand_on(thread, owner, now)


def _not_yet(thread: Thread, now: datetime) -> datetime | None:
    """When it is due, where it was looked at for something else."""
    since = max(_turn(thread, now).began_at, thread.waits_since or now)
    due = nudge_at(thread, since) if thread.nudged_at is None else pass_on_at(thread, since)
    return due if thread.stuck_at is None and due is not None and due > now else None


def _nudge(thread: Thread, owner: Member, now: datetime) -> None:
    turn = _turn(thread, now)
    body = saying.nudge(thread, _who(thread))
    _queue(thread, owner, f"nudge:{turn.id}:{to_ms(thread.waits_since or now)}", body, now)
    at = pass_on_at(thread, max(turn.began_at, thread.waits_since or now))
    _set(thread, nudged_at=now, look_at=max(at, now) if at is not None else None)


def _hand_on(thread: Thread, owner: Member, now: datetime) -> None:
    """The next person has it with all words so far, and the one before is told; nobody left: it is looked for again."""
    to = next_person(thread, now)
    if to is None:
        _set(thread, stuck_at=thread.stuck_at or now, look_at=now + TOMORROW)
        return
    turn = begin_turn(thread, to, now)
    look_again(thread, now)
    touch(thread, now)
    for number, body in enumerate(transcript(thread, owner, _who(thread), to)):
        _queue(thread, to, f"turn:{turn.id}:{number}", body, now)
    _queue(thread, owner, f"passed:{turn.id}", saying.passed_on(thread, _who(thread), to), now, after=True)


def _turn(thread: Thread, now: datetime) -> Turn:
    mine = (Turn.thread == thread.id) & Turn.ended_at.is_null()
    found: Turn | None = Turn.select().where(mine).order_by(Turn.id.desc()).first()
    return found or Turn.create(thread=thread, owner=thread.owner, began_at=now)


def _who(thread: Thread) -> str:
    return saying.name_of(thread.member, number_of(thread.member))


def _set(thread: Thread, **values: datetime | None) -> None:
    for name, value in values.items():
        setattr(thread, name, value)
    thread.save(only=[getattr(Thread, name) for name in values])


def _queue(thread: Thread, to: Member, step: str, body: str, now: datetime, *, after: bool = False) -> None:
    """``after``: it is theirs no more, so a mail that answers this reaches nobody through it."""
    queue(
        NewDelivery(
            cause=f"thread:{thread.id}",
            step_key=step,
            member_id=to.id,
            about_id=thread.member_id,
            kind=PERSON,
            lane=URGENT,
            body=body,
            context={"subject": f"{_who(thread)} (#{thread.code})"},
            thread_id=None if after else thread.id,
        ),
        now,
    )
