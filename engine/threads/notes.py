"""Notes that only we see: kept with the member, told to whoever has the conversation next, never to the member."""

from __future__ import annotations

from datetime import datetime

from engine.models import Inbound, Member, Note, Thread


def note(thread: Thread, author: Member, words: str, inbound: Inbound, now: datetime) -> Note:
    """Keep a note, once for the words it came with."""
    values = {"member": thread.member_id, "author": author.id, "thread": thread.id, "words": words.strip()}
    Note.insert(**values, inbound=inbound.id, at=now).on_conflict_ignore().execute()
    found: Note = Note.get(Note.inbound == inbound.id)
    return found


def notes_for(thread: Thread) -> list[Note]:
    """What whoever has this conversation may know: notes on its member, those of a complaint only in that one."""
    own = list(Note.select().where(Note.thread == thread.id)) if thread.complaint else []
    return sorted([*notes_about(thread.member), *own], key=lambda one: (one.at, one.id))


def notes_about(member: Member) -> list[Note]:
    """Everything noted about a member, oldest first, but what belongs to a complaint of theirs."""
    apart = Thread.select(Thread.id).where((Thread.member == member.id) & Thread.complaint)
    told = Note.thread.is_null() | Note.thread.not_in(apart)
    return list(Note.select().where((Note.member == member.id) & told).order_by(Note.at, Note.id))
