"""Handing a conversation to a person. They get the words with a way to reply."""

from __future__ import annotations

from datetime import datetime

from engine.models import Address, Inbound, Instance, Member, Thread
from engine.models.db import locked
from engine.models.sending import PERSON, URGENT
from engine.outbox import NewDelivery, queue
from engine.threads.owners import owner_for
from engine.threads.saying import name_of, to_owner, words_of
from engine.threads.state import DAY, next_code, touch


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
    owner = owner_for(member, role)
    thread = _existing(member, owner, now)
    first = thread is None
    if thread is None:
        thread = _create(member, owner, role, about, now)
    touch(thread, now)
    if grave and not thread.grave:
        thread.grave = True
        thread.save(only=[Thread.grave])
    if inbound is not None:
        mark(inbound, thread)
    if owner is not None:
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
    body = (
        ""
        if message
        else to_owner(thread, name_of(member, number_of(member)), words_of(inbound), first=first)
    )
    queue(
        NewDelivery(
            cause=cause or f"thread:{thread.id}",
            step_key=f"in:{inbound.id}" if inbound else f"at:{now.isoformat()}",
            member_id=owner.id,
            about_id=member.id,
            kind=PERSON,
            lane=URGENT,
            message=message,
            body=body,
            context={"subject": f"{name_of(member)} (#{thread.code})"},
            thread_id=thread.id,
            inbound_id=inbound.id if inbound else None,
        ),
        now,
    )


def mark(inbound: Inbound, thread: Thread) -> None:
    inbound.thread_id = thread.id
    inbound.save(only=[Inbound.thread_id])


def number_of(member: Member) -> str:
    """An address of theirs, to tell nameless people apart by its end."""
    value: str | None = (
        Address.select(Address.value)
        .where(Address.member == member.id)
        .order_by(Address.id)
        .limit(1)
        .scalar()
    )
    return value or ""


def _create(member: Member, owner: Member | None, role: str, about: str, now: datetime) -> Thread:
    locked(Instance.select()).execute()  # two threads opened at once must not get the same number
    return Thread.create(
        member=member,
        owner=owner,
        role=role,
        code=next_code(),
        about=about,
        opened_at=now,
        last_at=now,
        quiet_after=now + DAY,
    )


def _existing(member: Member, owner: Member | None, now: datetime) -> Thread | None:
    mine = (Thread.member == member.id) & Thread.done_at.is_null() & (Thread.quiet_after > now)
    mine &= Thread.owner.is_null() if owner is None else (Thread.owner == owner.id)
    found: Thread | None = Thread.select().where(mine).order_by(Thread.id.desc()).first()
    return found


def last_words(member: Member) -> Inbound | None:
    found: Inbound | None = (
        Inbound.select()
        .where((Inbound.member == member.id) & ((Inbound.text != "") | (Inbound.channel == "email")))
        .order_by(Inbound.id.desc())
        .first()
    )
    return found
