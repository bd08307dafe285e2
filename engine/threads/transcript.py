"""A conversation as its next person gets it: every word so far, in order, and what was noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.models import Delivery, Inbound, Member, Thread
from engine.models.sending import PERSON
from engine.threads import saying
from engine.threads.notes import notes_for


def transcript(thread: Thread, before: Member, who: str, to: Member) -> list[str]:
    """The texts that hand it to ``to``: who waits, what both said, notes, and what to do."""
    head = saying.handed(thread, who, saying.name_of(before))
    lines = [words for _, _, words in sorted(_said(thread, who))]
    return saying.pieces("\n".join([head, *lines, saying.HOW_TO]))


def _said(thread: Thread, who: str) -> Iterator[tuple[datetime, int, str]]:
    """When, with the number of the words it came from: of two at once the earlier first; and what."""
    theirs = (Inbound.thread_id == thread.id) & (Inbound.member == thread.member_id)
    for inbound in Inbound.select().where(theirs):
        yield inbound.received_at, inbound.id, f"{who}: {saying.words_of(inbound)}"
    for out in _answers(thread):
        yield (
            out.created_at,
            int(out.step_key.partition(":")[2] or 0),
            str(out.context.get("words") or out.body),
        )
    for note in notes_for(thread):
        yield note.at, note.inbound_id or 0, saying.noted_by(note)


def _answers(thread: Thread) -> list[Delivery]:
    ours = (
        (Delivery.thread_id == thread.id) & (Delivery.member == thread.member_id) & (Delivery.kind == PERSON)
    )
    return list(Delivery.select().where(ours))
