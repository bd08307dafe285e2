"""How much of a challenge is there, of all and of one member, and what of it may be shown."""

from __future__ import annotations

from typing import Any

from peewee import fn

from engine.audience import in_reach
from engine.models import Entry, Member, Picture
from engine.models.challenges import APPROVED, COUNTED, COUNTS, KEPT


def total(occurrence_id: int) -> int:
    """What all have put in."""
    return _sum(Entry.occurrence == occurrence_id)


def mine(occurrence_id: int, member_id: int) -> int:
    """What one member has put in."""
    return _sum((Entry.occurrence == occurrence_id) & (Entry.member == member_id))


def takers(occurrence_id: int) -> Any:
    """A query for the members who took part."""
    took = Entry.select(Entry.member).where((Entry.occurrence == occurrence_id) & Entry.state.in_(COUNTS))
    return Member.select().where(Member.id.in_(took) & Member.forgotten_at.is_null())


def shown(occurrence_id: int, *, approval: bool) -> Any:
    """A query for the pictures that others may see, newest first: with a host's yes where it needs one, of nobody
    who keeps theirs to themselves, has gone, or hears nothing from us any more."""
    ready = Entry.state == APPROVED if approval else Entry.state.in_((COUNTED, APPROVED))
    open_to = in_reach() & (Member.pictures_yes.is_null() | Member.pictures_yes)
    which = (Entry.occurrence == occurrence_id) & ready & (Picture.state == KEPT) & open_to
    return (
        Picture.select(Picture, Entry, Member)
        .join(Entry, on=(Picture.entry == Entry.id))
        .join(Member, on=(Entry.member == Member.id))
        .where(which)
        .order_by(Entry.at.desc(), Entry.id.desc())
    )


def _sum(which: Any) -> int:
    found = Entry.select(fn.SUM(Entry.amount)).where(which & Entry.state.in_(COUNTS)).scalar()
    return int(found or 0)
