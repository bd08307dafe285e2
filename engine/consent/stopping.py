"""STOP, unsubscribe, START and what providers report: the ledger and the addresses, together.

All of it runs inside the caller's transaction, which holds the member's row, so that a drain never sends to
somebody whose stop was committed. Ending the member's walks is the caller's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.consent.ledger import ALL, grant, reach, standing, standings, withdraw
from engine.models import Address, Consent, Member
from engine.models.people import ACTIVE, EMAIL

STOP = "stop"  # the mark in the evidence of what STOP withdrew, so that START restores just that
BEFORE = "before"


def stop(
    member: Member, address: Address, how: str, evidence: Mapping[str, Any], now: datetime
) -> list[Member]:
    """End everything we start for the member, on every channel; returns everyone it ends it for.

    A STOP from an address of their own ends that member's; at their household's address it ends it for them
    alone. A STOP from the shared address covers everybody who shares it.
    """
    covered = _covered(member, address)
    mark = {**evidence, STOP: address.public_id}
    for one in covered:
        for found in reach(one):
            shared = found.household_id is not None and found.id != address.id and len(covered) == 1
            scope = one.public_id if shared else ALL
            latest = _latest(found, scope)
            if latest is None or latest.given:
                withdraw(found, how, {**mark, BEFORE: latest.given if latest else None}, now, scope=scope)
            elif address.household_id is None and STOP in latest.evidence:
                _own_now(found, latest, how, mark, now)
    return covered


def _own_now(found: Address, latest: Consent, how: str, mark: Mapping[str, Any], now: datetime) -> None:
    """Who says STOP for themself after somebody did for the household is not brought back by the others' START."""
    if latest.evidence[STOP] != mark[STOP]:
        withdraw(found, how, {**mark, BEFORE: latest.evidence.get(BEFORE)}, now, scope=latest.scope)


def restore(
    member: Member, address: Address, how: str, evidence: Mapping[str, Any], now: datetime
) -> list[Member]:
    """START: what their STOP withdrew is given again, and the address it comes from in any case.

    From an address of their own it brings back their own ones, and them at their household's; from the shared
    one it brings back what a STOP from there took, and nobody who stopped for themself. An address that had no
    consent before the STOP, a bounced one, or one they left by its own link, stays as it was. Returns everyone
    it restores.
    """
    covered = _covered(member, address)
    home = _household_marks(address)
    for found in {one.id: one for person in covered for one in reach(person)}.values():
        for scope in (ALL, *(person.public_id for person in covered)):
            if (found.id == address.id and scope == ALL) or _restorable(found, scope, home):
                grant(found, how, evidence, now, scope=scope)
    return covered


def unsubscribe(address: Address, how: str, evidence: Mapping[str, Any], now: datetime) -> list[Member]:
    """End mail to whoever this address belongs to, at every mailbox of theirs; returns them. Texts go on.

    After a STOP it still counts: their START brings back the rest, and no mail.
    """
    owners = members_of(address)
    boxes = {box.id: box for owner in owners for box in reach(owner) if box.channel == EMAIL}
    boxes.setdefault(address.id, address)
    for box in boxes.values():
        own = box.id == address.id or box.household_id is None
        latest = _latest(box, ALL)
        if own and (latest is None or latest.given or STOP in latest.evidence):
            withdraw(box, how, evidence, now)
    return owners


def suppress(address: Address, how: str, evidence: Mapping[str, Any], now: datetime) -> None:
    """A provider says that nothing may go there: ``how`` is carrier, bounce or complaint. Said once."""
    already = standing(address)
    if already.blocked and already.how == how:
        return
    withdraw(address, how, evidence, now)


def usable(member: Member) -> list[Address]:
    """The addresses at which the member may still be written to; none: their walks have nowhere to go."""
    mine = reach(member)
    known = standings(mine)
    return [found for found in mine if found.status == ACTIVE and known[found.id].allows(member)]


def members_of(address: Address) -> list[Member]:
    """The one member, or everybody of the household, that an address belongs to."""
    if address.household_id is not None:
        return list(Member.select().where(Member.household == address.household_id).order_by(Member.id))
    return list(Member.select().where(Member.id == address.member_id))


def _covered(member: Member, address: Address) -> list[Member]:
    return members_of(address) if address.household_id is not None else [member]


def _restorable(address: Address, scope: str, home: frozenset[str] | None) -> bool:
    """Whether the latest word in this scope is a STOP that took away what had been given.

    ``home`` are the marks of a household's STOP where START comes from a shared address, else None.
    """
    latest = _latest(address, scope)
    if latest is None or latest.given or STOP not in latest.evidence:
        return False
    if scope == ALL and (latest.evidence.get(BEFORE) is not True or (home is None and address.household_id)):
        return False
    return home is None or latest.evidence[STOP] in home


def _household_marks(address: Address) -> frozenset[str] | None:
    if address.household_id is None:
        return None
    shared = Address.select(Address.public_id).where(Address.household == address.household_id)
    return frozenset(one.public_id for one in shared)


def _latest(address: Address, scope: str) -> Consent | None:
    mine = (Consent.address_key == address.ledger_key) & (Consent.scope == scope)
    found: Consent | None = Consent.select().where(mine).order_by(Consent.id.desc()).first()
    return found
