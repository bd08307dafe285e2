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
    for one in covered:
        mine = reach(one)
        before = standings(mine)
        for found in mine:
            shared = found.household_id is not None and found.id != address.id and len(covered) == 1
            if before[found.id].given is False or (shared and one.public_id in before[found.id].stopped_for):
                continue  # an earlier stop keeps its own evidence, and what START would bring back
            mark = {**evidence, STOP: address.public_id, BEFORE: before[found.id].given}
            withdraw(found, how, mark, now, scope=one.public_id if shared else ALL)
    return covered


def restore(
    member: Member, address: Address, how: str, evidence: Mapping[str, Any], now: datetime
) -> list[Member]:
    """START: what the last STOP withdrew is given again, and the address it comes from in any case.

    An address that had no consent before the STOP, a bounced one, or one they left by its own link, stays as
    it was. Returns everyone it restores.
    """
    covered = _covered(member, address)
    for found in {one.id: one for person in covered for one in reach(person)}.values():
        for scope in (ALL, *(person.public_id for person in covered)):
            if (found.id == address.id and scope == ALL) or _stopped_here(found, scope):
                grant(found, how, evidence, now, scope=scope)
    return covered


def unsubscribe(address: Address, how: str, evidence: Mapping[str, Any], now: datetime) -> list[Member]:
    """End mail to whoever this address belongs to, at every mailbox of theirs; returns them. Texts go on."""
    owners = members_of(address)
    boxes = {box.id: box for owner in owners for box in reach(owner) if box.channel == EMAIL}
    boxes.setdefault(address.id, address)
    before = standings(boxes.values())
    for box in boxes.values():
        own = box.id == address.id or box.household_id is None
        if own and before[box.id].given is not False:
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


def _stopped_here(address: Address, scope: str) -> bool:
    """Whether the latest word in this scope is a STOP that took away what had been given."""
    mine = (Consent.address_key == address.ledger_key) & (Consent.scope == scope)
    latest = Consent.select().where(mine).order_by(Consent.id.desc()).first()
    if latest is None or latest.given or STOP not in latest.evidence:
        return False
    return scope != ALL or latest.evidence.get(BEFORE) is True
