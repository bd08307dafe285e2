"""Whose conversation it becomes: the sponsor or the day's desk, the role's people, the hosts, the managers, else nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import chain, product
from typing import Any

import peewee

from engine import audience
from engine.language.community import Community
from engine.models import Member
from engine.models.people import STRANGER
from engine.published import live
from engine.threads.accused import kept_from
from engine.times import local

HOST, SPONSOR, MANAGER = "host", "sponsor", "manager"


def owner_for(
    member: Member | None, role: str, now: datetime, *, avoid: Collection[int] = (), rota: bool = False
) -> Member | None:
    """The person who gets it: never the member themself, nor anybody they have a complaint about, nor ``avoid``.

    With ``rota``, for conversations, whoever has the desk today comes before the hosts.
    """
    return next(people_for(member, role, now, avoid=avoid, rota=rota), None)


def people_for(
    member: Member | None, role: str, now: datetime, *, avoid: Collection[int] = (), rota: bool = False
) -> Iterator[Member]:
    """Everybody who may get it, the first choice first; whom we can't reach, or who stopped, never.

    Who is on pause, or rests since somebody of theirs has died, comes after all
    others, and never by the rota.
    """
    community = live().community
    there = _there({member.id, *avoid, *kept_from(member.id, now)} if member else avoid)
    seen: set[int] = set()
    choices = list(_choices(member, role, now, community, rota))
    for away, which in product((0, 1), choices):
        for found in Member.select().where(there & which & (_away(now) == away)).order_by(Member.id):
            if found.id not in seen:
                seen.add(found.id)
                yield found


def complaint_people(
    member: Member, now: datetime, avoid: Collection[int], *, hosts: bool
) -> Iterator[Member]:
    """Who may get a complaint: managers, and where it is known whom it is about (``hosts``) hosts as well."""
    there = _there({member.id, *avoid})
    for away in (0, 1):
        for role in (MANAGER, HOST)[: 1 + hosts]:
            yield from Member.select().where(there & _has(role) & (_away(now) == away)).order_by(Member.id)


def staff(now: datetime) -> list[Member]:
    """Everybody who may get conversations: whoever has a role, and whoever the rota names on any day."""
    community = live().community
    which = peewee.fn.TRIM(Member.role) != ""
    for desk in community.rota:
        which |= audience.query(desk.who, now=now, community=community)
    return list(Member.select().where(Member.forgotten_at.is_null() & (Member.how != STRANGER) & which))


def _choices(
    member: Member | None, role: str, now: datetime, community: Community, rota: bool
) -> Iterator[Any]:
    if role.lower() == SPONSOR and member is not None and member.sponsor_id is not None:
        yield (Member.id == member.sponsor_id) & (_away(now) == 0)
    wanted = dict.fromkeys((role.lower(), HOST, MANAGER))
    yield from chain.from_iterable(_of(one, now, community, rota) for one in wanted)


def _of(role: str, now: datetime, community: Community, rota: bool) -> Iterator[Any]:
    """Those of a role; before the hosts, whoever has the desk today."""
    if role == HOST and rota:
        today = local(now, community.timezone).weekday()
        for desk in community.rota:
            if desk.weekday == today:
                yield audience.query(desk.who, now=now, community=community) & (_away(now) == 0)
    yield _has(role)


def _has(role: str) -> Any:
    return peewee.fn.LOWER(Member.role) == role


def _there(avoid: Collection[int]) -> Any:
    reached = audience.takes("text") | audience.takes("phone") | audience.takes("email")
    present = Member.forgotten_at.is_null() & (Member.how != STRANGER) & reached
    return present & Member.id.not_in(sorted(avoid))


def _away(now: datetime) -> Any:
    """1 for whoever is on pause or is left in peace, else 0: they come last, whatever their role."""
    return peewee.Case(None, [((Member.paused_until > now) | (Member.resting_until > now), 1)], 0)
