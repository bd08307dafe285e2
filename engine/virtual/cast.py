"""The people of a virtual world."""

from __future__ import annotations

from datetime import datetime

from engine import consent
from engine.community import members
from engine.community.details import Details, checked
from engine.language.community import Community
from engine.models import Address, Member, Tag

HOST = "host"
HOSTS_NUMBER = "+13125550199"
SAID = {"words": "put in by hand, for a world that is only virtual"}
Person = Details


def place_host(community: Community, now: datetime) -> Member:
    """The community's host, reachable by text."""
    name = community.host or "The host"
    details = Person(name=name, phone=HOSTS_NUMBER, role=HOST, timezone=community.timezone)
    return place_member(details, community, now)


def place_member(
    person: Person, community: Community, now: datetime, *, tags: tuple[str, ...] = (), is_in: bool = True
) -> Member:
    """Somebody with addresses and, where they are in already, consent. Raises DetailError or AddressError.

    Who is in has had their first text, so that no legal lines are put under the next one.
    """
    member = members.add(checked(person, community), "manager", now)
    for tag in tags:
        Tag.create(member=member, name=tag, at=now)
    for address in Address.select().where(Address.member == member.id) if is_in else ():
        consent.grant(address, "form", SAID, now)
        Address.update(introduced_at=now).where(Address.id == address.id).execute()
    return member
