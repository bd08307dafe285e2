"""Words that could mean two: they are kept, we ask back, and they go on once it is known whom they are for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine.models import Inbound, Member
from engine.models.looks import Look
from engine.understanding.normal import normal

WHICH = "which thread"  # how words of somebody with conversations are marked that wait for a number
WHOM = "whom is this for"  # and a member's, who talks with two people
PATIENCE = timedelta(hours=12)  # for the answer


def keep(inbound: Inbound, how: str) -> None:
    inbound.understood_as = how
    inbound.save(only=[Inbound.understood_as])


def kept(member: Member, how: str, now: datetime, *, beside: Inbound | None = None) -> list[Inbound]:
    """Their words that wait for an answer, oldest first; ``beside`` the ones that may be it."""
    return _KEPT.found(now, member.id, how, beside.id if beside else 0)


def _kept(now: datetime, member_id: int, how: str, beside: int) -> Any:
    waiting = (Inbound.member == member_id) & (Inbound.understood_as == how) & Inbound.thread_id.is_null()
    recent = Inbound.received_at > now - PATIENCE
    return Inbound.select().where(waiting & recent & (Inbound.id != beside)).order_by(Inbound.id)


_KEPT = Look(_kept)


def waits(member: Member, inbound: Inbound, now: datetime) -> bool:
    """Whether words of theirs, other than these, wait for the number of a conversation."""
    return bool(kept(member, WHICH, now, beside=inbound))


def said_again(waiting: list[Inbound], words: str) -> list[Inbound]:
    """Those of the kept words that were now said once more, with a number: they are not sent twice."""
    return [one for one in waiting if normal(one.text) == normal(words)]
