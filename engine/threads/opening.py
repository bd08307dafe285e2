"""Handing a conversation to a person. They get the words with a way to reply."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.models import Address, Inbound, Instance, Member, Picture, Thread, Turn
from engine.models.challenges import HELD, WAITING
from engine.models.db import locked
from engine.models.people import PHONE
from engine.models.sending import PERSON, URGENT
from engine.outbox import NewDelivery, queue
from engine.threads.masking import without_signature
from engine.threads.owners import owner_for
from engine.threads.saying import name_of, pieces, to_owner, words_of
from engine.threads.state import DAY, awaits, make_grave, next_code, touch

ANSWER = "answer"  # what a manager's own message to that person may quote
APART = ("complaint", "whom is this for")  # what such words are understood as: nobody else is told of them


def open_thread(
    member: Member,
    role: str,
    now: datetime,
    *,
    about: str = "",
    grave: bool = False,
    message: str | None = None,
    inbound: Inbound | None = None,
    enrollment_id: int | None = None,
    step_key: str = "",
    silent: bool = False,
) -> Thread:
    """Hand the member to whoever has the ``role``: the conversation they are already in, or a new one.

    Without an ``inbound`` their last words are told; not where it is about their saying nothing (``silent``). ``message`` names a file that is sent instead of ours.
    """
    inbound = inbound or (None if silent else last_words(member))
    owner = owner_for(member, role, now, rota=True)
    thread = _existing(member, owner, now)
    first = thread is None
    if thread is None:
        thread = create(member, owner, role, about, now)
    touch(thread, now)
    if grave:
        make_grave(thread, now)
    if inbound is not None:
        mark(inbound, thread)
    if owner is not None:
        awaits(thread, now)
        cause = f"tell:{enrollment_id}:{step_key}" if enrollment_id else f"thread:{thread.id}"
        tell(thread, owner, member, inbound, now, cause=cause, first=first, message=message or "")
    return thread


def tell(
    thread: Thread,
    owner: Member,
    member: Member,
    inbound: Inbound | None,
    now: datetime,
    *,
    cause: str = "",
    first: bool = False,
    message: str = "",
) -> None:
    """Queue the member's words to the owner, at once and first in line where they are grave."""
    who = name_of(member, number_of(member))
    words = without_signature(words_of(inbound), member, inbound)
    bodies = [""] if message else pieces(to_owner(thread, who, words, first=first))
    step = f"in:{inbound.id}" if inbound else f"at:{now.isoformat()}"
    for number, body in enumerate(bodies):
        queue(
            NewDelivery(
                cause=cause or f"thread:{thread.id}",
                step_key=step + (f"/{number}" if number else ""),
                member_id=owner.id,
                about_id=member.id,
                kind=PERSON,
                lane=URGENT,
                message=message,
                body=body,
                context={"subject": f"{who} (#{thread.code})", **({ANSWER: words} if message else {})},
                thread_id=thread.id,
                inbound_id=inbound.id if inbound else None,
            ),
            now,
        )


def pass_to_member(thread: Thread, owner: Member, inbound: Inbound, words: str, now: datetime) -> None:
    """Queue the owner's words to the member, behind the owner's first name."""
    name = name_of(owner)
    for number, body in enumerate(pieces(f"{name}: {words.strip()}")):
        queue(
            NewDelivery(
                cause=f"thread:{thread.id}",
                step_key=f"out:{inbound.id}" + (f"/{number}" if number else ""),
                member_id=thread.member_id,
                about_id=owner.id,
                kind=PERSON,
                lane=URGENT,
                body=body,
                context={"subject": f"A word from {name}"},
                thread_id=thread.id,
                inbound_id=_answered(thread),
            ),
            now,
        )


def _answered(thread: Thread) -> int | None:
    """The member's words that are answered: by them the gate knows where they wrote from."""
    theirs = (Inbound.thread_id == thread.id) & (Inbound.member == thread.member_id)
    found: int | None = Inbound.select(Inbound.id).where(theirs).order_by(Inbound.id.desc()).limit(1).scalar()
    return found


def mark(inbound: Inbound, thread: Thread) -> None:
    """These words belong to this conversation, and the pictures with them are to be fetched for whoever has it."""
    inbound.thread_id = thread.id
    inbound.save(only=[Inbound.thread_id])
    held = (Picture.inbound == inbound.id) & (Picture.state == HELD)
    Picture.update(state=WAITING, due_at=inbound.received_at).where(held).execute()


def number_of(member: Member) -> str:
    """A number of theirs, to tell nameless people apart by its end."""
    value: str | None = (
        Address.select(Address.value)
        .where((Address.member == member.id) & (Address.channel == PHONE))
        .order_by(Address.id)
        .limit(1)
        .scalar()
    )
    return value or ""


def create(member: Member, owner: Member | None, role: str, about: str, now: datetime, **more: Any) -> Thread:
    """A conversation with a number of its own; ``more`` are further columns."""
    locked(Instance.select()).execute()  # two threads opened at once must not get the same number
    thread = Thread.create(
        member=member,
        owner=owner,
        role=role,
        code=next_code(),
        about=about,
        opened_at=now,
        last_at=now,
        quiet_after=now + DAY,
        **more,
    )
    if owner is not None:
        begin_turn(thread, owner, now)
    return thread


def begin_turn(thread: Thread, owner: Member, now: datetime) -> Turn:
    """From here on it is theirs."""
    mine = (Turn.thread == thread.id) & Turn.ended_at.is_null()
    Turn.update(ended_at=now).where(mine).execute()
    thread.owner = owner
    thread.save(only=[Thread.owner])
    return Turn.create(thread=thread, owner=owner, began_at=now)


def _existing(member: Member, owner: Member | None, now: datetime) -> Thread | None:
    mine = (Thread.member == member.id) & Thread.done_at.is_null() & (Thread.quiet_after > now)
    mine &= ~Thread.complaint
    mine &= Thread.owner.is_null() if owner is None else (Thread.owner == owner.id)
    found: Thread | None = Thread.select().where(mine).order_by(Thread.id.desc()).first()
    return found


def last_words(member: Member) -> Inbound | None:
    """What they wrote last; never of a complaint, which is for whoever has that alone."""
    apart = Thread.select(Thread.id).where((Thread.member == member.id) & Thread.complaint)
    told = Inbound.thread_id.is_null() | Inbound.thread_id.not_in(apart)
    said = (Inbound.text != "") | (Inbound.channel == "email")
    found: Inbound | None = (
        Inbound.select()
        .where((Inbound.member == member.id) & said & told & Inbound.understood_as.not_in(APART))
        .order_by(Inbound.id.desc())
        .first()
    )
    return found
