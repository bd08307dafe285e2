"""Putting asks to people, one at a time: the next when the one before was answered, or is two days old."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import fn

from engine.approvals.states import (
    ASKED,
    LAPSED,
    MOST_ASKS,
    PATIENCE,
    WAITING,
    WITHDRAWN,
    cause_of,
    fresh,
    step_of,
)
from engine.models import Approval, Delivery, Member
from engine.models.db import locked, transaction
from engine.models.looks import Look
from engine.models.sending import ANSWER, CANCELLED, DUTY, STARTED, WAITING_STATES
from engine.outbox import NewDelivery, queue
from engine.threads.owners import HOST, owner_for

AT_ONCE = 50  # in one look of the clock's


def ask(
    kind: str,
    subject_id: int,
    about: Member | None,
    body: str,
    now: datetime,
    role: str = HOST,
    *,
    person: Member | None = None,
    at_once: bool = False,
    answering: int | None = None,
) -> Approval:
    """Ask for a yes to ``body``, once per kind and subject: at once where nothing else is open with that person.

    ``answering`` are the person's own words (an inbound's id) that it follows, if it does.
    ``person`` names who has to say it; otherwise it is whoever has the ``role``, and never ``about`` themself.
    ``at_once`` is for what cannot wait its turn: what is open with them steps back, and comes again after it.
    """
    found: Approval | None = Approval.get_or_none((Approval.kind == kind) & (Approval.subject == subject_id))
    if found is not None:
        return found
    made: Approval = Approval.create(
        kind=kind,
        subject=subject_id,
        about=about,
        person=person or owner_for(about, role, now),
        role="" if person else role,
        body=body,
        created_at=now,
    )
    # Whoever is busy in another transaction is left to the clock: nobody waits here for a second member.
    free = made.person_id and locked(Member.select().where(Member.id == made.person_id), skip=True).first()
    if free and at_once:
        others = (Approval.person == free.id) & (Approval.state == ASKED)
        Approval.update(state=WAITING).where(others).execute()
        _put(made, free, now, answering)
    elif free:
        put_next(free, now, inbound_id=answering)
    return made


def put_next(person: Member, now: datetime, *, inbound_id: int | None = None) -> bool:
    """Put the next ask to a person who is locked, unless one has the floor; whether there was one to put.

    ``inbound_id`` are the words by which they answered the one before: what follows answers them.
    """
    mine = Approval.person == person.id
    if Approval.select(Approval.id).where(mine & fresh(now)).exists():
        return False
    waiting = Approval.select().where(mine & (Approval.state == WAITING))
    following: Approval | None = waiting.order_by(Approval.asks, Approval.id).first()
    if following is None:
        return False
    for stale in Approval.select().where(mine & (Approval.state == ASKED)):
        _step_back(stale, now)
    _put(following, person, now, inbound_id)
    return True


def find_people(now: datetime) -> int:
    """The clock's look: whose turn has come, and who has somebody to be asked now; returns how many were put."""
    turns: dict[int, None] = {}
    for approval in _TURNS.found(now):
        person = approval.person_id or _found(approval, now)
        if person is not None:
            turns[person] = None
    return sum(_turn(person, now) for person in turns)


def next_due(after: datetime) -> datetime | None:
    """When the floor is next free for somebody who has more waiting, strictly later than ``after``."""
    first = _HOLDING.instant(after)
    return first + PATIENCE if first is not None else None


def _holding(after: datetime) -> Any:
    others = Approval.alias()
    waits = others.select(others.id).where(
        (others.person == Approval.person) & (others.state == WAITING) & (others.id != Approval.id)
    )
    holding = (Approval.state == ASKED) & (Approval.asked_at > after - PATIENCE) & fn.EXISTS(waits)
    return Approval.select(fn.MIN(Approval.asked_at)).where(holding)


def withdraw(kind: str, subject_id: int, now: datetime) -> bool:
    """Take an ask back that nobody has answered; whether there was one."""
    found: Approval | None = Approval.get_or_none(
        (Approval.kind == kind) & (Approval.subject == subject_id) & Approval.state.in_((WAITING, ASKED))
    )
    if found is None:
        return False
    found.state = WITHDRAWN
    found.save(only=[Approval.state])
    unsent = (Delivery.cause == cause_of(found)) & Delivery.state.in_(WAITING_STATES)
    gone: dict[str, Any] = {"state": CANCELLED, "reason": "it was taken back", "reason_code": CANCELLED}
    Delivery.update(**gone, settled_at=now).where(unsent).execute()
    return True


def _turns(now: datetime) -> Any:
    """What waits for somebody with whom nothing has the floor, or for nobody yet."""
    others = Approval.alias()
    floor = others.select(others.id).where(
        (others.person == Approval.person) & (others.state == ASKED) & (others.asked_at > now - PATIENCE)
    )
    free = Approval.person.is_null() | ~fn.EXISTS(floor)
    waits = Approval.select().where((Approval.state == WAITING) & free)
    return waits.order_by(Approval.id).limit(AT_ONCE)


_HOLDING, _TURNS = Look(_holding), Look(_turns)


def _found(approval: Approval, now: datetime) -> int | None:
    """Who is to be asked after all, now that there may be somebody."""
    person = owner_for(approval.about, approval.role, now) if approval.role else None
    if person is None:
        return None
    with transaction():
        Approval.update(person=person).where(Approval.id == approval.id).execute()
    return person.id


def _turn(person_id: int, now: datetime) -> bool:
    with transaction():
        person = locked(Member.select().where(Member.id == person_id)).first()
        return person is not None and put_next(person, now)


def _step_back(approval: Approval, now: datetime) -> None:
    """Unanswered for two days: behind the others, for whoever has the role then; three times at most.

    A person who was named is asked once.
    """
    over = approval.asks >= MOST_ASKS or not approval.role
    approval.state = LAPSED if over else WAITING
    if not over:
        approval.person = owner_for(approval.about, approval.role, now)
    approval.save(only=[Approval.state, Approval.person])


def _put(approval: Approval, person: Member, now: datetime, inbound_id: int | None) -> None:
    approval.state, approval.asked_at, approval.asks = ASKED, now, approval.asks + 1
    approval.save(only=[Approval.state, Approval.asked_at, Approval.asks])
    queue(
        NewDelivery(
            cause=cause_of(approval),
            step_key=step_of(approval.asks),
            member_id=person.id,
            about_id=approval.about_id if approval.about_id != person.id else None,
            kind=ANSWER if inbound_id else _kind(approval),
            body=approval.body,
            context={"subject": "May this go out?"},
            inbound_id=inbound_id,
        ),
        now,
    )


def _kind(approval: Approval) -> str:
    """Of a member about themself it is one of ours; of whoever signs or looks it is what they have taken on."""
    return STARTED if approval.about_id is not None and approval.about_id == approval.person_id else DUTY
