"""Finding the members that somebody names on the command line."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import fn

from engine.community.members import find
from engine.errors import KindlingError
from engine.models import Member
from engine.models.people import STRANGER
from engine.wording.phones import AddressError, read_email, read_phone


class NoSuchMember(KindlingError):
    """Nobody, or more than one, goes by what was said."""


def named(who: str, countries: Sequence[str]) -> Member:
    """The member with this public id, number, email address or name. Raises NoSuchMember."""
    found = find(public_id=who) or _by_address(who, countries)
    if found is not None:
        return found
    present = Member.forgotten_at.is_null() & (Member.how != STRANGER)
    same = list(Member.select().where(present & (fn.LOWER(Member.name) == who.lower())))
    near = same or list(
        Member.select().where(present & fn.LOWER(Member.name).startswith(who.lower())).limit(6)
    )
    if len(near) == 1:
        return near[0]
    if not near:
        raise NoSuchMember(f"There is no member {who!r}. Give a number, an email address, a name or an id.")
    names = ", ".join(f"{one.name} ({one.public_id})" for one in near)
    raise NoSuchMember(f"{who!r} could be any of these; give the id: {names}")


def _by_address(who: str, countries: Sequence[str]) -> Member | None:
    try:
        if "@" in who:
            return find(email=read_email(who))
        return find(phone=read_phone(who, countries[0] if countries else "US").e164)
    except AddressError:
        return None
