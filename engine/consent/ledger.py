"""The ledger: entries are added, never changed; the latest per address and scope wins.

A scope is ``all`` or the public id of one member of a household: somebody who stops from their own phone is
no longer written to at the shared one either, while the others still are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.models import Address, Consent, Member
from engine.models.people import ACTIVE, BOUNCED, STOPPED

ALL = "all"
CARRIER, BOUNCE, COMPLAINT = "carrier", "bounce", "complaint"
FROM_THERE = frozenset({"text", "call", "email"})  # how somebody agreed who wrote from the address itself
BLOCKS = frozenset({CARRIER, BOUNCE, COMPLAINT})  # a provider's word: nothing at all may be sent there


@dataclass(frozen=True)
class Standing:
    """Where an address stands: ``given`` is None where nobody ever said anything."""

    given: bool | None = None
    at: datetime | None = None
    how: str = ""
    stopped_for: frozenset[str] = frozenset()  # public ids of household members who stopped on their own

    @property
    def blocked(self) -> bool:
        """Whether a provider refuses to deliver there; not even a confirmation goes out then."""
        return self.given is False and self.how in BLOCKS

    def allows(self, member: Member) -> bool:
        """Whether this member may be written to here."""
        return self.given is True and member.public_id not in self.stopped_for


def grant(
    address: Address, how: str, evidence: Mapping[str, Any], now: datetime, scope: str = ALL
) -> Consent:
    """Record that the person agreed. ``evidence`` says what they sent or saw, when, and where."""
    return _write(address, how, evidence, now, scope, given=True)


def withdraw(
    address: Address, how: str, evidence: Mapping[str, Any], now: datetime, scope: str = ALL
) -> Consent:
    """Record that the person, or the provider for them, wants nothing more there."""
    return _write(address, how, evidence, now, scope, given=False)


def standing(address: Address) -> Standing:
    """Where one address stands."""
    return standings([address])[address.id]


def standings(addresses: Iterable[Address]) -> dict[int, Standing]:
    """Where each address stands, by its id: one read of the ledger for all of them."""
    by_id = {address.id: address.ledger_key for address in addresses}
    if not by_id:
        return {}
    entries = Consent.select().where(Consent.address_key.in_(set(by_id.values()))).order_by(Consent.id)
    latest: dict[str, dict[str, Consent]] = {}
    for entry in entries:
        latest.setdefault(entry.address_key, {})[entry.scope] = entry
    return {one: _standing(latest.get(its_key, {})) for one, its_key in by_id.items()}


def history(member: Member) -> list[Consent]:
    """Every entry about the member's own addresses and their household's, oldest first."""
    mine = [address.ledger_key for address in reach(member)]
    return list(Consent.select().where(Consent.address_key.in_(mine)).order_by(Consent.id))


def reach(member: Member) -> list[Address]:
    """The member's own addresses and, after them, their household's; in the order they were added."""
    theirs = Address.member == member.id
    if member.household_id is not None:
        theirs |= Address.household == member.household_id
    return list(Address.select().where(theirs).order_by(Address.member.is_null(), Address.id))


def _standing(latest: Mapping[str, Consent]) -> Standing:
    whole = latest.get(ALL)
    alone = frozenset(scope for scope, entry in latest.items() if scope != ALL and not entry.given)
    if whole is None:
        return Standing(stopped_for=alone)
    return Standing(whole.given, whole.at, whole.how, alone)


def _write(
    address: Address, how: str, evidence: Mapping[str, Any], now: datetime, scope: str, *, given: bool
) -> Consent:
    if scope == ALL:
        _mark(address, _status(address, how, given=given))
    return Consent.create(
        address_key=address.ledger_key,
        channel=address.channel,
        scope=scope,
        given=given,
        at=now,
        how=how,
        evidence=dict(evidence),
    )


def _status(address: Address, how: str, *, given: bool) -> str:
    """What an entry makes of the address: one that bounced lives again only when its owner writes from it."""
    if not given:
        return BOUNCED if how == BOUNCE or address.status == BOUNCED else STOPPED
    return BOUNCED if address.status == BOUNCED and how not in FROM_THERE else ACTIVE


def _mark(address: Address, status: str) -> None:
    if address.status != status:
        Address.update(status=status).where(Address.id == address.id).execute()
        address.status = status
