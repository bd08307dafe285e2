"""Complaints: conversations that never go to the person they are about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.models import Inbound, Member, Thread
from engine.threads.accused import standing_complaint
from engine.threads.opening import create, mark, tell
from engine.threads.owners import HOST, MANAGER, SPONSOR, complaint_people, staff
from engine.threads.relay import member_wrote
from engine.threads.state import awaits, make_grave, open_threads_with, touch
from engine.understanding.naming import Named, named_in

ABOUT = "a complaint"


def complain(
    member: Member, words: str, inbound: Inbound, now: datetime, *, grave: bool = False, about: str = ""
) -> Thread:
    """Hand a complaint to somebody it is not about, or keep it until there is such a person.

    Whoever its words name, or may name, never gets it, nor anybody who shares an address with them. Where they name
    nobody for certain, hosts, the sponsor and whoever talks with the member are left out as well. A further one goes
    to whoever has the first, unless it is about them.
    """
    named = _named(member, words, now)
    surely = "surely" in named.values()
    avoid = set(named) | (set() if surely else _near(member, now))
    before = standing_complaint(member.id, now)
    if before is not None:
        avoid |= set(before.avoid)
        surely = surely and before.role == HOST
    avoid = _with_households(avoid)
    if before is not None and before.owner_id not in avoid:
        _set_avoid(before, avoid, surely)
        if grave:
            make_grave(before, now)
        member_wrote(before, inbound, now)
        return before
    return _open(member, avoid, inbound, now, HOST if surely else MANAGER, grave, about)


def add_names(thread: Thread, words: str, now: datetime) -> None:
    """Whom later words of a complaint name is left out from here on, but for whoever has it: that is a greeting."""
    named = set(_named(thread.member, words, now)) - {thread.owner_id}
    if named - set(thread.avoid):
        _set_avoid(
            thread, _with_households(set(thread.avoid) | named) - {thread.owner_id}, thread.role == HOST
        )


def _open(
    member: Member, avoid: set[int], inbound: Inbound, now: datetime, role: str, grave: bool, about: str
) -> Thread:
    owner = next(complaint_people(member, now, avoid, hosts=role == HOST), None)
    more = {"complaint": True, "avoid": sorted(avoid), "grave": grave}
    thread = create(member, owner, role, about or ABOUT, now, **more)
    mark(inbound, thread)
    touch(thread, now)
    if owner is not None:
        awaits(thread, now)
        tell(thread, owner, member, inbound, now, first=True)
    return thread


def _set_avoid(thread: Thread, avoid: set[int], surely: bool) -> None:
    thread.avoid, thread.role = sorted(avoid), HOST if surely else MANAGER
    thread.save(only=[Thread.avoid, Thread.role])


def _named(member: Member, words: str, now: datetime) -> dict[int, Named]:
    people = {one.id: one for one in _subjects(member, now)}
    people.pop(member.id, None)
    known = [(one.id, one.name, one.role) for one in people.values()]
    if member.sponsor_id in people:
        known.append((member.sponsor_id, "", SPONSOR))
    return dict(named_in(words, known))


def _subjects(member: Member, now: datetime) -> Iterator[Member]:
    """Whom a complaint may be about: staff, their sponsor, and everybody who ever had a conversation with them."""
    yield from staff(now)
    if member.sponsor_id is not None:
        yield member.sponsor
    owners = Thread.select(Thread.owner).where((Thread.member == member.id) & Thread.owner.is_null(False))
    yield from Member.select().where(Member.id.in_(owners))


def _near(member: Member, now: datetime) -> set[int]:
    """Whom a complaint that names nobody may well be about: hosts, the sponsor, and whoever talks with them."""
    hosts = {one.id for one in staff(now) if one.role.lower() == HOST}
    talking = {one.owner_id for one in open_threads_with(member.id, now) if not one.complaint}
    return {id for id in (*hosts, *talking, member.sponsor_id) if id is not None}


def _with_households(ids: set[int]) -> set[int]:
    """And everybody who would read what they get: those who share an address with them."""
    homes = Member.select(Member.household).where(Member.id.in_(ids) & Member.household.is_null(False))
    return ids | set(Member.select(Member.id).where(Member.household.in_(homes)).scalars())
